"""Past feedback: rows of a spreadsheet -> responses, through the same checks as a customer's form."""

import csv
import uuid
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import msgspec

from listenwell.intake.mapping import Column, Mapping, Source, When
from listenwell.survey.question import Occasion, Question, is_blank
from listenwell.survey.questionnaire import Questionnaire
from listenwell.survey.response import Response

IMPORTED = "imported"
"""The mark of a response that came from a spreadsheet."""

_NAMESPACE = uuid.UUID("5b8e0b44-6f0f-5d53-9d0a-6f1c2c1f9a11")


class Refused(msgspec.Struct, frozen=True):
    """A row that was not taken: its line in the file (the header is line 1), and why, in plain words."""

    line: int
    column: str
    found: str
    reason: str


def read_rows(path: Path) -> tuple[list[str], Iterator[dict[str, str]]]:
    """Column names, and the rows as text. CSV in UTF-8, comma or semicolon. Raises ValueError, OSError."""
    file = path.open(encoding="utf-8-sig", newline="")
    head = file.readline()
    file.seek(0)
    rows = csv.DictReader(file, delimiter=";" if head.count(";") > head.count(",") else ",")
    if not rows.fieldnames:
        raise ValueError("the file is empty; its first line must name the columns")
    return list(rows.fieldnames), _closing(file, rows)


def _closing(file: Any, rows: csv.DictReader) -> Iterator[dict[str, str]]:
    with file:
        yield from rows


def responses_from(
    rows: Iterable[dict[str, str]], mapping: Mapping, asked: dict[str, Questionnaire]
) -> Iterator[Response | Refused | None]:
    """One outcome a row: a response, why it was refused, or None for a row that `only` leaves aside.

    `asked` is the questionnaire of each segment. The id of a response follows from survey, line and
    content: importing a file twice stores it once.
    """
    for line, row in enumerate(rows, start=2):
        if not all(row.get(column) in set(map(str, codes)) for column, codes in mapping.only.items()):
            yield None
            continue
        yield _response(line, row, mapping, asked)


def _response(
    line: int, row: dict[str, str], mapping: Mapping, asked: dict[str, Questionnaire]
) -> Response | Refused:
    try:
        if None in row or None in row.values():
            raise _Reason("", "", "the row has more or fewer cells than the first line")
        segment = _code(row, mapping.segment)
        if segment not in asked:
            raise _Reason(mapping.segment.column, segment, "no segment of that name has the survey")
        questionnaire = asked[segment]
        channel = _code(row, mapping.channel)
        if channel not in questionnaire.channels:
            raise _Reason(mapping.channel.column, channel, "not a channel of the survey")
        received_at = _moment(row, mapping.received)
        answers = _answers(row, mapping, questionnaire, received_at.date())
    except _Reason as reason:
        return Refused(line, *reason.args)
    content = f"{mapping.survey}\n{line}\n{sorted(row.items())}"
    return Response(
        id=str(uuid.uuid5(_NAMESPACE, content)),
        survey=mapping.survey,
        version=questionnaire.version,
        segment=segment,
        channel=channel,
        language=questionnaire.language,
        received_at=received_at,
        answers=answers,
        marks=(IMPORTED,),
    )


class _Reason(Exception):
    """column, what was found, why it is refused"""


def _code(row: dict[str, str], source: Source) -> str:
    if not source.column:
        return source.value
    given = row[source.column].strip()
    if source.values and given not in source.values:
        raise _Reason(source.column, given, "the mapping has no meaning for this code")
    return str(source.values.get(given, given))


def _moment(row: dict[str, str], when: When) -> datetime:
    try:
        if when.column:
            return datetime.strptime(row[when.column].strip(), when.format).replace(tzinfo=UTC)
        parts = [int(row[p]) if isinstance(p, str) else p for p in (when.year, when.month, when.day)]
        return datetime(*parts, tzinfo=UTC)
    except ValueError as error:
        columns = [c for c in (when.column, when.year, when.month, when.day) if isinstance(c, str) and c]
        found = ", ".join(row[column] for column in columns)
        raise _Reason(", ".join(columns), found, "not a date") from error


def _answers(
    row: dict[str, str], mapping: Mapping, questionnaire: Questionnaire, day: date
) -> dict[str, Any]:
    """The answers of a row, taken as a form of one value or several for each item."""
    occasion = Occasion(day, mapping.language)
    typed = {
        item: value
        for item, column in mapping.questions.items()
        if (value := _value(row[column.column], column)) is not None
    }
    asked = {item.partition(".")[0] for item in typed}
    answers = {}
    for question in questionnaire.questions:
        if question.id in asked:
            answers |= _checked(question, typed, occasion, mapping)
    hidden = questionnaire.not_asked(answers)
    answers = {name: value for name, value in answers.items() if name not in hidden}
    if not answers:
        raise _Reason("", "", "no question is answered")
    return answers


def _value(cell: str, column: Column) -> list[Any] | None:
    cell = cell.strip()
    if cell in set(map(str, column.missing)):
        return None
    if column.separator:
        return [column.values.get(part.strip(), part.strip()) for part in cell.split(column.separator)]
    return [column.values.get(cell, cell)]


def _given(question: Question, typed: dict[str, list[Any]], mapping: Mapping) -> Any:
    """From the fields of its form, or from one column for all of them, such as a date or ranked options."""
    if question.id not in typed or question.id in question.fields():
        return question.from_form(typed)
    return typed[question.id] if mapping.questions[question.id].separator else typed[question.id][0]


def _checked(
    question: Question, typed: dict[str, list[Any]], occasion: Occasion, mapping: Mapping
) -> dict[str, Any]:
    given = _given(question, typed, mapping)
    if is_blank(given):
        return {}
    checked = question.check_on(given, occasion)
    if checked.refusals:
        refusal = checked.refusals[0]
        item = refusal.field if refusal.field in mapping.questions else question.id
        column = mapping.questions[item].column if item in mapping.questions else item
        found = ", ".join(map(str, typed.get(item, ())))
        raise _Reason(column, found, f"not an answer to “{question.id}” ({refusal.reason})")
    return {question.id: checked.value} if checked.value is not None else {}
