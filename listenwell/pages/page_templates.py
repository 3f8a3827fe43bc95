"""The page templates as text, with every problem in them."""

import re
from collections.abc import Callable
from pathlib import Path

import jinja2
import msgspec

from listenwell.pages.clause_table import CLAUSES
from listenwell.pages.clauses import read_clauses
from listenwell.pages.styling import imports
from listenwell.pages.templating import environment
from listenwell.survey.lines import Node, parse
from listenwell.survey.problems import Problem, Problems, near_match
from listenwell.survey.question_types import QUESTION_TYPES

_NEEDED = (
    *(
        "base.html",
        "survey.html",
        "thanks.html",
        "receipt.html",
        "message.html",
        "state.html",
        "written.html",
        "ways.html",
        "style.css",
        "survey.css",
        "problems.css",
        "thanks.css",
        "receipt.css",
        "written.css",
        "script.js",
    ),
    "questions/_parts.html",
    "questions/_scale.html",
    "questions/_when.html",
    *(f"questions/{name}.html" for name in QUESTION_TYPES),
    *("summaries/summary.html", "summaries/overview.html", "summaries/summary.css", "summaries/sort.js"),
    "summaries/summary.typ",
    *(f"summaries/pack/{name}.html" for name in ("frame", "readme", "method", "questionnaires", "clauses")),
)
_TEXTS = (".html", ".css", ".js", ".typ")
_WORDS = "words/"
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def read_page_templates(
    folder: Path, check: Callable[[str], object] | None = None
) -> tuple[dict[str, str], list[Problem]]:
    """Name to text of pages/ and summaries/ (these under "summaries/"), and the problems found.
    `check` raises TemplateSyntaxError for a text that is no template."""
    problems, check = Problems(), check or environment({}).parse
    texts: dict[str, str] = {}
    for kind, prefix in (("pages", ""), ("summaries", "summaries/")):
        root = folder / kind
        if not root.is_dir():
            problems.add("F01", f"{folder.name}/{kind}", 1, name=f"{kind}/")
        for path in sorted(p for p in root.rglob("*") if p.suffix in _TEXTS and p.is_file()):
            name = path.relative_to(root).as_posix()
            file = f"{folder.name}/{kind}/{name}"
            try:
                text = path.read_text(encoding="utf-8")
                if path.suffix == ".html":
                    check(text)
            except UnicodeDecodeError:
                problems.add("F03", file, 1, reason="it has bytes that are not UTF-8")
            except OSError as error:
                problems.add("F03", file, 1, reason=error.strerror or "it cannot be opened")
            except jinja2.TemplateSyntaxError as error:
                problems.add("P01", file, error.lineno, reason=error.message)
            else:
                texts[prefix + name] = text
    _taken_in(f"{folder.name}/pages", texts, problems)
    texts |= _summary_words(folder, problems)
    told = {problem.file for problem in problems.all()}
    for name in _NEEDED:
        file = f"{folder.name}/{name if name.startswith('summaries/') else f'pages/{name}'}"
        if name not in texts and file not in told and f"{folder.name}/{file.split('/')[1]}" not in told:
            problems.add("F01", file, 1, name=name.rsplit("/", 1)[-1])
    return texts, problems.all()


def _taken_in(folder: str, texts: dict[str, str], problems: Problems) -> None:
    """Tell every stylesheet that another takes in and that is not there."""
    for sheet in [name for name in texts if name.endswith(".css")]:
        for line, name in imports(texts[sheet]):
            if name not in texts:
                problems.add("P02", f"{folder}/{sheet}", line, near=near_match(name, texts), name=name)


def _summary_words(folder: Path, problems: Problems) -> dict[str, str]:
    """The words of summaries by language, as JSON; each language needs what English has, and its {names}."""
    root = folder / "summaries" / "words"
    nodes: dict[str, Node] = {}
    for path in sorted(root.glob("*.yaml")):
        file = f"{folder.name}/summaries/{_WORDS}{path.name}"
        try:
            node = parse(path.read_text(encoding="utf-8-sig"), file, problems)
        except (OSError, UnicodeDecodeError):
            problems.add("F03", file, 1, reason="it is no text in UTF-8")
            continue
        if node is not None:
            nodes[path.stem] = node
    english = nodes.get("en")
    if english is None:
        if not (folder / "summaries").is_dir():
            return {}  # told already
        problems.add("F01", f"{folder.name}/summaries/{_WORDS}en.yaml", 1, name="en.yaml")
        return {}
    for language, node in nodes.items():
        if language != "en":
            _alike(english, node, "", problems)
    found = {
        f"summaries/{_WORDS}{language}.json": msgspec.json.encode(node.plain()).decode()
        for language, node in nodes.items()
    }
    return found | _clause_table(folder, english, problems)


def _clause_table(folder: Path, english: Node, problems: Problems) -> dict[str, str]:
    """The clause table as JSON; its parts are those that the words name."""
    path = (folder / CLAUSES).with_suffix(".yaml")
    file = f"{folder.name}/summaries/{path.name}"
    if not path.is_file():
        problems.add("F01", file, 1, name=path.name)
        return {}
    parts = english.mapping["parts"].mapping if "parts" in english.mapping else {}
    table = read_clauses(path, file, parts, problems)
    return {CLAUSES: msgspec.json.encode(table).decode()} if table else {}


def _alike(model: Node, node: Node, name: str, problems: Problems) -> None:
    """Tell every name that is missing or unknown, and every {name} in the words that is."""
    if not model.mapping:
        wanted, given = (set(_PLACEHOLDER.findall(str(n.value))) for n in (model, node))
        for each in sorted(given - wanted):
            allowed = ", ".join(f"{{{a}}}" for a in sorted(wanted)) or "none"
            problems.add("T06", node.file, node.line, key=name, name=each, allowed=allowed)
        for each in sorted(wanted - given):
            problems.add("T08", node.file, node.line, key=name, name=each)
        return
    for key, child in node.mapping.items():
        if key not in model.mapping:
            near = near_match(key, model.mapping)
            allowed = ", ".join(model.mapping)
            problems.add("K01", child.file, child.line, near=near, key=key, allowed=allowed)
    for key, child in model.mapping.items():
        if key in node.mapping:
            _alike(child, node.mapping[key], f"{name}: {key}" if name else key, problems)
        else:
            problems.add("K03", node.file, node.line, key=key, rule="words")
