"""What the SQL engines share: the statements, the tables made from the questionnaires, rows -> cube.

The answers come back from SQL grouped but not yet judged: the question types say what each distinct answer
adds to the counts, as they do in the engine in plain Python.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Protocol

import msgspec

from listenwell.stats.sums import PairSums
from listenwell.survey.questionnaire import Questionnaire
from listenwell.tally.counting import Place, Questionnaires
from listenwell.tally.cube import RESPONSES, Cell, Cube, Pair, Tally
from listenwell.tally.plan import Key, columns_of, driver_columns, frozen

Asked = dict[tuple[str, str], Questionnaire]
"""(survey, version) to the questionnaire."""


class EngineMissing(Exception):
    """The engine's package, or what it needs, is not installed; the text says how to install it."""


class EngineFailed(Exception):
    """The engine could not read the files; the text says what it found."""


class Engine(Protocol):
    """A session of an SQL engine over the files it was opened with; it has made the view `responses`.

    There `id`, `survey`, `version`, `segment`, `channel` and `supersedes` ('' or NULL for none) are text,
    `day` is the UTC day as YYYY-MM-DD, `withdrawn` is never NULL, and `entries` holds each answer as JSON
    text: one entry with the part '' for a question, one for each row of a grid.
    """

    unnest: str
    """Its word for opening an array."""

    def scores(self, questions: str) -> str:
        """The array of (question, part, score) in k.entries: whole numbers given to these questions."""

    def view(self, name: str, statement: str) -> None:
        """Give the statement a name. Raises EngineFailed."""

    def places(self, rows: Sequence[tuple]) -> None:
        """Make the table `places` of cube.sql from its rows."""

    def rows(self, statement: str) -> Iterable[tuple]:
        """The rows of the statement's result. Raises EngineFailed."""


def count(engine: Engine, questionnaire: Questionnaires) -> Tally:
    """The same as `count_archive` says of the same files. Raises EngineFailed."""
    sql = statements()
    engine.view("kept", sql["kept"])
    found = [(tuple(place), n) for *place, n in engine.rows(sql["places"])]
    asked = {key: questionnaire(*key) for key in {place[:2] for place, _ in found}}
    unknown: Counter[tuple[str, str]] = Counter()
    for place, n in found:
        if asked[place[:2]] is None:
            unknown[place[:2]] += n
    known = {key: of for key, of in asked.items() if of is not None}
    places = [(place, n) for place, n in found if place[:2] in known]
    engine.places([(number, *place) for number, (place, _) in enumerate(places)])
    answers = sql["answers"].replace("@unnest@", engine.unnest).replace("@words@", _words(known.values()))
    counts = _counts(places, engine.rows(answers), known)
    sums: dict[Pair, PairSums] = {}
    if drivers := {column.question for of in known.values() for column in driver_columns(of)}:
        scores = sql["sums"].replace("@unnest@", engine.unnest)
        rows = engine.rows(scores.replace("@scores@", engine.scores(_quoted(drivers))))
        sums = _sums([place for place, _ in places], rows, known)
    return Tally(Cube(counts, sums), dict(unknown))


@cache
def statements() -> dict[str, str]:
    """The statements of cube.sql by name."""
    _, *parts = Path(__file__).with_name("cube.sql").read_text(encoding="utf-8").split("-- name: ")
    return {name: text.strip() for name, text in (part.split("\n", 1) for part in parts)}


def _words(asked: Iterable[Questionnaire]) -> str:
    """Questions that have no labels in any version; to tell their answers apart would only take longer."""
    questions = [question for of in asked for question in of.questions]
    return _quoted({q.id for q in questions} - {q.id for q in questions if q.labels()})


def _quoted(names: Iterable[str]) -> str:
    """Names as SQL literals; the empty name, which no question has, so that there is one at least."""
    return ", ".join("'" + name.replace("'", "''") + "'" for name in sorted({"", *names}))


def _counts(places: list[tuple[Place, int]], rows: Iterable[tuple], asked: Asked) -> dict[Cell, int]:
    """What each distinct answer adds, times its number; who gave none has left the question blank."""
    columns = {key: [c for q in of.questions for c in columns_of(q)] for key, of in asked.items()}
    named = {(*key, c.question, c.part): c for key, of in columns.items() for c in of}
    given: Counter[tuple[int, str]] = Counter()
    counts: dict[Cell, int] = {}

    def add(place: Place, cells: Iterable[tuple[str, str]], n: int) -> None:
        for item, answer in cells:
            cell = Cell(*place[:4], item, answer, place[4])
            counts[cell] = counts.get(cell, 0) + n

    for number, question, part, text, n in rows:
        place, _ = places[number]
        column = named.get((*place[:2], question, part))
        if column is not None:
            given[number, column.item] += n
            add(place, column.cells[_key(text)], n)
    for number, (place, n) in enumerate(places):
        add(place, [(RESPONSES, RESPONSES)], n)
        for column in columns[place[:2]]:
            if blank := n - given[number, column.item]:
                add(place, column.cells[None], blank)
    return counts


def _sums(places: list[Place], rows: Iterable[tuple], asked: Asked) -> dict[Pair, PairSums]:
    """The sums of the pairs that the version declares, in the questionnaire's order."""
    order = {
        (*key, c.question, c.part): (number, c.item)
        for key, of in asked.items()
        for number, c in enumerate(driver_columns(of))
    }
    sums: dict[Pair, PairSums] = {}
    for number, *names, n, x, y, xx, yy, xy in rows:
        place = places[number]
        one, other = (order.get((*place[:2], *name)) for name in (names[:2], names[2:]))
        if one is None or other is None:
            continue
        of = PairSums(n, int(x), int(y), int(xx), int(yy), int(xy))
        if other < one:
            one, other = other, one
            of = PairSums(of.n, of.y, of.x, of.yy, of.xx, of.xy)
        sums[Pair(*place[:4], one[1], other[1], place[4])] = of
    return sums


@lru_cache(maxsize=10_000)
def _key(text: str) -> Key:
    return frozen(msgspec.json.decode(text))
