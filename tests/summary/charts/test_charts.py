"""Every chart draws what its section says, whatever the section is like, and says it in words too."""

import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from pages.reading import Page

from listenwell.summary import charts, model
from listenwell.summary.charts import control, drivers, multiples, nps, pareto, quadrant, ratings, reach, svg
from listenwell.summary.charts.lettering import broken, turned, width
from listenwell.summary.charts.look import WIDTH
from listenwell.summary.charts.registry import CHARTS
from listenwell.summary.charts.rows import sheets
from listenwell.summary.formats import html

from ..samples import some, summary_of
from . import sections as made
from .sections import ARABIC, LONG, reader

SEGMENTS = {f"s{n}": f"Segment {n}" for n in range(30)}
MARKS = [
    model.Mark(day=date(2025, 4, 1), kind="wording", words="The wording changed: Overall?"),
    model.Mark(day=date(2025, 4, 20), kind="scale", words=LONG),
    model.Mark(day=date(2026, 1, 15), kind="channel mix", words="The mix of channels changed: web."),
]
YEARS = [0.70, 0.72, 0.71, None, 0.55, 0.93, *[0.7, 0.72] * 9]


def nps_figures(values, **more):
    names = ["", *SEGMENTS]
    return [
        made.figure(value, measure="nps", segment=name, **more)
        for name, value in zip(names, values, strict=False)
    ]


def item(figures):
    return model.Item(
        id="n", words="Recommend?", asked=9, base=9, blank=0, not_applicable=0, figures=tuple(figures)
    )


def drawn(**more):
    """Every kind of chart with little, much and awkward data: name to drawing."""
    who, words = reader(segments=SEGMENTS, **more), ARABIC if more.get("leftward") else LONG
    thirty = nps_figures([20.0, *[(n * 37 % 160) - 80.0 if n % 7 else None for n in range(30)]], spread=25)
    one, four = nps_figures([100.0, None], spread=0, base=1), nps_figures([-100.0, 0.0], base=4)
    full = made.trend(YEARS, control=(0.6, 0.85), signals=[(4, "WE1"), (5, "WE1"), (5, "WE2")], marks=MARKS)
    several = [made.rating([1, 1, 1, 3, 20]), made.rating([5, 5, 10, 3, 2], words, "b")]
    several += [made.rating([1] * 11, "NPS", "n", "nps"), made.rating([1, 0, 0, 0], "four", "f")]
    many = [made.aspect(f"{n} {words}", 3 + n * 7 % 5 / 2, 3 + n * 3 % 5 / 2) for n in range(12)]
    panels = [made.trend([n / 30] * 24, segment=f"s{n}") for n in range(30)]
    return {
        "ratings": ratings.ratings_chart(tuple(several), {"n": (7, 8)}, who),
        "ratings, one answer": ratings.ratings_chart((made.rating([0, 0, 0, 0, 1]),), {}, who),
        "ratings, much": ratings.ratings_chart(tuple(several * 12), {"n": (7, 8)}, who),
        "nps": nps.nps_chart(item(thirty), thirty, who),
        "nps, one answer": nps.nps_chart(item(one), one, who),
        "nps, four answers": nps.nps_chart(item(four), four, who),
        "control": control.control_chart(full, who),
        "control, flat": control.control_chart(made.trend([10.0] * 3, measure="nps", words=words), who),
        "control, two points": control.control_chart(made.trend([None, 0.5, None, 0.6]), who),
        "multiples": multiples.multiples_chart(panels, full, who),
        "multiples, gaps": multiples.multiples_chart([made.trend([None, 0.2, None, 0.3])], None, who),
        "importance": quadrant.quadrant_chart(made.importance(many), who),
        "importance, one spot": quadrant.quadrant_chart(
            made.importance([made.aspect(n, 4.0, 4.0, spread=0) for n in "ab"]), who
        ),
        "drivers": drivers.drivers_chart(made.drivers([0.21, 0.2, 0.0], [words, "b", "c"]), who),
        "drivers, none": drivers.drivers_chart(made.drivers([0.0]), who),
        "complaints": pareto.pareto_chart(made.complaints([50, 30, 9, 5, 1], [words, *"bcde"]), who),
        "complaints, one": pareto.pareto_chart(made.complaints([1]), who),
        "reach": reach.reach_chart(made.reach([10, None, 400], reached=[100, 50, 999]), "segment", who),
        "reach, open link": reach.reach_chart(made.reach([1, 4], words=words), "channel", who),
    }


ALL = drawn()
TURNED = drawn(leftward=True)
WAYS = {"right": ALL, "left": TURNED}
PICTURES = [(n, i, way) for way, each in WAYS.items() for n in each for i in range(len(each[n].pictures))]


def picture(name, number, way):
    return WAYS[way][name].pictures[number]


def test_every_row_of_the_registry_is_drawn_here():
    assert {name.split(",")[0] for name in ALL} == set(CHARTS)


