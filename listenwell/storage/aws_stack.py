"""What does CloudFormation hold under a name, what would a template change, and how did it go?

Only `listenwell deploy` comes here.
"""

import time
from collections.abc import Callable, Iterator
from itertools import takewhile
from typing import Any

import msgspec
from botocore.client import BaseClient
from botocore.exceptions import ClientError

from listenwell.storage.aws_account import telling
from listenwell.storage.aws_client import code_of
from listenwell.storage.cloud_refused import CloudRefused

_PAUSE = 3.0  # seconds between two looks; a stack takes minutes
_BEGINS = ("CREATE_IN_PROGRESS", "UPDATE_IN_PROGRESS", "DELETE_IN_PROGRESS")
_FOLLOWS = ("cancelled", "The following resource(s) failed")  # what another failure brought about
_UNCHANGED = ("didn't contain changes", "No updates are to be performed")
GONE = "DELETE_COMPLETE"


class Now(msgspec.Struct, frozen=True):
    """A stack as it is. `outputs` are by name, with what CloudFormation calls their description."""

    id: str
    status: str
    reason: str
    parameters: dict[str, str]
    outputs: dict[str, tuple[str, str]]

    @property
    def empty(self) -> bool:
        """Whether there is a name only: of a change set that was never carried out."""
        return self.status == "REVIEW_IN_PROGRESS"


class Change(msgspec.Struct, frozen=True):
    """What would happen to one resource, in CloudFormation's own words."""

    name: str
    kind: str
    action: str
    """Add, Modify, Remove, Dynamic."""
    replacement: str = ""
    """True, False, Conditional."""
    policy: str = ""
    """What becomes of the old one: Delete, Retain, ReplaceAndDelete, ReplaceAndRetain."""
    properties: tuple[str, ...] = ()
    physical: str = ""


class Event(msgspec.Struct, frozen=True):
    """Something that CloudFormation did."""

    id: str
    name: str
    kind: str
    status: str
    reason: str


class Proposal(msgspec.Struct, frozen=True):
    """A change set: what would be done, nothing of it done."""

    id: str
    changes: tuple[Change, ...]


