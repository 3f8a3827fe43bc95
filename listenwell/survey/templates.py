"""The template folder, read whole: what marketing wrote, as questionnaires, or every problem in it."""

from datetime import UTC, datetime
from pathlib import Path

import msgspec

from listenwell.survey.frame import read_frame
from listenwell.survey.opening import Opening
from listenwell.survey.organisation import Organisation, Segment
from listenwell.survey.problems import Problem, Problems, TemplateError
from listenwell.survey.questionnaire import Questionnaire
from listenwell.survey.reading_days import warn_of_the_end
from listenwell.survey.survey_reading import read_survey
from listenwell.survey.using import but_lenders
from listenwell.survey.wording import Wording


class Templates(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the pages are made from. `questionnaires` is by (survey, segment, language), in the order
    of the segments' lists; `masters` are the surveys as written, before any segment's changes, by survey;
    `openings` is by (survey, segment); `problems` has the warnings."""

    folder: Path
    organisation: Organisation
    wordings: dict[str, Wording]
    segments: dict[str, Segment]
    questionnaires: dict[tuple[str, str, str], Questionnaire]
    masters: dict[str, Questionnaire]
    openings: dict[tuple[str, str], Opening]
    problems: list[Problem]


def load_templates(folder: Path, now: datetime | None = None) -> Templates:
    """Read the folder. Raises TemplateError with all problems when any of them is an error.

    `now` (otherwise the clock) says which surveys close soon.
    """
    now = now or datetime.now(UTC)
    frame = read_frame(folder)
    reads = {survey: read_survey(folder, frame, survey) for survey in frame.surveys}
    problems = Problems()
    problems.take(frame.problems)
    for each in reads.values():
        problems.take(each.problems)
        for dated in each.days.values():
            warn_of_the_end(dated, now, problems)
    told = but_lenders(problems.all(), (each.uses for each in reads.values()))
    if problems.errors or frame.organisation is None:
        raise TemplateError(told)
    return Templates(
        folder=folder,
        organisation=frame.organisation,
        wordings=frame.wordings,
        segments=frame.segments,
        questionnaires={
            (survey, segment, language): reads[survey].questionnaires[segment][language]
            for survey, segment, language in frame.places()
            if language in reads[survey].questionnaires[segment]  # else not offered in it
        },
        masters={survey: reads[survey].master for survey in frame.asked if reads[survey].master},
        openings={
            (survey, segment): dated.opening
            for survey, each in reads.items()
            for segment, dated in each.days.items()
        },
        problems=told,
    )
