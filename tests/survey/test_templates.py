"""A folder as a whole: what segments and translations make of a survey, and the folder that ships."""

import re
import shutil

import msgspec
import pytest
from conftest import SHIPPED, Folder, make_folder
from hypothesis import given, settings
from hypothesis import strategies as st

from listenwell.survey.problems import TemplateError
from listenwell.survey.templates import load_templates

claims = settings(database=None, deadline=None, derandomize=True, max_examples=60)


def questionnaire(folder, survey="visit", segment="trade", language="en"):
    return load_templates(folder.root).questionnaires[survey, segment, language]


def codes(folder):
    with pytest.raises(TemplateError) as refused:
        load_templates(folder.root)
    return [(p.code, p.file.removeprefix("survey_templates/"), p.line) for p in refused.value.problems]


def warned(folder):
    return [
        (p.code, p.file.removeprefix("survey_templates/"), p.line)
        for p in load_templates(folder.root).problems
    ]


def changed(folder, changes):
    """The trade segment with other changes to its survey, and no translation of the old ones."""
    folder.replace(
        "translations/visit.de.yaml",
        "segments:\n  trade:\n    questions:\n      overall: {text: Wie war es für Ihr Unternehmen?}\n",
        "",
    )
    return folder.write(
        "segments/trade.yaml",
        "name: {en: Companies, de: Unternehmen}\nsurveys: [visit]\nchanges:\n  visit:\n" + changes,
    )


def test_a_segment_reads_its_own_words_and_the_others_read_the_survey(folder):
    questionnaires = load_templates(folder.root).questionnaires
    assert {place: q.by_id["overall"].text for place, q in questionnaires.items() if place[0] == "visit"} == {
        ("visit", "home", "en"): "How was it?",
        ("visit", "trade", "en"): "How was it for your company?",
        ("visit", "home", "de"): "Wie war es?",
        ("visit", "trade", "de"): "Wie war es für Ihr Unternehmen?",
    }


def test_a_hidden_question_is_not_asked_in_that_segment_only(folder):
    changed(folder, "    questions:\n      met: {hide: true}\n")
    assert list(questionnaire(folder).by_id) == ["overall", "aspects", "recommend", "days", "better"]
    assert "met" in questionnaire(folder, segment="home").by_id
    assert "met" not in questionnaire(folder, language="de").by_id


def test_hide_false_brings_a_question_back_in_one_segment(folder):
    folder.replace("surveys/visit.yaml", "  met:\n", "  met:\n    hide: true\n")
    changed(folder, "    questions:\n      met: {hide: false}\n")
    assert "met" not in questionnaire(folder, segment="home").by_id
    assert "met" in questionnaire(folder).by_id


def test_an_empty_value_takes_a_row_an_option_or_a_question_away(folder):
    changed(folder, "    title:\n    questions:\n      met:\n      days: {options: {tue: }}\n")
    assert codes(folder) == [("K03", "surveys/visit.yaml", 1)]
    changed_title = (folder.root / "segments/trade.yaml").read_text().replace("    title:\n", "")
    folder.write("segments/trade.yaml", changed_title)
    trade = questionnaire(folder)
    assert "met" not in trade.by_id
    assert trade.by_id["days"].options == {"mon": "Monday", "wed": "Wednesday"}


def test_a_question_that_a_segment_adds_comes_last_and_wants_its_translation(folder):
    changed(folder, "    questions:\n      site: {type: text, text: Which site?, lines: 1}\n")
    assert warned(folder) == [
        ("T01", "translations/visit.de.yaml", 1),
        ("T10", "translations/visit.de.yaml", 1),
    ]
    assert questionnaire(folder, language="de").by_id["site"].text == "Which site?"
    words = (folder.root / "translations/visit.de.yaml").read_text()
    folder.write(
        "translations/visit.de.yaml", words + "segments: {trade: {questions: {site: {text: Welcher Ort?}}}}\n"
    )
    assert list(questionnaire(folder).by_id)[-1] == "site"
    assert questionnaire(folder, language="de").by_id["site"].text == "Welcher Ort?"
    assert "site" not in questionnaire(folder, segment="home").by_id


