"""The place on AWS: builds side by side in a bucket, and a CloudFront function that chooses one of them.

    builds/<build>/...        the site; all that CloudFront may read
    manifests/<build>.json    what is in it, once it is whole
    current.json              the build published last, and the last ten
    404.html                  of the build published last, for addresses that lead nowhere
    lock.json                 while somebody publishes

S3 has no rename, so no page could be put in place of another together with the rest. A few hundred bytes of
code at CloudFront can: the function puts the build's name before the path of every request, and publishing
it is one step. So nothing is ever overwritten, nothing needs invalidating, and going back sends nothing.
"""

import re
import secrets
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path

import msgspec

from listenwell.publishing.caching import UNVERSIONED, headers_of
from listenwell.publishing.manifest import Manifest, as_noted
from listenwell.publishing.place import Done, SomebodyElse, State
from listenwell.settings import Settings
from listenwell.storage.aws import S3Documents
from listenwell.storage.aws_client import open_client
from listenwell.storage.aws_site import Function, SiteBucket
from listenwell.storage.contract import StorageUnavailable

AT_ONCE = 24
"""Calls to S3 under way at the same time."""
LEASE = timedelta(seconds=60)
"""After so long without a sign of life a publisher counts as gone."""

_BUILD = re.compile(r'^var BUILD = "([0-9a-f]{12})";$', re.MULTILINE)
ERROR_PAGE = "404.html"
_STATE, _LOCK = "current.json", "lock.json"


