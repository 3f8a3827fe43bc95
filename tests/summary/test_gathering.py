"""Summaries from the archive say what summaries from the store say."""

import gzip
from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest
from conftest import SECRET

from listenwell import archive
from listenwell.storage import erasures
from listenwell.summary.nightly import run_night
from listenwell.summary.period import parse
from listenwell.summary.publishing import compile_period
from listenwell.survey.response import POSSIBLE_REPEAT

from .samples import correction, some

NOW = datetime(2026, 3, 20, 2, tzinfo=UTC)
QUARTER = parse("2026-Q1")


@pytest.fixture
def filled(house):
    """A store with corrections, a withdrawal, an unknown version, comments, and answers of an open day."""
    responses = some(house, 30, "2025-11-10", answers={"overall": 4, "better": "older"})
    for number, day in enumerate(("2026-01-05", "2026-02-03", "2026-02-04", "2026-03-19", "2026-03-20")):
        answers = {
            "overall": 1 + number,
            "better": f"words of {day}",
            "days": ["mon"],
            "recommend": 5 + number,
        }
        responses += some(house, 9, day, answers=answers)
    responses += some(house, 8, "2026-02-03", segment="trade", answers={"overall": 3})
    early = [r for r in responses if r.day == date(2026, 2, 3)]
    responses += [
        correction(early[0], 1, answers={"overall": 5, "better": "corrected"}, received_at=at("2026-02-04")),
        correction(early[1], 2, answers={"overall": 2}, received_at=at("2026-03-20")),
        correction(early[2], 3, answers={}, marks=("withdrawn",), received_at=at("2026-03-19")),
    ]
    responses += some(house, 2, "2026-02-05", version="00000000beef")
    for response in responses:
        house.responses.add(response)
    return house


def at(day):
    return datetime.fromisoformat(f"{day}T01:00:00+00:00")


def compiled(house, as_of=NOW):
    """The summary as a first edition, whatever was compiled before."""
    for name in list(house.documents.names("summaries/")):
        house.documents.delete(name)
    return compile_period(
        "visit",
        QUARTER,
        as_of=as_of,
        responses=house.responses,
        documents=house.documents,
        release=house.release,
    )


def close(house, now=NOW):
    return archive.close_days(
        responses=house.responses,
        documents=house.documents,
        questionnaire=house.release.questionnaire,
        now=lambda: now,
        since=date(2025, 11, 1),
    )


def test_a_summary_from_the_archive_is_the_summary_from_the_store(filled):
    from_store = compiled(filled)
    assert close(filled).segments
    archived = compiled(filled)
    assert archived.annex.chain_head
    assert len(archived.annex.files) == len({file.sha256 for file in archived.annex.files}) > 0
    of_the_archive = {
        name: getattr(from_store.annex, name) for name in ("chain_number", "chain_head", "files")
    }
    annex = msgspec.structs.replace(archived.annex, **of_the_archive)
    assert msgspec.structs.replace(archived, annex=annex) == from_store
    assert from_store.notes == (
        "2 responses of the version 00000000beef, which no release holds: not counted.",
        "4 responses of this period not counted: corrected or withdrawn later, or a withdrawal.",
    )


def test_closed_days_are_not_swept_again(filled):
    close(filled)
    swept = []
    original = filled.responses.received
    filled.responses.received = lambda first, last: swept.append((first, last)) or original(first, last)
    compiled(filled)
    assert swept == [(date(2026, 3, 20), date(2026, 3, 20))]


def test_a_summary_as_of_a_day_before_the_last_close_is_counted_from_the_store(filled):
    as_of = datetime(2026, 2, 10, tzinfo=UTC)
    before = compiled(filled, as_of)
    close(filled)
    assert compiled(filled, as_of) == before


def test_a_summary_as_of_a_moment_between_two_closes_counts_nothing_twice(filled):
    as_of = datetime(2026, 3, 1, 2, tzinfo=UTC)
    before = compiled(filled, as_of)
    close(filled, datetime(2026, 2, 20, 2, tzinfo=UTC))
    close(filled)
    assert compiled(filled, as_of) == before


def test_a_damaged_archive_is_told_and_the_summary_is_still_right(filled):
    from_store = compiled(filled)
    close(filled)
    name = next(n for n in filled.documents.names("archive/visit/") if n.endswith(".cube.json"))
    filled.documents.put(name, b"{}")
    told = compiled(filled)
    assert told.notes[0].startswith(f"The archive is damaged ({name}")
    assert told.notes[0].endswith("so all answers were counted from the store.")
    assert msgspec.structs.replace(told, notes=told.notes[1:]) == from_store


def test_possible_repeats_are_counted_and_told_or_left_out_and_told(filled):
    without = compiled(filled)
    for each in some(
        filled, 6, "2026-02-05", answers={"overall": 1, "better": "again"}, marks=(POSSIBLE_REPEAT,)
    ):
        filled.responses.add(each)
    close(filled)

    def compile_again(leave_out=None):
        return compile_period(
            "visit",
            QUARTER,
            as_of=NOW,
            responses=filled.responses,
            documents=filled.documents,
            release=filled.release,
            leave_out=leave_out,
        )

    counted = compile_again()
    assert (counted.responses, counted.annex.marked) == (without.responses + 6, 6)
    assert not counted.annex.marked_left_out
    left_out = compile_again(leave_out=True)
    assert (left_out.responses, left_out.annex.marked) == (without.responses, 6)
    assert left_out.annex.marked_left_out
    assert compile_again() == left_out, "as in the edition before"
    assert compile_again(leave_out=False).responses == without.responses + 6
    pages = [filled.documents.get(f"summaries/visit/2026-Q1/{n:04}/summary.html").decode() for n in (3, 2)]
    told = "6 responses of this period may be second answers of the same customer, or come from a program; "
    assert [told + "they are left out of every figure and comment." in page for page in pages] == [
        True,
        False,
    ]
    assert [told + "they are counted." in page for page in pages] == [False, True]


