"""The overview as summary.csv: a row for itself, each finding, survey, headline and segment."""

import csv
import io
from collections.abc import Iterator, Mapping

from listenwell.safe_cells import safe
from listenwell.summary.model import Change, Finding, Headline, Heard, InBrief, Overview, Weighted

_HEAD = ("organisation", "language", "period", "first_day", "last_day", "as_of", "final", "overview_edition")
_SURVEY = ("survey", "title", "summary", "edition", "compiled", "comparisons")
_DAYS = ("later_first_day", "later_last_day", "earlier_first_day", "earlier_last_day")
_FIGURE = ("item", "measure", "value", "lower", "upper", "base", "counted", "carried", "method", "source")
_CHANGE = {
    **{name: name for name in ("earlier", "earlier_base", "later", "later_base", "difference")},
    **{"difference_lower": "lower", "difference_upper": "upper"},
    **{name: name for name in ("p", "p_adjusted", "verdict")},
}
_WEIGHTED = {
    **{"weighted": "value", "weighted_lower": "lower", "weighted_upper": "upper"},
    **{name: name for name in ("effective_base", "design_effect")},
}
COLUMNS = (
    *("part", "id", *_HEAD, "product_version", *_SURVEY, *_DAYS, "segment", "words"),
    *(*_FIGURE[:7], "hidden", "carried", "standing", *_CHANGE, *_WEIGHTED),
    *("silent_in", "asked_in", "figures", *_FIGURE[8:]),
)

Row = dict[str, object]


def write(overview: Overview, templates: Mapping[str, str]) -> bytes:
    """UTF-8 with a byte order mark, for spreadsheets; numbers are unrounded, NPS in points, shares 0 to 1.
    `part` says what a row is: all, finding, missing, survey, headline or segment."""
    out = io.StringIO()
    rows = csv.DictWriter(out, COLUMNS, restval=None, lineterminator="\r\n")
    rows.writeheader()
    shared = _shared(overview)
    for row in _rows(overview):
        rows.writerow({name: safe(value) for name, value in (shared | row).items()})
    return out.getvalue().encode("utf-8-sig")


def _shared(overview: Overview) -> Row:
    period = overview.period
    told = (overview.organisation, overview.language, period.label, period.first, period.last)
    state = (overview.as_of.isoformat(), _said(overview.final), overview.edition)
    return dict(zip(_HEAD, (*told, *state), strict=True)) | {"product_version": overview.product_version}


def _rows(overview: Overview) -> Iterator[Row]:
    start = f"all/{overview.period.label}"
    yield {"part": "all", "id": f"{start}/responses", "measure": "responses", "value": overview.responses}
    yield from _findings(overview.findings, start)
    for number, title in enumerate(overview.missing, 1):
        yield {"part": "missing", "id": f"{start}/missing/{number}", "title": title}
    for survey in overview.surveys:
        of = _of(survey)
        one = {"part": "survey", "measure": "responses", "value": survey.responses}
        yield of | one | {"id": f"{start}/responses/{survey.survey}"}
        yield from (of | _headline(headline) for headline in survey.headlines)
        yield from (of | row for row in _findings(survey.findings, f"{start}/{survey.survey}"))
    yield from (_heard(heard, start) for heard in overview.heard)


def _findings(findings: tuple[Finding, ...], start: str) -> Iterator[Row]:
    for number, finding in enumerate(findings, 1):
        row = {"part": "finding", "id": f"{start}/finding/{number}", "measure": finding.kind}
        yield row | {"words": finding.sentence, "figures": ", ".join(finding.figures)}


def _of(survey: InBrief) -> Row:
    told = (survey.survey, survey.title, survey.summary, survey.edition, survey.as_of.isoformat())
    days = [day for span in survey.compared for day in (span.first, span.last)]
    return dict(zip(_SURVEY, (*told, survey.comparisons), strict=True)) | dict(zip(_DAYS, days, strict=False))


def _headline(headline: Headline) -> Row:
    figure = headline.figure
    row: Row = {"part": "headline", "id": figure.id, "words": headline.words, "standing": headline.standing}
    row |= {name: getattr(figure, name) for name in _FIGURE}
    row |= {"counted": ", ".join(map(str, figure.counted)), "hidden": _said(figure.hidden)}
    return row | _fields(figure.change, _CHANGE) | _fields(figure.weighted, _WEIGHTED)


def _fields(of: Change | Weighted | None, names: Mapping[str, str]) -> Row:
    return {} if of is None else {column: getattr(of, name) for column, name in names.items()}


def _heard(heard: Heard, start: str) -> Row:
    return {
        "part": "segment",
        "id": f"{start}/heard@{heard.segment}",
        "segment": heard.segment,
        "words": heard.words,
        "measure": "responses",
        "value": heard.responses,
        "hidden": _said(heard.hidden),
        "silent_in": "; ".join(heard.silent),
        "asked_in": heard.asked,
    }


def _said(so: bool) -> str:
    return "yes" if so else "no"
