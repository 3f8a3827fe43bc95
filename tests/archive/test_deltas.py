"""The rule by which the deltas of segments add up to the count of all responses."""

from collections.abc import Sequence
from datetime import timedelta

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from listenwell.archive.deltas import delta, total
from listenwell.stats.sums import PairSums
from listenwell.survey.response import Response
from listenwell.tally import Cube, Pair, tally
from listenwell.tally.cube import decode

from .samples import DAY, VISIT, an_id, pulse, released, visit, withdrawal


def deltas(segments: Sequence[Sequence[Response]]) -> list[Cube]:
    """The delta of each segment in its turn, as an archive would hold them."""
    earlier: dict[str, Response] = {}
    superseded: set[str] = set()
    cubes = []
    for segment in segments:
        cubes.append(delta(segment, earlier.get, released, superseded).cube)
        earlier |= {r.id: r for r in segment}
        superseded |= {r.supersedes for r in segment} - {""}
    return cubes


def full(segments: Sequence[Sequence[Response]]) -> bytes:
    return tally([r for segment in segments for r in segment], released).cube.canonical_json()


IDS = st.integers(1, 8)


@st.composite
def responses(draw: st.DrawFn) -> list[Response]:
    """A few responses of two surveys that supersede each other, themselves or unknown ids, in circles too."""
    made = []
    for number in draw(st.lists(IDS, unique=True, max_size=8)):
        make = draw(st.sampled_from([visit, visit, pulse]))
        response = make(
            number,
            DAY + timedelta(days=draw(st.integers(0, 2))),
            seconds=draw(st.integers(0, 3)),
            supersedes=draw(st.sampled_from(["", *map(an_id, range(1, 10))])),
            marks=draw(st.sampled_from([(), (), ("possible-repeat",), ("withdrawn",)])),
            version=draw(st.sampled_from([VISIT.version, VISIT.version, "0123456789ab"])),
        )
        made.append(response)
    return made


@given(responses(), st.lists(st.integers(0, 4), min_size=8, max_size=8))
@settings(max_examples=400, deadline=None)
def test_deltas_add_up_to_the_count_of_all_however_they_are_split(
    all_of_them: list[Response], places: list[int]
) -> None:
    segments = [[r for r, p in zip(all_of_them, places, strict=False) if p == place] for place in range(5)]
    assert total(deltas(segments)).canonical_json() == full(segments)


@given(responses(), st.permutations(range(8)))
@settings(max_examples=200, deadline=None)
def test_deltas_add_up_when_every_response_is_a_segment_in_any_order(
    all_of_them: list[Response], order: list[int]
) -> None:
    segments = [[all_of_them[i]] for i in order if i < len(all_of_them)]
    assert total(deltas(segments)).canonical_json() == full(segments)


@given(responses())
@settings(max_examples=100, deadline=None)
def test_a_cube_comes_back_from_its_bytes(all_of_them: list[Response]) -> None:
    cube = Cube().minus(tally(all_of_them, released).cube)
    assert decode(cube.canonical_json()).canonical_json() == cube.canonical_json()


def test_a_correction_takes_the_corrected_off_under_its_own_day() -> None:
    first = visit(1)
    correction = visit(2, DAY + timedelta(days=1), supersedes=first.id)
    _, later = deltas([[first], [correction]])
    assert later == tally([correction], released).cube.minus(tally([first], released).cube)
    assert {cell.day: n for cell, n in later.counts.items() if cell.answer == cell.question == "*"} == {
        "2026-03-14": -1,
        "2026-03-15": 1,
    }


def test_what_two_corrections_supersede_is_taken_off_once() -> None:
    first = visit(1)
    rivals = [[visit(n, DAY + timedelta(days=n), supersedes=first.id)] for n in (2, 3)]
    assert total(deltas([[first], *rivals])) == tally([r for (r,) in rivals], released).cube


def test_a_chain_of_corrections_counts_its_last() -> None:
    chain = [[visit(n, DAY + timedelta(days=n), supersedes=an_id(n - 1) if n > 1 else "")] for n in (1, 2, 3)]
    assert total(deltas(chain)) == tally(chain[2], released).cube


def test_a_withdrawn_response_counts_nothing_and_neither_does_its_withdrawal() -> None:
    first = visit(1)
    assert total(deltas([[first], [withdrawal(2, first, DAY + timedelta(days=1))]])) == Cube()
    assert total(deltas([[first, withdrawal(2, first)]])) == Cube()


def test_superseding_an_id_that_is_not_there_takes_nothing_off() -> None:
    correction = visit(2, supersedes=an_id(9))
    assert deltas([[correction]]) == [tally([correction], released).cube]


def test_a_response_that_comes_after_its_correction_counts_nothing() -> None:
    correction = visit(2, DAY + timedelta(days=1), supersedes=an_id(1))
    assert deltas([[correction], [visit(1)]])[1] == Cube()


def test_a_version_that_no_release_holds_is_told_and_not_counted() -> None:
    counted = delta([visit(1, version="0123456789ab"), visit(2)], {}.get, released)
    assert counted.unknown == {("visit", "0123456789ab"): 1}
    assert counted.cube == tally([visit(2)], released).cube


def test_a_pair_whose_base_is_zero_keeps_its_sums_in_the_bytes() -> None:
    pair = Pair("visit", VISIT.version, "retail", "web", "overall", "aspects.timing", "2026-03-14")
    cube = Cube({}, {pair: PairSums(0, 1, -1, 3, 0, 2), pair._replace(x="x"): PairSums(0, 0, 0, 0, 0, 0)})
    assert msgspec.json.decode(cube.canonical_json()) == {"counts": [], "sums": [[*pair, 0, 1, -1, 3, 0, 2]]}
