"""Do the items of a scale measure one thing? Cronbach's alpha with item statistics."""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence

import msgspec

from listenwell.stats import checks
from listenwell.stats.distributions import f_quantile
from listenwell.stats.estimate import Estimate
from listenwell.stats.sums import PairSums, check_sums, exact

SOURCE = (
    "Cronbach 1951, Psychometrika 16:297, doi:10.1007/BF02310555; interval: Feldt 1965, "
    "Psychometrika 30:357, doi:10.1007/BF02289499"
)
LISTWISE, PAIRWISE = "listwise", "pairwise"


class Item(msgspec.Struct, frozen=True):
    """One item, -1 to 1: its correlation with the sum of the others, and alpha without it."""

    name: str
    item_rest: float | None
    alpha_if_dropped: float | None


class Alpha(Estimate, frozen=True, kw_only=True):
    """An Estimate of alpha (at most 1; below 0 when items point different ways), with its items.

    `standardized` is alpha of the items scaled alike, `average_correlation` the mean of their
    correlations. `missing` says how gaps were handled.
    """

    standardized: float | None
    average_correlation: float | None
    items: tuple[Item, ...]
    missing: str


def cronbach_alpha(
    items: Mapping[str, Sequence[float | None]],
    reversed_items: Collection[str] = (),
    scale: tuple[float, float] | None = None,
    missing: str = LISTWISE,
    confidence: float = 0.95,
) -> Alpha:
    """Cronbach's alpha: k / (k - 1) (1 - sum of item variances / variance of the sum), k items.

    One place per respondent in each item, None for no answer. `reversed_items` are turned round on
    `scale` (lowest, highest) first. "listwise" keeps complete cases only, "pairwise" takes each
    covariance from all who answered both; the base is then the smallest pair. Fewer than two cases or
    no spread give None. The interval is Feldt's.
    Small samples: under about 30 cases the interval is wide and supposes roughly normal answers.

    Raises ValueError for fewer than three items, different lengths, an unknown reversed item or way
    with gaps, an answer off the scale or a confidence outside (0, 1).
    Source: Cronbach 1951, doi:10.1007/BF02310555; Feldt 1965, doi:10.1007/BF02289499.

    >>> clear = {"quick": [1, 2, 3, 4, 5], "kind": [2, 2, 3, 5, 5], "slow": [5, 4, 4, 1, 2]}
    >>> alpha = cronbach_alpha(clear, reversed_items=["slow"], scale=(1, 5))
    >>> round(alpha.value, 3), alpha.base, round(alpha.items[2].alpha_if_dropped, 3)
    (0.969, 5, 0.968)
    """
    checks.same_length(items)
    if missing not in (LISTWISE, PAIRWISE):
        raise ValueError(f"gaps are handled {LISTWISE} or {PAIRWISE}, not {missing!r}.")
    if scale is not None:
        _check_on_scale(items, scale)
    elif reversed_items:
        raise ValueError("reversed items need the scale: its lowest and highest answer.")
    names = list(items)
    rows = list(zip(*items.values(), strict=True))
    if missing == LISTWISE:
        rows = [row for row in rows if None not in row]
    columns = dict(zip(names, zip(*rows, strict=True), strict=True)) if rows else dict.fromkeys(names, ())
    sums = {(a, b): PairSums.of(columns[a], columns[b]) for i, a in enumerate(names) for b in names[: i + 1]}
    return cronbach_alpha_from_sums(sums, reversed_items, missing, confidence)


