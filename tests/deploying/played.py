"""CloudFormation, played: it keeps stacks in memory, compares templates and fails where a test says so.

It answers botocore's own clients, so each call is checked against AWS's description of the service.
"""

import copy
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

from botocore.handlers import BUILTIN_HANDLERS

Answer = dict[str, Any]


class Refusal(Exception):
    """What AWS answers instead."""

    def __init__(self, code: str, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.code, self.message, self.status = code, message, status


class Played:
    """`fetch` gives the text at an address in S3. What a test may set:

    - `fails`: resource -> why it cannot be made; the stack is rolled back
    - `stuck`: resource -> why it cannot be put back, or removed
    - `replaced`: resource -> True or Conditional; a change of it is a replacement
    - `refusals`: call -> what AWS answers instead
    """

    def __init__(self, fetch: Callable[[str], str]) -> None:
        self.stacks: dict[str, Answer] = {}
        self.change_sets: dict[str, Answer] = {}
        self.calls: list[tuple[str, Answer]] = []
        self.fails: dict[str, str] = {}
        self.stuck: dict[str, str] = {}
        self.replaced: dict[str, str] = {}
        self.refusals: dict[str, Refusal] = {}
        self._fetch = fetch
        self._count = 0

    def call(self, name: str, sent: Answer) -> Answer:
        self.calls.append((name, sent))
        if name in self.refusals:
            raise self.refusals[name]
        return getattr(self, f"_{name}")(**sent)

    def called(self) -> list[str]:
        return [name for name, _ in self.calls]

    def _next(self) -> str:
        self._count += 1
        return f"{self._count:06d}"

    def _stack(self, name: str) -> Answer:
        for stack in self.stacks.values():
            if stack["StackId"] == name or (
                stack["StackName"] == name and stack["StackStatus"] != "DELETE_COMPLETE"
            ):
                return stack
        raise Refusal("ValidationError", f"Stack with id {name} does not exist")

    def _event(self, stack: Answer, name: str, kind: str, status: str, reason: str = "") -> None:
        event = {"EventId": self._next(), "LogicalResourceId": name, "ResourceType": kind}
        event |= {"ResourceStatus": status, "StackId": stack["StackId"], "StackName": stack["StackName"]}
        stack["_events"].insert(0, event | ({"ResourceStatusReason": reason} if reason else {}))

    def to(self, stack: Answer, status: str, reason: str = "") -> None:
        stack["StackStatus"] = status
        self._event(stack, stack["StackName"], "AWS::CloudFormation::Stack", status, reason)

    # --- the calls

    def _DescribeStacks(self, StackName: str) -> Answer:  # noqa: N802, N803 (AWS's words)
        stack = self._stack(StackName)
        return {"Stacks": [{key: value for key, value in stack.items() if key[0] != "_"}]}

    def _GetTemplate(self, StackName: str, TemplateStage: str) -> Answer:  # noqa: N802, N803
        assert TemplateStage == "Original"
        return {"TemplateBody": self._stack(StackName)["_template"]}

    def _ListStackResources(self, StackName: str) -> Answer:  # noqa: N802, N803
        stack = self._stack(StackName)
        return {
            "StackResourceSummaries": [
                {
                    "LogicalResourceId": name,
                    "PhysicalResourceId": physical_name(stack["StackName"], name),
                    "ResourceType": resource["Type"],
                    "ResourceStatus": "CREATE_COMPLETE",
                }
                for name, resource in stack["_template"].get("Resources", {}).items()
            ]
        }

    def _DescribeStackEvents(self, StackName: str) -> Answer:  # noqa: N802, N803
        return {"StackEvents": self._stack(StackName)["_events"]}

    def _CreateChangeSet(self, **sent: Any) -> Answer:  # noqa: N802
        name, create = sent["StackName"], sent["ChangeSetType"] == "CREATE"
        if create and name not in self.stacks:
            self.stacks[name] = {
                "StackId": f"arn:aws:cloudformation:eu-central-1:1:stack/{name}/{self._next()}",
                "StackName": name,
                "StackStatus": "REVIEW_IN_PROGRESS",
                "Parameters": [],
                "_template": {},
                "_events": [],
            }
        stack = self._stack(name)
        text = sent.get("TemplateBody") or self._fetch(urlsplit(sent["TemplateURL"]).path.lstrip("/"))
        template = json.loads(text)
        before = {each["ParameterKey"]: each["ParameterValue"] for each in stack["Parameters"]}
        given = {
            each["ParameterKey"]: before[each["ParameterKey"]]
            if each.get("UsePreviousValue")
            else each["ParameterValue"]
            for each in sent["Parameters"]
        }
        assert given.keys() <= template.get("Parameters", {}).keys()
        values = {
            name: given[name] if name in given else parameter["Default"]
            for name, parameter in template.get("Parameters", {}).items()
        }
        changes = self._compared(stack, template, before != values)
        made = f"arn:aws:cloudformation:eu-central-1:1:changeSet/{sent['ChangeSetName']}"
        self.change_sets[made] = {"template": template, "values": values, "changes": changes, "stack": name}
        return {"Id": made, "StackId": stack["StackId"]}

    def _compared(self, stack: Answer, template: Answer, moved: bool) -> list[Answer]:
        before, after = stack["_template"].get("Resources", {}), template["Resources"]
        found = []
        for name in sorted(before.keys() | after.keys()):
            what = {"LogicalResourceId": name, "ResourceType": (after.get(name) or before.get(name))["Type"]}
            if name in before:
                what["PhysicalResourceId"] = physical_name(stack["StackName"], name)
            if name not in before:
                what["Action"] = "Add"
            elif name not in after:
                kept = "Retain" in before[name].get("DeletionPolicy", "")
                what |= {"Action": "Remove", "PolicyAction": "Retain" if kept else "Delete"}
            elif before[name] != after[name] or (moved and "CodeKey" in json.dumps(after[name])):
                what |= {"Action": "Modify", "Replacement": self.replaced.get(name, "False")}
                if name in self.replaced:
                    kept = "Retain" in after[name].get("UpdateReplacePolicy", "")
                    what["PolicyAction"] = "ReplaceAndRetain" if kept else "ReplaceAndDelete"
                old, new = before[name].get("Properties", {}), after[name].get("Properties", {})
                changed = [key for key in old.keys() | new.keys() if old.get(key) != new.get(key)]
                what["Details"] = [{"Target": {"Attribute": "Properties", "Name": key}} for key in changed]
            else:
                continue
            found.append({"Type": "Resource", "ResourceChange": what})
        return found

    def _DescribeChangeSet(self, **sent: Any) -> Answer:  # noqa: N802
        """Two changes to a page."""
        changes = self.change_sets[sent["ChangeSetName"]]["changes"]
        if not changes:
            reason = "The submitted information didn't contain changes. Submit different information."
            return {"Status": "FAILED", "StatusReason": reason}
        start = int(sent.get("NextToken", "0"))
        end = start + 2
        page = {"Status": "CREATE_COMPLETE", "Changes": changes[start:end]}
        return page | ({"NextToken": str(end)} if end < len(changes) else {})

    def _DeleteChangeSet(self, ChangeSetName: str, StackName: str) -> Answer:  # noqa: N802, N803
        del self.change_sets[ChangeSetName]
        return {}

    def _ExecuteChangeSet(self, ChangeSetName: str, StackName: str) -> Answer:  # noqa: N802, N803
        proposed, stack = self.change_sets.pop(ChangeSetName), self._stack(StackName)
        word = "CREATE" if stack["StackStatus"] == "REVIEW_IN_PROGRESS" else "UPDATE"
        self.to(stack, f"{word}_IN_PROGRESS", "User Initiated")
        kinds = {c["ResourceChange"]["LogicalResourceId"]: c["ResourceChange"] for c in proposed["changes"]}
        failing = [name for name in kinds if name in self.fails]
        for name in failing:
            self._event(stack, name, kinds[name]["ResourceType"], f"{word}_FAILED", self.fails[name])
        if failing:
            others = next((name for name in kinds if name not in failing), failing[0])
            reason = "Resource creation cancelled"
            self._event(stack, others, kinds[others]["ResourceType"], f"{word}_FAILED", reason)
            self._roll_back(stack, word)
            return {}
        stack["_template"] = proposed["template"]
        values = proposed["values"].items()
        stack["Parameters"] = [{"ParameterKey": key, "ParameterValue": value} for key, value in values]
        stack["Outputs"] = [
            {
                "OutputKey": key,
                "OutputValue": physical_name(StackName, output["Value"]["Ref"]),
                "Description": output["Description"],
            }
            for key, output in proposed["template"].get("Outputs", {}).items()
        ]
        self.to(stack, f"{word}_COMPLETE")
        return {}

    def _roll_back(self, stack: Answer, word: str) -> None:
        word = "ROLLBACK" if word == "CREATE" else "UPDATE_ROLLBACK"
        self.to(stack, f"{word}_IN_PROGRESS", "The following resource(s) failed to create: [..].")
        for name, reason in self.stuck.items():
            self._event(stack, name, "AWS::Lambda::Function", "UPDATE_FAILED", reason)
        self.to(stack, f"{word}_{'FAILED' if self.stuck else 'COMPLETE'}")

    def _ContinueUpdateRollback(self, StackName: str) -> Answer:  # noqa: N802, N803
        self._roll_back(self._stack(StackName), "UPDATE")
        return {}

    def _DeleteStack(self, StackName: str) -> Answer:  # noqa: N802, N803
        stack = self._stack(StackName)
        self.to(stack, "DELETE_IN_PROGRESS", "User Initiated")
        for name, reason in self.stuck.items():
            self._event(stack, name, "AWS::IAM::Role", "DELETE_FAILED", reason)
        self.to(stack, "DELETE_FAILED" if self.stuck else "DELETE_COMPLETE")
        if not self.stuck:
            self.stacks[stack["StackId"]] = self.stacks.pop(StackName)
        return {}


class Stand(SimpleNamespace):
    """Where clients find the one that plays now."""

    played: Played


@contextmanager
def answering() -> Iterator[Stand]:
    """Answer every client for CloudFormation that is opened meanwhile."""
    stand, sent = Stand(), {}

    def note(params: Answer, model: Any, **_: Any) -> None:
        sent[model.name] = copy.deepcopy(params)

    def answer(model: Any, **_: Any) -> tuple[Any, Answer]:
        try:
            return SimpleNamespace(status_code=200), stand.played.call(model.name, sent[model.name])
        except Refusal as refusal:
            error = {"Code": refusal.code, "Message": refusal.message}
            told = {"Error": error, "ResponseMetadata": {"HTTPStatusCode": refusal.status}}
            return SimpleNamespace(status_code=refusal.status), told

    handlers = [("provide-client-params.cloudformation", note), ("before-call.cloudformation", answer)]
    BUILTIN_HANDLERS.extend(handlers)
    try:
        yield stand
    finally:
        for each in handlers:
            BUILTIN_HANDLERS.remove(each)


def physical_name(stack: str, name: str) -> str:
    """AWS's own name of a resource."""
    return f"{stack}-{name}-1x2y".lower()
