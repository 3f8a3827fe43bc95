"""How the answers to one questionnaire are counted in columns, derived from Question.cells and scores.

What is counted is said once, by the question types. A column asks them once for each distinct answer and
remembers; tests/tally/test_engines.py proves it equal to asking them for every response.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import combinations
from typing import NamedTuple

from listenwell.survey.question import ANSWERED, NOT_APPLICABLE, Question
from listenwell.survey.questionnaire import Questionnaire
from listenwell.survey.response import Value

Answers = dict[str, Value]
Key = object
"""An answer that can stand in a dict: numbers and words as they are, lists and dicts frozen."""

NOT_ASKED: Key = (None,)
"""In place of an answer where the condition of the question left it out: it adds nothing to the counts."""

_REMEMBERED = 10_000


class _Remembered(dict):
    """What a function said of each key, asked once."""

    def __init__(self, ask: Callable) -> None:
        self._ask = ask

    def __missing__(self, key: Key) -> object:
        if len(self) >= _REMEMBERED:
            self.clear()
        told = self[key] = self._ask(key)
        return told


class Column:
    """The answers to one question, or to one part of its answers, over many responses."""

    def __init__(self, question: Question, item: str, part: str = "") -> None:
        self._question = question
        self.question, self.item, self.part = question.id, item, part
        self.entry = f"{question.id}.{part}" if part else question.id
        """Under which the part stands where answers are taken apart, as sql.py says."""
        self.same_words = item in question.own_words()
        self.dated = question.dated
        """Whether its keys are (day received, answer)."""
        self.cells = _Remembered(self._ask_cells)
        """Answer to what one such answer adds to the counts, as (item, answer)."""

    def values(self, answers: Sequence[Answers]) -> list[Key]:
        """Each response's answer, None where there is none."""
        name = self.question
        found: list = [given.get(name) for given in answers]
        if self.part:
            part = self.part
            found = [value.get(part) if type(value) is dict else None for value in found]
        if self.same_words:  # a type without labels counts that there are words, never which
            return [value if value is None or value == NOT_APPLICABLE else ANSWERED for value in found]
        return found

    def key(self, key: Key, day: str) -> Key:
        """The key in `cells` of an answer received on that day (ISO, UTC)."""
        return (day, key) if self.dated else key

    def scores(self) -> _Remembered:
        """Answer to score; None where it has none."""
        return _Remembered(
            lambda key: None if key == NOT_ASKED else self._question.scores(self._whole(key)).get(self.item)
        )

    def _ask_cells(self, key: Key) -> tuple[tuple[str, str], ...]:
        day = ""
        if self.dated:
            day, key = key  # type: ignore[misc]
        if key == NOT_ASKED:
            return ()
        if self.dated:
            cells = self._question.cells_on(self._whole(key), date.fromisoformat(day))
        else:
            cells = self._question.cells(self._whole(key))
        return tuple(cell for cell in cells if not self.part or cell[0] == self.item)

    def _whole(self, key: Key) -> Value | None:
        """The answer to the question in which this is the answer to the column."""
        if not self.part:
            return thawed(key)
        return None if key is None else {self.part: thawed(key)}


class Scored(NamedTuple):
    """An item whose scores enter the pairs: its column, and answer to score."""

    column: Column
    scores: _Remembered


class Plan:
    """The columns of a questionnaire, and which of its items are summed in pairs."""

    def __init__(self, asked: Questionnaire) -> None:
        self.columns = [column for question in asked.questions for column in columns_of(question)]
        named = {column.item: column for column in self.columns}
        items = [column.item for column in driver_columns(asked)]
        self.scored = [Scored(named[item], named[item].scores()) for item in items]
        self.pairs = [((items[i], items[j]), i, j) for i, j in combinations(range(len(items)), 2)]
        """The names of two items, and where they stand in `scored`."""
        self._asked = asked
        self._conditional = {question.id for question in asked.questions if question.show_if}

    def values(self, answers: Sequence[Answers]) -> dict[Column, list[Key]]:
        """Each response's answer by column; NOT_ASKED where it has none because of a condition."""
        values = {column: column.values(answers) for column in self.columns}
        if self._conditional:
            hidden = [self._asked.not_asked(given) for given in answers]
            for column, given in values.items():
                if column.question in self._conditional:
                    values[column] = [
                        NOT_ASKED if value is None and column.question in names else value
                        for value, names in zip(given, hidden, strict=True)
                    ]
        return values


def columns_of(question: Question) -> list[Column]:
    """One for each part whose answers are counted apart, such as the rows of a grid."""
    return [Column(question, item, part) for item, part in question.counted_parts()]


def driver_columns(asked: Questionnaire) -> list[Column]:
    """Whose scores are paired: the outcome, then the items, in the questionnaire's order."""
    if asked.drivers is None:
        return []
    names = dict.fromkeys((asked.drivers.outcome, *asked.drivers.items))
    return [
        Column(question, item, part)
        for question in map(asked.by_id.__getitem__, names)
        for item, part in question.counted_parts()
        if question.of(item) is question  # what a grid asks besides its ratings is no rating
    ]


def frozen(value: Iterable | None) -> Key:
    """The value as a key of a dict."""
    if isinstance(value, list):
        return (list, *value)
    if isinstance(value, dict):
        return (dict, *value.items())
    return value


def thawed(key: Key) -> Value | None:
    """The value that `frozen` was given."""
    if isinstance(key, tuple):
        kind, *rest = key
        return kind(rest)
    return key  # type: ignore[return-value]
