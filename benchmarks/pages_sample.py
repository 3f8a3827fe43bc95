"""What the page benchmarks build: a template folder of any size, the same for the same seed.

Each survey has 12 questions in English and German and is asked of 5 segments; every third pair of survey and
segment rewords one question. The page templates and the wording are those that are shipped.
"""

import os
import random
import shutil
from pathlib import Path

SHIPPED = Path(__file__).parents[1] / "survey_templates"
LANGUAGES = ("en", "de")
SEGMENTS = 5
QUESTIONS = 12
_LONG_AGO = 1_700_000_000  # seconds: as a folder that nobody has just written

_EN = """service work quality timing advice delivery staff offer repair contract invoice visit help order
answer team price safety result explanation appointment"""
_DE = """Leistung Arbeit Güte Zeit Beratung Lieferung Personal Angebot Reparatur Vertrag Rechnung Besuch Hilfe
Auftrag Antwort Gruppe Preis Sicherheit Ergebnis Erklärung Termin"""
_WORDS = {"en": _EN.split(), "de": _DE.split()}
_ASKED = {
    "en": "How did you find the {0} and the {1} of our {2}?",
    "de": "Wie fanden Sie {0} und {1} bei {2}?",
}
_SCALE = {"en": ("Very poor", "Very good"), "de": ("Sehr schlecht", "Sehr gut")}
_ROWS = ("understanding", "expectations", "keeping_time", "informed")
_OPTIONS = ("first", "second", "third", "fourth")
_KINDS = (
    "rating",
    "rating-grid",
    "recommend",
    "rating",
    "choice",
    "choices",
    "text",
    "rating",
    "choice",
    "text",
)
_KINDS = (*_KINDS, "choice", "text")


def make(root: Path, surveys: int, *, seed: int = 1) -> Path:
    """Write the folder of `surveys` x 5 segments x 2 languages pages below `root`; where it is."""
    folder = root / "survey_templates"
    for part in ("pages", "summaries", "wording"):
        shutil.copytree(SHIPPED / part, folder / part)
    for path in folder.glob("wording/*.yaml"):
        if path.stem not in LANGUAGES:
            path.unlink()
    shipped = (SHIPPED / "organisation.yaml").read_text(encoding="utf-8")
    shipped = "\n".join(
        "languages: [en, de]" if line.startswith("languages:") else line for line in shipped.split("\n")
    )
    _write(folder / "organisation.yaml", shipped)
    names = [f"survey-{number:05}" for number in range(surveys)]
    for number, name in enumerate(names):
        write_survey(folder, name, number, seed)
    for segment in range(SEGMENTS):
        _write(folder / f"segments/segment-{segment}.yaml", _segment(segment, names, seed))
    age(folder)
    return folder


def write_survey(folder: Path, name: str, number: int, seed: int, edit: str = "") -> None:
    """One survey and its translation; `edit` joins the first question's text."""
    _write(folder / f"surveys/{name}.yaml", _survey(number, "en", seed, edit))
    _write(folder / f"translations/{name}.de.yaml", _survey(number, "de", seed, edit))


def age(folder: Path) -> None:
    """Give every file an old date, as in a folder that was last edited some time ago."""
    for path in folder.rglob("*"):
        if path.is_file():
            os.utime(path, (_LONG_AGO, _LONG_AGO))


def _survey(number: int, language: str, seed: int, edit: str) -> str:
    chance = random.Random(f"{seed} {number} {language}")  # noqa: S311 - repeatable
    first = language == LANGUAGES[0]
    lines = [f"title: {_phrase(chance, language)} {number}", f"introduction: {_phrase(chance, language)}"]
    lines.append("questions:")
    for position, kind in enumerate(_KINDS):
        lines.append(f"  q{position}:")
        lines += [f"    type: {kind}"] if first else []
        lines.append(f"    text: {_phrase(chance, language)}{edit if position == 0 else ''}")
        lines += _parts(kind, chance, language)
        if first and kind == "rating":
            lines.append("    required: true")
    if not first:
        lines.append("segments:")
        for segment in range(SEGMENTS):
            if (number + segment) % 3 == 0:
                lines.append(f"  segment-{segment}: {_reworded(chance, language)}")
    return "\n".join(lines) + "\n"


def _parts(kind: str, chance: random.Random, language: str) -> list[str]:
    low, high = _SCALE[language]
    ends = [f"    low: {low}", f"    high: {high}"]
    match kind:
        case "rating" | "recommend":
            return ends
        case "rating-grid":
            return ["    rows:", *(f"      {row}: {_words(chance, language)}" for row in _ROWS), *ends]
        case "choice" | "choices":
            return ["    options:", *(f"      {option}: {_words(chance, language)}" for option in _OPTIONS)]
        case _:
            return []


def _segment(segment: int, names: list[str], seed: int) -> str:
    chance = random.Random(f"{seed} segment {segment}")  # noqa: S311 - repeatable
    lines = [f"name: {{en: Segment {segment}, de: Gruppe {segment}}}", "surveys:"]
    lines += [f"- {name}" for name in names]
    lines.append("changes:")
    for number, name in enumerate(names):
        if (number + segment) % 3 == 0:
            lines.append(f"  {name}: {_reworded(chance, LANGUAGES[0])}")
    return "\n".join(lines) + "\n"


def _phrase(chance: random.Random, language: str) -> str:
    return _ASKED[language].format(*chance.sample(_WORDS[language], 3))


def _reworded(chance: random.Random, language: str) -> str:
    return f'{{questions: {{q3: {{text: "{_phrase(chance, language)}"}}}}}}'


def _words(chance: random.Random, language: str) -> str:
    return " ".join(chance.sample(_WORDS[language], 3))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
