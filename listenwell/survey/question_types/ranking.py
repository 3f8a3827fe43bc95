"""ranking: several options in the order of the customer's preference, all of them or the best few."""

from collections import Counter
from collections.abc import Iterator
from typing import Annotated, Any, ClassVar

import msgspec
from msgspec import Meta

from listenwell.survey import options
from listenwell.survey.options import Order
from listenwell.survey.question import (
    ANSWERED,
    BLANK,
    Answers,
    Checked,
    Label,
    Mistake,
    NamedWords,
    Question,
    Refusal,
    Typed,
    is_blank,
    whole_number,
)
from listenwell.survey.response import Value

UNRANKED = "unranked"
"""Counted for an option that was left out by someone who ranked the best few."""

Best = Annotated[int, Meta(ge=1, le=19, description="a whole number, smaller than the number of options")]


class _Ranked(Question, frozen=True, kw_only=True):
    """The rank of one option as a question of its own, for counting."""

    ranks: int
    every: bool

    scored: ClassVar[bool] = True

    @property
    def measure(self) -> str:
        return "ranking" if self.every else "ranking-best"

    def labels(self) -> tuple[Label, ...]:
        ranked = tuple(Label(str(rank), str(rank)) for rank in range(1, self.ranks + 1))
        return ranked if self.every else (*ranked, Label(UNRANKED, "not ranked"))

    def ours(self) -> tuple[str, ...]:
        return () if self.every else (UNRANKED,)


class Ranking(Question, tag="ranking", frozen=True, kw_only=True):
    """Kept as the list of option names, the best first; options are counted by rank, as `id.option`."""

    options: NamedWords
    best: Best = 0
    """How many of the best may be ranked; 0: all options, and then every one of them."""
    order: Order = "as-written"

    seconds: ClassVar[int] = 5
    least: ClassVar = {"options": 2}

    @property
    def measure(self) -> str:
        """Only a full ranking has mean ranks."""
        return "ranking-best" if self.best else "ranking"

    @property
    def ranks(self) -> int:
        """How many ranks there are to give."""
        return self.best or len(self.options)

    def mistakes(self) -> Iterator[Mistake]:
        if self.best >= len(self.options):
            yield Mistake("best", f"smaller than the number of options, which is {len(self.options)}")

    def arranged(self, seed: str) -> Question:
        if self.order == "as-written":
            return self
        ordered = options.arranged(self.options, f"{seed}/{self.id}")
        return msgspec.structs.replace(self, options=ordered)

    def item(self, option: str) -> str:
        """Form field and counted name of an option."""
        return f"{self.id}.{option}"

    def fields(self) -> tuple[str, ...]:
        return tuple(map(self.item, self.options))

    def from_form(self, typed: Typed) -> Any:
        given = {option: next(iter(typed.get(self.item(option), ())), "") for option in self.options}
        return {option: rank for option, rank in given.items() if rank != ""}

    def to_form(self, value: Value, language: str) -> dict[str, list[str]]:
        ranked = value if isinstance(value, list) else []
        return {self.item(option): [str(rank)] for rank, option in enumerate(ranked, 1)}

    def check(self, given: Any) -> Checked:
        """Takes the options in order, or {option: rank}."""
        if is_blank(given):
            return Checked(None)
        if isinstance(given, list) and all(isinstance(each, str) for each in given):
            twice = [option for option in self.options if given.count(option) > 1]
            if twice:
                return Checked(None, tuple(Refusal(self.item(option), "sent_twice") for option in twice))
            given = {option: rank for rank, option in enumerate(given, 1)}
        if not isinstance(given, dict) or not given.keys() <= self.options.keys():
            return Checked(None, (Refusal(self.fields()[0], "choose_listed"),))
        ranks = {option: whole_number(given[option]) for option in self.options if option in given}
        refusals = tuple(self._refusals(ranks))
        return Checked(None, refusals) if refusals else Checked(sorted(ranks, key=lambda each: ranks[each]))

    def _refusals(self, ranks: dict[str, int | None]) -> Iterator[Refusal]:
        """Every rank is one that there is, none is given twice, none is left out."""
        outside = [option for option, rank in ranks.items() if rank is None or not 1 <= rank <= self.ranks]
        if outside:
            limits = {"low": 1, "high": self.ranks}
            yield from (Refusal(self.item(option), "number_range", limits) for option in outside)
            return
        given = Counter(ranks.values())
        twice = [option for option, rank in ranks.items() if given[rank] > 1]
        yield from (Refusal(self.item(option), "rank_twice", {"rank": ranks[option]}) for option in twice)
        if not self.best:
            left = [option for option in self.options if option not in ranks]
            yield from (Refusal(self.item(option), "rank_all", {"count": self.ranks}) for option in left)
        elif not twice and max(given) > len(given):
            gap = next(rank for rank in range(1, max(given)) if rank not in given)
            after = next(option for option, rank in ranks.items() if rank == max(given))
            yield Refusal(self.item(after), "rank_gap", {"rank": max(given), "gap": gap})

    def missing(self, value: Value | None) -> tuple[str, ...]:
        if value is not None:
            return ()
        return self.fields()[:1] if self.best else self.fields()

    def items(self) -> tuple[Label, ...]:
        return tuple(Label(self.item(option), words) for option, words in self.options.items())

    def of(self, item: str) -> Question:
        return _Ranked(id=self.id, text=self.text, ranks=self.ranks, every=not self.best)

    def labels(self) -> tuple[Label, ...]:
        return self.of(self.id).labels()

    def scale(self) -> tuple[str, ...]:
        return (*sorted(self.options), str(self.ranks))

    def answers(self) -> Answers:
        return Answers("scale", tuple(range(1, self.ranks + 1)), control="selected")

    def said(self, value: Value | None, part: str = "") -> tuple[Any, ...]:
        """The rank of one option; of the question as a whole, the options that were ranked."""
        ranked = value if isinstance(value, list) else []
        if not part:
            return tuple(ranked)
        return (ranked.index(part) + 1,) if part in ranked else ()

    def cells(self, value: Value | None) -> Iterator[tuple[str, str]]:
        for option in self.options:
            if not isinstance(value, list):
                yield self.item(option), BLANK
                continue
            yield self.item(option), ANSWERED
            yield self.item(option), str(value.index(option) + 1) if option in value else UNRANKED
