"""Key drivers and reliability, from the integer sums of pairs that a survey's `drivers` declare."""

from collections.abc import Collection, Iterable, Mapping

from listenwell.stats.bootstrap import driver_intervals
from listenwell.stats.drivers import Drivers as Estimated
from listenwell.stats.drivers import key_drivers_from_sums
from listenwell.stats.reliability import cronbach_alpha_from_sums
from listenwell.stats.sums import PairSums
from listenwell.summary.asked import Asked
from listenwell.summary.guarding import LEAST
from listenwell.summary.measures.kind import scores_of
from listenwell.summary.measuring import ALL
from listenwell.summary.model import Driver, Drivers, Reliability, ScaleItem
from listenwell.summary.period import Period
from listenwell.survey.question import Question
from listenwell.survey.questionnaire import Drivers as Declared

RESAMPLES = 1000
SEED = 1
Sums = Mapping[tuple[str, str], PairSums]


def pair_sums(asked: Asked, period: Period) -> dict[tuple[str, str], PairSums]:
    """The sums of each pair over the period, all segments and versions together."""
    first, last = period.first.isoformat(), period.last.isoformat()
    scales = {item.answer: asked.versions[q.id] for q in asked.questions for item in q.items()}
    found: dict[tuple[str, str], PairSums] = {}
    for pair, sums in asked.sums.items():
        fits = all(pair.version in scales.get(item, ()) for item in (pair.x, pair.y))
        if fits and first <= pair.day <= last:
            name = (pair.x, pair.y)
            found[name] = found[name] + sums if name in found else sums
    return found


def drivers_of(
    declared: Declared | None, asked: Asked, sums: Sums, unshown: Collection[str] = ()
) -> tuple[Drivers, ...]:
    """The declared drivers' weights; without figures, and saying why, where the answers do not carry them
    or where an item is `unshown` over all segments."""
    named = {question.id: question for question in asked.questions}
    if declared is None or declared.outcome not in named:
        return ()
    outcome = named[declared.outcome].items()[0]
    words = {
        item.answer: item.words
        for name in declared.items
        if name in named
        for item in named[name].items()
        if item.answer != outcome.answer
    }
    items = [item for item in words if _paired(sums, outcome.answer, item)]
    items = [item for item in items if all(_paired(sums, item, other) for other in items if other != item)]
    if len(items) < 2:
        return ()
    chosen = {
        pair: of for pair, of in sums.items() if set(pair) <= {outcome.answer, *items} and pair[0] != pair[1]
    }
    found = key_drivers_from_sums(outcome.answer, items, chosen)
    found = driver_intervals(found, outcome.answer, items, chosen, resamples=RESAMPLES, seed=SEED)
    small = found.base < LEAST or not {outcome.answer, *items}.isdisjoint(unshown)
    rows = [] if small or found.value is None else _rows(found, words)
    return (
        Drivers(
            outcome=outcome.answer,
            words=outcome.words,
            r2=None if small else found.value,
            base=None if small else found.base,
            drivers=tuple(sorted(rows, key=lambda driver: -driver.weight)),
            caution="" if small and not found.caution else found.caution if not small else _too_few(items),
            method=found.method,
            source=found.source,
        ),
    )


def _too_few(items: list[str]) -> str:
    return f"Too few complete cases for {len(items)} drivers."


def _paired(sums: Sums, one: str, other: str) -> bool:
    return (one, other) in sums or (other, one) in sums


def _rows(found: Estimated, words: Mapping[str, str]) -> list[Driver]:
    return [
        Driver(
            item=driver.name,
            words=words[driver.name],
            weight=driver.weight.value,
            lower=driver.weight.lower,
            upper=driver.weight.upper,
            share=driver.share or 0.0,
        )
        for driver in found.drivers
        if driver.weight.value is not None
    ]


def reliability_of(
    questions: Iterable[Question], asked: Asked, period: Period, sums: Sums, unshown: Collection[str] = ()
) -> tuple[Reliability, ...]:
    """Cronbach's alpha of each grid of three rows or more whose pairs are summed; no figure where a row is
    `unshown` over all segments."""
    found = []
    for question in questions:
        items = question.items()
        names = [item.answer for item in items]
        mine = {pair: of for pair, of in sums.items() if set(pair) <= set(names) and pair[0] != pair[1]}
        names = [n for n in names if all(n == other or _paired(mine, n, other) for other in names)]
        if not question.scored or len(names) < 3:
            continue
        mine = {pair: of for pair, of in mine.items() if set(pair) <= set(names)}
        for name in names:
            mine[name, name] = PairSums.alone(scores_of(asked.counts(name, period)[ALL]))
        alpha = cronbach_alpha_from_sums(mine)
        small = alpha.base < LEAST or not set(names).isdisjoint(unshown)
        words = dict(items)
        nothing = small or alpha.value is None
        found.append(
            Reliability(
                question=question.id,
                words=question.text,
                alpha=None if small else alpha.value,
                lower=None if small else alpha.lower,
                upper=None if small else alpha.upper,
                base=None if small else alpha.base,
                items=()
                if nothing
                else tuple(
                    ScaleItem(
                        item=each.name,
                        words=words[each.name],
                        rest_correlation=each.item_rest,
                        alpha_if_dropped=each.alpha_if_dropped,
                    )
                    for each in alpha.items
                ),
                caution="Too few answers, or answers without spread." if nothing else "",
                method=alpha.method,
                source=alpha.source,
            )
        )
    return tuple(found)
