"""Who was asked what: reach, marks, questionnaires, the questions with their counts, comments, raw counts."""

from listenwell.summary.formats.xlsx.cells import (
    DAY,
    SHARE,
    WHOLE,
    Cell,
    Sheet,
    columns,
    count,
    hidden_cell,
    texts,
)
from listenwell.summary.measuring import ALL
from listenwell.summary.model import Item, Question, Summary
from listenwell.summary.words import Words


def reach(summary: Summary, words: Words) -> Sheet:
    """Customers, invited, reached and answered, all together and by segment and channel."""
    heads = (
        ("kind", 12),
        ("name", 26),
        ("population", 12),
        ("invited", 12),
        ("bounced", 12),
        ("reached", 12),
    )
    more = (("answered", 16), ("rate", 12), ("method", 50), ("source", 40))
    kinds = {"all": words("values", "all")}
    rows = [
        [
            Cell(kinds.get(r.kind) or words("heads", r.kind)),
            Cell(kinds.get(r.kind) or r.words),
            *(Cell(n, WHOLE) for n in (r.population, r.invited, r.bounced, r.reached)),
            *(count(r.answered, words, r.hidden), Cell(r.rate, SHARE), *texts(r.method, r.source)),
        ]
        for r in summary.reach
    ]
    return Sheet("reach", columns(words, *heads, *more), rows)


def marks(summary: Summary, words: Words) -> Sheet:
    """The days from which the asking was another."""
    segments = {ALL: words("values", "all"), **summary.segments}
    rows = [
        [Cell(m.day, DAY), *texts(segments.get(m.segment, m.segment), m.words, "; ".join(m.items))]
        for m in summary.marks
    ]
    heads = (("day", 12), ("segment", 20), ("changed", 70), ("items", 40))
    return Sheet("marks", columns(words, *heads), rows)


def as_asked(summary: Summary, words: Words) -> Sheet:
    """The questionnaires that were answered, word for word, with the days of their first and last answer."""
    heads = (("version", 15), ("segment", 18), ("language", 10), ("first_answer", 12), ("last_answer", 12))
    more = (("question_id", 16), ("type", 14), ("question", 50), ("hint", 30), ("required", 10))
    seen = {version.version: version for version in summary.versions}
    rows = []
    for asked in summary.annex.questionnaires:
        version = seen.get(asked.version)
        days = [Cell(version.first, DAY), Cell(version.last, DAY)] if version else texts("", "")
        head = texts(asked.version, summary.segments.get(asked.segment, asked.segment), asked.language)
        for q in asked.questions:
            required = words("heads", "so") if q.required else ""
            parts = ("; ".join(a.words for a in part) for part in (q.rows, q.answers))
            rows.append([*head, *days, *texts(q.id, q.type, q.words, q.hint, required, *parts)])
    return Sheet("as_asked", columns(words, *heads, *more, ("rows", 30), ("answers", 40)), rows)


def questions(summary: Summary, words: Words) -> Sheet:
    """One row an item: to how many it was put, and what became of it."""
    heads = (("question", 40), ("item", 40), ("type", 14), ("asked", 16), ("base", 16), ("blank", 12))
    more = (("not_applicable", 12), ("dont_know", 12), ("comments", 12), ("shown", 12), ("masked", 12))
    rows = [
        [
            *texts(question.words, item.words, question.type),
            *(
                count(n, words, item.base is None)
                for n in (item.asked, item.base, item.blank, item.not_applicable)
            ),
            Cell(item.dont_know, WHOLE),
            *_spoken(item, words),
            *texts(words.masks(item.comments.kinds) if item.comments else "", item.id),
        ]
        for question, item in _items(summary)
    ]
    return Sheet("questions", columns(words, *heads, *more, ("masks", 24), ("item_id", 20)), rows)


def _spoken(item: Item, words: Words) -> list[Cell]:
    found = item.comments
    if found is None:
        return [Cell(None)] * 3
    shown = hidden_cell(words) if found.hidden else Cell(len(found.shown), WHOLE)
    return [Cell(found.count, WHOLE), shown, Cell(found.masked, WHOLE)]


def comments(summary: Summary, words: Words) -> Sheet:
    """One row a comment that is shown, masked, newest first within its question."""
    rows = [
        [
            *texts(item.words, one.month, summary.segments.get(one.segment, one.segment)),
            *texts("; ".join(one.themes), one.text),
        ]
        for _, item in _items(summary)
        if item.comments
        for one in item.comments.shown
    ]
    heads = (("item", 36), ("month", 10), ("segment", 18), ("themes", 26), ("comment", 90))
    return Sheet("comments", columns(words, *heads), rows)


def raw_counts(summary: Summary, words: Words) -> Sheet:
    """How often each answer was given, over all segments: whole numbers from which the figures follow."""
    rows = [
        [
            *texts(item.words, bar.words),
            Cell(bar.count, WHOLE),
            Cell(bar.share, SHARE),
            *texts(item.id, bar.answer),
        ]
        for _, item in _items(summary)
        for bar in item.bars
    ]
    heads = (("item", 50), ("answer", 40), ("count", 12), ("share", 12), ("item_id", 20), ("answer_id", 16))
    return Sheet("raw_counts", columns(words, *heads), rows)


def _items(summary: Summary) -> list[tuple[Question, Item]]:
    return [(question, item) for question in summary.questions for item in question.items]
