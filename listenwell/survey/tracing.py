"""A questionnaire as it is asked, each line with the file and line that it came from."""

import msgspec

from listenwell.survey.conditions.in_words import in_words
from listenwell.survey.lines import Node
from listenwell.survey.merging import without
from listenwell.survey.sources import read_sources
from listenwell.survey.templates import Templates


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A value of a template: its name (“options: late”), and where it is written; line counted from 1."""

    name: str
    value: str | int | bool | list
    file: str
    line: int


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A question in its place; a hidden one is not asked. `condition` is the sentence for `show_if`."""

    id: str
    type: str
    hidden: bool
    condition: str
    file: str
    line: int
    lines: tuple[Line, ...]


class Traced(msgspec.Struct, frozen=True, kw_only=True):
    """What a segment is asked in a language, with its version."""

    survey: str
    segment: str
    language: str
    version: str
    lines: tuple[Line, ...]
    questions: tuple[Asked, ...]


def trace(templates: Templates, survey: str, segment: str, language: str) -> Traced:
    """Where each line came from. Raises KeyError when the segment is not asked the survey in the language."""
    questionnaire = templates.questionnaires[survey, segment, language]
    node = read_sources(templates).lines(survey, segment, language)
    wording = templates.wordings[language]
    found = []
    for name, question in node.mapping["questions"].mapping.items():
        kept = questionnaire.by_id.get(name)
        text = kept.show_if if kept else ""
        kind = question.mapping.get("type")
        found.append(
            Asked(
                id=name,
                type=str(kind.value) if kind else "",
                hidden=kept is None,
                condition=in_words(text, questionnaire.by_id, wording) if text else "",
                file=question.file,
                line=question.line,
                lines=tuple(_lines(without(question, "type", "hide"))),
            )
        )
    return Traced(
        survey=survey,
        segment=segment,
        language=language,
        version=questionnaire.version,
        lines=tuple(_lines(without(node, "questions"))),
        questions=tuple(found),
    )


def _lines(node: Node, names: tuple[str, ...] = ()) -> list[Line]:
    if node.mapping:
        return [line for key, child in node.mapping.items() for line in _lines(child, (*names, key))]
    if not names or node.value in (None, {}):
        return []
    value = node.plain()
    return [Line(name=": ".join(names), value=value, file=node.file, line=node.line)]  # type: ignore[arg-type]
