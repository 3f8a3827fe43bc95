"""listenwell publish"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress

from listenwell import settings
from listenwell.commands import options
from listenwell.commands.build import build_or_tell
from listenwell.commands.diff import in_words
from listenwell.pages.building import check
from listenwell.pages.comparing import Told, compare, compare_asked
from listenwell.pages.earlier import EarlierMissing, released, released_in
from listenwell.pages.release import Index, index_in
from listenwell.publishing import place_of, plan
from listenwell.publishing.place import Done, Place, State
from listenwell.publishing.steps import go_back, look, pages_to_open, publish
from listenwell.storage.contract import StorageUnavailable
from listenwell.storage.embedded_documents import FileDocuments

_DIST = Path("dist")


@click.command()
@click.option("--dry-run", is_flag=True, help="Say what would be sent, changed and removed; publish nothing.")
@click.option(
    "--rollback",
    is_flag=False,
    flag_value="",
    metavar="[BUILD]",
    help="Go back; to the build before by default.",
)
@click.option("--list", "list_them", is_flag=True, help="The last ten builds, newest first.")
@click.option(
    "--dist",
    type=click.Path(path_type=Path),
    help="Publish the build in this folder as it is, without building first.",
)
@click.option("--yes", is_flag=True, help="Publish although a series breaks; asked for otherwise.")
@click.option(
    "--delete-many",
    type=click.IntRange(0),
    metavar="NUMBER",
    help="So many files may go, where they are many.",
)
@options.templates
def command(
    dry_run: bool,
    rollback: str | None,
    list_them: bool,
    dist: Path | None,
    yes: bool,
    delete_many: int | None,
    templates: Path,
) -> None:
    """Build, say what changes for customers and series, then put the build in place, whole or not at all."""
    if (rollback is not None) + list_them + bool(dry_run or dist or yes or delete_many is not None) > 1:
        raise click.UsageError("--list and --rollback stand alone; the other options are for publishing.")
    chosen = settings.from_environment()
    if chosen.storage == "aws" and not chosen.site:
        raise settings.SettingsError(
            "LISTENWELL_SITE is not set; with LISTENWELL_STORAGE=aws it names the S3 bucket of the site."
        )
    place, now = place_of(chosen), datetime.now(UTC)
    if list_them:
        click.echo(_listed(place.state()))
    elif rollback is not None:
        with _telling():
            manifest = go_back(place, rollback, now)
        _end(place, manifest.build, manifest.release(), chosen)
    else:
        if dist is None:
            build_or_tell(_DIST, templates)
        written = templates if dist is None else None
        _publish(place, dist or _DIST, now, chosen, written, dry_run=dry_run, yes=yes, agreed=delete_many)


def _publish(
    place: Place,
    dist: Path,
    now: datetime,
    chosen: settings.Settings,
    written: Path | None,
    *,
    dry_run: bool,
    yes: bool,
    agreed: int | None,
) -> None:
    made = look(place, dist, now)
    click.echo("\n".join(plan.in_words(made)))
    index = index_in(FileDocuments(dist / "release"))
    told = _changes(place, dist, index, written)
    if told:
        click.echo(f"\n{in_words(told, 'what is published')}\n")
    if dry_run:
        if made.removes_much:
            click.echo(f"It would be refused without --delete-many {len(made.gone)}.")
        click.echo("Nothing was published.")
        return
    plan.refuse_large_removals(made, agreed)
    if any(each.change.effect == "breaks" for each in told) and not yes:
        _ask()
    with _bars() as progress, _telling():
        publish(place, dist, now, agreed, progress)
    _end(place, made.build, index, chosen)


def _changes(place: Place, dist: Path, index: Index, written: Path | None) -> list[Told]:
    """What `listenwell diff` says of the templates, or of a build whose templates may be elsewhere."""
    try:
        earlier = released_in(place.release)
    except EarlierMissing:
        return []
    if written:
        return compare(earlier, check(written)[0])
    return compare_asked(earlier, released(dist / "release"), index.organisation.first_language)


def _ask() -> None:
    if not sys.stdin.isatty():
        raise click.ClickException(
            "A series breaks (marked with “!” above), and nobody is here to be asked. Nothing was published. "
            "Add --yes if it is meant."
        )
    click.confirm("A series breaks, marked with “!” above. Publish?", abort=True)


@contextmanager
def _telling() -> Iterator[None]:
    try:
        yield
    except StorageUnavailable as error:
        raise click.ClickException(
            f"Publishing was cut off: {error}. Customers have the old build or the new one, whole. "
            "The same command again goes on from there."
        ) from error


@contextmanager
def _bars() -> Iterator[object]:
    with Progress(console=Console(stderr=True)) as bars:

        def begin(what: str, files: int) -> Done:
            bar = bars.add_task(what, total=files)
            return lambda number: bars.advance(bar, number)

        yield begin


def _end(place: Place, build: str, index: Index, chosen: settings.Settings) -> None:
    click.echo(place.told(build))
    at = chosen.address.rstrip("/") or "http://127.0.0.1:8000"
    click.echo("\nOpen to look:" if chosen.address else "\nOpen to look, once it is served:")
    for address in ["/", *pages_to_open(index)]:
        click.echo(f"  {at}{address}")


def _listed(state: State) -> str:
    if not state.history:
        return "Nothing is published here yet."
    return "\n".join(
        f"{'*' if placed.build == state.current else ' '} {placed.build}  {placed.at:%Y-%m-%d %H:%M} UTC"
        for placed in state.history
    )
