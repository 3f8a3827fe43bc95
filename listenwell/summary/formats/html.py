"""summary.html: one self-contained file that reads on a screen and prints to A4."""

from collections.abc import Callable, Iterable, Mapping
from types import CodeType

import jinja2
from jinja2.bccache import Bucket
from markupsafe import Markup

from listenwell.pages.policy import document_policy
from listenwell.pages.templating import environment, place_of
from listenwell.stats.suppression import COMMENTS
from listenwell.summary.charts import EXTRA, available, charts_of
from listenwell.summary.comments import READ
from listenwell.summary.guarding import LEAST
from listenwell.summary.measuring import ALL
from listenwell.summary.model import Figure, Item, Question, Summary
from listenwell.summary.themes.naming import file_of
from listenwell.summary.words import Words, part_of
from listenwell.survey.languages import speech
from listenwell.survey.problems import Problems, TemplateError

ON_PAPER = 30
"""Comments on a question that are printed; as many as summary.css lets through."""


class _Compiled(jinja2.BytecodeCache):
    """Templates as compiled by this process: a night writes many summaries by the same ones."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._codes[bucket.key, bucket.checksum] = bucket.code


_compiled = _Compiled()


def write(summary: Summary, templates: Mapping[str, str]) -> bytes:
    """The page by summaries/summary.html and its sections; all in it is escaped. Raises TemplateError
    (P01), ReleaseOutdated."""
    return printed(lambda: _page(summary, templates), templates)


def printed(page: Callable[[], str], templates: Mapping[str, str]) -> bytes:
    """The page as bytes. Raises TemplateError (P01) with the place in the template."""
    try:
        return page().encode()
    except jinja2.TemplateError as error:
        name, line = place_of(error, templates)
        problems = Problems()
        problems.add("P01", f"survey_templates/{name}", line, reason=error.message or "it fails")
        raise TemplateError(problems.all()) from error


def environment_of(words: Words, templates: Mapping[str, str]) -> jinja2.Environment:
    """The templates with the words and filters that every page of a summary has."""
    jinja = environment(templates, _compiled)
    for name in ("value", "interval", "base", "day", "days", "change", "percent", "decimal", "whole", "some"):
        jinja.filters[name] = getattr(words, name)
    jinja.filters |= {
        "answer_words": _answer_words(words),
        "position": _position,
        "width": _width,
        "drawn": _drawn,
        "measure_name": words.measure_name,
    }
    sort = Markup(part_of(templates, "summaries/sort.js"))  # noqa: S704 - our own script
    jinja.globals |= {
        "style": Markup(part_of(templates, "summaries/summary.css")),  # noqa: S704 - our own stylesheet
        "sort": sort,
        "policy": document_policy(sort),
        "words": words,
        "direction": speech(words.language).direction,
        "t": words.page,
        "count": words.count,
        "between": words.between,
    }
    return jinja


def _page(summary: Summary, templates: Mapping[str, str]) -> str:
    words = Words(summary.language, templates)
    jinja = environment_of(words, templates)
    return jinja.get_template("summaries/summary.html").render(
        summary=summary,
        charts=charts_of(summary, words),
        charts_lack="" if available() else f"pip install '{EXTRA}'",
        number=words.with_unit,
        decimal=words.decimal,
        percent=words.percent,
        whole=words.whole,
        segments={ALL: words("values", "all"), **summary.segments},
        item_words=summary.item_words(),
        figures={figure.id: figure for figure in summary.figures()},
        headline_ids={headline.figure.id for headline in summary.headlines},
        by_segment=_by_segment,
        by_measure=_by_measure,
        by_kind=_by_kind,
        by_answers=_by_answers,
        on_paper=ON_PAPER,
        control_methods=sorted({(t.control.method, t.control.source) for t in summary.trends if t.control}),
        some=words.some,
        most_read=READ,
        themes_file=file_of(summary.survey),
        least=LEAST,
        least_comments=COMMENTS,
    )


def _drawn(pictures: Iterable[str]) -> Markup:
    """SVG as it was drawn by charts/svg.py, where words are escaped and nothing runs."""
    return Markup("\n".join(pictures))  # noqa: S704 - our own pictures


def _by_segment(item: Item) -> list[tuple[str, list[Figure]]]:
    """An item's figures, grouped by segment."""
    found: dict[str, list[Figure]] = {}
    for figure in item.figures:
        found.setdefault(figure.segment, []).append(figure)
    return list(found.items())


def _by_measure(item: Item) -> list[tuple[str, list[Figure]]]:
    """An item's figures, grouped by kind."""
    found: dict[str, list[Figure]] = {}
    for figure in item.figures:
        found.setdefault(figure.measure, []).append(figure)
    return list(found.items())


def _by_kind(question: Question) -> list[tuple[str, list[tuple[Item, list[Figure]]]]]:
    """The figures of a question of several items by kind, and in a kind by item."""
    found: dict[str, list[tuple[Item, list[Figure]]]] = {}
    for item in question.items:
        for kind, figures in _by_measure(item):
            found.setdefault(kind, []).append((item, figures))
    return list(found.items())


def _by_answers(question: Question) -> list[list[Item]]:
    """The items whose distribution is shown, those with the same answers together."""
    found: dict[tuple[tuple[str, str], ...], list[Item]] = {}
    for item in question.items:
        if item.bars:
            found.setdefault(tuple((bar.answer, bar.words) for bar in item.bars), []).append(item)
    return list(found.values())


def _answer_words(words: Words) -> Callable[[Figure, Item], str]:
    def told(figure: Figure, item: Item) -> str:
        """What a figure of an item is about: one of its answers, or its measure."""
        shown = {bar.answer: bar.words for bar in item.bars}
        return shown.get(figure.answer, figure.answer) or words.measure_name(figure.measure)

    return told


def _width(share: float) -> str:
    """A share as a width in per cent."""
    return f"{share * 100:.2f}"


def _position(value: float, figure: Figure) -> str:
    """Where a value lies on its figure's axis, in per cent of the width; beyond its ends at the end."""
    low, high = figure.axis
    return f"{min(max((value - low) / (high - low), 0), 1) * 100:.2f}"
