"""What would a deployment change, in words, and what would customers and their data feel of it?"""

from collections.abc import Iterable
from itertools import groupby
from typing import Literal

from listenwell.storage.aws_stack import Change
from listenwell.storage.cloud_refused import CloudRefused

Verb = Literal["added", "changed", "replaced", "removed"]
Effect = Literal["nothing", "interruption", "data"]

VERBS: tuple[Verb, ...] = ("added", "changed", "replaced", "removed")
HOLDS = ("AWS::Cognito::UserPool", "AWS::DynamoDB::Table", "AWS::S3::Bucket")
"""What holds data. It is replaced or removed only when whoever deploys names it."""
SERVES = (
    "AWS::ApiGateway::RestApi",
    "AWS::ApiGateway::Stage",
    "AWS::CloudFront::Distribution",
    "AWS::CloudFront::Function",
    "AWS::CloudFront::OriginAccessControl",
    "AWS::IAM::Role",
    "AWS::Lambda::Function",
    "AWS::S3::BucketPolicy",
)
"""What customers reach, or what that needs: putting another one in its place takes a moment."""

WORDS = {
    "AWS::ApiGateway::Deployment": "state of the API",
    "AWS::ApiGateway::RestApi": "API",
    "AWS::ApiGateway::Stage": "stage of the API",
    "AWS::CloudFront::Distribution": "distribution",
    "AWS::CloudFront::Function": "function at the edge",
    "AWS::CloudFront::OriginAccessControl": "access of CloudFront",
    "AWS::CloudFront::ResponseHeadersPolicy": "headers",
    "AWS::CloudWatch::Alarm": "alarm",
    "AWS::Cognito::UserPool": "user pool",
    "AWS::DynamoDB::Table": "table",
    "AWS::Events::Rule": "schedule",
    "AWS::IAM::Role": "role",
    "AWS::Lambda::EventInvokeConfig": "repetition of a function",
    "AWS::Lambda::Function": "function",
    "AWS::Lambda::LayerVersion": "layer",
    "AWS::Lambda::Permission": "permission to call",
    "AWS::Logs::LogGroup": "log",
    "AWS::S3::Bucket": "bucket",
    "AWS::S3::BucketPolicy": "policy of a bucket",
    "AWS::SNS::Subscription": "subscription",
    "AWS::SNS::Topic": "topic",
    "AWS::SNS::TopicPolicy": "policy of a topic",
    "AWS::SQS::Queue": "queue",
    "AWS::SQS::QueuePolicy": "policy of a queue",
}


def word_for(kind: str) -> str:
    """A type of CloudFormation in a word."""
    return WORDS.get(kind, kind.removeprefix("AWS::").replace("::", " "))


def verb_of(change: Change) -> Verb:
    if change.action == "Add":
        return "added"
    if change.action == "Remove":
        return "removed"
    return "replaced" if change.replacement in ("True", "Conditional") else "changed"


def effect_of(change: Change) -> Effect:
    """What customers and their data feel of it."""
    if change.kind == "AWS::CloudFront::Function" and verb_of(change) == "changed":
        return "interruption" if "FunctionCode" in change.properties else "nothing"
    if verb_of(change) in ("added", "changed"):
        return "nothing"
    if change.kind in HOLDS:
        return "data"
    return "interruption" if change.kind in SERVES else "nothing"


def to_be_named(changes: Iterable[Change]) -> list[Change]:
    """What is done only when whoever deploys says its name: it takes data away, or the published site."""
    return [
        change
        for change in changes
        if effect_of(change) == "data"
        or (change.kind == "AWS::CloudFront::Function" and effect_of(change) == "interruption")
    ]


def refuse_unnamed(changes: Iterable[Change], named: Iterable[str]) -> None:
    """Raise CloudRefused when something that must be named was not."""
    unnamed = [change for change in to_be_named(changes) if change.name not in set(named)]
    if unnamed:
        told = "".join(f"\n  {_line(change)}: {_consequence(change)}" for change in unnamed)
        options = " ".join(f"--replace {change.name}" for change in unnamed)
        raise CloudRefused(
            f"This is not done unless you say so by name:{told}\nIf it is meant, add {options}"
        )


def in_words(changes: Iterable[Change]) -> list[str]:
    """Lines: what is added, changed, replaced and removed, then what that costs."""
    each = sorted(changes, key=lambda change: (VERBS.index(verb_of(change)), change.kind, change.name))
    lines = []
    for verb, some in groupby(each, key=verb_of):
        listed = list(some)
        lines.append(f"{verb} ({len(listed)}):")
        for kind, same in groupby(listed, key=lambda change: change.kind):
            lines.append(f"  {word_for(kind)}: {', '.join(_named(change) for change in same)}")
    return lines + _costs(each)


def _costs(changes: list[Change]) -> list[str]:
    felt = {effect: [c for c in changes if effect_of(c) == effect] for effect in ("interruption", "data")}
    if not any(felt.values()):
        return ["Customers notice nothing of it, and no data are touched."]
    lines = [
        f"Short interruption: {_line(change)}: {_consequence(change)}" for change in felt["interruption"]
    ]
    lines += [f"DATA: {_line(change)}: {_consequence(change)}" for change in felt["data"]]
    return lines if felt["data"] else [*lines, "No data are touched."]


def _named(change: Change) -> str:
    perhaps = " (perhaps)" if change.replacement == "Conditional" else ""
    return change.name + perhaps


def _line(change: Change) -> str:
    return f"the {word_for(change.kind)} {change.name} is {verb_of(change)}"


def _consequence(change: Change) -> str:
    if effect_of(change) == "data":
        kept = "Retain" in change.policy
        where = f"in {change.physical}" if change.physical else "in the account"
        if kept:
            return f"what is in it stays {where}, but Listenwell no longer sees it"
        return "what is in it is lost"
    if change.kind == "AWS::CloudFront::Function" and verb_of(change) == "changed":
        return "the site is gone until `listenwell publish` has run again"
    if change.kind == "AWS::CloudFront::Distribution":
        return "the address changes unless you have a domain of your own"
    return "for some seconds customers may be asked to send again; what they typed stays on their page"
