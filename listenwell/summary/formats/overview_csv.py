"""The overview as summary.csv: one row a headline, then one row a segment."""

import csv
import io
from collections.abc import Mapping

from listenwell.safe_cells import safe
from listenwell.summary.model import Headline, Heard, InBrief, Overview

COLUMNS = (
    *("id", "period", "as_of", "survey", "title", "summary", "edition", "compiled", "item", "words"),
    *("segment", "measure", "value", "lower", "upper", "base", "hidden", "carried", "standing"),
    *("earlier", "later", "difference", "difference_lower", "difference_upper", "p_adjusted", "verdict"),
    *("comparisons", "silent_in", "asked_in", "method", "source"),
)


def write(overview: Overview, templates: Mapping[str, str]) -> bytes:
    """UTF-8 with a byte order mark, for spreadsheets; numbers are unrounded, NPS in points, shares 0 to 1."""
    out = io.StringIO()
    rows = csv.DictWriter(out, COLUMNS, restval=None, lineterminator="\r\n")
    rows.writeheader()
    label = overview.period.label
    shared = {"period": label, "as_of": overview.as_of.isoformat()}
    told = [{"id": f"all/{label}/responses", "measure": "responses", "value": overview.responses}]
    for survey in overview.surveys:
        told.append(_survey(survey, label))
        told += [_headline(survey, headline) for headline in survey.headlines]
    told += [_heard(heard, label) for heard in overview.heard]
    for row in told:
        rows.writerow({name: safe(value) for name, value in (shared | row).items()})
    return out.getvalue().encode("utf-8-sig")


def _of(survey: InBrief) -> dict[str, object]:
    return {
        "survey": survey.survey,
        "title": survey.title,
        "summary": survey.summary,
        "edition": survey.edition,
        "compiled": survey.as_of.isoformat(),
        "comparisons": survey.comparisons,
    }


def _survey(survey: InBrief, label: str) -> dict[str, object]:
    return _of(survey) | {
        "id": f"all/{label}/responses/{survey.survey}",
        "measure": "responses",
        "value": survey.responses,
    }


def _headline(survey: InBrief, headline: Headline) -> dict[str, object]:
    figure, change = headline.figure, headline.figure.change
    row = _of(survey) | {name: getattr(figure, name) for name in ("id", "item", "measure", "value", "lower")}
    row |= {name: getattr(figure, name) for name in ("upper", "base", "carried", "method", "source")}
    row |= {"words": headline.words, "standing": headline.standing, "hidden": _said(figure.hidden)}
    if change is not None:
        row |= {name: getattr(change, name) for name in ("earlier", "later", "difference", "verdict")}
        row |= {"difference_lower": change.lower, "difference_upper": change.upper}
        row["p_adjusted"] = change.p_adjusted
    return row


def _heard(heard: Heard, label: str) -> dict[str, object]:
    return {
        "id": f"all/{label}/heard@{heard.segment}",
        "segment": heard.segment,
        "words": heard.words,
        "measure": "responses",
        "value": heard.responses,
        "hidden": _said(heard.hidden),
        "silent_in": len(heard.silent),
        "asked_in": heard.asked,
    }


def _said(hidden: bool) -> str:
    return "yes" if hidden else "no"
