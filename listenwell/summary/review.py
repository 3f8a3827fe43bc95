"""The last review: what was decided, who does what until when, and whether the figure aimed at has moved.

A quality lead keeps `reviews/<survey>.csv` in the document store: a table of a spreadsheet with the columns
of COLUMNS, one row an action. What cannot be read is told in plain words in the summary; the other rows
count.
"""

from collections.abc import Mapping
from datetime import date

from msgspec.structs import replace

from listenwell.storage import DocumentMissing, DocumentStore
from listenwell.summary.model import Action, Figure, Review
from listenwell.summary.period import PeriodError, parse
from listenwell.summary.tables import Row, read_table

COLUMNS = ("period", "decision", "action", "owner", "due", "state", "effect")
STATES = ("open", "done", "dropped")
_NEEDED = ("period", "action")
_NEWEST = 50
"""Actions shown; the file may have more."""


def file_of(survey: str) -> str:
    """Name of the document that has a survey's actions."""
    return f"reviews/{survey}.csv"


def read_review(survey: str, documents: DocumentStore, today: date) -> Review:
    """The actions of reviews of periods that ended before `today`; an empty Review without a file.

    Raises StorageUnavailable.
    """
    name = file_of(survey)
    try:
        data = documents.get(name)
    except DocumentMissing:
        return Review()
    table = read_table(name, data, COLUMNS, _NEEDED)
    problems = list(table.problems)
    dated = []
    for row in table.rows:
        try:
            last = parse(row["period"].replace("_", "..")).last
        except PeriodError as error:
            problems.append(row.told(f"{error}."))
            continue
        if last < today:
            dated.append((last, -row.line, _action(row, today, problems)))
    dated.sort(key=lambda entry: entry[:2], reverse=True)
    return Review(file=name, actions=tuple(a for *_, a in dated[:_NEWEST]), problems=tuple(problems))


def _action(row: Row, today: date, problems: list[str]) -> Action:
    due = None
    if row["due"]:
        try:
            due = date.fromisoformat(row["due"])
        except ValueError:
            problems.append(row.told(f"“{row['due']}” is no day. Write it like 2026-12-31."))
    state = row["state"].lower() or "open"
    if state not in STATES:
        told = f"the state “{row['state']}” is not known; there are {', '.join(STATES)}. It counts as open."
        problems.append(row.told(told))
        state = "open"
    if state == "open" and due is not None and due < today:
        state = "overdue"
    return Action(
        period=row["period"],
        decision=row["decision"],
        action=row["action"],
        owner=row["owner"],
        due=due,
        state=state,  # type: ignore[arg-type]
        effect=row["effect"],
    )


def with_effects(review: Review, figures: Mapping[str, Figure]) -> Review:
    """The review with what became of the figures aimed at: an `effect` that begins with an item of the
    survey, such as “overall” or “aspects.timing@business up”, names its headline figure. `figures` is by
    item, or item@segment."""
    actions = []
    for action in review.actions:
        word = action.effect.split(maxsplit=1)[0].rstrip(":,;.") if action.effect.split() else ""
        figure = figures.get(word)
        moved = figure.change.verdict if figure is not None and figure.change is not None else ""
        actions.append(replace(action, figure=figure.id if figure else "", moved=moved))
    return replace(review, actions=tuple(actions))
