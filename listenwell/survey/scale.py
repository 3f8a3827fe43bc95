"""What ratings share: how many points a scale has, which have words, how it is shown, which are best."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

from msgspec import Meta

from listenwell.survey.question import Mistake, Words

Points = Annotated[int, Meta(ge=2, le=11, description="a whole number from 2 to 11")]
_Point = Annotated[str, Meta(pattern=r"^([1-9]|1[01])\Z", description="a point of the scale, from 1 to 11")]
PointWords = Annotated[
    dict[_Point, Words],
    Meta(description="a line “number: words” for each point of the scale", extra={"translated": True}),
]
Show = Annotated[Literal["numbers", "words", "stars"], Meta(description="one of: numbers, words, stars")]


def favourable_of(points: int) -> tuple[int, ...]:
    """The points from 1 to `points` that count as favourable, the best last.

    The two best of 4 or more. Of 2 or 3 points only the best: the two best of three would count the middle,
    the two best of two everybody.
    """
    return (points,) if points <= 3 else (points - 1, points)


def scale_mistakes(
    points: int, low: str, high: str, words: Mapping[str, str], show: str
) -> Iterator[Mistake]:
    """What is missing for the page to show the scale."""
    if words and {*words} != {str(point) for point in range(1, points + 1)}:
        yield Mistake("words", f"a line for each of the {points} points, from 1 to {points}")
    if show == "words" and not words:
        yield Mistake("show", "numbers or stars, unless “words” has a line for each point")
    if not words:
        rule = "words for the {} end of the scale, unless “words” has a line for each point"
        for key, given, end in (("low", low, "lowest"), ("high", high, "highest")):
            if not given:
                yield Mistake(key, rule.format(end))
