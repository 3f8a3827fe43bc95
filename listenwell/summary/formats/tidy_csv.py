"""summary.csv: tidy long form, one row a figure; opens in a spreadsheet without running anything."""

import csv
import io
from collections.abc import Iterator, Mapping

from listenwell.safe_cells import safe
from listenwell.summary.formats.tidy_parts import Row, rows_of
from listenwell.summary.model import Figure, Point, Summary

_CHANGE = {
    **{name: name for name in ("earlier", "earlier_base", "later", "later_base", "difference")},
    **{"difference_lower": "lower", "difference_upper": "upper"},
    **{name: name for name in ("p", "p_adjusted", "family_size", "verdict")},
}
_WEIGHTED = {
    **{"weighted": "value", "weighted_lower": "lower", "weighted_upper": "upper"},
    **{name: name for name in ("effective_base", "design_effect")},
}
COLUMNS = (
    *("id", "part", "survey", "period", "as_of", "item", "words", "segment", "measure", "answer"),
    *("answer_words", "value", "lower", "upper", "base", "hidden", "carried", "counted", "standing"),
    *(*_CHANGE, *_WEIGHTED, "lower_limit", "upper_limit"),
    *("first_day", "last_day", "language", "figures", "terms", "sha256", "method", "source"),
)


def write(summary: Summary, templates: Mapping[str, str]) -> bytes:
    """UTF-8 with a byte order mark, for spreadsheets; numbers are unrounded, NPS in points, shares 0 to 1.
    `part` is "figure" or says of what else a row is."""
    out = io.StringIO()
    rows = csv.DictWriter(out, COLUMNS, restval=None, lineterminator="\r\n")
    rows.writeheader()
    shared = {"survey": summary.survey, "period": summary.period.label, "as_of": summary.as_of.isoformat()}
    for row in (*_figures(summary), *rows_of(summary)):
        rows.writerow({name: safe(value) for name, value in (shared | row).items()})
    return out.getvalue().encode("utf-8-sig")


def _figures(summary: Summary) -> Iterator[Row]:
    words = summary.item_words()
    answers = {
        (item.id, bar.answer): bar.words
        for question in summary.questions
        for item in question.items
        for bar in item.bars
    }
    standings = {headline.figure.id: headline.standing for headline in summary.headlines}
    points = {point.figure.id: point for trend in summary.trends for point in trend.points}
    for figure in summary.figures():
        row = _figure(figure) | {"words": words.get(figure.item, ""), "standing": standings.get(figure.id)}
        yield row | _step(points.get(figure.id)) | {"answer_words": answers.get((figure.item, figure.answer))}


def _figure(figure: Figure) -> Row:
    same = (
        "id",
        "item",
        "measure",
        "answer",
        "value",
        "lower",
        "upper",
        "base",
        "carried",
        "method",
        "source",
    )
    row: Row = {name: getattr(figure, name) for name in same}
    row |= {
        "part": "figure",
        "segment": figure.segment or "(all)",
        "hidden": "yes" if figure.hidden else "no",
    }
    row |= {"counted": ", ".join(map(str, figure.counted))}
    if figure.change:
        row |= {column: getattr(figure.change, name) for column, name in _CHANGE.items()}
    if figure.weighted:
        row |= {column: getattr(figure.weighted, name) for column, name in _WEIGHTED.items()}
    return row


def _step(point: Point | None) -> Row:
    """What a month or week has besides: its days, and the control limits there."""
    if point is None:
        return {}
    limits = {"lower_limit": point.lower_limit, "upper_limit": point.upper_limit}
    return {"first_day": point.first, "last_day": point.last, **limits}
