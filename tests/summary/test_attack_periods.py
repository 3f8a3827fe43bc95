"""What an attacker can work out of month, quarter and year side by side: no fewer than five customers."""

import csv
import io
import random

import msgspec
import pytest

from listenwell.summary.formats import formats
from listenwell.summary.guarding import LEAST
from listenwell.summary.guarding.calendar import Calendar
from listenwell.summary.guarding.cells import ALL
from listenwell.summary.period import month, parse, quarter, year

from .attacker import bounds, derived
from .samples import item, some, summary_of

MONTHS = [f"2026-{n:02}" for n in range(1, 13)]
PERIODS = [*(month(2026, n) for n in range(1, 13)), *(quarter(2026, n) for n in range(1, 5)), year(2026)]
PLAYS = 60


def played(rng):
    """Answers of a firm by month and segment: few or many, even or by fits and starts."""
    segments = "abcd"[: rng.choice((2, 3, 4))]
    usual = {s: rng.choice((0.6, 2, 4, 8, 14, 40)) for s in segments}
    return {
        (m, s): 0 if rng.random() < 0.15 else int(rng.gammavariate(2, usual[s] / 2) + rng.random())
        for m in MONTHS
        for s in segments
    }


def told(counts, periods=PERIODS):
    """What the summaries of the periods publish: a fact for each figure that is shown."""
    days = {}
    for (m, s), n in counts.items():
        days.setdefault(f"{m}-01", {})[s] = n
    calendar, facts = Calendar(days), set()
    for period in periods:
        hidden = calendar.hidden(period)
        inside = [c for c in counts if f"{c[0]}-01" in _days(period)]
        for segment in [ALL, *{s for _, s in inside}]:
            cells = frozenset(c for c in inside if segment in (ALL, c[1]))
            if segment not in hidden:
                facts.add(cells)
    return sorted(facts, key=sorted)


def _days(period):
    return {f"{m}-01" for m in MONTHS if parse(m).first in period}


