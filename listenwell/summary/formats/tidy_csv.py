"""summary.csv: tidy long form, one row a figure; opens in a spreadsheet without running anything."""

import csv
import io
from collections.abc import Mapping

from listenwell.safe_cells import safe
from listenwell.summary.model import Figure, Summary

COLUMNS = (
    *("id", "survey", "period", "as_of", "item", "words", "segment", "measure", "answer"),
    *("value", "lower", "upper", "base", "hidden", "counted"),
    *("earlier", "earlier_base", "later", "later_base", "difference", "difference_lower", "difference_upper"),
    *("p", "p_adjusted", "verdict"),
    *("weighted", "weighted_lower", "weighted_upper", "effective_base", "design_effect"),
    *("method", "source"),
)


def write(summary: Summary, templates: Mapping[str, str]) -> bytes:
    """UTF-8 with a byte order mark, for spreadsheets; numbers are unrounded, NPS in points, shares 0 to 1."""
    words = summary.item_words()
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for figure in summary.figures():
        rows.writerow([safe(value) for value in _row(summary, figure, words[figure.item])])
    return out.getvalue().encode("utf-8-sig")


def _row(summary: Summary, figure: Figure, words: str) -> list[object]:
    change = figure.change
    changed = (
        [
            *(change.earlier, change.earlier_base, change.later, change.later_base),
            *(change.difference, change.lower, change.upper),
            *(change.p, change.p_adjusted, change.verdict),
        ]
        if change
        else [None] * 10
    )
    weighted = figure.weighted
    weighed = (
        [weighted.value, weighted.lower, weighted.upper, weighted.effective_base, weighted.design_effect]
        if weighted
        else [None] * 5
    )
    as_of = summary.as_of.isoformat()
    return [
        *(figure.id, summary.survey, summary.period.label, as_of, figure.item, words),
        *(figure.segment or "(all)", figure.measure, figure.answer),
        *(figure.value, figure.lower, figure.upper, figure.base, "yes" if figure.hidden else "no"),
        ", ".join(map(str, figure.counted)),
        *changed,
        *weighed,
        *(figure.method, figure.source),
    ]