class Stack:
    """One stack. Every method may raise CloudRefused."""

    def __init__(self, client: BaseClient, name: str, pause: Callable[[float], None] = time.sleep) -> None:
        self.name = name
        self._client = client
        self._pause = pause

    def now(self) -> Now | None:
        """How it is; None when there is none."""
        return self._look(self.name)

    @telling()
    def _look(self, name: str) -> Now | None:
        try:
            (found,) = self._client.describe_stacks(StackName=name)["Stacks"]
        except ClientError as error:
            if code_of(error) == "ValidationError" and "does not exist" in str(error):
                return None
            raise
        outputs = found.get("Outputs", ())
        return Now(
            found["StackId"],
            found["StackStatus"],
            found.get("StackStatusReason", ""),
            {each["ParameterKey"]: each["ParameterValue"] for each in found.get("Parameters", ())},
            {each["OutputKey"]: (each["OutputValue"], each.get("Description", "")) for each in outputs},
        )

    @telling()
    def template(self) -> dict[str, Any]:
        """The template in force, as it was given."""
        body = self._client.get_template(StackName=self.name, TemplateStage="Original")["TemplateBody"]
        return body if isinstance(body, dict) else msgspec.json.decode(body)

    @telling()
    def resources(self) -> dict[str, tuple[str, str]]:
        """Name in the template -> type and AWS's own name, of what is there."""
        found: dict[str, tuple[str, str]] = {}
        for page in self._client.get_paginator("list_stack_resources").paginate(StackName=self.name):
            for each in page["StackResourceSummaries"]:
                if each.get("PhysicalResourceId") and each["ResourceStatus"] != GONE:
                    found[each["LogicalResourceId"]] = (each["ResourceType"], each["PhysicalResourceId"])
        return found

    def propose(
        self, name: str, given: dict[str, str | None], *, create: bool, **template: str
    ) -> Proposal | None:
        """A change set for this template (TemplateURL or TemplateBody); None when it changes nothing.

        `given` are the parameters; None leaves one as it is.
        """
        parameters = [
            {"ParameterKey": key, "UsePreviousValue": True}
            if value is None
            else {"ParameterKey": key, "ParameterValue": value}
            for key, value in given.items()
        ]
        with telling():
            made = self._client.create_change_set(
                StackName=self.name,
                ChangeSetName=name,
                ChangeSetType="CREATE" if create else "UPDATE",
                Capabilities=["CAPABILITY_IAM"],
                Parameters=parameters,
                **template,
            )["Id"]
            while (found := self._change_set(made))["Status"] in ("CREATE_PENDING", "CREATE_IN_PROGRESS"):
                self._pause(_PAUSE)
        if found["Status"] == "CREATE_COMPLETE":
            return Proposal(made, tuple(map(_change, found["Changes"])))
        reason = found.get("StatusReason", "")
        self.drop(made)
        if any(word in reason for word in _UNCHANGED):
            return None
        raise CloudRefused(f"CloudFormation does not take the template: {reason}")

    def _change_set(self, change_set: str) -> dict[str, Any]:
        found: dict[str, Any] = {}
        more: dict[str, str] = {}
        while True:
            page = self._client.describe_change_set(ChangeSetName=change_set, StackName=self.name, **more)
            changes = [*found.get("Changes", []), *page.get("Changes", [])]
            found = {**page, "Changes": changes}
            if not page.get("NextToken"):
                return found
            more = {"NextToken": page["NextToken"]}

    @telling()
    def drop(self, change_set: str) -> None:
        """Take a change set back; with it the stack, where there is only its name."""
        self._client.delete_change_set(ChangeSetName=change_set, StackName=self.name)
        there = self.now()
        if there and there.empty:
            self._client.delete_stack(StackName=self.name)

    def carry_out(self, proposal: Proposal, tell: Callable[[Event], None]) -> Now:
        """Do it, and wait to the end. `tell` hears of each event; the end may also be a failure."""
        newest = self._newest()
        with telling():
            self._client.execute_change_set(ChangeSetName=proposal.id, StackName=self.name)
        return self._wait(self.name, newest, tell)

    def delete(self, tell: Callable[[Event], None]) -> Now:
        """Delete it, and wait to the end. What the template retains stays."""
        there, newest = self._there(), self._newest()
        with telling():
            self._client.delete_stack(StackName=self.name)
        return self._wait(there.id, newest, tell)

    def end_rollback(self, tell: Callable[[Event], None]) -> Now:
        """Go on with a rollback that failed, and wait to the end."""
        newest = self._newest()
        with telling():
            self._client.continue_update_rollback(StackName=self.name)
        return self._wait(self.name, newest, tell)

    def _newest(self) -> str:
        with telling():
            return next((event.id for event in self._events(self.name)), "")

    def _wait(self, name: str, newest: str, tell: Callable[[Event], None]) -> Now:
        """`newest` is the event before: AWS takes a moment to begin, and shows the old state meanwhile."""
        seen = {newest}
        while True:
            there = self._look(name)
            if there is None:
                raise CloudRefused(f"The stack {self.name} is no longer there: somebody deleted it.")
            with telling():
                fresh = list(takewhile(lambda event: event.id != newest, self._events(name)))
            for event in reversed(fresh):
                if event.id not in seen:
                    tell(event)
            seen |= {event.id for event in fresh}
            if fresh and not there.status.endswith("_IN_PROGRESS"):
                return there
            self._pause(_PAUSE)

    def _there(self) -> Now:
        there = self.now()
        if there is None:
            raise CloudRefused(f"There is no stack {self.name}.")
        return there

    @telling()
    def last_operation(self, name: str = "") -> list[Event]:
        """What was done since somebody last began something, oldest first."""
        found: list[Event] = []
        for event in self._events(name or self.name):
            found.append(event)
            if event.kind == "AWS::CloudFormation::Stack" and event.status in _BEGINS:
                break
        return found[::-1]

    def _events(self, name: str) -> Iterator[Event]:
        for page in self._client.get_paginator("describe_stack_events").paginate(StackName=name):
            for each in page["StackEvents"]:
                yield Event(
                    each["EventId"],
                    each["LogicalResourceId"],
                    each["ResourceType"],
                    each["ResourceStatus"],
                    each.get("ResourceStatusReason", ""),
                )

    def first_cause(self, name: str = "") -> str:
        """Why the last operation failed: the first failure that no other one brought about; "" if none."""
        failed = [event for event in self.last_operation(name) if event.status.endswith("_FAILED")]
        own = [e for e in failed if e.reason and not any(word in e.reason for word in _FOLLOWS)]
        return next((f"{e.name}: {e.reason}" for e in [*own, *failed] if e.reason), "")


def _change(told: dict[str, Any]) -> Change:
    what = told["ResourceChange"]
    targets = (detail.get("Target", {}) for detail in what.get("Details", ()))
    return Change(
        what["LogicalResourceId"],
        what["ResourceType"],
        what["Action"],
        what.get("Replacement", ""),
        what.get("PolicyAction", ""),
        tuple(sorted({target["Name"] for target in targets if target.get("Name")})),
        what.get("PhysicalResourceId", ""),
    )
