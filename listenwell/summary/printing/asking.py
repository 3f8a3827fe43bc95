"""Where it was asked: reach by segment and channel, what changed in the asking, the questionnaires."""

from collections.abc import Iterator
from typing import Literal

from listenwell.summary.model import Reach
from listenwell.summary.printing.blocks import Block, Cell, Heading, Row, Says, Table
from listenwell.summary.printing.desk import Desk


def reach(desk: Desk) -> Iterator[Block]:
    """4: who could have answered, who did, and with which questionnaire."""
    s, t, w = desk.summary, desk.t, desk.words
    yield Heading(t("asked"), new_page=True)
    yield Says(w("notes", "no_rate"), "small")
    yield from _reached(desk, "segment")
    yield from _reached(desk, "channel")
    if s.marks:
        yield Heading(t("marks"), 2)
        yield Table(
            (desk.column("day"), desk.column("segment", 1), desk.column("change", 3)),
            tuple(Row((Cell(w.day(m.day)), Cell(desk.segment(m.segment)), Cell(m.words))) for m in s.marks),
        )
    if s.versions:
        yield Heading(t("version"), 2)
        names = ("version", "segment", "language", "first_answer", "last_answer")
        yield Table(
            tuple(desk.column(name, 1 if name == "segment" else 0) for name in names),
            tuple(
                Row(
                    (
                        Cell(v.version, hash=True),
                        Cell(v.segment_words),
                        Cell(v.language),
                        Cell(w.day(v.first)),
                        Cell(w.day(v.last)),
                    )
                )
                for v in s.versions
            ),
        )


def _reached(desk: Desk, kind: Literal["segment", "channel"]) -> Iterator[Block]:
    rows = [row for row in desk.summary.reach if row.kind in (kind, "all")]
    yield Heading(desk.t(kind), 2)
    yield from desk.picture(f"reach:{kind}")
    counts = ("population", "invited", "bounced", "reached")
    shown = [name for name in counts if any(getattr(row, name) is not None for row in rows)]
    columns = (
        desk.column(kind, 2),
        *(desk.numbers(name) for name in shown),
        desk.numbers("answered"),
    )
    open_link = desk.words("sentences", "open_link")
    rated = any(row.rate is not None or row.method != open_link for row in rows)
    if rated:
        columns = (*columns, desk.numbers("rate"), desk.column("methods", 2))
    yield Table(columns, tuple(_row(desk, row, shown, rated) for row in rows))


def _row(desk: Desk, row: Reach, shown: list[str], rated: bool) -> Row:
    """Without rates there is one reason for all, which stands above."""
    w = desk.words
    method = row.method if row.rate is None else f"{row.method}. {row.source}"
    return Row(
        (
            Cell(w("values", "all") if row.kind == "all" else row.words),
            *(Cell(w.some(getattr(row, name))) for name in shown),
            Cell(w.some(row.answered, row.hidden), strong=True),
            *((Cell(desk.rate(row.rate)), Cell("", method)) if rated else ()),
        )
    )
