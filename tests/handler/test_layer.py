"""The layer of the function that compiles summaries, built as `make package` builds it."""

import json
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from listenwell.deploying.failing import Offline
from listenwell.deploying.layer import LARGEST, make_layer_folder, names, size_of, zip_layer

from .test_package import HANDLER, Package, package, pins

__all__ = ["package"]  # the fixture

pytestmark = pytest.mark.xdist_group("package")

ROOT = HANDLER.parent


@pytest.fixture(scope="module")
def layer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The layer's folder. Skips where pip reaches no registry."""
    place = tmp_path_factory.mktemp("layer") / "layer"
    try:
        make_layer_folder(place, ROOT)
    except Offline as error:
        pytest.skip(f"pip reaches no package registry: {error}")
    return place


def test_zip_and_layer_unpack_to_less_than_lambda_takes(layer: Path, package: Package) -> None:
    with ZipFile(package.zip) as zipped:
        assert size_of(layer) + sum(each.file_size for each in zipped.infolist()) <= LARGEST


def test_every_format_is_written_from_zip_and_layer_alone(
    layer: Path, package: Package, tmp_path: Path
) -> None:
    with ZipFile(package.zip) as zipped:
        zipped.extractall(tmp_path / "zip")
    program = """
import json, sys
sys.path[:0] = sys.argv[1:]
import altair, typst, vl_convert, xlsxwriter
from listenwell.summary.charts import available
from listenwell.summary.formats import formats
from listenwell.summary.formats.pdf import _fonts
chart = altair.Chart(altair.Data(values=[{"x": 1}])).mark_bar().encode(x="x:Q")
svg = vl_convert.vegalite_to_svg(chart.to_dict())
pdf = typst.compile(b"#set text(font: \\"Noto Sans\\")\\nGr\\xc3\\xbc\\xc3\\x9fe", font_paths=_fonts())
files = {name: getattr(module, "__file__", None) or "" for name, module in sys.modules.items()}
loaded = {name.split(".")[0] for name, file in files.items() if file.startswith(sys.argv[2])}
print(json.dumps([available(), sorted(formats()), svg[:4], pdf[:4].decode(), sorted(loaded)]))
"""
    done = subprocess.run(  # noqa: S603 (the program stands above)
        [sys.executable, "-I", "-S", "-B", "-c", program, str(tmp_path / "zip"), str(layer / "python")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    charts, written, svg, pdf, loaded = json.loads(done.stdout)
    assert (charts, svg, pdf) == (True, "<svg", "%PDF")
    assert {"csv", "html", "json", "pdf", "xlsx"} <= set(written)
    assert {"altair", "jsonschema", "narwhals", "typst", "vl_convert", "xlsxwriter"} <= set(loaded)


def test_the_layer_has_the_locked_versions_for_the_lambda(layer: Path) -> None:
    locked = pins(ROOT / "requirements.lock")
    shipped = {path.name.removesuffix(".dist-info") for path in (layer / "python").glob("*.dist-info")}
    assert shipped == {f"{name.replace('-', '_')}-{locked[name]}" for name in names(ROOT)}
    machines = {
        path.name for path in layer.rglob("*.so") if "x86_64" not in path.name and "abi3" not in path.name
    }
    assert machines == set()


def test_the_same_files_give_the_same_layer(tmp_path: Path) -> None:
    made = []
    for place in (tmp_path / "one", tmp_path / "two"):
        (place / "python").mkdir(parents=True)
        for name in ("b.so", "a.py") if place.name == "one" else ("a.py", "b.so"):
            (place / "python" / name).write_text(name)
        zip_layer(place, tmp_path / f"{place.name}.zip")
        made.append((tmp_path / f"{place.name}.zip").read_bytes())
    assert made[0] == made[1]


def test_only_the_function_that_compiles_has_the_layer(package: Package) -> None:
    assert {name for name, function in package.functions().items() if "Layers" in function} == {
        "CompileSummaries"
    }
