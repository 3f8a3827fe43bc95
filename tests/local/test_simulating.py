"""Simulated customers: the same for the same seed, and none that a real customer could not be."""

from datetime import date

import msgspec
import pytest
from conftest import SHIPPED, House, documents_in

from listenwell.intake.checking import check
from listenwell.intake.parsing import parse_json
from listenwell.local.simulating import simulate
from listenwell.pages.building import build
from listenwell.staff.roles import INTERVIEWER

FIRST, LAST = date(2026, 1, 1), date(2026, 6, 30)


@pytest.fixture(scope="module")
def shipped(tmp_path_factory):
    """The release of the surveys that ship."""
    out = tmp_path_factory.mktemp("shipped")
    build(out, SHIPPED, portal=None)
    return House(documents_in(out / "release"))


def customers(house, count=300, seed=1, first=FIRST, last=LAST):
    return list(simulate(house.release, count=count, first=first, last=last, seed=seed))


def assert_a_customer_could_have_sent(house, response):
    asked = house.release.questionnaire(response.survey, response.version)
    apart = {q.id: {"email": "j.miller@example.com", "consent": True} for q in asked.questions if q.apart}
    answers = {id_: apart.get(id_, value) for id_, value in response.answers.items()}
    sent = parse_json(msgspec.json.encode({"answers": answers}))
    assert check(sent, asked, response.day) == (response.answers, [])
    assert response.channel in asked.channels
    assert (response.segment, response.language) == (asked.segment, asked.language)
    assert response.entered_by == (INTERVIEWER if asked.audience == "interviewers" else "")
    assert (response.invitation, response.supersedes, response.marks) == ("", "", ("simulated",))


def test_every_simulated_customer_of_the_shipped_surveys_is_valid(shipped):
    for response in customers(shipped, 600):
        assert_a_customer_could_have_sent(shipped, response)


def test_every_simulated_customer_of_a_survey_without_own_words_is_valid(rebuilt, folder):
    folder.write(
        "surveys/pulse.yaml", "title: x\nquestions:\n  met: {type: choice, text: x, options: {a: A, b: B}}\n"
    )
    folder.write(
        "translations/pulse.de.yaml", "title: x\nquestions:\n  met: {text: x, options: {a: A, b: B}}\n"
    )
    house = rebuilt()
    for response in customers(house, 400):
        assert_a_customer_could_have_sent(house, response)


def test_the_same_seed_gives_the_same_customers_and_another_seed_others(shipped):
    once = customers(shipped, 100)
    assert customers(shipped, 100) == once
    assert not {r.id for r in customers(shipped, 100, seed=2)} & {r.id for r in once}


def test_they_come_in_order_on_the_days_asked_for_and_each_once(shipped):
    found = customers(shipped, 300)
    moments = [r.received_at for r in found]
    assert moments == sorted(moments)
    assert all(FIRST <= r.day <= LAST for r in found)
    assert len({r.id for r in found}) == 300


def test_all_surveys_segments_languages_and_channels_are_among_them(shipped):
    found, index = customers(shipped, 800), shipped.release.index()
    assert {(r.survey, r.segment, r.language) for r in found} >= {
        (p.survey, p.segment, "en") for p in index.published
    }
    assert {r.language for r in found} == {"en", "de", "fr", "pl", "ar"}
    assert {r.channel for r in found} == {"web", "email", "qr", "telephone", "letter", "in-person"}


def test_opinions_improve_half_way_and_value_for_money_does_not(shipped):
    found = [r for r in customers(shipped, 1200) if r.survey == "service-rating"]
    middle = date(2026, 4, 1)

    def mean(pick, after):
        scores = [s for r in found if (r.day >= middle) == after and isinstance(s := pick(r), int)]
        return sum(scores) / len(scores)

    def overall(response):
        return response.answers.get("overall")

    def value(response):
        return response.answers.get("aspects", {}).get("value")

    assert mean(overall, True) - mean(overall, False) > 0.25
    assert abs(mean(value, True) - mean(value, False)) < 0.25


def test_one_day_and_one_customer_are_enough(shipped):
    (only,) = customers(shipped, 1, first=FIRST, last=FIRST)
    assert only.day == FIRST
    assert customers(shipped, 0) == []
