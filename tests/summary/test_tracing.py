"""What is behind a printed number: counted again from the archive, and nothing told that is hidden."""

from datetime import UTC, datetime
from itertools import groupby

import msgspec
import pytest
from conftest import House, MemoryDocuments, MemoryResponses

from listenwell import archive
from listenwell.summary.editions import read_shelf, read_summary
from listenwell.summary.formats.tidy_csv import rows_of
from listenwell.summary.period import parse
from listenwell.summary.publishing import compile_period
from listenwell.summary.tracing import UnknownFigure, trace

from .samples import correction, some

SHOWN = "visit/2026-Q1/overall/csat"
NIGHT = datetime(2026, 4, 8, 2, tzinfo=UTC)
EARLIER = datetime(2026, 3, 15, 2, tzinfo=UTC)


class Kept:
    """Answers, the archive of their days, and what was compiled from them."""

    def __init__(self, released):
        self.house = House(released)
        self.responses, self.documents = MemoryResponses(), MemoryDocuments(released)

    def add(self, *responses):
        for response in responses:
            self.responses.add(response)

    def close(self, now=NIGHT):
        asked = self.house.release.questionnaire
        archive.close_days(
            responses=self.responses, documents=self.documents, questionnaire=asked, now=lambda: now,
        )  # fmt: skip

    def compile(self, as_of=NIGHT, period="2026-Q1"):
        return compile_period(
            "visit", parse(period), as_of=as_of, responses=self.responses, documents=self.documents,
            release=self.house.release,
        )  # fmt: skip

    def trace(self, name, **more):
        return trace(
            name, responses=self.responses, documents=self.documents, release=self.house.release, **more
        )


def answered(house):
    """Two segments and three days: one segment too small to show, one answer corrected, one still open."""
    found = []
    for day, score in (("2025-11-10", 1), ("2026-01-10", 5), ("2026-02-10", 4)):
        for number in range(10):
            answers = {
                "overall": max(1, score - number % 2),
                "aspects": {"timing": 1 + number % 5},
                "recommend": number,
                "met": "yes" if number % 3 else "no",
                "days": ["mon", "wed"] if number % 2 else ["tue"],
                "better": f"It took {number} days",
            }
            found += some(house, 1, day, answers=answers, **({"marks": ()}))
    found += some(house, 3, "2026-01-10", segment="trade", answers={"overall": 2})
    found.append(correction(found[10], 7, answers={"overall": 1, "recommend": 9}))
    return found


@pytest.fixture(scope="module")
def kept(released):
    """The archive and summary of these answers; to be read only."""
    made = Kept(released)
    made.add(*answered(made.house))
    made.close()
    made.compile()
    return made


@pytest.fixture(scope="module")
def unclosed(released):
    """The same before any day was archived; to be read only."""
    made = Kept(released)
    made.add(*answered(made.house))
    made.compile(EARLIER)
    return made


@pytest.fixture
def own(released, kept):
    """The archive and summary for a test to change."""
    return copy_of(kept, released)


def copy_of(made, released):
    copied = Kept(released)
    copied.responses.kept, copied.documents.kept = dict(made.responses.kept), dict(made.documents.kept)
    return copied


def newest(made, period="2026-Q1"):
    return read_summary(made.documents, read_shelf(made.documents, "visit", period))


def test_one_figure_of_each_kind_comes_out_as_it_is_printed(kept):
    figures = [f for f in newest(kept).figures() if not f.hidden]
    figures.sort(key=lambda f: (f.measure, f.segment, "trend-" in f.id))
    kinds = [next(each) for _, each in groupby(figures, lambda f: (f.measure, f.segment, "trend-" in f.id))]
    assert len(kinds) >= 6
    for figure in kinds:
        traced = kept.trace(figure.id)
        assert (traced.equal, traced.again, traced.problem) == (True, traced.printed, ""), figure.id


def test_one_number_of_each_section_comes_out_as_it_is_printed(kept):
    rows = {row["part"]: row for row in rows_of(newest(kept)) if row.get("value") is not None}
    assert rows.keys() >= {"summary", "reach", "rating", "count", "need"}
    for row in rows.values():
        assert kept.trace(row["id"]).equal, row["id"]


def test_a_figure_is_told_with_its_counts_and_the_files_of_its_days(kept):
    traced = kept.trace(SHOWN)
    assert (traced.words, traced.printed["base"]) == ("How was it?", 23)
    assert (traced.counts, traced.answered) == ({"1": 1, "2": 3, "3": 5, "4": 10, "5": 4}, 23)
    named = {f.name: f.sha256 for f in newest(kept).annex.files}
    assert {f.name: f.sha256 for f in traced.files} == named
    assert len(named) == 2
    assert {f.state for f in traced.files} == {"verified"}
    assert (traced.chain, traced.open_from, traced.responses) == ("holds", datetime(2026, 4, 8).date(), None)


def test_a_month_of_a_series_is_told_with_the_files_of_that_month_alone(kept):
    traced = kept.trace("visit/2026-Q1/trend-2026-02/overall/csat")
    assert [f.day.isoformat() for f in traced.files] == ["2026-02-10"]
    assert (traced.equal, traced.answered) == (True, 10)


