"""The questions of a survey over its segments and versions, with their counts."""

from collections import Counter
from collections.abc import Callable
from datetime import date

import msgspec

from listenwell.pages.release import Index, Release
from listenwell.summary.guarding.calendar import Calendar, said
from listenwell.summary.labels import labels_of
from listenwell.summary.measuring import ALL, Counts
from listenwell.summary.period import Period
from listenwell.summary.words import Words
from listenwell.survey.question import ANSWERED, Question
from listenwell.survey.questionnaire import Questionnaire
from listenwell.tally import RESPONSES, Cell, Cube


class Asked:
    """The questions in one language, as the survey was written; a segment's own questions, rows and options
    after them.

    A version in which a question had another type or scale is not counted with it; `apart` names it.
    """

    def __init__(
        self, survey: str, index: Index, release: Release, cube: Cube, words: Words, language: str = ""
    ) -> None:
        self._words = words
        first = index.organisation.first_language
        pages = [p for p in index.published if p.survey == survey]
        master = [index.masters[survey].version]
        current = [p.version for p in pages if p.language == (language or first)]
        current = master + current if language in ("", first) else current + master
        newest: dict[str, str] = {}
        for cell in cube.counts:
            newest[cell.version] = max(cell.day, newest.get(cell.version, ""))
        used = sorted(newest, key=lambda version: (newest[version], version), reverse=True)
        versions = list(dict.fromkeys([*current, *used]))
        self.questionnaires: dict[str, Questionnaire] = {
            version: found for version in versions if (found := release.questionnaire(survey, version))
        }
        self.questions: list[Question] = []
        self.versions: dict[str, set[str]] = {}
        self.apart: list[tuple[str, str]] = []
        self.segments = [p.segment for p in pages if p.language == first]
        self.responses = [(cell, n) for cell, n in cube.counts.items() if cell.question == RESPONSES]
        """The cells of the responses themselves."""
        self.sums = cube.sums
        self._gather()
        self._days = self._by_day(cube)
        self._calendars: dict[str, Calendar] = {}

    def _by_day(self, cube: Cube) -> dict[str, dict[str, Counts]]:
        """Item to day to the counts of the versions that go together."""
        together = {
            item: self.versions[question.id]
            for question in self.questions
            for item in (*(each.answer for each in question.items()), *question.own_words())
        }
        days: dict[str, dict[str, Counts]] = {}
        for cell, n in cube.counts.items():
            if cell.version in together.get(cell.question, ()):
                counts = days.setdefault(cell.question, {}).setdefault(cell.day, {})
                counter = counts.setdefault(cell.segment, Counter())
                counter[cell.answer] += n
        return days

    def _gather(self) -> None:
        kept: dict[str, Question] = {}
        for version, questionnaire in self.questionnaires.items():
            for question in questionnaire.questions:
                if not question.items():  # words to read
                    continue
                first = kept.setdefault(question.id, question)
                if _same_scale(question, first):
                    kept[question.id] = _joined(first, question)
                    self.versions.setdefault(question.id, set()).add(version)
                else:
                    self.apart.append((question.id, version))
        self.questions = list(kept.values())

    def labels(self, question: Question) -> dict[str, str]:
        """The answers that can be counted and their words, in the language of the summary."""
        return labels_of(question, self._words)

    def counts(self, item: str, period: Period) -> Counts:
        """Counts of an item in a period over the versions that go together, every segment in its order."""
        first, last = period.first.isoformat(), period.last.isoformat()
        found: Counts = {ALL: Counter()}
        for day, counts in self._days.get(item, {}).items():
            if first <= day <= last:
                for segment, counter in counts.items():
                    found.setdefault(segment, Counter()).update(counter)
                    found[ALL].update(counter)
        segments = [s for s in self.segments if s in found] + sorted(set(found) - {ALL, *self.segments})
        return {ALL: found[ALL], **{segment: found[segment] for segment in segments}}

    def hidden(self, item: str, period: Period) -> set[str]:
        """The segments of an item whose figures of a period must stay hidden; ALL for the total."""
        if item not in self._calendars:
            days = self._days.get(item, {})
            bases = {day: {s: c[ANSWERED] for s, c in by.items()} for day, by in days.items()}
            self._calendars[item] = Calendar(bases)
        return self._calendars[item].hidden(period)

    def said(self, item: str, period: Period) -> Callable[[date], bool]:
        """Of which days the comments on an item may be shown for a period."""
        days = self._days.get(item, {})
        return said({day: sum(c[ANSWERED] for c in by.values()) for day, by in days.items()}, period)


def within(period: Period) -> Callable[[Cell], bool]:
    """Whether a cell's day is in the period."""
    first, last = period.first.isoformat(), period.last.isoformat()
    return lambda cell: first <= cell.day <= last


def _same_scale(one: Question, other: Question) -> bool:
    return type(one) is type(other) and one.scale() == other.scale()


def _joined(first: Question, other: Question) -> Question:
    """The question with what another version has besides: rows or options in their order, further answers."""
    added = {key: {**getattr(first, key), **_besides(first, other, key)} for key in first.least}
    added |= {key: getattr(first, key) or getattr(other, key) for key in first.adopted}
    return msgspec.structs.replace(first, **added) if added else first


def _besides(first: Question, other: Question, key: str) -> dict[str, str]:
    return {name: words for name, words in getattr(other, key).items() if name not in getattr(first, key)}
