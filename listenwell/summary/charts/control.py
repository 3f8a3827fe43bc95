"""Control charts: did the process change, and where does the series break?"""

from collections.abc import Iterator

from listenwell.summary.charts.control_picture import picture, signals_of
from listenwell.summary.charts.drawing import Drawing, Reader
from listenwell.summary.model import Summary, Trend


def draw(summary: Summary, reader: Reader) -> Iterator[tuple[str, Drawing]]:
    """A chart for each series over all segments, under the key "control:<item>"."""
    for trend in summary.trends:
        if not trend.segment and sum(p.figure.value is not None for p in trend.points) > 1:
            yield f"control:{trend.item}", control_chart(trend, reader)


def control_chart(trend: Trend, reader: Reader) -> Drawing:
    """A line with its limits; signals by the number of their rule, breaks by letter, both told below."""
    return Drawing(_title(trend, reader), _alternative(trend, reader), (picture(trend, reader),))


def _title(trend: Trend, reader: Reader) -> str:
    if trend.control is None:
        return reader.t("run_title", item=trend.words)
    labels = list(signals_of(trend))
    if not labels:
        shown = sum(p.figure.value is not None for p in trend.points)
        return reader.t("quiet_title", item=trend.words, points=reader.words.count("points", shown))
    at = labels[0] if len(labels) == 1 else reader.words("numbers", "range", low=labels[0], high=labels[-1])
    return reader.t("signal_title", item=trend.words, at=at, points=reader.words.count("points", len(labels)))


def _alternative(trend: Trend, reader: Reader) -> str:
    w = reader.words
    shown = [p for p in trend.points if p.figure.value is not None]
    low, high = (pick(shown, key=lambda p: p.figure.value) for pick in (min, max))
    told = [
        reader.t(
            "control_row",
            measure=w.measure_name(trend.measure),
            first=shown[0].label,
            from_value=w.value(shown[0].figure),
            last=shown[-1].label,
            to_value=w.value(shown[-1].figure),
            low=w.value(low.figure),
            low_at=low.label,
            high=w.value(high.figure),
            high_at=high.label,
        )
    ]
    if trend.control:
        kind, center = trend.control.kind, w.with_unit(trend.control.center, trend.measure)
        told.append(reader.t("limits_row", kind=kind, center=center))
        for label, rules in signals_of(trend).items():
            told.append(f"{label}: {'; '.join(w('rules', rule) for rule in rules)}.")
    else:
        told.append(trend.note)
    told += [f"{w.day(mark.day)}: {mark.words}" for mark in trend.marks]
    return reader.told(told)
