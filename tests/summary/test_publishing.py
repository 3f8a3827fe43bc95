"""Summaries into the store: under which names, when, and in which order they are found."""

import hashlib
from datetime import UTC, date, datetime

import pytest
from conftest import MemoryDocuments, MemoryResponses

from listenwell.storage import StorageUnavailable
from listenwell.storage.names import checked
from listenwell.summary import due as due_module
from listenwell.summary.due import OutOfTime
from listenwell.summary.editions import file_name, folder, read_shelf, read_summary, shelves
from listenwell.summary.formats import FORMATS, PACK
from listenwell.summary.period import parse
from listenwell.summary.publishing import compile_due, compile_period, surveys

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
        f"summaries/visit/{label}/{name}"
        for label in ("2026-Q1", "2026-01-15_2026-03-31")
        for name in ("editions.json", *(f"0001/{file_name(kind)}" for kind in (*FORMATS, PACK)))
    )
    assert all(checked(name) == name for name in documents.kept)


def test_only_what_was_received_by_then_counts(house, json_only):
    responses = some(house, 5, "2026-02-10") + some(house, 7, "2026-02-12")
    documents = MemoryDocuments()
    summary = compile_visit(house, "2026-Q1", datetime(2026, 2, 10, 12, tzinfo=UTC), responses, documents)
    assert summary.responses == 5
    assert read_summary(documents, read_shelf(documents, "visit", "2026-Q1")) == summary


def test_compiling_again_writes_the_same_bytes(house):
    responses = some(house, 12, "2026-02-10", answers={"overall": 4, "better": "x"})
    _, first = due(house, "2026-02-20", responses)
    _, again = due(house, "2026-02-20", reversed(responses))
    assert first.kept == again.kept


@pytest.mark.parametrize(
    ("as_of", "periods"),
    [
        ("2026-02-20", ["2026-02", "2026-Q1", "2026"]),
        ("2026-03-31", ["2026-03", "2026-Q1", "2026"]),
        ("2026-04-01", ["2026-04", "2026-Q2", "2026", "2026-03", "2026-Q1"]),
        ("2026-04-07", ["2026-04", "2026-Q2", "2026", "2026-03", "2026-Q1"]),
        ("2026-04-08", ["2026-04", "2026-Q2", "2026"]),
        ("2026-01-03", ["2026-01", "2026-Q1", "2026", "2025-12", "2025-Q4", "2025"]),
    ],
)
def test_each_night_what_runs_is_due_and_what_ended_in_the_week_before(house, as_of, periods, json_only):
    done, _ = due(house, as_of)
    assert [(s.survey, s.period.label) for s in done] == [
        (name, p) for name in ("visit", "pulse") for p in periods
    ]


def test_a_correction_in_the_week_after_takes_the_place_of_what_it_corrects(house, json_only):
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


def test_shelves_are_found_newest_first(house, json_only):
    documents = MemoryDocuments()
    for label in ("2026-Q1", "2026-09", "2025-10-01..2026-08-31", "2025"):
        compile_visit(house, label, datetime(2026, 4, 1, tzinfo=UTC), (), documents)
    documents.kept["summaries/x"] = documents.kept["summaries/a/b/editions.json"] = b"{}"
    assert [s.period for s in shelves(documents)] == ["2026-09", "2025-10-01..2026-08-31", "2026-Q1", "2025"]


# Editions


def at(day):
    return datetime.fromisoformat(day).replace(tzinfo=UTC)


def numbers(documents, label="2026-Q1"):
    return [edition.number for edition in read_shelf(documents, "visit", label).editions]


def test_the_same_answers_on_a_later_day_are_no_new_edition(house, json_only):
    documents, responses = MemoryDocuments(), some(house, 9, "2026-01-10")
    first = compile_visit(house, "2026-Q1", at("2026-02-01"), responses, documents)
    kept = {name: data for name, data in documents.kept.items() if not name.endswith("editions.json")}
    assert compile_visit(house, "2026-Q1", at("2026-02-02"), responses, documents) == first
    assert numbers(documents) == [1]
    assert read_shelf(documents, "visit", "2026-Q1").checked == at("2026-02-02")
    assert kept == {n: data for n, data in documents.kept.items() if not n.endswith("editions.json")}


def test_new_answers_are_a_new_edition_that_says_what_changed_and_the_old_one_is_kept(house, json_only):
    documents, responses = MemoryDocuments(), some(house, 9, "2026-01-10")
    compile_visit(house, "2026-Q1", at("2026-02-01"), responses, documents)
    before = documents.kept["summaries/visit/2026-Q1/0001/summary.json"]
    more = some(house, 9, "2026-02-10", answers={"overall": 1})
    summary = compile_visit(house, "2026-Q1", at("2026-03-01"), responses + more, documents)
    assert (summary.edition, numbers(documents)) == (2, [1, 2])
    assert documents.kept["summaries/visit/2026-Q1/0001/summary.json"] == before
    revision = summary.annex.revision
    assert (revision.previous, revision.previous_as_of) == (1, at("2026-02-01"))
    (overall,) = [a for a in revision.altered if a.figure == "visit/2026-Q1/overall/csat"]
    assert (overall.before, overall.before_base, overall.after, overall.after_base) == (1.0, 9, 0.5, 18)
    assert read_shelf(documents, "visit", "2026-Q1").newest.altered >= len(revision.altered) > 0


