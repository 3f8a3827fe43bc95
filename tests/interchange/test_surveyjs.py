"""A SurveyJS file becomes a survey of ours; what it says beside that is told with its place."""

# ruff: noqa: E501 (messages stand as they are told)

import pytest
from interchange.sources import from_surveyjs, surveyjs_file, told, written

from listenwell.interchange import surveyjs
from listenwell.interchange.notes import Notes

SCALE = {"rateMin": 0, "rateMax": 10, "minRateDescription": "Never", "maxRateDescription": "Always"}


def test_a_survey_with_pages_conditions_and_translations_passes_check(tmp_path):
    made = from_surveyjs(
        tmp_path,
        {"type": "rating", "name": "nps", "isRequired": True, **SCALE}
        | {"title": {"default": "Would you recommend us?", "de": "Würden Sie uns empfehlen?"}},
        {"type": "checkbox", "name": "What was good?", "visibleIf": "{nps} >= 9", "hasOther": True}
        | {
            "otherText": "Something else",
            "hasNone": True,
            "choices": ["Price", {"value": 2, "text": "Speed"}],
        },
        {"type": "comment", "name": "why", "visibleIf": "{What was good?} contains 'Price' || {nps} <= 6"},
    )
    assert made.passes and (made.came, made.found) == (3, 3)
    assert (
        written(made)
        == """\
  nps:
    type: recommend
    text: Would you recommend us?
    required: true
    low: Never
    high: Always
  what_was_good:
    type: choices
    text: What was good?
    show_if: nps >= 9
    options:
      price: Price
      o2: Speed
    other: Something else
    none: None of these
  why:
    type: text
    text: why
    show_if: what_was_good contains price or nps <= 6
    lines: 4
"""
    )
    assert made.files["translations/new.de.yaml"] == (
        "questions:\n  nps:\n    text: Würden Sie uns empfehlen?\n"
    )
    assert told(made) == [
        "pages[0].elements[1].choices[0], “What was good?: Price”: is “price” here. (I30)",
        "pages[0].elements[1].choices[1], “What was good?: 2”: is “o2” here. (I30)",
        "pages[0].elements[1], “What was good?”: is “what_was_good” here. (I30)",
    ]


@pytest.mark.parametrize(
    ("element", "expected"),
    [
        (
            {
                "type": "rating",
                "rateType": "stars",
                "minRateDescription": "Bad",
                "maxRateDescription": "Good",
            },
            "type: rating\n    text: q\n    low: Bad\n    high: Good\n    show: stars\n",
        ),
        (
            {
                "type": "rating",
                "rateValues": [{"value": n, "text": t} for n, t in ((1, "A"), (2, "B"), (3, "C"))],
            },
            "type: rating\n    text: q\n    points: 3\n    words:\n"
            '      "1": A\n      "2": B\n      "3": C\n    show: words\n',
        ),
        (
            {"type": "boolean", "labelTrue": "Gern", "labelFalse": "Nein"},
            "type: yes-no\n    text: q\n    yes: Gern\n    no: Nein\n",
        ),
        (
            {
                "type": "ranking",
                "choices": ["a", "b", "c"],
                "maxSelectedChoices": 2,
                "choicesOrder": "random",
            },
            "type: ranking\n    text: q\n    options:\n      a: a\n      b: b\n      c: c\n    best: 2\n"
            "    order: random\n",
        ),
        (
            {"type": "text", "inputType": "number", "min": 1, "max": 9},
            "type: number\n    text: q\n    low: 1\n    high: 9\n",
        ),
        (
            {"type": "text", "inputType": "date", "min": "2026-01-01"},
            "type: date\n    text: q\n    earliest: 2026-01-01\n",
        ),
        ({"type": "text", "maxLength": 80}, "type: text\n    text: q\n    lines: 1\n    limit: 80\n"),
        ({"type": "html", "html": "<p>Read &amp; go</p>"}, "type: statement\n    text: Read & go\n"),
        (
            {"type": "matrix", "columns": ["Bad", "OK", "Good"], "rows": ["Price", "Speed"]},
            "type: rating-grid\n    text: q\n    rows:\n      price: Price\n      speed: Speed\n    points: 3\n"
            '    words:\n      "1": Bad\n      "2": OK\n      "3": Good\n    show: words\n',
        ),
    ],
    ids=lambda value: value["type"] if isinstance(value, dict) else "",
)
def test_each_type_has_its_equal(tmp_path, element, expected):
    made = from_surveyjs(tmp_path, {"name": "q"} | element)
    assert written(made) == "  q:\n    " + expected
    assert made.passes or element["type"] == "html", made.problems  # words alone are no survey


