"""What an attacker with the published files can work out: the figures of no fewer than five customers."""

import random
from fractions import Fraction

import msgspec
import pytest

from listenwell.summary.guarding import settle
from listenwell.summary.guarding.system import known_sums
from listenwell.summary.model import Summary

from .samples import some, summary_of
from .test_compiling import subtractions

SEGMENTS = ("home", "trade")
CLAIMS = 40


def answers(house, rng, days, most):
    """Few or many answers of each segment on some days."""
    found = []
    for number, day in enumerate(days):
        for segment in SEGMENTS:
            for score in (1, 3, 5):
                count = rng.choice((0, 0, 1, 2, most))
                given = {"overall": score, "recommend": score * 2, "days": ["mon"][: score % 2]}
                found += some(
                    house,
                    count,
                    day,
                    segment=segment,
                    answers=given,
                    channel=("web", "telephone")[number % 2],
                )
    return found


def published(summary):
    """Base of every figure that is shown, as a file has it: (item, step or "", segment) -> base, value."""
    data = msgspec.json.decode(msgspec.json.encode(summary), type=Summary)
    shown = {}
    for question in data.questions:
        for item in question.items:
            for f in item.figures:
                if f.base is not None:
                    shown[item.id, "", f.segment] = f.base
    for trend in data.trends:
        for point in trend.points:
            if point.figure.base is not None:
                shown[trend.item, point.label, trend.segment] = point.figure.base
    return shown


@pytest.mark.parametrize("seed", range(CLAIMS))
def test_no_small_base_is_in_the_file_or_follows_by_subtraction(house, seed):
    rng = random.Random(seed)  # noqa: S311 - a repeatable play
    days = ("2025-11-10", "2025-12-10", "2026-01-10", "2026-02-10", "2026-03-10")
    summary = summary_of(house, answers(house, rng, days, 9))
    assert [place for place, n in published(summary).items() if 0 < n < 5] == []
    assert [r.name for r in summary.reach if r.kind != "all" and r.answered and r.answered < 5] == []
    assert subtractions(summary) == []


@pytest.mark.parametrize("seed", range(CLAIMS))
def test_no_few_answers_follow_from_all_bases_of_a_file_together(house, seed):
    """Every published base of an item as an equation over segments and months, solved."""
    rng = random.Random(1000 + seed)  # noqa: S311 - a repeatable play
    days = ("2026-01-10", "2026-02-10", "2026-03-10")
    shown = published(summary_of(house, answers(house, rng, days, 8)))
    months = ("2026-01", "2026-02", "2026-03")
    equations = []
    for (item, step, segment), n in shown.items():
        if item == "overall" and (not step or step in months):
            cells = {
                (m, s) for m in ([step] if step else months) for s in ([segment] if segment else SEGMENTS)
            }
            equations.append((frozenset(cells), n))
    assert [n for _, n in known_sums(equations) if 0 < n < 5] == []


@pytest.mark.parametrize("seed", range(CLAIMS))
def test_this_edition_less_the_last_shows_no_few_customers(house, seed):
    rng = random.Random(2000 + seed)  # noqa: S311 - a repeatable play
    first = answers(house, rng, ("2026-01-10",), 12)
    more = answers(house, rng, ("2026-02-10",), 7)
    before = summary_of(house, first)
    after = summary_of(house, first + more, previous=before)
    equations = []
    for parts, summary in ((("old",), before), (("old", "new"), after)):
        carried = {
            (f.item, f.segment) for q in summary.questions for i in q.items for f in i.figures if f.carried
        }
        for (item, step, segment), n in published(summary).items():
            if item == "overall" and not step and (item, segment) not in carried:
                of = [segment] if segment else SEGMENTS
                equations.append((frozenset((p, s) for s in of for p in parts), n))
    assert [n for _, n in known_sums(equations) if 0 < n < 5] == []


def test_an_interval_gives_its_count_away_so_a_hidden_figure_has_none(house):
    """Its bounds determine x and n: the attack works on a shown figure, and has nothing else to work on."""
    shown = summary_of(house, some(house, 8, "2026-02-10") + some(house, 3, "2026-02-11", segment="trade"))
    z2 = Fraction(38415, 10000)
    for figure in shown.figures():
        if figure.hidden:
            assert (figure.value, figure.lower, figure.upper, figure.base, figure.change) == (None,) * 5
        elif figure.lower is not None and figure.measure == "csat" and figure.value == 1:
            n = round(float(z2) * figure.lower / (1 - figure.lower))
            assert n == figure.base >= 5


def test_several_totals_together_hide_what_one_alone_does_not():
    """Two hidden cells in each row and column, but one that all lines together give away."""
    counts = {
        ("jan", "a"): 3,
        ("jan", "b"): 9,
        ("feb", "a"): 9,
        ("feb", "b"): 40,
        ("mar", "a"): 7,
        ("mar", "b"): 30,
    }
    totals = [frozenset(c for c in counts if c[0] == m) for m in ("jan", "feb", "mar")]
    totals += [frozenset(c for c in counts if c[1] == s) for s in "ab"]
    hidden = settle(counts, totals)
    equations = [(cells, sum(counts[c] for c in cells)) for cells in totals]
    equations += [(frozenset([cell]), n) for cell, n in counts.items() if cell not in hidden]
    assert ("jan", "a") in hidden
    assert [n for _, n in known_sums(equations) if 0 < n < 5] == []


def test_control_limits_tell_nothing_of_answers_that_came_to_a_kept_month(house):
    """With the new answers in them they would give two customers away."""
    first, more = [], []
    for number in range(24):
        day = f"{2024 + (3 + number) // 12}-{(3 + number) % 12 + 1:02}-10"
        for score in (1 + number % 3, 5):
            first += some(house, 6, day, answers={"overall": score})
    more = some(house, 2, "2026-03-11", answers={"overall": 1})
    before = summary_of(house, first)
    after = summary_of(house, first + more, previous=before)
    series = [next(t for t in s.trends if (t.item, t.segment) == ("overall", "")) for s in (before, after)]
    assert series[1].points[-1].figure.carried
    assert series[0].control is not None
    assert series[1].control == series[0].control
    assert [(p.lower_limit, p.upper_limit) for p in series[1].points] == [
        (p.lower_limit, p.upper_limit) for p in series[0].points
    ]


def test_drivers_rest_on_no_item_that_keeps_its_earlier_state(house):
    """Their base and weights would be those of the new answers."""
    first = []
    for number in range(30):
        answers = {"overall": 1 + number % 5, "aspects": {"timing": 1 + number % 4, "price": 1 + number % 3}}
        first += some(house, 1, "2026-02-10", answers=answers)
    few = some(house, 2, "2026-02-11", answers={"overall": 1, "aspects": {"timing": 5, "price": 5}})
    before = summary_of(house, first)
    assert before.drivers[0].r2 is not None
    after = summary_of(house, first + few, previous=before)
    assert after.drivers == before.drivers
    (alone,) = summary_of(house, first[:3]).drivers
    assert (alone.r2, alone.base, alone.drivers) == (None, None, ())
