"""The registry of charts: name -> what draws it from a Summary.

    ratings.py     diverging stacked bars          nps.py        NPS with intervals, by segment
    control.py     control and run charts          multiples.py  a panel for each segment
    quadrant.py    importance and performance      drivers.py    driver weights with intervals
    pareto.py      causes of complaints            reach.py      response by segment and channel

    drawing.py     what a chart is                 look.py       colours and sizes
    plot.py        layers of Altair                rows.py       bars with long names
    lettering.py   how words break                 svg.py        Altair -> SVG

To add a chart: its file and its row, its words under `charts` in summaries/words/. Altair and vl-convert are
the extra `listenwell[summaries]`; without it there are no charts, and the summary says so.
"""

from importlib.util import find_spec

from listenwell.summary.charts.drawing import Chart, Drawing, Reader
from listenwell.summary.model import Summary
from listenwell.summary.words import Words
from listenwell.survey.languages import speech

EXTRA = "listenwell[summaries]"


def available() -> bool:
    """Whether what draws is installed."""
    return all(find_spec(name) for name in ("altair", "vl_convert"))


def drawings_of(summary: Summary, reader: Reader) -> dict[str, Drawing]:
    """Every chart of the summary by its key, such as "control:overall", in the order of the registry."""
    from listenwell.summary.charts.registry import CHARTS  # noqa: PLC0415 - Altair is an extra

    return {key: drawing for draw in CHARTS.values() for key, drawing in draw(summary, reader)}


def charts_of(summary: Summary, words: Words) -> dict[str, Chart]:
    """Every chart as SVG, by its key; none where the extra is not installed."""
    if not available():
        return {}
    from altair.utils.schemapi import debug_mode  # noqa: PLC0415

    from listenwell.summary.charts.svg import svg  # noqa: PLC0415

    leftward = speech(words.language).direction == "rtl"
    with debug_mode(False):  # checks each part against the schema at half the cost of a chart; the tests do
        drawn = drawings_of(summary, Reader(words, summary.segments, leftward))
        return {
            key: Chart(title=d.title, alternative=d.alternative, pictures=tuple(map(svg, d.pictures)))
            for key, d in drawn.items()
        }
