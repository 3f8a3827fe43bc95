"""listenwell new"""

import re
from pathlib import Path

import click

from listenwell.commands import options
from listenwell.commands.telling import CallError
from listenwell.survey.frame import Frame, read_frame
from listenwell.survey.languages import speech
from listenwell.survey.organisation import LANGUAGE, NAME, OWN_WORDS
from listenwell.survey.problems import near_match
from listenwell.translations.beginning import beginnings
from listenwell.translations.phrases import phrases_of


@click.group()
def command() -> None:
    """A commented starting file, valid at once."""


@command.command()
@click.argument("name")
@click.option("--segment", help="Ask it of this segment at once: adds it to the list in the segment's file.")
@options.templates
def survey(name: str, segment: str | None, templates: Path) -> None:
    """surveys/NAME.yaml: a short survey to write yours over."""
    frame = _frame(templates)
    path = _free(templates / "surveys", name, "survey")
    listed = _with(templates, frame, segment, name) if segment else None
    _write(path, _SURVEY)
    if listed is not None:
        listed[0].write_text(listed[1], encoding="utf-8")
        click.echo(f"{path} is there, and {listed[0]} asks it.")
    else:
        click.echo(
            f"{path} is there. Customers are asked it once it stands in “surveys” of a file in segments/."
        )
    if others := frame.languages[1:]:
        click.echo(
            f"Write it, then its translations ({', '.join(others)}): `listenwell translations export`."
        )
    click.echo("`make preview` shows it while you write; `listenwell check` says what is missing.")


@command.command()
@click.argument("name")
@options.templates
def segment(name: str, templates: Path) -> None:
    """segments/NAME.yaml: a group of customers, asked a survey or two to begin with."""
    frame = _frame(templates)
    path = _free(templates / "segments", name, "segment")
    said = name.replace("-", " ").capitalize()
    names = "\n".join(f"  {language}: {said}" for language in frame.languages)
    first = _first(frame)
    asked = ", ".join(dict.fromkeys([first, *(each for each in frame.surveys if each == OWN_WORDS)]))
    there = ", ".join(frame.surveys)
    _write(path, _SEGMENT.format(names=names, first=first, asked=asked, there=there))
    click.echo(f"{path} is there, and is asked {asked}. Write its name, and choose its surveys.")
    click.echo("`make preview` shows it while you write; `listenwell check` says what is missing.")


@command.command()
@click.argument("code")
@options.templates
def language(code: str, templates: Path) -> None:
    """Begin the language CODE (fr, pt-br): its line in organisation.yaml, its wording, its translations."""
    frame = _frame(templates)
    if not re.fullmatch(LANGUAGE, code):
        near = code.strip().lower().replace("_", "-")
        offer = f" For example: {near}" if re.fullmatch(LANGUAGE, near) else ""
        raise CallError(
            f"“{code}” is no code of a language: two or three small letters, and a region behind a hyphen "
            f"where it matters, such as fr or pt-br.{offer}"
        )
    if code in frame.languages:
        raise CallError(
            f"organisation.yaml has the language “{code}” already. What is not translated yet: "
            f"`listenwell translations export --language {code} --missing`."
        )
    path, text = _added(templates / "organisation.yaml", "languages", code)
    begun = beginnings(templates, code)
    files = {file: words for file, words in begun.items() if not (templates / file).exists()}
    for file, words in files.items():
        _write(templates / file, words)
    path.write_text(text, encoding="utf-8")
    texts = phrases_of(templates, code)
    missing = sum(phrase.state == "missing" for phrase in texts)
    own = speech(code)
    click.echo(
        f"{path} has “{code}”{f' ({own.name})' if own.code else ''} among its languages, and there are:"
    )
    for file in files:
        click.echo(f"  {templates / file}")
    click.echo(
        f"{missing:,} texts are to be translated: in these files, and under “{code}:” in organisation.yaml "
        "and in segments/.\nFor a translator they are one spreadsheet: "
        f"`listenwell translations export --language {code}`, then `translations import`."
    )
    if not own.code:
        click.echo(f"We do not know “{code}”: write its name and its direction in wording/{code}.yaml.")
    click.echo(
        "Customers are offered a survey in it once half of its texts are there; `listenwell check` counts."
    )


