"""What would publishing a build send, change and take away, in figures and in words?"""

import msgspec

from listenwell.publishing.manifest import Manifest
from listenwell.publishing.place import PublishRefused, State

MOST_FILES = 50
MOST_SHARE = 0.3
"""More files than that going, or a larger share of the pages, has to be meant."""
_FEW_PAGES = 3  # of a site of five pages two are 40 %, and no accident
_LONGEST_LIST = 10


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """The way from the live build to the next: names of files, of the release's documents and of builds."""

    build: str
    live: str
    new: tuple[str, ...]
    changed: tuple[str, ...]
    gone: tuple[str, ...]
    same: int
    size: int
    """Bytes of what is new or changed."""
    release: tuple[str, ...]
    dropped: tuple[str, ...]
    live_pages: int

    @property
    def gone_pages(self) -> int:
        return sum(name.endswith(".html") for name in self.gone)

    @property
    def removes_much(self) -> bool:
        """Whether so much goes that it has to be said twice."""
        pages = self.gone_pages
        return len(self.gone) > MOST_FILES or pages > max(_FEW_PAGES, MOST_SHARE * self.live_pages)


def plan(manifest: Manifest, live: Manifest | None, state: State, after: State, lacking: set[str]) -> Plan:
    """Compare a build with the live one; `lacking` are documents of the release that the place lacks."""
    before = live.files if live else {}
    new = sorted(manifest.files.keys() - before.keys())
    both = sorted(manifest.files.keys() & before.keys())
    changed = [name for name in both if manifest.files[name].sha256 != before[name].sha256]
    kept = {placed.build for placed in after.history}
    return Plan(
        build=manifest.build,
        live=state.current,
        new=tuple(new),
        changed=tuple(changed),
        gone=tuple(sorted(before.keys() - manifest.files.keys())),
        same=len(both) - len(changed),
        size=sum(manifest.files[name].size for name in (*new, *changed)),
        release=tuple(sorted(lacking)),
        dropped=tuple(placed.build for placed in state.history if placed.build not in kept),
        live_pages=len(live.pages()) if live else 0,
    )


def refuse_large_removals(made: Plan, agreed: int | None) -> None:
    """Raises PublishRefused unless `agreed` is the number of files that go."""
    if made.removes_much and agreed != len(made.gone):
        pages = f"{made.gone_pages} of its {made.live_pages} pages"
        told = f"{len(made.gone)} files of the live site would be gone, {pages}"
        raise PublishRefused(
            [
                f"{told}: {_listed(made.gone)}. If that is meant, say it again with the number: "
                f"--delete-many {len(made.gone)}. If not, look at segments/ and at --dist."
            ]
        )


def in_words(made: Plan) -> list[str]:
    """The plan for people, a line each."""
    follows = f", after {made.live}." if made.live else ", the first one here."
    if made.build == made.live:
        follows = " is the live one: nothing of the site changes."
    lines = [f"Build {made.build}{follows}"]
    for what, names in (("New", made.new), ("Changed", made.changed), ("Gone", made.gone)):
        if names:
            lines.append(f"{what}: {_count(len(names), 'file')}: {_listed(names)}")
    lines.append(
        f"To send: {_count(len(made.new) + len(made.changed), 'file')}, {made.size / 1000:,.0f} kB; "
        f"{_count(made.same, 'file')} the same as now."
    )
    if made.release:
        lines.append(f"Release: {_count(len(made.release), 'new document')}, nothing of it is ever removed.")
    if made.dropped:
        lines.append(f"Oldest kept so far, to be removed at the end: {', '.join(made.dropped)}.")
    return lines


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _listed(names: tuple[str, ...]) -> str:
    more = len(names) - _LONGEST_LIST
    return ", ".join(names[:_LONGEST_LIST]) + (f" and {more} more" if more > 0 else "")
