"""Each headline: improving, declining, stable, or no change shown."""

from collections.abc import Iterable

from listenwell.summary.findings.known import Known, Number, Said, evidence, text
from listenwell.summary.measures import KINDS
from listenwell.summary.model import Headline


def nothing_earlier(known: Known) -> Iterable[Said]:
    """There is no earlier span to compare with."""
    if not known.compared:
        yield Said("nothing_earlier")


def standings(known: Known) -> Iterable[Said]:
    """One sentence for each headline, with the evidence."""
    if known.compared:
        yield from map(_standing, known.headlines)


def _standing(headline: Headline) -> Said:
    figure = headline.figure
    item = {"item": text(headline.words)}
    if figure.change is None:
        return Said("too_few", item, (figure.id,))
    numbers, told = evidence(figure)
    numbers |= item
    kind = str(headline.standing)
    change = figure.change
    if kind == "stable":
        numbers["margin"] = Number(KINDS[figure.measure].unit.margin, "amount", figure.measure)
    outside = change.lower is not None and change.upper is not None and not change.lower <= 0 <= change.upper
    if kind in ("stable", "unclear") and outside:
        kind = "alone"
        numbers["others"] = Number(change.family_size - 1, "count", "others")
    return Said(kind, numbers, (figure.id,), told)
