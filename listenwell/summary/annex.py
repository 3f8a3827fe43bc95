"""The annex: questions as asked, methods, weights, the archive's state and files."""

from collections.abc import Iterable, Mapping

from listenwell.summary.asked import Asked
from listenwell.summary.gathering import Gathered
from listenwell.summary.guarding import LEAST
from listenwell.summary.model import (
    Annex,
    AnswerAsked,
    AsAsked,
    Method,
    QuestionAsked,
    Version,
    Weight,
)
from listenwell.summary.weighing import Weighing
from listenwell.survey.question import Question
from listenwell.survey.questionnaire import Questionnaire


def annex_of(
    asked: Asked,
    versions: Iterable[Version],
    methods: Iterable[Method],
    weighing: Weighing,
    segments: Mapping[str, str],
    gathered: Gathered,
    suppression: str,
) -> Annex:
    """Everything an auditor needs to recompute the figures; `suppression` is the note on hidden figures."""
    named = [v.version for v in versions]
    repeats = gathered.repeats()
    return Annex(
        questionnaires=tuple(_as_asked(asked.questionnaires[name], asked) for name in named),
        methods=tuple(sorted(set(methods), key=lambda m: (m.name, m.method))),
        suppression=suppression,
        weights=tuple(
            Weight(segment=name, words=segments.get(name, name), weight=weight)
            for name, weight in weighing.weights.items()
        ),
        weighting=weighing.method,
        chain_number=gathered.chain_number,
        chain_head=gathered.chain_head,
        files=gathered.files,
        marked_left_out=gathered.left_out,
        marked=None if repeats is None or 0 < repeats < LEAST else repeats,
    )


def _as_asked(questionnaire: Questionnaire, asked: Asked) -> AsAsked:
    return AsAsked(
        version=questionnaire.version,
        segment=questionnaire.segment,
        language=questionnaire.language,
        title=questionnaire.title,
        questions=tuple(_question(question, asked) for question in questionnaire.questions),
    )


def _question(question: Question, asked: Asked) -> QuestionAsked:
    items = question.items()
    own = len(items) == 1 and items[0].answer == question.id
    return QuestionAsked(
        id=question.id,
        type=str(question.__struct_config__.tag),
        words=question.text,
        hint=question.hint,
        required=question.required,
        rows=() if own else tuple(AnswerAsked(answer=i.answer, words=i.words) for i in items),
        answers=tuple(
            AnswerAsked(answer=answer, words=told) for answer, told in asked.labels(question).items()
        ),
    )
