"""Which figures must stay hidden so that nobody can be read out of a table? At publication only.

The store keeps everything; these rules are asked each time something is published.
"""

from collections.abc import Mapping

import msgspec

from listenwell.stats import checks

ANSWERS = 5
COMMENTS = 10
SOURCE = "Hundepool et al. 2012, Statistical Disclosure Control, ch. 4, doi:10.1002/9781118348239"


class Suppression(msgspec.Struct, frozen=True, kw_only=True):
    """Names of the cells, in the order given. `empty` are shown as "no responses".

    `reasons` says for each suppressed cell whether it is "small", hidden "with the total" or "against
    the previous issue". `hide_total` is True where the total must go as well, since nothing else is
    left to hide.
    """

    shown: tuple[str, ...]
    suppressed: tuple[str, ...]
    empty: tuple[str, ...]
    reasons: dict[str, str]
    hide_total: bool
    threshold: int
    method: str
    source: str = SOURCE


def suppress(
    counts: Mapping[str, int],
    threshold: int = ANSWERS,
    total_published: bool = False,
    previous: Mapping[str, int] | None = None,
) -> Suppression:
    """Hide cells of 1 to `threshold` - 1 answers, and what would give them away.

    With a published total the smallest shown cell (ties by name) is hidden as well, again until the
    hidden cells can no longer be worked out: one hidden cell is the total less the shown, hidden cells
    that sum to their number are 1 each, and fewer than `threshold` in sum are a small cell together.
    `previous` are the counts of an earlier issue whose answers are contained in these (year to date): a cell
    that grew or shrank by 1 to `threshold` - 1 is hidden too, for the difference of the issues would show
    those few. Use threshold 10 (`COMMENTS`) for comments. No cells give nothing to hide.

    Raises ValueError for a bad count or a threshold below 1.
    Source: Hundepool et al. 2012, doi:10.1002/9781118348239 (threshold rule, secondary suppression).

    >>> suppress({"A": 40, "B": 4, "C": 9, "D": 30}, total_published=True).suppressed
    ('B', 'C')
    >>> suppress({"A": 12, "B": 8}, previous={"A": 10, "B": 8}).reasons
    {'A': 'against the previous issue'}
    """
    checks.positive(checks.count(threshold, "the threshold"), "the threshold")
    for name, n in (*counts.items(), *(previous or {}).items()):
        checks.count(n, f"the count of {name!r}")
    reasons = {name: "small" for name, n in counts.items() if 0 < n < threshold}
    for name, before in (previous or {}).items():
        if name not in reasons and counts.get(name, 0) and 0 < abs(counts[name] - before) < threshold:
            reasons[name] = "against the previous issue"
    if total_published:
        spare = sorted((n, name) for name, n in counts.items() if n and name not in reasons)
        while _given_away(counts, reasons, threshold) and spare:
            reasons[spare.pop(0)[1]] = "with the total"
    return Suppression(
        shown=tuple(name for name, n in counts.items() if n and name not in reasons),
        suppressed=tuple(name for name in counts if name in reasons),
        empty=tuple(name for name, n in counts.items() if not n),
        reasons={name: reasons[name] for name in counts if name in reasons},
        hide_total=total_published and _given_away(counts, reasons, threshold),
        threshold=threshold,
        method=f"cells under {threshold} hidden"
        + (", with secondary suppression against the total" if total_published else "")
        + (", and against the previous issue" if previous is not None else ""),
    )


def _given_away(counts: Mapping[str, int], hidden: Mapping[str, str], threshold: int) -> bool:
    """Do the total and the shown cells tell each hidden one? Empty cells are shown, so hidden are 1 up."""
    together = sum(counts[name] for name in hidden)
    return bool(hidden) and (len(hidden) == 1 or together == len(hidden) or together < threshold)
