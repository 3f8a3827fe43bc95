"""Each row of MEASURES, from its name to its figure and comparison: a measure cannot be half there."""

from collections import Counter
from importlib import import_module

import msgspec
import pytest
from questions import CASES, parts_of

from listenwell.summary import measures
from listenwell.summary.measures import KINDS, MEASURES, measure_of
from listenwell.summary.measures.kind import scores_of
from listenwell.survey.question import ANSWERED, BLANK, NOT_APPLICABLE

EXAMPLES = [part for question, *_ in CASES.values() for part in parts_of(question) or [question]]
NOTHING = Counter({BLANK: 7, NOT_APPLICABLE: 2})


def counts(question, each=3):
    """Every answer as often."""
    return Counter({**dict.fromkeys((la.answer for la in question.labels()), each), ANSWERED: 10})


def kinds_of(question):
    return [(kind, answer) for kind in measure_of(question).kinds for answer in kind.answers(question)]


COMPARED = [
    pytest.param(q, kind, answer, id=f"{q.id}-{kind.id}-{answer}")
    for q in EXAMPLES
    for kind, answer in kinds_of(q)
    if kind.part or kind.change
]


def test_every_measure_is_made_by_a_question_type_and_every_type_has_its_measure():
    assert {question.measure for question in EXAMPLES} == set(MEASURES)


def test_the_map_of_the_room_names_each_measure_with_its_file():
    for name in MEASURES:
        (line,) = [row for row in measures.__doc__.splitlines() if row.strip().startswith(f"{name} ")]
        module = import_module(f"listenwell.summary.measures.{line.split()[-1].removesuffix('.py')}")
        assert module.__doc__.startswith(f"{name}: ")


def test_no_two_kinds_have_one_name_but_where_they_are_the_same():
    rows = [kind for row in MEASURES.values() for kind in row.kinds]
    assert all(KINDS[kind.id] == kind for kind in rows)


@pytest.mark.parametrize("name", MEASURES)
def test_a_measure_has_at_most_one_headline_and_shows_figures_or_words(name):
    row = MEASURES[name]
    assert sum(kind.headline for kind in row.kinds) <= 1
    assert (bool(row.kinds), row.comments).count(True) == (name != "none")


@pytest.mark.parametrize("question", EXAMPLES, ids=lambda q: q.id)
def test_no_answers_are_no_data_and_blank_ones_are_outside_the_base(question):
    for kind, answer in kinds_of(question):
        found = kind.estimate(question, NOTHING, answer)
        assert (found.value, found.base) == ((0, 7) if kind.id == "agreed" else (None, 0))


@pytest.mark.parametrize("question", EXAMPLES, ids=lambda q: q.id)
def test_a_figure_has_its_method_its_source_and_lies_on_its_axis(question):
    for kind, answer in kinds_of(question):
        found = kind.estimate(question, counts(question), answer)
        assert found.method
        assert found.source
        if axis := kind.axis(question):
            numbers = [n * kind.unit.kept for n in (found.lower, found.value, found.upper)]
            assert axis[0] <= numbers[0] <= numbers[1] <= numbers[2] <= axis[1]


@pytest.mark.parametrize(("question", "kind", "answer"), COMPARED)
def test_a_share_is_the_part_it_names(question, kind, answer):
    if kind.part is not None:
        x, n = kind.part(question, counts(question), answer)
        found = kind.estimate(question, counts(question), answer)
        assert (x / n, n) == (found.value, found.base)


@pytest.mark.parametrize(("question", "kind", "answer"), COMPARED)
def test_a_change_is_the_difference_of_the_two_figures(question, kind, answer):
    later = Counter({label.answer: place for place, label in enumerate(question.labels(), 1)})
    later[ANSWERED] = 60
    earlier = counts(question)
    change = kind.compare(question, later, earlier, answer)
    one, other = (kind.estimate(question, counter, answer).value for counter in (later, earlier))
    assert change.difference == pytest.approx(one - other)
    assert change.lower <= change.difference <= change.upper
    same = kind.compare(question, earlier, earlier, answer)
    assert (same.difference, same.p) == (0, 1)


def test_what_is_never_compared_says_so():
    lone = msgspec.structs.replace(KINDS["csat"], part=None)
    with pytest.raises(ValueError, match="figures of the kind csat are not compared"):
        lone.compare(EXAMPLES[0], Counter(), Counter())


def test_scores_are_the_answers_without_the_signs():
    assert scores_of({"5": 2, "10": 1, ANSWERED: 3, BLANK: 4, NOT_APPLICABLE: 5}) == {5: 2, 10: 1}
