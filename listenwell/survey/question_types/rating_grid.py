"""rating-grid: several aspects (rows) rated on one scale."""

from collections.abc import Iterator
from typing import Any, ClassVar

from listenwell.survey.question import (
    ANSWERED,
    BLANK,
    NOT_APPLICABLE,
    Checked,
    Label,
    NamedWords,
    Question,
    Refusal,
    Switch,
    Typed,
    Words,
    check_score,
    is_blank,
    scale_labels,
)
from listenwell.survey.question_types.rating import Points
from listenwell.survey.response import Value


class RatingGrid(Question, tag="rating-grid", frozen=True, kw_only=True):
    """Kept as {row: whole number or "n/a"}, rows left empty left out. Items are counted as `id.row`."""

    rows: NamedWords
    points: Points = 5
    low: Words
    high: Words
    not_applicable: Switch = False

    measure: ClassVar[str] = "top-2-box"
    scored: ClassVar[bool] = True
    seconds: ClassVar[int] = 7
    least: ClassVar = {"rows": 2}

    def fields(self) -> tuple[str, ...]:
        return tuple(self.item(row) for row in self.rows)

    def item(self, row: str) -> str:
        """Form field and counted name of a row."""
        return f"{self.id}.{row}"

    def from_form(self, typed: Typed) -> Any:
        return {row: typed[self.item(row)][0] for row in self.rows if typed.get(self.item(row))}

    def check(self, given: Any) -> Checked:
        if is_blank(given):
            return Checked(None)
        if not isinstance(given, dict) or not given.keys() <= self.rows.keys():
            return Checked(None, (Refusal(self.fields()[0], "choose_listed"),))
        value: dict[str, int | str] = {}
        refusals: tuple[Refusal, ...] = ()
        for row in self.rows:
            checked = check_score(given.get(row), self.item(row), 1, self.points, self.not_applicable)
            refusals += checked.refusals
            if checked.value is not None:
                value[row] = checked.value
        return Checked(value or None, refusals)

    def missing(self, value: Value | None) -> tuple[str, ...]:
        given = value if isinstance(value, dict) else {}
        return tuple(self.item(row) for row in self.rows if row not in given)

    def items(self) -> tuple[Label, ...]:
        return tuple(Label(self.item(row), words) for row, words in self.rows.items())

    def labels(self) -> tuple[Label, ...]:
        return scale_labels(1, self.points, self.low, self.high)

    def cells(self, value: Value | None) -> Iterator[tuple[str, str]]:
        given = value if isinstance(value, dict) else {}
        for row in self.rows:
            match given.get(row):
                case None:
                    yield self.item(row), BLANK
                case "n/a":
                    yield self.item(row), NOT_APPLICABLE
                case score:
                    yield self.item(row), ANSWERED
                    yield self.item(row), str(score)

    def scores(self, value: Value | None) -> dict[str, int]:
        given = value if isinstance(value, dict) else {}
        return {self.item(row): score for row, score in given.items() if isinstance(score, int)}
