"""listenwell archive"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click
import msgspec
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from listenwell import settings
from listenwell.archive import (
    ArchiveDamaged,
    ClockDoubtful,
    Finding,
    UnknownResponse,
    close_days,
    erase,
    retain,
    verify,
)
from listenwell.archive.erasing import MAX_REQUEST
from listenwell.archive.export import DuckdbMissing, export_csv, export_parquet
from listenwell.archive.retaining import NIGHTS
from listenwell.commands.telling import CallError
from listenwell.pages.release import Release
from listenwell.storage import DocumentMissing, Stores, connect
from listenwell.survey.response import is_response_id

_DAY = click.DateTime(["%Y-%m-%d"])
_json = click.option("--json", "as_json", is_flag=True, help="For programs, on stdout.")


@click.group()
def command() -> None:
    """Closed days as files that nobody alters unnoticed: close, prove, export, erase, delete by age."""


@command.command()
@click.option("--until", type=_DAY, help="Last day (UTC) to close; every day that is over by default.")
@click.option("--since", type=_DAY, help="Sweep again from this day on, for example after an import.")
@_json
def close(until: datetime | None, since: datetime | None, as_json: bool) -> None:
    """Put the days that are over into the archive. Running it again, or twice at once, does no harm."""
    stores = connect(settings.from_environment())
    with _telling_damage(), _progress("Closing") as progress:
        closing = close_days(
            until.date() if until else None,
            since=since.date() if since else None,
            progress=progress,
            **_over(stores),
        )
    for note in closing.notes:
        click.echo(note, err=True)
    if as_json:
        click.echo(_text(closing))
        return
    for segment in closing.segments:
        late = ", late" if segment.late else ""
        click.echo(f"{segment.day} {segment.survey}: {segment.responses:,} responses{late} -> {segment.name}")
    click.echo(f"Closed up to {closing.through}; {len(closing.segments)} new segments.")


@command.command(name="verify")
@click.option("--since", type=_DAY, help="First day whose answers are compared with the store.")
@_json
@click.pass_context
def verify_(ctx: click.Context, since: datetime | None, as_json: bool) -> None:
    """Prove every hash, the chain, the counts and every line against the store; exit 1 on any error."""
    given = settings.from_environment()
    stores = connect(given)
    found: list[Finding] = []
    with _progress("Verifying") as progress:
        for finding in verify(
            secret=given.secret, since=since.date() if since else None, progress=progress, **_over(stores)
        ):
            found.append(finding)
            if not as_json:
                mark = "Warning: " if finding.severity == "warning" else ""
                click.echo(f"{mark}{finding}\n", err=True)
    errors = sum(finding.severity == "error" for finding in found)
    if as_json:
        click.echo(_text(found))
    else:
        click.echo(
            f"{_many(errors, 'error')}, {_many(len(found) - errors, 'warning')}." if found else "All good."
        )
    ctx.exit(1 if errors else 0)


@command.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--format", "kind", type=click.Choice(["csv", "parquet"]), default="csv", show_default=True)
@click.option("--survey", help="One survey; all in the archive by default.")
@_json
def export(folder: Path, kind: str, survey: str | None, as_json: bool) -> None:
    """Write a table a survey into FOLDER, with its codebook as DDI XML and HTML. Closed days only."""
    over = _over(connect(settings.from_environment()))
    del over["responses"]
    write = export_parquet if kind == "parquet" else export_csv
    try:
        with _telling_damage():
            exported = write(folder, survey=survey, **over)
    except DuckdbMissing as error:
        raise CallError(str(error)) from error
    except OSError as error:
        raise CallError(f"{error.filename or folder} cannot be written: {error.strerror}.") from error
    if not exported:
        what = f"no closed day of the survey “{survey}”" if survey else "no closed day"
        raise click.ClickException(f"The archive holds {what}. Run `listenwell archive close` first.")
    for each in exported:
        for version, number in each.unknown.items():
            click.echo(
                f"{each.survey}: {number:,} rows of version {version}, which no release holds: left empty.",
                err=True,
            )
        if not as_json:
            click.echo(f"{each.survey}: {each.rows:,} rows -> {', '.join(map(str, each.files))}")
    if as_json:
        click.echo(_text(exported))


@command.command(name="erase")
@click.argument("response_id", metavar="ID")
@click.option("--request", required=True, help="Which request this answers, without personal data.")
@_json
def erase_(response_id: str, request: str, as_json: bool) -> None:
    """Erase the response ID for good, from archive and store; a signed tombstone stays in the chain."""
    if not is_response_id(response_id):
        raise click.BadParameter(
            "an id is a UUID in small letters, such as 00000000-0000-4000-8000-000000000001", param_hint="ID"
        )
    if not (request.strip() and len(request) <= MAX_REQUEST):
        raise click.BadParameter(f"write 1 to {MAX_REQUEST} characters", param_hint="--request")
    given = settings.from_environment(require_secret=True)
    try:
        with _telling_damage():
            done = erase(response_id, request, secret=given.secret, **_over(connect(given)))
    except UnknownResponse as error:
        raise click.ClickException(
            f"Neither store nor archive holds a response {response_id}. Compare it with the receipt."
        ) from error
    if as_json:
        click.echo(_text(done))
    elif done.new:
        click.echo(
            f"Erased. The tombstone is in manifest {done.manifest}; backups keep the answer until they end."
        )
    else:
        click.echo("It had been erased before; nothing of it is left.")


@command.command(name="retain")
@click.option("--years", type=click.IntRange(1, 30), help="years_kept of organisation.yaml by default.")
@click.option("--survey", help="--years goes for this survey; the others keep theirs.")
@click.option("--dry-run", is_flag=True, help="Say what would be deleted and delete nothing.")
@click.option("--clock-is-right", "sure", is_flag=True, help="Delete though no nightly close bears it out.")
@_json
def retain_(years: int | None, survey: str | None, dry_run: bool, sure: bool, as_json: bool) -> None:
    """Delete days older than their survey's years, from archive and store, and record it in the chain."""
    stores = connect(settings.from_environment())
    usual = years if years and not survey else _years_kept(stores)
    try:
        with _telling_damage():
            deleted = retain(
                lambda name: years if years and name == survey else usual,
                dry_run=dry_run,
                sure_of_clock=sure,
                **_over(stores),
            )
    except ClockDoubtful as error:
        raise click.ClickException(
            f"The clock says {error}, and `archive close` has not run on {NIGHTS} of the 40 days before. A "
            "clock that runs ahead would delete too much, so nothing was deleted. If it is right, run this "
            "again with --clock-is-right."
        ) from error
    if as_json:
        click.echo(_text(deleted))
        return
    for each in deleted:
        click.echo(
            f"{each.survey}: {_many(each.responses, 'response')} from {each.first} to before {each.before} "
            f"({_many(each.years, 'year')} kept){' would be' if dry_run else ''} deleted"
        )
    if not deleted:
        click.echo("Nothing is older than it may be.")


def _over(stores: Stores) -> dict[str, Any]:
    return {
        "responses": stores.responses,
        "documents": stores.documents,
        "questionnaire": Release(stores.release).questionnaire,
        "now": lambda: datetime.now(UTC),
    }


def _years_kept(stores: Stores) -> int:
    try:
        return Release(stores.release).index().organisation.years_kept
    except DocumentMissing as error:
        raise click.ClickException(
            "Nothing is published, so years_kept is not known. Run `listenwell publish`, or give --years."
        ) from error


@contextmanager
def _telling_damage() -> Iterator[None]:
    try:
        yield
    except ArchiveDamaged as error:
        raise click.ClickException(
            f"{error}. The archive is left as it is. Run `listenwell archive verify`, which tells all."
        ) from error


@contextmanager
def _progress(what: str) -> Iterator[Callable[[date], None]]:
    """Shows the day at work, on a terminal."""
    console = Console(stderr=True)
    columns = SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn()
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task(what, total=None)
        yield lambda day: progress.update(task, description=f"{what} {day}")


def _text(value: object) -> str:
    return msgspec.json.format(msgspec.json.encode(value, enc_hook=str), indent=1).decode()


def _many(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
