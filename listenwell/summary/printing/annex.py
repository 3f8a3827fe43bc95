"""The annex: what changed since the last edition, methods, weights, questions as asked, the archive."""

from collections.abc import Iterator

from listenwell.summary.model import QuestionAsked
from listenwell.summary.printing.blocks import Block, Cell, Column, Heading, Points, Row, Says, Table
from listenwell.summary.printing.desk import Desk


def annex(desk: Desk) -> Iterator[Block]:
    """7: everything an auditor asks for."""
    yield Heading(desk.t("annex"), new_page=True)
    yield from _revision(desk)
    yield from _methods(desk)
    yield from _names(desk)
    yield from _as_asked(desk)
    yield from _archive(desk)


def _revision(desk: Desk) -> Iterator[Block]:
    t, revision = desk.t, desk.summary.annex.revision
    if not revision:
        return
    time = f"{revision.previous_as_of:%Y-%m-%d %H:%M}"
    yield Heading(t("revised", previous=revision.previous, time=time), 2)
    if revision.altered:
        rows = (
            Row(
                (
                    Cell("", desk.trace([one.figure])),
                    Cell(desk.known(one.before, 4), _base(desk, one.before_base)),
                    Cell(desk.known(one.after, 4), _base(desk, one.after_base)),
                )
            )
            for one in revision.altered
        )
        columns = (desk.column("figure", 1), desk.numbers("before"), desk.numbers("after"))
        yield Table(columns, tuple(rows), "tight")
    for title, ids in ((t("added"), revision.added), (t("removed"), revision.removed)):
        if ids:
            yield Heading(f"{title} ({desk.words.whole(len(ids))})", 3)
            yield Says(desk.trace(ids), "small")


def _base(desk: Desk, base: int | None) -> str:
    return "" if base is None else desk.words.count("answers", base)


def _methods(desk: Desk) -> Iterator[Block]:
    s, t = desk.summary, desk.t
    yield Heading(t("methods"), 2)
    told = [(m.name, m.method, m.source) for m in s.annex.methods]
    for name, found in (
        ("drivers", s.drivers),
        ("reliability", s.reliability),
        ("importance", s.importance),
        ("complaints", s.complaints),
        ("themes", s.themes),
    ):
        told += [(t(name), each.method, each.source) for each in found]
    told += [(t("theme_kappa"), x.agreement.method, x.agreement.source) for x in s.themes if x.agreement]
    told += [(t("needs"), n.shift.method, n.shift.source) for n in s.needs if n.shift]
    for headline in s.headlines:
        figure = headline.figure
        told += [(t("change"), c.method, c.source) for c in (figure.change,) if c]
        told += [(t("weighted"), x.method, x.source) for x in (figure.weighted,) if x]
    for trend in s.trends:
        if trend.control:
            told.append((t("trend"), trend.control.method, trend.control.source))
            told += [
                (desk.words("rules", signal.rule), signal.meaning, signal.source)
                for signal in trend.control.signals
            ]
    sentences = [f"{name}: {method}. {source}." for name, method, source in dict.fromkeys(told)]
    families = [
        f"{name}: {desk.words.count('comparisons', size)} (Benjamini-Hochberg)."
        for name, size in s.families.items()
    ]
    yield Points((*sentences, *families, t("base_note"), s.annex.suppression), "small")
    if s.annex.weights:
        yield Heading(t("weights"), 2)
        yield Says(s.annex.weighting, "lead")
        rows = (Row((Cell(x.words), Cell(desk.known(x.weight, 3)))) for x in s.annex.weights)
        yield Table((desk.column("segment", 1), desk.numbers("weight_of")), tuple(rows))
    if s.annex.marked:
        told = "repeats_left_out" if s.annex.marked_left_out else "repeats"
        yield Says(t(told, responses=desk.words.count("responses", s.annex.marked)))
    elif s.annex.marked_left_out:
        yield Says(t("repeats_away"))


def _names(desk: Desk) -> Iterator[Block]:
    """What the ids of figures are made of."""
    s, t = desk.summary, desk.t
    yield Heading(t("ids_head"), 2)
    yield Says(t("ids_note", start=f"{s.survey}/{s.period.label}/"), "small")
    if s.segments:
        rows = (Row((Cell(f"@{name}"), Cell(words))) for name, words in s.segments.items())
        yield Table((Column(t("ids_part")), desk.column("segment", 1)), tuple(rows), "tight")


def _as_asked(desk: Desk) -> Iterator[Block]:
    yield Heading(desk.t("as_asked"), 2)
    for asked in desk.summary.annex.questionnaires:
        where = f"{desk.segment(asked.segment)}, {asked.language}"
        yield Heading(f"{asked.version}: {asked.title} ({where})", 3)
        yield Table(
            (Column(desk.t("question"), 3), Column(desk.t("answer"), 3)),
            tuple(_question(desk, question, asked.language) for question in asked.questions),
            "tight",
        )


def _question(desk: Desk, question: QuestionAsked, language: str) -> Row:
    below = [question.hint] if question.hint else []
    if question.required:
        below.append(desk.t("required"))
    below.append(f"{question.id} · {question.type}")
    rows, answers = (" · ".join(each.words for each in given) for given in (question.rows, question.answers))
    spoken = language.split("-", maxsplit=1)[0]
    told = Cell(question.words, "\n".join(below), language=spoken)
    return Row((told, Cell(answers or "–", rows, language=spoken)))


def _archive(desk: Desk) -> Iterator[Block]:
    t, found = desk.t, desk.summary.annex
    yield Heading(t("archive"), 2)
    compiled = f"{desk.summary.as_of:%Y-%m-%d %H:%M:%S}"
    yield Says(t("compiled", time=compiled, version=desk.summary.product_version) + ".", "small")
    rows = [Row((Cell("summary.json"), Cell(desk.digest, hash=True)))]
    if found.chain_head:
        rows.append(Row((Cell(t("manifest", number=found.chain_number)), Cell(found.chain_head, hash=True))))
    yield Table((desk.column("file", 1), Column("SHA-256")), tuple(rows), "tight")
    if not found.chain_head:
        yield Says(t("archive_none"), "small")
    if found.files:
        rows = [
            Row((Cell(f"{f.day}"), Cell(f.name, hash=True), Cell(f.sha256, hash=True))) for f in found.files
        ]
        columns = (desk.column("day"), Column(t("file"), 1), Column("SHA-256"))
        yield Table(columns, tuple(rows), "tight")
