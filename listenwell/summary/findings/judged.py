"""Between which spans changes are, and over how many comparisons they were judged."""

from collections.abc import Iterable

from listenwell.summary.comparing import Q
from listenwell.summary.findings.known import Known, Number, Said


def spans(known: Known) -> Iterable[Said]:
    """The days of the two spans."""
    if known.compared:
        later, earlier = (Number(f"{s.first}..{s.last}", "days") for s in known.compared)
        yield Said("compared", {"earlier": earlier, "later": later})


def family(known: Known) -> Iterable[Said]:
    """The size of the family of comparisons."""
    n = known.families.get("ratings", 0)
    if n:
        yield Said("family", {"comparisons": Number(n, "count", "judged"), "rate": Number(Q, "percent")})
