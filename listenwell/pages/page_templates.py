"""The page templates as text, with every problem in them."""

from pathlib import Path

import jinja2

from listenwell.survey.problems import Problem, Problems
from listenwell.survey.question_types import QUESTION_TYPES

_NEEDED = (
    *("base.html", "survey.html", "thanks.html", "message.html", "state.html", "written.html", "style.css"),
    "questions/_when.html",
    *(f"questions/{name}.html" for name in QUESTION_TYPES),
    *("summaries/summary.html", "summaries/summary.css"),
)


def read_page_templates(folder: Path) -> tuple[dict[str, str], list[Problem]]:
    """Name to text of pages/ and summaries/ (these under "summaries/"), and the problems found."""
    problems = Problems()
    texts: dict[str, str] = {}
    for kind, prefix in (("pages", ""), ("summaries", "summaries/")):
        root = folder / kind
        if not root.is_dir():
            problems.add("F01", f"{folder.name}/{kind}", 1, name=f"{kind}/")
        for path in sorted(p for p in root.rglob("*") if p.suffix in (".html", ".css") and p.is_file()):
            name = path.relative_to(root).as_posix()
            file = f"{folder.name}/{kind}/{name}"
            try:
                text = path.read_text(encoding="utf-8")
                if path.suffix == ".html":
                    jinja2.Environment(autoescape=True).parse(text)
            except UnicodeDecodeError:
                problems.add("F03", file, 1, reason="it has bytes that are not UTF-8")
            except OSError as error:
                problems.add("F03", file, 1, reason=error.strerror or "it cannot be opened")
            except jinja2.TemplateSyntaxError as error:
                problems.add("P01", file, error.lineno, reason=error.message)
            else:
                texts[prefix + name] = text
    told = {problem.file for problem in problems.all()}
    for name in _NEEDED:
        file = f"{folder.name}/{name if name.startswith('summaries/') else f'pages/{name}'}"
        if name not in texts and file not in told and f"{folder.name}/{file.split('/')[1]}" not in told:
            problems.add("F01", file, 1, name=name.rsplit("/", 1)[-1])
    return texts, problems.all()
