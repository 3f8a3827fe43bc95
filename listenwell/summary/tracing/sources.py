"""Which archive files does a summary rest on, are they what was listed, and which answers are in them?"""

from datetime import date, timedelta
from typing import NamedTuple

from listenwell import archive
from listenwell.archive.manifest import name_of, sha256
from listenwell.storage import DocumentMissing, DocumentStore, ResponseStore
from listenwell.summary.compiling import window
from listenwell.summary.model import Span, Summary
from listenwell.summary.period import parse
from listenwell.summary.tracing.model import File, State
from listenwell.survey.response import Response


class Given(NamedTuple):
    """The answers that were there when the summary was compiled; days from `open_from` on are read from the
    store."""

    responses: list[Response]
    open_from: date | None


def given_for(summary: Summary, responses: ResponseStore, documents: DocumentStore) -> Given:
    """Every answer of the summary's window received up to its time. Raises ArchiveDamaged,
    StorageUnavailable."""
    chain = archive.read(documents)
    first, last = window(parse(summary.period.label), summary.as_of)
    found = [
        response
        for segment in chain.segments
        if segment.survey == summary.survey and first <= segment.day <= last
        for response in archive.load(documents, segment)
    ]
    closed = max((day for _, day in chain.closings), default=None)
    opened = first if closed is None else max(first, closed + timedelta(days=1))
    if opened <= last:
        found += [r for r in responses.received(opened, last) if r.survey == summary.survey]
    return Given([r for r in found if r.received_at <= summary.as_of], opened if opened <= last else None)


def files_of(documents: DocumentStore, summary: Summary, span: Span) -> tuple[File, ...]:
    """The archived days of the span, each read and compared with its hash: those that the summary names, and
    those that were closed since. Raises StorageUnavailable."""
    try:
        listed = archive.read(documents).segments
    except (archive.ArchiveDamaged, DocumentMissing):
        listed = ()
    now = {s.name: (s.day, s.sha256) for s in listed if s.survey == summary.survey}
    named = {f.name: (f.day, f.sha256) for f in summary.annex.files}
    found = []
    for name, (day, digest) in sorted((named | now).items(), key=lambda each: (each[1][0], each[0])):
        if span.first <= day <= span.last:
            gone = bool(listed) and name not in now
            state: State = "gone" if gone else _state(documents, name, digest)
            found.append(File(name=name, day=day, sha256=digest, state=state))
    return tuple(found)


def _state(documents: DocumentStore, name: str, digest: str) -> State:
    try:
        return "verified" if sha256(documents.get(name)) == digest else "altered"
    except DocumentMissing:
        return "missing"


def chain_state(documents: DocumentStore, summary: Summary) -> str:
    """Whether the manifest that the summary names still has the hash it names; "" where it names none."""
    annex = summary.annex
    if not annex.chain_head:
        return ""
    try:
        return (
            "holds" if sha256(documents.get(name_of(annex.chain_number))) == annex.chain_head else "altered"
        )
    except DocumentMissing:
        return "altered"
