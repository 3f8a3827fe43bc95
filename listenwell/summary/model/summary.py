"""The Summary itself: its head, then its sections in their order."""

from datetime import datetime

import msgspec

from listenwell.summary.model.annex import Annex
from listenwell.summary.model.figures import Figure, Headline, Span
from listenwell.summary.model.findings import Finding
from listenwell.summary.model.needs import Need
from listenwell.summary.model.questions import Question, Rating
from listenwell.summary.model.reach import Mark, Reach, Version
from listenwell.summary.model.relations import Complaints, Drivers, Importance, Reliability, Theme
from listenwell.summary.model.review import Review
from listenwell.summary.model.trends import Trend


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """One survey in one period, in one language. `compared` holds the two spans that changes are between
    (later, earlier); they are empty when there is nothing to compare with. `families` are the sizes of the
    families of comparisons by name. `edition` counts from 1; 0 while it is not yet published. `notes` say
    what could not be counted or read."""

    organisation: str
    survey: str
    title: str
    language: str
    period: Span
    compared: tuple[Span, ...]
    as_of: datetime
    final: bool
    edition: int = 0
    product_version: str
    responses: int
    families: dict[str, int]
    segments: dict[str, str]
    """Name to words, in their order."""
    notes: tuple[str, ...]
    review: Review
    findings: tuple[Finding, ...]
    headlines: tuple[Headline, ...]
    reach: tuple[Reach, ...]
    versions: tuple[Version, ...]
    marks: tuple[Mark, ...]
    ratings: tuple[Rating, ...]
    trends: tuple[Trend, ...]
    importance: tuple[Importance, ...]
    drivers: tuple[Drivers, ...]
    reliability: tuple[Reliability, ...]
    complaints: tuple[Complaints, ...]
    themes: tuple[Theme, ...] = ()
    needs: tuple[Need, ...]
    questions: tuple[Question, ...]
    annex: Annex

    def figures(self) -> list[Figure]:
        """Every figure once: by question, then the points of the trends."""
        asked = [figure for question in self.questions for item in question.items for figure in item.figures]
        return asked + [point.figure for trend in self.trends for point in trend.points]

    def item_words(self) -> dict[str, str]:
        """Item to its words."""
        return {item.id: item.words for question in self.questions for item in question.items}
