"""The columns of a survey's table: one for an item, one for each option of a multiple choice.

Names suit SPSS and R: at most 64 of a-z, 0-9 and _, a letter first, no reserved word, unique also when
capitals do not count. "Not applicable" has a column of its own (1 or 0), so that scores stay numbers and no
number has to mean "missing".
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Literal, NamedTuple

from listenwell.survey.question import DONT_KNOW, NOT_APPLICABLE, Question, part_of, words_of
from listenwell.survey.question_types.ranking import UNRANKED
from listenwell.survey.questionnaire import Questionnaire
from listenwell.survey.response import Response, Value

MAX_NAME = 64
"""Bytes of an SPSS variable name."""

# Reserved by SPSS or by R.
_SPSS = ("all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with")
_R = ("if", "else", "repeat", "while", "function", "for", "next", "break", "in", "true", "false", "null")
_RESERVED = frozenset((*_SPSS, *_R, "inf", "nan", "na"))

Kind = Literal["integer", "decimal", "text"]
Given = int | float | str | None


class Asked(NamedTuple):
    """A column's question as one version asks it."""

    version: str
    segment: str
    language: str
    text: str
    type: str
    categories: tuple[tuple[str, str], ...]
    """(value in the table, words), for columns whose values are listed."""
    interviewer: str = ""
    decimals: int | None = None
    """How many decimals its numbers have; None where it is no number question."""


class Column(NamedTuple):
    """A column: its name, what it is about, its wording in each version."""

    name: str
    label: str
    kind: Kind
    asked: tuple[Asked, ...] = ()


class Table:
    """The columns of a survey over the versions given, in the order in which those were first used."""

    def __init__(self, questionnaires: Mapping[str, Questionnaire]) -> None:
        self._questionnaires = questionnaires
        names = _Names()
        self._about = [Column(names.take(name), label, "text") for name, label, _ in _ABOUT]
        asked: dict[_Key, list[Asked]] = {}
        for key, one in _asked(questionnaires.values()):
            asked.setdefault(key, []).append(one)
        self._keys = list(asked)
        items = [
            Column(names.take("_".join(key)), ones[-1].text, _kind(ones), tuple(ones))
            for key, ones in asked.items()
        ]
        self.columns: tuple[Column, ...] = (*self._about, *items)

    def row(self, response: Response) -> list[Given]:
        """The response's values, in the order of the columns; None where nothing was answered or asked."""
        about = [read(response) for _, _, read in _ABOUT]
        questionnaire = self._questionnaires.get(response.version)
        if questionnaire is None:
            return about + [None] * len(self._keys)
        values = dict(
            pair for q in questionnaire.questions for pair in _values(q, response.answers.get(q.id))
        )
        kinds = (column.kind for column in self.columns[len(about) :])
        return about + [_cell(values.get(key), kind) for key, kind in zip(self._keys, kinds, strict=True)]


_Key = tuple[str, ...]
"""An item's name; of an option the question and the option; the item, "na", "dk" or "words", and "" for
"not applicable", "do not know" and the words beside "other"."""

_ABOUT: tuple[tuple[str, str, Callable[[Response], str]], ...] = (
    ("response_id", "Id of the response", lambda r: r.id),
    ("survey", "Survey", lambda r: r.survey),
    ("version", "Version of the questionnaire", lambda r: r.version),
    ("segment", "Customer segment", lambda r: r.segment),
    ("channel", "How the answer came", lambda r: r.channel),
    ("language", "Language of the questionnaire", lambda r: r.language),
    ("received_at", "When it was received (UTC)", lambda r: r.received_at.isoformat()),
    ("invitation", "Invitation", lambda r: r.invitation),
    ("entered_by", "Interviewer who noted it down", lambda r: r.entered_by),
    ("supersedes", "Id of the response that it corrects", lambda r: r.supersedes),
    ("marks", "Marks", lambda r: " ".join(r.marks)),
)


