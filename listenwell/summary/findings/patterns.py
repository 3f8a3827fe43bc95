"""Control-chart signals in the period, and breaks between the spans that are compared."""

from collections.abc import Iterable

from listenwell.summary.findings.known import Known, Number, Said, text

MOST = 5
"""Signals told one by one; the charts have all."""


def signals(known: Known) -> Iterable[Said]:
    """The last signal of each series that ends within the period."""
    told = []
    for trend in known.trends:
        points = {point.label: point for point in trend.points}
        inside = [
            signal
            for signal in (trend.control.signals if trend.control else ())
            if known.period.first <= points[signal.label].last
            and points[signal.label].first <= known.period.last
        ]
        if inside:
            last = inside[-1]
            numbers = {
                "item": text(trend.words),
                "place": known.place(trend.segment),
                "label": text(last.label),
                "meaning": Number(last.rule, "rule"),
            }
            told.append(Said("signal", numbers, (points[last.label].figure.id,)))
    yield from told[:MOST]


def breaks(known: Known) -> Iterable[Said]:
    """Marks after the first day of what is compared: the two sides were not asked alike."""
    since = min((span.first for span in known.compared), default=known.period.first)
    for mark in known.marks[:MOST]:
        if since < mark.day <= known.period.last:
            day = Number(mark.day.isoformat(), "day")
            yield Said("broken", {"day": day, "mark": text(mark.words)})
