"""The order in which a segment asks."""

# ruff: noqa: E501 (a table is read by its rows)

import pytest

from listenwell.survey.problems import TemplateError
from listenwell.survey.templates import load_templates

HEAD = "name: {en: Companies, de: Unternehmen}\nsurveys: [visit]\nchanges:\n  visit:\n"
ADDED = "      new:\n        type: text\n        text: New?\n"
WORDS = (
    "segments:\n  trade:\n    questions:\n",
    "segments:\n  trade:\n    questions:\n      new: {text: Neu?}\n",
)
USUAL = ["overall", "aspects", "recommend", "met", "days", "better"]


def asked(folder, changes, words=True):
    folder.write("segments/trade.yaml", HEAD + changes)
    folder.replace(
        "translations/visit.de.yaml", "      overall: {text: Wie war es für Ihr Unternehmen?}\n", ""
    )
    if words:
        folder.replace("translations/visit.de.yaml", *WORDS)
    else:
        folder.replace("translations/visit.de.yaml", WORDS[0], "")
    found = load_templates(folder.root).questionnaires
    english, german = found["visit", "trade", "en"], found["visit", "trade", "de"]
    assert list(english.by_id) == list(german.by_id), "the same order in every language"
    assert list(found["visit", "home", "en"].by_id) == USUAL, "the other segment keeps its order"
    return english


@pytest.mark.parametrize(
    ("place", "order"),
    [
        ("", [*USUAL, "new"]),
        ("        after: overall\n", ["overall", "new", *USUAL[1:]]),
        ("        before: overall\n", ["new", *USUAL]),
        ("        after: better\n", [*USUAL, "new"]),
    ],
)
def test_an_added_question_stands_where_the_segment_says(folder, place, order):
    assert list(asked(folder, "    questions:\n" + ADDED + place).by_id) == order


def test_questions_of_the_survey_can_be_moved_and_listed(folder):
    moved = "    order: [recommend, new]\n    questions:\n" + ADDED + "      days:\n        before: aspects\n"
    assert list(asked(folder, moved).by_id) == [
        "recommend",
        "new",
        "overall",
        "days",
        "aspects",
        "met",
        "better",
    ]


def test_options_and_rows_are_ordered(folder):
    changes = (
        "    questions:\n      days:\n        order: [wed]\n      aspects:\n        order: [price, timing]\n"
    )
    found = asked(folder, changes, words=False).by_id
    assert (list(found["days"].options), list(found["aspects"].rows)) == (
        ["wed", "mon", "tue"],
        ["price", "timing"],
    )


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            "    questions:\n" + ADDED + "        after: overal\n",
            "survey_templates/segments/trade.yaml, line 9: “after” names “overal”, which is not there; it names what "
            "stands in the same list: overall, aspects, recommend, met, days, better. Did you mean “overall”? Correct "
            "or remove the name. (S06)",
        ),
        (
            "    questions:\n" + ADDED + "        after: overall\n        before: met\n",
            "survey_templates/segments/trade.yaml, line 10: the question “new” has both “after” and “before”; one of "
            "them says where it stands. Remove one of the two. (S07)",
        ),
        (
            "    order: [metal]\n    questions:\n" + ADDED,
            "survey_templates/segments/trade.yaml, line 5: “order” names “metal”, which is not there; it names what "
            "stands in the same list: overall, aspects, recommend, met, days, better, new. Did you mean “met”? Correct "
            "or remove the name. (S06)",
        ),
    ],
)
def test_a_place_that_is_not_there_is_told(folder, changes, message):
    with pytest.raises(TemplateError) as refused:
        asked(folder, changes)
    assert [str(problem) for problem in refused.value.problems if problem.code[0] == "S"] == [message]
