"""What changed: each CSAT and NPS figure against the span before, judged as one family."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import msgspec

from listenwell.stats.comparisons import judge_family
from listenwell.stats.csat import csat
from listenwell.stats.estimate import Change as Estimated
from listenwell.stats.nps import nps, nps_change
from listenwell.stats.proportion import difference
from listenwell.summary.measuring import LEAST_BASE, Counts, hidden_of, scores_of
from listenwell.summary.model import Change, Figure, Verdict
from listenwell.survey.question import ANSWERED, Question

Q = 0.05
"""False discovery rate of the family."""


class Pairing(NamedTuple):
    """A figure with its counts in the later and in the earlier span."""

    figure: Figure
    question: Question
    later: Mapping[str, int]
    earlier: Mapping[str, int]


def pairings_of(
    question: Question, figures: Iterable[Figure], later: Counts, earlier: Counts
) -> list[Pairing]:
    """The figures that may be compared: neither span's small bases follow from what is published."""
    hidden = hidden_of(later) | hidden_of(earlier)
    return [
        Pairing(f, question, later[f.segment], earlier[f.segment])
        for f in figures
        if not f.hidden and f.segment not in hidden and f.segment in later and f.segment in earlier
    ]


def changes(pairings: list[Pairing]) -> tuple[dict[str, Change], int]:
    """Figure id to its change, and the size of the family that was judged by Benjamini-Hochberg.

    The family is every segment x measure of the issue with enough answers in both spans to publish.
    """
    compared = {p.figure.id: (p, _compare(p)) for p in pairings if _enough(p)}
    family = judge_family({name: estimated.p for name, (_, (estimated, _, _)) in compared.items()}, q=Q)
    found = {}
    for name, (pairing, (estimated, later, earlier)) in compared.items():
        unit = 100 if pairing.figure.measure == "nps" else 1
        verdict: Verdict = "within chance"
        if name in family.beyond_chance:
            verdict = "up" if estimated.difference > 0 else "down"
        found[name] = Change(
            earlier=earlier * unit,
            earlier_base=pairing.earlier[ANSWERED],
            later=later * unit,
            later_base=pairing.later[ANSWERED],
            difference=estimated.difference * unit,
            lower=estimated.lower * unit,
            upper=estimated.upper * unit,
            p=estimated.p,
            p_adjusted=family.adjusted.get(name),
            verdict=verdict,
            method=f"{estimated.method}; {family.method}",
            source=f"{estimated.source}; {family.source}",
        )
    return found, family.size


def with_change(figure: Figure, found: Mapping[str, Change]) -> Figure:
    """The figure with its change, where it has one."""
    return msgspec.structs.replace(figure, change=found[figure.id]) if figure.id in found else figure


def _enough(pairing: Pairing) -> bool:
    bases = (pairing.later.get(ANSWERED, 0), pairing.earlier.get(ANSWERED, 0))
    return min(bases) >= LEAST_BASE


def _compare(pairing: Pairing) -> tuple[Estimated, float, float]:
    """The change, the later and the earlier value."""
    later, earlier = scores_of(pairing.later), scores_of(pairing.earlier)
    if pairing.figure.measure == "nps":
        return nps_change(later, earlier), nps(later).value, nps(earlier).value
    points = len(pairing.question.labels())
    top_later, top_earlier = _top(later, points), _top(earlier, points)
    change = difference(top_later, sum(later.values()), top_earlier, sum(earlier.values()))
    return change, csat(later, points=points).value, csat(earlier, points=points).value


def _top(scores: Mapping[int, int], points: int) -> int:
    return sum(n for score, n in scores.items() if score >= points - 1)
