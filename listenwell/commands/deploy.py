"""listenwell deploy"""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import click
from rich.console import Console
from rich.progress import Progress

from listenwell.deploying import plan, removing, stages
from listenwell.deploying.packages import Packages, one_before
from listenwell.deploying.packaging import PackagingFailed, add_layer, make_package
from listenwell.deploying.stages import PACKAGES_STACK, STAGES, stack_of
from listenwell.deploying.states import why_not
from listenwell.deploying.steps import Prepared, Stage, Tell, bucket_for_packages
from listenwell.storage.aws_account import (
    Account,
    account_in,
    client_in,
    region_of_environment,
    telling,
)
from listenwell.storage.aws_held import Bucket, Holder, Table
from listenwell.storage.aws_site import SiteBucket
from listenwell.storage.aws_stack import Event, Now, Stack
from listenwell.storage.cloud_refused import CloudRefused


class Call(NamedTuple):
    """What was asked for, as the options say."""

    stage: str
    dry_run: bool
    yes: bool
    chosen: tuple[str, ...]
    replace: tuple[str, ...]
    account: str
    package: Path | None
    rollback: str | None
    list_them: bool
    show_settings: bool
    destroy: bool
    really: str


@click.command()
@click.option("--stage", type=click.Choice(STAGES), required=True, help="dev to try, prod for customers.")
@click.option("--dry-run", is_flag=True, help="Say what would change; change nothing.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--set", "chosen", multiple=True, metavar="NAME=VALUE", help="A parameter; it is remembered.")
@click.option(
    "--replace", multiple=True, metavar="NAME", help="This table or bucket may be replaced or removed."
)
@click.option("--account", default="", metavar="ID", help="Refuse credentials of another account.")
@click.option(
    "--package",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Deploy what `make package` made, such as build/package; made anew by default.",
)
@click.option(
    "--rollback",
    is_flag=False,
    flag_value="",
    metavar="[PACKAGE]",
    help="Go back; to the deployment before by default.",
)
@click.option("--list", "list_them", is_flag=True, help="The last ten deployments, newest first.")
@click.option("--settings", "show_settings", is_flag=True, help="The settings for the other commands.")
@click.option("--destroy", is_flag=True, help="Remove the stage; refused while it holds data.")
@click.option("--really", default="", metavar="STACK", help="With --destroy: its data too, for good.")
def command(**given: Any) -> None:
    """Say what would change on AWS and what customers notice, ask, then carry it out, whole or not at all."""
    call = Call(**given)
    asked = (call.rollback is not None, call.list_them, call.show_settings, call.destroy)
    if sum(asked) + bool(call.chosen or call.package) > 1 or (call.really and not call.destroy):
        alone = (
            "--list, --settings, --rollback and --destroy stand alone; --really is for --destroy, "
            "--set and --package are for deploying."
        )
        raise click.UsageError(alone)
    parameters = _parameters(call.chosen)
    known = stages.known_in(stages.FILE)
    where = account_in(stages.region_for(call.stage, known, region_of_environment()))
    stages.refuse_another(call.stage, known, where, call.account)
    if call.show_settings:
        click.echo(_settings(_deployed(call.stage, where)))
        return
    at = _stage_in(call, where)
    if at is None:
        return
    now = datetime.now(UTC)
    if call.list_them:
        click.echo(_listed(at))
    elif call.rollback is not None:
        _go_back(at, call, where, now)
    elif call.destroy:
        if _destroy(at, call, where):
            stages.forget(stages.FILE, known, call.stage)
    else:
        with tempfile.TemporaryDirectory() as folder:
            prepared = at.prepare(call.package or _packaged(Path(folder)), parameters, now)
        if _agreed(at, prepared, call, where):
            with _telling() as tell:
                done = at.carry_out(prepared, now, tell)
            stages.remember(stages.FILE, known, call.stage, where)
            _end(call.stage, prepared, done)


def _parameters(chosen: tuple[str, ...]) -> dict[str, str]:
    wrong = [each for each in chosen if "=" not in each]
    if wrong:
        raise click.UsageError(f"--set {wrong[0]}: it looks like this: --set AlarmEmail=jo@example.com")
    return dict(each.split("=", 1) for each in chosen)


def _stack(where: Account, name: str) -> Stack:
    with telling():
        return Stack(client_in(where.region, "cloudformation"), name)


def _deployed(stage: str, where: Account) -> Now:
    now = _stack(where, stack_of(stage)).now()
    if now is None or not now.outputs:
        raise CloudRefused(f"The stage {stage} is not deployed in {where.id}, {where.region}.")
    return now


def _stage_in(call: Call, where: Account) -> Stage | None:
    """The stage, with the bucket of its packages; None when that would be made first, and is not to be."""
    stack = _stack(where, PACKAGES_STACK)
    now = stack.now()
    if now is None or now.empty:
        if call.rollback is not None or call.list_them or call.destroy:
            raise CloudRefused(f"Nothing was deployed yet in {where.id}, {where.region}.")
        click.echo(
            f"Account {where.id}, {where.region}: there is no bucket for packages yet. A private one is made "
            f"first (stack {PACKAGES_STACK}); it costs less than a cent a month."
        )
        if call.dry_run:
            click.echo("Then the whole stage would be added. Nothing was changed.")
            return None
        _ask("Make it?", call)
    with _telling() as tell:
        bucket = bucket_for_packages(stack, f"packages-{datetime.now(UTC):%Y%m%d%H%M%S}", tell)
    with telling():
        s3 = client_in(where.region, "s3")
    packages = Packages(SiteBucket(s3, bucket), call.stage)
    root = s3.meta.endpoint_url
    stack = _stack(where, stack_of(call.stage))
    return Stage(call.stage, stack, packages, bucket, lambda key: f"{root}/{bucket}/{key}")


