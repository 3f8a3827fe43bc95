"""Ratings side by side, and what goes with what: importance, drivers, reliability, complaints, themes."""

from collections.abc import Iterator
from itertools import groupby

from listenwell.summary.comments import READ
from listenwell.summary.model import Theme
from listenwell.summary.printing.blocks import (
    Block,
    Cell,
    Column,
    Comments,
    Fill,
    Heading,
    Row,
    Says,
    Table,
)
from listenwell.summary.printing.cleaning import written
from listenwell.summary.printing.desk import Desk
from listenwell.summary.themes.naming import file_of


def ratings(desk: Desk) -> Iterator[Block]:
    """5: how the answers to each rating spread, best first."""
    if not desk.summary.ratings:
        return
    yield Heading(desk.t("ratings"))
    yield from desk.picture("ratings")
    columns = (
        desk.column("question", 1),
        *(desk.numbers(name) for name in ("negative", "neutral", "positive", "answers")),
    )
    rows = []
    for rating in desk.summary.ratings:
        shares = [desk.rate(share) for share in (rating.negative, rating.neutral, rating.positive)]
        rows.append(
            Row(
                (
                    Cell(rating.words),
                    *(Cell(share) for share in shares[:2]),
                    Cell(shares[2], strong=True),
                    Cell(desk.words.whole(rating.base)),
                )
            )
        )
    yield Table(columns, tuple(rows))


def importance(desk: Desk) -> Iterator[Block]:
    """What is important, and how it is done."""
    t, w = desk.t, desk.words
    for found in desk.summary.importance:
        yield Heading(t("importance"))
        yield Heading(found.words, 2)
        yield from desk.picture(f"importance:{found.question}")
        at = [desk.known(value, 2) for value in (found.importance, found.performance)]
        crosshair = t("crosshair", crosshair=found.crosshair, importance=at[0], performance=at[1])
        yield Says(crosshair, "lead")
        columns = (
            desk.column("driver", 3),
            desk.numbers("importance_column"),
            desk.numbers("performance_column"),
            desk.column("quadrant", 2),
        )
        rows = []
        for a in found.aspects:
            sides = (
                (a.importance, a.importance_lower, a.importance_upper, a.importance_base),
                (a.performance, a.performance_lower, a.performance_upper, a.performance_base),
            )
            field = w("quadrants", a.quadrant) + ("" if a.sure else f" ({t('unsure')})")
            numbers = (
                Cell(desk.known(mean, 2), f"{desk.range(low, high, 2)}; {w.count('answers', base)}")
                for mean, low, high, base in sides
            )
            rows.append(Row((Cell(a.words), *numbers, Cell(field))))
        yield Table(columns, tuple(rows))


def drivers(desk: Desk) -> Iterator[Block]:
    """Which aspects go with the outcome."""
    t, w = desk.t, desk.words
    for found in desk.summary.drivers:
        yield Heading(t("drivers"))
        if found.drivers:
            base = w.count("answers", found.base or 0)
            yield from desk.picture(f"drivers:{found.outcome}")
            yield Says(t("r2", r2=desk.rate(found.r2), outcome=found.words, base=base), "lead")
            columns = (
                desk.column("driver", 1),
                desk.numbers("driver_share"),
                desk.bars(),
                desk.numbers("weight"),
                desk.numbers("interval"),
            )
            rows = (
                Row(
                    (
                        Cell(d.words),
                        Cell(desk.rate(d.share), strong=True),
                        Fill(d.share),
                        Cell(desk.known(d.weight, 3)),
                        Cell(desk.range(d.lower, d.upper, 3)),
                    )
                )
                for d in found.drivers
            )
            yield Table(columns, tuple(rows))
        if found.caution:
            yield Says(found.caution if found.drivers else f"{found.words}: {found.caution}", "note")


