"""What customers want and whether that changes, what they complain of, what goes with satisfaction, and what
they write."""

from collections.abc import Iterable

from listenwell.summary.findings.known import Known, Number, Said, text

MOST = 4
"""Needs and themes told one by one; the tables have all."""


def needs(known: Known) -> Iterable[Said]:
    """Questions whose answers changed beyond chance; or that none did."""
    compared = [need for need in known.needs if need.shift is not None]
    changed = [need for need in compared if need.shift.verdict == "changed" and need.wanted]
    changed.sort(key=lambda need: (need.shift.p_adjusted, need.item, need.segment))
    for need in changed[:MOST]:
        first = need.wanted[0]
        numbers = {
            "item": text(need.words),
            "place": known.place(need.segment),
            "later_base": Number(need.shift.later_base, "count", "answers"),
            "earlier_base": Number(need.shift.earlier_base, "count", "answers"),
            "answer": text(first.words),
            "value": Number(first.value, "percent"),
        }
        yield Said("needs_changed", numbers, tuple(wanted.figure for wanted in need.wanted))
    if compared and not changed and known.families.get("needs"):
        yield Said("needs_same", {"comparisons": Number(known.families["needs"], "count", "comparisons")})


def complaints(known: Known) -> Iterable[Said]:
    """The cause that most complaints name, where it is one."""
    for chart in known.complaints:
        if len(chart.causes) > 1 and chart.causes[0].count > chart.causes[1].count:
            first = chart.causes[0]
            if 2 * first.count <= chart.base:
                continue
            numbers = {
                "cause": text(first.words),
                "count": Number(first.count, "count"),
                "complaints": Number(chart.base, "count", "complaints"),
            }
            yield Said("complaint", numbers)


def drivers(known: Known) -> Iterable[Said]:
    """The aspect that goes with the outcome most, where its interval lies above the next one's value."""
    for chart in known.drivers:
        if len(chart.drivers) < 2:
            continue
        first, second = chart.drivers[:2]
        if first.lower is None or first.lower <= second.weight or chart.base is None:
            continue
        numbers = {
            "driver": text(first.words),
            "item": text(chart.words),
            "share": Number(first.share, "percent"),
            "base": Number(chart.base, "count", "answers"),
        }
        yield Said("driver", numbers)


def themes(known: Known) -> Iterable[Said]:
    """The themes that most comments have: those people named, and what the machine found of each group."""
    words = known.words_of()
    for theme in sorted(known.themes, key=lambda t: (bool(t.group), -t.comments, t.item, t.name))[:MOST]:
        numbers = {
            "item": text(words.get(theme.item, theme.item)),
            "theme": text(theme.name),
            "comments": Number(theme.comments, "count"),
            "of": Number(theme.of, "count", "comments"),
        }
        if theme.group:
            numbers["outcome"] = text(words.get(theme.outcome, theme.outcome))
        yield Said(f"theme_{theme.group or 'named'}", numbers)