@pytest.mark.parametrize("seed", range(PLAYS // 10))
def test_no_few_answers_follow_from_months_quarters_and_year_together(seed):
    rng = random.Random(seed)  # noqa: S311 - a repeatable play
    for _ in range(10):
        counts = played(rng)
        assert derived(told(counts), counts) == []


@pytest.mark.parametrize("seed", range(4))
def test_no_hidden_cell_of_few_is_narrowed_to_less_than_five_more_or_less(seed):
    rng = random.Random(500 + seed)  # noqa: S311 - a repeatable play
    periods = [month(2026, 1), month(2026, 2), month(2026, 3), quarter(2026, 1)]
    for _ in range(10):
        counts = {cell: n for cell, n in played(rng).items() if cell[0] in MONTHS[:3]}
        facts = [fact for fact in told(counts, periods) if fact]
        for cell, n in counts.items():
            if 0 < n < LEAST and any(cell in fact for fact in facts):
                least, most = bounds(facts, counts, cell)
                assert least <= n <= most
                assert most - least >= LEAST


def test_the_attacker_finds_what_a_quarter_less_two_months_gives():
    """The attack itself: without a guard it reads the third month."""
    counts = {("2026-01", "a"): 12, ("2026-02", "a"): 12, ("2026-03", "a"): 3}
    quarter_, one, two = frozenset(counts), frozenset([("2026-01", "a")]), frozenset([("2026-02", "a")])
    assert derived([quarter_, one, two], counts) == [({("2026-03", "a")}, 3)]
    assert derived([quarter_, one], counts) == []
    assert bounds([quarter_, one, two], counts, ("2026-03", "a")) == (3, 3)
    assert bounds([quarter_, one], counts, ("2026-03", "a")) == (0, 15)


SEGMENTS = ("home", "trade")


def given(house, counts):
    """The responses of these cells, all alike, each month's on its tenth."""
    answers = {"overall": 5, "recommend": 9, "days": ["mon"], "met": "yes"}
    return [r for (m, s), n in counts.items() for r in some(house, n, f"{m}-10", segment=s, answers=answers)]


def read(data, compared):
    """(item, first day, last day, segment) of every base in the bytes of a summary.csv."""
    for row in csv.DictReader(io.StringIO(data.decode("utf-8-sig"))):
        step = row["id"].split("/")[1 if "/trend-" not in row["id"] else 2].removeprefix("trend-")
        spans = [(parse(step if "/trend-" in row["id"] else row["period"]), row["base"])]
        spans += zip(compared, (row["later_base"], row["earlier_base"]), strict=False)
        for span, base in spans:
            if base:
                yield row["item"], span.first, span.last, row["segment"].replace("(all)", ""), int(base)


@pytest.mark.parametrize("seed", range(3))
def test_the_files_of_months_quarter_and_year_give_no_few_answers(house, seed):
    rng = random.Random(900 + seed)  # noqa: S311 - a repeatable play
    counts = {(m, s): rng.choice((0, 1, 3, 7, 12, 20)) for m in MONTHS[:4] for s in SEGMENTS}
    responses, facts = given(house, counts), {"overall": set(), "days": set(), "met": set()}
    for label in (*MONTHS[:4], "2026-Q1", "2026-Q2", "2026"):
        summary = summary_of(house, responses, label)
        for name, first, last, segment, n in read(
            formats()["csv"](summary, house.release.templates()), summary.compared
        ):
            cells = frozenset(
                c
                for c in counts
                if first <= parse(c[0]).first.replace(day=10) <= last and segment in ("", c[1])
            )
            if name in facts:
                assert (name, label, segment, n) == (name, label, segment, sum(counts[c] for c in cells))
                facts[name].add(cells)
    assert {name: derived(sorted(each, key=sorted), counts) for name, each in facts.items()} == {
        name: [] for name in facts
    }


def test_two_worlds_that_differ_in_hidden_cells_give_the_same_bytes_in_every_format(house):
    """So no coordinate of a chart, no alternative text and no cell of a sheet can tell them apart. (Formats
    print the JSON: of the month that alone is written, and no PDF, which takes long.)"""
    one = {("2026-01", "home"): 12, ("2026-01", "trade"): 3, ("2026-02", "home"): 9, ("2026-02", "trade"): 9}
    other = one | {("2026-01", "home"): 11, ("2026-01", "trade"): 4}
    other |= {("2026-02", "home"): 10, ("2026-02", "trade"): 8}
    march = {("2026-03", "home"): 12, ("2026-03", "trade"): 12}
    templates, files = house.release.templates(), []
    for world in (one | march, other | march):
        responses = given(house, world)
        summaries = [summary_of(house, responses, label) for label in ("2026-01", "2026-Q1")]
        files.append(
            {
                (s.period.label, kind): write(s, templates)
                for s in summaries
                for kind, write in formats().items()
                if kind == "json" or (s is summaries[1] and kind != "pdf")
            }
        )
    assert [name for name in files[0] if files[0][name] != files[1][name]] == []
    quarter_ = msgspec.json.decode(files[0]["2026-Q1", "json"])
    bases = {
        f["segment"]: f["base"]
        for q in quarter_["questions"]
        for f in q["items"][0]["figures"]
        if f["item"] == "overall"
    }
    assert bases == {"": 57, "home": 33, "trade": 24}


def test_comments_of_a_month_that_shows_none_are_not_what_is_left_of_the_quarter(house):
    responses = [
        r
        for m, n in (("2026-01", 12), ("2026-02", 4), ("2026-03", 11))
        for r in some(house, n, f"{m}-10", answers={"overall": 5, "better": f"words of {m}"})
    ]
    shown = {
        label: [c.text for c in item(summary_of(house, responses, label), "better").comments.shown]
        for label in ("2026-01", "2026-02", "2026-03", "2026-Q1")
    }
    assert shown["2026-01"] + shown["2026-03"] == [
        f"words of {m}" for m in ("2026-01", "2026-03") for _ in range(12 if m == "2026-01" else 11)
    ]
    assert shown["2026-02"] == []
    assert sorted(shown["2026-Q1"]) == sorted(shown["2026-01"] + shown["2026-03"])