def _packaged(folder: Path) -> Path:
    work, out = folder / "work", folder / "out"
    work.mkdir()
    click.echo("Making the package ...", err=True)
    try:
        make_package(out, work)
        add_layer(work / "layer", out)
    except PackagingFailed as error:
        raise click.ClickException(f"The package could not be made: {error}") from error
    return out


def _go_back(at: Stage, call: Call, where: Account, now: datetime) -> None:
    there = at.stack.now()
    if there and there.status == "UPDATE_ROLLBACK_FAILED" and not call.rollback:
        click.echo("A going back that failed is to be ended: CloudFormation tries the rest of it again.")
        if call.dry_run:
            click.echo("Nothing was changed.")
            return
        _ask("Go on with it?", call)
        with _telling() as tell:
            at.end_rollback(tell)
        click.echo(f"{at.name} is as it was before the deployment that failed.")
        return
    package = one_before(at.packages.history(), at.current(at.ready()), call.rollback)
    prepared = at.prepare_rollback(package, at.packages.template(package), now)
    if _agreed(at, prepared, call, where):
        with _telling() as tell:
            done = at.carry_out(prepared, now, tell, back=True)
        _end(at.name, prepared, done)


def _agreed(at: Stage, prepared: Prepared, call: Call, where: Account) -> bool:
    """Say what would change; whether it is to be done. What is not done is taken back."""
    click.echo(f"Stage {at.name} (stack {at.stack.name}) in account {where.id}, {where.region}")
    before = f", in place of {prepared.before.name}" if prepared.before else ""
    click.echo(f"Package {prepared.package.name}{before}")
    if prepared.proposal is None:
        click.echo("Nothing would change: this is what is deployed.")
        return False
    click.echo("\n".join(plan.in_words(prepared.changes)))
    agreed = False
    try:
        if not call.dry_run:
            plan.refuse_unnamed(prepared.changes, call.replace)
            _ask("Deploy?", call)
            agreed = True
    finally:
        if not agreed:
            at.stack.drop(prepared.proposal.id)
    if call.dry_run:
        click.echo("Nothing was changed.")
    return agreed


def _ask(question: str, call: Call) -> None:
    if call.yes:
        return
    if not sys.stdin.isatty():
        alone = "Nobody is here to be asked; nothing was changed. Add --yes if it is meant."
        raise click.ClickException(alone)
    click.confirm(question, abort=True)


def _destroy(at: Stage, call: Call, where: Account) -> bool:
    """Say what data lie there, and remove what may be removed; whether nothing is left."""
    now = at.stack.now()
    if now and now.status.endswith("_IN_PROGRESS") and not now.empty:
        raise CloudRefused(why_not(at.name, now, ""))

    def opened(held: removing.Held) -> Holder:
        if held.kind == "AWS::DynamoDB::Table":
            return Table(client_in(where.region, "dynamodb"), held.physical)
        return Bucket(client_in(where.region, "s3"), held.physical)

    found = removing.look(at.stack, now, at.packages, opened)
    if now is None and not found:
        raise CloudRefused(f"There is nothing of {at.name} in account {where.id}, {where.region}.")
    click.echo(f"To be removed: {at.name} (stack {at.stack.name}) in account {where.id}, {where.region}")
    click.echo("\n".join(f"  {line}" for line in removing.in_words(found)) or "  it holds no data")
    if call.dry_run:
        click.echo("Nothing was changed.")
        return False
    removing.refuse(at.stack.name, at.name, found, call.really)
    _ask("Remove it?", call)
    with _telling() as tell:
        stays = removing.remove(at, now, found, opened, tell, with_data=bool(call.really))
    click.echo("\n".join([*stays, f"{at.name} is removed{', but for that' if stays else ''}."]))
    if any(each.held.kind == "AWS::DynamoDB::Table" and each.data.items for each in found):
        click.echo("AWS itself keeps a backup of the table for 35 days (DynamoDB, Backups).")
    return not stays


@contextmanager
def _telling() -> Iterator[Tell]:
    """What CloudFormation does, as a count on a terminal."""
    console = Console(stderr=True)
    with Progress(console=console, disable=not console.is_terminal) as bars:
        bar = bars.add_task("CloudFormation", total=None)

        def tell(event: Event) -> None:
            done = event.status.endswith(("_COMPLETE", "_FAILED"))
            said = f"{event.name}: {event.status.replace('_', ' ').lower()}"
            bars.update(bar, advance=done, description=said)

        yield tell


def _end(stage: str, prepared: Prepared, now: Now) -> None:
    click.echo(f"Deployed: {stage} is {prepared.package.name}.")
    if prepared.first:
        click.echo("The key for receipt codes was made and given to AWS; nobody was shown it.")
    click.echo("\nThe settings for `listenwell publish` and the other commands:")
    click.echo(_settings(now))


def _settings(now: Now) -> str:
    told = {description: value for value, description in now.outputs.values()}
    lines = ["export LISTENWELL_STORAGE=aws"]
    lines += [f"export {name}={told[name]}" for name in sorted(told) if name.startswith("LISTENWELL_")]
    return "\n".join(lines)


def _listed(at: Stage) -> str:
    history = at.packages.history()
    if not history:
        return f"Nothing was deployed yet to {at.name}."
    current = at.current(at.stack.now())
    return "\n".join(
        f"{'*' if each.package == current else ' '} {each.package.name}  {each.at:%Y-%m-%d %H:%M} UTC"
        for each in history
    )
