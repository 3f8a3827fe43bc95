"""What changed: each figure that is compared against the span before, judged as a family."""

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

import msgspec

from listenwell.stats.comparisons import Family, judge_family
from listenwell.stats.estimate import Change as Estimated
from listenwell.summary.guarding import LEAST
from listenwell.summary.measures import KINDS, Kind
from listenwell.summary.measures.kind import Counted
from listenwell.summary.measuring import Counts
from listenwell.summary.model import Change, Figure, Verdict
from listenwell.survey.question import ANSWERED, Question

Q = 0.05
"""False discovery rate of the family."""


class Pairing(NamedTuple):
    """A figure with its counts in the later and in the earlier span."""

    figure: Figure
    question: Question
    later: Counted
    earlier: Counted


def pairings_of(
    question: Question, figures: Iterable[Figure], hidden: Collection[str], later: Counts, earlier: Counts
) -> list[Pairing]:
    """The figures that may be compared: those whose segment is `hidden` in neither span."""
    return [
        Pairing(f, question, later[f.segment], earlier[f.segment])
        for f in figures
        if KINDS[f.measure].family and not f.hidden and f.segment not in hidden
        if f.segment in later and f.segment in earlier
    ]


def changes(pairings: list[Pairing]) -> tuple[dict[str, Change], dict[str, int]]:
    """Figure id to its change, and the size of each family that was judged by Benjamini-Hochberg.

    A family is every segment x measure of the issue with enough answers in both spans to publish.
    """
    enough = [pairing for pairing in pairings if _enough(pairing)]
    families = sorted({KINDS[pairing.figure.measure].family for pairing in enough})
    found: dict[str, Change] = {}
    sizes = {}
    for name in families:
        compared = {p.figure.id: p for p in enough if KINDS[p.figure.measure].family == name}
        sizes[name], changed = _judged(compared)
        found |= changed
    return found, sizes


def _judged(compared: Mapping[str, Pairing]) -> tuple[int, dict[str, Change]]:
    """The comparisons of one family, judged together."""
    estimated = {
        name: KINDS[p.figure.measure].compare(p.question, p.later, p.earlier, p.figure.answer)
        for name, p in compared.items()
    }
    family = judge_family({name: change.p for name, change in estimated.items()}, q=Q)
    found = {name: _change(compared[name], change, family) for name, change in estimated.items()}
    return family.size, found


def _change(pairing: Pairing, estimated: Estimated, family: Family) -> Change:
    name, kind = pairing.figure.id, KINDS[pairing.figure.measure]
    verdict: Verdict = "within chance"
    if name in family.beyond_chance:
        verdict = "up" if estimated.difference > 0 else "down"
    later, earlier = (
        kind.estimate(pairing.question, counts, pairing.figure.answer)
        for counts in (pairing.later, pairing.earlier)
    )
    return Change(
        earlier=earlier.value * kind.unit.kept,
        earlier_base=earlier.base,
        later=later.value * kind.unit.kept,
        later_base=later.base,
        difference=estimated.difference * kind.unit.kept,
        lower=_kept(estimated.lower, kind),
        upper=_kept(estimated.upper, kind),
        p=estimated.p,
        p_adjusted=family.adjusted.get(name),
        family=kind.family,
        family_size=family.size,
        verdict=verdict,
        method=f"{estimated.method}; {family.method}",
        source=f"{estimated.source}; {family.source}",
    )


def _kept(number: float | None, kind: Kind) -> float | None:
    return None if number is None else number * kind.unit.kept


def with_change(figure: Figure, found: Mapping[str, Change]) -> Figure:
    """The figure with its change, where it has one."""
    return msgspec.structs.replace(figure, change=found[figure.id]) if figure.id in found else figure


def _enough(pairing: Pairing) -> bool:
    bases = (pairing.later.get(ANSWERED, 0), pairing.earlier.get(ANSWERED, 0))
    return min(bases) >= LEAST
