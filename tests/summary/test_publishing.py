"""Summaries into the store: under which names, when, and in which order they are found."""

from datetime import UTC, date, datetime

import msgspec
import pytest
from conftest import MemoryDocuments, MemoryResponses

from listenwell.storage import StorageUnavailable
from listenwell.storage.names import checked
from listenwell.summary.formats import FORMATS
from listenwell.summary.model import Summary
from listenwell.summary.period import parse
from listenwell.summary.publishing import Edition, compile_due, compile_period, editions, folder, surveys

from .samples import correction, figure, some


def due(house, as_of, responses=(), documents=None):
    documents = documents if documents is not None else MemoryDocuments()
    when = datetime.fromisoformat(as_of).replace(tzinfo=UTC)
    done = compile_due(
        when, responses=MemoryResponses(*responses), documents=documents, release=house.release
    )
    return list(done), documents


def compile_visit(house, period, as_of, responses, documents):
    return compile_period(
        "visit",
        parse(period),
        as_of=as_of,
        responses=MemoryResponses(*responses),
        documents=documents,
        release=house.release,
    )


def test_a_summary_lies_under_its_survey_and_period_in_every_format(house):
    documents = MemoryDocuments()
    for text in ("2026-Q1", "2026-01-15..2026-03-31"):
        compile_visit(house, text, datetime(2026, 4, 1, tzinfo=UTC), (), documents)
    assert sorted(documents.kept) == sorted(
        f"summaries/visit/{label}/summary.{name}"
        for label in ("2026-Q1", "2026-01-15_2026-03-31")
        for name in FORMATS
    )
    assert all(checked(name) == name for name in documents.kept)


def test_only_what_was_received_by_then_counts(house):
    responses = some(house, 5, "2026-02-10") + some(house, 7, "2026-02-12")
    documents = MemoryDocuments()
    summary = compile_visit(house, "2026-Q1", datetime(2026, 2, 10, 12, tzinfo=UTC), responses, documents)
    assert summary.responses == 5
    assert (
        msgspec.json.decode(documents.kept["summaries/visit/2026-Q1/summary.json"], type=Summary) == summary
    )


def test_compiling_again_writes_the_same_bytes(house):
    responses = some(house, 12, "2026-02-10", answers={"overall": 4, "better": "x"})
    _, first = due(house, "2026-02-20", responses)
    _, again = due(house, "2026-02-20", reversed(responses))
    assert first.kept == again.kept


@pytest.mark.parametrize(
    ("as_of", "periods"),
    [
        ("2026-02-20", ["2026-Q1"]),
        ("2026-03-31", ["2026-Q1"]),
        ("2026-04-01", ["2026-Q2", "2026-Q1"]),
        ("2026-04-07", ["2026-Q2", "2026-Q1"]),
        ("2026-04-08", ["2026-Q2"]),
        ("2026-01-03", ["2026-Q1", "2025-Q4"]),
    ],
)
def test_each_night_the_running_quarter_is_due_and_the_one_before_in_its_first_week(house, as_of, periods):
    done, _ = due(house, as_of)
    assert [(s.survey, s.period.label) for s in done] == [
        (name, p) for name in ("visit", "pulse") for p in periods
    ]


def test_a_correction_in_the_week_after_takes_the_place_of_what_it_corrects(house):
    first = some(house, 6, "2026-03-30", answers={"overall": 1})
    late = datetime(2026, 4, 2, tzinfo=UTC)
    corrected = [correction(r, n, answers={"overall": 5}, received_at=late) for n, r in enumerate(first)]
    done, _ = due(house, "2026-04-05", first + corrected)
    (last,) = [s for s in done if (s.survey, s.period.label) == ("visit", "2026-Q1")]
    assert figure(last, "overall").value in (None, 1.0), "the old answers are not what these customers say"


def test_a_store_that_is_away_is_told_to_the_caller(house):
    documents = MemoryDocuments()
    documents.away = True
    with pytest.raises(StorageUnavailable):
        due(house, "2026-02-20", documents=documents)


def test_the_surveys_of_a_release_are_in_its_order(house):
    assert surveys(house.release) == ["visit", "pulse"]


def test_editions_are_found_newest_first_with_their_formats(house):
    documents = MemoryDocuments()
    for as_of in ("2026-01-20", "2025-05-20", "2026-04-20"):
        due(house, as_of, documents=documents)
    found = editions(
        [*documents.names(), "summaries/x", "summaries/a/b/c/summary.html", "other/visit/2026/summary.html"]
    )
    kinds = tuple(sorted(FORMATS))
    assert [(e.period, e.survey) for e in found] == [
        (period, name) for period in ("2026-Q2", "2026-Q1", "2025-Q2") for name in ("visit", "pulse")
    ]
    assert found[0] == Edition("visit", "2026-Q2", kinds)


def test_editions_of_different_kinds_are_ordered_by_their_days():
    labels = ["2026-Q1", "2026-09", "2025-10-01_2026-08-31", "2025"]
    found = editions(f"summaries/visit/{label}/summary.html" for label in labels)
    assert [e.period for e in found] == ["2026-09", "2025-10-01_2026-08-31", "2026-Q1", "2025"]


def test_the_folder_of_a_range_has_no_dots():
    assert folder("visit", "2026-01-15..2026-03-31") == "summaries/visit/2026-01-15_2026-03-31/"
    assert date(2026, 1, 15) in parse("2026-01-15..2026-03-31")
