"""What one segment adds to the counts: its delta cube. All deltas add up to the count of all responses.

The rule, in the order in which segments were committed:

- A response counts under its own day, unless it is withdrawn, or superseded by a response of this segment
  or of an earlier one.
- Each response that this segment supersedes and that an earlier segment counts is taken off again, under
  its own day, version and channel. So counts of a delta may be negative; those of the sum are not.
- What was superseded before is not taken off twice. Superseding an id that the archive does not hold, or
  no longer holds, takes nothing off; should that response come late, it counts nothing.
"""

from collections import Counter
from collections.abc import Callable, Container, Iterable
from itertools import islice

import msgspec

from listenwell.stats.sums import PairSums
from listenwell.survey.questionnaire import Questionnaire
from listenwell.survey.response import WITHDRAWN, Response
from listenwell.tally import Cell, Cube, Pair, Tally, tally
from listenwell.tally.cube import add_into

Asked = Callable[[str, str], Questionnaire | None]
"""The questionnaire of (survey, version), or None when no release holds it."""

_BATCH = 1_000


def delta(
    segment: Iterable[Response],
    earlier: Callable[[str], Response | None],
    questionnaire: Asked,
    superseded: Container[str] = frozenset(),
) -> Tally:
    """The delta cube of a segment by the rule above, and what it could not count.

    `segment` is gone through twice, from its start each time. `earlier` gives the response of an id that
    an earlier segment holds and could count, else None; `superseded` are the ids that earlier segments
    supersede.
    """
    targets = {response.supersedes for response in segment} - {""}
    within: set[str] = set()

    def counted() -> Iterable[Response]:
        for response in segment:
            if response.id in targets:
                within.add(response.id)
            elif WITHDRAWN not in response.marks and response.id not in superseded:
                yield response

    added = count(counted(), questionnaire)
    before = (earlier(target) for target in sorted(targets - within) if target not in superseded)
    taken = [response for response in before if response is not None and WITHDRAWN not in response.marks]
    return Tally(added.cube.minus(count(taken, questionnaire).cube), added.unknown)


def count(responses: Iterable[Response], questionnaire: Asked) -> Tally:
    """Count each response by itself, whatever supersedes it, holding a thousand of them at a time."""
    responses = iter(responses)
    counts: dict[Cell, int] = {}
    sums: dict[Pair, PairSums] = {}
    unknown: Counter[tuple[str, str]] = Counter()
    while batch := list(islice(responses, _BATCH)):
        alone = (msgspec.structs.replace(r, supersedes="") if r.supersedes else r for r in batch)
        counted = tally(alone, questionnaire)
        add_into(counts, sums, counted.cube)
        unknown.update(counted.unknown)
    return Tally(Cube(counts, sums), dict(unknown))


def total(cubes: Iterable[Cube]) -> Cube:
    """All of them together; cells and pairs that come to nothing are left out."""
    counts: dict[Cell, int] = {}
    sums: dict[Pair, PairSums] = {}
    for cube in cubes:
        add_into(counts, sums, cube)
    return Cube(counts, sums).minus(Cube())
