"""Responses by the handful, and the summary of them."""

from datetime import UTC, date, datetime, time
from uuid import UUID, uuid5

import msgspec

from listenwell.summary.compiling import summarise
from listenwell.summary.gathering import from_responses
from listenwell.summary.period import parse
from listenwell.survey.response import Response

SPACE = UUID(int=0)


def some(house, count, day, *, survey="visit", segment="home", language="en", channel="web", **more):
    """`count` equal responses of one day; `answers` and other fields of Response as keywords."""
    answers = more.pop("answers", {"overall": 5})
    version = more.pop("version", "") or house.version(survey, segment, language)
    when = datetime.combine(date.fromisoformat(day), time(12, tzinfo=UTC))
    name = (
        f"{survey}{segment}{language}{channel}{day}{sorted(answers.items())}{version}{sorted(more.items())}"
    )
    return [
        Response(
            id=str(uuid5(SPACE, f"{name}{number}")),
            survey=survey,
            version=version,
            segment=segment,
            channel=channel,
            language=language,
            received_at=when,
            answers=answers,
            **more,
        )
        for number in range(count)
    ]


def correction(response, number, **changes):
    """A later response that takes the place of this one."""
    again = {"id": f"{number:08}{response.id[8:]}", "supersedes": response.id, **changes}
    return msgspec.structs.replace(response, **again)


def compile_summary(survey, period, *, as_of, responses, release, **more):
    """The summary of these responses, all of them straight from a store."""
    gathered = from_responses(survey, period, responses, release.questionnaire)
    return summarise(survey, period, gathered, as_of=as_of, release=release, **more)


def summary_of(house, responses, period="2026-Q1", survey="visit", as_of=None, **more):
    return compile_summary(
        survey,
        parse(period),
        as_of=as_of or datetime(2026, 4, 8, 2, tzinfo=UTC),
        responses=responses,
        release=house.release,
        **more,
    )


def figure(summary, item, segment="", answer=""):
    (found,) = [
        f
        for question in summary.questions
        for i in question.items
        for f in i.figures
        if (f.item, f.segment, f.answer) == (item, segment, answer)
    ]
    return found


def item(summary, name):
    (found,) = [i for question in summary.questions for i in question.items if i.id == name]
    return found


def sentences(summary):
    return [finding.sentence for finding in summary.findings]
