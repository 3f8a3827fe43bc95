"""Submission x questionnaire -> the answers to keep, or everything that is refused, in the order asked."""

import re

from listenwell.intake.parsing import Submission
from listenwell.survey.question import Question, Refusal
from listenwell.survey.questionnaire import Questionnaire
from listenwell.survey.response import Value, is_response_id

INVITATION = re.compile(r"[A-Za-z0-9_-]{1,64}")
"""What an invitation code looks like."""


def check(submission: Submission, questionnaire: Questionnaire) -> tuple[dict[str, Value], list[Refusal]]:
    """The values to keep by question id, blank ones left out, and the refusals."""
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
        checked = question.check(given[question.id])
        refusals += checked.refusals
        if checked.value is not None:
            answers[question.id] = checked.value
        if question.required and not checked.refusals:
            refusals += _missing(question, checked.value)
    if not answers and not refusals:
        refusals.append(Refusal("", "nothing"))
    return answers, refusals


def _missing(question: Question, value: Value | None) -> list[Refusal]:
    reason = "choose_one" if question.labels() else "required"
    return [Refusal(field, reason) for field in question.missing(value)]
