"""Can a condition be true at all, and false at all? Tried over every kind of answer where that is cheap."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import chain, combinations, islice, product
from math import prod

from listenwell.survey.conditions.deciding import fits, holds
from listenwell.survey.conditions.language import Answer, Compared, Condition, atoms, parse
from listenwell.survey.question import Question

MOST = 4096
"""Combinations of answers that are tried; with more of them nothing is said."""

Given = tuple[Answer, ...]


def outcomes(condition: Condition, questions: Mapping[str, Question]) -> set[bool]:
    """What the condition can come to, over all answers to `questions` (in order); both where it is not tried.

    A question that must be answered is taken as answered, and one that is not asked as blank.
    """
    needed = _needed(condition, questions)
    choices = [_kinds(item, questions, needed) for item in needed]
    if prod(map(len, choices)) > MOST:
        return {True, False}
    found: set[bool] = set()
    for given in product(*choices):
        kept = _asked(dict(zip(needed, given, strict=True)), questions)
        found.add(_true(condition, kept))
        if len(found) == 2:
            break
    return found


def _true(condition: Condition, kept: Mapping[str, Given]) -> bool:
    return holds(condition, lambda item: kept.get(item, ()))


def _needed(condition: Condition, questions: Mapping[str, Question]) -> dict[str, list[Compared]]:
    """Item to its comparisons, in this condition and in those of the questions that it asks about."""
    found: dict[str, list[Compared]] = {}
    waiting, seen = [condition], set()
    while waiting:
        for atom in atoms(waiting.pop()):
            comparisons = found.setdefault(atom.item, [])
            if isinstance(atom, Compared):
                comparisons.append(atom)
            name = atom.item.partition(".")[0]
            if name not in seen and questions[name].show_if:
                waiting.append(parse(questions[name].show_if))
            seen.add(name)
    order = list(questions)
    return dict(sorted(found.items(), key=lambda row: order.index(row[0].partition(".")[0])))


def _kinds(item: str, questions: Mapping[str, Question], needed: Mapping[str, list[Compared]]) -> list[Given]:
    """Answers to the item, one of each kind that its comparisons tell apart."""
    question, comparisons = questions[item.partition(".")[0]], needed[item]
    answers = question.answers()
    blank: list[Given] = [] if question.required else [()]
    if answers.kind == "words":
        return [*blank, ("x",)]
    listed: list[Answer] = list(answers.listed)
    if answers.kind == "number":
        steps = (-1, 0, 1) if answers.whole else (-1, Decimal("-0.5"), 0, Decimal("0.5"), 1)
        named = [v + step for c in comparisons for v in c.values if isinstance(v, int) for step in steps]
        listed = [n for n in (*named, answers.low, answers.high) if answers.low <= n <= answers.high]
    kinds = {tuple(fits(c, answer) for c in comparisons): answer for answer in reversed(listed)}
    if answers.kind != "many":
        return [*blank, *((answer,) for answer in kinds.values())]
    several = chain.from_iterable(combinations(kinds.values(), n) for n in range(1, len(kinds) + 1))
    return [*blank, *islice(several, MOST + 1)]


def _asked(answers: Mapping[str, Given], questions: Mapping[str, Question]) -> dict[str, Given]:
    """The answers without those to questions that are not asked."""
    kept: dict[str, Given] = {}
    for name, items in _by_question(answers):
        text = questions[name].show_if
        if not text or _true(parse(text), kept):
            kept |= {item: answers[item] for item in items}
    return kept


def _by_question(answers: Mapping[str, Given]) -> Iterator[tuple[str, list[str]]]:
    names: dict[str, list[str]] = {}
    for item in answers:
        names.setdefault(item.partition(".")[0], []).append(item)
    yield from names.items()
