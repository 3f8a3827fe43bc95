"""No sentence says what its figures do not: each is compared with its numbers, in every language."""

import random
import re

import pytest

from listenwell.summary.findings import RULES
from listenwell.summary.words import Words, languages

from .samples import some, summary_of

KINDS = ("improving", "declining", "stable", "unclear", "alone", "rose", "fell")


def drawn(house, seed):
    """Two quarters whose customers think alike or not."""
    rng = random.Random(seed)  # noqa: S311 - a repeatable play
    responses = []
    for day in ("2025-11-10", "2026-02-10"):
        good = rng.choice((0.3, 0.6, 0.9))
        for segment in ("home", "trade"):
            for number in range(rng.choice((3, 30, 150))):
                score = 5 if rng.random() < good else rng.randint(1, 5)
                given = {"overall": score, "recommend": score * 2, "met": rng.choice(("yes", "no"))}
                responses += some(house, 1, day, segment=segment, answers=given, invitation=str(number))
    return responses


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("seed", range(12))
def test_a_sentence_about_a_change_says_what_its_figure_says(house, seed, language):
    summary = summary_of(house, drawn(house, seed), language=language)
    words, figures = Words(language, house.release.templates()), {f.id: f for f in summary.figures()}
    told = [finding for finding in summary.findings if finding.kind in KINDS]
    assert told
    for finding in told:
        (figure,) = (figures[name] for name in finding.figures)
        change = figure.change
        for name in ("earlier", "earlier_base", "later", "later_base", "difference", "lower", "upper"):
            assert finding.numbers[name] == getattr(change, name)
        for value in (change.earlier, change.later):
            assert words.with_unit(value, figure.measure) in finding.sentence
        for value in (change.difference, change.lower, change.upper):
            assert words.number(value, figure.measure, signed=True) in finding.sentence
        beyond = change.p_adjusted is not None and change.p_adjusted <= 0.05
        assert (finding.kind in ("improving", "declining", "rose", "fell")) == beyond
        if beyond:
            assert (finding.kind in ("improving", "rose")) == (change.difference > 0)
        if finding.kind == "stable":
            margin = finding.numbers["margin"]
            assert -margin <= change.lower <= 0 <= change.upper <= margin


@pytest.mark.parametrize("seed", range(12))
def test_every_figure_a_finding_names_is_in_the_summary_and_shown(house, seed):
    summary = summary_of(house, drawn(house, seed))
    figures = {f.id: f for f in summary.figures()}
    for finding in summary.findings:
        assert all(figures[name].value is not None for name in finding.figures), finding.kind
        assert not re.search(r"\{\w+\}|None|nan", finding.sentence)


def test_every_language_has_a_sentence_for_every_finding_and_measure(house):
    templates = house.release.templates()
    assert languages(templates) == ["de", "en"]
    english = Words("en", templates)
    for language in languages(templates):
        words = Words(language, templates)
        assert words._texts.keys() == english._texts.keys()
        assert all(words._texts[group].keys() == keys.keys() for group, keys in english._texts.items())


def test_the_rules_are_told_in_the_map_of_their_room():
    modules = {rule.__module__.rsplit(".", 1)[1] for rule in RULES}
    from listenwell.summary import findings  # noqa: PLC0415

    assert {m for m in modules if f"    {m}.py" not in findings.__doc__} == set()
