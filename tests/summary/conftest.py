"""Summaries that tests of all formats share."""

import pytest

from .samples import some, summary_of


@pytest.fixture
def full(house):
    """Every kind of figure: shown, hidden, changed, without data."""
    responses = []
    for day, score in (("2025-11-10", 1), ("2026-01-10", 5), ("2026-02-10", 4)):
        answers = {
            "overall": score,
            "aspects": {"timing": score},
            "recommend": score * 2,
            "met": "yes",
            "days": ["mon"],
        }
        responses += some(house, 12, day, answers={**answers, "better": f"words {day}"})
        responses += some(house, 1, day, segment="trade", answers=answers)
    return summary_of(house, responses)


@pytest.fixture
def empty(house):
    return summary_of(house, [])
