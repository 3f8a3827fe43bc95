"""What does a page say of its questions?"""

from collections.abc import Mapping
from typing import NamedTuple

from markupsafe import Markup

from listenwell.pages.conditional import hiding
from listenwell.pages.parts import Parts
from listenwell.pages.shapes import Words, with_words, words_apart
from listenwell.pages.styling import sheets_of
from listenwell.survey.conditions.in_words import in_words
from listenwell.survey.duration import minutes_of, seconds
from listenwell.survey.question import Question, Typed
from listenwell.survey.questionnaire import Questionnaire
from listenwell.survey.wording import Wording


class Asked(NamedTuple):
    """What a page says of its questions, the same for all segments that change none of them: the questions
    rendered, their stylesheets, the rules that hide some, the fields no draft keeps, the questions whose
    answers are kept apart, and how long they take."""

    questions: list[Markup]
    sheets: tuple[str, ...]
    rules: str
    private: tuple[str, ...]
    apart: tuple[str, ...]
    minutes: str


def asked(
    parts: Parts, questionnaire: Questionnaire, wording: Wording, typed: Typed, problems: Mapping[str, str]
) -> Asked:
    """The questions with the answers `typed` so far and the words of `problems` by field."""
    return _Asking(parts, questionnaire.language, questionnaire.audience, wording).asked(
        questionnaire, typed, problems
    )


class Shared:
    """What pages of one survey say of questions that segments leave alone, made once.

    Questionnaires and questions are told apart by being the same objects, which is quick and errs on the
    safe side: equal ones are made twice. Each is kept beside what was made, so that no other gets its `id`.
    """

    def __init__(self) -> None:
        self._asked: dict[tuple[int, int, str, str], tuple[Questionnaire, Asked]] = {}
        self._asking: dict[tuple[str, str], _Asking] = {}

    def asked(self, parts: Parts, of: Questionnaire, shown: Questionnaire, wording: Wording) -> Asked:
        """What a page without answers says of the questions of `shown`, which is made from `of`."""
        key = id(of.questions), id(of.untranslated), of.language, of.audience
        if key not in self._asked:
            place = of.language, of.audience
            if place not in self._asking:
                self._asking[place] = _Asking(parts, *place, wording)
            self._asked[key] = of, self._asking[place].asked(shown, {}, {})
        return self._asked[key][1]


class _Asking:
    """Questions in one language for one audience."""

    def __init__(self, parts: Parts, language: str, audience: str, wording: Wording) -> None:
        self._parts = parts
        self._language = language
        self._audience = audience
        self._wording = wording
        self._made: dict[int, tuple[Question, Markup, float]] = {}

    def asked(self, questionnaire: Questionnaire, typed: Typed, problems: Mapping[str, str]) -> Asked:
        questions = questionnaire.questions
        made = [self._question(question, typed, problems) for question in questions]
        rendered, rules = [markup for _, markup, _ in made], ""
        if questionnaire.conditional:
            hidden = hiding(questions)
            rules = hidden.rules
            rendered = [
                self._when(question, markup, questionnaire, question.id in hidden.in_full)
                for question, markup, _ in made
            ]
        wording = self._wording
        return Asked(
            questions=rendered,
            sheets=sheets_of(questions, self._audience),
            rules=rules,
            private=tuple(f for question in questions if not question.prefilled for f in question.fields()),
            apart=tuple(question.id for question in questions if question.apart),
            minutes=wording.say(wording.page.minutes, minutes=minutes_of(seconds for _, _, seconds in made)),
        )

    def _question(
        self, question: Question, typed: Typed, problems: Mapping[str, str]
    ) -> tuple[Question, Markup, float]:
        if typed or problems:
            return question, self._rendered(question, typed, problems), seconds(question)
        found = self._made.get(id(question))
        if found is None:
            found = self._made[id(question)] = question, self._fresh(question), seconds(question)
        return found

    def _fresh(self, question: Question) -> Markup:
        shapes = self._parts.shapes
        if shapes is None:
            return self._rendered(question, {}, {})

        def render(words: Words) -> Markup:
            return self._rendered(with_words(question, words), {}, {})

        rest, words = words_apart(question)
        key = self._language, self._audience, rest
        return shapes.made(key, words, lambda: self._rendered(question, {}, {}), render)

    def _rendered(self, question: Question, typed: Typed, problems: Mapping[str, str]) -> Markup:
        return self._parts.part(
            f"questions/{question.__struct_config__.tag}.html",
            self._language,
            question=question,
            typed=typed,
            problems=problems,
            audience=self._audience,
        )

    def _when(self, question: Question, made: Markup, questionnaire: Questionnaire, sure: bool) -> Markup:
        """A question with a condition in its frame, which hides it or tells the condition in words."""
        if not question.show_if:
            return made
        words = in_words(question.show_if, questionnaire.by_id, self._wording)
        shown = {"question": question, "asked": made, "words": words, "sure": sure}
        return self._parts.part("questions/_when.html", self._language, **shown)
