"""listenwell trace"""

import getpass
import secrets
from datetime import UTC, datetime

import click
import msgspec

from listenwell import settings
from listenwell.commands.telling import CallError
from listenwell.pages.release import Release
from listenwell.staff.downloads import Download, record
from listenwell.storage import connect
from listenwell.summary.tracing import Traced, UnknownFigure, trace

_STATES = {
    "verified": "verified",
    "missing": "MISSING",
    "altered": "NOT THE FILE THAT WAS LISTED",
    "gone": "no longer part of the archive: erased, or deleted by age",
}
_HIDDEN = "hidden: few answers, or it would give few away"
_CHAINS = {
    "holds": "The archive still holds the state that the summary names.",
    "altered": "The archive does NOT hold the state that the summary names. Run: listenwell archive verify",
    "": "The summary names no state of the archive, for nothing was archived then.",
}


@click.command()
@click.argument("figure_id", metavar="FIGURE-ID")
@click.option("--edition", type=click.IntRange(1), help="Number of the edition; the newest by default.")
@click.option("--responses", is_flag=True, help="Also ids of responses and what is hidden; recorded.")
@click.option("--json", "as_json", is_flag=True, help="The same for programs, on stdout.")
@click.pass_context
def command(ctx: click.Context, figure_id: str, edition: int | None, responses: bool, as_json: bool) -> None:
    """What is behind a figure of a summary: its counts, the archive files, and whether it comes out the same
    when it is counted again; exit 1 when not. Its id stands beside it in every format."""
    stores = connect(settings.from_environment())
    if responses:
        who, now = getpass.getuser(), datetime.now(UTC)
        entry = Download(at=now, who=who, document=figure_id, how="responses traced")
        record(stores.documents, entry, secrets.token_hex(8))
    try:
        traced = trace(
            figure_id,
            responses=stores.responses,
            documents=stores.documents,
            release=Release(stores.release),
            edition=edition or 0,
            staff=responses,
        )
    except UnknownFigure as error:
        near = "; ".join(f"“{each}”" for each in error.near)
        offer = f" Did you mean {near}?" if near else " Look with: listenwell summaries list"
        raise CallError(f"No summary here has a figure “{figure_id}”.{offer}") from error
    if as_json:
        told = msgspec.to_builtins(traced) | {"equal": traced.equal}
        click.echo(msgspec.json.format(msgspec.json.encode(told), indent=1).decode())
    else:
        click.echo("\n".join(_page(traced)))
    wrong = traced.equal is False or traced.problem or traced.chain == "altered"
    ctx.exit(1 if wrong or any(file.state in ("missing", "altered") for file in traced.files) else 0)


def _page(traced: Traced) -> list[str]:
    lines = [
        f"{traced.id}",
        f"{traced.words}",
        f"{traced.span.first} to {traced.span.last}; edition {traced.edition}, compiled "
        f"{traced.as_of:%Y-%m-%d %H:%M} UTC",
        "",
        f"Printed        {_HIDDEN if traced.hidden else _parts(traced.printed)}",
    ]
    if traced.again is not None:
        lines.append(f"Counted again  {_parts(traced.again)}")
    lines.append(f"               {_verdict(traced)}")
    if traced.counts is not None:
        counts = ", ".join(f"{answer}: {n:,}" for answer, n in traced.counts.items())
        lines += ["", f"Counts         {counts or 'none'}; answered: {traced.answered:,}"]
    lines += ["", _CHAINS[traced.chain], f"Archive files of these days: {len(traced.files):,}"]
    lines += [f"  {file.day}  {file.name}  {file.sha256}  {_STATES[file.state]}" for file in traced.files]
    if traced.open_from is not None:
        lines.append(f"  Days from {traced.open_from} on are not archived yet: read from the store.")
    if traced.responses is not None:
        lines += ["", f"Responses: {len(traced.responses):,}"]
        lines += [f"  {r.id}  {r.day}  {r.segment}  {', '.join(r.answers)}" for r in traced.responses]
    return lines


def _verdict(traced: Traced) -> str:
    if traced.problem:
        return f"It cannot be counted again. {traced.problem}"
    if traced.hidden:
        return "Nothing is printed, so there is nothing to compare."
    if traced.differs:
        return (
            f"NOT EQUAL in {', '.join(traced.differs)}: answers were erased or deleted, populations or "
            "questions changed since, or too few answers had come to renew it."
        )
    return "Equal."


def _parts(parts: dict[str, object]) -> str:
    return ", ".join(f"{name} {value}" for name, value in parts.items() if not isinstance(value, dict)) or "–"
