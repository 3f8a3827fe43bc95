"""listenwell diff"""

from pathlib import Path

import click
import msgspec

from listenwell import settings
from listenwell.commands import options
from listenwell.pages.building import check
from listenwell.pages.comparing import Told, compare
from listenwell.pages.earlier import Asked, EarlierMissing, at_commit, released, released_in
from listenwell.storage import DocumentStore, connect


@click.command()
@click.argument("published", default="", metavar="[FOLDER or REF]")
@click.option("--json", "as_json", is_flag=True, help="A list of changes for programs, on stdout.")
@click.option("--strict", is_flag=True, help="Exit 1 when a series breaks.")
@options.templates
@click.pass_context
def command(ctx: click.Context, published: str, templates: Path, as_json: bool, strict: bool) -> None:
    """Say in words what publishing would change: against what is published (LISTENWELL_RELEASE, or the bucket
    on AWS), another release folder, or a git commit, tag or branch."""
    loaded, _ = check(templates)
    try:
        earlier = _elsewhere(published, templates) if published else released_in(_in_use())
    except EarlierMissing as error:
        if published:
            raise click.ClickException(f"{str(error)[0].upper()}{str(error)[1:]}.") from error
        click.echo("[]" if as_json else _nothing_yet(len({s for s, _, _ in loaded.questionnaires})))
        return
    told = compare(earlier, loaded)
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(told), indent=1).decode())
    else:
        click.echo(in_words(told, published or "what is published"))
    if strict and any(each.change.effect == "breaks" for each in told):
        ctx.exit(1)


def _in_use() -> DocumentStore:
    return connect(settings.from_environment()).release


def _elsewhere(published: str, templates: Path) -> Asked:
    return released(Path(published)) if Path(published).is_dir() else at_commit(published, templates)


def _nothing_yet(surveys: int) -> str:
    return (
        f"Nothing is published yet, so there is nothing to compare with: all {surveys} surveys will be new. "
        "After `listenwell publish` this tells what your next change does."
    )


_MARKS = {"keeps": "  ", "asks": "? ", "breaks": "! "}


def in_words(told: list[Told], published: str) -> str:
    """The changes for people: by survey, those that break a series marked with “!”, questions with “?”."""
    if not told:
        return f"Nothing changed against {published}."
    lines: list[str] = []
    for number, each in enumerate(told):
        if number == 0 or told[number - 1].survey != each.survey:
            lines += ["", each.survey]
        lines += _change(each)
    counts = [sum(each.change.effect == effect for each in told) for effect in ("breaks", "asks", "keeps")]
    lines += ["", _count(*counts)]
    return "\n".join(lines[1:])


def _change(each: Told) -> list[str]:
    change = each.change
    who = f"“{change.question}”" if change.question else "the survey"
    where = f"{', '.join(each.segments)}; {each.language}"
    lines = [f"{_MARKS[change.effect]}{who}: {change.says} ({where})"]
    lines += [f"      was: {_short(change.was)}"] if change.was else []
    lines += [f"      now: {_short(change.now)}"] if change.now else []
    return lines + ([f"      {change.remedy}"] if change.remedy else [])


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= 200 else f"{line[:199]}…"


def _count(breaks: int, asks: int, keeps: int) -> str:
    return (
        f"! {breaks} that break{'s' if breaks == 1 else ''} a series, ? {asks} to be answered by you, "
        f"{keeps} that "
        f"change{'s' if keeps == 1 else ''} no series. Pages that customers have open now can still be sent."
    )
