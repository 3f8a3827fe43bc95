"""What else than figures does summary.csv hold? Rows of each section, every one with an id of its own."""

from collections.abc import Callable, Iterator

from listenwell.summary.formats import tidy_relations
from listenwell.summary.formats.tidy_rows import Row, numbered, with_number
from listenwell.summary.model import AsAsked, Item, Need, QuestionAsked, Reach, Summary

__all__ = ["Row", "rows_of"]


def rows_of(summary: Summary) -> Iterator[Row]:
    """The rows of every section, in the order of the summary; `part` names the section. Their ids begin as
    those of figures do, and go on with part-<name>."""
    start = f"{summary.survey}/{summary.period.label}/part-"
    for name, make in PARTS.items():
        for row in make(summary):
            yield row | {"part": name, "id": f"{start}{name}/{row['id']}"}


def _summary(s: Summary) -> Iterator[Row]:
    days = {"first_day": s.period.first, "last_day": s.period.last, "language": s.language}
    yield {"id": "responses", "measure": "responses", "value": s.responses, "words": s.title} | days
    state = "final" if s.final else "to date"
    yield {
        "id": "edition",
        "measure": "edition",
        "value": s.edition,
        "words": s.organisation,
        "standing": state,
    }
    yield {"id": "version", "measure": "product_version", "words": s.product_version}
    for name, span in zip(("later", "earlier"), s.compared, strict=False):
        yield {
            "id": name,
            "measure": name,
            "words": span.label,
            "first_day": span.first,
            "last_day": span.last,
        }
    yield from ({"id": f"family/{k}", "measure": k, "value": n} for k, n in s.families.items())


def _review(s: Summary) -> Iterator[Row]:
    for number, action in numbered(s.review.actions):
        row: Row = {"id": number, "words": action.action, "standing": action.state, "last_day": action.due}
        yield row | {"figures": action.figure, "answer_words": action.effect, "verdict": action.moved}


def _findings(s: Summary) -> Iterator[Row]:
    for number, finding in numbered(s.findings):
        row: Row = {"id": number, "measure": finding.kind, "words": finding.sentence}
        yield row | {"figures": ", ".join(finding.figures)}


def _notes(s: Summary) -> Iterator[Row]:
    said = dict.fromkeys((*s.notes, *s.review.problems, s.annex.suppression))
    yield from ({"id": number, "words": note} for number, note in numbered(said))


def _reach(s: Summary) -> Iterator[Row]:
    for one in s.reach:
        for name in ("population", "invited", "bounced", "reached", "answered", "rate"):
            if getattr(one, name) is not None or name == "answered":
                yield _reached(one, name)


def _reached(one: Reach, name: str) -> Row:
    row: Row = {
        "id": f"{one.kind}/{one.name}/{name}" if one.name else f"{one.kind}/{name}",
        "words": one.words,
    }
    row |= {"segment": one.name if one.kind == "segment" else "(all)", "measure": name}
    row |= {"value": getattr(one, name), "method": one.method, "source": one.source}
    if one.kind == "channel":
        row |= {"item": "channel", "answer": one.name}
    return row | {"hidden": ("yes" if one.hidden else "no") if name == "answered" else None}


def _versions(s: Summary) -> Iterator[Row]:
    for v in s.versions:
        row: Row = {"id": f"{v.version}/{v.language}@{v.segment}", "segment": v.segment, "answer": v.version}
        days = {"first_day": v.first, "last_day": v.last}
        yield row | days | {"words": v.segment_words, "language": v.language}


def _marks(s: Summary) -> Iterator[Row]:
    for number, mark in numbered(s.marks):
        row: Row = {"id": number, "first_day": mark.day, "measure": mark.kind, "words": mark.words}
        yield row | {"segment": mark.segment or "(all)", "item": ", ".join(mark.items)}


def _counts(s: Summary) -> Iterator[Row]:
    """To how many each question was put, what became of it, and how often each answer was given."""
    for item in (item for question in s.questions for item in question.items):
        yield from _asked(item)
        for bar in item.bars:
            row: Row = {
                "id": f"{item.id}/{bar.answer}",
                "item": item.id,
                "words": item.words,
                "measure": "count",
            }
            named = {"answer": bar.answer, "answer_words": bar.words}
            yield row | named | {"value": bar.count, "base": item.base}


def _asked(item: Item) -> Iterator[Row]:
    told = {"asked": item.asked, "answered": item.base, "blank": item.blank}
    told |= {"not_applicable": item.not_applicable, "dont_know": item.dont_know}
    if item.comments:
        told |= {"comments": item.comments.count, "comments_shown": len(item.comments.shown)}
        told |= {"masked": item.comments.masked}
        told |= {f"masked_{kind}": n for kind, n in item.comments.kinds.items()}
    for measure, n in told.items():
        row: Row = {"id": f"{item.id}/({measure})", "item": item.id, "words": item.words, "measure": measure}
        yield row | {"value": n, "hidden": "yes" if n is None else "no"}


