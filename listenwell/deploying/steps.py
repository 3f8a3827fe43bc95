"""How is a package put on AWS, and how does one go back?

Prepare, decide, carry out: `prepare` changes nothing that customers meet, and gives what would change.
"""

import json
import secrets
from collections.abc import Callable, Mapping
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import msgspec

from listenwell.deploying.layer import LAYER
from listenwell.deploying.packages import Package, Packages, hash_of, package_of
from listenwell.deploying.packaging import TEMPLATE, ZIP
from listenwell.deploying.stages import PACKAGES_STACK
from listenwell.deploying.states import how_it_ended, why_not
from listenwell.storage.aws_stack import Change, Event, Now, Proposal, Stack
from listenwell.storage.cloud_refused import CloudRefused

PACKAGES_TEMPLATE = Path(__file__).with_name("packages.json")
OURS = ("CodeBucket", "CodeKey", "LayerKey", "Secret")
"""Parameters that are given by us and by nobody else."""

Tell = Callable[[Event], None]


class Prepared(msgspec.Struct, frozen=True):
    """A deployment that could be carried out. `proposal` is None where nothing would change."""

    package: Package
    before: Package | None
    proposal: Proposal | None
    first: bool

    @property
    def changes(self) -> tuple[Change, ...]:
        return self.proposal.changes if self.proposal else ()


class Stage:
    """A stage of one account: its stack and its packages. Every method may raise CloudRefused."""

    def __init__(
        self, name: str, stack: Stack, packages: Packages, bucket: str, address: Callable[[str], str]
    ) -> None:
        """`address` gives the web address of a key of the bucket, for CloudFormation to fetch."""
        self.name, self.stack, self.packages = name, stack, packages
        self._bucket, self._address = bucket, address

    def ready(self) -> Now | None:
        """The stack as it is. Raises CloudRefused when it is in no state to deploy onto."""
        now = self.stack.now()
        refused = why_not(self.name, now, self._cause(now))
        if refused:
            raise CloudRefused(refused)
        return None if now is None or now.empty else now

    def _cause(self, now: Now | None) -> str:
        bad = now and (now.status.endswith("FAILED") or now.status == "ROLLBACK_COMPLETE")
        return self.stack.first_cause() if bad else ""

    def current(self, now: Now | None) -> Package | None:
        """What is deployed, as the stack itself says."""
        if now is None:
            return None
        zipped = self.packages.zip_in(now.parameters.get("CodeKey", ""))
        layer = self.packages.zip_in(now.parameters.get("LayerKey", ""))
        return Package(zipped, hash_of(self.stack.template()), layer)

    def prepare(self, folder: Path, chosen: Mapping[str, str], at: datetime) -> Prepared:
        """Keep the package in `folder` in the bucket, and see what it would change. `chosen` are
        parameters."""
        zipped, text = (folder / ZIP).read_bytes(), (folder / TEMPLATE).read_bytes()
        template = json.loads(text)
        refuse_parameters(template, chosen)
        now = self.ready()
        layer = (folder / LAYER).read_bytes() if (folder / LAYER).exists() else b""
        package = package_of(zipped, template, layer)
        self.packages.put(package, zipped, text, layer)
        return self._prepared(package, template, now, chosen, at)

    def prepare_rollback(self, package: Package, template: dict[str, Any], at: datetime) -> Prepared:
        """See what going back to a package that lies in the bucket would change."""
        now = self.ready()
        if now is None:
            raise CloudRefused(f"The stage {self.name} is not deployed; there is nothing to go back from.")
        return self._prepared(package, template, now, {}, at)

    def _prepared(
        self,
        package: Package,
        template: dict[str, Any],
        now: Now | None,
        chosen: Mapping[str, str],
        at: datetime,
    ) -> Prepared:
        given = self._parameters(template, now, chosen) | {
            "CodeBucket": self._bucket,
            "CodeKey": self.packages.zip_key(package),
        }
        if "LayerKey" in template["Parameters"]:
            given["LayerKey"] = self.packages.layer_key(package)
        proposal = self.stack.propose(
            f"listenwell-{package.name}-{at:%Y%m%d%H%M%S}",
            given,
            create=now is None,
            TemplateURL=self._address(self.packages.template_key(package)),
        )
        return Prepared(package, self.current(now), proposal, now is None)

    def _parameters(
        self, template: dict[str, Any], now: Now | None, chosen: Mapping[str, str]
    ) -> dict[str, str | None]:
        """Chosen, else as it is. The key for receipts is made once and never changed."""
        there = now.parameters if now else {}
        given: dict[str, str | None] = {name: None for name in template["Parameters"] if name in there}
        if "Secret" not in there:
            given["Secret"] = secrets.token_urlsafe(32)
        return given | dict(chosen)

    def carry_out(self, prepared: Prepared, at: datetime, tell: Tell, *, back: bool = False) -> Now:
        """Do it, and note the package; raises CloudRefused with the first cause when it failed."""
        if prepared.before and not back:
            self.packages.note(prepared.before, at)  # of a command that was cut off before it noted it
        now = self.stack.carry_out(prepared.proposal, tell) if prepared.proposal else self.stack.now()
        failed = how_it_ended(self.name, now, self.stack.first_cause()) if prepared.proposal else ""
        if failed:
            raise CloudRefused(failed)
        if not back:
            self.packages.note(prepared.package, at)
        return now

    def end_rollback(self, tell: Tell) -> Now:
        """Go on with the going back that failed."""
        now = self.stack.end_rollback(tell)
        if now.status != "UPDATE_ROLLBACK_COMPLETE":
            raise CloudRefused(why_not(self.name, now, self.stack.first_cause()))
        return now


def refuse_parameters(template: dict[str, Any], chosen: Mapping[str, str]) -> None:
    """Raise CloudRefused for parameters that are not there, or not to be chosen; all at once."""
    there = [name for name in template["Parameters"] if name not in OURS]
    told = []
    for name in chosen:
        if name in OURS:
            told.append(f"{name} is given by `listenwell deploy` itself.")
        elif name not in there:
            near = get_close_matches(name, there, n=1)
            told.append(f"There is no parameter {name}.{f' Did you mean {near[0]}?' if near else ''}")
    if told:
        raise CloudRefused("\n".join([*told, f"The parameters are: {', '.join(there)}."]))


def bucket_for_packages(stack: Stack, name: str, tell: Tell) -> str:
    """The bucket of the packages, made or brought up to date where that is needed."""
    now = stack.now()
    refused = why_not("packages", now, stack.first_cause() if now and now.status.endswith("FAILED") else "")
    if refused:
        raise CloudRefused(refused)
    create = now is None or now.empty
    text = PACKAGES_TEMPLATE.read_text(encoding="utf-8")
    if create or hash_of(stack.template()) != hash_of(json.loads(text)):
        proposal = stack.propose(name, {}, create=create, TemplateBody=text)
        if proposal:
            now = stack.carry_out(proposal, tell)
            failed = how_it_ended("packages", now, stack.first_cause())
            if failed:
                raise CloudRefused(f"The bucket for packages (stack {PACKAGES_STACK}): {failed}")
    return now.outputs["Bucket"][0]
