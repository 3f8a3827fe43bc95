"""Rows of a chart: names above bars, and what the chart says of them."""

from listenwell.summary.charts.look import LINE, SIZE
from listenwell.summary.charts.ratings import ratings_chart
from listenwell.summary.charts.rows import beside_bars, sheets

from .sections import rating, reader


def test_no_rule_down_the_bars_goes_through_a_name():
    rows = [
        (f"A name of a row that is long enough for two lines, number {n}", "1,234 answers") for n in range(9)
    ]
    for sheet in sheets(rows):
        rules = beside_bars(0.0, sheet.bands)
        for rule, band in zip(rules, sheet.bands, strict=True):
            assert len(band.name) == 2
            assert rule[1] > band.first + LINE * (len(band.name) - 1)
        for rule, after in zip(rules, sheet.bands[1:], strict=False):
            assert rule[3] < after.first - SIZE * 0.7


def test_the_title_of_ratings_compares_what_has_the_same_middle():
    rated = (rating([0, 0, 0, 1, 9]), rating([1, 1, 1, 1, 1], "Price", "price"))
    asked = rating([3] * 11, "Recommend?", "n", measure="nps")
    title = ratings_chart((*rated, asked), {"n": (7, 8)}, reader()).title
    assert "Price" in title
    assert "Recommend" not in title
    assert ratings_chart((rated[0], asked), {"n": (7, 8)}, reader()).title.startswith("“Timing” is rated")
