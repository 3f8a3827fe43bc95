"""A question written once: what a survey that uses it takes over, and from which line."""

import pytest
from conftest import make_folder

from listenwell.local.preview.findings import Findings
from listenwell.pages.building import build
from listenwell.pages.release import Release
from listenwell.storage.embedded_documents import FileDocuments
from listenwell.survey.problems import Problem, TemplateError
from listenwell.survey.templates import load_templates
from listenwell.survey.tracing import trace
from listenwell.translations.phrases import phrases

ASKED = """\
  recommend:
    type: recommend
    text: How likely?
    low: Never
    high: Always
"""
USED = """\
  recommend:
    use: pulse/recommend
    required: false
"""
SAID = "  recommend: {text: Wie wahrscheinlich?, low: Nie, high: Immer}\n"


@pytest.fixture
def folder(tmp_path):
    """The small firm, whose survey “visit” takes “recommend” from “pulse”."""
    folder = make_folder(tmp_path / "survey_templates")
    folder.replace("surveys/visit.yaml", ASKED, USED)
    folder.replace("translations/visit.de.yaml", SAID, "")
    return folder


def question(folder, segment="home", language="en", name="recommend"):
    return load_templates(folder.root).questionnaires["visit", segment, language].by_id[name]


def told(folder):
    """(file, line, code) of each error."""
    try:
        load_templates(folder.root)
    except TemplateError as error:
        return [(p.file.partition("/")[2], p.line, p.code) for p in error.problems if p.severity == "error"]
    return []


def test_it_is_the_same_questionnaire_as_with_the_question_written_out(folder, tmp_path):
    out = make_folder(tmp_path / "out" / "survey_templates")
    ours, theirs = (load_templates(each.root) for each in (folder, out))
    assert {k: q.version for k, q in ours.questionnaires.items()} == {
        k: q.version for k, q in theirs.questionnaires.items()
    }
    assert ours.questionnaires["visit", "home", "de"].untranslated is None


def test_a_word_changed_where_it_is_written_changes_everywhere(folder):
    folder.replace("surveys/pulse.yaml", "How likely?", "How likely now?")
    folder.replace("translations/pulse.de.yaml", "Wie wahrscheinlich?", "Wie wahrscheinlich nun?")
    assert question(folder).text == "How likely now?"
    assert question(folder, "trade", "de").text == "Wie wahrscheinlich nun?"


def test_lines_beside_it_differ_in_the_using_survey_alone(folder):
    folder.replace("surveys/visit.yaml", USED, f"{USED}    text: Would you?\n    hint: Here only\n")
    folder.replace("translations/visit.de.yaml", "questions:\n", "questions:\n  recommend: {text: Ja?}\n")
    assert (question(folder).text, question(folder).low, question(folder).required) == (
        "Would you?",
        "Never",
        False,
    )
    german = question(folder, language="de")
    assert (german.text, german.low, german.hint) == ("Ja?", "Nie", "Here only")
    left = load_templates(folder.root).questionnaires["visit", "home", "de"].untranslated
    assert left.words == ("questions.recommend.hint",)


def test_what_a_segment_changes_in_the_question_holds_where_it_is_used_too(folder):
    folder.write(
        "segments/home.yaml",
        "name: {en: Households, de: Haushalte}\nsurveys: [visit, pulse]\nchanges:\n  pulse:\n    questions:\n"
        "      recommend: {text: How likely at home?, hide: true}\n",
    )
    folder.replace(
        "translations/pulse.de.yaml",
        "title:",
        "segments: {home: {questions: {recommend: {text: Zu Hause?}}}}\ntitle:",
    )
    assert question(folder).text == "How likely at home?"  # not hidden: that is said of the other survey
    assert question(folder, language="de").text == "Zu Hause?"
    assert question(folder, "trade").text == "How likely?"


def test_a_segment_may_add_a_question_of_another_survey(folder):
    folder.replace(
        "segments/trade.yaml",
        "      overall:\n",
        "      reason: {use: pulse/why, limit: 30, after: overall}\n      overall:\n",
    )
    asked = load_templates(folder.root).questionnaires["visit", "trade", "de"]
    assert [q.id for q in asked.questions][:2] == ["overall", "reason"]
    assert (asked.by_id["reason"].text, asked.by_id["reason"].limit) == ("Warum?", 30)
    assert "reason" not in load_templates(folder.root).questionnaires["visit", "home", "en"].by_id


