"""pack.zip: all that an auditor needs of one edition, in one file.

    parts.py    where each part of it stands
    sheets.py   the pages it has besides the summary: read me, questionnaires, method, clause table

Every other format is in it as it lies in the store, byte for byte. Nothing in it is packed tight: how a
machine's zlib packs is its own affair, and a pack is to be the same bytes on every machine.
"""

import hashlib
import io
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from zipfile import ZIP_STORED, ZipFile, ZipInfo

import msgspec

from listenwell.summary.editions import file_name, folder
from listenwell.summary.formats.pack.sheets import SHEETS, sheet
from listenwell.summary.model import Summary
from listenwell.survey.questionnaire import Questionnaire

MANIFEST = "MANIFEST.json"
SUMS = "SHA256SUMS"
FORMAT = 1
_FIRST_YEAR = 1980
"""Before that no file in a ZIP can be."""


def write(
    summary: Summary,
    templates: Mapping[str, str],
    written: Mapping[str, bytes],
    questionnaires: Iterable[Questionnaire],
) -> bytes:
    """The pack with `written`, the summary by format, and the `questionnaires` that were answered. The same
    bytes for the same summary. Raises TemplateError (P01), ReleaseOutdated."""
    name = pack_name(summary)
    files = {file_name(kind): data for kind, data in written.items()}
    files |= {f"questionnaires/{each.version}.json": each.canonical_json for each in questionnaires}
    for page in reversed(SHEETS):  # the first one lists the others
        sizes = {file: len(data) for file, data in files.items()}
        files[f"{page}.html"] = sheet(page, summary, templates, sizes, name)
    files[MANIFEST] = _manifest(summary, files)
    files[SUMS] = "".join(f"{_sha256(data)}  {file}\n" for file, data in sorted(files.items())).encode()
    return _zipped(name, files, summary.as_of)


def pack_name(summary: Summary) -> str:
    """The one folder in the pack: survey, period and edition, such as visit-2026-Q1-0001."""
    label = folder("", summary.period.label).strip("/").rpartition("/")[2]
    return f"{summary.survey}-{label}-{summary.edition:04}"


def _manifest(summary: Summary, files: Mapping[str, bytes]) -> bytes:
    """What is in the pack and which state of the archive it rests on, for programs."""
    annex = summary.annex
    told = {
        "format": FORMAT,
        "organisation": summary.organisation,
        "survey": summary.survey,
        "title": summary.title,
        "language": summary.language,
        "period": summary.period,
        "edition": summary.edition,
        "compiled": summary.as_of,
        "final": summary.final,
        "product_version": summary.product_version,
        "archive": {"manifest": annex.chain_number, "sha256": annex.chain_head, "files": annex.files},
        "files": [
            {"name": file, "bytes": len(data), "sha256": _sha256(data)}
            for file, data in sorted(files.items())
        ],
    }
    return msgspec.json.format(msgspec.json.encode(told), indent=1) + b"\n"


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _zipped(name: str, files: Mapping[str, bytes], at: datetime) -> bytes:
    at = at.astimezone(UTC)
    when = at.timetuple()[:6] if at.year >= _FIRST_YEAR else (_FIRST_YEAR, 1, 1, 0, 0, 0)
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_STORED) as packed:
        for file, data in sorted(files.items()):
            entry = ZipInfo(f"{name}/{file}", when)
            entry.create_system = 3  # Unix, wherever it is made
            entry.external_attr = 0o100644 << 16
            packed.writestr(entry, data)
    return out.getvalue()
