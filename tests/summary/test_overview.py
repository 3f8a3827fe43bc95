"""All surveys of a period in brief: what each one's summary says, and nothing that it does not."""

import csv
import io
import random
import re
from datetime import UTC, datetime

import msgspec
import pytest
from conftest import MemoryDocuments, MemoryResponses
from pages.reading import Page

from listenwell.pages.release import ReleaseOutdated
from listenwell.summary.editions import ALL_SURVEYS, read_overview, read_shelf, read_summary, shelves
from listenwell.summary.formats import OVERVIEW_FORMATS
from listenwell.summary.formats.overview_csv import COLUMNS
from listenwell.summary.model import Overview
from listenwell.summary.overview_publishing import compile_overview
from listenwell.summary.period import parse
from listenwell.summary.publishing import compile_due, compile_period, surveys
from listenwell.survey.organisation import NAME

from .samples import some
from .test_attack import answers

APRIL = datetime(2026, 4, 8, 2, tzinfo=UTC)


def compiled(house, responses, documents, as_of=APRIL, names=("visit", "pulse"), language=""):
    """The overview over these surveys' own summaries of the first quarter."""
    for name in names:
        compile_period(
            name,
            parse("2026-Q1"),
            as_of=as_of,
            responses=MemoryResponses(*responses),
            documents=documents,
            release=house.release,
            language=language,
        )
    return compile_overview(
        parse("2026-Q1"),
        surveys(house.release),
        as_of=as_of,
        documents=documents,
        release=house.release,
        language=language,
    )


def year(house):
    """Visits that got better, a pulse that households answered, and companies that said little."""
    found = []
    for day, score in (("2025-11-10", 1), ("2026-02-10", 5)):
        found += some(house, 30, day, answers={"overall": score, "recommend": 2 * score})
        found += some(house, 9, day, survey="pulse", answers={"recommend": 8, "why": "because"})
    return found + some(house, 2, "2026-02-11", segment="trade")


def test_the_overview_has_every_headline_as_its_survey_has_it(house):
    documents = MemoryDocuments()
    overview = compiled(house, year(house), documents)
    assert [(s.survey, s.title, s.responses, s.edition) for s in overview.surveys] == [
        ("visit", "Our visit", 32, 1),
        ("pulse", "Would you recommend us?", 9, 1),
    ]
    for survey in overview.surveys:
        own = read_summary(documents, read_shelf(documents, survey.survey, "2026-Q1"))
        assert survey.headlines == own.headlines
        assert all(finding in own.findings for finding in survey.findings)
        assert documents.kept[f"{survey.summary}.html"]


def test_the_findings_say_what_moved_and_who_was_not_heard(house):
    overview = compiled(house, year(house), MemoryDocuments())
    judged = sum(survey.comparisons for survey in overview.surveys)
    assert [f.sentence for f in overview.findings] == [
        "Over all: 41 responses came in, to 2 surveys.",
        "Improved beyond chance: Our visit (2).",
        "No change beyond chance in headlines of: Would you recommend us?.",
        f"Judged by Benjamini-Hochberg within each survey: {judged} comparisons in 2 surveys.",
    ]
    assert overview.findings[1].figures == (
        "visit/2026-Q1/overall/csat",
        "visit/2026-Q1/recommend/nps",
    )
    assert [(h.segment, h.responses, h.hidden, h.asked, h.silent) for h in overview.heard] == [
        ("home", None, True, 2, ()),
        ("trade", None, True, 1, ()),
    ]


def test_silence_is_told_over_all(house):
    overview = compiled(house, some(house, 6, "2026-02-10", survey="pulse", answers={"recommend": 9}),
                        MemoryDocuments())  # fmt: skip
    told = {f.kind: f.sentence for f in overview.findings}
    assert told["all_silent"] == "Nobody answered: Our visit."
    assert told["not_heard"] == "Not heard from: Companies."
    assert [(h.segment, h.responses, h.silent) for h in overview.heard] == [
        ("home", 6, ("Our visit",)),
        ("trade", 0, ("Our visit",)),
    ]
    assert [f.kind for f in compiled(house, [], MemoryDocuments()).findings] == ["nobody"]


