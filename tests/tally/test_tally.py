"""Counting: whole numbers that add up in any order, and the same hash for the same answers."""

import random
from collections import Counter
from datetime import UTC, datetime, timedelta
from uuid import UUID

import msgspec
import pytest
from conftest import NOON
from hypothesis import given, settings
from hypothesis import strategies as st

from listenwell.stats.sums import PairSums
from listenwell.survey.question import ANSWERED, BLANK, NOT_APPLICABLE
from listenwell.survey.question_types import QUESTION_TYPES
from listenwell.survey.questionnaire import Drivers, Questionnaire
from listenwell.survey.response import Response
from listenwell.tally import RESPONSES, Cell, Cube, Pair, tally

claims = settings(database=None, deadline=None, derandomize=True, max_examples=60)

ROWS = {row.example.id: row.example for row in QUESTION_TYPES.values()}
ASKED = Questionnaire(
    survey="visit",
    segment="home",
    language="en",
    title="Our visit",
    drivers=Drivers(outcome="overall", items=("aspects",)),
    questions=tuple(ROWS.values()),
)
VERSION = ASKED.version


def asked(survey, version):
    return ASKED if (survey, version) == ("visit", VERSION) else None


def a_response(number=0, answers=None, **changes):
    usual = {
        "id": str(UUID(int=number)),
        "survey": "visit",
        "version": VERSION,
        "segment": "home",
        "channel": "web",
        "language": "en",
        "received_at": NOON,
        "answers": answers if answers is not None else {"overall": 4},
    }
    return Response(**{**usual, **changes})


def counted(*responses):
    """(question, answer) to count, whatever the segment, channel and day."""
    cells = Counter()
    for cell, n in tally(responses, asked).cube.counts.items():
        cells[cell.question, cell.answer] += n
    return cells


scores = st.integers(1, 5) | st.just(NOT_APPLICABLE)
answers = st.fixed_dictionaries(
    {},
    optional={
        "overall": scores,
        "aspects": st.dictionaries(st.sampled_from(["timing", "value"]), scores, min_size=1),
        "recommend": st.integers(0, 10),
        "met": st.sampled_from(["yes", "no"]),
        "days": st.lists(st.sampled_from(["mon", "tue", "wed"]), min_size=1, unique=True),
        "better": st.text(min_size=1, max_size=5),
    },
)


@st.composite
def responses(draw):
    return [
        a_response(
            number,
            draw(answers),
            segment=draw(st.sampled_from(["home", "trade"])),
            channel=draw(st.sampled_from(["web", "qr"])),
            received_at=NOON + timedelta(days=draw(st.integers(0, 3))),
        )
        for number in range(draw(st.integers(0, 12)))
    ]


# What is counted


def test_a_cell_says_where_and_when_an_answer_was_given():
    response = a_response(answers={"met": "no"}, channel="qr", segment="trade")
    cells = tally([response], asked).cube.counts
    assert cells[Cell("visit", VERSION, "trade", "qr", "met", "no", "2026-03-14")] == 1
    assert cells[Cell("visit", VERSION, "trade", "qr", RESPONSES, RESPONSES, "2026-03-14")] == 1
    assert {cell[:4] + cell[6:] for cell in cells} == {("visit", VERSION, "trade", "qr", "2026-03-14")}


def test_the_day_is_that_of_utc():
    late = datetime(2026, 3, 14, 23, 59, 59, 999999, tzinfo=UTC)
    days = {cell.day for cell in tally([a_response(received_at=late)], asked).cube.counts}
    assert days == {"2026-03-14"}


def test_several_choices_have_the_respondents_as_their_base():
    cells = counted(
        a_response(1, {"days": ["mon", "wed"]}), a_response(2, {"days": ["mon"]}), a_response(3, {})
    )
    assert {answer: cells["days", answer] for answer in (ANSWERED, BLANK, "mon", "tue", "wed")} == {
        ANSWERED: 2, BLANK: 1, "mon": 2, "tue": 0, "wed": 1,
    }  # fmt: skip


