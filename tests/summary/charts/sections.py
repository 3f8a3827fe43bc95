"""Sections of a summary made by hand, as large, small and awkward as one likes."""

from datetime import date, timedelta
from pathlib import Path

import msgspec
import yaml

from listenwell.summary import model
from listenwell.summary.charts.drawing import Reader
from listenwell.summary.words import Words

ROOT = Path(__file__).parents[3] / "survey_templates" / "summaries" / "words"
LONG = "How satisfied were you with how our people kept you informed of every delay, and why " * 3
ARABIC = "ما مدى رضاك عن الخدمة بشكل عام (1 إلى 5)؟"


def words(language="en"):
    text = (ROOT / f"{language}.yaml").read_text(encoding="utf-8")
    name = f"summaries/words/{language}.json"
    return Words(language, {name: msgspec.json.encode(yaml.safe_load(text)).decode()})


def reader(language="en", segments=(), leftward=False):
    return Reader(words(language), dict(segments), leftward)


def figure(
    value, *, segment="", measure="csat", spread=0.05, base=100, item="overall", where="", hidden=False
):
    axis = (-100.0, 100.0) if measure == "nps" else (0.0, 1.0)
    shown = value is not None
    return model.Figure(
        id=f"visit/2026-Q1/{where}{item}/{measure}{'@' if segment else ''}{segment}",
        measure=measure,
        item=item,
        segment=segment,
        value=value,
        lower=max(value - spread, axis[0]) if shown and spread else None,
        upper=min(value + spread, axis[1]) if shown and spread else None,
        base=base if shown else None if hidden else 0,
        axis=axis,
        hidden=hidden,
        method="m",
        source="s",
    )


def trend(values, *, segment="", measure="csat", control=None, signals=(), marks=(), words="Overall?"):
    points, first = [], date(2024, 10, 1)
    for value in values:
        last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
        label = f"{first:%Y-%m}"
        made = figure(value, segment=segment, measure=measure, where=f"trend-{label}/")
        limits = (control[0], control[1]) if control and value is not None else (None, None)
        point = model.Point(
            label=label, first=first, last=last, figure=made, lower_limit=limits[0], upper_limit=limits[1]
        )
        points.append(point)
        first = last + timedelta(days=1)
    chart = control and model.Control(
        kind="p'",
        center=sum(control) / 2,
        baseline=len(values),
        signals=tuple(
            model.Signal(label=points[at].label, rule=rule, meaning="m", source="s") for at, rule in signals
        ),
        method="m",
        source="s",
    )
    return model.Trend(
        item="overall",
        words=words,
        measure=measure,
        segment=segment,
        points=tuple(points),
        control=chart or None,
        note="" if chart else "Run chart without limits.",
        marks=tuple(marks),
    )


def rating(counts, words="Timing", item="timing", measure="csat"):
    base, points = sum(counts), len(counts)
    first = 0 if points == 11 else 1
    low, high = (7, 8) if measure == "nps" else ((points + 1) / 2,) * 2
    parts = [0, 0, 0]
    for score, n in enumerate(counts, first):
        parts[0 if score < low else 1 if score <= high else 2] += n
    bars = tuple(
        model.Bar(answer=str(score), words=str(score), count=n, share=n / base)
        for score, n in enumerate(counts, first)
    )
    negative, neutral, positive = (n / base for n in parts)
    return model.Rating(
        item=item,
        words=words,
        base=base,
        negative=negative,
        neutral=neutral,
        positive=positive,
        bars=bars,
        figure=f"visit/2026-Q1/{item}/{measure}",
    )


def aspect(name, importance, performance, *, quadrant="keep_up", sure=True, spread=0.1):
    return model.Aspect(
        name=name,
        words=name,
        importance=importance,
        importance_lower=importance - spread if spread else None,
        importance_upper=importance + spread if spread else None,
        importance_base=50,
        performance=performance,
        performance_lower=performance - spread if spread else None,
        performance_upper=performance + spread if spread else None,
        performance_base=50,
        quadrant=quadrant,
        sure=sure,
    )


def importance(aspects):
    return model.Importance(
        question="aspects",
        words="Aspects",
        aspects=tuple(aspects),
        importance=4.0,
        performance=4.0,
        crosshair="means",
        method="m",
        source="s",
    )


def drivers(weights, names=()):
    total = sum(weights) or 1
    rows = tuple(
        model.Driver(
            item=f"d{n}",
            words=names[n] if names else f"Driver {n}",
            weight=weight,
            lower=max(weight - 0.03, 0) if n != 1 else None,
            upper=weight + 0.03 if n != 1 else None,
            share=weight / total,
        )
        for n, weight in enumerate(weights)
    )
    return model.Drivers(
        outcome="overall", words="Overall?", r2=0.5, base=90, drivers=rows, caution="", method="m", source="s"
    )


def complaints(counts, names=()):
    total, running, causes = sum(counts), 0, []
    for n, count in enumerate(counts):
        running += count
        causes.append(
            model.Cause(
                answer=f"c{n}",
                words=names[n] if names else f"Cause {n}",
                count=count,
                share=count / total,
                cumulative_share=running / total,
            )
        )
    return model.Complaints(
        item="why", words="Why?", base=total, causes=tuple(causes), method="m", source="s"
    )


def reach(answered, *, kind="segment", reached=None, words=""):
    rows = []
    for n, count in enumerate(answered):
        known = reached[n] if reached else None
        rows.append(
            model.Reach(
                kind=kind,
                name=f"s{n}",
                words=words or f"Segment {n}",
                answered=count,
                hidden=count is None,
                reached=known,
                invited=known,
                rate=count / known if known and count is not None else None,
                method="m",
            )
        )
    return rows
