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

from listenwell.survey.conditions import parse, sources
from listenwell.survey.questionnaire import Questionnaire
from listenwell.survey.response import Value
from listenwell.tally.counting import Questionnaires
from listenwell.tally.ledger import RESPONSE, Ledger
from listenwell.tally.plan import Column, Key, columns_of, driver_columns, frozen

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
    text: under the question's id, or under `id.name` for each name of an answer that is an object.
    """

    unnest: str
    """Its word for opening an array."""

    def scores(self, items: str) -> str:
        """The array of (item, score) in k.entries: whole numbers given to these items."""

    def together(self, items: str, words: str) -> str:
        """The array of (item, value) in k.entries with these items; '"*"' as value of those among `words`."""

    def view(self, name: str, statement: str) -> None:
        """Give the statement a name. Raises EngineFailed."""

    def places(self, rows: Sequence[tuple]) -> None:
        """Make the table `places` of cube.sql from its rows."""

    def rows(self, statement: str) -> Iterable[tuple]:
        """The rows of the statement's result. Raises EngineFailed."""


def count(engine: Engine, questionnaire: Questionnaires) -> Ledger:
    """The same as `count_segments` says of the same files. Raises EngineFailed."""
    sql = statements()
    ledger = Ledger()
    asked: Asked = {}
    engine.view("kept", sql["kept"])
    for *found, n in engine.rows(sql["places"]):
        place = tuple(found)
        key = place[:2]
        of = asked.get(key) or questionnaire(*key)
        if of is None:
            ledger.unknown[key] += n
        else:
            asked[key] = of
            ledger.counts[ledger.number(place)][RESPONSE] = n
    engine.places([(number, *place) for place, number in ledger.numbers.items()])
    answers = sql["answers"].replace("@unnest@", engine.unnest).replace("@words@", _words(asked.values()))
    _add_answers(ledger, engine.rows(answers), asked, _left_out(engine, asked, ledger))
    drivers = {column.item for of in asked.values() for column in driver_columns(of)}
    if drivers:
        sums = sql["sums"].replace("@unnest@", engine.unnest)
        _add_sums(ledger, engine.rows(sums.replace("@scores@", engine.scores(_quoted(drivers)))), asked)
    return ledger


@cache
def statements() -> dict[str, str]:
    """The statements of cube.sql by name."""
    _, *parts = Path(__file__).with_name("cube.sql").read_text(encoding="utf-8").split("-- name: ")
    return {name: text.strip() for name, text in (part.split("\n", 1) for part in parts)}


def _words(asked: Iterable[Questionnaire]) -> str:
    """Entries that are own words in every version; to tell them apart would only take longer."""
    columns = [column for of in asked for question in of.questions for column in columns_of(question)]
    listed = {column.entry for column in columns if not column.same_words}
    return _quoted({column.entry for column in columns} - listed)


def _quoted(names: Iterable[str]) -> str:
    """Names as SQL literals; the empty name, which no item has, so that there is at least one."""
    return ", ".join("'" + name.replace("'", "''") + "'" for name in sorted({"", *names}))


def _left_out(engine: Engine, asked: Asked, ledger: Ledger) -> Counter[tuple[int, str]]:
    """How many responses of a place have no answer to an item because its question was not asked.

    SQL groups the answers that conditions need; the one evaluator judges each group.
    """
    left: Counter[tuple[int, str]] = Counter()
    versions = {key[1]: of for key, of in asked.items() if of.conditional}
    if not versions:
        return left
    items = {item for of in versions.values() for item in _items_of_conditions(of)}
    statement = statements()["together"].replace("@versions@", _quoted(versions))
    together = engine.together(_quoted(items), _words(asked.values()))
    places = list(ledger.numbers)
    for place, entries, n in engine.rows(statement.replace("@together@", together)):
        of = asked[places[place][:2]]
        given: set[str] = set()
        answers: dict[str, Value] = {}
        for item, text in entries:
            given.add(item)
            name, _, part = item.partition(".")
            value = msgspec.json.decode(text)
            if part:
                answers.setdefault(name, {})[part] = value  # type: ignore[index]
            else:
                answers[name] = value
        for name in of.not_asked(answers):
            for column in columns_of(of.by_id[name]):
                if column.entry not in given:
                    left[place, column.entry] += n
    return left


def _items_of_conditions(of: Questionnaire) -> Iterable[str]:
    """The items of conditional questions and of those that their conditions ask about."""
    for question in of.questions:
        if question.show_if:
            about = {item.partition(".")[0] for item in sources(parse(question.show_if))}
            for name in (question.id, *about):
                yield from (column.entry for column in columns_of(of.by_id[name]))


def _add_answers(
    ledger: Ledger, rows: Iterable[tuple], asked: Asked, left_out: Counter[tuple[int, str]]
) -> None:
    """What each distinct answer adds, times its number; who gave none and was asked has left it blank."""
    columns = {key: {c.entry: c for q in of.questions for c in columns_of(q)} for key, of in asked.items()}
    by_place = [columns[place[:2]] for place in ledger.numbers]
    days = [place[4] for place in ledger.numbers]
    given: Counter[tuple[int, Column]] = Counter()
    for place, item, text, n in rows:
        column = by_place[place].get(item)
        if column is not None:
            given[place, column] += n
            _add(ledger.counts[place], column.cells[column.key(_key(text), days[place])], n)
    for place, of in enumerate(by_place):
        cells = ledger.counts[place]
        responses = cells[RESPONSE]
        for column in of.values():
            if blank := responses - given[place, column] - left_out[place, column.entry]:
                _add(cells, column.cells[column.key(None, days[place])], blank)


def _add(counts: dict[tuple[str, str], int], cells: Iterable[tuple[str, str]], n: int) -> None:
    for cell in cells:
        counts[cell] = counts.get(cell, 0) + n


def _add_sums(ledger: Ledger, rows: Iterable[tuple], asked: Asked) -> None:
    """The sums of the pairs that the version declares, in the questionnaire's order."""
    order = {
        key: {c.item: number for number, c in enumerate(driver_columns(of))} for key, of in asked.items()
    }
    by_place = [order[place[:2]] for place in ledger.numbers]
    for place, one, other, *sums in rows:
        known = by_place[place]
        if one not in known or other not in known:
            continue
        n, x, y, xx, yy, xy = map(int, sums)
        if known[one] < known[other]:
            ledger.sums[place][one, other] = (n, x, y, xx, yy, xy)
        else:
            ledger.sums[place][other, one] = (n, y, x, yy, xx, xy)


@lru_cache(maxsize=10_000)
def _key(text: str) -> Key:
    return frozen(msgspec.json.decode(text))
