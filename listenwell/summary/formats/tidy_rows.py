"""What is a row of summary.csv, besides those of figures?"""

from collections.abc import Iterable, Iterator
from typing import Any

Row = dict[str, object]
"""Column to value; `id` within its part, and no other row of the part has it."""


def numbered(found: Iterable[Any]) -> Iterator[tuple[str, Any]]:
    """Ids for what has no name of its own."""
    yield from ((str(number), one) for number, one in enumerate(found, 1))


def with_number(row: Row, value: float | None) -> Iterator[Row]:
    """The row where there is a number."""
    if value is not None:
        yield row | {"value": value}