@pytest.mark.parametrize(
    ("element", "expected"),
    [
        (
            {"type": "file"},
            "pages[0].elements[0], “q”: questions of the type “file” are not asked here. "
            "Ask in words, or do without. (I01)",
        ),
        (
            {"type": "text", "defaultValue": "x"},
            "pages[0].elements[0], “q”: “defaultValue” has no equal here (x). See that the question does without. "
            "(I03)",
        ),
        (
            {"type": "comment", "visibleIf": "age({birth}) > 18"},
            "pages[0].elements[0], “q”: the condition “age({birth}) > 18” cannot be said here: “age( )” has no "
            "equal; the question is asked of everybody. Write another “show_if”, or reword the question so that it "
            "fits everybody. (I05)",
        ),
        (
            {"type": "dropdown", "choicesByUrl": {"url": "https://x.example"}},
            "pages[0].elements[0], “q”: its list of answers is not in this file ({'url': 'https://x.example'}). "
            "Write the options yourself. (I06)",
        ),
        (
            {"type": "comment", "title": "Dear {name}, why?"},
            "pages[0].elements[0], “q”: its words take in an earlier answer ({name}), which is not filled in here. "
            "Reword it. (I41)",
        ),
        (
            {"type": "text", "inputType": "email"},
            "pages[0].elements[0], “q”: contact details need the words of a consent. Add a line “consent: ...” "
            "that says what they may be used for. (I40)",
        ),
    ],
    ids=["type", "key", "condition", "list", "answer in the words", "contact"],
)
def test_what_does_not_come_over_is_told_with_its_place_and_remedy(tmp_path, element, expected):
    assert expected in told(from_surveyjs(tmp_path, {"name": "q"} | element))


def test_what_is_to_be_filled_in_is_told_with_its_line_in_the_new_file(tmp_path):
    made = from_surveyjs(tmp_path, {"type": "text", "inputType": "email", "name": "q"})
    assert [note.said for note in made.notes] == ["contact details need the words of a consent"]
    assert [(problem.file, problem.line, problem.code) for problem in made.problems] == [
        ("survey_templates/surveys/new.yaml", 4, "K03")
    ]
    assert not made.passes


def test_conditions_of_panels_hold_for_what_is_in_them(tmp_path):
    panel = {
        "type": "panel",
        "name": "p",
        "title": "More",
        "visibleIf": "{a} = true",
        "elements": [{"type": "comment", "name": "b", "visibleIf": "{a} notempty"}],
    }
    made = from_surveyjs(tmp_path, {"type": "boolean", "name": "a"}, panel)
    assert "    text: More\n    show_if: a\n" in written(made)
    assert "    text: b\n    show_if: a and answered(a)\n" in written(made)


def test_a_condition_that_always_holds_is_left_out_and_told(tmp_path):
    asked = {"type": "comment", "name": "a", "isRequired": True}
    made = from_surveyjs(tmp_path, asked, {"type": "comment", "name": "b", "visibleIf": "{a} notempty"})
    assert made.passes
    assert "show_if" not in written(made)
    assert told(made) == [
        "pages[0].elements[1], “b”: the condition “answered(a)”, which always holds, became none. (I20)"
    ]


def test_markup_scripts_and_signs_that_turn_text_are_inert(tmp_path):
    title = "<script>alert(1)</script>A <b>bold</b> \u202ename\x07{{ 7*7 }}"
    made = from_surveyjs(tmp_path, {"type": "comment", "name": "q", "title": title})
    assert "text: A bold name{{ 7*7 }}" in written(made)
    assert [note.code for note in made.notes] == ["I21", "I22", "I41"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[" * 100_000, "nested too deeply"),
        ('{"pages": ' * 5_000, "nested too deeply"),
        ("export const json = {}", "it is not JSON"),
        ("[]", "it has no “pages”"),
        ('{"pages": 3', "it is not JSON"),
        (" " * (6 * 1024 * 1024), "it has 6 MB; a survey has at most 5 MB"),
    ],
    ids=["brackets", "braces", "a program", "a list", "cut off", "large"],
)
def test_a_file_that_is_no_survey_is_told_so(tmp_path, text, said):
    with pytest.raises(surveyjs.Unreadable, match=said):
        surveyjs.read(surveyjs_file(tmp_path, text), Notes())


@pytest.mark.parametrize(
    "odd", [3, "x", None, [[]], {"elements": 5}, {"type": []}, {"type": "rating", "rateMax": []}]
)
def test_odd_shapes_are_passed_over_and_never_raise(tmp_path, odd):
    made = from_surveyjs(tmp_path, odd, {"type": "comment", "name": "q"})
    assert "  q:\n    type: text\n" in written(made)
