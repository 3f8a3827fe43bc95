"""What holds for the whole package: its examples run, its imports stay inside, its docstrings are whole."""

import ast
import doctest
import importlib
import inspect
import pkgutil
import sys
from pathlib import Path

import msgspec
import pytest

from listenwell import stats

ROOT = Path(stats.__path__[0])
MODULES = sorted(
    [stats.__name__, *(found.name for found in pkgutil.walk_packages([str(ROOT)], f"{stats.__name__}."))]
)
FUNCTIONS = [name for name in stats.__all__ if inspect.isfunction(getattr(stats, name))]
RESULTS = [name for name in stats.__all__ if inspect.isclass(getattr(stats, name))]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_in_the_docstrings_run(name):
    # importlib and not an attribute of the package: several functions bear their module's name.
    importlib.import_module(name)
    assert doctest.testmod(sys.modules[name]).failed == 0


@pytest.mark.parametrize("path", sorted(ROOT.rglob("*.py")), ids=lambda path: path.stem)
def test_only_the_standard_library_msgspec_and_this_package_are_imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module]
        for name in names:
            assert (
                name.startswith("listenwell.stats")
                or name.partition(".")[0] in sys.stdlib_module_names
                or name.partition(".")[0] == "msgspec"
            )


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_public_function_names_its_source_refusals_and_an_example(name):
    told = inspect.getdoc(getattr(stats, name))
    assert ">>> " in told
    if name not in {"clearly_overdispersed", "relative_weights"}:  # these refuse nothing
        assert "Raises ValueError" in told
    assert "ource" in told or "as `" in told


@pytest.mark.parametrize("name", RESULTS)
def test_every_result_is_frozen_and_described(name):
    kind = getattr(stats, name)
    assert issubclass(kind, msgspec.Struct)
    assert kind.__struct_config__.frozen
    assert inspect.getdoc(kind)


def test_the_map_names_every_module():
    told = stats.__doc__
    for path in ROOT.glob("*.py"):
        assert path.stem == "__init__" or path.stem in told