def _asked(questionnaires: Iterable[Questionnaire]) -> Iterable[tuple[_Key, Asked]]:
    """Every column key, in order, with the wording of each version."""
    for questionnaire in questionnaires:
        for question in questionnaire.questions:
            for key, text, categories in _columns_of(question):
                yield (
                    key,
                    Asked(
                        version=questionnaire.version,
                        segment=questionnaire.segment,
                        language=questionnaire.language,
                        text=text,
                        type=str(question.__struct_config__.tag),
                        categories=categories,
                        interviewer=question.interviewer,
                        decimals=getattr(question, "decimals", None),
                    ),
                )


_YES_NO = (("1", "yes"), ("0", "no"))


def _columns_of(question: Question) -> Iterable[tuple[_Key, str, tuple[tuple[str, str], ...]]]:
    if question.many:
        for option, words in question.labels():
            yield (question.id, option), f"{question.text} – {words}", _YES_NO
    else:
        for item, words in question.items():
            text = words if item == question.id else f"{question.text} – {words}"
            labels = question.of(item).labels() if question.listed else ()
            yield (item,), text, tuple((label.answer, label.words) for label in labels)
            for name, outside in _outside(question, item):
                yield (item, name, ""), f"{text} – {outside}", _YES_NO
    for item in question.own_words():
        if item != question.id:
            yield (item, "words", ""), f"{question.text} – own words", ()


def _outside(question: Question, item: str) -> Iterable[tuple[str, str]]:
    """The answers of an item that are outside the base: name of the column, words."""
    if getattr(question, "not_applicable", False) and question.of(item) is question:
        yield "na", "not applicable"
    if getattr(question, "dont_know", ""):
        yield "dk", "do not know"


def _values(question: Question, value: Value | None) -> Iterable[tuple[_Key, Given]]:
    """Column key to value, for what a response says to one question of its own version."""
    if value is None:
        return
    for item in question.own_words():
        if item != question.id:
            yield (item, "words", ""), words_of({question.id: value}, item)
    given = {item: part_of(value, name) for item, name in question.counted_parts()}
    if question.many:
        chosen = given[question.id]
        if isinstance(chosen, list):
            yield from (
                ((question.id, each.answer), int(each.answer in chosen)) for each in question.labels()
            )
        return
    if isinstance(value, list):  # options in their order
        given = {f"{question.id}.{option}": rank for rank, option in enumerate(value, 1)}
    for item, _ in question.items():
        found = given.get(item)
        if found is None:
            continue
        outside = {"na": NOT_APPLICABLE, "dk": DONT_KNOW}
        said = {name: found == outside[name] for name, _ in _outside(question, item)}
        yield from (((item, name, ""), int(so)) for name, so in said.items())
        if not any(said.values()):
            yield (item,), found


def _kind(asked: Collection[Asked]) -> Kind:
    """A number when every version gives numbers, with decimals where one has them; else text."""
    if all(one.decimals == 0 or _is_scored(one) for one in asked):
        return "integer"
    return "decimal" if all(one.decimals is not None for one in asked) else "text"


def _is_scored(asked: Asked) -> bool:
    return bool(asked.categories) and all(
        value.isdigit() or value == UNRANKED for value, _ in asked.categories
    )


def _cell(given: Given, kind: Kind) -> Given:
    if given is None or (kind == "integer" and isinstance(given, int)):
        return given
    if kind == "decimal":
        return float(given)
    return str(given) if kind == "text" else None


class _Names:
    """Gives out names that are not taken yet."""

    def __init__(self) -> None:
        self._taken: set[str] = set(_RESERVED)

    def take(self, wanted: str) -> str:
        base = re.sub(r"[^a-z0-9_]+", "_", wanted.lower()).strip("_") or "q"
        if not base[0].isalpha() or base in _RESERVED:
            base = f"q_{base}"
        name, number = base[:MAX_NAME].rstrip("_"), 1
        while name in self._taken:
            number += 1
            tail = f"_{number}"
            name = base[: MAX_NAME - len(tail)].rstrip("_") + tail
        self._taken.add(name)
        return name
