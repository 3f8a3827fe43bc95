"""many-options: are there more answers than one can keep in mind?"""

from collections.abc import Iterator

from listenwell.survey.rules.lexicon import Lexicon
from listenwell.survey.rules.rule import Asked, Hit, Rule

MOST_OPTIONS, MOST_ROWS = 12, 8


def judge(asked: Asked, words: Lexicon) -> Iterator[Hit]:
    if len(asked.options) > MOST_OPTIONS:
        yield Hit(
            asked.place("options"),
            f"there are {len(asked.options)} options (up to {MOST_OPTIONS} read easily)",
        )
    if len(asked.rows) > MOST_ROWS:
        yield Hit(
            asked.place("rows"), f"there are {len(asked.rows)} rows (up to {MOST_ROWS} are rated with care)"
        )


RULE = Rule(
    id="many-options",
    title="Too many options",
    looks_at=f"choices with more than {MOST_OPTIONS} options, grids with more than {MOST_ROWS} rows",
    reason="in long lists the first ones are chosen more often, and long grids are filled in without reading",
    remedy="Join what you would not act on separately, or split the question.",
    severity="advice",
    level="question",
    judge=judge,
)
