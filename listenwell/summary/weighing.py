"""Satisfaction weighted to the population: each segment counts by its customers, not by its answers."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

import msgspec

from listenwell.stats.weighted import weighted_proportion
from listenwell.stats.weighting import poststratify
from listenwell.summary.measures import KINDS
from listenwell.summary.measuring import ALL, Counts
from listenwell.summary.model import Figure, Weighted
from listenwell.survey.question import Question


class Weighing(NamedTuple):
    """A weight for each segment, how they came about, and why there are none (in plain words)."""

    weights: Mapping[str, float]
    method: str = ""
    note: str = ""


def weigh(responses: Mapping[str, int], population: Mapping[str, int]) -> Weighing:
    """Post-stratification weights from the responses and the customers of each segment.

    No weights where no population is known; a note where one is missing, or where a populated segment has
    not answered: no weight can make silence speak.
    """
    if not any(population.values()) or not any(responses.values()):
        return Weighing({})
    unknown = sorted(segment for segment, n in population.items() if not n)
    silent = sorted(segment for segment, n in population.items() if n and not responses.get(segment))
    if unknown or silent:
        why = "has no population" if unknown else "has no answers"
        return Weighing({}, note=f"Not weighted: the segment {(unknown or silent)[0]} {why}.")
    answered = {segment: n for segment, n in responses.items() if n}
    try:
        fitted = poststratify(answered, population)
    except ValueError as error:
        return Weighing({}, note=f"Not weighted: {error}")
    return Weighing(fitted.weights, fitted.method)


def with_weight(
    figure: Figure, question: Question, counts: Counts, weighing: Weighing, hidden: Collection[str] = ()
) -> Figure:
    """A headline share over all segments with its weighted value beside it; others as they are.

    None where a segment is `hidden`, for the weighted value would help to give it away.
    """
    kind = KINDS[figure.measure]
    pooled = kind.headline and kind.part is not None and figure.segment == ALL
    if not pooled or not weighing.weights or hidden:
        return figure
    segments = [segment for segment in counts if segment in weighing.weights]
    parts = [kind.part(question, counts[segment], figure.answer) for segment in segments]
    share = weighted_proportion(
        [weighing.weights[segment] for segment in segments], [x for x, _ in parts], [n for _, n in parts]
    )
    if share.value is None:
        return figure
    weighted = Weighted(
        value=share.value,
        lower=share.lower,
        upper=share.upper,
        effective_base=share.effective_n,
        design_effect=share.design_effect,
        method=f"{share.method}; {weighing.method}",
        source=share.source,
    )
    return msgspec.structs.replace(figure, weighted=weighted)
