"""What a customer does with the answers under a code: see, correct, take back, erase, download."""

from collections.abc import Callable
from datetime import UTC, date, timedelta

import msgspec

from listenwell import web
from listenwell.intake import changes
from listenwell.intake.changes import Kept
from listenwell.intake.checking import check, contact_of
from listenwell.intake.parsing import submission_of
from listenwell.intake.receipts import MOST_CHANGES
from listenwell.intake.services import Services
from listenwell.pages.correcting import Correcting
from listenwell.pages.rendering import Renderer
from listenwell.pages.typed import Written
from listenwell.pages.typed import kept as kept_words
from listenwell.survey.contact import ContactDetails
from listenwell.survey.question import Refusal, Typed
from listenwell.survey.questionnaire import Questionnaire
from listenwell.survey.response import Response
from listenwell.survey.wording import Wording
from listenwell.web import Reply

LANGUAGE = "_language"
"""The field of the button that asks for the page in another language."""


class Desk:
    """What is stored under one code, and the page in which it is talked about."""

    def __init__(
        self, services: Services, renderer: Renderer, kept: Kept, first_id: str, code: str, chosen: str
    ) -> None:
        self._services, self._renderer = services, renderer
        self._kept, self._first_id, self._code, self._chosen = kept, first_id, code, chosen
        self._language = chosen or kept.newest.language
        self._wording: Wording = renderer.wording(self._language)
        answered = kept.answered
        self._questionnaire = services.release.questionnaire(answered.survey, answered.version)

    def shown(self, typed: Typed, first: dict[str, str], *more: str, status: int = 200) -> Reply:
        """What is stored, and what can be done with it."""
        said, kept = self._wording.receipt, self._kept
        offered = {"correct": said.correct, "withdraw": said.withdraw, "erase": said.erase}
        if kept.withdrawn or self._questionnaire is None:
            offered.pop("correct")
        if kept.withdrawn:
            offered.pop("withdraw")
        if self._has_contact() and not kept.withdrawn:
            offered["forget"] = said.forget
        offered |= {"text": said.text, "json": said.json}
        return self._page(
            status,
            said.title,
            (*more, *self._history()),
            offered,
            answers=self._answers(),
            strong=not kept.withdrawn,
        )

    def correcting(self, typed: Typed, first: dict[str, str]) -> Reply:
        """The form of the survey, filled in."""
        filled: Typed = {}
        for name, value in self._kept.newest.answers.items():
            if question := self._questionnaire.by_id.get(name) if self._questionnaire else None:
                filled = {**filled, **question.to_form(value, self._kept.newest.language)}
        return self._form(self._questionnaire, filled)

    def corrected(self, typed: Typed, first: dict[str, str]) -> Reply:
        """Check what was sent and store it in place of what counts."""
        kept, services = self._kept, self._services
        questionnaire = self._version(first.get("_version", ""))
        if kept.withdrawn or questionnaire is None:
            return self.shown(typed, first)
        if LANGUAGE in typed:
            return self._form(self._in_language(questionnaire), typed)
        if kept.next > MOST_CHANGES:
            said = self._wording.say(self._wording.receipt.too_many, count=MOST_CHANGES)
            return self.shown(typed, first, said, status=409)
        submission = submission_of(typed)
        day = kept.first.received_at.astimezone(UTC).date()  # they say anew what they said then
        answers, refusals = check(submission, questionnaire, day)
        for question in questionnaire.questions:
            if question.apart and question.id in kept.newest.answers and not refusals:
                answers.setdefault(question.id, kept.newest.answers[question.id])
        refusals = [r for r in refusals if not (r.reason == "nothing" and answers)]
        if refusals:
            return self._form(questionnaire, typed, refusals, 422)
        if str(kept.next) != first.get("_of"):
            if kept.newest.answers == answers:  # sent twice
                return self.shown(typed, first, self._wording.receipt.correction_kept)
            return self._form(
                questionnaire, typed, status=409, notice=self._wording.receipt.changed_meanwhile
            )

        def contact(response: Response) -> ContactDetails | None:
            return contact_of(submission, questionnaire, response)

        stored = changes.correct(
            kept, self._first_id, questionnaire.version, questionnaire.language, answers, contact, services
        )
        if not stored:
            return self._again().corrected(typed, first)
        return self._again().shown(typed, first, self._wording.receipt.correction_kept)

    def withdrawing(self, typed: Typed, first: dict[str, str]) -> Reply:
        """Whether they mean to take the answers back."""
        said = self._wording.receipt
        what = self._wording.say(said.withdraw_what, day=self._last_day())
        return self._page(
            200,
            said.withdraw_title,
            (what,),
            {"withdraw-now": said.withdraw_now, "see": said.back},
            here="withdraw",
        )

    def withdrawn(self, typed: Typed, first: dict[str, str]) -> Reply:
        """Take them back."""
        if not changes.withdraw(self._kept, self._first_id, self._services):
            return self._again().withdrawing(typed, first)
        told = self._wording.say(self._wording.receipt.withdrawal_kept, day=self._last_day())
        return self._again().shown(typed, first, told)

    def erasing(self, typed: Typed, first: dict[str, str]) -> Reply:
        """Whether they mean to have everything erased."""
        said = self._wording.receipt
        return self._page(
            200,
            said.erase_title,
            (said.erase_what,),
            {"erase-now": said.erase_now, "see": said.back},
            here="erase",
        )

    def erased(self, typed: Typed, first: dict[str, str]) -> Reply:
        """Erase everything, and say what remains and until when."""
        services, said = self._services, self._wording.receipt
        closed = changes.erase(self._kept, services)
        days = max(services.copies_days, services.lock_days + 1) if closed else services.copies_days
        until = services.now().astimezone(UTC).date() + timedelta(days=days)
        told = self._wording.say(said.erased_closed if closed else said.erased, day=until)
        page = self._renderer.receipt_page(self._language, title=said.erased_title, told=(told,))
        return web.html(200, page)

    def forgotten(self, typed: Typed, first: dict[str, str]) -> Reply:
        """Delete the contact details alone."""
        changes.forget_contact(self._kept, self._services)
        return self.shown(typed, first, self._wording.receipt.forgotten)

    def text(self, typed: Typed, first: dict[str, str]) -> Reply:
        """What is stored, as text to keep."""
        lines = [self._title(), "", *self._history()]
        for each in self._answers():
            lines += [
                "",
                each.asked,
                *(f"  {line}" for answer in each.answers for line in answer.split("\n")),
            ]
        return web.attachment("answers.txt", "text/plain; charset=utf-8", "\r\n".join(lines) + "\r\n")

    def json(self, typed: Typed, first: dict[str, str]) -> Reply:
        """Every field that is stored, with the words of the questions, for programs."""
        questions = self._questionnaire.questions if self._questionnaire else ()
        words = {label.answer: label.words for q in questions for label in q.items()}
        value = {"survey": self._title(), "questions": words, "responses": self._kept.responses}
        data = msgspec.json.format(msgspec.json.encode(value), indent=2).decode()
        return web.attachment("answers.json", web.JSON, data)

    def _page(
        self, status: int, title: str, told: tuple[str, ...], offered: dict[str, str], **shown: object
    ) -> Reply:
        newest = self._kept.newest
        spoken = self._questionnaire.language if self._questionnaire else self._language
        page = self._renderer.receipt_page(
            self._language,
            newest.survey,
            newest.segment,
            title=title,
            told=told,
            about=self._title(),
            actions=tuple(offered.items()),
            code=self._code,
            chosen=self._chosen,
            spoken=spoken,
            direction=self._renderer.wording(spoken).direction,
            **{"strong": True, **shown},
        )
        return web.html(status, page)

    def _form(
        self,
        questionnaire: Questionnaire,
        typed: Typed,
        refusals: list[Refusal] | tuple[()] = (),
        status: int = 200,
        notice: str = "",
    ) -> Reply:
        wording = self._renderer.wording(questionnaire.language)
        lead = [wording.say(wording.receipt.correcting, day=self._kept.newest.received_at.date())]
        if self._has_contact():
            lead.append(wording.receipt.correcting_reach)
        fields = {"_code": self._code, "_do": "store", "_of": str(self._kept.next)}
        page = self._renderer.survey_page(
            msgspec.structs.replace(questionnaire, audience="customers"),
            typed=typed,
            refusals=refusals,
            notice=notice,
            correcting=Correcting(fields, "\n\n".join(lead), questionnaire.version),
        )
        return web.html(status, page)

    def _version(self, version: str) -> Questionnaire | None:
        """The questionnaire of the form, or that of the answers."""
        given = self._services.release.questionnaire(self._kept.first.survey, version) if version else None
        fits = given is not None and given.segment == self._kept.first.segment
        return given if fits else self._questionnaire

    def _in_language(self, questionnaire: Questionnaire) -> Questionnaire:
        """The survey as it is asked now in the language that was chosen, where it is."""
        index, first = self._renderer.index, self._kept.first
        found = index.by_place.get((first.survey, first.segment), {}).get(self._chosen)
        asked = self._services.release.questionnaire(first.survey, found.version) if found else None
        return asked or questionnaire

    def _again(self) -> "Desk":
        """The same with what is stored now."""
        kept = changes.find(self._first_id, self._services) or self._kept
        return Desk(self._services, self._renderer, kept, self._first_id, self._code, self._chosen)

    def _answers(self) -> list[Written]:
        response = self._kept.answered
        page = self._renderer.wording(response.language).page
        apart = self._wording.receipt.apart
        return kept_words(response.answers, self._questionnaire, response.language, page, apart)

    def _history(self) -> tuple[str, ...]:
        said, kept = self._wording.receipt, self._kept
        told = [self._wording.say(said.sent, day=kept.first.received_at.date())]
        if kept.answered is not kept.first:
            told.append(self._wording.say(said.corrected, day=kept.answered.received_at.date()))
        if kept.withdrawn:
            told[1:] = [self._wording.say(said.withdrawn, day=kept.newest.received_at.date())]
        return tuple(told)

    def _title(self) -> str:
        return str(self._questionnaire.title if self._questionnaire else self._kept.newest.survey)

    def _has_contact(self) -> bool:
        asked = self._questionnaire.questions if self._questionnaire else ()
        answers = self._kept.answered.answers
        return any(question.apart and question.id in answers for question in asked)

    def _last_day(self) -> date:
        """The last day on which the answers are kept (UTC)."""
        years = self._renderer.index.organisation.years_kept
        day = self._kept.newest.day
        try:
            return day.replace(year=day.year + years)
        except ValueError:  # 29 February
            return day.replace(year=day.year + years, day=28)


DOES: dict[str, Callable[[Desk, Typed, dict[str, str]], Reply]] = {
    "see": Desk.shown,
    "correct": Desk.correcting,
    "store": Desk.corrected,
    "withdraw": Desk.withdrawing,
    "withdraw-now": Desk.withdrawn,
    "erase": Desk.erasing,
    "erase-now": Desk.erased,
    "forget": Desk.forgotten,
    "text": Desk.text,
    "json": Desk.json,
}
"""The buttons of these pages, and what they do."""
