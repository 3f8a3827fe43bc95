"""What is put on AWS? The zip of the functions, their layer and one plain CloudFormation template.

`make package` runs this module. Chalice declares the functions, the routes and the schedule; SAM's own
translator makes plain CloudFormation of it, so that what is checked and tried is what AWS gets; the pieces
in handler/resources are merged in.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zipfile import ZipFile

from listenwell.deploying.failing import PackagingFailed, failed
from listenwell.deploying.layer import LARGEST, LAYER, make_layer_folder, size_of, zip_layer
from listenwell.settings import for_program

Template = dict[str, Any]

ROOT = Path(__file__).parents[2]
HANDLER = ROOT / "handler"
ZIP, TEMPLATE = "deployment.zip", "template.json"
FIRST = "chalice.json"
"""The piece that is merged before SAM is translated; the others add to what came of it."""
REGION = "us-east-1"
"""The template holds nothing of a region, but Chalice and SAM want one."""

# CloudFront's managed policies: nothing is kept; all that the browser sent goes on, but for the host.
_UNCACHED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
_AS_SENT = "b689b0a8-53d0-40ab-baf2-68738e2966ac"
_ALL_METHODS = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"]


def make_package(out: Path, work: Path, handler: Path = HANDLER) -> None:
    """Write the zip and the template into `out`; `work` is an empty folder to work in.

    The same sources give the same bytes. Raises PackagingFailed.
    """
    app = work / "handler"
    _copy(handler, app)
    _chalice(app, work / "out")
    out.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(work / "out" / ZIP, out / ZIP)
    sam = json.loads((work / "out" / "sam.json").read_text(encoding="utf-8"))
    (out / TEMPLATE).write_text(json.dumps(template_of(sam, handler), indent=1) + "\n", encoding="utf-8")


def template_of(sam: Template, handler: Path = HANDLER) -> Template:
    """Chalice's SAM template -> the template that AWS gets."""
    template = _plain(sam)
    # Chalice's own name stages and versions, and would change the template without need.
    del template["Outputs"]
    for path in pieces(handler):
        if path.name != FIRST:
            merge(template, json.loads(path.read_text(encoding="utf-8")), path.name)
    distribution = template["Resources"]["Distribution"]["Properties"]["DistributionConfig"]
    paths = template["Resources"]["RestAPI"]["Properties"]["Body"]["paths"]
    distribution["CacheBehaviors"] = _behaviours(paths)
    return template


def pieces(handler: Path = HANDLER) -> list[Path]:
    """The files that our part of the template stands in."""
    return sorted((handler / "resources").glob("*.json"))


def merge(into: dict[str, Any], piece: dict[str, Any], name: str) -> None:
    """Add the piece. Raises PackagingFailed where both say something different of one thing."""
    for key, value in piece.items():
        there = into.setdefault(key, value)
        if isinstance(there, dict) and isinstance(value, dict) and there is not value:
            merge(there, value, f"{name}, {key}")
        elif there != value:
            raise PackagingFailed(f"{name}: {key} is said twice, and differently.")


def _copy(handler: Path, app: Path) -> None:
    """A clean copy: no bytecode, no cached zip, nothing that only the command line needs."""
    left = shutil.ignore_patterns("__pycache__", "deployments", "deployed", "resources")
    shutil.copytree(handler, app, ignore=left)
    for name in (handler / "left-out.txt").read_text(encoding="utf-8").split():
        left_out = app / "vendor" / name
        shutil.rmtree(left_out) if left_out.is_dir() else left_out.unlink()


def _chalice(app: Path, out: Path) -> None:
    command = [
        *(Path(sys.executable).with_name("chalice"), "package"),
        *("--merge-template", HANDLER / "resources" / FIRST, out),
    ]
    # No configuration of this machine's user may reach the package.
    region = {"AWS_DEFAULT_REGION": REGION, "AWS_CONFIG_FILE": str(app / "none")}
    environment = for_program(**region, PYTHONDONTWRITEBYTECODE="1")
    for name in ("AWS_PROFILE", "AWS_DEFAULT_PROFILE"):
        environment.pop(name, None)  # what they name is in the configuration that is kept away
    done = subprocess.run(  # noqa: S603 (the command stands above)
        command,
        cwd=app,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    said = done.stdout + done.stderr
    if done.returncode or "Could not install dependencies" in said:
        raise failed(said)


def _plain(sam: Template) -> Template:
    """SAM translated to plain CloudFormation."""
    # It takes a second to load, and the SDK that it brings asks for a region.
    from samtranslator.parser.parser import Parser  # noqa: PLC0415
    from samtranslator.translator.translator import Translator  # noqa: PLC0415

    translator = Translator(None, Parser(), boto_session=SimpleNamespace(region_name=REGION))
    return translator.translate(sam, parameter_values={}, get_managed_policy_map=dict)


def _behaviours(paths: dict[str, Any]) -> list[dict[str, Any]]:
    """What CloudFront passes on to the API: everything below the first parts of its routes."""
    tops = sorted({path.split("/")[1] for path in paths})
    own = {top for top in tops if f"/{top}" in paths}
    patterns = [pattern for top in tops for pattern in ([f"/{top}"] * (top in own) + [f"/{top}/*"])]
    return [
        {
            "PathPattern": pattern,
            "TargetOriginId": "api",
            "ViewerProtocolPolicy": "redirect-to-https",
            "AllowedMethods": _ALL_METHODS,
            "Compress": True,
            "CachePolicyId": _UNCACHED,
            "OriginRequestPolicyId": _AS_SENT,
            "ResponseHeadersPolicyId": {"Ref": "SecurityHeaders"},
        }
        for pattern in patterns
    ]


def add_layer(folder: Path, out: Path) -> int:
    """Write the layer into `out`; bytes of zip and layer together, unpacked. Raises PackagingFailed."""
    make_layer_folder(folder, ROOT)
    zip_layer(folder, out / LAYER)
    with ZipFile(out / ZIP) as zipped:
        unpacked = size_of(folder) + sum(each.file_size for each in zipped.infolist())
    if unpacked > LARGEST:
        raise PackagingFailed(f"Zip and layer are {unpacked:,} bytes unpacked; Lambda takes {LARGEST:,}.")
    return unpacked


def main() -> int:
    """`make package`: into build/package, with what came of it."""
    out, work = ROOT / "build" / "package", ROOT / "build" / "packaging"
    shutil.rmtree(work, ignore_errors=True)
    shutil.rmtree(out, ignore_errors=True)
    work.mkdir(parents=True)
    try:
        make_package(out, work)
        unpacked = add_layer(work / "layer", out)
    except PackagingFailed as error:
        print(f"Error: {error}", file=sys.stderr)
        return 1
    finally:
        shutil.rmtree(work, ignore_errors=True)
    for path in (out / ZIP, out / LAYER, out / TEMPLATE):
        print(f"{path.relative_to(ROOT)}: {path.stat().st_size:,} bytes")
    print(f"Zip and layer unpacked: {unpacked:,} bytes; Lambda takes {LARGEST:,}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
