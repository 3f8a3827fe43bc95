"""What `archive verify` can find: one catalogue, each with a code. People read the words.

M: manifests, S: segments, L: lines, C: counts, E: erasure and retention, W: doubtful, not wrong.
"""

from typing import Literal

import msgspec

Severity = Literal["error", "warning"]


class Message(msgspec.Struct, frozen=True):
    """One row of the catalogue; the texts carry `{names}` filled in where the finding is made."""

    found: str
    remedy: str
    severity: Severity = "error"


_RESTORE = "Put the file back from a backup or an earlier version of the bucket."

CATALOGUE: dict[str, Message] = {
    "M01": Message(
        "the manifest is missing, though later ones are there", f"What it listed is not known. {_RESTORE}"
    ),
    "M02": Message("the manifest cannot be read: {reason}", _RESTORE),
    "M03": Message(
        "the manifest does not follow the one before it: it names the hash {told}, that one has {has}",
        "One of the two was altered. Compare both with a backup.",
    ),
    "M04": Message("the manifest says its number is {told}", "It was renamed or put there. Remove it."),
    "M05": Message("the manifest is not written as we write it: it was altered by hand", _RESTORE),
    "M06": Message(
        "the manifest lists {name}, which is part of the archive already",
        "Two files cannot have one name. Compare the manifest with a backup.",
    ),
    "M07": Message(
        "the manifest replaces or removes {name}, which is not part of the archive",
        "A manifest before it is missing or altered.",
    ),
    "M08": Message("the file is in the folder of manifests and is none", "Remove it."),
    "S01": Message("the file is listed and missing", _RESTORE),
    "S02": Message("the file cannot be unpacked after line {line}: {reason}", _RESTORE),
    "S03": Message("the file was altered: its SHA-256 is {has}, the manifest says {told}", _RESTORE),
    "S04": Message(
        "the lines in the file were altered: their SHA-256 is {has}, the manifest says {told}", _RESTORE
    ),
    "S05": Message("the manifest says {told} for {what}, the file has {has}", _RESTORE),
    "S06": Message("the name does not go with what is in the file", _RESTORE),
    "S07": Message(
        "the file is not listed by any manifest, so nothing in it counts",
        "Someone put it there, or a run of `archive close` was stopped. Remove it; answers come from "
        "the store.",
    ),
    "S08": Message(
        "the file should have been removed when manifest-listed files took its place",
        "Run `listenwell archive close`, which finishes what was stopped.",
    ),
    "L01": Message("the line is no response: {reason}", _RESTORE),
    "L02": Message("the line is not written as we write it: it was altered by hand", _RESTORE),
    "L03": Message("the line stands out of order: lines go by time and then id", _RESTORE),
    "L04": Message("the response {id} is of {survey} {day} and does not belong in this file", _RESTORE),
    "L05": Message("the response {id} stands in the archive a second time", _RESTORE),
    "L06": Message("the response {id} differs from the store in: {fields}", _RESTORE),
    "L07": Message(
        "the response {id} is not in the store: it was inserted here, or removed there",
        "Restore whichever was altered; erase answers with `archive erase` only.",
    ),
    "L08": Message(
        "the response {id} of the store is missing; it belongs before this line",
        _RESTORE + " If it came with an older date (an import), run `archive close --since {day}`.",
    ),
    "L09": Message(
        "{number} responses of {survey} {day} are in the store and not in the archive (first: {id})",
        "Run `listenwell archive close --since {day}`; if lines were removed, put the file back.",
    ),
    "C01": Message("the delta cube is listed and missing", _RESTORE),
    "C02": Message("the delta cube was altered: its SHA-256 is {has}, the manifest says {told}", _RESTORE),
    "C03": Message(
        "the delta cube does not say what the answers say: {cells} cells or pairs differ (first: {cell})",
        _RESTORE,
    ),
    "C04": Message(
        "the delta cube cannot be checked, because {name} cannot be read", "Mend that file first."
    ),
    "C05": Message(
        "all delta cubes together differ from the store in {cells} cells or pairs (first: {cell})",
        "Mend what is told above; if nothing is, the release has changed.",
    ),
    "C06": Message(
        "{number} responses are of version {version}, which no release holds (first here): not counted",
        "Publish that version again, then run `listenwell archive close`.",
    ),
    "E01": Message(
        "the tombstone of {id} bears no signature of ours",
        "It was forged or altered, or LISTENWELL_SECRET is not the one it was signed with.",
    ),
    "E02": Message(
        "the erased response {id} is in the store or the archive again",
        "Run `listenwell archive close`, which erases it again.",
    ),
    "E03": Message(
        "{number} responses of {survey} from before {before} are still in the store",
        "Run `listenwell archive retain`, which finishes what was stopped.",
    ),
    "W01": Message(
        "{number} tombstones: signatures not checked, for no secret was given",
        "Set LISTENWELL_SECRET and verify again.",
        "warning",
    ),
    "W02": Message(
        "the manifest is older than the one before it: a clock was set back, or one had run ahead",
        "Nothing is lost by it. Set the clock by a time server.",
        "warning",
    ),
    "W03": Message(
        "the manifest bears a time that has not come yet ({time}): a clock ran ahead",
        "Nothing is lost by it. Set the clock by a time server.",
        "warning",
    ),
    "W04": Message(
        "{number} responses of {survey} {day} came late and are not archived yet (first: {id})",
        "The next `listenwell archive close` takes them in.",
        "warning",
    ),
    "W05": Message(
        "responses of the versions {versions} were not counted, and a release holds them now",
        "The next `listenwell archive close` counts them.",
        "warning",
    ),
}


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """Something that is not as it should be: where, and what."""

    code: str
    file: str
    """Name of the document; "" for the store."""
    line: int = 0
    """From 1; 0 where no line is meant."""
    found: str
    remedy: str
    severity: Severity

    def __str__(self) -> str:
        where = f"{self.file or 'the store'}{f', line {self.line}' if self.line else ''}"
        return f"{where}: {self.found}. {self.remedy} ({self.code})"


def finding(code: str, file: str, line: int = 0, **values: object) -> Finding:
    """The finding of that code, its words filled in."""
    message = CATALOGUE[code]
    return Finding(
        code=code,
        file=file,
        line=line,
        found=message.found.format(line=line, **values),
        remedy=message.remedy.format(**values),
        severity=message.severity,
    )
