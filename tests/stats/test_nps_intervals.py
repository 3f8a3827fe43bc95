"""Net Promoter Score: the plain Wald and the iterative score interval."""

import pytest
from hypothesis import assume, given

from listenwell.stats import score_nps, wald_nps

from .drawn import claims, near, scores


def test_wald_gives_the_published_interval():
    # R package NPS, test = "wald"
    found = wald_nps({0: 20, 7: 30, 10: 50})
    assert (found.value, found.lower, found.upper) == near((0.3, 0.146921919249573, 0.453078080750427), 1e-8)


@pytest.mark.parametrize(
    ("counts", "lower", "upper"),
    [
        # R package NPS, test = "iterative"
        ({0: 20, 7: 30, 10: 50}, 0.13955141267234, 0.443393051624298),
        ({0: 8, 7: 13, 10: 15}, -0.0676974713125686, 0.42866963479254),
    ],
)
def test_score_gives_the_published_intervals(counts, lower, upper):
    found = score_nps(counts)
    assert (found.lower, found.upper) == near((lower, upper), 1e-6)


def test_no_answers_give_no_data_not_zero():
    for function in (wald_nps, score_nps):
        assert (function({}).value, function({}).lower, function({}).upper) == (None, None, None)


def test_plain_wald_has_no_width_when_all_agree_and_the_score_interval_has():
    assert wald_nps({10: 5}).lower == wald_nps({10: 5}).upper == 1.0
    assert score_nps({10: 5}).upper == 1.0
    assert score_nps({10: 5}).lower < 0.6
    assert score_nps({0: 5}).lower == -1.0


@claims
@given(scores)
def test_score_interval_stays_inside_the_scale_around_the_raw_value_and_mirrors(counts):
    assume(sum(counts.values()))
    found = score_nps(counts)
    assert -1 <= found.lower <= found.value <= found.upper <= 1
    turned = score_nps({0: found.promoters, 7: found.passives, 10: found.detractors})
    assert (turned.lower, turned.upper) == near((-found.upper, -found.lower), 1e-9)


@claims
@given(scores)
def test_score_interval_widens_with_more_confidence(counts):
    assume(sum(counts.values()))
    sure, surer = score_nps(counts, 0.8), score_nps(counts, 0.99)
    assert surer.lower <= sure.lower <= sure.upper <= surer.upper


def test_bad_input_is_refused_in_a_sentence():
    for function in (wald_nps, score_nps):
        with pytest.raises(ValueError, match="the score 11 is not"):
            function({11: 1})
        with pytest.raises(ValueError, match="the confidence must lie between"):
            function({9: 1}, 95)
