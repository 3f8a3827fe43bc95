"""How often do the intervals hold the truth? Simulated with a fixed seed, for 5, 10 and 30 answers.

The figures stand in the handbook. 4,000 surveys per cell leave a simulation error of about 0.7 points
(two standard errors at 95 %).
"""

import random
from collections import Counter
from functools import cache

import pytest

from listenwell.stats import nps, score_nps, wald_nps, wilson

SURVEYS = 4000
SHARES = (0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9)
# Promoters, passives, detractors.
CUSTOMERS = (
    (0.5, 1 / 3, 1 / 6),
    (0.2, 0.3, 0.5),
    (0.35, 0.3, 0.35),
    (0.8, 0.15, 0.05),
    (0.1, 0.3, 0.6),
)


def seeded(name):
    return random.Random(name)  # noqa: S311 - the same surveys on every run


def share_coverage(n):
    chance, found = seeded(f"share {n}"), []
    intervals = [wilson(x, n) for x in range(n + 1)]
    for p in SHARES:
        drawn = (sum(chance.random() < p for _ in range(n)) for _ in range(SURVEYS))
        found.append(sum(intervals[x].lower <= p <= intervals[x].upper for x in drawn) / SURVEYS)
    return found


def nps_coverage(function, n):
    chance, found = seeded(f"nps {n}"), []

    @cache
    def interval(up, passive, down):
        score = function({10: up, 7: passive, 0: down})
        return score.lower, score.upper

    for customers in CUSTOMERS:
        truth, held = customers[0] - customers[2], 0
        for _ in range(SURVEYS):
            drawn = Counter(chance.choices((0, 1, 2), customers, k=n))
            lower, upper = interval(drawn[0], drawn[1], drawn[2])
            held += lower <= truth <= upper
        found.append(held / SURVEYS)
    return found


@pytest.mark.parametrize("n", [5, 10, 30])
def test_wilson_holds_the_truth_about_as_often_as_it_says(n):
    found = share_coverage(n)
    assert 0.93 <= sum(found) / len(found) <= 0.975
    assert min(found) >= {5: 0.90, 10: 0.91, 30: 0.92}[n]


@pytest.mark.parametrize("n", [5, 10, 30])
def test_adjusted_wald_holds_the_true_nps_about_as_often_as_it_says(n):
    found = nps_coverage(nps, n)
    assert 0.92 <= min(found) <= max(found) <= 0.97


@pytest.mark.parametrize("n", [5, 10, 30])
def test_score_interval_holds_the_true_nps_about_as_often_as_it_says(n):
    found = nps_coverage(score_nps, n)
    assert 0.93 <= min(found) <= max(found) <= 0.99


def test_plain_wald_fails_for_few_answers_which_is_why_it_is_not_used():
    found = nps_coverage(wald_nps, 5)
    assert min(found) < 0.72
    assert max(found) < 0.92
