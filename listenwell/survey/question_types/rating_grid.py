"""rating-grid: several aspects (rows) rated on one scale, and how important each of them is."""

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar

import msgspec
from msgspec import Meta

from listenwell.survey.question import (
    ANSWERED,
    BLANK,
    NOT_APPLICABLE,
    AspectAsked,
    Checked,
    Label,
    Mistake,
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
from listenwell.survey.response import Value
from listenwell.survey.scale import Points, PointWords, Show, favourable_of, scale_mistakes

_IMPORTANCE = ".importance"


class Importance(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How important each row is, asked on as many points as the rating."""

    text: Words
    low: Words
    high: Words


class _Stated(Question, frozen=True, kw_only=True):
    """The importance of one row as a question of its own, for counting."""

    points: Points
    low: Words
    high: Words

    measure: ClassVar[str] = "importance"
    scored: ClassVar[bool] = True

    def labels(self) -> tuple[Label, ...]:
        return scale_labels(1, self.points, self.low, self.high)


class RatingGrid(Question, tag="rating-grid", frozen=True, kw_only=True):
    """Kept as {row: whole number or "n/a"}, rows left empty left out; importance as {row.importance: number}.

    Items are counted as `id.row` and `id.row.importance`.
    """

    rows: NamedWords
    points: Points = 5
    low: Words = ""
    high: Words = ""
    not_applicable: Switch = False
    words: PointWords = msgspec.field(default_factory=dict)
    show: Show = "numbers"
    importance: Annotated[
        Importance | None,
        Meta(description="three lines: “text”, “low” and “high”", extra={"translated": True}),
    ] = None

    scored: ClassVar[bool] = True
    seconds: ClassVar[int] = 7
    least: ClassVar = {"rows": 2}
    adopted: ClassVar = ("importance",)

    @property
    def measure(self) -> str:
        """By how many points are favourable."""
        return "top-2-box" if len(self.favourable()) == 2 else "top-box"

    def mistakes(self) -> Iterator[Mistake]:
        return scale_mistakes(self.points, self.low, self.high, self.words, self.show)

    def fields(self) -> tuple[str, ...]:
        return tuple(self.item(name) for name in self._names())

    def item(self, name: str) -> str:
        """Form field and counted name of a row, or of its importance."""
        return f"{self.id}.{name}"

    def _names(self) -> tuple[str, ...]:
        """What an answer may have: rows, then the importance of each."""
        return (*self.rows, *(row + _IMPORTANCE for row in self.rows if self.importance))

    def from_form(self, typed: Typed) -> Any:
        return {name: typed[self.item(name)][0] for name in self._names() if typed.get(self.item(name))}

    def to_form(self, value: Value, language: str) -> dict[str, list[str]]:
        given = value if isinstance(value, dict) else {}
        return {self.item(name): [str(score)] for name, score in given.items()}

    def check(self, given: Any) -> Checked:
        if is_blank(given):
            return Checked(None)
        names = self._names()
        if not isinstance(given, dict) or not given.keys() <= set(names):
            return Checked(None, (Refusal(self.fields()[0], "choose_listed"),))
        value: dict[str, int | str] = {}
        refusals: tuple[Refusal, ...] = ()
        for name in names:
            applies = self.not_applicable and name in self.rows
            checked = check_score(given.get(name), self.item(name), 1, self.points, applies)
            refusals += checked.refusals
            if checked.value is not None:
                value[name] = checked.value
        return Checked(value or None, refusals)

    def missing(self, value: Value | None) -> tuple[str, ...]:
        given = value if isinstance(value, dict) else {}
        return tuple(self.item(name) for name in self._names() if name not in given)

    def items(self) -> tuple[Label, ...]:
        rated = tuple(Label(self.item(row), words) for row, words in self.rows.items())
        if self.importance is None:
            return rated
        asked = self.importance.text
        return rated + tuple(
            Label(self.item(row + _IMPORTANCE), f"{words} – {asked}") for row, words in self.rows.items()
        )

    def aspects(self) -> tuple[AspectAsked, ...]:
        return tuple(
            AspectAsked(row, words, self.item(row + _IMPORTANCE), self.item(row))
            for row, words in self.rows.items()
            if self.importance
        )

    def of(self, item: str) -> Question:
        if self.importance is None or not item.endswith(_IMPORTANCE):
            return self
        low, high = self.importance.low, self.importance.high
        return _Stated(id=self.id, text=self.importance.text, points=self.points, low=low, high=high)

    def counted_parts(self) -> tuple[tuple[str, str], ...]:
        return tuple((self.item(name), name) for name in self._names())

    def labels(self) -> tuple[Label, ...]:
        return scale_labels(1, self.points, self.low, self.high, self.words)

    def favourable(self) -> tuple[int, ...]:
        return favourable_of(self.points)

    def cells(self, value: Value | None) -> Iterator[tuple[str, str]]:
        given = value if isinstance(value, dict) else {}
        for name in self._names():
            match given.get(name):
                case None:
                    yield self.item(name), BLANK
                case "n/a":
                    yield self.item(name), NOT_APPLICABLE
                case score:
                    yield self.item(name), ANSWERED
                    yield self.item(name), str(score)

    def scores(self, value: Value | None) -> dict[str, int]:
        given = value if isinstance(value, dict) else {}
        return {self.item(name): score for name, score in given.items() if isinstance(score, int)}
