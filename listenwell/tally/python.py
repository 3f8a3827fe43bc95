"""The counting engine in plain Python: what the Lambda runs."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations

import msgspec

from listenwell.stats.sums import PairSums
from listenwell.survey.questionnaire import Questionnaire
from listenwell.survey.response import Response
from listenwell.tally.cube import Cell, Cube, Pair

RESPONSES = "*"
"""As question and answer of a cell: the response itself, counted once."""


class Tally(msgspec.Struct, frozen=True):
    """The cube, and how many responses could not be counted, by (survey, version) no release holds."""

    cube: Cube
    unknown: dict[tuple[str, str], int]


def tally(responses: Iterable[Response], questionnaire: Callable[[str, str], Questionnaire | None]) -> Tally:
    """Count the responses; those superseded by another one among them are left out.

    `questionnaire` gives the questionnaire of (survey, version). Order does not matter.
    """
    responses = list(responses)
    superseded = {response.supersedes for response in responses} - {""}
    counts: Counter[Cell] = Counter()
    sums: dict[Pair, PairSums] = {}
    unknown: Counter[tuple[str, str]] = Counter()
    for response in responses:
        if response.id in superseded:
            continue
        asked = questionnaire(response.survey, response.version)
        if asked is None:
            unknown[response.survey, response.version] += 1
            continue
        where = (response.survey, response.version, response.segment, response.channel)
        day = response.day.isoformat()
        counts[Cell(*where, RESPONSES, RESPONSES, day)] += 1
        for question in asked.questions:
            for item, answer in question.cells(response.answers.get(question.id)):
                counts[Cell(*where, item, answer, day)] += 1
        for x, y, product in _pairs(response, asked):
            pair = Pair(*where, x, y, day)
            sums[pair] = sums[pair] + product if pair in sums else product
    return Tally(Cube(dict(counts), sums), dict(unknown))


def _pairs(response: Response, asked: Questionnaire) -> Iterator[tuple[str, str, PairSums]]:
    """The outcome with each item and the items with each other, where both have a score."""
    if asked.drivers is None:
        return
    scores: dict[str, int] = {}
    for name in (asked.drivers.outcome, *asked.drivers.items):
        scores |= asked.by_id[name].scores(response.answers.get(name))
    for (x, a), (y, b) in combinations(scores.items(), 2):
        yield x, y, PairSums(1, a, b, a * a, b * b, a * b)
