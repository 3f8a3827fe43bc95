"""Questionnaire -> HTML by the templates in pages/; the build and the handler render through this alone.

Everything is escaped unless a filter here made it; words of surveys are never templates.
"""

from collections.abc import Mapping, Sequence
from copy import copy
from datetime import datetime
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup

from listenwell.pages import addresses
from listenwell.pages.asking import Shared, asked
from listenwell.pages.correcting import NOT, Correcting
from listenwell.pages.filters import shorter
from listenwell.pages.foreign import Foreign, spoken_questionnaire, spoken_wording
from listenwell.pages.framing import framed as frame
from listenwell.pages.parts import Parts
from listenwell.pages.policy import policy
from listenwell.pages.refused import PageProblem, problem_words
from listenwell.pages.release import Index
from listenwell.pages.shapes import Shapes
from listenwell.pages.styling import Styles
from listenwell.pages.templating import Prepared
from listenwell.pages.typed import written
from listenwell.survey.languages import Direction
from listenwell.survey.opening import ALWAYS, Opening, State
from listenwell.survey.organisation import OWN_WORDS, ByLanguage, Organisation, in_language
from listenwell.survey.question import Refusal, Typed
from listenwell.survey.questionnaire import Questionnaire
from listenwell.survey.wording import Wording

_OF_RECEIPTS = (
    *("about", "actions", "answers", "asking", "chosen", "code", "direction", "here", "problem"),
    *("spoken", "strong", "typed"),
)
"""What receipt.html prints besides title and words; "" where it is not told."""


