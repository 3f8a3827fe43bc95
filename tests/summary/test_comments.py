"""Customers' own words in a summary: few are hidden, what is personal is masked."""

import pytest

from listenwell.summary.comments import MOST, comments_of, written
from listenwell.summary.model import Comment, Comments

from .samples import some


def shown_of(responses):
    return comments_of(written("better", responses, str))


@pytest.mark.parametrize(
    ("count", "shown"),
    [(0, Comments(count=0, hidden=False, masked=0, shown=())), (1, None), (9, None), (10, 10), (11, 11)],
)
def test_ten_comments_are_the_fewest_that_are_shown(house, count, shown):
    responses = some(house, count, "2026-02-10", answers={"better": "x"}) + some(house, 5, "2026-02-11")
    found = shown_of(responses)
    if shown is None:
        shown = Comments(count=count, hidden=True, masked=0, shown=())
    elif isinstance(shown, int):
        shown = Comments(count=count, hidden=False, masked=0, shown=(Comment(text="x"),) * count)
    assert found == shown


def test_the_newest_come_first_and_the_count_is_of_all(house):
    responses = [
        r
        for n in range(MOST + 5)
        for r in some(
            house, 1, f"20{n // 300 + 20}-{n % 12 + 1:02}-{n % 28 + 1:02}", answers={"better": f"{n}"}
        )
    ]
    found = shown_of(responses)
    newest = sorted(responses, key=lambda r: (r.received_at, r.id), reverse=True)
    assert (found.count, tuple(one.text for one in found.shown)) == (
        MOST + 5,
        tuple(r.answers["better"] for r in newest[:MOST]),
    )
    assert shown_of(reversed(responses)) == found


def test_masked_comments_are_counted(house):
    responses = some(house, 9, "2026-02-10", answers={"better": "x"})
    responses += some(
        house, 2, "2026-02-11", answers={"better": "a@example.com or b@example.com, Mrs Hollis"}
    )
    found = shown_of(responses)
    assert (found.masked, found.kinds) == (2, {"email": 4, "name": 2})
    assert tuple(one.text for one in found.shown[:3]) == (
        "[email] or [email], Mrs [name]",
        "[email] or [email], Mrs [name]",
        "x",
    )
