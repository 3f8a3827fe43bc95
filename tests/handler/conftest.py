"""The shipped surveys, released once, and the doors in front of them."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from listenwell.pages.building import build

from .doors import DOORS, Door

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def shipped_release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The release of the shipped templates; to be read only."""
    return build(tmp_path_factory.mktemp("shipped"), ROOT / "survey_templates", portal=None).release


@pytest.fixture(
    scope="module", params=[pytest.param(name, marks=pytest.mark.xdist_group(name)) for name in DOORS]
)
def door(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, shipped_release: Path
) -> Iterator[Door]:
    """Each door in turn, opened once for a module: tests send under ids of their own."""
    with DOORS[request.param](tmp_path_factory.mktemp("door"), shipped_release) as opened:
        yield opened


@pytest.fixture
def release_of_pulse(tmp_path: Path, shipped_release: Path) -> Path:
    """The shipped release with one survey alone: the schedule sweeps a year for each."""
    root = tmp_path / "release"
    shutil.copytree(shipped_release, root)
    index = json.loads((root / "index.json").read_bytes())
    index["published"] = [page for page in index["published"] if page["survey"] == "pulse"]
    (root / "index.json").write_text(json.dumps(index))
    return root
