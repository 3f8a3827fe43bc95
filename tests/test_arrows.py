"""Arrows point one way: which part of ours may import which, and who alone touches the world outside.

Every import counts, wherever it stands: in a function, under TYPE_CHECKING, by importlib.
"""

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

LAYERS = (
    ("build", "cli", "deploying", "docs", "handler", "local", "site"),
    ("intake", "interchange", "mailing", "pages", "publishing", "staff", "summary", "translations"),
    ("archive", "stats", "storage", "tally"),
    ("survey",),
    ("__init__", "logs", "safe_cells", "settings", "web"),
)
"""From top to bottom. A part imports from lower layers and from its own, where no circle comes of it."""

ALONE = ("survey", "stats")
"""They import nothing of ours but themselves."""

ONE = {"commands": "cli"}
"""The command line is cli.py and a file for each command."""

ONLY_IN = {
    "argon2": ("listenwell/local/passwords.py",),
    "boto3": ("listenwell/storage/aws_client.py",),
    "botocore": tuple(
        f"listenwell/storage/{name}.py"
        for name in ("aws", "aws_account", "aws_client", "aws_held", "aws_site", "aws_stack")
    ),
    "chalice": ("handler/app.py",),
    "openpyxl": ("listenwell/interchange/workbook.py",),
    "yaml": ("listenwell/survey/lines.py",),
}
ENVIRONMENT = ("environ", "environb", "getenv", "getenvb", "putenv", "unsetenv")
ENVIRONMENT_ONLY_IN = "listenwell/settings.py"
SOURCES = ("build.py", "handler/*.py", "docs/**/*.py", "site/**/*.py", "listenwell/**/*.py")


class Import:
    """An import of the module `name` in line `line` of `file`."""

    def __init__(self, file: str, line: int, name: str) -> None:
        self.file, self.line, self.name = file, line, name

    def told(self, rule: str) -> str:
        return f"{self.file}, line {self.line}: imports {self.name}; {rule}"


def broken_rules(root: Path) -> list[str]:
    """Every import below `root` that breaks a rule, a line each."""
    files = sorted(path for pattern in SOURCES for path in root.glob(pattern))
    told, edges = [], {}
    for path in files:
        file = path.relative_to(root).as_posix()
        tree = ast.parse(path.read_text(encoding="utf-8"))
        importer = part(root, ".".join(path.relative_to(root).with_suffix("").parts))
        for each in imports(file, tree):
            homes = ONLY_IN.get(each.name.split(".")[0])
            if homes and file not in homes:
                told.append(each.told(f"only {' and '.join(homes)} may"))
            imported = part(root, each.name)
            if each.name.split(".")[0] != "listenwell" or imported == importer:
                continue
            if importer in ALONE:
                told.append(each.told(f"{importer} imports nothing of ours but itself"))
            elif depth(importer) > depth(imported):
                told.append(each.told(f"{importer} lies below {imported}"))
            else:
                edges.setdefault(importer, {}).setdefault(imported, each)
        if file != ENVIRONMENT_ONLY_IN:
            told += [
                f"{file}, line {line}: reads the environment; only {ENVIRONMENT_ONLY_IN} may"
                for line in readings_of_the_environment(tree)
            ]
    return told + circles(edges)


def imports(file: str, tree: ast.AST) -> Iterator[Import]:
    """Every import in a module, by the full name of what is imported."""
    package = file.removesuffix(".py").split("/")[:-1]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(file, node.lineno, alias.name)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*above, *([node.module] if node.module else [])])
            for alias in node.names:
                yield Import(file, node.lineno, f"{module}.{alias.name}")
        elif isinstance(node, ast.Call) and node.args and called(node) in ("import_module", "__import__"):
            given = node.args[0]
            first = given.values[0] if isinstance(given, ast.JoinedStr) and given.values else given
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield Import(file, node.lineno, first.value)


def called(node: ast.Call) -> str:
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def readings_of_the_environment(tree: ast.AST) -> list[int]:
    return sorted(
        node.lineno
        for node in ast.walk(tree)
        if (isinstance(node, ast.Attribute) and node.attr in ENVIRONMENT)
        or (isinstance(node, ast.ImportFrom) and node.module == "os" and named(node) & set(ENVIRONMENT))
    )


def named(node: ast.ImportFrom) -> set[str]:
    return {alias.name for alias in node.names}


def part(root: Path, module: str) -> str:
    """The part of ours that a module belongs to: a name in LAYERS."""
    head, *rest = module.split(".")
    if head != "listenwell":
        return head
    # `from listenwell import x` is a part of that name, or a value in __init__.py.
    found = rest and any((root / "listenwell" / name).exists() for name in (rest[0], f"{rest[0]}.py"))
    return ONE.get(rest[0], rest[0]) if found else "__init__"


def depth(name: str) -> int:
    """How far down it lies. Raises StopIteration for a part that LAYERS does not know."""
    return next(i for i, names in enumerate(LAYERS) if name in names)


