"""Rows of summary.csv about what goes with what: ratings, control charts, drivers, complaints, themes."""

from collections.abc import Iterator

from listenwell.summary.formats.tidy_rows import Row, numbered, with_number
from listenwell.summary.model import Importance, Summary, Theme


def ratings(s: Summary) -> Iterator[Row]:
    """Below, at and above the middle of the scale, best first."""
    for one in s.ratings:
        of: Row = {"item": one.item, "words": one.words, "base": one.base, "figures": one.figure}
        for name in ("negative", "neutral", "positive"):
            yield of | {"id": f"{one.item}/{name}", "measure": name, "value": getattr(one, name)}


def controls(s: Summary) -> Iterator[Row]:
    """The centre of each control chart, then its signals; why there is none."""
    for trend in s.trends:
        where = f"{trend.item}@{trend.segment}" if trend.segment else trend.item
        of: Row = {"item": trend.item, "segment": trend.segment or "(all)", "words": trend.words}
        found = trend.control
        if found is None:
            yield of | {"id": where, "measure": trend.measure, "method": trend.note}
            continue
        row = of | {"id": where, "measure": trend.measure, "value": found.center, "base": found.baseline}
        yield row | {"answer": found.kind, "method": found.method, "source": found.source}
        for number, one in numbered(found.signals):
            row = of | {"id": f"{where}/signal/{number}", "measure": one.rule, "answer": one.label}
            yield row | {"answer_words": one.meaning, "source": one.source}


def importance(s: Summary) -> Iterator[Row]:
    """Both means of each aspect with its quadrant, and the cross-hairs."""
    for chart in s.importance:
        of: Row = {"item": chart.question, "method": chart.method, "source": chart.source}
        for name in ("importance", "performance"):
            hair = of | {"id": f"{chart.question}/crosshair/{name}", "measure": f"crosshair_{name}"}
            yield hair | {
                "words": chart.words,
                "value": getattr(chart, name),
                "answer_words": chart.crosshair,
            }
            yield from (of | row for row in _aspects(chart, name))


def _aspects(chart: Importance, name: str) -> Iterator[Row]:
    for one in chart.aspects:
        row: Row = {"id": f"{chart.question}/{one.name}/{name}", "answer": one.name, "words": one.words}
        row |= {"measure": name, "value": getattr(one, name), "base": getattr(one, f"{name}_base")}
        row |= {"lower": getattr(one, f"{name}_lower"), "upper": getattr(one, f"{name}_upper")}
        yield row | {"standing": one.quadrant if one.sure else f"{one.quadrant}, not sure"}


def drivers(s: Summary) -> Iterator[Row]:
    """R2 of each outcome, then the aspects' parts of it; why there is none."""
    for chart in s.drivers:
        of: Row = {"method": chart.method, "source": chart.source}
        whole = of | {"id": chart.outcome, "item": chart.outcome, "words": chart.words, "measure": "r2"}
        yield whole | {"value": chart.r2, "base": chart.base, "answer_words": chart.caution}
        for one in chart.drivers:
            row = of | {"item": one.item, "words": one.words, "answer": chart.outcome, "base": chart.base}
            weight = {"value": one.weight, "lower": one.lower, "upper": one.upper}
            yield row | {"id": f"{chart.outcome}/{one.item}", "measure": "weight"} | weight
            yield row | {"id": f"{chart.outcome}/{one.item}/share", "measure": "share", "value": one.share}


def reliability(s: Summary) -> Iterator[Row]:
    """Alpha of each grid, then what each row does to it."""
    for one in s.reliability:
        of: Row = {"method": one.method, "source": one.source, "base": one.base}
        row = of | {"id": one.question, "item": one.question, "words": one.words, "measure": "alpha"}
        yield row | {"value": one.alpha, "lower": one.lower, "upper": one.upper, "answer_words": one.caution}
        for item in one.items:
            for name in ("rest_correlation", "alpha_if_dropped"):
                row = of | {"id": f"{item.item}/{name}", "item": item.item, "words": item.words}
                yield row | {"measure": name, "value": getattr(item, name)}


def complaints(s: Summary) -> Iterator[Row]:
    """Causes, most frequent first."""
    for chart in s.complaints:
        of: Row = {"item": chart.item, "words": chart.words, "base": chart.base}
        for one in chart.causes:
            row = of | {"answer": one.answer, "answer_words": one.words}
            row |= {"method": chart.method, "source": chart.source}
            for name in ("count", "share", "cumulative_share"):
                yield row | {
                    "id": f"{chart.item}/{one.answer}/{name}",
                    "measure": name,
                    "value": getattr(one, name),
                }


def themes(s: Summary) -> Iterator[Row]:
    """How many of the comments read have each theme, by rating and segment; agreement with people."""
    for number, theme in numbered(s.themes):
        of: Row = {"item": theme.item, "words": theme.name, "answer": theme.group, "language": theme.language}
        of |= {"terms": ", ".join(theme.terms), "method": theme.method, "source": theme.source}
        yield from (of | row | {"id": f"{number}/{row['id']}"} for row in _theme(theme))


def _theme(theme: Theme) -> Iterator[Row]:
    told = {"id": "comments", "measure": "comments", "value": theme.comments, "base": theme.of}
    yield told | {"answer_words": theme.outcome}
    for name in ("low", "high"):
        yield from with_number({"id": name, "measure": f"comments_{name}"}, getattr(theme, name))
    for segment, n in theme.segments.items():
        row: Row = {"id": f"comments@{segment}", "measure": "comments", "segment": segment, "value": n}
        yield row | {"hidden": "yes" if n is None else "no"}
    if found := theme.agreement:
        row = {"id": "kappa", "measure": "kappa", "value": found.kappa, "base": found.comments}
        row |= {"lower": found.lower, "upper": found.upper}
        yield row | {"method": found.method, "source": found.source}
