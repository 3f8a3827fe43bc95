"""What customers want: their answers to choice questions, all together and by segment."""

from collections.abc import Iterator
from itertools import groupby

from listenwell.summary.guarding import LEAST
from listenwell.summary.model import Need
from listenwell.summary.printing.blocks import Block, Cell, Column, Fill, Heading, Row, Says, Table
from listenwell.summary.printing.desk import Desk

ABREAST = 4


def needs(desk: Desk) -> Iterator[Block]:
    """6: now and before, and whether the answers changed as a whole."""
    if not desk.summary.needs:
        return
    yield Heading(desk.t("needs"))
    for _, found in groupby(desk.summary.needs, key=lambda need: need.item):
        some = list(found)
        yield Heading(some[0].words, 2)
        for need in some:
            if not need.segment:
                yield from _whole(desk, need)
        parts = [need for need in some if need.segment and need.wanted]
        for start in range(0, len(parts), ABREAST):
            yield _abreast(desk, parts[start : start + ABREAST])
        hidden = [desk.segment(need.segment) for need in some if need.segment and need.hidden]
        if hidden:
            yield Says(f"{desk.words.listed(hidden)}: {desk.t('not_shown', least=LEAST)}", "small")


def _whole(desk: Desk, need: Need) -> Iterator[Block]:
    w, t = desk.words, desk.t
    if need.hidden:
        yield Says(t("not_shown", least=LEAST), "note")
        return
    if not need.wanted:
        return
    said = w.count("answers", need.base or 0)
    columns = [desk.column("answer", 1), desk.numbers("now"), desk.bars()]
    if need.shift:
        said = f"{said}. {_shift(desk, need)}"
        columns.append(desk.numbers("before"))
    yield Says(said, "lead")
    rows = []
    for wanted in need.wanted:
        cells = [
            Cell(wanted.words, desk.trace([wanted.figure])),
            Cell(desk.rate(wanted.value), strong=True),
            Fill(wanted.value),
        ]
        if need.shift:
            cells.append(Cell(desk.rate(wanted.earlier)))
        rows.append(Row(tuple(cells)))
    yield Table(tuple(columns), tuple(rows))


def _shift(desk: Desk, need: Need) -> str:
    assert need.shift is not None  # noqa: S101 - asked only where there is one
    shift = need.shift
    p = "" if shift.p_adjusted is None else f" ({desk.chance(shift.p_adjusted)})"
    bases = f"{desk.words.whole(shift.earlier_base)} → {desk.words.count('answers', shift.later_base)}"
    return f"{desk.t('shifted')}: {desk.words('verdicts', shift.verdict)}{p}; {bases}"


def _abreast(desk: Desk, parts: list[Need]) -> Table:
    """A few segments side by side: the share now, and before in brackets."""
    w = desk.words
    columns = (
        desk.column("answer", 1.5),
        *(
            Column(f"{desk.segment(n.segment)} ({w.count('answers', n.base or 0)})", 1, "numbers")
            for n in parts
        ),
    )
    answers = list(dict.fromkeys((wanted.answer, wanted.words) for n in parts for wanted in n.wanted))
    rows = []
    for answer, words in answers:
        cells = [Cell(words)]
        for need in parts:
            found = next((wanted for wanted in need.wanted if wanted.answer == answer), None)
            earlier = found.earlier if found else None
            before = "" if earlier is None else f"{desk.t('before')}: {desk.rate(earlier)}"
            cells.append(Cell(desk.rate(found.value if found else None), before))
        rows.append(Row(tuple(cells)))
    if any(need.shift for need in parts):
        told = (Cell("", _shift(desk, need) if need.shift else "–") for need in parts)
        rows.append(Row((Cell("", desk.t("shifted")), *told)))
    return Table(columns, tuple(rows))
