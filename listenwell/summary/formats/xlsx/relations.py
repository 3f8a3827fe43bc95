"""What goes with what as sheets: needs, importance, drivers, reliability, complaints, themes."""

from listenwell.summary.formats.xlsx.cells import (
    POINTS,
    SHARE,
    SMALL,
    WHOLE,
    Cell,
    Row,
    Sheet,
    columns,
    count,
    hidden_cell,
    texts,
)
from listenwell.summary.formats.xlsx.figures import add_block
from listenwell.summary.measuring import ALL
from listenwell.summary.model import Summary, Theme
from listenwell.summary.words import Words


def needs(summary: Summary, words: Words) -> Sheet:
    """The answers about what customers want, in each segment, now and before."""
    heads = (("item", 40), ("segment", 18), ("answer", 34), ("value", 16), ("before", 10), ("base", 12))
    more = (("verdict", 20), ("p", 8), ("p_adjusted", 18), ("family_size", 12), ("figure", 44))
    segments = {ALL: words("values", "all"), **summary.segments}
    rows: list[Row] = []
    for need in summary.needs:
        place = texts(need.words, segments.get(need.segment, need.segment))
        if need.hidden:
            rows.append([*place, Cell(""), hidden_cell(words)])
        shift = need.shift
        for wanted in need.wanted:
            rows.append(
                [
                    *(*place, Cell(wanted.words), Cell(wanted.value, SHARE), Cell(wanted.earlier, SHARE)),
                    Cell(need.base, WHOLE),
                    Cell(words("verdicts", shift.verdict) if shift else ""),
                    *(Cell(n, SMALL) for n in ((shift.p, shift.p_adjusted) if shift else (None, None))),
                    Cell(shift.family_size if shift else None, WHOLE),
                    Cell(wanted.figure),
                ]
            )
    return Sheet("needs", columns(words, *heads, *more), rows)


def importance(summary: Summary, words: Words) -> Sheet:
    """Aspects by stated importance and performance, with the cross-hairs."""
    heads = [("question", 36), ("aspect", 30)]
    for side in ("importance", "performance"):
        heads += [(side, 12), (f"{side}_lower", 10), (f"{side}_upper", 10), (f"{side}_base", 10)]
    heads += [("quadrant", 20), ("sure", 10), ("crosshair", 14), ("crosshair_importance", 12)]
    rows = [
        [
            *texts(found.words, one.words),
            *(Cell(n, POINTS) for n in (one.importance, one.importance_lower, one.importance_upper)),
            Cell(one.importance_base, WHOLE),
            *(Cell(n, POINTS) for n in (one.performance, one.performance_lower, one.performance_upper)),
            Cell(one.performance_base, WHOLE),
            *texts(words("quadrants", one.quadrant), words("heads", "so" if one.sure else "not_so")),
            *(Cell(found.crosshair), Cell(found.importance, POINTS), Cell(found.performance, POINTS)),
        ]
        for found in summary.importance
        for one in found.aspects
    ]
    return Sheet("importance", columns(words, *heads, ("crosshair_performance", 12)), rows)


def drivers(summary: Summary, words: Words) -> Sheet:
    """Which aspects go with the outcome; those of an outcome in a block."""
    heads = (
        ("outcome", 36),
        ("aspect", 36),
        ("driver_share", 12),
        ("weight", 12),
        ("lower", 10),
        ("upper", 10),
    )
    sheet = Sheet("drivers", columns(words, *heads, ("r2", 10), ("base", 10), ("note", 50)), [], {})
    for found in summary.drivers:
        rest = [Cell(found.r2, SHARE), count(found.base, words), Cell(found.caution)]
        rows: list[Row] = [
            [
                *(*texts(found.words, one.words), Cell(one.share, SHARE)),
                *(Cell(n, SMALL) for n in (one.weight, one.lower, one.upper)),
                *rest,
            ]
            for one in found.drivers
        ]
        add_block(
            sheet, found.outcome if rows else "", rows or [[Cell(found.words), *texts(*[""] * 5), *rest]]
        )
    return sheet


def reliability(summary: Summary, words: Words) -> Sheet:
    """Cronbach's alpha of each scale, and each item's part in it."""
    heads = (("question", 36), ("item", 36), ("rest", 14), ("dropped", 14), ("alpha", 10), ("lower", 10))
    rows: list[Row] = []
    for scale in summary.reliability:
        whole = [
            *(Cell(n, POINTS) for n in (scale.alpha, scale.lower, scale.upper)),
            count(scale.base, words),
        ]
        rows += [
            [
                *(*texts(scale.words, one.words), Cell(one.rest_correlation, POINTS)),
                *(Cell(one.alpha_if_dropped, POINTS), *whole, Cell(scale.caution)),
            ]
            for one in scale.items
        ] or [[Cell(scale.words), *texts("", "", ""), *whole, Cell(scale.caution)]]
    return Sheet("reliability", columns(words, *heads, ("upper", 10), ("base", 10), ("note", 50)), rows)


def complaints(summary: Summary, words: Words) -> Sheet:
    """Causes of complaint, most frequent first; those of a question in a block."""
    heads = (("question", 40), ("cause", 40), ("named", 12), ("share", 12), ("cumulative", 12), ("base", 12))
    sheet = Sheet("complaints", columns(words, *heads), [], {})
    for found in summary.complaints:
        rows: list[Row] = [
            [
                *(*texts(found.words, one.words), Cell(one.count, WHOLE), Cell(one.share, SHARE)),
                *(Cell(one.cumulative_share, SHARE), Cell(found.base, WHOLE)),
            ]
            for one in found.causes
        ]
        add_block(sheet, found.item, rows)
    return sheet


def themes(summary: Summary, words: Words) -> Sheet:
    """What comments are about, with how many have it and a few of them."""
    heads = (("item", 36), ("theme", 24), ("terms", 30), ("group", 16), ("comments", 12), ("of", 10))
    more = (("low", 12), ("high", 12), ("segments", 30), ("kappa", 10), ("lower", 10), ("upper", 10))
    items, rows = summary.item_words(), []
    for theme in summary.themes:
        agreed = theme.agreement
        kappa = (agreed.kappa, agreed.lower, agreed.upper) if agreed else (None, None, None)
        rated = bool(theme.outcome) and not theme.group
        rows.append(
            [
                *texts(items.get(theme.item, theme.item), theme.name, ", ".join(theme.terms)),
                Cell(words("page", f"theme_{theme.group or 'named'}")),
                *(Cell(theme.comments, WHOLE), Cell(theme.of, WHOLE)),
                *(count(theme.low, words, rated), count(theme.high, words, rated)),
                Cell(_segments(theme, summary, words)),
                *(*(Cell(n, POINTS) for n in kappa), Cell(agreed.comments if agreed else None, WHOLE)),
                *texts(*(*theme.examples, "", "", "")[:3], theme.method, theme.source),
            ]
        )
    last = (("kappa_base", 10), *((f"example_{n}", 50) for n in (1, 2, 3)), ("method", 40), ("source", 40))
    return Sheet("themes", columns(words, *heads, *more, *last), rows)


def _segments(theme: Theme, summary: Summary, words: Words) -> str:
    told = ((s, hidden_cell(words).value if n is None else words.whole(n)) for s, n in theme.segments.items())
    return "; ".join(f"{summary.segments.get(s, s)}: {n}" for s, n in told)
