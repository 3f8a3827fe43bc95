"""An empty form: what the review decides, who does it, by when, and what it is to move."""

from collections.abc import Iterator

from listenwell.summary.printing.blocks import Block, Column, Heading, Lines, Says
from listenwell.summary.printing.desk import Desk

ROWS = 10


def discussion(desk: Desk) -> Iterator[Block]:
    """A page to write on."""
    t = desk.t
    yield Heading(t("discussion"), new_page=True)
    yield Says(t("discussion_note", file=f"reviews/{desk.summary.survey}.csv"), "lead")
    yield Lines(
        (
            Column(t("decision"), 3),
            Column(t("action"), 3),
            Column(t("owner"), 1.3),
            Column(t("due"), 1.2),
            Column(t("effect"), 2),
        ),
        ROWS,
    )
