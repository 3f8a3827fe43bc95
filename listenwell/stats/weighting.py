"""Who answered is not who buys: weights that restore the mix, and what they cost in precision.

Always show the weighted figure beside the unweighted one, with the effective n and the design effect.
Weights repair the mix of those who answered; they do not make them speak for those who did not.
"""

import math
from collections.abc import Hashable, Mapping, Sequence

import msgspec

from listenwell.stats import checks

CAP = 5.0
KISH = "Kish 1965, Survey Sampling, sec. 8.2 and 11.7"
DEMING = "Deming & Stephan 1940, Ann Math Stat 11:427, doi:10.1214/aoms/1177731829"
_ROUNDS = 2000


class EffectiveBase(msgspec.Struct, frozen=True, kw_only=True):
    """How many equally weighted answers the weighted ones are worth: base = effective_n x design_effect."""

    base: int
    effective_n: float | None
    design_effect: float | None
    method: str = "Kish effective sample size"
    source: str = KISH


class Weights(msgspec.Struct, frozen=True, kw_only=True):
    """A weight per cell (per answer in it), with its cost.

    `capped` are the cells held at the cap. `margin_error` is the largest relative miss of a target, 0 to
    1: above 0.001 the targets are not met, because of the cap or of empty cells, and must be shown so.
    """

    weights: dict
    base: int
    effective_n: float
    design_effect: float
    capped: tuple
    margin_error: float
    method: str
    source: str


def poststratify(
    answered: Mapping[str, int], population: Mapping[str, float], cap: float | None = CAP
) -> Weights:
    """Weight each segment's answers so that segments count as in the population: w = N / n.

    `population` are customers per segment, or shares that sum to 1 (weights then average 1). A segment of
    the population without answers is refused: no weight can make silence speak; merge it with
    another or show segments apart. `cap` holds weights to that many times the mean (None: no cap).
    Small samples: a segment of one or two answers can carry a large weight; look at the effective n.

    Raises ValueError for bad counts, no answers, a populated segment without answers, an answered
    segment without a population, or a cap below 1.
    Source: Holt & Smith 1979, doi:10.2307/2344652; cap: DeBell & Krosnick 2009 (ANES).

    >>> weighting = poststratify({"E": 144, "H": 14, "M": 25}, {"E": 4421, "H": 755, "M": 1018})
    >>> {segment: round(weight, 4) for segment, weight in weighting.weights.items()}
    {'E': 30.7014, 'H': 53.9286, 'M': 40.72}
    """
    fitted = rake({(segment,): n for segment, n in answered.items()}, [population], cap)
    return msgspec.structs.replace(
        fitted,
        weights={cell[0]: weight for cell, weight in fitted.weights.items()},
        capped=tuple(cell[0] for cell in fitted.capped),
        method=f"post-stratification, {_cap_told(cap)}",
        source=f"Holt & Smith 1979, J R Stat Soc A 142:33, doi:10.2307/2344652; {KISH}",
    )


def rake(
    answered: Mapping[tuple[Hashable, ...], int],
    margins: Sequence[Mapping[Hashable, float]],
    cap: float | None = CAP,
) -> Weights:
    """Weight cells so that each margin matches its target (raking, iterative proportional fitting).

    `answered` maps (level of margin 1, level of margin 2, ...) to answers; `margins` hold the target of
    each level, as counts or as shares that sum to 1 (weights then average 1). Margins may differ in
    total by 1 %, as printed shares do; all are scaled to the first. Cells without answers stay empty.
    Small samples: keep every level at 5 answers or more; merge levels before raking.

    Raises ValueError for bad counts, no answers, a populated level without answers, a level without a
    target, totals that disagree, or a cap below 1. Source: Deming & Stephan 1940.

    >>> cells = {(size, place): 10 for size in ("small", "large") for place in ("north", "south")}
    >>> weighting = rake(cells, [{"small": 0.8, "large": 0.2}, {"north": 0.5, "south": 0.5}])
    >>> round(weighting.weights["small", "north"], 3), round(weighting.effective_n, 1)
    (1.6, 29.4)
    """
    if cap is not None and checks.finite(cap, "the cap") < 1:
        raise ValueError(f"the cap must be 1 or more (times the mean weight), not {cap!r}.")
    targets = _targets(answered, margins)
    weights = {cell: 1.0 for cell, n in answered.items() if n}
    counts = {cell: answered[cell] for cell in weights}
    mean = math.fsum(targets[0].values()) / sum(counts.values())
    for _ in range(_ROUNDS):
        before = dict(weights)
        for place, target in enumerate(targets):
            reached = _reached(weights, counts, place)
            weights = {
                # A level of target 0 has reached 0 after the first round; it stays there.
                cell: weight * (target[cell[place]] / reached[cell[place]] if reached[cell[place]] else 0.0)
                for cell, weight in weights.items()
            }
        if cap is not None:
            weights = _trim(weights, counts, cap * mean)
        if all(math.isclose(weights[cell], before[cell], rel_tol=1e-14) for cell in weights):
            break
    cost = kish(list(weights.values()), list(counts.values()))
    misses = [
        abs(total - target[level]) / math.fsum(target.values())
        for place, target in enumerate(targets)
        for level, total in _reached(weights, counts, place).items()
    ]
    held = () if cap is None else (c for c, w in weights.items() if math.isclose(w, cap * mean, rel_tol=1e-9))
    return Weights(
        weights=weights,
        base=cost.base,
        effective_n=cost.effective_n,
        design_effect=cost.design_effect,
        capped=tuple(held),
        margin_error=max(misses),
        method=f"raking over {len(targets)} margins, {_cap_told(cap)}",
        source=f"{DEMING}; {KISH}",
    )