def _needs(s: Summary) -> Iterator[Row]:
    for need in s.needs:
        of: Row = {"item": need.item, "words": need.words, "segment": need.segment or "(all)"}
        yield from (of | row for row in _wanted(need))


def _wanted(need: Need) -> Iterator[Row]:
    where = f"{need.item}@{need.segment}" if need.segment else need.item
    shift = need.shift
    if shift:
        same = ("p", "p_adjusted", "family_size", "verdict", "earlier_base", "later_base", "method", "source")
        row: Row = {name: getattr(shift, name) for name in same}
        yield row | {"id": f"{where}/shift", "measure": "shift", "base": need.base}
    for one in need.wanted:
        row = {"id": f"{where}/{one.answer}", "answer": one.answer, "answer_words": one.words}
        row |= {"measure": "share", "value": one.value, "base": need.base, "figures": one.figure}
        yield row | {"earlier": one.earlier}


def _as_asked(s: Summary) -> Iterator[Row]:
    """The questions word for word, then their rows and answers."""
    for sheet in s.annex.questionnaires:
        where = f"{sheet.version}/{sheet.language}@{sheet.segment}"
        row: Row = {"segment": sheet.segment, "language": sheet.language}
        yield row | {"id": where, "words": sheet.title, "measure": "questionnaire"}
        for question in sheet.questions:
            yield from (row | one | {"id": f"{where}/{one['id']}"} for one in _question(sheet, question))


def _question(sheet: AsAsked, question: QuestionAsked) -> Iterator[Row]:
    of: Row = {"item": question.id, "answer": ""}
    yield (
        of
        | {"id": question.id, "measure": question.type, "words": question.words}
        | {
            "answer_words": question.hint,
            "standing": "required" if question.required else "",
        }
    )
    for kind, listed in (("row", question.rows), ("answer", question.answers)):
        for one in listed:
            named = {"answer": one.answer, "answer_words": one.words, "measure": kind}
            yield of | named | {"id": f"{question.id}/{kind}/{one.answer}"}


def _methods(s: Summary) -> Iterator[Row]:
    for number, one in numbered(s.annex.methods):
        yield {"id": number, "words": one.name, "method": one.method, "source": one.source}


def _weights(s: Summary) -> Iterator[Row]:
    for one in s.annex.weights:
        row: Row = {"id": f"weight@{one.segment}", "segment": one.segment, "words": one.words}
        yield row | {"measure": "weight", "value": one.weight, "method": s.annex.weighting}


def _revision(s: Summary) -> Iterator[Row]:
    found = s.annex.revision
    if found is None:
        return
    yield {
        "id": "previous",
        "measure": "previous",
        "value": found.previous,
        "words": str(found.previous_as_of),
    }
    for one in found.altered:
        row: Row = {"id": one.figure, "measure": "altered", "figures": one.figure, "base": one.after_base}
        yield row | {"earlier": one.before, "earlier_base": one.before_base, "value": one.after}
    for kind, names in (("added", found.added), ("removed", found.removed)):
        yield from ({"id": f"{kind}/{name}", "measure": kind, "figures": name} for name in names)


def _archive(s: Summary) -> Iterator[Row]:
    annex = s.annex
    if annex.chain_head:
        head: Row = {"id": "chain", "measure": "manifest", "value": annex.chain_number}
        yield head | {"sha256": annex.chain_head}
    for file in annex.files:
        yield {"id": file.name, "words": file.name, "first_day": file.day, "sha256": file.sha256}
    repeats = "repeats_left_out" if annex.marked_left_out else "repeats"
    yield from with_number({"id": repeats, "measure": repeats}, annex.marked)


PARTS: dict[str, Callable[[Summary], Iterator[Row]]] = {
    "summary": _summary,
    "review": _review,
    "finding": _findings,
    "note": _notes,
    "reach": _reach,
    "version": _versions,
    "mark": _marks,
    "rating": tidy_relations.ratings,
    "control": tidy_relations.controls,
    "importance": tidy_relations.importance,
    "driver": tidy_relations.drivers,
    "reliability": tidy_relations.reliability,
    "complaint": tidy_relations.complaints,
    "theme": tidy_relations.themes,
    "need": _needs,
    "count": _counts,
    "as-asked": _as_asked,
    "method": _methods,
    "weight": _weights,
    "revision": _revision,
    "archive": _archive,
}
"""What `part` may be, besides "figure"."""
