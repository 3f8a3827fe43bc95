"""Submission x questionnaire -> the answers to keep, or everything that is refused, in the order asked."""

import re
from datetime import date

from listenwell.intake.parsing import Submission
from listenwell.survey.question import Occasion, Question, Refusal
from listenwell.survey.questionnaire import Questionnaire
from listenwell.survey.response import Value, is_response_id

INVITATION = re.compile(r"[A-Za-z0-9_-]{1,64}")
"""What an invitation code looks like."""


def check(
    submission: Submission, questionnaire: Questionnaire, today: date
) -> tuple[dict[str, Value], list[Refusal]]:
    """The values to keep by question id, blank ones left out, and the refusals. `today` is in UTC."""
    occasion = Occasion(today, questionnaire.language)
    refusals = submission.unasked(questionnaire)
    if submission.channel and submission.channel not in questionnaire.channels:
        refusals.append(Refusal("", "unknown_field"))
    if submission.invitation and not INVITATION.fullmatch(submission.invitation):
        refusals.append(Refusal("", "unknown_field"))
    if submission.id and not is_response_id(submission.id):
        refusals.append(Refusal("", "unknown_field"))
    answers: dict[str, Value] = {}
    given = submission.answers(questionnaire)
    for question in questionnaire.questions:
        if question.id in questionnaire.not_asked(answers):
            continue  # whatever came for it is dropped, and nothing is missing
        checked = question.check_on(given[question.id], occasion)
        refusals += checked.refusals
        if checked.value is not None:
            answers[question.id] = checked.value
        if question.required and not checked.refusals:
            refusals += _missing(question, checked.value)
    if not answers and not refusals:
        refusals.append(Refusal("", "nothing"))
    return answers, refusals


def _missing(question: Question, value: Value | None) -> list[Refusal]:
    return [Refusal(field, question.unanswered) for field in question.missing(value)]