@pytest.mark.parametrize("seed", range(12))
def test_nothing_follows_from_the_overview_that_a_survey_hides(house, seed):
    """Every number of the overview is one of a published summary, or a sum of shown ones."""
    rng, documents = random.Random(3000 + seed), MemoryDocuments()  # noqa: S311 - a repeatable play
    days = ("2025-12-10", "2026-01-10", "2026-03-10")
    overview = compiled(house, answers(house, rng, days, 9), documents)
    own = [read_summary(documents, read_shelf(documents, n, "2026-Q1")) for n in ("visit", "pulse")]
    shown = {f.id: f for summary in own for f in summary.figures()}
    for survey in overview.surveys:
        assert all(h.figure == shown[h.figure.id] for h in survey.headlines)
    for heard in overview.heard:
        rows = [r for s in own for r in s.reach if (r.kind, r.name) == ("segment", heard.segment)]
        assert heard.hidden == any(r.hidden for r in rows)
        assert heard.responses == (None if heard.hidden else sum(r.answered for r in rows))
    assert overview.responses == sum(summary.responses for summary in own)


# Editions


def test_the_night_compiles_it_after_the_surveys_and_again_only_where_one_says_something_new(house):
    documents, given = MemoryDocuments(), year(house)
    for as_of in (datetime(2026, 2, 20, tzinfo=UTC), datetime(2026, 2, 21, tzinfo=UTC)):
        list(
            compile_due(as_of, responses=MemoryResponses(*given), documents=documents, release=house.release)
        )
    found = [s for s in shelves(documents) if s.survey == ALL_SURVEYS]
    assert [(s.period, s.title, len(s.editions)) for s in found] == [
        ("2026", "All surveys", 1),
        ("2026-Q1", "All surveys", 1),
        ("2026-02", "All surveys", 1),
    ]
    assert {s.checked for s in found} == {datetime(2026, 2, 21, tzinfo=UTC)}
    assert sorted(found[0].newest.documents) == sorted(OVERVIEW_FORMATS)
    given += some(house, 12, "2026-02-12", survey="pulse", answers={"recommend": 1})
    second = compiled(house, given, documents, names=("pulse",))
    assert (second.edition, read_shelf(documents, ALL_SURVEYS, "2026-Q1").newest.altered) == (2, 1)
    assert read_overview(documents, read_shelf(documents, ALL_SURVEYS, "2026-Q1")) == second


def test_a_survey_without_a_summary_of_the_period_is_named(house):
    overview = compiled(house, year(house), MemoryDocuments(), names=("pulse",))
    assert ([s.survey for s in overview.surveys], overview.missing) == (["pulse"], ("Our visit",))


def test_no_survey_can_have_its_name():
    assert re.fullmatch(NAME, ALL_SURVEYS) is None


# Formats


@pytest.fixture
def written(house):
    overview = compiled(house, year(house), MemoryDocuments())
    return overview, {
        name: OVERVIEW_FORMATS[name](overview, house.release.templates()).decode("utf-8-sig")
        for name in ("html", "csv", "json")
    }


def test_every_format_has_every_headline_once(written):
    overview, texts = written
    ids = sorted(h.figure.id for s in overview.surveys for h in s.headlines)
    rows = list(csv.DictReader(io.StringIO(texts["csv"])))
    assert tuple(rows[0]) == COLUMNS
    assert sorted(row["id"] for row in rows if row["standing"]) == ids
    assert len({row["id"] for row in rows}) == len(rows)
    page_ids = Page(texts["html"]).ids
    assert [page_ids.count(i) for i in ids] == [1] * len(ids)
    assert msgspec.json.decode(texts["json"], type=Overview) == overview


def test_every_field_of_the_overview_is_on_the_page(written, house):
    template = house.release.templates()["summaries/overview.html"]
    unprinted = {f for f in Overview.__struct_fields__ if not re.search(rf"overview\.{f}\b", template)}
    assert unprinted == {"responses"}, "this stands in the first finding"
    _, texts = written
    page = Page(texts["html"])
    links = [e.attributes["href"] for e in page.all("a")]
    assert links == [
        "../../../../summaries/visit/2026-Q1/0001/summary.html",
        "../../../../summaries/pulse/2026-Q1/0001/summary.html",
    ]


def test_a_german_overview_is_german(house):
    documents = MemoryDocuments()
    overview = compiled(house, year(house), documents, language="de")
    assert overview.findings[0].sentence == "Insgesamt: 41 Rückmeldungen zu 2 Umfragen."
    page = Page(documents.kept[f"summaries/{ALL_SURVEYS}/2026-Q1/0001/summary.html"].decode())
    assert page.one("h1").text == "Alle Umfragen"


def test_templates_without_the_overview_are_named(house):
    templates = house.release.templates()
    old = {name: text for name, text in templates.items() if "overview" not in name}
    overview = compiled(house, [], MemoryDocuments())
    with pytest.raises(ReleaseOutdated, match=r"no “summaries/overview\.html” for summaries"):
        OVERVIEW_FORMATS["html"](overview, old)
