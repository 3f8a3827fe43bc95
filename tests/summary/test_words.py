"""Figures as people read them."""

import pytest

from listenwell.summary.model import Figure, Span
from listenwell.summary.period import parse
from listenwell.summary.words import Words


@pytest.fixture
def words(house):
    return Words("en", house.release.templates())


def a_figure(measure="csat", value=0.8207, lower=0.8057, upper=0.8347, base=2688, hidden=False):
    return Figure(
        id="x", measure=measure, item="x", segment="", value=value, lower=lower, upper=upper, base=base,
        hidden=hidden, method="m", source="s",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("figure", "value", "interval", "base"),
    [
        (a_figure(), "82.1\u00a0%", "80.6 to 83.5", "2,688"),
        (a_figure("nps", 19.44, -6.28, 42.18, 36), "+19", "−6 to +42", "36"),
        (a_figure("nps", -100.0, -100.0, -61.4, 5), "−100", "−100 to −61", "5"),
        (a_figure("nps", -0.4, -20.0, 19.6, 5), "0", "−20 to +20", "5"),
        (a_figure("share", 0.0, 0.0, 0.2775, 10), "0.0\u00a0%", "0.0 to 27.8", "10"),
        (a_figure(value=None, lower=None, upper=None, base=0), "no data", "–", "0"),
        (a_figure(value=None, lower=None, upper=None, base=None, hidden=True), "hidden", "–", "few"),
    ],
)
def test_a_figure_reads(words, figure, value, interval, base):
    assert (words.value(figure), words.interval(figure), words.base(figure)) == (value, interval, base)


@pytest.mark.parametrize(
    ("amount", "measure", "text"),
    [(0.3, "csat", "+30.0"), (-0.3, "csat", "−30.0"), (0.0001, "csat", "0.0"), (-0.0001, "csat", "0.0"),
     (12.4, "nps", "+12")],
)  # fmt: skip
def test_a_difference_has_its_sign_and_nothing_has_none(words, amount, measure, text):
    assert words.number(amount, measure, signed=True) == text


def test_days_read_as_words(words):
    period = parse("2026-Q1")
    assert (
        words.days(Span(label="x", first=period.first, last=period.last)) == "1 January 2026 to 31 March 2026"
    )
