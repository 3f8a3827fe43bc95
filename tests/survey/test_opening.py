"""When a survey is open: its days in the organisation's time zone, and what its page says at a moment."""

from datetime import UTC, date, datetime, timedelta

import pytest

from listenwell.survey.opening import ALWAYS, Opening
from listenwell.survey.templates import load_templates

MARCH = datetime(2026, 3, 14, 12, tzinfo=UTC)


def opening(folder, segment="home", now=MARCH):
    loaded = load_templates(folder.root, now)
    return loaded.openings["visit", segment], [problem.code for problem in loaded.problems]


@pytest.fixture
def winter(folder):
    """Open from 1 December 2026 to 31 January 2027."""
    return folder.replace("surveys/visit.yaml", "title:", "opens: 2026-12-01\ncloses: 2027-01-31\ntitle:")


def test_a_survey_without_days_is_always_open(folder):
    found, problems = opening(folder)
    assert (found, bool(found), problems) == (ALWAYS, False, [])
    assert (ALWAYS.state(MARCH), ALWAYS.takes(MARCH)) == ("open", True)


def test_days_are_days_of_the_time_zone_with_both_of_them_open(winter):
    winter.replace("organisation.yaml", "website:", "time_zone: America/New_York\nwebsite:")
    found, _ = opening(winter)
    assert found == Opening(
        first=date(2026, 12, 1),
        last=date(2027, 1, 31),
        starts=datetime(2026, 12, 1, 5, tzinfo=UTC),
        ends=datetime(2027, 2, 1, 5, tzinfo=UTC),
    )


def test_a_day_ends_at_midnight_on_the_clock_also_when_the_clock_is_put_on(folder):
    folder.replace("surveys/visit.yaml", "title:", "opens: 2027-03-28\ncloses: 2027-03-28\ntitle:")
    folder.replace("organisation.yaml", "website:", "time_zone: Europe/Berlin\nwebsite:")
    found, _ = opening(folder)
    assert found.ends - found.starts == timedelta(hours=23)


MOMENT = timedelta(microseconds=1)
GRACE = timedelta(hours=24)  # as the handbook promises
FIRST, LAST = datetime(2026, 12, 1, tzinfo=UTC), datetime(2027, 2, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "state", "takes"),
    [
        (FIRST - MOMENT, "early", False),
        (FIRST, "open", True),
        (LAST - MOMENT, "open", True),
        (LAST, "closed", True),
        (LAST + GRACE - MOMENT, "closed", True),
        (LAST + GRACE, "closed", False),
    ],
)
def test_a_survey_takes_answers_while_it_is_open_and_for_a_day_after(winter, now, state, takes):
    found, _ = opening(winter)
    assert (found.state(now), found.takes(now)) == (state, takes)


@pytest.mark.parametrize(
    ("now", "codes"),
    [
        (LAST - timedelta(days=7) - MOMENT, []),
        (LAST - timedelta(days=7), ["D03"]),
        (LAST - MOMENT, ["D03"]),
        (LAST, ["D02"]),
    ],
)
def test_a_survey_that_closes_within_a_week_is_a_warning(winter, now, codes):
    assert opening(winter, now=now)[1] == codes


def test_a_segment_has_days_of_its_own_or_none(winter):
    changes = "surveys: [visit]\nchanges:\n  visit:\n"
    winter.write("segments/trade.yaml", f"name: {{en: C, de: U}}\n{changes}    closes: 2027-03-01\n")
    winter.remove("translations/visit.de.yaml").replace("organisation.yaml", "[en, de]", "[en]")
    winter.remove("translations/pulse.de.yaml").remove("wording/de.yaml")
    found, _ = opening(winter, "trade")
    assert (found.first, found.last) == (date(2026, 12, 1), date(2027, 3, 1))
    winter.write("segments/trade.yaml", f"name: {{en: C, de: U}}\n{changes}    opens:\n    closes:\n")
    assert opening(winter, "trade")[0] == ALWAYS
    assert opening(winter, "home")[0].last == date(2027, 1, 31)


def test_the_days_are_no_part_of_the_version(folder):
    before = load_templates(folder.root, MARCH).questionnaires["visit", "home", "en"].version
    folder.replace("surveys/visit.yaml", "title:", "opens: 2026-12-01\ncloses: 2027-01-31\ntitle:")
    assert load_templates(folder.root, MARCH).questionnaires["visit", "home", "en"].version == before


def test_the_last_day_there_is_has_no_end(folder):
    folder.replace("surveys/visit.yaml", "title:", "closes: 9999-12-31\ntitle:")
    found, problems = opening(folder)
    assert (found.state(MARCH), problems) == ("open", [])
