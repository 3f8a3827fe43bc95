"""Questionnaire -> HTML by the templates in pages/; the build and the handler render through this alone.

Everything is escaped unless a filter here made it; words of surveys are never templates.
"""

from collections.abc import Mapping, Sequence
from copy import copy
from datetime import datetime
from functools import cached_property
from urllib.parse import urlencode

from jinja2 import BytecodeCache
from markupsafe import Markup

from listenwell.pages import addresses
from listenwell.pages.conditional import hiding
from listenwell.pages.filters import lines, paragraphs, plain, shorter, smaller
from listenwell.pages.foreign import Foreign, spoken_questionnaire, spoken_wording
from listenwell.pages.parts import Asked, Parts
from listenwell.pages.policy import policy
from listenwell.pages.refused import PageProblem, problem_words
from listenwell.pages.release import Index
from listenwell.pages.templating import environment
from listenwell.pages.typed import written
from listenwell.survey.conditions.in_words import in_words
from listenwell.survey.duration import minutes
from listenwell.survey.languages import Direction
from listenwell.survey.opening import ALWAYS, Opening, State
from listenwell.survey.organisation import OWN_WORDS, ByLanguage, Organisation, in_language
from listenwell.survey.question import Question, Refusal, Typed
from listenwell.survey.questionnaire import Questionnaire
from listenwell.survey.wording import Wording


