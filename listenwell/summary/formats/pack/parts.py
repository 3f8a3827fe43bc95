"""Where in the pack does each part stand that the clause table may name, and is there anything in it?"""

from collections.abc import Callable

from listenwell.summary.model import Summary

Place = tuple[str, Callable[[Summary], object]]
"""File (with the place in it) and what must be there for the part to say anything."""


def _always(summary: Summary) -> bool:
    return True


def _comments(summary: Summary) -> bool:
    return any(item.comments and item.comments.shown for q in summary.questions for item in q.items)


PARTS: dict[str, Place] = {
    "review": ("summary.html#review", lambda summary: summary.review.actions),
    "findings": ("summary.html#findings", lambda summary: summary.findings),
    "headlines": ("summary.html#headlines", lambda summary: summary.headlines),
    "reach": ("summary.html#reach", lambda summary: summary.reach),
    "ratings": ("summary.html#ratings", lambda summary: summary.ratings),
    "trends": ("summary.html#trends", lambda summary: summary.trends),
    "importance": ("summary.html#importance", lambda summary: summary.importance),
    "drivers": ("summary.html#drivers", lambda summary: [d for d in summary.drivers if d.drivers]),
    "reliability": ("summary.html#reliability", lambda summary: summary.reliability),
    "complaints": ("summary.html#complaints", lambda summary: summary.complaints),
    "themes": ("summary.html#themes", lambda summary: summary.themes),
    "needs": ("summary.html#needs", lambda summary: summary.needs),
    "questions": ("summary.html#questions", lambda summary: summary.questions),
    "annex": ("summary.html#annex", _always),
    "figures": ("summary.csv", _always),
    "comments": ("comments.csv", _comments),
    "questionnaires": ("questionnaires.html", lambda summary: summary.annex.questionnaires),
    "method": ("method.html", _always),
    "clauses": ("clauses.html", _always),
    "archive": ("MANIFEST.json", lambda summary: summary.annex.chain_head),
}
"""Part to its place; their names in words are `parts` in summaries/words/<language>.yaml."""