def test_blank_and_not_applicable_are_outside_the_base():
    cells = counted(
        a_response(1, {"overall": NOT_APPLICABLE, "aspects": {"timing": 5, "value": NOT_APPLICABLE}}),
        a_response(2, {"overall": 3}),
        a_response(3, {}),
    )
    assert [cells["overall", a] for a in (ANSWERED, NOT_APPLICABLE, BLANK)] == [1, 1, 1]
    assert [cells["aspects.timing", a] for a in (ANSWERED, NOT_APPLICABLE, BLANK)] == [1, 0, 2]
    assert [cells["aspects.value", a] for a in (ANSWERED, NOT_APPLICABLE, BLANK)] == [0, 1, 2]


@claims
@given(responses())
def test_every_item_is_answered_blank_or_not_applicable_once_a_response(given_responses):
    cells = counted(*given_responses)
    items = [label.answer for question in ASKED.questions for label in question.items()]
    for item in items:
        assert sum(cells[item, a] for a in (ANSWERED, BLANK, NOT_APPLICABLE)) == len(given_responses)
    assert cells[RESPONSES, RESPONSES] == len(given_responses)
    for name in ("overall", "recommend", "met"):
        assert sum(cells[name, label.answer] for label in ROWS[name].labels()) == cells[name, ANSWERED]


def test_own_words_are_counted_and_never_kept():
    cube = tally([a_response(answers={"better": "my secret words"})], asked).cube
    assert b"secret" not in cube.canonical_json()
    assert counted(a_response(answers={"better": "x"}))["better", ANSWERED] == 1


# What is left out


def test_a_superseded_response_is_not_counted_wherever_it_stands():
    first = a_response(1, {"overall": 1})
    second = a_response(2, {"overall": 2}, supersedes=first.id)
    third = a_response(3, {"overall": 3}, supersedes=second.id)
    for order in ([first, second, third], [third, second, first]):
        cells = counted(*order)
        assert [cells["overall", str(score)] for score in (1, 2, 3)] == [0, 0, 1]
        assert cells[RESPONSES, RESPONSES] == 1


def test_a_correction_of_a_response_that_is_not_there_is_counted():
    assert counted(a_response(2, supersedes=str(UUID(int=1))))[RESPONSES, RESPONSES] == 1


def test_responses_of_unknown_versions_are_told_and_not_counted():
    result = tally(
        [
            a_response(1),
            a_response(2, version="beef"),
            a_response(3, version="beef"),
            a_response(4, survey="old"),
        ],
        asked,
    )
    assert result.unknown == {("visit", "beef"): 2, ("old", VERSION): 1}
    assert sum(n for cell, n in result.cube.counts.items() if cell.question == RESPONSES) == 1


def test_nothing_counts_nothing():
    result = tally([], asked)
    assert (result.cube, result.unknown) == (Cube(), {})
    assert result.cube.canonical_json() == b'{"counts":[],"sums":[]}'


# Adding up


@claims
@given(responses(), st.integers(0, 12), st.randoms(use_true_random=False))
def test_parts_add_up_to_the_whole_in_any_order(given_responses, cut, chance):
    whole = tally(given_responses, asked).cube
    shuffled = given_responses[:]
    chance.shuffle(shuffled)
    one, other = tally(shuffled[:cut], asked).cube, tally(shuffled[cut:], asked).cube
    assert one.plus(other) == other.plus(one) == whole
    assert one.plus(other).hash() == whole.hash() == tally(shuffled, asked).cube.hash()
    assert whole.plus(Cube()) == whole == Cube().plus(whole)


@claims
@given(responses(), responses(), responses())
def test_addition_may_be_grouped_in_any_way(a, b, c):
    one, two, three = (tally(part, asked).cube for part in (a, b, c))
    assert one.plus(two).plus(three) == one.plus(two.plus(three))


def test_adding_changes_neither_part():
    one, other = tally([a_response(1)], asked).cube, tally([a_response(2)], asked).cube
    before = one.hash(), other.hash()
    one.plus(other)
    assert (one.hash(), other.hash()) == before


def test_days_of_a_year_add_up_to_the_year():
    chance = random.Random(3)  # noqa: S311 - the same year every time
    year = [
        a_response(
            n, {"overall": chance.randint(1, 5)}, received_at=NOON + timedelta(days=chance.randrange(365))
        )
        for n in range(200)
    ]
    total = Cube()
    for day in {response.day for response in year}:
        total = total.plus(tally([r for r in year if r.day == day], asked).cube)
    assert total.hash() == tally(year, asked).cube.hash()