class Renderer:
    """Pages of one release."""

    def __init__(
        self, index: Index, templates: Mapping[str, str], compiled: BytecodeCache | None = None
    ) -> None:
        self.index = index
        self._templates = templates
        self._styles: dict[str, str] = {}
        self._organisations: dict[str, Organisation] = {}
        self._wordings: dict[str, Wording] = {}
        self._environment = environment(templates, compiled)
        self._environment.filters.update(paragraphs=paragraphs, lines=lines, plain=plain)
        self._environment.globals["part"] = self._shared_part
        self._shared = Parts()
        self._parts: Parts | None = None

    def within(self, index: Index) -> "Renderer":
        """The same renderer over another index of the same organisation; shared parts are rendered once."""
        other = copy(self)
        other.index, other._parts = index, Parts()
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
    ) -> str:
        """The page with the answers `typed` so far and what was refused of them.

        `notice` are words at the top about the page as a whole; `response_id` names the response that the
        page will become, so that sending it twice stores it once; `opening` tells the last day.
        """
        wording = self.wording(questionnaire.language)
        as_written, questionnaire = questionnaire, self._questionnaire(questionnaire)
        problems = problem_words(refusals, questionnaire, wording) if refusals else []
        if notice:
            problems.insert(0, PageProblem("", notice))
        if self._parts and not typed and not problems:
            asked = self._parts.asked(as_written, lambda: self._asked(questionnaire, wording, {}, {}))
        else:
            by_field = {problem.field: problem.words for problem in problems if problem.field}
            asked = self._asked(questionnaire, wording, typed or {}, by_field)
        return self._render(
            "survey.html",
            questionnaire.language,
            questionnaire.survey,
            questionnaire.segment,
            questionnaire=questionnaire,
            rules=asked.rules,
            questions=asked.questions,
            problems=problems,
            channel=channel or questionnaire.channels[0],
            invitation=invitation,
            response_id=response_id,
            action=addresses.intake(questionnaire.survey, questionnaire.segment, questionnaire.audience),
            draft=_draft(questionnaire),
            private=asked.private,
            minutes=asked.minutes,
            until=wording.say(wording.page.open_until, day=opening.last) if opening.last else "",
            languages=self._other_languages(questionnaire),
            privacy=self._privacy(wording),
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

    def _privacy(self, wording: Wording) -> str:
        us = self.index.organisation
        years = wording.say(wording.page.years, years=us.years_kept)
        return wording.say(wording.page.privacy, organisation=us.name, years=years)

    def _asked(
        self, questionnaire: Questionnaire, wording: Wording, typed: Typed, problems: Mapping[str, str]
    ) -> Asked:
        hidden = hiding(questionnaire.questions)
        return Asked(
            questions=[
                self._question(q, questionnaire, wording, typed, problems, sure=q.id in hidden.in_full)
                for q in questionnaire.questions
            ],
            rules=hidden.rules,
            private=[f for q in questionnaire.questions if not q.prefilled for f in q.fields()],
            minutes=_minutes(questionnaire, wording),
        )

    def _question(
        self,
        question: Question,
        questionnaire: Questionnaire,
        wording: Wording,
        typed: Typed,
        problems: Mapping[str, str],
        *,
        sure: bool,
    ) -> Markup:
        """A question; one with a condition in its frame, which hides it or tells the condition in words."""
        asked = self._part(
            f"questions/{question.__struct_config__.tag}.html",
            questionnaire.language,
            question=question,
            typed=typed,
            problems=problems,
            audience=questionnaire.audience,
        )
        if not question.show_if:
            return asked
        words = in_words(question.show_if, questionnaire.by_id, wording)
        shown = {"question": question, "asked": asked, "words": words, "sure": sure}
        return self._part("questions/_when.html", questionnaire.language, **shown)

    def _part(self, name: str, language: str, **shown: object) -> Markup:
        """A part of a page by its template, which sees `shown` and the wording and nothing else."""

        if self._parts:
            return self._parts.get(name, language, shown, lambda: self._part_alone(name, language, shown))
        return self._part_alone(name, language, shown)

    def _shared_part(self, name: str, language: str, keep: bool = True, **shown: object) -> Markup:
        """A part that many pages have in common, for page templates; `keep` is for those without answers."""
        if keep:
            return self._shared.get(name, language, shown, lambda: self._part_alone(name, language, shown))
        return self._part_alone(name, language, shown)

    def _part_alone(self, name: str, language: str, shown: Mapping[str, object]) -> Markup:
        template = self._environment.get_template(name)
        return Markup(template.render(wording=self.wording(language), **shown))  # noqa: S704 - it autoescapes

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
        self, name: str, language: str, survey: str, segment: str, *, rules: str = "", **values: object
    ) -> str:
        language = self.spoken(language)
        own_words = self.index.find(OWN_WORDS, segment, language) if survey != OWN_WORDS else None
        first = self.index.organisation.first_language
        us = self.organisation(segment)
        style = self._style(us.brand_colour) + rules
        script = self.script if values.get("draft") else ""
        return self._environment.get_template(name).render(
            language=language,
            wording=self.wording(language),
            telephone_hours=self._in_language(us.telephone_hours, language),
            logo_text=self._in_language(us.logo.text, language) if us.logo else "",
            organisation=us,
            keeps=name == "survey.html" or bool(values.get("written")),
            style=Markup(style),  # noqa: S704 - our stylesheet, a checked colour, rules made of checked names
            script=Markup(script),  # noqa: S704 - our script, with nothing filled in
            policy=policy(style, script),
            own_words=addresses.page(OWN_WORDS, segment, own_words.language, first) if own_words else "",
            **values,
        )

    @cached_property
    def script(self) -> str:
        """The inline script of pages that are filled in, and of the one that thanks; they do without it."""
        return shorter(self._templates["script.js"])

    def organisation(self, segment: str) -> Organisation:
        """Who asks, as that segment meets them."""
        if segment not in self._organisations:
            us = self.index.organisation
            found = self.index.segments[segment].over(us) if segment in self.index.segments else us
            self._organisations[segment] = found
        return self._organisations[segment]

    def _style(self, brand: str) -> str:
        """The inline stylesheet that pages share, with the brand's colour."""
        if brand not in self._styles:
            colour = f":root {{ --brand: {brand}; }}\n"
            self._styles[brand] = smaller(colour + self._templates["style.css"])
        return self._styles[brand]


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


def _minutes(questionnaire: Questionnaire, wording: Wording) -> str:
    """How long it takes, in words."""
    return wording.say(wording.page.minutes, minutes=minutes(questionnaire))