@pytest.mark.parametrize("name", CHARTS)
def test_the_specification_is_one_of_vega_lite(name):
    for each in ALL[name].pictures[:1]:
        assert each.to_dict()["$schema"].startswith("https://vega.github.io/schema/vega-lite/")


@pytest.mark.parametrize(("name", "number", "way"), PICTURES)
def test_a_picture_is_safe_to_stand_beside_others_and_lies_within_its_frame(name, number, way):
    text = svg.svg(picture(name, number, way))
    root = ElementTree.fromstring(text)  # noqa: S314 - our own
    tags = {each.tag.removeprefix("{http://www.w3.org/2000/svg}") for each in root.iter()}
    assert tags <= {"svg", "g", "path", "line", "rect", "text"}
    allowed = {"transform", "d", "fill", "stroke", "x2", "y2", "width", "height", "viewBox", "direction"}
    allowed |= {"text-anchor", "stroke-miterlimit", "stroke-width", "stroke-dasharray"}
    allowed |= {"font-family", "font-size", "font-weight"}
    assert {key for each in root.iter() for key in each.attrib} <= allowed
    assert "NaN" not in text
    assert "Infinity" not in text
    _, _, wide, tall = map(float, root.get("viewBox").split())
    assert wide == WIDTH
    assert tall <= 700, "it fits on a page"
    assert len(text) < 40_000
    for element in root.iter("{http://www.w3.org/2000/svg}text"):
        x, y = map(float, re.match(r"translate\((-?[\d.]+),(-?[\d.]+)\)", element.get("transform")).groups())
        size = float(element.get("font-size").removesuffix("px"))
        part = {"start": 0, "middle": 0.5, "end": 1}[element.get("text-anchor")]
        taken = width(element.text, size)
        assert x - part * taken >= -6, element.text
        assert x + (1 - part) * taken <= WIDTH + 6, element.text
        assert 0 < y <= tall, element.text


def texts(name, way="right"):
    """The words in the pictures of a chart."""
    found = []
    for each in (ALL if way == "right" else TURNED)[name].pictures:
        root = ElementTree.fromstring(svg.svg(each))  # noqa: S314 - our own
        found += [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]
    return found


def test_titles_are_the_findings():
    told = {
        "ratings": "“Timing” is rated above the middle by 88.5\u00a0%, “four” by 0.0\u00a0%",
        "nps, four answers": "Net Promoter Score −100 (95 % interval −100 to −100)",
        "control": "“Overall?”: signals in 2 points (2025-02 to 2025-03)",
        "control, two points": "“Overall?” over time",
        "importance": "Nothing is surely both important and weaker than the rest",
        "complaints": "2 of 5 causes make 84\u00a0% of what is complained of",
        "reach": "Most answers come from “Segment 2”: 400 answers",
    }
    assert {name: ALL[name].title for name in told} == told


def test_the_alternative_of_a_control_chart_tells_course_limits_signals_and_breaks():
    assert ALL["control"].alternative == (
        "Two best ratings: 70.0\u00a0% in 2024-10, 72.0\u00a0% in 2026-09; lowest 55.0\u00a0% (2025-02), "
        "highest 93.0\u00a0% (2025-03). Control chart (p') with its centre at 72.5\u00a0%. "
        "2025-02: one point beyond 3 sigma. "
        "2025-03: one point beyond 3 sigma; two of three beyond 2 sigma, same side. "
        f"1 April 2025: The wording changed: Overall? 20 April 2025: {LONG} "
        "15 January 2026: The mix of channels changed: web."
    )


def test_signals_and_breaks_are_named_below_the_picture():
    shown = texts("control")
    changed = "1 April 2025: The wording changed: Overall?"
    assert {"one point beyond 3 sigma", changed, "A B", "1, 2", "centre"} <= set(shown)


def test_a_hidden_figure_is_named_and_has_no_number():
    figures = [made.figure(20.0, measure="nps"), made.figure(None, measure="nps", segment="s1", hidden=True)]
    chart = nps.nps_chart(item(figures), figures, reader(segments=SEGMENTS))
    assert chart.alternative.endswith("Segment 1: hidden.")
    shown = "".join(svg.svg(each) for each in chart.pictures)
    assert ">hidden<" in shown
    assert shown.count(" answers<") == 1


def test_a_hidden_month_breaks_the_line_and_is_told():
    assert "no figure, or too few answers to show one" in texts("control")
    lines = re.findall(r'<path d="(M[^"Zh]+)" stroke="#0b5c7a"', svg.svg(picture("control", 0, "right")))
    assert [line.count("L") for line in lines] == [2, 19]


def test_long_lists_are_told_up_to_a_dozen_and_the_rest_is_counted():
    assert ALL["nps"].alternative.endswith("19 more stand in the table.")


