"""The Overview: one period over all surveys, beside the Summary of each; every format prints it."""

from datetime import datetime

import msgspec

from listenwell.summary.model.figures import Headline, Span
from listenwell.summary.model.findings import Finding


class InBrief(msgspec.Struct, frozen=True, kw_only=True):
    """A survey as its own summary says it: `edition` of `summary` (where that lies among the documents,
    without the format). Every headline is that of this edition, unchanged; `findings` are those that
    say that something moved; `comparisons` is the family that its changes were judged in. `compared` are the
    two spans (later, earlier)."""

    survey: str
    title: str
    summary: str
    edition: int
    as_of: datetime
    responses: int
    headlines: tuple[Headline, ...]
    findings: tuple[Finding, ...]
    compared: tuple[Span, ...]
    comparisons: int


class Heard(msgspec.Struct, frozen=True, kw_only=True):
    """A segment over all surveys: in how many it was `asked`, titles of those in which nobody answered
    (`silent`), and how many responses came; None where a survey hides how many (`hidden`)."""

    segment: str
    words: str
    asked: int
    silent: tuple[str, ...]
    responses: int | None
    hidden: bool


class Overview(msgspec.Struct, frozen=True, kw_only=True):
    """All surveys in one period, in one language, made from the newest edition of each one's Summary and from
    nothing else: so it says nothing that those do not. `surveys` in the order of the release; `missing` are
    those without a summary of the period. `edition` counts from 1; 0 while it is not yet published."""

    organisation: str
    language: str
    period: Span
    as_of: datetime
    final: bool
    edition: int = 0
    product_version: str
    responses: int
    findings: tuple[Finding, ...]
    surveys: tuple[InBrief, ...]
    heard: tuple[Heard, ...]
    missing: tuple[str, ...]
