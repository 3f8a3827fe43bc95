"""What else changed beyond chance: segments, and aspects of the service; the surest first."""

from collections.abc import Iterable

from listenwell.summary.findings.known import Known, Number, Said, evidence, text

MOST = 8
"""Changes told one by one; the tables have all."""


def changes(known: Known) -> Iterable[Said]:
    """The changes beyond chance that are no headline's."""
    told = {headline.figure.id for headline in known.headlines}
    words = known.words_of()
    figures = [
        figure
        for question in known.questions
        for item in question.items
        for figure in item.figures
        if figure.change and figure.change.verdict != "within chance" and figure.id not in told
    ]
    figures.sort(key=lambda figure: (figure.change.p_adjusted, figure.id))
    for figure in figures[:MOST]:
        numbers, how = evidence(figure)
        numbers |= {"item": text(words[figure.item]), "where": known.where(figure.segment)}
        yield Said("rose" if figure.change.verdict == "up" else "fell", numbers, (figure.id,), how)
    if len(figures) > MOST:
        more = figures[MOST:]
        yield Said(
            "more_moved", {"changes": Number(len(more), "count", "changes")}, tuple(f.id for f in more)
        )