def reliability(desk: Desk) -> Iterator[Block]:
    """Do the rows of a grid measure one thing?"""
    t = desk.t
    for scale in desk.summary.reliability:
        yield Heading(t("reliability"))
        if scale.alpha is None:
            yield Says(f"{scale.words}: {scale.caution}", "note")
            continue
        alpha, low, high = (desk.known(value, 2) for value in (scale.alpha, scale.lower, scale.upper))
        base = desk.words.count("answers", scale.base or 0)
        yield Says(t("alpha", question=scale.words, alpha=alpha, low=low, high=high, base=base), "lead")
        rows = (
            Row(
                (
                    Cell(item.words),
                    Cell(desk.known(item.rest_correlation, 2)),
                    Cell(desk.known(item.alpha_if_dropped, 2)),
                )
            )
            for item in scale.items
        )
        yield Table((desk.column("question", 1), desk.numbers("rest"), desk.numbers("dropped")), tuple(rows))


def complaints(desk: Desk) -> Iterator[Block]:
    """What is complained of most."""
    t, w = desk.t, desk.words
    for found in desk.summary.complaints:
        yield Heading(t("complaints"))
        yield Heading(found.words, 2)
        yield from desk.picture(f"complaints:{found.item}")
        yield Says(t("complaints_base", complaints=w.count("complaints", found.base)), "lead")
        columns = (
            desk.column("cause", 1),
            desk.numbers("named"),
            desk.numbers("share"),
            desk.bars(),
            desk.numbers("cumulative"),
        )
        rows = (
            Row(
                (
                    Cell(cause.words),
                    Cell(w.whole(cause.count), strong=True),
                    Cell(desk.rate(cause.share)),
                    Fill(cause.share),
                    Cell(desk.rate(cause.cumulative_share)),
                )
            )
            for cause in found.causes
        )
        yield Table(columns, tuple(rows))


def themes(desk: Desk) -> Iterator[Block]:
    """What stands out in the comments, with examples."""
    s, t = desk.summary, desk.t
    if not s.themes:
        return
    yield Heading(t("themes"))
    yield Says(t("themes_base", read=desk.words.whole(READ), file=file_of(s.survey)), "small")
    named = s.item_words()
    for item, found in groupby(sorted(s.themes, key=lambda theme: theme.item), key=lambda theme: theme.item):
        some = list(found)
        yield Heading(named.get(item, item), 2)
        columns = (
            desk.column("theme", 3),
            desk.column("theme_group", 2),
            desk.numbers("theme_comments"),
            desk.bars(),
            desk.column("by_segment", 2),
            Column(t("theme_kappa"), 1, "numbers"),
        )
        yield Table(columns, tuple(_theme(desk, theme) for theme in some))
        for theme in some:
            if theme.examples:
                yield Heading(f"{t('examples')}: {theme.name}", 3)
                yield Comments(tuple(map(written, theme.examples)))


def _theme(desk: Desk, theme: Theme) -> Row:
    w, t = desk.words, desk.t
    rated, kappa = theme.language, Cell("–")
    if not theme.group and theme.outcome:
        low, high = (w.some(n, n is None) for n in (theme.low, theme.high))
        rated = t("theme_rated", low=low, high=high)
    agreed = theme.agreement
    if agreed and agreed.kappa is not None:
        between = desk.range(agreed.lower, agreed.upper, 2)
        kappa = Cell(desk.known(agreed.kappa, 2), f"{between} ({w.whole(agreed.comments)})")
    parts = (f"{desk.segment(name)}: {w.some(n, n is None)}" for name, n in theme.segments.items())
    return Row(
        (
            Cell(theme.name, f"{t('terms')}: {w.listed(theme.terms)}"),
            Cell(t(f"theme_{theme.group}") if theme.group else t("theme_named"), rated),
            Cell(f"{w.whole(theme.comments)} / {w.whole(theme.of)}", strong=True),
            Fill(theme.comments / theme.of),
            Cell("", "\n".join(parts)),
            kappa,
        )
    )