def test_each_line_is_traced_to_the_file_it_stands_in(folder):
    lines = {
        language: {line.name: (line.file.partition("/")[2], line.line) for line in asked.lines}
        for language in ("en", "de")
        for asked in trace(load_templates(folder.root), "visit", "home", language).questions
        if asked.id == "recommend"
    }
    assert lines["en"] == {
        "text": ("surveys/pulse.yaml", 6), "low": ("surveys/pulse.yaml", 7),
        "high": ("surveys/pulse.yaml", 8), "required": ("surveys/visit.yaml", 24),
    }  # fmt: skip
    assert lines["de"]["text"] == ("translations/pulse.de.yaml", 4)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("use: pulse/recomend", [("surveys/visit.yaml", 23, "Q08")]),
        ("use: puls/recommend", [("surveys/visit.yaml", 23, "Q08")]),
        ("use: recommend", [("surveys/visit.yaml", 23, "Q08")]),
        ("use: ../pulse/recommend", [("surveys/visit.yaml", 23, "Q08")]),
        ("use: [pulse]", [("surveys/visit.yaml", 23, "Q08")]),
        ("use: visit/recommend", [("surveys/visit.yaml", 23, "Q09")]),
        ("use: pulse/why\n    type: rating", [("surveys/visit.yaml", 24, "Q10")]),
        ("use: pulse/recommend\n    lines: 3", [("surveys/visit.yaml", 24, "K01")]),
    ],
)
def test_what_cannot_be_used_is_told_at_its_line(folder, line, expected):
    folder.replace("surveys/visit.yaml", "use: pulse/recommend", line)
    assert told(folder) == expected


def test_the_near_name_is_offered_and_a_chain_is_told_where_it_ends(folder):
    folder.replace("surveys/visit.yaml", "use: pulse/recommend", "use: pulse/recomend")
    with pytest.raises(TemplateError, match=r"Did you mean “pulse/recommend”\?"):
        load_templates(folder.root)
    folder.replace("surveys/visit.yaml", "pulse/recomend", "pulse/recommend")
    folder.replace("surveys/pulse.yaml", "  why:\n", "  again: {use: visit/recommend}\n  why:\n")
    with pytest.raises(TemplateError, match="Write “use: pulse/recommend”"):
        load_templates(folder.root)


def test_a_mistake_in_the_used_question_is_told_once_at_its_own_line(folder):
    folder.replace("surveys/pulse.yaml", "high: Always", "hihg: Always")
    assert told(folder) == [("surveys/pulse.yaml", 4, "K03"), ("surveys/pulse.yaml", 8, "K01")]


def test_a_survey_that_only_lends_its_questions_is_not_told_to_be_without_customers(folder, tmp_path):
    folder.replace("segments/home.yaml", ", pulse", "")
    for built in (load_templates(folder.root), *(_built(folder, tmp_path) for _ in range(2))):
        assert "S04" not in {p.code for p in built.problems}
    folder.replace("surveys/visit.yaml", USED, ASKED)
    folder.replace("translations/visit.de.yaml", "questions:\n", f"questions:\n{SAID}")
    for built in (load_templates(folder.root), _built(folder, tmp_path)):
        assert ("surveys/pulse.yaml", "S04") in {(p.file.partition("/")[2], p.code) for p in built.problems}


def _built(folder, tmp_path):
    return build(tmp_path / "dist", folder.root, portal=None)


def test_questions_that_lack_in_the_used_survey_are_told_there_alone(folder):
    folder.replace("surveys/pulse.yaml", "questions:", "questoins:")
    assert told(folder) == [("surveys/pulse.yaml", 1, "K03")]
    folder.replace("segments/home.yaml", ", pulse", "")
    assert told(folder) == [("surveys/pulse.yaml", 1, "K03")]


def test_a_segment_cannot_put_use_over_a_question_that_is_there(folder):
    folder.replace("segments/trade.yaml", "        text:", "        use: pulse/why\n        text:")
    assert told(folder) == [("segments/trade.yaml", 7, "Q11")]


def test_a_translator_gets_the_words_once(folder):
    found = [(p.file, p.id) for p in phrases(folder.root) if "recommend" in p.path]
    assert found == [
        ("translations/pulse.de.yaml", f"questions.recommend.{k}") for k in ("text", "low", "high")
    ]


def test_a_change_where_it_is_written_rebuilds_the_surveys_that_use_it(folder, tmp_path):
    def version():
        build(tmp_path / "dist", folder.root, portal=None)
        return Release(FileDocuments(tmp_path / "dist/release")).index().find("visit", "home", "de").version

    first = version()
    assert version() == first
    folder.replace("translations/pulse.de.yaml", "Wie wahrscheinlich?", "Wie sehr?")
    second = version()
    assert second != first
    folder.replace("translations/pulse.de.yaml", "Wie sehr?", "Wie wahrscheinlich?")
    assert version() == first


def test_a_finding_of_the_used_question_stands_beside_it_in_the_preview(folder):
    problems = [_finding("survey_templates/surveys/pulse.yaml", line) for line in (1, 6)]
    placed = Findings(problems, folder.root).on("visit", "home", "en")
    assert [(each.problem.line, each.question) for each in placed] == [(6, "recommend")]


def _finding(file, line):
    return Problem(file, line, "leading", "f", "r", "m", "warning")