def circles(edges: dict[str, dict[str, Import]]) -> list[str]:
    """The first circle among parts, told by one of its imports."""
    try:
        TopologicalSorter(edges).prepare()
    except CycleError as error:
        circle = error.args[1]
        return [edges[circle[1]][circle[0]].told(f"a circle: {' <- '.join(circle)}")]
    return []


def test_no_import_goes_against_the_arrows() -> None:
    assert broken_rules(ROOT) == []


def test_every_part_of_ours_has_its_layer() -> None:
    parts = {ONE.get(p.stem, p.stem) for p in (ROOT / "listenwell").iterdir() if p.stem != "__pycache__"}
    assert parts <= {name for names in LAYERS for name in names}


# What follows proves that the test above can fail.

TREE = {
    "listenwell/__init__.py": '__version__ = "1"\n',
    "listenwell/settings.py": "import os\n\nHOME = os.environ\n",
    "listenwell/web.py": "",
    "listenwell/cli.py": "from listenwell import __version__, web\nfrom listenwell.commands import run\n",
    "listenwell/commands/__init__.py": "",
    "listenwell/commands/run.py": "import listenwell.cli\nfrom listenwell.intake import x\n",
    "listenwell/intake/__init__.py": "from .checking import x\n",
    "listenwell/intake/checking.py": "from listenwell.pages import y\nfrom listenwell.storage import z\n",
    "listenwell/pages/__init__.py": "from listenwell.survey.lines import y\n",
    "listenwell/local/__init__.py": "",
    "listenwell/storage/__init__.py": "z = 1\n",
    "listenwell/storage/aws_client.py": "import boto3\nfrom botocore.config import Config\n",
    "listenwell/stats/__init__.py": "from math import sqrt\nfrom . import mean\n",
    "listenwell/stats/mean.py": "",
    "listenwell/survey/__init__.py": "",
    "listenwell/survey/lines.py": "import yaml\n",
    "handler/app.py": "from chalice import Chalice\nfrom listenwell.intake import x\n",
    "build.py": "from listenwell.cli import main\n",
}


def planted(root: Path, file: str, code: str) -> list[str]:
    """The rules that a small tree in order breaks after `code` has been added to a file of it."""
    for name, text in {**TREE, file: TREE.get(file, "") + code}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    return broken_rules(root)


def test_a_tree_in_order_breaks_no_rule(tmp_path: Path) -> None:
    assert planted(tmp_path, "listenwell/pages/fine.py", "from listenwell.storage import z\n") == []


@pytest.mark.parametrize(
    ("file", "code", "told"),
    [
        (
            "listenwell/storage/x.py",
            "def f():\n    from listenwell.pages import y\n",
            "line 2: imports listenwell.pages.y; storage lies below pages",
        ),
        (
            "listenwell/storage/x.py",
            "from ..intake.checking import x\n",
            "line 1: imports listenwell.intake.checking.x; storage lies below intake",
        ),
        (
            "listenwell/storage/x.py",
            "import importlib\n\nimportlib.import_module(f'listenwell.local.{importlib}')\n",
            "line 3: imports listenwell.local.; storage lies below local",
        ),
        (
            "listenwell/settings.py",
            "import listenwell.survey.lines\n",
            "line 4: imports listenwell.survey.lines; settings lies below survey",
        ),
        (
            "listenwell/stats/x.py",
            "from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    import listenwell.survey\n",
            "line 4: imports listenwell.survey; stats imports nothing of ours but itself",
        ),
        (
            "listenwell/survey/x.py",
            "from listenwell import settings\n",
            "line 1: imports listenwell.settings; survey imports nothing of ours but itself",
        ),
        (
            "listenwell/pages/x.py",
            "from listenwell.intake import x\n",
            "line 1: imports listenwell.intake.x; a circle: intake <- pages <- intake",
        ),
        (
            "listenwell/storage/x.py",
            "def f():\n    import botocore.session\n",
            "line 2: imports botocore.session; "
            "only listenwell/storage/aws.py and listenwell/storage/aws_account.py and "
            "listenwell/storage/aws_client.py and listenwell/storage/aws_held.py and "
            "listenwell/storage/aws_site.py and listenwell/storage/aws_stack.py may",
        ),
        ("listenwell/local/x.py", "import chalice\n", "line 1: imports chalice; only handler/app.py may"),
        (
            "listenwell/survey/x.py",
            "import yaml\n",
            "line 1: imports yaml; only listenwell/survey/lines.py may",
        ),
        (
            "listenwell/intake/x.py",
            "import os as o\n\no.getenv('HOME')\n",
            "line 3: reads the environment; only listenwell/settings.py may",
        ),
        (
            "handler/app.py",
            "from os import environ\n",
            "line 3: reads the environment; only listenwell/settings.py may",
        ),
    ],
)
def test_a_planted_import_is_told(tmp_path: Path, file: str, code: str, told: str) -> None:
    assert planted(tmp_path, file, code) == [f"{file}, {told}"]
