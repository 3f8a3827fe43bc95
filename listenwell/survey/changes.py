"""What changed between two questionnaires, in words: what goes on, begins anew, or must be asked."""

import difflib
import re
from collections.abc import Iterator
from typing import Literal

import msgspec

from listenwell.survey.fields import fields_of, translated
from listenwell.survey.question import Question
from listenwell.survey.questionnaire import Questionnaire
from listenwell.survey.reordering import before as stands_after
from listenwell.survey.reordering import moved

Effect = Literal["keeps", "breaks", "asks"]
"""The series goes on; a series ends or cannot be compared; only who wrote it knows."""

SAME_MEANING = 0.4
"""Share of words in common, in order, below which the meaning has probably changed (difflib ratio)."""


class Change(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One change. `question` is its id ("" for the survey), `what` a short code, `says` the sentence;
    `was` and `now` quote words that changed; `remedy` says what to do, where there is something."""

    question: str
    what: str
    effect: Effect
    says: str
    was: str = ""
    now: str = ""
    remedy: str = ""


def changes(old: Questionnaire, new: Questionnaire, hidden: frozenset[str], first: bool) -> list[Change]:
    """Everything that changed, in the order of the page. `hidden` are ids that the new templates hide;
    `first` tells that this is the first language: in the others only words are compared."""
    found = [_words("", name, getattr(old, name), getattr(new, name)) for name in _SURVEY_WORDS]
    told = [change for change in found if change]
    if first:
        told += _drivers(old, new)
        told += _gone_and_new(old, new, hidden)
        told += _places(old, new)
    for question in new.questions:
        before = old.by_id.get(question.id)
        if before is not None and msgspec.json.encode(before) != msgspec.json.encode(question):
            told += _question(before, question) if first else _translation(before, question)
    return told


_SURVEY_WORDS = ("title", "introduction", "thanks")
_NAMES = {"text": "the question", "low": "the low end", "high": "the high end", "hint": "the hint"}


def _drivers(old: Questionnaire, new: Questionnaire) -> Iterator[Change]:
    if old.drivers != new.drivers:
        says = "the drivers changed; the summary compares other ratings from here on"
        yield Change(question="", what="drivers", effect="keeps", says=says)


def _gone_and_new(old: Questionnaire, new: Questionnaire, hidden: frozenset[str]) -> Iterator[Change]:
    gone = [question for question in old.questions if question.id not in new.by_id]
    fresh = [question for question in new.questions if question.id not in old.by_id]
    for question in gone:
        same = next((other for other in fresh if _like(question.text, other.text) > 0.9), None)
        if same is not None:
            says = f"is asked under the new name “{same.id}”; its series ends and begins anew there"
            remedy = f"If it asks the same, give it back the name “{question.id}”."
            yield Change(question=question.id, what="renamed", effect="breaks", says=says, remedy=remedy)
        elif question.id in hidden:
            says = "is hidden; its series pauses and goes on when it is shown again"
            yield Change(question=question.id, what="hidden", effect="keeps", says=says, was=question.text)
        else:
            says = "is taken away; its series ends"
            remedy = "With “hide: true” in its place nobody will use the name for something else."
            yield Change(
                question=question.id,
                what="removed",
                effect="breaks",
                says=says,
                was=question.text,
                remedy=remedy,
            )
    for question in fresh:
        says = "is new; its series begins"
        yield Change(question=question.id, what="added", effect="keeps", says=says, now=question.text)


def _places(old: Questionnaire, new: Questionnaire) -> Iterator[Change]:
    """The questions that are asked at another place: the fewest that explain the new order."""
    earlier, later = list(old.by_id), list(new.by_id)
    for name in moved(earlier, later):
        was, now = (_place(stands_after(names, name)) for names in (earlier, later))
        says = "is asked at another place; what is asked before an answer colours it, the series goes on"
        yield Change(question=name, what="place", effect="keeps", says=says, was=was, now=now)


def _place(follows: str) -> str:
    return f"after “{follows}”" if follows else "first of all"


def _question(old: Question, new: Question) -> Iterator[Change]:
    if type(old) is not type(new):
        yield _breaks(
            new,
            "type",
            f"changes its type from {_tag(old)} to {_tag(new)}; answers before and after cannot be counted "
            f"together",
        )
        return
    yield from _answers(old, new)
    ends = {"low", "high"} if _turned(old, new) else set()
    for name in sorted(translated(type(new)) - _listed(new) - ends, key=_field_order(new)):
        change = _words(new.id, name, getattr(old, name), getattr(new, name))
        if change:
            yield change
    yield from _settings(old, new)


def _answers(old: Question, new: Question) -> Iterator[Change]:
    """The points of a scale, the options, the rows."""
    before, after = ({label.answer: label.words for label in q.labels()} for q in (old, new))
    if new.scored and list(before) != list(after):
        says = f"has {len(after)} points where it had {len(before)}; its figures cannot be compared"
        yield _breaks(new, "points", says)
    elif new.scored and _turned(old, new):
        yield _breaks(new, "turned", "has its scale turned: what was the low end is the high end now")
    elif not new.scored and new.listed:
        yield from _options(new, before, after)
    rows_before, rows_after = ({label.answer: label.words for label in q.items()} for q in (old, new))
    if len(rows_before) > 1 or len(rows_after) > 1:
        yield from _rows(new, rows_before, rows_after)


def _options(new: Question, before: dict[str, str], after: dict[str, str]) -> Iterator[Change]:
    for answer in [a for a in before if a not in after]:
        says = f"loses the option “{before[answer]}”; the shares of the others grow by what it had"
        yield _breaks(new, "option-removed", says)
    for answer in [a for a in after if a not in before]:
        says = f"has the new option “{after[answer]}”; the other shares may shrink, the series goes on"
        yield Change(question=new.id, what="option-added", effect="keeps", says=says)
    yield from _reworded(new, "option", before, after)
    if getattr(new, "order", "as-written") == "as-written":
        says = "has its options in another order; what stands first is chosen a little more often"
        yield from _order(new, says, before, after)


def _rows(new: Question, before: dict[str, str], after: dict[str, str]) -> Iterator[Change]:
    for row in [r for r in before if r not in after]:
        says = f"loses the row “{before[row]}”; its series ends"
        yield Change(question=new.id, what="row-removed", effect="breaks", says=says)
    for row in [r for r in after if r not in before]:
        says = f"has the new row “{after[row]}”; its series begins"
        yield Change(question=new.id, what="row-added", effect="keeps", says=says)
    yield from _reworded(new, "row", before, after)
    says = "has its rows in another order; their series go on"
    yield from _order(new, says, before, after)


def _order(new: Question, says: str, before: dict[str, str], after: dict[str, str]) -> Iterator[Change]:
    if moved(list(before), list(after)):
        was, now = (
            ", ".join(f"“{words}”" for name, words in labels.items() if name in other)
            for labels, other in ((before, after), (after, before))
        )
        yield Change(question=new.id, what="order", effect="keeps", says=says, was=was, now=now)


def _reworded(new: Question, kind: str, before: dict[str, str], after: dict[str, str]) -> Iterator[Change]:
    for name in [n for n in after if n in before and before[n] != after[n]]:
        yield _words(new.id, f"the {kind} “{name}”", before[name], after[name])  # type: ignore[misc]


def _settings(old: Question, new: Question) -> Iterator[Change]:
    """Every other key; a condition changes who is asked."""
    words = translated(type(new)) | {"points", "options", "rows", "low", "high"}
    for field in fields_of(type(new)):
        was, now = getattr(old, field.name), getattr(new, field.name)
        if field.name in words or was == now:
            continue
        if field.name == "show_if":
            says = "is asked of others than before (show_if); compare its figures with care"
            yield Change(
                question=new.id,
                what="show-if",
                effect="keeps",
                says=says,
                was=was or "always",
                now=now or "always",
            )
        else:
            says = f"has another setting: {field.name}"
            yield Change(
                question=new.id, what="setting", effect="keeps", says=says, was=_shown(was), now=_shown(now)
            )


def _translation(old: Question, new: Question) -> Iterator[Change]:
    """The words of another language."""
    for name in sorted(translated(type(new)), key=_field_order(new)):
        was, now = getattr(old, name, None), getattr(new, name)
        if type(old) is type(new) and was != now and isinstance(now, str):
            says = f"{_NAMES.get(name, name)} is translated anew; the series goes on"
            yield Change(
                question=new.id, what="translation", effect="keeps", says=says, was=str(was or ""), now=now
            )
        elif type(old) is type(new) and was != now:
            shared = [key for key in now if key in (was or {}) and was[key] != now[key]]
            for key in shared:
                says = f"“{key}” is translated anew; the series goes on"
                yield Change(
                    question=new.id, what="translation", effect="keeps", says=says, was=was[key], now=now[key]
                )


def _words(question: str, name: str, was: str, now: str) -> Change | None:
    if was == now:
        return None
    what = _NAMES.get(name, name)
    if question and name not in ("hint", "interviewer") and was and now and _like(was, now) < SAME_MEANING:
        says = f"{what} reads quite differently. Does it still ask the same?"
        remedy = f"If not, give it a new name such as “{_new_id(question)}” and hide the old one."
        return Change(
            question=question, what="meaning", effect="asks", says=says, was=was, now=now, remedy=remedy
        )
    says = f"{what} is reworded; the series goes on" if question else f"{what} is reworded"
    return Change(question=question, what="reworded", effect="keeps", says=says, was=was, now=now)


def _breaks(new: Question, what: str, says: str) -> Change:
    remedy = f"Give it a new name such as “{_new_id(new.id)}”, and hide “{new.id}”."
    return Change(question=new.id, what=what, effect="breaks", says=says, remedy=remedy)


def _turned(old: Question, new: Question) -> bool:
    """Whether the ends changed places, or each reads more like the other than like itself."""
    low, high = getattr(old, "low", ""), getattr(old, "high", "")
    new_low, new_high = getattr(new, "low", ""), getattr(new, "high", "")
    if not (isinstance(low, str) and low and (low, high) != (new_low, new_high)):
        return False
    straight = _close(low, new_low) + _close(high, new_high)
    return _close(low, new_high) + _close(high, new_low) > straight + 0.1


def _close(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one.casefold(), other.casefold(), autojunk=False).ratio()


def _like(one: str, other: str) -> float:
    """How alike two texts are by their words: 0 to 1."""
    first, second = (re.findall(r"\w+", text.casefold()) for text in (one, other))
    return difflib.SequenceMatcher(None, first, second, autojunk=False).ratio()


def _new_id(name: str) -> str:
    """`overall` -> `overall_2` -> `overall_3`."""
    found = re.fullmatch(r"(.*?)_(\d{1,3})", name)
    return f"{found[1]}_{int(found[2]) + 1}" if found else f"{name[:38]}_2"


def _tag(question: Question) -> str:
    return str(type(question).__struct_config__.tag)


def _listed(question: Question) -> frozenset[str]:
    return frozenset(name for name in ("options", "rows") if hasattr(question, name))


def _field_order(question: Question):
    order = [field.name for field in fields_of(type(question))]
    return order.index


def _shown(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