class OnAws:
    """A Place in a bucket and a CloudFront function; see the contract."""

    def __init__(
        self,
        bucket: SiteBucket,
        release: S3Documents,
        function: Function | None,
        where: str,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        """`where` is the bucket as people write it; without `function` something else leads to the builds."""
        self.release = release
        self._bucket = bucket
        self._function = function
        self._where = where
        self._state_tag: str | None = None
        self._lease = _Lease(bucket, where, now, pause)

    @classmethod
    def of(cls, chosen: Settings) -> "OnAws":
        """With clients of the environment."""
        s3 = open_client("s3")
        function = Function(open_client("cloudfront"), chosen.switch) if chosen.switch else None
        return cls(
            SiteBucket(s3, chosen.site),
            S3Documents(s3, chosen.bucket, "release/"),
            function,
            f"s3://{chosen.site}",
        )

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the lock, which expires when a publisher was killed; see the contract."""
        self._lease.take()
        try:
            yield
        finally:
            with suppress(StorageUnavailable):  # then it expires
                self._lease.give_back()

    def state(self) -> State:
        """Current is what the function leads to, where there is one."""
        found = self._bucket.get(_STATE)
        self._state_tag = found[1] if found else None
        state = msgspec.json.decode(found[0], type=State) if found else State()
        if self._function is None:
            return state
        shown = _build_in(self._function.live())
        known = any(placed.build == shown for placed in state.history)
        return State(shown if known else "", state.history)

    def manifest(self, build: str) -> Manifest | None:
        """See the contract."""
        found = self._bucket.get(f"manifests/{build}.json")
        with suppress(msgspec.DecodeError):
            return msgspec.json.decode(found[0], type=Manifest) if found else None
        return None

    def missing(self, manifest: Manifest) -> set[str]:
        """Names that are not there: S3 writes an object whole or not at all."""
        return manifest.files.keys() - set(self._bucket.names(f"builds/{manifest.build}/"))

    def add_to_release(self, documents: Mapping[str, Path], done: Done) -> None:
        """See the contract."""
        self._all(documents, lambda name: self.release.put_new(name, documents[name].read_bytes()), done)

    def fill(self, manifest: Manifest, public: Path, before: Manifest | None, done: Done) -> None:
        """What is the same in the build before is copied within S3."""
        lacking = self.missing(manifest)
        done(len(manifest.files) - len(lacking))

        def bring(name: str) -> None:
            file, key = manifest.files[name], f"builds/{manifest.build}/{name}"
            same = before is not None and before.form == manifest.form and before.files.get(name) == file
            if not (same and self._bucket.copy(f"builds/{before.build}/{name}", key)):
                self._bucket.put(key, as_noted(public / name, file.sha256), file.sha256, **headers_of(name))

        self._all(sorted(lacking), bring, done)
        self._put_error_page(manifest, public)
        noted = msgspec.json.encode(manifest)
        self._bucket.swap(f"manifests/{manifest.build}.json", noted, None)

    def _put_error_page(self, manifest: Manifest, public: Path) -> None:
        """CloudFront fetches it without asking the function, so it lies where no build's name leads to."""
        file = manifest.files.get(ERROR_PAGE)
        if file:
            data, headers = as_noted(public / ERROR_PAGE, file.sha256), headers_of(ERROR_PAGE)
            self._bucket.put(ERROR_PAGE, data, file.sha256, **{**headers, "CacheControl": UNVERSIONED})

    def switch(self, state: State) -> None:
        """The state by a conditional put, then the function."""
        data = msgspec.json.encode(state)
        found = self._bucket.get(_STATE)
        if found is None or found[0] != data:
            if (found[1] if found else None) != self._state_tag:
                raise self._lease.lost()
            self._state_tag = self._bucket.swap(_STATE, data, self._state_tag)
            if self._state_tag is None:
                raise self._lease.lost()
        code = function_code(state.current)
        if self._function and self._function.live() != code and not self._function.replace(code):
            raise self._lease.lost()

    def keep_only(self, builds: Collection[str]) -> int:
        """A build's manifest goes first: what is left of a build without one is removed next time."""
        noted = {name.removesuffix(".json") for name in self._bucket.names("manifests/")}
        gone = sorted((noted | self._bucket.folders("builds/")) - set(builds))
        for build in gone:
            self._lease.renew()
            self._bucket.remove([f"manifests/{build}.json"])
            self._bucket.remove(f"builds/{build}/{name}" for name in self._bucket.names(f"builds/{build}/"))
        return len(gone)

    def told(self, build: str) -> str:
        """See the contract."""
        if self._function is None:
            at = f"{self._where}/builds/{build}/"
            return (
                f"Build {build} is in {at}. LISTENWELL_SWITCH is not set, so no CloudFront function was "
                "told: lead your site there yourself."
            )
        return (
            f"CloudFront answers with build {build}, everywhere within a minute or so. Nothing had to be "
            "invalidated, for its cache knows the pages of each build apart."
        )

    def _all(self, names: Iterable[str], work: Callable[[str], object], done: Done) -> None:
        """Do the work for every name, many at once; the first failure ends it."""
        pool = ThreadPoolExecutor(AT_ONCE)
        try:
            for finished in as_completed([pool.submit(work, name) for name in names]):
                finished.result()
                done(1)
                self._lease.renew()
        finally:
            pool.shutdown(cancel_futures=True)


def function_code(build: str) -> str:
    """The code of the CloudFront function that leads to that build."""
    return (
        files("listenwell.publishing")
        .joinpath("choose_build.js")
        .read_text("utf-8")
        .replace("BUILD_NAME", build)
    )


def _build_in(code: str) -> str:
    found = _BUILD.search(code)
    return found[1] if found else ""


class _Held(msgspec.Struct):
    """What the lock says; nothing of who holds it."""

    token: str
    until: datetime


class _Lease:
    """A lock that its holder has to renew, so that a publisher who was killed does not lock others out."""

    def __init__(
        self, bucket: SiteBucket, where: str, now: Callable[[], datetime], pause: Callable[[float], None]
    ) -> None:
        self._bucket, self._where, self._now, self._pause = bucket, where, now, pause
        self._tag: str | None = None
        self._until = now()

    def take(self) -> None:
        """Waits for a holder who gives no sign of life, a minute at the most. Raises SomebodyElse."""
        found = self._bucket.get(_LOCK)
        if found:
            left = (msgspec.json.decode(found[0], type=_Held).until - self._now()).total_seconds()
            if left > 0:
                self._pause(min(left, LEASE.total_seconds()))
                again = self._bucket.get(_LOCK)
                if again and again[1] != found[1]:
                    raise self.lost()
                found = again
        self._hold(found[1] if found else None)

    def renew(self) -> None:
        """Give a sign of life, when a third of the time is over. Raises SomebodyElse."""
        if self._until - self._now() < LEASE * 2 / 3:
            self._hold(self._tag)

    def give_back(self) -> None:
        """Let others publish; a lock that is no longer ours is left alone."""
        found = self._bucket.get(_LOCK)
        if found and found[1] == self._tag:
            self._bucket.remove([_LOCK])

    def lost(self) -> SomebodyElse:
        """What to say."""
        told = f"Somebody else is publishing to {self._where}"
        return SomebodyElse(f"{told}. The site is whole meanwhile; try again when they are done.")

    def _hold(self, before: str | None) -> None:
        self._until = self._now() + LEASE
        held = _Held(secrets.token_hex(8), self._until)
        self._tag = self._bucket.swap(_LOCK, msgspec.json.encode(held), before)
        if self._tag is None:
            raise self.lost()