def kish(weights: Sequence[float], counts: Sequence[int] | None = None) -> EffectiveBase:
    """Effective number of answers, (sum w)^2 / sum w^2, and the design effect, base / effective n.

    `counts` says how many answers share each weight (1 each when left out). No answers, or weights that
    are all 0, give None. An approximation: it supposes that weights and answers are unrelated.

    Raises ValueError for a negative weight, a bad count or different lengths.
    Source: Kish 1965, Survey Sampling, sec. 11.7.

    >>> kish([1, 1, 2]).effective_n
    2.6666666666666665
    """
    counts = [1] * len(weights) if counts is None else counts
    checks.same_length({"weights": weights, "counts": counts})
    for weight, n in zip(weights, counts, strict=True):
        checks.count(n, "a count")
        if checks.finite(weight, "a weight") < 0:
            raise ValueError(f"a weight must be 0 or more, not {weight!r}.")
    base = sum(counts)
    # Scaled by the largest weight, so that no square overflows or vanishes.
    largest = max(weights, default=0) or 1
    scaled = [weight / largest for weight in weights]
    total = math.fsum(w * n for w, n in zip(scaled, counts, strict=True))
    if total == 0:
        return EffectiveBase(base=base, effective_n=None, design_effect=None)
    effective = total * total / math.fsum(w * w * n for w, n in zip(scaled, counts, strict=True))
    return EffectiveBase(base=base, effective_n=effective, design_effect=base / effective)


def _targets(
    answered: Mapping[tuple[Hashable, ...], int], margins: Sequence[Mapping[Hashable, float]]
) -> list[dict[Hashable, float]]:
    """The targets, all scaled to one total, once cells and margins are known to fit each other."""
    for cell, n in answered.items():
        checks.count(n, f"the number of answers in {cell!r}")
        if len(cell) != len(margins):
            raise ValueError(
                f"the cell {cell!r} names {len(cell)} levels, but there are {len(margins)} margins."
            )
    base = sum(answered.values())
    if not base or not margins:
        raise ValueError("there is nothing to weight: no answers, or no targets.")
    totals = []
    for place, target in enumerate(margins):
        reached = _reached(dict.fromkeys(answered, 1.0), answered, place)
        for level, goal in target.items():
            if checks.finite(goal, f"the target of {level!r}") < 0:
                raise ValueError(f"the target of {level!r} must be 0 or more, not {goal!r}.")
            if goal and not reached.get(level):
                raise ValueError(f"{level!r} has customers but no answers: no weight can stand in for them.")
        if strangers := [level for level, n in reached.items() if n and level not in target]:
            raise ValueError(f"there are answers from {strangers[0]!r}, which has no target.")
        totals.append(math.fsum(target.values()))
    if min(totals) <= 0 or max(totals) > 1.01 * min(totals):
        raise ValueError(f"the targets of the margins must have one total above 0, not {totals}.")
    goal = base if math.isclose(totals[0], 1.0, rel_tol=0.01) else totals[0]
    return [
        {level: share * goal / total for level, share in target.items()}
        for target, total in zip(margins, totals, strict=True)
    ]


def _reached(
    weights: Mapping[tuple[Hashable, ...], float], counts: Mapping[tuple[Hashable, ...], int], place: int
) -> dict[Hashable, float]:
    parts: dict[Hashable, list[float]] = {}
    for cell, weight in weights.items():
        parts.setdefault(cell[place], []).append(weight * counts[cell])
    return {level: math.fsum(listed) for level, listed in parts.items()}


def _trim(
    weights: dict[tuple[Hashable, ...], float], counts: Mapping[tuple[Hashable, ...], int], limit: float
) -> dict[tuple[Hashable, ...], float]:
    """Hold weights at the limit and spread what is cut off over the others, keeping the total."""
    total = math.fsum(weight * counts[cell] for cell, weight in weights.items())
    held: set[tuple[Hashable, ...]] = set()
    while over := {cell for cell, weight in weights.items() if weight > limit and cell not in held}:
        held |= over
        free = math.fsum(weight * counts[cell] for cell, weight in weights.items() if cell not in held)
        left = total - limit * sum(counts[cell] for cell in held)
        factor = left / free if free else 1.0
        weights = {cell: limit if cell in held else weight * factor for cell, weight in weights.items()}
    return weights


def _cap_told(cap: float | None) -> str:
    return "no cap" if cap is None else f"weights at most {cap:g} times their mean"
