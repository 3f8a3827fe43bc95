"""What does a build consist of, and may it be published?

A build is named by its content: the same pages and questions have the same name, wherever they were made.
"""

import hashlib
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import msgspec

from listenwell.pages.release import INDEX, Index
from listenwell.publishing.place import PublishRefused

FORM = "1"
"""Part of every build's name: another one sends every file again, with its headers."""
_LONGEST_TOLD = 5

_VERSION = re.compile(rb'name="_version" value="([0-9a-f]{12})"')


class File(msgspec.Struct, frozen=True, array_like=True):
    """A file of the site: SHA-256 of its bytes in hex, and how many they are."""

    sha256: str
    size: int


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """One build: its name, when it was first published, its files by name below the site's root, and the
    index of its release as it was written."""

    build: str
    made: datetime
    files: dict[str, File]
    index: msgspec.Raw
    form: str = FORM

    def pages(self) -> set[str]:
        """The files that have an address of their own."""
        return {name for name in self.files if name.endswith(".html")}

    def release(self) -> Index:
        """The index, read. Raises PublishRefused when another version of Listenwell wrote it."""
        try:
            return msgspec.json.decode(bytes(self.index), type=Index)
        except msgspec.DecodeError as error:
            raise PublishRefused(
                [
                    f"The release of build {self.build} was written by another version of Listenwell, which "
                    "this one cannot read. Publish again with that version, or choose another build."
                ]
            ) from error


def manifest_of(dist: Path, now: datetime) -> Manifest:
    """Read the build in that folder. Raises PublishRefused with everything that is wrong with it."""
    public, release = dist / "public", dist / "release"
    if not public.is_dir() or not (release / INDEX).is_file():
        missing = public if not public.is_dir() else release / INDEX
        raise PublishRefused(
            [f"{missing} is not there, so there is no build to publish. Run `listenwell build` first."]
        )
    files, versions, problems = {}, {}, []
    for path in _files(public):
        data, name = path.read_bytes(), path.relative_to(public).as_posix()
        files[name] = File(hashlib.sha256(data).hexdigest(), len(data))
        if name.startswith("s/"):
            versions |= dict.fromkeys((v.decode() for v in _VERSION.findall(data)), name)
    raw = (release / INDEX).read_bytes()
    try:
        index = msgspec.json.decode(raw, type=Index)
    except msgspec.DecodeError:
        raise PublishRefused(
            [f"{release / INDEX} was written by another version of Listenwell. Run `listenwell build` again."]
        ) from None
    if not any(name.startswith("s/") for name in files):
        problems.append(
            f"{public} has no survey page, so publishing it would leave customers with nothing. Is a survey "
            "named in a file of segments/? Then run `listenwell build` again."
        )
    there = {path.relative_to(release).as_posix() for path in _files(release)}
    problems += _lacking(index, versions, there, release)
    if problems:
        raise PublishRefused(problems)
    return Manifest(build=_name(files, index), made=now, files=files, index=msgspec.Raw(raw))


def release_documents(dist: Path) -> dict[str, Path]:
    """The documents of the release that never change: every questionnaire version and the page templates."""
    release = dist / "release"
    names = {path.relative_to(release).as_posix(): path for path in _files(release)}
    return {name: path for name, path in names.items() if name != INDEX and not name.startswith("~")}


def as_noted(path: Path, sha256: str) -> bytes:
    """The file's bytes. Raises PublishRefused when they are others than those in the manifest."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        data = b""
    if hashlib.sha256(data).hexdigest() != sha256:
        raise PublishRefused(
            [f"{path} was changed while it was being published. The live site is as before; publish again."]
        )
    return data


def _lacking(index: Index, on_pages: dict[str, str], there: set[str], release: Path) -> Iterator[str]:
    """What the release lacks of what pages and index name."""
    needed = {f"templates/{index.templates}.json": "the index of the release"}
    needed |= {
        f"questionnaires/{s}/{m.version}.json": "the index of the release" for s, m in index.masters.items()
    }
    for page in index.published:
        needed[f"questionnaires/{page.survey}/{page.version}.json"] = "the index of the release"
    kept = {name.rpartition("/")[2] for name in there if name.startswith("questionnaires/")}
    lost = [(version, page) for version, page in on_pages.items() if f"{version}.json" not in kept]
    missing = [(name, why) for name, why in needed.items() if name not in there]
    missing += [(f"version {version} of its questionnaire", f"the page {page}") for version, page in lost]
    for what, why in missing[:_LONGEST_TOLD]:
        yield f"{release} lacks {what}, which {why} needs. Run `listenwell build` again."
    if len(missing) > _LONGEST_TOLD:
        yield f"{len(missing) - _LONGEST_TOLD} more are missing there."


def _name(files: dict[str, File], index: Index) -> str:
    """Twelve hex digits; what was withdrawn when is no part of it, for that is history and not content."""
    content = [FORM, sorted((name, file.sha256) for name, file in files.items())]
    content.append(msgspec.structs.replace(index, withdrawn=()))
    return hashlib.sha256(msgspec.json.encode(content)).hexdigest()[:12]


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())
