"""What do people call the themes? `themes/<survey>.csv`, and comments that people sorted themselves.

A quality lead keeps the table among the documents, one row a theme: its name, its words, whether it is
confirmed or rejected, and the question (all when empty). Rows of one name are one theme: so themes are
merged. `themes/<survey>-coded.csv` has the comments that somebody sorted, one row for each comment and theme.
"""

from typing import NamedTuple

from listenwell.storage import DocumentMissing, DocumentStore
from listenwell.summary.tables import Row, Table, read_table

COLUMNS = ("theme", "words", "state", "question")
CODED_COLUMNS = ("comment", "theme", "question")
STATES = ("confirmed", "rejected")
_LEAST_LETTERS = 3


class Named(NamedTuple):
    """A theme as people named it; `words` are small, a star at the end stands for any ending; `item` "" is
    every question."""

    name: str
    words: tuple[str, ...]
    item: str


class Naming(NamedTuple):
    """Confirmed themes, rejected words, what people sorted (question, comment id) -> themes, and what could
    not be read."""

    themes: tuple[Named, ...] = ()
    rejected: frozenset[str] = frozenset()
    coded: dict[tuple[str, str], frozenset[str]] = {}  # noqa: RUF012 - never changed
    problems: tuple[str, ...] = ()


def file_of(survey: str) -> str:
    """Name of the document with a survey's themes."""
    return f"themes/{survey}.csv"


def coded_file_of(survey: str) -> str:
    """Name of the document with the comments that somebody sorted."""
    return f"themes/{survey}-coded.csv"


def read_naming(survey: str, documents: DocumentStore) -> Naming:
    """What people said of a survey's themes; nothing without a file. Raises StorageUnavailable."""
    table = _read(documents, file_of(survey), COLUMNS, ("theme", "words"))
    problems = list(table.problems)
    words: dict[tuple[str, str], list[str]] = {}
    rejected: set[str] = set()
    for row in table.rows:
        state = row["state"].lower() or "confirmed"
        if state not in STATES:
            problems.append(
                row.told(
                    f"the state “{row['state']}” is not known; there are {', '.join(STATES)}. The row is left"
                    f" out."
                )
            )
        elif state == "rejected":
            rejected.update(_words(row, problems))
        else:
            words.setdefault((row["theme"], row["question"]), []).extend(_words(row, problems))
    themes = tuple(
        Named(name, tuple(dict.fromkeys(each)), item) for (name, item), each in words.items() if each
    )
    names = {theme.name for theme in themes}
    coded_table = _read(documents, coded_file_of(survey), CODED_COLUMNS, ("comment",))
    problems += coded_table.problems
    coded: dict[tuple[str, str], set[str]] = {}
    for row in coded_table.rows:
        if row["theme"] and row["theme"] not in names:
            problems.append(
                row.told(f"the theme “{row['theme']}” is not in {file_of(survey)}; the row is left out.")
            )
            continue
        sorted_ = coded.setdefault((row["question"], row["comment"]), set())
        sorted_.update(filter(None, [row["theme"]]))
    return Naming(themes, frozenset(rejected), {k: frozenset(v) for k, v in coded.items()}, tuple(problems))


def _read(documents: DocumentStore, name: str, columns: tuple[str, ...], needed: tuple[str, ...]) -> Table:
    try:
        return read_table(name, documents.get(name), columns, needed)
    except DocumentMissing:
        return Table((), ())


def _words(row: Row, problems: list[str]) -> list[str]:
    """The words of a row, divided by commas."""
    found = []
    for each in row["words"].lower().replace("’", "'").split(","):
        word = " ".join(each.split())
        if len(word.rstrip("*")) < _LEAST_LETTERS or "*" in word[:-1]:
            if word:
                rule = "Write words like late, waiting time or wait*."
                problems.append(row.told(f"“{word}” is too short, or has a star within. {rule}"))
            continue
        found.append(word)
    return found