def test_staff_are_told_the_responses_in_the_base_of_every_kind_of_figure(kept):
    shown = {f.measure: f for f in newest(kept).figures() if f.base}
    assert shown.keys() >= {"csat", "nps", "share"}
    for figure in shown.values():
        traced = kept.trace(figure.id, staff=True)
        assert len({each.id for each in traced.responses}) == figure.base, figure.id


def test_a_corrected_answer_is_behind_nothing_and_its_correction_is(kept):
    corrected = answered(kept.house)[10].id
    ids = {each.id for each in kept.trace(SHOWN, staff=True).responses}
    assert corrected not in ids
    assert f"{7:08}{corrected[8:]}" in ids


# What is hidden


def test_nothing_of_a_hidden_figure_is_told_but_to_staff(kept):
    name = "visit/2026-Q1/overall/csat@trade"
    traced = kept.trace(name)
    assert (traced.hidden, traced.printed, traced.again, traced.counts) == (True, {}, None, None)
    assert (traced.answered, traced.responses, traced.equal) == (None, None, None)
    for_staff = kept.trace(name, staff=True)
    assert (for_staff.again["value"], for_staff.again["base"], for_staff.counts) == (0.0, 3, {"2": 3})
    assert len(for_staff.responses) == 3


def test_all_that_trace_says_of_hidden_numbers_is_the_same_whatever_they_are(unclosed, released):
    other = Kept(released)
    base = [r for r in answered(other.house) if r.segment != "trade"]
    other.add(*base, *some(other.house, 2, "2026-01-10", segment="trade", answers={"overall": 5}))
    other.compile(EARLIER)
    told = []
    for made in (unclosed, other):
        hidden = [f.id for f in newest(made).figures() if f.hidden and f.segment == "trade"]
        assert hidden
        told.append([msgspec.json.encode(made.trace(name)) for name in hidden[:2]])
    assert told[0] == told[1]


def test_an_erased_answer_shows_as_not_equal_and_its_value_to_staff_only(own):
    victim = next(r for r in own.responses.kept.values() if r.answers.get("overall") == 4)
    del own.responses.kept[victim.id]
    own.documents.kept = {k: v for k, v in own.documents.kept.items() if not k.startswith("archive/")}
    traced = own.trace(SHOWN)
    assert (traced.equal, traced.again, traced.counts) == (False, None, None)
    assert "base" in traced.differs
    assert traced.chain == "altered"
    assert {f.state for f in traced.files} == {"missing"}
    assert own.trace(SHOWN, staff=True).again["base"] == 22


def test_a_carried_figure_is_traced_in_the_edition_that_made_it(unclosed, released):
    own = copy_of(unclosed, released)
    own.add(*some(own.house, 10, "2026-03-20", answers={"overall": 1, "met": "yes"}))
    assert own.compile(datetime(2026, 3, 22, 2, tzinfo=UTC)).edition == 2
    own.add(*some(own.house, 2, "2026-03-23", answers={"overall": 1, "met": "yes"}))
    assert own.compile(datetime(2026, 3, 24, 2, tzinfo=UTC)).edition == 3
    (figure,) = [f for f in newest(own).figures() if f.id == SHOWN]
    assert figure.carried == "2026-03-22"
    traced = own.trace(SHOWN, edition=3)
    assert (traced.edition, traced.answered, figure.base) == (2, 33, 33)


# The archive


def test_a_file_that_was_altered_is_named_and_nothing_is_counted_from_it(own):
    name = newest(own).annex.files[0].name
    own.documents.kept[name] += b" "
    traced = own.trace(SHOWN)
    assert {f.name: f.state for f in traced.files}[name] == "altered"
    assert traced.problem == f"The archive is damaged: {name}: the file is not the one that was listed."
    assert (traced.again, traced.equal) == (None, None)


def test_a_summary_of_open_days_is_traced_after_they_were_closed(unclosed, released):
    open_days, later = unclosed.trace(SHOWN), copy_of(unclosed, released)
    later.close()
    closed = later.trace(SHOWN)
    assert (open_days.equal, open_days.files, closed.equal) == (True, (), True)
    assert [f.state for f in closed.files] == ["verified", "verified"]


def test_what_came_after_the_edition_is_not_counted(own):
    own.add(*some(own.house, 9, "2026-04-20", answers={"overall": 1}))
    own.add(correction(answered(own.house)[11], 8, received_at=datetime(2026, 4, 9, tzinfo=UTC)))
    assert own.trace(SHOWN).equal


# Names


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("visit/2026-Q1/overal/csat", SHOWN),
        ("overall/csat", SHOWN),
        ("visit/2026-Q2/overall/csat", "visit/2026-Q1"),
        ("../x", ""),
        ("", ""),
    ],
)
def test_an_unknown_id_offers_what_is_like_it(kept, name, near):
    with pytest.raises(UnknownFigure) as unknown:
        kept.trace(name)
    assert (unknown.value.near[:1] or ("",))[0] == near
