"""The inner loop of the engine in plain Python: responses are gathered by version and counted in columns.

Memory grows with the number of cells, not of responses.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from itertools import groupby

import msgspec

from listenwell.stats.sums import PairSums
from listenwell.survey.questionnaire import Questionnaire
from listenwell.tally.cube import RESPONSES, Cell, Cube, Pair, Tally
from listenwell.tally.plan import Answers, Column, Plan, frozen

Questionnaires = Callable[[str, str], Questionnaire | None]
"""Gives the questionnaire of (survey, version); None for one that no release holds."""

_BATCH_BYTES = 2_000_000

Place = tuple[str, str, str, str, str]
"""survey, version, segment, channel, day: what the cells of one response have in common."""


class _Batch:
    """Responses of one version that wait to be counted."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.places: list[int] = []
        self.answers: list[Answers] = []


class Counting:
    """Responses in, counts out. Which responses count is decided before `add`."""

    def __init__(self, questionnaire: Questionnaires) -> None:
        self._questionnaire = questionnaire
        self._batches: dict[tuple[str, str], _Batch | None] = {}
        self._places: dict[Place, int] = {}
        self._counts: list[dict[tuple[str, str], int]] = []
        self._sums: list[dict[tuple[str, str], tuple[int, ...]]] = []
        self._bytes = 0
        self.unknown: Counter[tuple[str, str]] = Counter()

    def add(self, place: Place, answers: Answers) -> None:
        """Count one response."""
        version = place[:2]
        try:
            batch = self._batches[version]
        except KeyError:
            asked = self._questionnaire(*version)
            batch = self._batches[version] = _Batch(Plan(asked)) if asked is not None else None
        if batch is None:
            self.unknown[version] += 1
            return
        index = self._places.get(place)
        if index is None:
            index = self._places[place] = len(self._counts)
            self._counts.append({})
            self._sums.append({})
        batch.places.append(index)
        batch.answers.append(answers)

    def added(self, size: int) -> None:
        """Say how many bytes of JSON were added since the last time: what waits is bounded by them."""
        self._bytes += size
        if self._bytes >= _BATCH_BYTES:
            self._settle()

    def tally(self) -> Tally:
        """The cube of what was added, and what no release holds."""
        self._settle()
        counts = {
            Cell(*place[:4], item, answer, place[4]): n
            for place, index in self._places.items()
            for (item, answer), n in self._counts[index].items()
        }
        sums = {
            Pair(*place[:4], x, y, place[4]): PairSums(*of)
            for place, index in self._places.items()
            for (x, y), of in self._sums[index].items()
        }
        return Tally(Cube(counts, sums), dict(self.unknown))

    def hash(self) -> str:
        """`Cube.hash()` of what was added, in less memory: no more than one segment's rows at a time."""
        self._settle()
        digest = hashlib.sha256(b'{"counts":[')
        digest.update(b"")
        for name, rows in (("", self._count_rows()), ('],"sums":[', self._sum_rows())):
            digest.update(name.encode())
            comma = b""
            for row in rows:
                digest.update(comma + msgspec.json.encode(row))
                comma = b","
        digest.update(b"]}")
        return digest.hexdigest()

    def _count_rows(self) -> Iterator[tuple]:
        for where, places in self._by_segment():
            yield from sorted(
                (*where, *cell, day, n) for day, i in places for cell, n in self._counts[i].items()
            )

    def _sum_rows(self) -> Iterator[tuple]:
        for where, places in self._by_segment():
            yield from sorted(
                (*where, *pair, day, *of) for day, i in places for pair, of in self._sums[i].items()
            )

    def _by_segment(self) -> Iterator[tuple[tuple[str, ...], list[tuple[str, int]]]]:
        for where, places in groupby(sorted(self._places.items()), key=lambda row: row[0][:4]):
            yield where, [(place[4], index) for place, index in places]

    def _settle(self) -> None:
        for batch in self._batches.values():
            if batch is not None and batch.places:
                self._count(batch)
                batch.places, batch.answers = [], []
        self._bytes = 0

    def _count(self, batch: _Batch) -> None:
        places, counts = batch.places, self._counts
        for place, n in Counter(places).items():
            cells = counts[place]
            cells[_RESPONSE] = cells.get(_RESPONSE, 0) + n
        values = {column: column.values(batch.answers) for column in batch.plan.columns}
        for column, given in values.items():
            remembered = column.cells
            for (place, key), n in _counted(places, given).items():
                cells = counts[place]
                for cell in remembered[key]:
                    cells[cell] = cells.get(cell, 0) + n
        self._count_pairs(batch, values)

    def _count_pairs(self, batch: _Batch, values: dict[Column, list]) -> None:
        scores = [_mapped(s.scores, values[s.column]) for s in batch.plan.scored]
        for name, i, j in batch.plan.pairs:
            for (place, x, y), n in _counted(batch.places, scores[i], scores[j]).items():
                if x is None or y is None:
                    continue
                sums = self._sums[place]
                nx, ny = n * x, n * y
                if name not in sums:
                    sums[name] = (n, nx, ny, nx * x, ny * y, nx * y)
                else:
                    m, sx, sy, sxx, syy, sxy = sums[name]
                    sums[name] = (m + n, sx + nx, sy + ny, sxx + nx * x, syy + ny * y, sxy + nx * y)


_RESPONSE = (RESPONSES, RESPONSES)


def _counted(places: list[int], *columns: list) -> Counter[Hashable]:
    """How often each combination stands in a row; counting runs in C."""
    try:
        return Counter(zip(places, *columns, strict=True))
    except TypeError:  # lists are no keys
        return Counter(zip(places, *(map(frozen, column) for column in columns), strict=True))


def _mapped(remembered: dict, values: list) -> list:
    """What is remembered of each value."""
    try:
        return list(map(remembered.__getitem__, values))
    except TypeError:  # lists are no keys
        return [remembered[frozen(value)] for value in values]
