"""Which responses are in the base of a figure?"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from listenwell.summary.measures import KINDS
from listenwell.summary.model import Figure
from listenwell.summary.period import Period
from listenwell.summary.tracing.model import Behind
from listenwell.survey.question import ANSWERED, Question
from listenwell.survey.questionnaire import Questionnaire
from listenwell.survey.response import POSSIBLE_REPEAT, WITHDRAWN, Response
from listenwell.tally import tally


def standing(responses: Sequence[Response], leave_out: bool) -> list[Response]:
    """Those that count: neither corrected nor withdrawn by another of them, nor a withdrawal; without
    possible repeats where the summary leaves these out."""
    given = [r for r in responses if not (leave_out and POSSIBLE_REPEAT in r.marks)]
    gone = {response.supersedes for response in given}
    return [r for r in given if r.id not in gone and WITHDRAWN not in r.marks]


def behind(
    figure: Figure,
    question: Question,
    over: Period,
    responses: Iterable[Response],
    questionnaire: Callable[[str, str], Questionnaire | None],
) -> tuple[Behind, ...]:
    """Of these responses those in the figure's base, by day and id: each that the figure's own estimate would
    count if it were the only one."""
    estimate, found = KINDS[figure.measure].estimate, []
    for response in responses:
        if response.day not in over or figure.segment not in ("", response.segment):
            continue
        cells = tally([response], questionnaire).cube.counts
        counted = Counter({cell.answer: n for cell, n in cells.items() if cell.question == figure.item})
        if estimate(question, counted, figure.answer).base:
            answers = tuple(answer for answer in counted if answer != ANSWERED)
            found.append(Behind(id=response.id, day=response.day, segment=response.segment, answers=answers))
    return tuple(sorted(found, key=lambda each: (each.day, each.id)))
