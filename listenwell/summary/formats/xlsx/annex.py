"""What an auditor asks for as sheets: findings with their figures, the review, methods, weights, archive."""

from listenwell.summary.formats.xlsx.cells import DAY, SMALL, WHOLE, Cell, Row, Sheet, columns, texts
from listenwell.summary.model import Summary
from listenwell.summary.words import Words


def findings(summary: Summary, words: Words) -> Sheet:
    """The sentences, with the ids of the figures that they rest on; then the notes."""
    rows = [texts(f.sentence, ", ".join(f.figures)) for f in summary.findings]
    rows += [texts(note, "") for note in summary.notes]
    return Sheet("findings", columns(words, ("finding", 100), ("figures", 80)), rows)


def review(summary: Summary, words: Words) -> Sheet:
    """The last review's actions, and what their figures did since."""
    figures = {figure.id: figure for figure in summary.figures()}
    rows = [
        [
            *texts(a.period, a.decision, a.action, a.owner),
            *(Cell(a.due, DAY), Cell(words("states", a.state)), Cell(a.effect)),
            *texts(words.change(figures[a.figure]) if a.figure in figures else "", a.figure),
        ]
        for a in summary.review.actions
    ]
    heads = (("period", 12), ("decision", 36), ("action", 40), ("owner", 18), ("due", 12), ("state", 12))
    return Sheet("review", columns(words, *heads, ("effect", 24), ("moved", 30), ("figure", 44)), rows)


def method(summary: Summary, words: Words) -> Sheet:
    """How each figure was made, and by which source; what is hidden, and how it was weighted."""
    annex, page = summary.annex, words.page
    rows = [texts(m.name, m.method, m.source) for m in annex.methods]
    for name, found in (
        (page("drivers"), summary.drivers),
        (page("reliability"), summary.reliability),
        (page("importance"), summary.importance),
        (page("complaints"), summary.complaints),
        (page("themes"), summary.themes),
    ):
        rows += [texts(name, *pair) for pair in dict.fromkeys((f.method, f.source) for f in found)]
    controls = sorted({(t.control.method, t.control.source) for t in summary.trends if t.control})
    rows += [texts(page("trend"), *pair) for pair in controls]
    changes = sorted({(f.change.method, f.change.source) for f in summary.figures() if f.change})
    rows += [texts(page("change"), *pair) for pair in changes]
    rows += [texts(words("heads", "base"), page("base_note"), ""), texts("", annex.suppression, "")]
    rows += [
        texts(words("heads", "family"), f"{name}: {words.count('comparisons', size)}", "")
        for name, size in sorted(summary.families.items())
    ]
    if annex.weighting:
        rows.append(texts(page("weights"), annex.weighting, ""))
    rows += [[Cell(f"{page('weights')}: {w.words}"), Cell(w.weight, SMALL)] for w in annex.weights]
    if annex.marked:
        key = "repeats_left_out" if annex.marked_left_out else "repeats"
        rows.append(texts("", page(key, responses=words.count("responses", annex.marked)), ""))
    elif annex.marked_left_out:
        rows.append(texts("", page("repeats_away"), ""))
    return Sheet("method", columns(words, ("name", 34), ("method", 80), ("source", 60)), rows)


def revision(summary: Summary, words: Words) -> Sheet:
    """What is not as the edition before had it."""
    heads = (
        ("figure", 60),
        ("changed", 20),
        ("before", 14),
        ("before_base", 12),
        ("now", 14),
        ("now_base", 12),
    )
    rows: list[Row] = []
    if found := summary.annex.revision:
        rows += [
            [
                *texts(one.figure, words.page("change")),
                *(Cell(one.before, "0.0000"), Cell(one.before_base, WHOLE)),
                *(Cell(one.after, "0.0000"), Cell(one.after_base, WHOLE)),
            ]
            for one in found.altered
        ]
        rows += [texts(name, words.page("added")) for name in found.added]
        rows += [texts(name, words.page("removed")) for name in found.removed]
    return Sheet("revision", columns(words, *heads), rows)


def archive(summary: Summary, words: Words) -> Sheet:
    """The archived days that the figures rest on, each with its hash."""
    rows = [[Cell(f.day, DAY), *texts(f.name, f.sha256)] for f in summary.annex.files]
    return Sheet("archive", columns(words, ("day", 12), ("file", 70), ("sha256", 68)), rows)
