"""What is beside the zip for the function that compiles summaries? The layer: charts, PDF, workbook, fonts.

Lambda unpacks it into /opt, so that all lies below python/. Zip and layer may unpack to 250 MB together.
Source: AWS, Lambda quotas; Packaging your layer content.
"""

import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from listenwell.deploying.failing import failed
from listenwell.settings import for_program
from listenwell.summary.formats.pdf import FONTS

LAYER = "layer.zip"
LARGEST = 250 * 1024 * 1024
"""Bytes that the zip and the layer may have together, unpacked."""

_MADE = (1980, 1, 1, 0, 0, 0)
"""The time of every file, the first that a zip can tell: the same files give the same bytes."""


def make_layer_folder(folder: Path, root: Path) -> None:
    """Bring what handler/layer.txt names into `folder`/python, for the machine and the Python of the Lambda.

    The versions and their hashes are those of requirements.lock. Raises PackagingFailed.
    """
    python = folder / "python"
    python.mkdir(parents=True)
    wanted = folder / "wanted.txt"
    wanted.write_text(_locked(root), encoding="utf-8")
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    done = subprocess.run(  # noqa: S603 (the command stands here)
        [
            *(sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"),
            *("--no-deps", "--no-compile", "--only-binary", ":all:", "--platform", "manylinux2014_x86_64"),
            *("--implementation", "cp", "--python-version", version, "--require-hashes"),
            *("--target", python, "-r", wanted),
        ],
        env=for_program(),
        capture_output=True,
        text=True,
        check=False,
    )
    wanted.unlink()
    if done.returncode:
        raise failed(done.stdout + done.stderr)
    shutil.rmtree(python / "bin", ignore_errors=True)  # commands, which no function runs
    shutil.copytree(root / "listenwell" / "summary" / "fonts", python / FONTS)


def zip_layer(folder: Path, out: Path) -> None:
    """The folder as the zip that AWS takes; the same files give the same bytes."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as zipped:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), _MADE)
            entry.external_attr = (0o755 if path.suffix == ".so" else 0o644) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            zipped.writestr(entry, path.read_bytes())


def size_of(folder: Path) -> int:
    """Bytes of all files in it."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _locked(root: Path) -> str:
    """The lines of requirements.lock, with their hashes, for what handler/layer.txt names."""
    lock = (root / "requirements.lock").read_text(encoding="utf-8")
    blocks = {name: block for block, name in re.findall(r"^(([\w.-]+)==(?:.*\\\n)*.*\n)", lock, re.M)}
    return "".join(blocks[name] for name in names(root))


def names(root: Path) -> list[str]:
    """The packages that handler/layer.txt names."""
    lines = (root / "handler" / "layer.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]
