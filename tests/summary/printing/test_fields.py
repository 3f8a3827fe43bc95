"""Every field of the Summary is on paper: what changes in one changes what is printed."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any, Literal, get_args, get_origin, get_type_hints

import msgspec
import pytest

from listenwell.pages.release import ReleaseOutdated
from listenwell.summary.model import Summary
from listenwell.summary.printing import Desk, paper_of

from ..charts.sections import words
from .everything import everything

NOT_PRINTED = {
    "names that other parts look things up by; ids of figures and questions as asked are printed": """
        Action.figure AnswerAsked.answer Aspect.name Bar.answer Cause.answer Complaints.item Driver.item
        Drivers.outcome Figure.item Finding.figures Finding.kind Headline.item Importance.question Item.id
        Mark.items Mark.kind Need.item Question.id Rating.figure Rating.item Reach.name Reliability.question
        ScaleItem.item Signal.label Theme.language Theme.outcome Trend.item Version.segment
        Wanted.answer Weight.segment""",
    "said by the sentence, the verdict or the table that stands there": """
        Action.moved Finding.numbers Point.first Question.measure Question.scored Reach.hidden Review.file""",
    "instead of what is there in this summary: why there is no figure, or only one row": """
        Item.words Reliability.caution Trend.note""",
    "the annex has it once for all: methods by measure, families by name, types as asked": """
        Figure.method Figure.source Change.family Change.family_size Shift.family_size Question.type""",
    "before it is judged with the others; the adjusted one is printed": "Change.p Shift.p",
    "printed without decimals": "Weighted.effective_base",
}
"""Fields that the paper says by something else, by reason."""

ENGLISH = words()


def printed(summary: Summary) -> bytes:
    return msgspec.json.encode(paper_of(Desk(ENGLISH, summary, {}, "f" * 64)))


def changed(value: Any, hint: Any, name: str) -> Iterator[tuple[str, Any]]:
    """The value with one thing in it changed, for each thing, and which field that was."""
    match value:
        case msgspec.Struct():
            for field, inner in get_type_hints(type(value)).items():
                if field in value.__struct_fields__:
                    place = f"{type(value).__name__}.{field}"
                    for told, new in changed(getattr(value, field), inner, place):
                        yield told, msgspec.structs.replace(value, **{field: new})
        case tuple():
            for told, new in changed(value[0], _inside(hint), name):
                yield told, (new, *value[1:])
        case dict():
            (key, first), *rest = value.items()
            for told, new in changed(first, get_args(hint)[1], name):
                yield told, {key: new, **dict(rest)}
        case _:
            yield from ((name, new) for new in _others(value, hint))


def _inside(hint: Any) -> Any:
    return next((get_args(each)[0] for each in (hint, *get_args(hint)) if get_origin(each) is tuple), hint)


def _others(value: Any, hint: Any) -> Iterator[Any]:
    if get_origin(hint) is Literal:
        yield from [each for each in get_args(hint) if each != value]
    elif isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield value + 7
    elif isinstance(value, float):
        yield value + 0.0371
    elif isinstance(value, date):
        yield value + timedelta(days=400)
    elif isinstance(value, str):
        yield value + "X"


def walked(value: Any, write: Callable[[Any], bytes]) -> tuple[set[str], list[str]]:
    """The fields of a value and its parts, and those of which nothing changes what is written."""
    before, seen = write(value), defaultdict(list)
    for name, other in changed(value, type(value), type(value).__name__):
        try:
            seen[name].append(write(other) != before)
        except (ReleaseOutdated, KeyError):  # a word that is in no catalogue: it was asked for
            seen[name].append(True)
    return set(seen), sorted(name for name, differs in seen.items() if not any(differs))


def test_every_field_of_the_summary_is_printed():
    seen, silent = walked(everything(), printed)
    assert len(seen) > 200
    assert silent == sorted(" ".join(NOT_PRINTED.values()).split())


def test_the_sections_come_in_the_order_of_the_summary():
    blocks = paper_of(Desk(ENGLISH, everything(), {}, "f" * 64)).blocks
    heads = [block.words for block in blocks if getattr(block, "level", 0) == 1]
    page = ("review", "findings", "headlines", "asked", "ratings", "trend", "importance", "drivers")
    page += ("reliability", "complaints", "themes", "needs", "every", "annex", "discussion")
    assert heads == [ENGLISH.page(name) for name in page]


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_word_is_there_in_both_languages(language):
    summary = msgspec.structs.replace(everything(), language=language)
    assert paper_of(Desk(words(language), summary, {}, "f" * 64)).language == language


def test_an_open_link_is_explained_once_and_not_in_each_row():
    summary = everything()
    reach = msgspec.structs.replace(
        summary.reach[0], rate=None, source="", method=ENGLISH("sentences", "open_link")
    )
    paper = printed(msgspec.structs.replace(summary, reach=(reach,))).decode()
    assert reach.method not in paper
    assert ENGLISH("notes", "no_rate") in paper
    few = msgspec.structs.replace(reach, method="hidden for a reason of its own")
    assert few.method in printed(msgspec.structs.replace(summary, reach=(reach, few))).decode()
