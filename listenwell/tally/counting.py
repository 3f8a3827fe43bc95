"""The inner loop of the engine in plain Python: responses are gathered by version and counted in columns.

Memory grows with the number of cells, not of responses.
"""

from collections import Counter
from collections.abc import Callable, Hashable

from listenwell.survey.questionnaire import Questionnaire
from listenwell.tally.ledger import RESPONSE, Ledger, Place
from listenwell.tally.plan import Answers, Column, Plan, frozen

Questionnaires = Callable[[str, str], Questionnaire | None]
"""Gives the questionnaire of (survey, version); None for one that no release holds."""

_BATCH_BYTES = 2_000_000


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
        self._ledger = Ledger()
        self._bytes = 0

    def add(self, place: Place, answers: Answers) -> None:
        """Count one response."""
        version = place[:2]
        try:
            batch = self._batches[version]
        except KeyError:
            asked = self._questionnaire(*version)
            batch = self._batches[version] = _Batch(Plan(asked)) if asked is not None else None
        if batch is None:
            self._ledger.unknown[version] += 1
            return
        batch.places.append(self._ledger.number(place))
        batch.answers.append(answers)

    def added(self, size: int) -> None:
        """Say how many bytes of JSON were added since the last time: what waits is bounded by them."""
        self._bytes += size
        if self._bytes >= _BATCH_BYTES:
            self._settle()

    def finish(self) -> Ledger:
        """What was added."""
        self._settle()
        return self._ledger

    def _settle(self) -> None:
        for batch in self._batches.values():
            if batch is not None and batch.places:
                self._count(batch)
                batch.places, batch.answers = [], []
        self._bytes = 0

    def _count(self, batch: _Batch) -> None:
        places, counts = batch.places, self._ledger.counts
        for place, n in Counter(places).items():
            cells = counts[place]
            cells[RESPONSE] = cells.get(RESPONSE, 0) + n
        values = batch.plan.values(batch.answers)
        for column, given in values.items():
            remembered = column.cells
            if column.dated:
                given = list(zip(self._days(places), given, strict=True))  # noqa: PLW2901 - with its day
            for (place, key), n in _counted(places, given).items():
                cells = counts[place]
                for cell in remembered[key]:
                    cells[cell] = cells.get(cell, 0) + n
        self._count_pairs(batch, values)

    def _days(self, places: list[int]) -> list[str]:
        """The day of each place."""
        days = [place[4] for place in self._ledger.numbers]
        return [days[place] for place in places]

    def _count_pairs(self, batch: _Batch, values: dict[Column, list]) -> None:
        scores = [_mapped(s.scores, values[s.column]) for s in batch.plan.scored]
        for name, i, j in batch.plan.pairs:
            for (place, x, y), n in _counted(batch.places, scores[i], scores[j]).items():
                if x is None or y is None:
                    continue
                sums = self._ledger.sums[place]
                nx, ny = n * x, n * y
                if name not in sums:
                    sums[name] = (n, nx, ny, nx * x, ny * y, nx * y)
                else:
                    m, sx, sy, sxx, syy, sxy = sums[name]
                    sums[name] = (m + n, sx + nx, sy + ny, sxx + nx * x, syy + ny * y, sxy + nx * y)


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
