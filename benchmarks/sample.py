"""What the benchmarks count: one survey with 12 answers a response, the same for the same seed."""

import gzip
import random
from datetime import date, timedelta
from pathlib import Path

from listenwell.survey.question_types import Choice, Rating, RatingGrid, Recommend, Text
from listenwell.survey.questionnaire import Drivers, Questionnaire

ROWS = ("understanding", "expectations", "timing", "communication", "people", "value", "records")
SEGMENTS = ("household", "business", "public-sector")
CHANNELS = ("web", "email", "qr", "telephone")
ANSWERS = 12
FIRST = date(2026, 1, 1)
SCALE = {"low": "Very poor", "high": "Very good"}

ASKED = Questionnaire(
    survey="service",
    segment="household",
    language="en",
    title="How did we do?",
    drivers=Drivers(outcome="overall", items=("aspects",)),
    questions=(
        Rating(id="overall", text="Overall?", **SCALE),
        RatingGrid(id="aspects", text="Each?", rows={row: row for row in ROWS}, not_applicable=True, **SCALE),
        Recommend(id="recommend", text="Recommend?", low="Never", high="Always"),
        Choice(id="met", text="On time?", options={"yes": "Yes", "no": "No", "unsure": "Not sure"}),
        Choice(id="again", text="Again?", options={"yes": "Yes", "no": "No", "unsure": "Not sure"}),
        Text(id="better", text="What should be better?"),
    ),
)
WORDS = (
    "Everything was as agreed, thank you.",
    "The work was good, but the invoice took six weeks.",
    "Nobody told us that the appointment had moved to the afternoon.",
    "Friendly, clean and on time.",
)


def asked(survey: str, version: str) -> Questionnaire | None:
    """The one questionnaire."""
    return ASKED if (survey, version) == (ASKED.survey, ASKED.version) else None


def write_archive(folder: Path, responses: int, days: int, *, seed: int = 1, corrected: float = 0.01) -> None:
    """A segment a day with `responses` in all, of which a share `corrected` corrects an earlier one."""
    chance = random.Random(seed)  # noqa: S311 - repeatable
    folder.mkdir(parents=True, exist_ok=True)
    last = ""
    for day in range(days):
        when = FIRST + timedelta(days=day)
        count = responses * (day + 1) // days - responses * day // days
        with gzip.open(
            folder / f"{when}-000000000000.ndjson.gz", "wt", compresslevel=6, encoding="utf-8"
        ) as file:
            for number in range(count):
                text, last = _line(chance, when, number, last if chance.random() < corrected else "")
                file.write(text)


def _line(chance: random.Random, when: date, number: int, supersedes: str) -> tuple[str, str]:
    """One response in canonical JSON, and its id."""
    bits = f"{chance.getrandbits(128):032x}"
    name = f"{bits[:8]}-{bits[8:12]}-4{bits[13:16]}-a{bits[17:20]}-{bits[20:]}"
    scores = chance.choices(("1", "2", "3", "4", "5", '"n/a"'), (2, 4, 15, 40, 36, 3), k=len(ROWS))
    rows = ",".join(f'"{row}":{score}' for row, score in sorted(zip(ROWS, scores, strict=True)))
    second = number * 86_000 // 100_000 % 86_400
    later = f'"supersedes":"{supersedes}",' if supersedes else ""
    again, met = chance.choices(("yes", "no", "unsure"), (7, 2, 1), k=2)
    return (
        f'{{"answers":{{"again":"{again}","aspects":{{{rows}}},"better":"{chance.choice(WORDS)}",'
        f'"met":"{met}","overall":{chance.choice("12344455")},"recommend":{chance.randint(0, 10)}}},'
        f'"channel":"{chance.choice(CHANNELS)}","id":"{name}","language":"en","received_at":'
        f'"{when}T{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}Z",'
        f'"segment":"{chance.choice(SEGMENTS)}",{later}"survey":"{ASKED.survey}","version":"{ASKED.version}"}}\n'
    ), name
