"""How does another tool's list of answers become options, the points of a scale, or yes and no?"""

import re
from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from listenwell.interchange.cleaning import name_of
from listenwell.interchange.draft import Said
from listenwell.interchange.notes import Notes
from listenwell.survey.question import NOT_APPLICABLE

MOST_POINTS = 11
_NOT_APPLICABLE = ("n/a", "na", "not_applicable", "notapplicable", "not applicable")
_RECOMMENDING = re.compile(r"recomm?[ae]nd|empfehl|\bnps|net promoter|polec|рекоменд|توصي", re.IGNORECASE)


class Answer(NamedTuple):
    """One answer of a list: its value there, its words, and where it stands."""

    value: str
    said: Said
    place: str


class Taken(NamedTuple):
    """Keys of ours, and each answer of the source as ours."""

    keys: dict[str, Any]
    values: dict[str, str | int]


class Place(NamedTuple):
    """Whose answers they are, to tell what becomes of them."""

    place: str
    item: str
    notes: Notes


def options(answers: Iterable[Answer], where: Place, taken: Collection[str] = ()) -> Taken:
    """The answers as `options`; those whose value cannot be a name are renamed and told. `taken` are names
    that they may not have."""
    found: dict[str, Said] = {}
    values: dict[str, str | int] = {}
    for answer in answers:
        if answer.value in values:
            where.notes.add(
                "I20",
                answer.place,
                where.item,
                what=f"a second answer “{answer.value}”",
                became="one with the first",
                remedy="Give them different names there.",
            )
            continue
        name = name_of(answer.value, {*found, *taken}, f"option_{len(found) + 1}")
        if name != answer.value:
            where.notes.add("I30", answer.place, f"{where.item}: {answer.value}", name=name)
        found[name] = answer.said
        values[answer.value] = name
        if not any(answer.said.values()):
            found[name] = Said({"": answer.value})
    return Taken({"options": found}, values)


def scale(answers: list[Answer], where: Place) -> Taken | None:
    """The answers, from the lowest to the highest, as the points of a scale; None when it would have too few
    or too many. “Not applicable” among them is taken out and offered beside it."""
    apart = [a for a in answers if a.value.lower() in _NOT_APPLICABLE]
    points = [a for a in answers if a not in apart]
    if not 2 <= len(points) <= MOST_POINTS or len({a.value for a in points}) < len(points):
        return None
    values: dict[str, str | int] = {a.value: number for number, a in enumerate(points, 1)}
    keys: dict[str, Any] = {}
    if len(points) != 5:
        keys["points"] = len(points)
    if apart:
        keys["not_applicable"] = True
        values |= {a.value: NOT_APPLICABLE for a in apart}
        what = f"“{next(iter(apart[0].said.values()), '')}”"
        where.notes.add(
            "I20",
            apart[0].place,
            where.item,
            what=what,
            became="“not_applicable: true”",
            remedy="Its words stand in wording/.",
        )
    said = [_bare(a) for a in points]
    if all(any(each.values()) for each in said) and len(points) > 2:
        keys |= {"words": {str(number): each for number, each in enumerate(said, 1)}, "show": "words"}
    else:
        keys |= ends(said[0], said[-1], where)
    numbers = [a.value for a in points]
    if all(re.fullmatch(r"-?\d+", n) for n in numbers) and numbers[0] != "1":
        where.notes.add("I25", where.place, where.item, low=numbers[0], high=numbers[-1], points=len(points))
    return Taken(keys, values)


def ends(low: Said, high: Said, where: Place) -> dict[str, Said]:
    """The words at the ends of a scale; where there are none, that is told."""
    found = {}
    for key, said, end in (("low", low, "lowest"), ("high", high, "highest")):
        if any(said.values()):
            found[key] = said
        else:
            where.notes.add(
                "I40",
                where.place,
                where.item,
                what=f"the {end} point of the scale has no words",
                remedy=f"Add a line “{key}: ...”.",
            )
    return found


def about_recommending(said: Said, name: str) -> bool:
    """Whether a question from 0 to 10 is the one that the Net Promoter Score is made from."""
    return any(_RECOMMENDING.search(text) for text in (*said.values(), name))


def _bare(answer: Answer) -> Said:
    """The words without the number of the point before them; none when there is nothing else."""
    number = re.escape(answer.value) if answer.value.lstrip("-").isdigit() else r"(?!)"
    found = {
        k: re.sub(rf"^{number}\s*([-–—=:.)]\s*|$)", "", words).strip() for k, words in answer.said.items()
    }
    return Said({k: words for k, words in found.items() if words and not re.fullmatch(r"-?\d+", words)})
