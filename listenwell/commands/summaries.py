"""listenwell summaries"""

import getpass
import secrets
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import click

from listenwell import settings
from listenwell.commands.telling import CallError
from listenwell.mailing.nightly import lacking
from listenwell.mailing.subscribers import AddressRefused
from listenwell.mailing.subscribers import subscribe as keep
from listenwell.mailing.subscribers import subscribers as everybody
from listenwell.mailing.subscribers import unsubscribe as erase
from listenwell.staff.downloads import Download, entries, record
from listenwell.storage import DocumentStore, connect
from listenwell.summary.editions import Shelf, file_name, folder, shelves


@click.group()
def command() -> None:
    """Summaries that were compiled, who downloaded them, and who gets a mail about them."""


def _documents() -> DocumentStore:
    return connect(settings.from_environment()).documents


_survey = click.option("--survey", default="", help="One survey; all by default.")
_period = click.option("--period", default="", help="One period, such as 2026-Q3; all by default.")


@command.command("list")
@_survey
@_period
def list_(survey: str, period: str) -> None:
    """Every survey and period that has a summary, the newest first, with its last edition and its formats."""
    found = _chosen(_documents(), survey, period)
    for each in found:
        edition = each.newest
        state = "final" if edition.final else "to date"
        kinds = ", ".join(edition.documents)
        click.echo(
            f"{each.survey} {each.period}: edition {edition.number}, {state}, {edition.responses:,} "
            f"responses, compiled {edition.as_of:%Y-%m-%d %H:%M} UTC ({kinds})"
        )
    if not found:
        click.echo("None. Compile with: listenwell compile")


@command.command()
@click.option("--survey", required=True, help="The survey.")
@click.option("--period", required=True, help="The period, such as 2026-Q3.")
@click.option("--edition", type=click.IntRange(1), help="Number of the edition; the newest by default.")
@click.option("--format", "kind", default="html", show_default=True, help="As `list` names them.")
@click.option(
    "--out", type=click.Path(path_type=Path), help="File to write; a name made of all that by default."
)
def download(survey: str, period: str, edition: int | None, kind: str, out: Path | None) -> None:
    """Write one document into a file. Who did it is recorded, by the name of the account on this machine."""
    documents = _documents()
    found = next(iter(_chosen(documents, survey, period)), None)
    if found is None:
        raise CallError(f"There is no summary of {survey} for {period}. Look with: listenwell summaries list")
    number = edition or found.newest.number
    chosen = next((each for each in found.editions if each.number == number), None)
    if chosen is None:
        raise CallError(f"There is no edition {number}; the newest is {found.newest.number}.")
    if kind not in chosen.documents:
        raise CallError(f"Edition {number} has no format “{kind}”; it has: {', '.join(chosen.documents)}.")
    label = folder("", found.period).strip("/").rpartition("/")[2]
    out = out or Path(f"{found.survey}-{label}-{number:04}-{file_name(kind)}")
    if not out.parent.is_dir():
        raise CallError(f"{out} cannot be written: there is no folder {out.parent}.")
    if out.exists():
        raise CallError(f"{out} is there already. Move it away, or name another file with --out.")
    name = found.document(kind, number)
    data = documents.get(name)
    entry = Download(at=datetime.now(UTC), who=getpass.getuser(), document=name, how="command line")
    record(documents, entry, secrets.token_hex(8))
    try:
        out.write_bytes(data)
    except OSError as error:
        raise CallError(f"{out} cannot be written: {error.strerror}.") from error
    click.echo(f"{out}: {len(data):,} bytes")


def _day(_ctx: click.Context, _option: click.Parameter, when: datetime | None) -> date | None:
    return when.date() if when else None


@command.command()
@click.option(
    "--since", type=click.DateTime(["%Y-%m-%d"]), callback=_day, help="From this day; 30 days by default."
)
def log(since: date | None) -> None:
    """Who read or downloaded what, and when (UTC); the oldest first, a line each."""
    today = datetime.now(UTC).date()
    for entry in entries(_documents(), since or today - timedelta(days=30), today):
        click.echo(f"{entry.at:%Y-%m-%d %H:%M:%S}  {entry.who or '-'}  {entry.how}  {entry.document}")


@command.command()
@click.argument("address")
@click.option("--survey", "surveys", multiple=True, help="Only this survey; all by default. Repeatable.")
def subscribe(address: str, surveys: tuple[str, ...]) -> None:
    """Send ADDRESS a mail when a summary is ready."""
    chosen = settings.from_environment()
    try:
        wanted = keep(
            connect(chosen).documents, address, surveys, datetime.now(UTC), secrets.token_urlsafe(18)
        )
    except AddressRefused as error:
        raise CallError(f"“{error}” is no address that a mail can go to.") from error
    click.echo(f"{wanted.address} gets a mail about {', '.join(wanted.surveys) or 'every survey'}.")
    missing = lacking(chosen)
    if missing:
        click.echo(f"No mail goes out yet: {', '.join(missing)} not set.", err=True)


@command.command()
@click.argument("address")
def unsubscribe(address: str) -> None:
    """Send ADDRESS no more mails, and forget it."""
    if not erase(_documents(), address):
        raise CallError(f"{address} is no subscriber. Look with: listenwell summaries subscribers")
    click.echo(f"{address} gets no more mails.")


@command.command()
def subscribers() -> None:
    """Who gets a mail when a summary is ready."""
    found = sorted(everybody(_documents()), key=lambda each: each.address)
    for each in found:
        click.echo(
            f"{each.address}: {', '.join(each.surveys) or 'every survey'}; since {each.since:%Y-%m-%d}"
        )
    if not found:
        click.echo("Nobody. Add somebody with: listenwell summaries subscribe ADDRESS")


def _chosen(documents: DocumentStore, survey: str, period: str) -> list[Shelf]:
    return [
        each
        for each in shelves(documents)
        if each.editions and survey in ("", each.survey) and period in ("", each.period)
    ]
