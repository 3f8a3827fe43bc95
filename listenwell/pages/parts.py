"""How do templates make the parts of a page, and which parts are made once for many pages?"""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from markupsafe import Markup

from listenwell.pages.shapes import FILTERS, Hole, Shapes
from listenwell.pages.templating import Prepared, environment
from listenwell.survey.wording import Wording

_MOST = 1000
"""So many parts are kept, about 2 MB; then all are forgotten."""


class Parts:
    """Parts by their templates; `words` gives the wording of a language.

    `shapes` is there for a build, in which very many pages are rendered without answers.
    """

    def __init__(
        self,
        templates: Mapping[str, str],
        words: Callable[[str], Wording],
        compiled: Prepared | None,
        shapes: Shapes | None,
    ) -> None:
        self.shapes = shapes
        self._words = words
        self._kept = Kept()
        self._environment = environment(templates, compiled, compiled.parsed if compiled else None)
        self._environment.filters.update(FILTERS)
        self._environment.globals["part"] = self._shared

    def page(self, name: str, **shown: object) -> str:
        """A whole page."""
        return self._environment.get_template(name).render(shown)

    def part(self, name: str, language: str, **shown: object) -> Markup:
        """A part of a page by its template, which sees `shown` and the wording and nothing else."""
        template = self._environment.get_template(name)
        return Markup(template.render(wording=self._words(language), **shown))  # noqa: S704 - it autoescapes

    def _shared(self, name: str, language: str, keep: bool = True, **shown: object) -> Markup:
        """A part that many pages have in common, for page templates; `keep` is for those without answers."""
        if keep:
            return self._kept.get(name, language, shown, lambda: self.part(name, language, **shown))
        return self.part(name, language, **shown)


class Kept:
    """Rendered parts under all that they were rendered from."""

    def __init__(self) -> None:
        self._rendered: dict[tuple[str, str, bytes], Markup] = {}

    def get(
        self, name: str, language: str, shown: Mapping[str, object], render: Callable[[], Markup]
    ) -> Markup:
        """The part that the template `name` makes of `shown` in a language; rendered if it is a new one."""
        key = name, language, msgspec.json.encode(shown, enc_hook=_kind_of_text)
        found = self._rendered.get(key)
        if found is None:
            found = render()
            if len(self._rendered) >= _MOST:
                self._rendered.clear()
            self._rendered[key] = found
        return found


def _kind_of_text(value: Any) -> list[object]:
    """Text that knows more than its words (markup, words in another language) with all that it knows; what
    stands for words as it is printed."""
    if type(value) is Hole:
        return ["", value.__html__()[:]]
    if isinstance(value, str):
        return [type(value).__name__, str(value), getattr(value, "__dict__", None)]
    raise NotImplementedError(type(value))