def test_the_end_of_a_period_makes_its_final_edition(house, json_only):
    documents, responses = MemoryDocuments(), some(house, 9, "2026-01-10")
    for day in ("2026-03-31", "2026-04-01"):
        compile_visit(house, "2026-Q1", at(day), responses, documents)
    assert [e.final for e in read_shelf(documents, "visit", "2026-Q1").editions] == [False, True]


def test_fewer_than_five_new_answers_leave_the_figure_as_it_was(house, json_only):
    documents, responses = MemoryDocuments(), some(house, 9, "2026-01-10")
    compile_visit(house, "2026-Q1", at("2026-02-01"), responses, documents)
    few = responses + some(house, 2, "2026-02-10", answers={"overall": 1})
    second = compile_visit(house, "2026-Q1", at("2026-02-20"), few, documents)
    kept = figure(second, "overall")
    assert (kept.value, kept.base, kept.carried, second.responses) == (1.0, 9, "2026-02-01", 11)
    enough = few + some(house, 3, "2026-02-25", answers={"overall": 1})
    third = compile_visit(house, "2026-Q1", at("2026-03-01"), enough, documents)
    assert (figure(third, "overall").base, figure(third, "overall").carried) == (14, "")


def test_a_stopped_night_goes_on_where_it_stopped(house, json_only):
    documents, night = MemoryDocuments(), at("2026-02-20")
    given = {"responses": MemoryResponses(), "documents": documents, "release": house.release}
    first = compile_due(night, **given, done_since=night)
    done = [next(first) for _ in range(2)]
    rest = list(compile_due(night, **given, done_since=night))
    assert [(s.survey, s.period.label) for s in done + rest] == [
        (name, label) for name in ("visit", "pulse") for label in ("2026-02", "2026-Q1", "2026")
    ]


def test_a_night_with_little_time_stops_between_two_summaries_and_the_next_run_goes_on(
    house, monkeypatch, json_only
):
    documents, night = MemoryDocuments(), at("2026-02-20")
    given = {"responses": MemoryResponses(), "documents": documents, "release": house.release}
    clock = iter(range(0, 1000, 10))  # each summary takes ten seconds
    monkeypatch.setattr(due_module.time, "monotonic", lambda: next(clock))
    left = iter([100, 20, 19])
    run = compile_due(night, **given, done_since=night, seconds_left=lambda: next(left))
    first = [next(run), next(run)]
    with pytest.raises(OutOfTime, match="2 summaries compiled"):
        next(run)
    rest = list(compile_due(night, **given, done_since=night, seconds_left=lambda: 900))
    assert [(s.survey, s.period.label) for s in first + rest] == [
        (name, label) for name in ("visit", "pulse") for label in ("2026-02", "2026-Q1", "2026")
    ]


def test_what_was_not_compiled_for_longest_comes_first(house, json_only):
    documents, days = MemoryDocuments(), (at("2026-02-19"), at("2026-02-20"))
    for day in days:  # two nights that end after two summaries
        run = compile_due(
            day, responses=MemoryResponses(), documents=documents, release=house.release, done_since=day
        )
        done = [next(run) for _ in range(2)]
    assert [(s.survey, s.period.label) for s in done] == [("visit", "2026"), ("pulse", "2026-02")]


def test_stopped_at_any_write_each_edition_is_whole_and_the_next_run_ends_as_one_that_was_not(
    house, json_only
):
    class Stopping(MemoryDocuments):
        def __init__(self, kept, writes):
            super().__init__()
            self.kept, self.writes = dict(kept), writes

        def put(self, name, data):
            self.writes -= 1
            if self.writes < 0:
                raise StorageUnavailable("stopped")
            super().put(name, data)

    given = {"responses": MemoryResponses(*some(house, 9, "2026-02-10")), "release": house.release}
    before = MemoryDocuments()
    list(compile_due(at("2026-02-19"), **{**given, "responses": MemoryResponses()}, documents=before))
    night = at("2026-02-20")
    whole = Stopping(before.kept, 10_000)
    list(compile_due(night, **given, documents=whole, done_since=night))
    total = 10_000 - whole.writes
    assert total > 9
    for step in range(total):
        documents = Stopping(before.kept, step)
        with pytest.raises(StorageUnavailable):
            list(compile_due(night, **given, documents=documents, done_since=night))
        for shelf in shelves(documents):
            for edition in shelf.editions:
                for kind, digest in edition.documents.items():
                    data = documents.kept[shelf.document(kind, edition.number)]
                    assert hashlib.sha256(data).hexdigest() == digest
        documents.writes = 10_000
        list(compile_due(night, **given, documents=documents, done_since=night))
        assert documents.kept == whole.kept


def test_an_edition_is_named_only_when_all_its_documents_are_there(house):
    class Stopping(MemoryDocuments):
        def put(self, name, data):
            if name.endswith("summary.csv"):
                raise StorageUnavailable("stopped")
            super().put(name, data)

    documents = Stopping()
    with pytest.raises(StorageUnavailable):
        compile_visit(house, "2026-Q1", at("2026-02-01"), (), documents)
    assert shelves(documents) == []


def test_the_folder_of_a_range_has_no_dots():
    assert folder("visit", "2026-01-15..2026-03-31") == "summaries/visit/2026-01-15_2026-03-31/"
    assert date(2026, 1, 15) in parse("2026-01-15..2026-03-31")