def test_drivers_name_only_what_the_segment_is_asked(folder):
    changed(folder, "    questions:\n      aspects: {hide: true}\n")
    assert questionnaire(folder).drivers is None
    home = questionnaire(folder, segment="home").drivers
    assert (home.outcome, home.items) == ("overall", ("aspects",))


def test_a_hidden_question_still_wants_its_translation(folder):
    folder.replace("surveys/pulse.yaml", "    limit: 20", "    hide: true")
    load_templates(folder.root)
    folder.replace("translations/pulse.de.yaml", "  why: {text: Warum?}\n", "")
    assert warned(folder) == [
        ("T10", "translations/pulse.de.yaml", 1),
        ("T01", "translations/pulse.de.yaml", 3),
    ]
    assert load_templates(folder.root).questionnaires["pulse", "home", "de"].untranslated is None


@pytest.mark.parametrize("words", ["5", "true", "[Warum?]", "{a: Warum?}"])
def test_a_translation_that_is_no_words_is_told_and_not_left_in_the_first_language(folder, words):
    folder.replace("translations/pulse.de.yaml", "{text: Warum?}", f"{{text: {words}}}")
    assert ("translations/pulse.de.yaml", 5) in [found[1:] for found in codes(folder)]


def test_segments_of_a_translation_that_are_no_block_are_told(folder):
    folder.write(
        "translations/pulse.de.yaml",
        (folder.root / "translations/pulse.de.yaml").read_text() + "segments: all\n",
    )
    assert ("translations/pulse.de.yaml", 6) in [found[1:] for found in codes(folder)]


def test_a_translation_for_a_segment_without_changes_is_told(folder):
    words = (folder.root / "translations/pulse.de.yaml").read_text()
    folder.write("translations/pulse.de.yaml", words + "segments:\n  trade:\n    title: Neu\n")
    assert codes(folder) == [("T02", "translations/pulse.de.yaml", 8)]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("name: {en: Companies, de: Unternehmen}\n", "", ("K03", "segments/trade.yaml", 1)),
        ("changes:", "surveys: [visit]\nchanges:", ("Y02", "segments/trade.yaml", 3)),
        ("      overall:", "\toverall:", ("Y01", "segments/trade.yaml", 6)),
    ],
    ids=["no name", "twice", "tab"],
)
def test_a_mistake_in_a_segment_is_not_told_again_at_every_word_of_its_translation(folder, old, new, found):
    assert codes(folder.replace("segments/trade.yaml", old, new)) == [found]


def test_a_language_taken_out_of_the_list_rests_with_its_files_and_one_warning(folder):
    folder.replace("organisation.yaml", "[en, de]", "[en]")
    loaded = load_templates(folder.root)
    assert {language for _, _, language in loaded.questionnaires} == {"en"}
    assert [(p.file, p.code) for p in loaded.problems] == [("survey_templates/wording/de.yaml", "T07")]


def test_a_folder_in_one_language_needs_no_translations(folder):
    folder.replace("organisation.yaml", "[en, de]", "[en]").remove("translations").remove("wording/de.yaml")
    assert {language for _, _, language in load_templates(folder.root).questionnaires} == {"en"}


def test_surveys_are_offered_in_the_order_of_the_segments_list(folder):
    places = list(load_templates(folder.root).questionnaires)
    assert places == [
        ("visit", "home", "en"),
        ("pulse", "home", "en"),
        ("visit", "trade", "en"),
        ("visit", "home", "de"),
        ("pulse", "home", "de"),
        ("visit", "trade", "de"),
    ]


