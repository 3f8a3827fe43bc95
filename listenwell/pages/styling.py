"""Which rules does a page send? The stylesheets beside the templates that it shows, put into one.

`style.css` is for every page; `thanks.css` goes with `thanks.html`, `questions/ranking.css` with a ranking.
A stylesheet takes in another by `@import "questions/_scale.css";`; each is sent once.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from markupsafe import Markup

from listenwell.pages.filters import smaller
from listenwell.survey.question import Question

BASE = "style.css"
_WIDE = 7
"""More points than this stand joined in one row."""
_IMPORT = re.compile(r'@import "([^"]*)";\s*')


class Styles:
    """Stylesheets of pages from the templates; each combination is put together once."""

    def __init__(self, templates: Mapping[str, str]) -> None:
        self._templates = templates
        self._made: dict[tuple[str, tuple[str, ...]], Markup] = {}

    def of(self, brand: str, sheets: tuple[str, ...]) -> Markup:
        """The rules of every page and those of `sheets`, in this order; without those that are not there."""
        found = self._made.get((brand, sheets))
        if found is None:
            names: dict[str, None] = {}
            for sheet in (BASE, *sheets):
                self._take_in(sheet, names)
            rules = "".join(_IMPORT.sub("", self._templates[name]) for name in names)
            made = smaller(f":root {{ --brand: {brand}; }}\n{rules}")
            found = self._made[brand, sheets] = Markup(made)  # noqa: S704 - our rules and a checked colour
        return found

    def _take_in(self, sheet: str, names: dict[str, None], above: tuple[str, ...] = ()) -> None:
        if sheet not in self._templates or sheet in above:
            return
        for each in _IMPORT.findall(self._templates[sheet]):
            self._take_in(each, names, (*above, sheet))
        names.setdefault(sheet)


def imports(text: str) -> list[tuple[int, str]]:
    """The stylesheets that a stylesheet takes in, each with its line."""
    return [(text.count("\n", 0, found.start()) + 1, found[1]) for found in _IMPORT.finditer(text)]


def sheets_of(questions: Iterable[Question], audience: str) -> tuple[str, ...]:
    """The stylesheets of a page that asks these questions, in the order in which their rules stand."""
    needed = {sheet for question in questions for sheet in _of(question, audience)}
    return "survey.css", *sorted(needed)


def _of(question: Question, audience: str) -> Iterator[str]:
    yield f"questions/{question.__struct_config__.tag}.css"
    show = getattr(question, "show", "numbers")
    if show != "numbers":
        yield f"questions/_{show}.css"
    if getattr(question, "points", 0) > _WIDE:
        yield "questions/_wide.css"
    if getattr(question, "other", ""):
        yield "questions/_other.css"
    if question.show_if:
        yield "questions/_when.css"
    if question.interviewer and audience == "interviewers":
        yield "questions/_interviewer.css"