def _frame(templates: Path) -> Frame:
    frame = read_frame(templates)
    if frame.organisation is None or not frame.surveys:
        raise CallError(f"{templates} cannot be used yet. Run `listenwell check`, which tells why.")
    return frame


def _free(folder: Path, name: str, kind: str) -> Path:
    """The file of that name, which is not there yet."""
    if not re.fullmatch(NAME, name):
        near = re.sub(r"[^a-z0-9]+", "-", name.lower().removesuffix(".yaml")).strip("-")
        offer = f" For example: {near}" if re.fullmatch(NAME, near) else ""
        raise CallError(
            f"“{name}” cannot be the name of a {kind}: small letters, digits and hyphens, at most 40, "
            f"beginning with a letter.{offer}"
        )
    path = folder / f"{name}.yaml"
    if path.exists():
        raise CallError(
            f"{path} is there already, and stays as it is. Choose another name, or edit that file."
        )
    return path


def _with(templates: Path, frame: Frame, segment: str, survey: str) -> tuple[Path, str]:
    """The segment's file, and its text with the survey at the end of its list; all other lines stay."""
    if segment not in frame.segments:
        near = near_match(segment, frame.segments)
        offer = f" Did you mean “{near}”?" if near else ""
        raise CallError(
            f"There is no segment “{segment}”.{offer} There is: {', '.join(frame.segments)}. "
            "Nothing was written."
        )
    return _added(templates / "segments" / f"{segment}.yaml", "surveys", survey, ", and leave --segment out")


def _added(path: Path, key: str, name: str, otherwise: str = " first") -> tuple[Path, str]:
    """A file, and its text with the name at the end of the list; all other lines stay."""
    text = path.read_text(encoding="utf-8")
    added, count = re.subn(rf"(?m)^({key}: *\[[^\]#]*?)( *\])", rf"\1, {name}\2", text, count=1)
    if not count:
        raise CallError(
            f"The list “{key}” of {path} is not written in one pair of brackets. Add {name} to it "
            f"yourself{otherwise}. Nothing was written."
        )
    return path, added


def _first(frame: Frame) -> str:
    """The survey that a new segment begins with: the one most segments are asked."""
    return max(frame.surveys, key=lambda survey: len(frame.asked.get(survey, ())))


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(exist_ok=True)
        with path.open("x", encoding="utf-8") as file:  # never over a file that is there
            file.write(text)
    except OSError as error:
        raise click.ClickException(f"{path} cannot be written: {error.strerror}.") from error


_SURVEY = """\
# The name of this file is the survey's name for good: answers are kept under it.
title: A survey that is being written
# Why you ask, in a sentence or two. It stands under the title.
introduction: Two short questions. Leave out what you like.
# Shown after sending.
thanks: Thank you for telling us.
# How it is answered: web, email, qr, telephone, letter, in-person.
channels: [web, email, qr]

questions:
  # The word before the colon is the question's name for good. Add a question under a name of its own.
  overall:
    type: rating
    text: Overall, how satisfied or dissatisfied are you with us?
    # What the ends of the scale mean; it has five points unless you write “points: 7”.
    low: Very dissatisfied
    high: Very satisfied
    # Without this line it may be left empty.
    required: true
  better:
    type: text
    # Ask one thing at a time, in words that fit any answer.
    text: What should we do better?
    lines: 3
# All types of question, to copy: README.md in the folder above.
"""
_SEGMENT = """\
# The name of this file is the segment's name for good: answers are kept under it.
# What customers read, in each language.
name:
{names}

# What they are asked, in the order in which it is offered. There is: {there}
surveys: [{asked}]

# What reads differently for them: the same names as in the survey, and only the lines that change.
# changes:
#   {first}:
#     title: Other words for them
"""
