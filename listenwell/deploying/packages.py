"""Which packages did a stage have, newest first, and where do they lie?

In the bucket: `<stage>/zips/<sha256>.zip`, `layers/<sha256>.zip`, `templates/<sha256>.json` and
`history.json`, of the last ten. What lies there never changes: its name is its hash.
"""

import hashlib
import json
from datetime import datetime
from typing import Any

import msgspec

from listenwell.storage.aws_account import telling
from listenwell.storage.aws_site import SiteBucket
from listenwell.storage.cloud_refused import CloudRefused

KEPT = 10
_TRIES = 5


class Package(msgspec.Struct, frozen=True):
    """Zip, template and layer, by the SHA-256 of each in hex; that of the template is of its meaning."""

    zip: str
    template: str
    layer: str = ""
    """"" where there is none."""

    @property
    def name(self) -> str:
        """How people call it: twelve hex digits."""
        return hashlib.sha256(f"{self.zip} {self.template} {self.layer}".encode()).hexdigest()[:12]


class Deployed(msgspec.Struct, frozen=True):
    """A package, and when it was first put in place (UTC)."""

    package: Package
    at: datetime


History = list[Deployed]


def package_of(zipped: bytes, template: dict[str, Any], layer: bytes = b"") -> Package:
    """`layer` is empty where there is none."""
    of_layer = hashlib.sha256(layer).hexdigest() if layer else ""
    return Package(hashlib.sha256(zipped).hexdigest(), hash_of(template), of_layer)


def hash_of(template: dict[str, Any]) -> str:
    """The same for templates that say the same, however CloudFormation gives them back."""
    return hashlib.sha256(json.dumps(template, sort_keys=True).encode()).hexdigest()


class Packages:
    """The packages of a stage. Every method may raise CloudRefused."""

    def __init__(self, bucket: SiteBucket, stage: str) -> None:
        self._bucket = bucket
        self._stage = stage

    def zip_key(self, package: Package) -> str:
        return f"{self._stage}/zips/{package.zip}.zip"

    def template_key(self, package: Package) -> str:
        return f"{self._stage}/templates/{package.template}.json"

    def layer_key(self, package: Package) -> str:
        """ "" where there is none."""
        return f"{self._stage}/layers/{package.layer}.zip" if package.layer else ""

    def zip_in(self, key: str) -> str:
        """The hash in the key of a zip or a layer."""
        return key.rpartition("/")[2].removesuffix(".zip")

    @telling()
    def put(self, package: Package, zipped: bytes, template: bytes, layer: bytes = b"") -> None:
        """Put them there; S3 checks that they arrive whole. A layer, of 70 MB, is sent once."""
        if layer and "" not in self._bucket.names(self.layer_key(package)):
            self._bucket.put(self.layer_key(package), layer, package.layer)
        for key, data in ((self.zip_key(package), zipped), (self.template_key(package), template)):
            self._bucket.put(key, data, hashlib.sha256(data).hexdigest())

    @telling()
    def template(self, package: Package) -> dict[str, Any]:
        """The template of a package that lies here, zip and template whole."""
        zipped = self._bucket.get(self.zip_key(package))
        template = self._bucket.get(self.template_key(package))
        layer = not package.layer or "" in self._bucket.names(self.layer_key(package))
        same = Package(package.zip, package.template)
        whole = layer and zipped and template and package_of(zipped[0], json.loads(template[0])) == same
        if not whole:
            raise CloudRefused(
                f"The package {package.name} no longer lies whole in the bucket of the packages. Choose "
                "another one (--list), or deploy again."
            )
        return json.loads(template[0])

    @telling()
    def history(self) -> History:
        """Newest first."""
        found = self._bucket.get(self._history)
        return msgspec.json.decode(found[0], type=History) if found else []

    @telling()
    def note(self, package: Package, at: datetime) -> None:
        """Put it first in the history, unless it is there; remove what falls off the end."""
        for _ in range(_TRIES):
            found = self._bucket.get(self._history)
            before = msgspec.json.decode(found[0], type=History) if found else []
            if before and before[0].package == package:
                return
            others = [each for each in before if each.package != package]
            after = [Deployed(package, at), *others]
            data = msgspec.json.encode(after[:KEPT])
            if self._bucket.swap(self._history, data, found[1] if found else None):
                self._bucket.remove(_keys(self, after[KEPT:]) - _keys(self, after[:KEPT]))
                return
        raise CloudRefused("Somebody else deploys at this moment. Run the same command again.")

    @telling()
    def leave(self, text: bytes) -> None:
        """Write down what a removal is about to remove."""
        self._bucket.put(self._left, text, hashlib.sha256(text).hexdigest())

    @telling()
    def left(self) -> bytes:
        """What `leave` wrote down last; empty when there is none."""
        found = self._bucket.get(self._left)
        return found[0] if found else b""

    @telling()
    def forget(self) -> None:
        """Remove all that the stage has here."""
        self._bucket.remove([f"{self._stage}/{name}" for name in self._bucket.names(f"{self._stage}/")])

    @property
    def _left(self) -> str:
        return f"{self._stage}/left.json"

    @property
    def _history(self) -> str:
        return f"{self._stage}/history.json"


def _keys(packages: Packages, deployed: History) -> set[str]:
    each = [entry.package for entry in deployed]
    named = (packages.zip_key, packages.template_key, packages.layer_key)
    return {key(package) for package in each for key in named} - {""}


def one_before(history: History, current: Package | None, wanted: str) -> Package:
    """The package to go back to: the one named, or the one deployed before the current one.

    Raises CloudRefused.
    """
    if wanted:
        found = next((each.package for each in history if each.package.name == wanted), None)
        if found is None:
            there = ", ".join(each.package.name for each in history) or "none yet"
            raise CloudRefused(f"There is no package “{wanted}” to go back to. There are: {there}.")
        return found
    packages = [each.package for each in history]
    position = packages.index(current) + 1 if current in packages else 0
    if position >= len(packages):
        raise CloudRefused("There is no deployment before this one to go back to; --list shows them.")
    return packages[position]
