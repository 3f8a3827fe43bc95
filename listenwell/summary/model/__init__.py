"""The Summary: one frozen value; every format prints it and adds nothing of its own.

The map of this room, in the order of a summary:

    summary.py     the Summary itself: its head and its sections
    review.py      1  the last review's actions and their state
    findings.py    2  findings, each with the figures it rests on
    figures.py     3  a figure, its change and its interval; headlines
    reach.py       4  where it was asked: reach, versions, marks
    questions.py   5  every question with its figures, distribution and comments; ratings
    trends.py      5  series with their control charts
    relations.py   5  drivers, importance and performance, reliability, complaints, themes
    needs.py       6  what customers want
    annex.py       7  questions as asked, methods, weights, archive files; what changed since the last edition

    overview.py       all surveys of a period in brief: a value of its own, made from their summaries

A number that is hidden is None, and `hidden` says so; None without `hidden` is "no data". Days are UTC.
"""

from listenwell.summary.model.annex import (
    Altered,
    Annex,
    AnswerAsked,
    ArchiveFile,
    AsAsked,
    Method,
    QuestionAsked,
    Revision,
    Weight,
)
from listenwell.summary.model.figures import Change, Figure, Headline, Span, Standing, Verdict, Weighted
from listenwell.summary.model.findings import Finding
from listenwell.summary.model.needs import Need, Shift, Wanted
from listenwell.summary.model.overview import Heard, InBrief, Overview
from listenwell.summary.model.questions import Bar, Comment, Comments, Item, Question, Rating
from listenwell.summary.model.reach import Mark, Reach, Version
from listenwell.summary.model.relations import (
    Agreement,
    Aspect,
    Cause,
    Complaints,
    Driver,
    Drivers,
    Importance,
    Reliability,
    ScaleItem,
    Theme,
)
from listenwell.summary.model.review import Action, Review
from listenwell.summary.model.summary import Summary
from listenwell.summary.model.trends import Control, Gap, Point, Signal, Trend

__all__ = [
    "Action",
    "Agreement",
    "Altered",
    "Annex",
    "AnswerAsked",
    "ArchiveFile",
    "AsAsked",
    "Aspect",
    "Bar",
    "Cause",
    "Change",
    "Comment",
    "Comments",
    "Complaints",
    "Control",
    "Driver",
    "Drivers",
    "Figure",
    "Finding",
    "Gap",
    "Headline",
    "Heard",
    "Importance",
    "InBrief",
    "Item",
    "Mark",
    "Method",
    "Need",
    "Overview",
    "Point",
    "Question",
    "QuestionAsked",
    "Rating",
    "Reach",
    "Reliability",
    "Review",
    "Revision",
    "ScaleItem",
    "Shift",
    "Signal",
    "Span",
    "Standing",
    "Summary",
    "Theme",
    "Trend",
    "Verdict",
    "Version",
    "Wanted",
    "Weight",
    "Weighted",
]