# Pairs


@claims
@given(responses())
def test_the_sums_of_pairs_are_those_of_a_naive_computation(given_responses):
    naive = {}
    for r in given_responses:
        found = {"overall": r.answers.get("overall")} | {
            f"aspects.{row}": score for row, score in r.answers.get("aspects", {}).items()
        }
        for x, y in (
            ("overall", "aspects.timing"),
            ("overall", "aspects.value"),
            ("aspects.timing", "aspects.value"),
        ):
            if isinstance(found.get(x), int) and isinstance(found.get(y), int):
                pair = Pair("visit", VERSION, r.segment, r.channel, x, y, r.day.isoformat())
                naive.setdefault(pair, []).append((found[x], found[y]))
    expected = {
        pair: PairSums.of([x for x, _ in scores], [y for _, y in scores]) for pair, scores in naive.items()
    }
    cube = tally(given_responses, asked).cube
    assert {frozenset((p.x, p.y)) | {p.segment, p.channel, p.day} for p in cube.sums} == {
        frozenset((p.x, p.y)) | {p.segment, p.channel, p.day} for p in expected
    }
    for pair, sums in cube.sums.items():
        turned = Pair(*pair[:4], pair.y, pair.x, pair.day)
        if pair in expected:
            assert sums == expected[pair]
        else:
            there = expected[turned]
            assert sums == PairSums(there.n, there.y, there.x, there.yy, there.xx, there.xy)


def test_without_drivers_there_are_no_pairs():
    plain = msgspec.structs.replace(ASKED, drivers=None)
    response = a_response(answers={"overall": 4, "aspects": {"timing": 5}}, version=plain.version)
    assert tally([response], lambda *_: plain).cube.sums == {}


def test_the_order_of_rows_in_an_answer_makes_no_other_pair():
    """JSON may bring the rows in any order; what is kept has the order of the questionnaire."""
    value = ROWS["aspects"].check({"value": 2, "timing": 5}).value
    assert list(value) == ["timing", "value"]
    pairs = tally([a_response(answers={"aspects": value})], asked).cube.sums
    assert {(p.x, p.y) for p in pairs} == {("aspects.timing", "aspects.value")}


def test_rows_that_a_store_gives_back_in_another_order_make_no_other_pair():
    one = a_response(1, {"aspects": {"timing": 5, "value": 2}})
    other = a_response(2, {"aspects": {"value": 2, "timing": 5}})
    pairs = tally([one, other], asked).cube.sums
    assert {(p.x, p.y): sums.n for p, sums in pairs.items()} == {("aspects.timing", "aspects.value"): 2}


# The hash


def test_the_hash_of_known_answers_never_changes():
    cube = Cube(
        {
            Cell("s", "v", "g", "web", "q", "5", "2026-01-01"): 3,
            Cell("s", "v", "g", "web", "q", "*", "2026-01-01"): 3,
        },
        {Pair("s", "v", "g", "web", "a", "b", "2026-01-01"): PairSums(1, 2, 3, 4, 9, 6)},
    )
    assert cube.canonical_json() == (
        b'{"counts":[["s","v","g","web","q","*","2026-01-01",3],["s","v","g","web","q","5","2026-01-01",3]],'
        b'"sums":[["s","v","g","web","a","b","2026-01-01",1,2,3,4,9,6]]}'
    )
    assert cube.hash() == "d8de9e2f2ef221e10d0c4aaec12679acbeb2110037e006c7edd36eda25ea2f72"


@pytest.mark.parametrize("other", [{"overall": 5}, {"overall": 4, "better": "x"}, {}])
def test_another_answer_has_another_hash(other):
    assert tally([a_response(answers=other)], asked).cube.hash() != tally([a_response()], asked).cube.hash()


def test_cells_of_zero_make_no_other_hash():
    cell = Cell("s", "v", "g", "web", "q", "5", "2026-01-01")
    assert Cube({cell: 0}).hash() == Cube().hash()
