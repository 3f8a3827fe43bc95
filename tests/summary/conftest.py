"""Summaries that tests of all formats share."""

import pytest

from listenwell.summary import overview_publishing, publishing
from listenwell.summary.formats import FORMATS, OVERVIEW_FORMATS

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


@pytest.fixture
def json_only(monkeypatch):
    """Editions of one format: for what is published when, not how it looks."""
    json = FORMATS["json"]
    monkeypatch.setattr(publishing, "documents_of", lambda summary, *_: {"json": json(summary, {})})
    monkeypatch.setattr(overview_publishing, "overview_formats", lambda: {"json": OVERVIEW_FORMATS["json"]})
