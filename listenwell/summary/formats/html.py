"""summary.html: one self-contained file that reads on a screen and prints to A4."""

from collections.abc import Mapping

import jinja2
from markupsafe import Markup

from listenwell.pages.rendering import environment, place_of
from listenwell.summary import words
from listenwell.summary.measures import KINDS
from listenwell.summary.measuring import ALL, LEAST_BASE
from listenwell.summary.model import Figure, Item, Summary
from listenwell.survey.problems import Problems, TemplateError


def write(summary: Summary, templates: Mapping[str, str]) -> bytes:
    """The page by summaries/summary.html; everything in it is escaped. Raises TemplateError (P01)."""
    try:
        return _page(summary, templates).encode()
    except jinja2.TemplateError as error:
        name, line = place_of(error, templates)
        problems = Problems()
        problems.add("P01", f"survey_templates/{name}", line, reason=error.message or "it fails")
        raise TemplateError(problems.all()) from error


def _page(summary: Summary, templates: Mapping[str, str]) -> str:
    jinja = environment(templates)
    jinja.filters.update(
        value=words.value,
        interval=words.interval,
        base=words.base,
        day=words.day,
        days=words.days,
        answer_words=_answer_words,
        change=_change,
        percent=_percent,
        position=_position,
        measure_name=words.measure_name,
    )
    style = Markup(templates["summaries/summary.css"])  # noqa: S704 - our own stylesheet
    segments = {heard.name: heard.words for heard in summary.heard if heard.kind == "segment"}
    methods = {(f.measure, f.method, f.source): None for f in summary.figures()}
    return jinja.get_template("summaries/summary.html").render(
        summary=summary,
        style=style,
        segments={ALL: "All together", **segments},
        headlines=[f for q in summary.questions for i in q.items for f in i.figures if _headline(f)],
        by_segment=_by_segment,
        item_words={item.id: item.words for question in summary.questions for item in question.items},
        methods=list(methods),
        least=LEAST_BASE,
    )


def _headline(figure: Figure) -> bool:
    return figure.segment == ALL and KINDS[figure.measure].headline


def _by_segment(item: Item) -> list[tuple[str, list[Figure]]]:
    """An item's figures, grouped by segment."""
    found: dict[str, list[Figure]] = {}
    for figure in item.figures:
        found.setdefault(figure.segment, []).append(figure)
    return list(found.items())


def _answer_words(figure: Figure, item: Item) -> str:
    """What a figure of an item is about: one of its answers, or its measure."""
    shown = {bar.answer: bar.words for bar in item.bars}
    return shown.get(figure.answer, figure.answer) or words.measure_name(figure.measure)


def _change(figure: Figure) -> str:
    """How the change is told in a table."""
    change = figure.change
    if change is None:
        return "–"
    earlier, later = (words.number(v, figure.measure) for v in (change.earlier, change.later))
    verdict = "beyond chance" if change.verdict in ("up", "down") else "within chance"
    return f"{earlier} → {later}, {verdict}"


def _percent(share: float) -> str:
    return f"{share * 100:.1f}"


def _position(value: float, figure: Figure) -> str:
    """Where a value lies on its figure's axis, in per cent of the width; beyond its ends at the end."""
    low, high = figure.axis
    return f"{min(max((value - low) / (high - low), 0), 1) * 100:.2f}"
