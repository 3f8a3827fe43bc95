"""All of a survey's files into a folder: the table, and its codebook as XML and HTML."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from listenwell.archive import chain as chains
from listenwell.archive.chain import Chain
from listenwell.archive.deltas import Asked
from listenwell.archive.export import csv_file, ddi, page, parquet
from listenwell.archive.export.columns import Table
from listenwell.archive.export.rows import counting, versions
from listenwell.storage.contract import DocumentStore
from listenwell.survey.response import Response

Write = Callable[[Path, Table, Iterable[Response]], int]


class Exported(msgspec.Struct, frozen=True, kw_only=True):
    """What was written of a survey."""

    survey: str
    rows: int
    files: tuple[Path, ...]
    unknown: dict[str, int]
    """Version that no release holds, to number of rows whose answers are left empty."""


def export_csv(
    folder: Path,
    *,
    documents: DocumentStore,
    questionnaire: Asked,
    now: Callable[[], datetime],
    survey: str | None = None,
) -> tuple[Exported, ...]:
    """Write a CSV file and a codebook for the survey, or for each in the archive.

    Only closed days; one response in memory at a time. Raises ArchiveDamaged, StorageUnavailable, OSError.
    """
    return _export(folder, ".csv", csv_file.write, documents, questionnaire, now, survey)


def export_parquet(
    folder: Path,
    *,
    documents: DocumentStore,
    questionnaire: Asked,
    now: Callable[[], datetime],
    survey: str | None = None,
) -> tuple[Exported, ...]:
    """Write a Parquet file and a codebook for the survey, or for each. Also raises DuckdbMissing."""
    return _export(folder, ".parquet", parquet.write, documents, questionnaire, now, survey)


def _export(
    folder: Path,
    suffix: str,
    write: Write,
    documents: DocumentStore,
    questionnaire: Asked,
    now: Callable[[], datetime],
    survey: str | None,
) -> tuple[Exported, ...]:
    chain = chains.read(documents)
    folder.mkdir(parents=True, exist_ok=True)
    surveys = sorted({s.survey for s in chain.segments if survey in (None, s.survey)})
    return tuple(
        _export_one(folder / f"{name}{suffix}", name, write, chain, documents, questionnaire, now)
        for name in surveys
    )


def _export_one(
    path: Path,
    survey: str,
    write: Write,
    chain: Chain,
    documents: DocumentStore,
    questionnaire: Asked,
    now: Callable[[], datetime],
) -> Exported:
    found = versions(survey, chain, documents, questionnaire)
    table = Table(found.known)
    half = path.with_name(f"~{path.name}")
    try:
        rows = write(half, table, counting(survey, chain, documents))
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)
    title = next((q.title for q in reversed(found.known.values())), survey)
    written = now().astimezone(UTC)
    xml, html = path.with_name(f"{survey}.codebook.xml"), path.with_name(f"{survey}.codebook.html")
    xml.write_bytes(ddi.write(title, survey, path.name, table.columns, rows, written))
    html.write_bytes(page.write(title, path.name, table.columns, rows))
    return Exported(survey=survey, rows=rows, files=(path, xml, html), unknown=found.unknown)
