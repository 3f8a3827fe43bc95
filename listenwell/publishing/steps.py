"""In which order is a build published, so that the site is whole wherever it is cut off?

1. questionnaires and page templates into the release: they never change, so nobody notices them
2. the build's files beside those of the live build: nobody is led to them yet
3. the index of the release: from here the handler answers for the pages of both builds
4. the switch, which is one step: customers get the new build
5. builds beyond the last ten go

Cut off anywhere before 4 the old build is live, and every page of it still finds its questionnaire. The same
call again goes on where it was cut off. Going back is 3 and 4 with an earlier build.
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import msgspec

from listenwell.pages import addresses
from listenwell.pages.release import INDEX, Index, followed_by, index_in
from listenwell.publishing.manifest import Manifest, manifest_of, release_documents
from listenwell.publishing.place import Done, Place, PublishRefused
from listenwell.publishing.plan import Plan, plan, refuse_large_removals
from listenwell.storage.contract import DocumentMissing

Progress = Callable[[str, int], Done]
"""Begins a stage with that name and that many files; what it gives is told of those dealt with."""


def no_progress(_what: str, _files: int) -> Done:
    """For who does not watch."""
    return lambda _: None


def look(place: Place, dist: Path, now: datetime) -> Plan:
    """What publishing the build in `dist` would do; nothing is written. Raises PublishRefused."""
    return _plan(place, manifest_of(dist, now), release_documents(dist).keys(), now)


def publish(
    place: Place, dist: Path, now: datetime, agreed: int | None = None, progress: Progress = no_progress
) -> Plan:
    """Publish the build in `dist` and say what that changed; `agreed` is the number of files that may go
    where they are many. Raises PublishRefused, SomebodyElse, StorageUnavailable."""
    manifest, documents = manifest_of(dist, now), release_documents(dist)
    with place.alone():
        made = _plan(place, manifest, documents.keys(), now)
        refuse_large_removals(made, agreed)
        lacking = {name: documents[name] for name in made.release}
        place.add_to_release(lacking, progress("Adding to the release", len(lacking)))
        before, state = place.manifest(made.live) if made.live else None, place.state()
        place.fill(manifest, dist / "public", before, progress("Sending pages", len(manifest.files)))
        _put_index(place, manifest, now)
        after = state.after(manifest.build, now)
        place.switch(after)
        place.keep_only({placed.build for placed in after.history})
    return made


def go_back(place: Place, build: str, now: datetime) -> Manifest:
    """Let customers have an earlier build again; "" is the one published before the current one. Gives its
    manifest. Raises PublishRefused, SomebodyElse, StorageUnavailable."""
    with place.alone():
        state = place.state()
        builds = [placed.build for placed in state.history]
        wanted = build or _one_before(state.current, builds)
        manifest = place.manifest(wanted) if wanted in builds else None
        if manifest is None:
            there = ", ".join(builds) or "none yet"
            raise PublishRefused([f"There is no build “{wanted}” to go back to. There are: {there}."])
        lost = place.missing(manifest)
        if lost:
            told = f"{len(lost)} files of build {wanted} are missing, for example {min(lost)}"
            remedy = "Choose another build (--list), or publish again."
            raise PublishRefused([f"{told}: somebody removed them. {remedy}"])
        _put_index(place, manifest, now)
        place.switch(msgspec.structs.replace(state, current=wanted))
        return manifest


def _one_before(current: str, builds: list[str]) -> str:
    position = builds.index(current) + 1 if current in builds else 0
    if position >= len(builds):
        remedy = "`listenwell publish --list` shows the builds."
        raise PublishRefused([f"There is no build before the current one to go back to. {remedy}"])
    return builds[position]


def _plan(place: Place, manifest: Manifest, documents: object, now: datetime) -> Plan:
    state = place.state()
    live = place.manifest(state.current) if state.current else None
    lacking = set(documents) - set(place.release.names())
    return plan(manifest, live, state, state.after(manifest.build, now), lacking)


def _put_index(place: Place, manifest: Manifest, now: datetime) -> None:
    """Put the build's index; pages that only the live release has are remembered as withdrawn."""
    index = followed_by(index_in(place.release), manifest.release(), now)
    data = msgspec.json.encode(index)
    if _there(place) != data:
        place.release.put(INDEX, data)


def _there(place: Place) -> bytes | None:
    try:
        return place.release.get(INDEX)
    except DocumentMissing:
        return None


def pages_to_open(index: Index) -> list[str]:
    """An address for each survey, as customers get it first, below the site's root."""
    first = index.organisation.first_language
    found: dict[str, str] = {}
    for page in index.published:
        if page.audience == "customers":
            at = addresses.page(page.survey, page.segment, page.language, first)
            found.setdefault(page.survey, at)
    return list(found.values())
