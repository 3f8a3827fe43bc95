"""listenwell show"""

import textwrap
from pathlib import Path

import click
import msgspec

from listenwell.commands import options
from listenwell.commands.telling import CallError
from listenwell.survey.problems import near_match
from listenwell.survey.templates import Templates, load_templates
from listenwell.survey.tracing import Asked, Line, Traced, trace

_WIDTH = 80


@click.command()
@click.argument("survey")
@click.argument("segment")
@click.option("--language", help="A language of organisation.yaml; the first by default.")
@options.templates
@click.option("--json", "as_json", is_flag=True, help="The same for programs, on stdout.")
def command(survey: str, segment: str, language: str | None, templates: Path, as_json: bool) -> None:
    """Print what SEGMENT is asked in SURVEY, and in which file and line each word of it stands."""
    loaded = load_templates(templates)
    language = language or loaded.organisation.first_language
    _check_names(loaded, survey, segment, language)
    traced = trace(loaded, survey, segment, language)
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(traced), indent=1).decode())
    else:
        click.echo("\n".join(_page(traced, loaded)))


def _check_names(loaded: Templates, survey: str, segment: str, language: str) -> None:
    places = [(s, spoken) for s, asked, spoken in loaded.questionnaires if asked == segment]
    for kind, name, there in (
        ("segment", segment, list(loaded.segments)),
        (f"survey of the segment “{segment}”", survey, [s for s, _ in places]),
        (f"language of “{survey}”", language, [spoken for s, spoken in places if s == survey]),
    ):
        if name not in there:
            near = near_match(name, there)
            offer = f" Did you mean “{near}”?" if near else ""
            raise CallError(
                f"There is no {kind} “{name}”.{offer} There is: {', '.join(dict.fromkeys(there))}."
            )


def _page(traced: Traced, loaded: Templates) -> list[str]:
    name = loaded.segments[traced.segment].name
    segment = name.get(traced.language, traced.segment)
    asked = [question for question in traced.questions if not question.hidden]
    root = f"{loaded.folder.name}/"
    count = f"{len(asked)} question{'s' if len(asked) != 1 else ''}"
    page = [
        f"{traced.survey} for {segment} ({traced.segment}), in {loaded.wordings[traced.language].name}",
        f"Version {traced.version}, {count}. Files are those of {root}",
        "",
    ]
    for line in traced.lines:
        page += _line(line, root, "")
    number = 0
    for question in traced.questions:
        number += not question.hidden
        page += ["", *_question(question, number, root)]
    return page


def _question(question: Asked, number: int, root: str) -> list[str]:
    place = f"{question.file.removeprefix(root)}:{question.line}"
    if question.hidden:
        return _beside(f"-  {question.id} ({question.type}), HIDDEN: not asked", place, "")
    page = _beside(f"{number}. {question.id} ({question.type})", place, "")
    for line in question.lines:
        page += _line(line, root, "   ")
        if line.name == "show_if":
            page += textwrap.wrap(
                f"= {question.condition}", _WIDTH, initial_indent="     ", subsequent_indent="       "
            )
    return page


def _line(line: Line, root: str, indent: str) -> list[str]:
    value = line.value
    if isinstance(value, list):
        shown = ", ".join(map(str, value))
    else:
        shown = str(value).lower() if isinstance(value, bool) else " ".join(str(value).split())
    return _beside(f"{line.name}: {shown}", f"{line.file.removeprefix(root)}:{line.line}", indent)


def _beside(text: str, place: str, indent: str) -> list[str]:
    """The text in lines of at most 80 columns, its place at the right end of the last, or below it."""
    text = "".join(sign if sign.isprintable() else "\ufffd" for sign in text)
    wrapped = textwrap.wrap(text, _WIDTH, initial_indent=indent, subsequent_indent=f"{indent}  ") or [indent]
    if len(wrapped[-1]) + len(place) + 2 <= _WIDTH:
        return [*wrapped[:-1], wrapped[-1] + place.rjust(_WIDTH - len(wrapped[-1]))]
    return [*wrapped, place.rjust(_WIDTH)]
