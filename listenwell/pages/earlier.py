"""What was asked earlier: by a release folder, or by the templates of a git commit, tag or branch."""

import io
import subprocess
import tarfile
import tempfile
from pathlib import Path

import msgspec

from listenwell.pages.release import INDEX, Release
from listenwell.storage.contract import DocumentMissing, DocumentStore
from listenwell.storage.embedded_documents import FileDocuments
from listenwell.survey.opening import Opening
from listenwell.survey.problems import TemplateError
from listenwell.survey.questionnaire import Questionnaire
from listenwell.survey.templates import Templates, load_templates


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked, by survey, segment and language, and when it is open, by survey and segment."""

    questionnaires: dict[tuple[str, str, str], Questionnaire]
    openings: dict[tuple[str, str], Opening]


_MOST_SECONDS = 120


class EarlierMissing(Exception):
    """There is nothing to compare with; the text says why and what to do."""


def released(folder: Path) -> Asked:
    """The current questionnaires of a release folder, or of a build (`dist`) that holds one. Raises
    EarlierMissing when nothing is published there."""
    place = next((p for p in (folder, folder / "release") if (p / INDEX).is_file()), None)
    if place is None:
        raise EarlierMissing(f"nothing is published in {folder} yet")
    return released_in(FileDocuments(place))


def released_in(store: DocumentStore) -> Asked:
    """The same of any release. Raises EarlierMissing when nothing is published there."""
    release = Release(store)
    try:
        release.index()
    except DocumentMissing as error:
        raise EarlierMissing("nothing is published there yet") from error
    pages = release.index().published
    found = {
        (page.survey, page.segment, page.language): release.questionnaire(page.survey, page.version)
        for page in pages
    }
    return Asked(
        questionnaires={key: each for key, each in found.items() if each is not None},
        openings={(page.survey, page.segment): page.opening for page in pages},
    )


def written(templates: Templates) -> Asked:
    """What the templates ask."""
    return Asked(questionnaires=templates.questionnaires, openings=templates.openings)


def at_commit(ref: str, templates: Path) -> Asked:
    """The questionnaires of the templates as they were at a commit, tag or branch; the work tree is left
    alone. Raises EarlierMissing when git does not know it or the templates there had errors."""
    if ref.startswith("-"):
        raise EarlierMissing(f"“{ref}” is no commit, tag or branch")
    commit = _git(templates, "rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}")
    if commit is None:
        raise EarlierMissing(
            f"“{ref}” is neither a release folder nor a commit, tag or branch that git knows here"
        )
    packed = _git(templates, "archive", "--format=tar", commit.decode().strip())
    if not packed:
        raise EarlierMissing(f"git has no {templates.name} at “{ref}”")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / templates.name
        with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
            archive.extractall(folder, filter="data")
        try:
            return written(load_templates(folder))
        except TemplateError as error:
            raise EarlierMissing(f"the templates at “{ref}” have errors, so they cannot be read") from error


def _git(folder: Path, *arguments: str) -> bytes | None:
    """What git says in the folder, or None when it refuses or is not there."""
    try:
        done = subprocess.run(  # noqa: S603 - our own arguments; the reference was checked for a leading hyphen
            ["git", *arguments],  # noqa: S607 - git is where the user's PATH says
            cwd=folder,
            capture_output=True,
            check=False,
            timeout=_MOST_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None