def test_a_folder_that_is_empty_tells_all_that_is_missing(tmp_path):
    root = tmp_path / "empty"
    root.mkdir()
    with pytest.raises(TemplateError) as refused:
        load_templates(root)
    assert [(p.code, p.file) for p in refused.value.problems] == [
        ("F01", "empty/organisation.yaml"),
        ("F01", "empty/segments"),
        ("F01", "empty/surveys"),
    ]


# What ships


@pytest.fixture(scope="module")
def shipped():
    return load_templates(SHIPPED)


def test_the_shipped_templates_have_no_error_and_no_warning(shipped):
    assert shipped.problems == []


def test_every_shipped_survey_is_asked_and_every_page_is_there_in_every_language(shipped):
    assert {survey for survey, _, _ in shipped.questionnaires} == {
        path.stem for path in SHIPPED.glob("surveys/*.yaml")
    }
    assert len(shipped.segments) >= 3
    by_language = {
        language: {(s, g) for s, g, at in shipped.questionnaires if at == language}
        for language in shipped.organisation.languages
    }
    assert by_language.keys() == {"en", "de", "fr", "pl", "ar"}
    assert set() != by_language["en"] == by_language["de"] == by_language["fr"]
    assert by_language["en"] == by_language["pl"] == by_language["ar"]


def test_the_shipped_languages_are_complete_in_every_word(shipped):
    assert {place: q.untranslated for place, q in shipped.questionnaires.items() if q.untranslated} == {}
    assert {name: w.untranslated for name, w in shipped.wordings.items() if w.untranslated} == {}
    assert [p for p in shipped.problems if p.code.startswith("T")] == []
    for words in (shipped.organisation.telephone_hours, *(s.name for s in shipped.segments.values())):
        assert tuple(words) == shipped.organisation.languages


def words_of(value):
    match value:
        case str():
            yield value
        case dict():
            for each in value.values():
                yield from words_of(each)
        case list():
            for each in value:
                yield from words_of(each)


def test_nothing_of_a_shipped_questionnaire_is_left_in_the_other_language(shipped):
    same_in_both = {"Question"}  # French
    for (survey, segment, language), other_language in shipped.questionnaires.items():
        if language == "en":
            continue
        english = shipped.questionnaires[survey, segment, "en"]
        for one, other in zip(english.questions, other_language.questions, strict=True):
            before = set(
                words_of(
                    [
                        one.text,
                        one.hint,
                        one.interviewer,
                        getattr(one, "options", {}),
                        getattr(one, "rows", {}),
                    ]
                )
            )
            after = set(
                words_of(
                    [
                        other.text,
                        other.hint,
                        other.interviewer,
                        getattr(other, "options", {}),
                        getattr(other, "rows", {}),
                    ]
                )
            )
            assert (before & after) - {""} <= same_in_both, (survey, segment, one.id)


def test_the_shipped_segments_differ_in_their_words(shipped):
    texts = {
        segment: shipped.questionnaires["service-rating", segment, "en"].by_id["recommend"].text
        for segment in shipped.segments
    }
    assert len(set(texts.values())) == len(texts) >= 3


def test_no_shipped_words_tell_of_a_placeholder_that_is_never_filled(shipped):
    for questionnaire in shipped.questionnaires.values():
        for words in words_of(msgspec.to_builtins(questionnaire)):
            assert not re.search(r"[{}]|TODO|XXX|lorem", words), words


# Whatever is written

FILES = sorted(path.relative_to(SHIPPED).as_posix() for path in SHIPPED.rglob("*.yaml"))


@pytest.fixture(scope="module")
def copied(tmp_path_factory):
    root = tmp_path_factory.mktemp("shipped") / "survey_templates"
    shutil.copytree(SHIPPED, root)
    return Folder(root)


