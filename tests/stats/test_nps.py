"""Net Promoter Score: headline, adjusted Wald interval, change."""

import pytest
from hypothesis import assume, given

from listenwell.stats import category, nps, nps_change
from listenwell.stats.nps import standard_error, variance

from .drawn import claims, levels, near, scores


def groups(detractors, passives, promoters):
    return {0: detractors, 7: passives, 10: promoters}


def test_scores_fall_into_the_published_groups():
    # Reichheld 2003
    assert [category(score) for score in range(11)] == ["detractor"] * 7 + ["passive"] * 2 + ["promoter"] * 2


@pytest.mark.parametrize(
    ("answers", "value", "spread", "error"),
    [
        ([0, 7, 7, 9, 9, 9], 1 / 3, 5 / 9, 0.304),  # R package NPS, unit tests
        ([0, 7, 9], 0, 2 / 3, 0.471),
        ([1, 9], 0, 1, 0.707),
        ([7, 9], 0.5, 0.25, 0.354),
    ],
)
def test_nps_gives_the_published_scores(answers, value, spread, error):
    found = nps({answer: answers.count(answer) for answer in answers})
    assert (found.value, found.variance) == near((value, spread), 1e-12)
    assert found.standard_error == near(error, 0.0006)


@pytest.mark.parametrize(
    ("counts", "value", "lower", "upper"),
    [
        # R package NPS, test = "adjusted.wald"
        ((8, 13, 15), 0.19444444444444445, -0.0628025944332695, 0.421776953407628),
        ((12, 40, 148), 0.68, 0.588948438318476, 0.750953039514037),
        # SFO Customer Survey 2017
        ((342, 968, 1436), 0.39839766933721776, 0.37182360716973784, 0.424102184027061),
    ],
)
def test_nps_gives_the_published_intervals(counts, value, lower, upper):
    found = nps(groups(*counts))
    assert (found.value, found.lower, found.upper) == near((value, lower, upper), 1e-8)
    assert (found.detractors, found.passives, found.promoters) == counts


def test_no_answers_give_no_data_not_zero():
    found = nps({})
    assert (found.value, found.lower, found.upper, found.variance, found.standard_error) == (None,) * 5
    assert found.base == 0
    change = nps_change({9: 1}, {})
    assert (change.difference, change.lower, change.upper, change.p, change.shrunken) == (None,) * 5


def test_answers_that_all_agree_still_leave_doubt():
    for n in (1, 2, 5, 30):
        found = nps({10: n})
        assert found.value == 1.0
        assert 0 < found.upper - found.lower < 2


def test_a_no_answer_code_is_refused_rather_than_counted_as_promoter():
    with pytest.raises(ValueError, match="the score 11 is not a whole number from 0 to 10"):
        nps({10: 5, 11: 400})


@claims
@given(scores, levels)
def test_nps_and_its_interval_stay_inside_the_scale(counts, level):
    assume(sum(counts.values()))
    found = nps(counts, level)
    assert -1 <= found.value <= 1
    assert -1 <= found.lower < found.upper <= 1


@claims
@given(scores)
def test_the_interval_lies_around_the_shrunken_score_and_the_order_does_not_matter(counts):
    assume(sum(counts.values()))
    found = nps(counts)
    shrunken = (found.promoters - found.detractors) / (found.base + 3)
    assert found.lower <= shrunken <= found.upper
    assert nps(dict(reversed(counts.items()))) == found


@claims
@given(scores)
def test_the_interval_widens_with_less_data(counts):
    assume(sum(counts.values()) > 3)
    few, many = nps(counts), nps({score: 9 * n for score, n in counts.items()})
    assert many.upper - many.lower < few.upper - few.lower


@claims
@given(scores)
def test_swapping_promoters_and_detractors_turns_the_sign(counts):
    found = nps(counts)
    turned = nps(groups(found.promoters, found.passives, found.detractors))
    if found.base:
        assert (turned.value, turned.lower, turned.upper) == near(
            (-found.value, -found.upper, -found.lower), 1e-12
        )


def test_nps_change_gives_the_published_test():
    # R package NPS, two samples, test = "adjusted.wald"
    change = nps_change(groups(20, 30, 50), groups(35, 30, 35))
    assert (change.shrunken, change.standard_error, change.p, change.lower, change.upper) == near(
        (0.29126213592233, 0.112496639981801, 0.00962343861796766, 0.0707727731762324, 0.511751498668428),
        1e-8,
    )


def test_the_change_is_that_of_the_headlines():
    assert nps_change(groups(20, 30, 50), groups(35, 30, 35)).difference == near(0.3)


@claims
@given(scores, scores)
def test_turning_a_change_round_turns_its_sign(one, other):
    assume(sum(one.values()) and sum(other.values()))
    there, back = nps_change(one, other), nps_change(other, one)
    assert (there.difference, there.lower, there.upper) == near(
        (-back.difference, -back.upper, -back.lower), 1e-12
    )
    assert there.p == near(back.p, 1e-12)
    assert -2 <= there.lower <= there.shrunken <= there.upper <= 2


def test_the_error_of_a_planned_sample_is_the_published_one():
    # Cross Validated, "margin of error in a NPS" (whuber): SE about 4.1 points at n = 324
    assert variance(1 / 2, 1 / 3, 1 / 6) == near(5 / 9)
    assert standard_error(1 / 2, 1 / 3, 1 / 6, 324) == near(0.041408666249996104)


@pytest.mark.parametrize(
    "call",
    [
        lambda: nps({-1: 1}),
        lambda: nps({9.5: 1}),
        lambda: nps({9: -1}),
        lambda: nps({9: 1}, 0),
        lambda: category("9"),
        lambda: category(True),
        lambda: category(float("nan")),
        lambda: nps_change({9: 1}, {12: 1}),
        lambda: nps_change({9: 1}, {9: 1}, 1.5),
        lambda: variance(0.5, 0.5, 0.5),
        lambda: variance(1.5, 0, -0.5),
        lambda: standard_error(1, 0, 0, 0),
    ],
)
def test_bad_input_is_refused_in_a_sentence(call):
    with pytest.raises(ValueError, match=r"\.$"):
        call()
