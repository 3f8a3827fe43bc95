"""Submission x questionnaire -> the answers to keep, or everything that is refused, in the order asked."""

import re
from datetime import date, timedelta

from listenwell.intake.parsing import Submission
from listenwell.survey.contact import ContactDetails
from listenwell.survey.question import Occasion, Question, Refusal
from listenwell.survey.question_types import Contact
from listenwell.survey.questionnaire import Questionnaire
from listenwell.survey.response import Response, Value, is_response_id

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


def contact_of(
    submission: Submission, questionnaire: Questionnaire, response: Response
) -> ContactDetails | None:
    """How the customer may be reached about the response, where it says that they told us."""
    given = submission.answers(questionnaire)
    for question in questionnaire.questions:
        asked = isinstance(question, Contact) and question.id in response.answers  # else hidden or left empty
        if asked and (reach := question.reach(given[question.id])):
            return ContactDetails(
                id=response.id,
                email=reach.email,
                telephone=reach.telephone,
                agreed=question.consent,
                agreed_at=response.received_at,
                until=response.day + timedelta(days=question.days),
            )
    return None


def _missing(question: Question, value: Value | None) -> list[Refusal]:
    return [Refusal(field, question.unanswered) for field in question.missing(value)]
