"""Customers' own words in a summary: few are hidden, addresses and numbers are masked."""

import time

import pytest

from listenwell.summary.comments import MOST, comments_of, mask
from listenwell.summary.model import Comments

from .samples import some


@pytest.mark.parametrize(
    ("count", "shown"),
    [(0, Comments(count=0, hidden=False, masked=0, shown=())), (1, None), (9, None), (10, 10), (11, 11)],
)
def test_ten_comments_are_the_fewest_that_are_shown(house, count, shown):
    responses = some(house, count, "2026-02-10", answers={"better": "x"}) + some(house, 5, "2026-02-11")
    found = comments_of("better", responses)
    if shown is None:
        shown = Comments(count=count, hidden=True, masked=0, shown=())
    elif isinstance(shown, int):
        shown = Comments(count=count, hidden=False, masked=0, shown=("x",) * count)
    assert found == shown


def test_the_newest_come_first_and_the_count_is_of_all(house):
    responses = [
        r
        for n in range(MOST + 5)
        for r in some(
            house, 1, f"20{n // 300 + 20}-{n % 12 + 1:02}-{n % 28 + 1:02}", answers={"better": f"{n}"}
        )
    ]
    found = comments_of("better", responses)
    newest = sorted(responses, key=lambda r: (r.received_at, r.id), reverse=True)
    assert (found.count, found.shown) == (MOST + 5, tuple(r.answers["better"] for r in newest[:MOST]))
    assert comments_of("better", reversed(responses)) == found


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("write to anna.b@example.co.uk.", "write to [e-mail]."),
        ("<anna@example.com>, please", "<[e-mail]>, please"),
        ("call 01632 960 123 now", "call [number] now"),
        ("+44 (0)1632/960-123", "[number]"),
        ("order 1234567", "order [number]"),
        ("in 12 days, 3 of 5, 99.5 % of 2026", "in 12 days, 3 of 5, 99.5 % of 2026"),
        ("a@b is no address", "a@b is no address"),
        ("ünïcode@exämple.de שלום", "[e-mail] שלום"),
        ("", ""),
    ],
)
def test_addresses_and_long_numbers_are_masked(text, masked):
    assert mask(text) == (masked, text != masked)


def test_masked_comments_are_counted(house):
    responses = some(house, 9, "2026-02-10", answers={"better": "x"})
    responses += some(house, 2, "2026-02-11", answers={"better": "a@example.com"})
    found = comments_of("better", responses)
    assert (found.masked, found.shown[:3]) == (2, ("[e-mail]", "[e-mail]", "x"))


@pytest.mark.parametrize("piece", ["a", "a.", "1 ", "@", "a@", "a@a."])
def test_the_longest_comment_is_masked_in_no_time(piece):
    """Two hundred of them are in a summary; a search that runs on the square of the length takes minutes."""
    text = piece * (5000 // len(piece))

    def seconds():
        began = time.process_time()
        mask(text)
        return time.process_time() - began

    assert min(seconds() for _ in range(3)) < 0.03
