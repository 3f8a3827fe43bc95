"""What is behind a printed number? Archive files, counts, and the same number counted again.

    finding.py     which number an id names, and in which edition
    sources.py     the archive files of its days, and the answers in them
    responses.py   the responses in its base
    model.py       what is told

It is counted again from the answers themselves (closed days from the archive, each file by its hash; open
days from the store), up to the time of its edition, by the same functions and without any roll-up. What comes
out otherwise than it was printed is told to staff only: the difference could be one customer.
"""

from collections import Counter
from typing import Any

from listenwell import archive
from listenwell.pages.release import Release
from listenwell.storage import DocumentStore, ResponseStore
from listenwell.summary.asked import Asked
from listenwell.summary.compiling import Beside, summarise
from listenwell.summary.formats.tidy_csv import rows_of
from listenwell.summary.gathering import Gathered, from_responses
from listenwell.summary.invitations import read_invitations
from listenwell.summary.measuring import figures_of
from listenwell.summary.model import Figure, Summary
from listenwell.summary.period import Period, parse
from listenwell.summary.review import read_review
from listenwell.summary.themes import read_naming
from listenwell.summary.tracing.finding import Found, UnknownFigure, find, parts_of
from listenwell.summary.tracing.model import Behind, File, Traced
from listenwell.summary.tracing.responses import behind, standing
from listenwell.summary.tracing.sources import Given, chain_state, files_of, given_for
from listenwell.summary.words import Words
from listenwell.survey.question import ANSWERED

__all__ = ["Behind", "File", "Traced", "UnknownFigure", "trace"]


def trace(
    name: str,
    *,
    responses: ResponseStore,
    documents: DocumentStore,
    release: Release,
    edition: int = 0,
    staff: bool = False,
) -> Traced:
    """Trace the number `name` as an edition of its summary prints it, the newest by default; one that was
    carried over from an earlier edition in that one. `staff` is told what is hidden, and the responses.

    Raises UnknownFigure, StorageUnavailable.
    """
    found = find(documents, name, edition)
    summary = found.summary
    told: dict[str, Any] = {
        "id": name,
        "words": found.words,
        "edition": summary.edition,
        "as_of": summary.as_of,
        "span": found.span,
        "hidden": found.hidden,
        "printed": found.printed,
        "files": files_of(documents, summary, found.span),
        "chain": chain_state(documents, summary),
    }
    try:
        given = given_for(summary, responses, documents)
    except archive.ArchiveDamaged as error:
        return Traced(**told, problem=f"The archive is damaged: {error}.")
    told["open_from"] = given.open_from
    gathered = from_responses(
        summary.survey,
        parse(summary.period.label),
        given.responses,
        release.questionnaire,
        leave_out=summary.annex.marked_left_out,
    )
    again = _again(summary, gathered, found, documents, release)
    if again is None:
        return Traced(**told, problem="The survey as it is published now does not print this.")
    if not found.hidden:
        told["differs"] = tuple(part for part in found.printed if again.get(part) != found.printed[part])
    if staff or not (found.hidden or told["differs"]):
        told["again"] = again
        if found.figure is not None:
            told |= _behind(found, found.figure, given, gathered, release, staff)
    return Traced(**told)


def _again(
    summary: Summary, gathered: Gathered, found: Found, documents: DocumentStore, release: Release
) -> dict[str, Any] | None:
    """The number as a summary of these answers prints it; None where it prints none of that id."""
    period = parse(summary.period.label)
    if found.figure is not None:  # no figure rests on comments, which take long to read
        gathered = gathered._replace(newest=lambda _: ([], ""))
    beside = Beside(
        read_review(summary.survey, documents, summary.as_of.date()),
        read_invitations(summary.survey, period, documents),
        read_naming(summary.survey, documents),
    )
    made = summarise(
        summary.survey,
        period,
        gathered,
        as_of=summary.as_of,
        release=release,
        language=summary.language,
        beside=beside,
    )
    if found.figure is not None:
        figure = next((each for each in made.figures() if each.id == found.figure.id), None)
        return parts_of(figure) if figure else None
    return next((parts_of(row) for row in rows_of(made) if row["id"] == found.id), None)


def _behind(
    found: Found, figure: Figure, given: Given, gathered: Gathered, release: Release, staff: bool
) -> dict[str, Any]:
    """The counts of a figure; for staff also its hidden value and its responses."""
    summary, words = found.summary, Words(found.summary.language, release.templates())
    asked = Asked(summary.survey, release.index(), release, gathered.cube, words, summary.language)
    whole = next((q for q in asked.questions for i in q.items() if i.answer == figure.item), None)
    if whole is None:
        return {}
    question = whole.of(figure.item)
    over = Period(found.span.label, found.span.first, found.span.last)
    counter = asked.counts(figure.item, over).get(figure.segment, Counter())
    labels = [label.answer for label in question.labels() if counter.get(label.answer)]
    told: dict[str, Any] = {"counts": {answer: counter[answer] for answer in labels}}
    told["answered"] = counter[ANSWERED]
    if not staff:
        return told
    if figure.hidden:
        prefix = figure.id.rsplit(f"/{figure.item}/", 1)[0]
        made = figures_of(prefix, question, figure.item, {figure.segment: counter}, set())
        told["again"] = next(parts_of(each) for each in made if each.id == figure.id)
    left_out = summary.annex.marked_left_out
    mine = (r for r in standing(given.responses, left_out) if r.version in asked.versions[whole.id])
    told["responses"] = behind(figure, question, over, mine, release.questionnaire)
    return told
