"""Actions of earlier reviews that should be done by now."""

from collections.abc import Iterable

from listenwell.summary.findings.known import Known, Number, Said


def overdue(known: Known) -> Iterable[Said]:
    """How many actions are overdue."""
    n = sum(action.state == "overdue" for action in known.review.actions)
    if n:
        yield Said("overdue", {"actions": Number(n, "count", "actions")})