class NoContacts:
    """A ContactStore or DailyStore that notes the day of each sweep."""

    def __init__(self):
        self.swept = []

    def sweep(self, today):
        self.swept.append(today)
        return 0


def test_the_night_closes_the_days_that_are_over_and_compiles(filled, json_only):
    done = list(
        run_night(
            NOW,
            responses=filled.responses,
            contacts=NoContacts(),
            daily=NoContacts(),
            documents=filled.documents,
            release=filled.release,
            secret=SECRET,
        )
    )
    assert [s.survey for s in done] == ["visit"] * 3 + ["pulse"] * 3
    assert archive.read(filled.documents).through(NOW + timedelta(seconds=1)) == date(2026, 3, 19)


def test_the_first_night_looks_back_400_days_and_later_ones_where_the_last_one_stopped(filled, json_only):
    def swept(now):
        days = []
        original = type(filled.responses).received
        filled.responses.received = lambda first, last: (
            days.append(first) or original(filled.responses, first, last)
        )
        given = {"responses": filled.responses, "documents": filled.documents, "release": filled.release}
        given |= {"contacts": NoContacts(), "daily": NoContacts(), "secret": SECRET}
        list(run_night(now, **given))
        return min(days)

    assert swept(NOW) == NOW.date() - timedelta(days=400)
    assert swept(NOW + timedelta(days=1)) >= NOW.date() - timedelta(days=5)


def test_the_first_night_of_a_month_counts_everything_again_and_raises_an_alarm(filled, json_only, caplog):
    def night(now):
        given = {"responses": filled.responses, "documents": filled.documents, "release": filled.release}
        given |= {"contacts": NoContacts(), "daily": NoContacts(), "secret": SECRET}
        list(run_night(now, **given))
        return [record.message for record in caplog.records if record.message.startswith("alarm")]

    assert night(datetime(2026, 4, 1, 2, tzinfo=UTC)) == []
    name = next(n for n in filled.documents.names("archive/visit/2026-01-05") if n.endswith(".gz"))
    filled.documents.put(name, gzip.compress(b""))
    assert night(datetime(2026, 4, 2, 2, tzinfo=UTC)) == [], "only once a month"
    (alarm,) = night(datetime(2026, 5, 1, 2, tzinfo=UTC))
    assert "The roll-ups of visit differ from a full count" in alarm


def test_a_night_with_a_damaged_chain_still_compiles(filled, json_only):
    close(filled)
    filled.documents.put("archive/manifests/00000001.json", b"{}")
    visit, *_ = run_night(
        NOW + timedelta(days=1),
        responses=filled.responses,
        contacts=NoContacts(),
        daily=NoContacts(),
        documents=filled.documents,
        release=filled.release,
        secret=SECRET,
    )
    assert visit.notes[0].startswith("The archive is damaged (archive/manifests/00000001.json")


def test_the_night_deletes_contact_details_first_whatever_the_archive_says(filled, json_only):
    close(filled)
    filled.documents.put("archive/manifests/00000001.json", b"{}")
    contacts, daily = NoContacts(), NoContacts()
    given = {"responses": filled.responses, "documents": filled.documents, "release": filled.release}
    next(run_night(NOW, contacts=contacts, daily=daily, secret=SECRET, **given))
    assert (contacts.swept, daily.swept) == ([NOW.date()], [NOW.date()])


def test_what_a_customer_had_erased_is_left_out_at_once_and_after_the_night(filled):
    """Of a closed day: with the corrected one, a plain one, and those whose version nobody knows."""
    close(filled)
    full = compiled(filled)
    closed = [r for r in filled.responses.received(date(2026, 2, 3), date(2026, 2, 5)) if r.survey == "visit"]
    corrected = [r for r in closed if r.supersedes]
    doomed = [
        *corrected,
        *(r for r in closed if r.id in {c.supersedes for c in corrected}),
        closed[-1],
        closed[5],
    ]
    for response in doomed:
        erasures.ask(filled.documents, response, NOW)
        filled.responses.erase(response.id)
    at_once = compiled(filled)
    assert at_once.responses == full.responses - 2
    assert "'corrected'" in str(msgspec.to_builtins(full))
    assert "'corrected'" not in str(msgspec.to_builtins(at_once))
    archive.erase_what_is_asked_for(
        secret=SECRET,
        responses=filled.responses,
        documents=filled.documents,
        questionnaire=filled.release.questionnaire,
        now=lambda: NOW,
    )
    later = compiled(filled, NOW + timedelta(seconds=1))
    assert (later.responses, figures(later)) == (at_once.responses, figures(at_once))


def test_a_night_without_the_key_says_that_answers_wait_to_be_erased_and_goes_on(filled, caplog):
    close(filled)
    erasures.ask(filled.documents, next(filled.responses.received(date(2026, 2, 3), date(2026, 2, 3))), NOW)
    given = {"responses": filled.responses, "documents": filled.documents, "release": filled.release}
    given |= {"contacts": NoContacts(), "daily": NoContacts(), "secret": ""}
    assert list(run_night(NOW, **given))
    assert "1 answers wait to be erased from the archive: set LISTENWELL_SECRET" in caplog.messages
    assert len(erasures.asked_for(filled.documents)) == 1


def figures(summary):
    """What it says of the questions."""
    return msgspec.to_builtins(summary.questions)