class Renderer:
    """Pages of one release."""

    def __init__(
        self,
        index: Index,
        templates: Mapping[str, str],
        compiled: Prepared | None = None,
        shapes: Shapes | None = None,
    ) -> None:
        self.index = index
        self._templates = templates
        self.styles = Styles(templates)
        self._organisations: dict[str, Organisation] = {}
        self._wordings: dict[str, Wording] = {}
        self._privacies: dict[str, str] = {}
        self._parts = Parts(templates, self.wording, compiled, shapes)
        self._shared: Shared | None = None

    def within(self, index: Index) -> "Renderer":
        """The same renderer over the index of one survey; what its pages share is rendered once."""
        other = copy(self)
        other.index, other._shared = index, Shared()
        return other

    def spoken(self, language: str) -> str:
        """The language, or the first one where it is no longer published in it."""
        return language if language in self.index.wordings else self.index.organisation.first_language

    def wording(self, language: str) -> Wording:
        """The words around the questions in a language; what it lacks is marked as being in another."""
        spoken = self.spoken(language)
        if spoken not in self._wordings:
            wording = self.index.wordings[spoken]
            self._wordings[spoken] = spoken_wording(wording, self._direction(wording.original))
        return self._wordings[spoken]

    def _direction(self, language: str) -> Direction:
        return self.index.wordings[self.spoken(language)].direction

    def _questionnaire(self, questionnaire: Questionnaire) -> Questionnaire:
        left = questionnaire.untranslated
        return spoken_questionnaire(questionnaire, self._direction(left.language)) if left else questionnaire

    def _in_language(self, words: ByLanguage, language: str) -> str:
        found, spoken = in_language(words, language, self.index.organisation.first_language)
        return found if spoken == language else Foreign(found, spoken, self._direction(spoken))

    def survey_page(
        self,
        questionnaire: Questionnaire,
        *,
        channel: str = "",
        invitation: str = "",
        typed: Typed | None = None,
        refusals: Sequence[Refusal] = (),
        notice: str = "",
        response_id: str = "",
        opening: Opening = ALWAYS,
        correcting: Correcting = NOT,
    ) -> str:
        """The page with the answers `typed` so far and what was refused of them.

        `notice` are words at the top about the page as a whole; `response_id` names the response that the
        page will become, so that sending it twice stores it once; `opening` tells the last day. A page that
        is `correcting` what is stored is sent to the page of receipts, and no draft of it is kept.
        """
        wording = self.wording(questionnaire.language)
        as_written, questionnaire = questionnaire, self._questionnaire(questionnaire)
        problems = problem_words(refusals, questionnaire, wording) if refusals else []
        if notice:
            problems.insert(0, PageProblem("", notice))
        fresh = not (typed or problems or invitation or response_id or correcting.fields)
        place = addresses.intake(questionnaire.survey, questionnaire.segment, questionnaire.audience)
        if self._shared and fresh:
            told = self._shared.asked(self._parts, as_written, questionnaire, wording)
        else:
            by_field = {problem.field: problem.words for problem in problems if problem.field}
            told = asked(self._parts, questionnaire, wording, typed or {}, by_field)
        return self._render(
            "survey.html",
            questionnaire.language,
            questionnaire.survey,
            questionnaire.segment,
            framed=fresh,
            sheets=(*told.sheets, "problems.css") if problems else told.sheets,
            questionnaire=questionnaire,
            version=correcting.version or questionnaire.version,
            rules=told.rules,
            questions=told.questions,
            problems=tuple(problems),
            channel=channel or questionnaire.channels[0],
            invitation=invitation,
            response_id=response_id,
            action=addresses.RECEIPT if correcting.fields else place,
            correcting=tuple(correcting.fields.items()),
            lead=correcting.lead,
            draft="" if correcting.fields else _draft(questionnaire),
            private=told.private,
            apart=told.apart,
            minutes=told.minutes,
            until=wording.say(wording.page.open_until, day=opening.last) if opening.last else "",
            languages=self._other_languages(questionnaire),
            privacy=self._privacy(questionnaire.language),
        )

    def page_at(self, questionnaire: Questionnaire, opening: Opening, now: datetime) -> str:
        """The page as customers find it at a moment: the questions, or why there are none."""
        state = opening.state(now)
        if state == "open":
            return self.survey_page(questionnaire, opening=opening)
        return self.state_page(questionnaire, state, opening)

    def state_page(
        self, questionnaire: Questionnaire, state: State, opening: Opening, typed: Typed | None = None
    ) -> str:
        """The page of a survey that is not open, with what was `typed` to read and copy."""
        wording = self.wording(questionnaire.language)
        questionnaire = self._questionnaire(questionnaire)
        day = {"early": opening.first, "closed": opening.last}[state]
        if day is None:  # withdrawn, on no day that was told before
            words = wording.states.withdrawn
        else:
            words = wording.say(getattr(wording.states, state), day=day)
        return self._render(
            "state.html",
            questionnaire.language,
            questionnaire.survey,
            questionnaire.segment,
            questionnaire=questionnaire,
            title=getattr(wording.states, f"{state}_title"),
            words=words,
            written=written(typed or {}, questionnaire, wording.page.not_applicable),
            typed=typed or {},
            action=addresses.intake(questionnaire.survey, questionnaire.segment, questionnaire.audience),
            languages=self._other_languages(questionnaire),
        )

    def thanks_page(
        self, questionnaire: Questionnaire, receipt: str, kept: bool = True, token: str = ""
    ) -> str:
        """The page after sending; without `receipt` it shows no code. `kept` says that answers are stored;
        `token` opens the same page in another language."""
        others = self._other_languages(questionnaire)
        return self._render(
            "thanks.html",
            questionnaire.language,
            questionnaire.survey,
            questionnaire.segment,
            thanks=self._questionnaire(questionnaire).thanks,
            look=f"{addresses.RECEIPT}{_query(language=questionnaire.language)}",
            receipt=receipt,
            kept=kept,
            draft=_draft(questionnaire) if kept else "",
            languages=[{**other, "address": _query(t=token, language=other["language"])} for other in others],
        )

    def message_page(
        self,
        message: str,
        language: str = "",
        *,
        typed: Typed | None = None,
        action: str = "",
        **values: object,
    ) -> str:
        """A page that says why something did not work: `message` names its words in wording/; with what was
        `typed` to read and copy, sent to `action` when another language is asked for."""
        wording = self.wording(language)
        others = {name: each for name, each in self.index.wordings.items() if name != self.spoken(language)}
        return self._render(
            "message.html",
            language,
            "",
            "",
            title=getattr(wording.messages, f"{message}_title"),
            words=wording.say(getattr(wording.messages, message), **values),
            written=written(typed or {}, None),
            typed=typed or {},
            action=action,
            languages=[_link(each, _query(language=name)) for name, each in others.items()],
        )

    def receipt_page(self, language: str, survey: str = "", segment: str = "", **shown: object) -> str:
        """A page about what is stored under a receipt code, or the one that asks for it; what is `shown` are
        the names that receipt.html prints. Without `code` and `asking` no language can be chosen."""
        others = {name: each for name, each in self.index.wordings.items() if name != self.spoken(language)}
        stays = shown.get("asking") or shown.get("code")
        links = [_link(each, "") for each in others.values()] if stays else []
        blank = dict.fromkeys(_OF_RECEIPTS, "")
        sheets = ("receipt.css", *(("problems.css",) if shown.get("problem") else ()))
        more = {"keeps": True, "languages": links, "sheets": sheets}
        return self._render("receipt.html", language, survey, segment, **more, **{**blank, **shown})

    def _privacy(self, language: str) -> str:
        if language not in self._privacies:
            us, wording = self.index.organisation, self.wording(language)
            years = wording.say(wording.page.years, years=us.years_kept)
            self._privacies[language] = wording.say(wording.page.privacy, organisation=us.name, years=years)
        return self._privacies[language]

    def _other_languages(self, questionnaire: Questionnaire) -> list[dict[str, str]]:
        first = self.index.organisation.first_language
        return [
            _link(
                self.index.wordings[p.language],
                addresses.page(p.survey, p.segment, p.language, first)
                if p.audience == "customers"
                else f"{addresses.intake(p.survey, p.segment, p.audience)}?language={p.language}",
            )
            for p in self.index.by_place.get((questionnaire.survey, questionnaire.segment), {}).values()
            if p.language != questionnaire.language
        ]

    def _render(
        self,
        name: str,
        language: str,
        survey: str,
        segment: str,
        *,
        sheets: tuple[str, ...] = (),
        rules: str = "",
        framed: bool = False,
        **values: Any,
    ) -> str:
        language = self.spoken(language)
        own_words = self.index.find(OWN_WORDS, segment, language) if survey != OWN_WORDS else None
        first = self.index.organisation.first_language
        us = self.organisation(segment)
        if not sheets:
            sheets = name.replace(".html", ".css"), *(("written.css",) if values.get("written") else ())
        style = self.styles.of(us.brand_colour, sheets)
        style = Markup(str(style) + rules) if rules else style  # noqa: S704 - rules are made of checked names
        script = self.script if values.get("draft") else Markup("")
        shown = {
            "language": language,
            "wording": self.wording(language),
            "telephone_hours": self._in_language(us.telephone_hours, language),
            "logo_text": self._in_language(us.logo.text, language) if us.logo else "",
            "organisation": us,
            "keeps": name == "survey.html" or bool(values.get("written")),
            "style": style,
            "script": script,
            "policy": policy(style, script),
            "own_words": addresses.page(OWN_WORDS, segment, own_words.language, first) if own_words else "",
            **values,
        }
        return frame(self._parts, name, shown) if framed else self._parts.page(name, **shown)

    @cached_property
    def script(self) -> Markup:
        """The inline script of pages that are filled in, and of the one that thanks; they do without it."""
        return Markup(shorter(self._templates["script.js"]))  # noqa: S704 - ours, with nothing filled in

    def organisation(self, segment: str) -> Organisation:
        """Who asks, as that segment meets them."""
        if segment not in self._organisations:
            us = self.index.organisation
            found = self.index.segments[segment].over(us) if segment in self.index.segments else us
            self._organisations[segment] = found
        return self._organisations[segment]


def _draft(questionnaire: Questionnaire) -> str:
    """What a draft on the customer's device is kept under; interviewers share theirs, and keep none."""
    place = f"{questionnaire.survey}/{questionnaire.segment}"
    return place if questionnaire.audience == "customers" else ""


def _query(**values: str) -> str:
    """The address of the same page with another query."""
    return "?" + urlencode({name: value for name, value in values.items() if value})


def _link(wording: Wording, address: str) -> dict[str, str]:
    """A link to a page in that language."""
    return {
        "language": wording.language,
        "name": wording.name,
        "direction": wording.direction,
        "address": address,
    }