def test_thirty_rows_make_several_pictures_and_every_name_is_there():
    assert len(ALL["nps"].pictures) > 1
    assert {"All together", *SEGMENTS.values()} <= set(texts("nps"))
    assert set(SEGMENTS.values()) <= set(texts("multiples"))


def test_a_reader_from_the_right_begins_at_the_right():
    place = r'text-anchor="(\w+)" transform="translate\((\d+),\d+\)"[^>]*>\u2067?All together'
    found = {way: re.search(place, svg.svg(picture("nps, four answers", 0, way))).groups() for way in WAYS}
    assert found == {"right": ("start", "0"), "left": ("end", str(WIDTH))}


def test_a_number_keeps_its_sign_before_it_and_words_are_isolated():
    assert turned("−51", leftward=True) == "−51"
    assert turned("Alle", leftward=True) == "\u2067Alle\u2069"
    assert turned(ARABIC, leftward=False) == f"\u2067{ARABIC}\u2069"
    assert turned("Alle", leftward=False) == "Alle"


def test_words_that_would_turn_or_break_the_picture_are_drawn_as_words():
    rows = made.complaints([2, 1], ['</text><script>alert("1")</script>\u202e\x00\x1b', "b"])
    (shown,) = pareto.pareto_chart(rows, reader()).pictures
    root = ElementTree.fromstring(svg.svg(shown))  # noqa: S314 - our own
    assert '</text><script>alert("1")</script>' in [each.text for each in root.iter()]


@pytest.mark.parametrize("language", ["en", "de"])
def test_words_break_within_their_room(language):
    for words in (LONG, "x" * 500, ARABIC * 9, "漢字" * 200, "a b"):
        lines = broken(words, 200)
        assert len(lines) <= 2
        assert all(width(line) <= 200 for line in lines)


def test_rows_of_one_picture_fit_on_a_page():
    found = sheets([(LONG, "12 answers")] * 40)
    assert [row for sheet in found for row in range(sheet.start, sheet.end)] == list(range(40))
    assert max(sheet.height for sheet in found) <= 700


# Nothing to draw


def test_without_answers_there_is_no_chart(house):
    assert charts.charts_of(summary_of(house, []), reader().words) == {}


def test_without_the_extra_the_summary_says_how_to_get_it(house, monkeypatch):
    monkeypatch.setattr(charts, "find_spec", lambda name: None)
    summary = summary_of(house, some(house, 30, "2026-01-10"))
    page = Page(html.write(summary, house.release.templates()).decode())
    assert page.all("svg") == []
    assert (
        "Charts are left out: what draws them is not installed. Whoever runs Listenwell adds it with: "
        "pip install 'listenwell[summaries]'"
    ) in {e.text for e in page.all("p", class_="note")}


def test_each_chart_stands_in_the_page_with_its_title_and_its_words(house):
    responses = some(house, 30, "2026-01-10") + some(house, 20, "2026-02-10", segment="trade")
    summary = summary_of(house, responses)
    page = Page(html.write(summary, house.release.templates()).decode())
    found = charts.charts_of(summary, reader().words)
    assert set(found) >= {"reach:segment", "ratings", "control:overall"}
    assert len(page.all("figure", class_="chart")) == len(found)
    assert {c.title for c in found.values()} == {e.text for e in page.all("figcaption")}
    assert {c.alternative for c in found.values()} <= {e.text for e in page.all("p", class_="hide")}


# The same bytes

CHILD = """\
import sys
sys.path[:0] = [sys.argv[1]]
from summary.charts.test_charts import ALL, TURNED
from listenwell.summary.charts.svg import svg
from listenwell.summary.charts.registry import CHARTS
for drawings in (ALL, TURNED):
    for name in CHARTS:
        sys.stdout.buffer.write("".join(map(svg, drawings[name].pictures)).encode())
"""


def test_the_same_bytes_come_of_it_with_other_fonts_zones_and_hash_seeds(tmp_path):
    fonts = tmp_path / "fonts.conf"
    fonts.write_text("<?xml version='1.0'?><!DOCTYPE fontconfig SYSTEM 'fonts.dtd'><fontconfig></fontconfig>")
    tests = str(Path(__file__).parents[2])
    surroundings = (
        {"TZ": "UTC", "PYTHONHASHSEED": "0", "LC_ALL": "C", "HOME": str(tmp_path)},
        {
            "TZ": "Pacific/Auckland",
            "PYTHONHASHSEED": "4242",
            "LC_ALL": "tr_TR.UTF-8",
            "FONTCONFIG_FILE": str(fonts),
            "FONTCONFIG_PATH": str(tmp_path),
        },
    )
    outputs = {
        subprocess.run(  # noqa: S603 - our own interpreter
            [sys.executable, "-c", CHILD, tests], env=env, capture_output=True, check=True
        ).stdout
        for env in surroundings
    }
    assert len(outputs) == 1
    assert len(outputs.pop()) > 50_000