@settings(claims, max_examples=30)
@given(data=st.data())
def test_any_edit_of_a_shipped_file_is_a_value_or_problems_and_never_a_crash(copied, data):
    name = data.draw(st.sampled_from(FILES))
    whole = (SHIPPED / name).read_bytes()
    lines = whole.splitlines(keepends=True)
    at = data.draw(st.integers(0, len(lines) - 1))
    new = data.draw(
        st.sampled_from(
            [b"", b"x\n", b"  hide: true\n", b"    type: rating\n", b"questions: []\n", b"  a:\n", b"- 1\n"]
        )
        | st.binary(max_size=12).map(lambda data: data + b"\n")
        | st.sampled_from(lines)
    )
    lines[at : at + data.draw(st.integers(0, 6))] = [new]
    copied.write(name, b"".join(lines))
    try:
        load_templates(copied.root)
    except TemplateError as refused:
        assert refused.problems
        assert all(p.line >= 1 and p.file.startswith("survey_templates/") for p in refused.problems)
    finally:
        copied.write(name, whole)


values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-5, 5)
    | st.sampled_from(["", "x", "text", "rating", "a b", "{x}", "n/a"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "title",
                    "questions",
                    "type",
                    "text",
                    "hide",
                    "options",
                    "rows",
                    "low",
                    "high",
                    "points",
                    "a",
                    "b",
                    "drivers",
                    "outcome",
                    "items",
                    "channels",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@pytest.fixture(scope="module")
def firm(tmp_path_factory):
    return make_folder(tmp_path_factory.mktemp("any") / "survey_templates")


@claims
@given(
    survey=values, changes=values, words=values,
    questions=st.dictionaries(st.sampled_from(["overall", "aspects", "a"]), values, max_size=3),
)  # fmt: skip
def test_any_shape_of_survey_changes_and_translation_is_told_and_never_a_crash(
    firm, survey, changes, words, questions
):
    def yaml(value):
        return msgspec.json.encode(value)

    firm.write(
        "surveys/visit.yaml",
        yaml({"title": "x", "questions": questions, **(survey if isinstance(survey, dict) else {})}),
    )
    firm.write(
        "segments/trade.yaml",
        yaml({"name": {"en": "x", "de": "y"}, "surveys": ["visit"], "changes": {"visit": changes}}),
    )
    firm.write(
        "translations/visit.de.yaml", yaml({"title": "x", "questions": words, "segments": {"trade": changes}})
    )
    try:
        load_templates(firm.root)
    except TemplateError as refused:
        assert refused.problems


@pytest.mark.parametrize(
    ("questions", "code"),
    [("questions:\n", "K02"), ("questions: []\n", "K02"), ("questions: [a, b]\n", "K02"), ("", "K03")],
)
def test_a_survey_without_questions_is_told_of_itself_and_not_of_what_segments_change(
    folder, questions, code
):
    text = (folder.root / "surveys/visit.yaml").read_text(encoding="utf-8")
    folder.write("surveys/visit.yaml", text.partition("questions:\n")[0] + questions)
    assert [(found, file) for found, file, _ in codes(folder)] == [(code, "surveys/visit.yaml")]


def test_a_folder_or_a_dangling_link_in_the_place_of_a_file_is_told(folder):
    (folder.root / "surveys/autumn.yaml").mkdir()
    (folder.root / "segments/old.yaml").symlink_to("nowhere.yaml")
    (folder.root / "surveys/drafts").mkdir()  # no file of ours, and left alone
    assert codes(folder) == [("F03", "segments/old.yaml", 1), ("F03", "surveys/autumn.yaml", 1)]


@pytest.mark.parametrize(
    ("website", "good"),
    [
        ("https://example.com/a?b=c#d", True), ("https://example.com:8443", True), ("https://[::1]/", True),
        ("https://münchen.de", True), ("https://[::1", False), ("https://::1]", False),
        ("https://a@example.com", False), ("https://", False), ("https:///a", False),
        ("https://example.com:port", False),
    ],
)  # fmt: skip
def test_the_website_is_an_address_that_a_browser_opens(folder, website, good):
    folder.replace("organisation.yaml", "https://www.example.com", f'"{website}"')
    assert good or codes(folder) == [("K02", "organisation.yaml", 2)]
    assert not good or load_templates(folder.root).organisation.website == website
