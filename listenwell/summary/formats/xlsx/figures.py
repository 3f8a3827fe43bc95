"""Figures as sheets: headlines, ratings, every question by segment, the series over time."""

from listenwell.summary.formats.xlsx.cells import (
    CHANGE,
    ENDS,
    SHARE,
    VALUE,
    WEIGHTED,
    WHOLE,
    Cell,
    Row,
    Sheet,
    change_cells,
    columns,
    end_cells,
    form_of,
    texts,
    value_cells,
    weighted_cells,
)
from listenwell.summary.measuring import ALL
from listenwell.summary.model import Control, Figure, Gap, Headline, Item, Point, Summary, Trend
from listenwell.summary.words import Words

_REST = (*CHANGE, *WEIGHTED, ("counted", 14), ("figure", 44), *ENDS)
HEADLINE = (("item", 44), ("measure", 24), *VALUE, ("standing", 18), *_REST)


def headlines(summary: Summary, words: Words) -> Sheet:
    """One row a headline, those of a measure in a block of their own."""
    sheet = Sheet("headlines", columns(words, *HEADLINE), [], {}, printed=8)
    by_measure: dict[str, list[Row]] = {}
    for headline in summary.headlines:
        by_measure.setdefault(headline.figure.measure, []).append(headline_row(headline, words))
    for measure, rows in by_measure.items():
        add_block(sheet, measure, rows)
    return sheet


def headline_row(headline: Headline, words: Words) -> Row:
    """The cells under HEADLINE."""
    figure = headline.figure
    return [
        *texts(headline.words, words.measure_name(figure.measure)),
        *value_cells(figure, words),
        Cell(words("standings", headline.standing)),
        *_rest(figure, words),
    ]


def ratings(summary: Summary, words: Words) -> Sheet:
    """How the answers to each scored item lie about the middle of its scale, best first."""
    heads = (("item", 54), ("negative", 12), ("neutral", 12), ("positive", 12), ("base", 12), ("figure", 44))
    rows = [
        [
            Cell(r.words),
            *(Cell(n, SHARE) for n in (r.negative, r.neutral, r.positive)),
            *(Cell(r.base, WHOLE), Cell(r.figure)),
        ]
        for r in summary.ratings
    ]
    return Sheet("ratings", columns(words, *heads), rows, {"": (0, len(rows) - 1)} if rows else {})


def by_segment(summary: Summary, words: Words) -> Sheet:
    """Every figure of every question, by answer and segment; those of an item and kind in a block."""
    heads = (("item", 40), ("answer", 22), ("segment", 18), ("measure", 22), *VALUE)
    sheet = Sheet("by_segment", columns(words, *heads, *_REST), [], {}, printed=9)
    segments = {ALL: words("values", "all"), **summary.segments}
    for item in (item for question in summary.questions for item in question.items):
        blocks: dict[str, list[Row]] = {}
        for figure in item.figures:
            row = [
                *texts(item.words, _answer(figure, item), segments.get(figure.segment, figure.segment)),
                Cell(words.measure_name(figure.measure)),
                *value_cells(figure, words),
                *_rest(figure, words),
            ]
            blocks.setdefault(f"{item.id}/{figure.measure}/{figure.answer}", []).append(row)
        for name, rows in blocks.items():
            add_block(sheet, name, rows)
    return sheet


def trend(summary: Summary, words: Words) -> Sheet:
    """Every series period by period, with control limits, signals, and the days on which the asking
    changed. A series is a block."""
    heads = (("item", 40), ("segment", 20), ("measure", 22), ("step", 18), *VALUE)
    more = (("centre", 10), ("lower_limit", 10), ("upper_limit", 10), ("signals", 30), ("mark", 30))
    sheet = Sheet("trend", columns(words, *heads, *more, ("control", 40), ("figure", 44)), [], {}, 14)
    segments = {ALL: words("values", "all"), **summary.segments}
    for one in summary.trends:
        head = texts(one.words, segments.get(one.segment, one.segment), words.measure_name(one.measure))
        add_block(
            sheet, f"{one.item}/{one.segment}", [[*head, *_step(one, row, words)] for row in one.rows()]
        )
    return sheet


def _step(trend: Trend, row: Point | Gap, words: Words) -> Row:
    """A month or week; or several on end without an answer."""
    control = trend.control
    marks = "; ".join(m.words for m in trend.marks if row.first <= m.day <= row.last)
    told = _control(control, trend, words) if control else trend.note
    if isinstance(row, Gap):
        label = words("numbers", "range", low=row.label, high=row.last_label)
        ids = ", ".join(figure.id for figure in row.figures)
        values = value_cells(row.figures[0], words, drawn=True)
        return [Cell(label), *values, *[Cell(None)] * 4, *texts(marks, told, ids)]
    form, signals = form_of(trend.measure), control.signals if control else ()
    names = [words("rules", signal.rule) for signal in signals if signal.label == row.label]
    return [
        *(Cell(row.label), *value_cells(row.figure, words, drawn=True)),
        *(Cell(control.center if control else None, form), Cell(row.lower_limit, form)),
        *(Cell(row.upper_limit, form), *texts("; ".join(names), marks, told, row.figure.id)),
    ]


def _control(control: Control, trend: Trend, words: Words) -> str:
    center = words.with_unit(control.center, trend.measure)
    baseline = words.count(f"{trend.step}s", control.baseline)
    return words.page("control", kind=control.kind, center=center, baseline=baseline)


def add_block(sheet: Sheet, name: str, rows: list[Row]) -> None:
    """Put rows at the end of the sheet, and keep where they are."""
    if rows:
        sheet.blocks[name] = (len(sheet.rows), len(sheet.rows) + len(rows) - 1)
        sheet.rows.extend(rows)


def _rest(figure: Figure, words: Words) -> Row:
    return [
        *change_cells(figure.change, figure.measure, words),
        *weighted_cells(figure.weighted, figure.measure),
        *(Cell(", ".join(map(str, figure.counted))), Cell(figure.id), *end_cells(figure)),
    ]


def _answer(figure: Figure, item: Item) -> str:
    return next((bar.words for bar in item.bars if bar.answer == figure.answer), figure.answer)
