"""Which parts of pages are the same, so that a build renders them once?"""

from collections.abc import Callable, Mapping

import msgspec
from markupsafe import Markup


class Parts:
    """Rendered parts under all that they were rendered from."""

    def __init__(self) -> None:
        self._rendered: dict[tuple[str, str, bytes], Markup] = {}

    def get(
        self, name: str, language: str, shown: Mapping[str, object], render: Callable[[], Markup]
    ) -> Markup:
        """The part that the template `name` makes of `shown` in a language; rendered if it is a new one."""
        key = name, language, msgspec.json.encode(shown, enc_hook=_kind_of_text)
        if key not in self._rendered:
            self._rendered[key] = render()
        return self._rendered[key]


def _kind_of_text(value: object) -> list[object]:
    """Text that knows more than its words (markup, words in another language) with all that it knows."""
    if isinstance(value, str):
        return [type(value).__name__, str(value), getattr(value, "__dict__", None)]
    raise NotImplementedError(type(value))
