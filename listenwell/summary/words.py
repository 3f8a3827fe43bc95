"""The words of summaries in one language, and figures as people read them: 82.1 %, +40, 80.6 to 83.5.

summaries/words/<language>.yaml of the templates; the build checks them and puts them into the release as
JSON.
"""

from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from listenwell.pages.release import ReleaseOutdated
from listenwell.summary.measures import KINDS
from listenwell.summary.model import Change, Figure, Span

FALLBACK = "en"
_FOLDER = "summaries/words/"

_OLDER = (
    "The templates of the release have no {} for summaries, so they are older than this version of "
    "Listenwell. Take survey_templates/summaries/ of this version"
)

Texts = dict[str, dict[str, str | dict[str, str]]]


def languages(templates: Mapping[str, str]) -> list[str]:
    """The languages that the templates have words for."""
    return sorted(
        name.removeprefix(_FOLDER).removesuffix(".json") for name in templates if name.startswith(_FOLDER)
    )


def part_of(templates: Mapping[str, str], name: str) -> str:
    """The text of a template. Raises ReleaseOutdated where the release has none of that name."""
    try:
        return templates[name]
    except KeyError:
        raise ReleaseOutdated(_OLDER.format(f"“{name}”")) from None


class Words:
    """The words of one language; of English where a language has none."""

    def __init__(self, language: str, templates: Mapping[str, str]) -> None:
        known = language if f"{_FOLDER}{language}.json" in templates else FALLBACK
        self.language = known
        self._texts = msgspec.json.decode(part_of(templates, f"{_FOLDER}{known}.json"), type=Texts)

    def __call__(self, group: str, key: str, **values: object) -> str:
        """The words under `group: key`, each {name} replaced by its value and nothing else. Raises
        ReleaseOutdated where the templates lack them."""
        text = self._text(group, key)
        if isinstance(text, dict):
            text = text["other"]
        return fill(text, values)

    def _text(self, group: str, key: str) -> str | dict[str, str]:
        try:
            return self._texts[group][key]
        except KeyError:
            raise ReleaseOutdated(_OLDER.format(f"words “{group}: {key}”")) from None

    def or_name(self, group: str, key: str) -> str:
        """The words of a name, or the name where there are none."""
        text = self._texts.get(group, {}).get(key, key)
        return text if isinstance(text, str) else key

    def page(self, key: str, **values: object) -> str:
        """Words of the page."""
        return self("page", key, **values)

    def count(self, what: str, n: int) -> str:
        """12 answers."""
        forms = self._text("counts", what)
        form = forms if isinstance(forms, str) else forms.get("one" if n == 1 else "other", forms["other"])
        return fill(form, {"n": self.whole(n)})

    def whole(self, n: int) -> str:
        """2,688."""
        return f"{n:,}".replace(",", str(self._texts["numbers"]["thousands"]))

    def decimal(self, value: float, places: int, signed: bool = False) -> str:
        """A number with these decimals; nothing has no sign."""
        text = f"{value:+,.{places}f}" if signed else f"{value:,.{places}f}"
        if not text.strip("+-0.,"):
            text = text.lstrip("+-")
        numbers = self._texts["numbers"]
        marks = {",": str(numbers["thousands"]), ".": str(numbers["decimal"]), "-": "−"}
        return "".join(marks.get(character, character) for character in text)

    def marked(self, number: str) -> str:
        """A number as it is written in a file, with the decimal mark of the language."""
        return number.replace(".", str(self._texts["numbers"]["decimal"])).replace("-", "−")

    def number(self, value: float, measure: str, signed: bool = False) -> str:
        """A value as its unit is printed: per cent for shares, points for NPS."""
        unit = KINDS[measure].unit
        return self.decimal(value * unit.shown, unit.places, signed or unit.signed)

    def with_unit(self, amount: float, measure: str) -> str:
        """82.1 % or +40."""
        return self.number(amount, measure) + KINDS[measure].unit.sign

    def percent(self, share: float, places: int = 1) -> str:
        """82.1 %."""
        return f"{self.decimal(share * 100, places)}\u00a0%"

    def value(self, figure: Figure) -> str:
        """The value with its unit, or why there is none."""
        if figure.hidden:
            return self("values", "hidden")
        if figure.value is None:
            return self("values", "no_data")
        return self.with_unit(figure.value, figure.measure)

    def interval(self, figure: Figure) -> str:
        """The 95 % interval in the value's unit."""
        return self.between(figure.lower, figure.upper, figure.measure)

    def between(self, lower: float | None, upper: float | None, measure: str) -> str:
        """80.6 to 83.5, in the unit of the measure."""
        if lower is None or upper is None:
            return self("values", "none")
        low, high = self.number(lower, measure), self.number(upper, measure)
        return self("numbers", "range", low=low, high=high)

    def base(self, figure: Figure) -> str:
        """The number of answers behind the figure."""
        return self("values", "few") if figure.hidden or figure.base is None else self.whole(figure.base)

    def some(self, n: int | None, hidden: bool = False) -> str:
        """A count that may be hidden or not known."""
        if n is None:
            return self("values", "few" if hidden else "none")
        return self.whole(n)

    def measure_name(self, measure: str) -> str:
        """The measure as the head of a column or row."""
        return self("measures", measure)

    def in_sentence(self, measure: str) -> str:
        """The measure as it is named within a sentence."""
        return self("in_sentences", measure)

    def mask_name(self, kind: str) -> str:
        """What stands in brackets in place of something personal."""
        return self("masks", kind)

    def masks(self, kinds: Mapping[str, int]) -> str:
        """2 name, 1 e-mail: how many masks of each kind."""
        return self.listed(f"{self.whole(n)} {self.mask_name(kind)}" for kind, n in kinds.items())

    def unit(self, measure: str) -> str:
        """The unit of a change: percentage points."""
        return self("units", KINDS[measure].unit.name)

    def day(self, when: date) -> str:
        """1 April 2026."""
        months = str(self._texts["numbers"]["months"]).split(", ")
        return self("numbers", "date", day=when.day, month=months[when.month - 1], year=when.year)

    def days(self, span: Span) -> str:
        """1 January 2026 to 31 March 2026."""
        return self("numbers", "days", first=self.day(span.first), last=self.day(span.last))

    def listed(self, names: Iterable[str]) -> str:
        """One, another."""
        return ", ".join(names)

    def change(self, figure: Figure) -> str:
        """How the change is told in a table."""
        found: Change | None = figure.change
        if found is None:
            return self("values", "none")
        earlier, later = (self.number(v, figure.measure) for v in (found.earlier, found.later))
        return f"{earlier} → {later}, {self('verdicts', found.verdict)}"


def fill(text: str, values: Mapping[str, object]) -> str:
    """Replace each `{name}` by its value, once; nothing in the values is replaced again."""
    parts = text.split("{")
    filled = [parts[0]]
    for part in parts[1:]:
        name, closed, rest = part.partition("}")
        filled.append(f"{values[name]}{rest}" if closed and name in values else "{" + part)
    return "".join(filled)
