"""reversed-scale: does a scale run from best to worst, or the other way than the rest of the survey?"""

from collections.abc import Iterator

from listenwell.survey.rules.lexicon import Lexicon
from listenwell.survey.rules.rule import Asked, Hit, Page, Rule
from listenwell.survey.rules.scales import standing


def judge(page: Page, words: Lexicon) -> Iterator[Hit]:
    directions = [(asked, up) for asked in page.asked if (up := _rises(asked, words)) is not None]
    for asked, up in directions:
        if asked.ends and not up:
            low, high = asked.ends
            yield Hit(asked.place("low"), f"the scale runs from “{low}” down to “{high}”")
    first = next(iter(directions), None)
    for asked, up in directions:
        if first and up != first[1] and not (asked.ends and not up):
            where = "the worst" if first[1] else "the best"
            yield Hit(
                asked.place("options" if asked.options else "low"),
                f"the answers begin with {'the worst' if up else 'the best'}, those of "
                f"“{first[0].question.id}” with "
                f"{where}",
            )


def _rises(asked: Asked, words: Lexicon) -> bool | None:
    """Whether its answers run from bad to good; None where they do neither."""
    answers = list(asked.ends or asked.options.values())
    sides = [at.side for answer in answers if (at := standing(answer, words)) and at.side]
    if len(answers) < 2 or len(sides) < 2 or len(sides) < 0.6 * len(answers) or sides[0] == sides[-1]:
        return None
    return sides[0] < 0


RULE = Rule(
    id="reversed-scale",
    title="Reversed scales",
    looks_at="scales whose low end is the best, and answers that turn their direction within one survey",
    reason="people answer by place once they know the pattern; where it turns, some answer the opposite. "
    "Figures count "
    "the high end as good",
    remedy="Let all scales of a survey run the same way, from the worst to the best.",
    severity="warning",
    level="survey",
    judge=judge,
    lists=("poles",),
)
