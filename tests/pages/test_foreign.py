"""Words that a translation lacks: the page shows the original, marked with its language and direction."""

import re

import pytest
from conftest import make_folder

from listenwell.pages.foreign import Foreign
from listenwell.pages.templating import environment
from listenwell.survey.questionnaire import Untranslated, decode
from listenwell.survey.templates import load_templates
from listenwell.survey.wording import Wording


@pytest.fixture
def half(folder, rebuilt):
    """The small firm's survey in German, with a row, an option, a hint, a label and a button left out."""
    folder.replace(
        "surveys/visit.yaml",
        "    text: Was it on time?\n",
        "    text: Was it on time?\n    hint: Be frank.\n",
    )
    folder.replace(
        "surveys/visit.yaml", "title: Our visit", "title: Our visit\nintroduction: |\n  One.\n\n  Two."
    )
    folder.replace("translations/visit.de.yaml", "title: Unser Besuch\n", "")
    folder.replace("translations/visit.de.yaml", "rows: {timing: Zeit, price: Preis}", "rows: {timing: Zeit}")
    folder.replace("translations/visit.de.yaml", "mon: Montag, ", "")
    folder.replace("translations/visit.de.yaml", "low: Nie, high", "high")
    folder.replace(
        "translations/visit.de.yaml", "      overall: {text: Wie war es für Ihr Unternehmen?}\n", ""
    )
    folder.replace("wording/de.yaml", "  send: Antworten senden\n", "")
    folder.replace("wording/de.yaml", "    other: Höchstens {limit} Zeichen\n", "")
    folder.replace("wording/de.yaml", "  characters:\n    one: Höchstens ein Zeichen\n", "")
    folder.replace("organisation.yaml", "  de: Immer\n", "")
    return rebuilt()


def wording(language):
    nothing = dict.fromkeys(Wording.__struct_fields__)
    return Wording(**{**nothing, "language": language, "direction": "ltr"})


def page(house, segment="home"):
    return house.get(f"/r/visit/{segment}", language="de").body.decode()


def test_a_questionnaire_names_the_words_that_its_translation_lacks(half):
    asked = half.asked("visit", "home", "de")
    assert asked.untranslated == Untranslated(
        language="en",
        words=(
            "title",
            "introduction",
            "questions.aspects.rows.price",
            "questions.recommend.low",
            "questions.met.hint",
            "questions.days.options.mon",
        ),
    )
    assert decode(asked.canonical_json) == asked
    assert half.asked("visit", "home", "en").untranslated is None


def test_a_segments_own_words_are_never_hidden_by_the_translation_of_others(half):
    trade = half.asked("visit", "trade", "de")
    assert trade.by_id["overall"].text == "How was it for your company?"
    assert "questions.overall.text" in trade.untranslated.words


def test_words_in_another_language_are_marked_where_they_stand(half):
    shown = page(half)
    english = '<span lang="en" dir="ltr">{}</span>'.format
    for words in ("Our visit", "Price", "Be frank.", "Monday", "Never", "Send your answers", "Always"):
        assert english(words) in shown, words
    assert english("You can use up to 2,000 characters") in shown
    assert '<p lang="en" dir="ltr">One.</p><p lang="en" dir="ltr">Two.</p>' in shown
    assert "<title>Our visit – " in shown
    assert "<span>Dienstag</span>" in shown


def test_no_tag_of_such_a_mark_lands_in_an_attribute(half):
    reply = half.form("visit", {"_version": half.version("visit", "home", "de"), "overall": "99"})
    for shown in (page(half), page(half, "trade"), reply.body.decode()):
        assert not re.search(r'<[a-z][^<>]*="[^"<>]*<span', shown)
        assert shown.count("<span") == shown.count("</span>")


def test_a_finished_translation_has_no_mark(house):
    assert 'lang="en" dir="ltr">' not in page(house).split("<main", 1)[1]


def test_what_stands_in_such_words_is_escaped_and_stays_foreign_when_filled_in():
    words = wording("de").say(Foreign('{n} <b> "x"', "en", "ltr"), n=5)
    template = environment({"a": "{{ words }}|{{ words | upper }}"}).get_template("a")
    assert template.render(words=words).split("|")[0] == (
        '<span lang="en" dir="ltr">5 &lt;b&gt; &#34;x&#34;</span>'
    )


# Which surveys are offered


def test_a_survey_is_offered_in_a_language_when_half_of_it_is_translated(folder):
    def languages():
        return sorted(
            {lang for survey, _, lang in load_templates(folder.root).questionnaires if survey == "pulse"}
        )

    words = [
        "title: T",
        "thanks: T",
        "questions:\n  recommend:\n    text: T",
        "    low: T",
        "    high: T",
        "  why:\n    text: T",
    ]
    seen = {}
    for count in range(1, len(words) + 1):
        folder.write("translations/pulse.de.yaml", "\n".join(words[:count]) + "\n")
        seen[count] = languages()
    assert seen == {1: ["en"], 2: ["en"], 3: ["de", "en"], 4: ["de", "en"], 5: ["de", "en"], 6: ["de", "en"]}


def test_a_survey_without_a_translation_is_left_out_of_that_language_and_the_others_stay(folder, rebuilt):
    folder.remove("translations/visit.de.yaml")
    house = rebuilt()
    pages = {(p.survey, p.segment) for p in house.release.index().published if p.language == "de"}
    assert pages == {("pulse", "home")}
    assert 'lang="de"' not in house.get("/r/visit/home").body.decode().split("<main")[0].split("<nav")[-1]
    assert '<html lang="en"' in house.get("/r/visit/home", language="de").body.decode()


def test_a_shipped_folder_with_every_translation_emptied_still_builds_in_its_first_language(tmp_path):
    folder = make_folder(tmp_path / "survey_templates")
    for path in (folder.root / "translations").iterdir():
        path.unlink()
    assert {lang for _, _, lang in load_templates(folder.root).questionnaires} == {"en"}
