"""The figures in sentences: rules that read a summary and say no more than its figures do.

    known.py       what a rule may look at, and what it gives back
    heard.py       how many answered, who did not, where too few did
    reviewed.py    actions of the last review that are overdue
    directions.py  each headline: improving, declining, stable, no change shown
    moved.py       what else changed beyond chance
    patterns.py    control-chart signals, breaks in the series
    content.py     what customers want, complaints, drivers, themes
    judged.py      between which spans, and over how many comparisons

To add a finding: a rule here, in its place in RULES, and its sentence in every
summaries/words/<language>.yaml. A finding names its figures and carries its numbers unrounded;
tests/summary/test_findings.py compares every sentence with them.
"""

from listenwell.summary.findings import content, directions, heard, judged, moved, patterns, reviewed
from listenwell.summary.findings.known import Known, Rule, Said
from listenwell.summary.model import Finding
from listenwell.summary.words import Words

RULES: tuple[Rule, ...] = (
    heard.nobody,
    heard.responses,
    heard.silent,
    heard.small,
    reviewed.overdue,
    directions.nothing_earlier,
    directions.standings,
    moved.changes,
    patterns.signals,
    patterns.breaks,
    content.needs,
    content.complaints,
    content.drivers,
    content.themes,
    judged.spans,
    judged.family,
)
"""In the order a quality lead asks: who was heard, better or worse, what else, how sure."""


def findings(known: Known, words: Words) -> tuple[Finding, ...]:
    """Every finding of every rule, in the language of `words`; of nobody's answers only that there are
    none."""
    said = [one for rule in RULES for one in rule(known)]
    if any(one.kind == "nobody" for one in said):
        said = [one for one in said if one.kind in ("nobody", "overdue")]
    return tuple(finding_of(one, words) for one in said)


def finding_of(said: Said, words: Words) -> Finding:
    """What was said, with its sentence in the language of `words`."""
    shown = {name: number.shown(words) for name, number in said.numbers.items()}
    if said.evidence:
        shown["evidence"] = words("findings", said.evidence, **shown)
    return Finding(
        kind=said.kind,
        sentence=words("findings", said.kind, **shown),
        figures=said.figures,
        numbers={name: number.raw for name, number in said.numbers.items()},
    )


__all__ = ["RULES", "Known", "Said", "finding_of", "findings"]