def cronbach_alpha_from_sums(
    sums: Mapping[tuple[str, str], PairSums],
    reversed_items: Collection[str] = (),
    missing: str = PAIRWISE,
    confidence: float = 0.95,
) -> Alpha:
    """Cronbach's alpha from the sums of every pair of items, and of every item with itself.

    `sums` holds each pair once, in either order, and (item, item) from `PairSums.alone`. Reversing an
    item turns the sign of its covariances, whatever the scale. `missing` only labels what the sums
    were made from. None, small samples and source as `cronbach_alpha`.

    Raises ValueError for fewer than three items, a missing pair or sums that no answers can have.

    >>> columns = {"a": [1, 2, 3, 4], "b": [1, 3, 3, 5], "c": [2, 2, 4, 4]}
    >>> sums = {(x, y): PairSums.of(columns[x], columns[y]) for x in "abc" for y in "abc" if x <= y}
    >>> round(cronbach_alpha_from_sums(sums).value, 4)
    0.9333
    """
    names = list(dict.fromkeys(name for pair in sums for name in pair))
    if len(names) < 3:
        raise ValueError(f"alpha needs three items or more, not {len(names)}.")
    if strangers := [name for name in reversed_items if name not in names]:
        raise ValueError(f"the reversed item {strangers[0]!r} is not among the items.")
    checks.confidence(confidence)
    pairs = {(a, b): _pair(sums, a, b) for i, a in enumerate(names) for b in names[: i + 1]}
    base = min(pair.n for pair in pairs.values())
    covariances = {frozenset(names): pair.covariance() for names, pair in pairs.items()}
    matrix = None
    if None not in covariances.values():
        sign = {name: -1 if name in reversed_items else 1 for name in names}
        matrix = [[sign[a] * sign[b] * covariances[frozenset((a, b))] for b in names] for a in names]
    value = _alpha(matrix, range(len(names)))
    lower, upper = _feldt(value, base, len(names), confidence)
    average = _average_correlation(matrix)
    return Alpha(
        value=value,
        base=base,
        lower=lower,
        upper=upper,
        method=f"Cronbach's alpha of {len(names)} items, {missing}, with Feldt interval",
        source=SOURCE,
        confidence=confidence,
        standardized=_standardized(average, len(names)),
        average_correlation=average,
        items=tuple(_item(matrix, place, name) for place, name in enumerate(names)),
        missing=missing,
    )


def _check_on_scale(items: Mapping[str, Iterable[float | None]], scale: tuple[float, float]) -> None:
    lowest, highest = scale
    for name, answers in items.items():
        for answer in answers:
            if answer is not None and not lowest <= exact(answer) <= highest:
                raise ValueError(f"{name} has the answer {answer!r}, off the scale {lowest} to {highest}.")


def _pair(sums: Mapping[tuple[str, str], PairSums], a: str, b: str) -> PairSums:
    pair = sums.get((a, b)) or sums.get((b, a))
    if pair is None:
        raise ValueError(f"the sums of {a} and {b} are missing.")
    return check_sums(pair, (a, b))


def _alpha(matrix: list[list[float]] | None, chosen: Collection[int]) -> float | None:
    if matrix is None:
        return None
    total = math.fsum(matrix[i][j] for i in chosen for j in chosen)
    own = math.fsum(matrix[i][i] for i in chosen)
    return len(chosen) / (len(chosen) - 1) * (1 - own / total) if total > 0 else None


def _feldt(value: float | None, base: int, items: int, level: float) -> tuple[float | None, float | None]:
    """Feldt's bounds: (1 - alpha) / (1 - alpha hat) follows F with n - 1 and (n - 1)(k - 1) degrees."""
    if value is None or base < 2:
        return None, None
    tail, df1, df2 = (1 - level) / 2, base - 1, (base - 1) * (items - 1)
    upper, lower = (1 - (1 - value) * f_quantile(p, df1, df2) for p in (tail, 1 - tail))
    return lower, upper


def _average_correlation(matrix: list[list[float]] | None) -> float | None:
    if matrix is None or min(matrix[i][i] for i in range(len(matrix))) <= 0:
        return None
    pairs = [(i, j) for i in range(len(matrix)) for j in range(i)]
    return math.fsum(matrix[i][j] / math.sqrt(matrix[i][i] * matrix[j][j]) for i, j in pairs) / len(pairs)


def _standardized(average: float | None, items: int) -> float | None:
    """Spearman-Brown with the average correlation; None where it is so negative that it has no meaning."""
    if average is None or 1 + (items - 1) * average <= 0:
        return None
    return items * average / (1 + (items - 1) * average)


def _item(matrix: list[list[float]] | None, place: int, name: str) -> Item:
    if matrix is None:
        return Item(name, None, None)
    rest = [other for other in range(len(matrix)) if other != place]
    shared = math.fsum(matrix[place][other] for other in rest)
    spread = matrix[place][place] * math.fsum(matrix[i][j] for i in rest for j in rest)
    return Item(name, shared / math.sqrt(spread) if spread > 0 else None, _alpha(matrix, rest))
