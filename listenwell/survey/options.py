"""What questions with options share: "other, please say", "none of these", and the order on the page."""

import hashlib
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from msgspec import Meta

from listenwell.survey.own_words import check_words
from listenwell.survey.question import Checked, Mistake, Refusal, is_blank

OTHER = "other"
"""The name under which the option of the key `other` is kept, and what is written beside it."""
NONE = "none"
CHOSEN = "chosen"
"""Where an answer also has words, it is {"chosen": ..., "other": the words}."""
OTHER_LIMIT = 200
"""Characters that may be written beside it."""

Order = Annotated[Literal["as-written", "random"], Meta(description="one of: as-written, random")]


def arranged(options: Mapping[str, str], seed: str) -> dict[str, str]:
    """The options by a hash of seed and name: an option more leaves the order of the others alone."""
    return dict(
        sorted(options.items(), key=lambda each: hashlib.sha256(f"{seed}/{each[0]}".encode()).digest())
    )


def option_mistakes(options: Mapping[str, str], keys: Mapping[str, str]) -> Iterator[Mistake]:
    """Options that have the name of a key which is used; `keys` are the names with the words of each key."""
    for name, words in keys.items():
        if words and name in options:
            yield Mistake(name, f"left out while there is an option of the name “{name}”")


def split(given: Any) -> tuple[Any, Any] | None:
    """What was chosen and what was written beside it; None for a shape that is no answer."""
    if not isinstance(given, dict):
        return given, None
    return (given.get(CHOSEN), given.get(OTHER)) if given.keys() <= {CHOSEN, OTHER} else None


def check_other(written: Any, chosen: bool, item: str, words: str) -> Checked:
    """The words beside the option `words`, which must be `chosen` for them to be kept."""
    checked = check_words(written, item, OTHER_LIMIT, one_line=True)
    if checked.value is not None and not chosen:
        return Checked(None, (Refusal(item, "other_unchosen", {"option": words}),))
    return checked


def with_words(chosen: Any, written: Any) -> dict[str, Any] | None:
    """The shape in which a question with `other` keeps its answer."""
    if is_blank(chosen):
        return None
    return {CHOSEN: chosen, **({OTHER: written} if written is not None else {})}
