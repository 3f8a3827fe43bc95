"""Satisfaction weighted to the population of the segments."""

import pytest

from listenwell.stats.weighted import weighted_proportion
from listenwell.summary.weighing import weigh

from .samples import figure, some, summary_of

FEBRUARY = "2026-02-10"


@pytest.fixture
def peopled(rebuilt, folder):
    """The firm with 900 households and 100 companies."""

    def build(home=900, trade=100):
        for name, n in (("home", home), ("trade", trade)):
            file = folder.root / "segments" / f"{name}.yaml"
            file.write_text(f"population: {n}\n" + file.read_text())
        return rebuilt()

    return build


def answered(house, home, trade):
    """Satisfied and dissatisfied answers of households, then of companies."""
    made = []
    for segment, (good, bad) in (("home", home), ("trade", trade)):
        made += some(house, good, FEBRUARY, segment=segment, answers={"overall": 5})
        made += some(house, bad, FEBRUARY, segment=segment, answers={"overall": 1})
    return made


def test_each_segment_counts_by_its_customers_and_not_by_its_answers(peopled):
    house = peopled()
    summary = summary_of(house, answered(house, (10, 10), (40, 0)))
    overall = figure(summary, "overall")
    assert round(overall.value, 4) == 0.8333
    assert round(overall.weighted.value, 4) == 0.55, (
        "9 in 10 customers are households, half of them satisfied"
    )
    expected = weighted_proportion([900 / 20, 100 / 40], [10, 40], [20, 40])
    assert round(overall.weighted.lower, 9) == round(expected.lower, 9)
    assert round(overall.weighted.effective_base, 6) == round(expected.effective_n, 6)
    assert figure(summary, "overall", segment="home").weighted is None


def test_without_populations_nothing_is_weighted_and_nothing_said(house):
    summary = summary_of(house, answered(house, (10, 10), (40, 0)))
    assert (figure(summary, "overall").weighted, summary.notes) == (None, ())


@pytest.mark.parametrize(
    ("population", "trade", "note"),
    [
        ((900, 0), (40, 0), "Not weighted: the segment trade has no population."),
        ((900, 100), (0, 0), "Not weighted: the segment trade has no answers."),
    ],
)
def test_a_segment_that_cannot_be_weighted_is_named(peopled, population, trade, note):
    house = peopled(*population)
    summary = summary_of(house, answered(house, (10, 10), trade))
    assert (figure(summary, "overall").weighted, summary.notes) == (None, (note,))


def test_a_hidden_segment_is_not_given_away_by_the_weighted_value(peopled):
    house = peopled()
    summary = summary_of(house, answered(house, (10, 10), (3, 0)))
    assert figure(summary, "overall").weighted is None


def test_nobody_answered_gives_no_weights():
    assert weigh({"home": 0}, {"home": 10}).weights == {}
