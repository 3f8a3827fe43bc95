"""What is told of a folder: at which line, for which segment and language, and what marketing says it "
"knows."""

import shutil
from pathlib import Path

import pytest

from listenwell.survey.rules.reading_age import count, measure, syllables
from listenwell.survey.rules.reviewing import acknowledged, review
from listenwell.survey.templates import load_templates

ROOT = Path(__file__).parents[3]


def told(folder, portal=None):
    """(rule, file, line) of each finding; what is only about the example addresses left out."""
    root = getattr(folder, "root", folder)
    return [
        (problem.code, problem.file.removeprefix("survey_templates/"), problem.line)
        for problem in review(load_templates(root), portal)
        if problem.code not in ("placeholder", "other-ways")
    ]


def test_of_what_ships_nothing_is_told_but_the_addresses_that_marketing_must_replace():
    found = review(load_templates(ROOT / "survey_templates"), ROOT / "site")
    assert {(problem.code, problem.file) for problem in found} == {
        ("placeholder", "survey_templates/organisation.yaml")
    }, list(map(str, found))


def test_a_finding_is_told_at_its_line_whole_with_a_better_wording(folder):
    folder.replace("surveys/visit.yaml", "text: How was it?", "text: How fast and friendly was our service?")
    assert told(folder) == [("double-barrelled", "surveys/visit.yaml", 9)]
    (problem,) = [p for p in review(load_templates(folder.root)) if p.code == "double-barrelled"]
    assert str(problem) == (
        "survey_templates/surveys/visit.yaml, line 9: “fast and friendly” may be two things in one "
        "question; who is "
        "content with one of the two and not with the other cannot answer, and nobody knows which was "
        "meant. Ask "
        "one, or make it two questions; if customers see it as one thing, say so on this line. For example: "
        "“How "
        "fast was our service?” and “How friendly was our service?” (double-barrelled)"
    )


def test_a_segment_and_a_translation_are_judged_at_their_own_lines_and_once(folder):
    folder.replace("segments/trade.yaml", "text: How was it for your company?", "text: How great was it?")
    folder.replace(
        "translations/visit.de.yaml", "overall: {text: Wie war es?", "overall: {text: Wie toll war es?"
    )
    assert told(folder) == [
        ("leading", "segments/trade.yaml", 7),
        ("leading", "translations/visit.de.yaml", 3),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "text: How great was it? # ok: leading",
        "text: How great was it? # ok: leading it is our slogan",
        "text: How great was it? # ok: leading, it is our slogan",
        'text: "How great was it?"   #ok:leading',
        "# ok: leading it is our slogan\n    text: How great was it?",
        "text: How great\n      was it? # ok: leading",
    ],
)
def test_a_note_on_the_line_silences_the_rule_it_names(folder, line):
    folder.replace("surveys/visit.yaml", "text: How was it?", line)
    assert told(folder) == []


def test_a_note_silences_no_other_rule_and_no_other_line(folder):
    folder.replace(
        "surveys/visit.yaml", "text: How was it?", "text: How great and fast was it? # ok: leading"
    )
    folder.replace("surveys/visit.yaml", "text: And each of these?", "text: How great were these?")
    assert told(folder) == [
        ("double-barrelled", "surveys/visit.yaml", 9),
        ("leading", "surveys/visit.yaml", 15),
    ]


def test_a_note_that_silences_nothing_or_names_no_rule_is_told(folder):
    folder.replace("surveys/visit.yaml", "text: How was it?", "text: How was it? # ok: leading")
    folder.replace("surveys/visit.yaml", "text: And each of these?", "text: And each of these? # ok: leadign")
    found = [p for p in review(load_templates(folder.root)) if p.code == "ok"]
    assert [str(problem).removeprefix("survey_templates/surveys/visit.yaml, ") for problem in found] == [
        "line 9: “ok: leading” silences nothing here; the line has no such finding, and the note would hide "
        "the next "
        "one. Take the note away. (ok)",
        "line 15: “ok: leadign” names no rule; after “ok:” stands the name in brackets at the end of the "
        "message, "
        "then the reason if you like. Did you mean “leading”? Correct the name, or take the note away. (ok)",
    ]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("leading", ["leading"]),
        ("leading, absolute", ["leading", "absolute"]),
        ("leading absolute: a reason", ["leading", "absolute"]),
        ("leading because it is leading", ["leading"]),
        ("", []),
        ("why not", []),
    ],
)
def test_the_reason_begins_with_the_first_word_that_is_no_rule(words, names):
    assert acknowledged(words) == names


def test_words_that_are_cut_off_at_a_sign_are_told(folder):
    folder.replace("surveys/visit.yaml", "text: How was it?", "text: Are we your rank # 1")
    (problem,) = [p for p in review(load_templates(folder.root)) if p.code == "cut"]
    assert (problem.line, problem.severity) == (9, "warning")
    assert problem.found == "customers read “Are we your rank” only; “# 1” is taken for a note"
    assert problem.suggestion == '"Are we your rank # 1"'


def test_a_note_behind_a_setting_is_no_words_cut_off(folder):
    folder.replace("surveys/pulse.yaml", "limit: 20", "limit: 20 # as on the card")
    folder.replace("surveys/pulse.yaml", "type: text", "type: text # own words")
    assert told(folder) == []


def test_a_survey_that_takes_long_is_told_with_what_costs_most(folder):
    for number in range(8):
        folder.replace(
            "surveys/pulse.yaml", "  why:", f"  why{number}:\n    type: text\n    text: Why?\n  why:"
        )
        folder.replace("translations/pulse.de.yaml", "  why: ", f"  why{number}: {{text: Warum?}}\n  why: ")
    (problem,) = [p for p in review(load_templates(folder.root)) if p.code == "minutes"]
    assert problem.line == 1
    assert problem.found == (
        "the survey takes about 6 minutes; most of it: “why0” 40 s, “why1” 40 s, “why2” 40 s"
    )


def test_many_required_questions_are_told(folder):
    text = (folder.root / "surveys/visit.yaml").read_text(encoding="utf-8")
    folder.write("surveys/visit.yaml", text.replace("    text: ", "    required: true\n    text: "))
    found = {p.found for p in review(load_templates(folder.root)) if p.code == "many-questions"}
    assert found == {"6 of 6 questions must be answered"}


def test_a_scale_that_turns_within_a_survey_is_told(folder):
    options = "options:\n      yes: Very good\n      no: Good\n      poor: Poor\n      very: Very poor"
    folder.replace("surveys/visit.yaml", "options:\n      yes: Yes\n      no: No", options)
    folder.replace(
        "translations/visit.de.yaml", "{yes: Ja, no: Nein}", "{yes: Ja, no: Nein, poor: Na, very: Gar}"
    )
    (problem,) = [p for p in review(load_templates(folder.root)) if p.code == "reversed-scale"]
    assert problem.found == "the answers begin with the best, those of “overall” with the worst"


def test_a_colour_that_is_too_pale_is_told_with_the_nearest_that_passes(folder):
    folder.replace("organisation.yaml", "website:", 'brand_colour: "#7fb2d9"\nwebsite:')
    (problem,) = [p for p in review(load_templates(folder.root)) if p.code == "contrast"]
    assert problem.found == "#7fb2d9 on white has a contrast of 2.3 : 1 (at least 4.5 : 1 is needed)"
    assert problem.suggestion == '"#4a7ba0" is the nearest that passes (4.5 : 1)'


def test_links_that_go_nowhere_and_images_without_words_are_told_at_their_lines(folder, tmp_path):
    site = tmp_path / "site"
    shutil.copytree(ROOT / "site" / "docs", site / "docs")
    (site / "docs" / "more.md").write_text(
        "# One more\n[a](index.md) [b](none.md) [c](#one-more) [d](#two)\n![](x.png) ![A map](x.png)\n"
        "[e](https://nowhere.invalid/) `[f](none.md)`\n```\n[g](none.md)\n```\n[h]()\n",
        encoding="utf-8",
    )
    (site / "docs" / "x.png").write_bytes(b"")
    folder.write("pages/extra.html", '<p></p>\n<img src="x"><img alt="" src="y">\n')
    assert told(folder, site) == [
        ("dead-link", "site/docs/more.md", 2),
        ("image-text", "site/docs/more.md", 3),
        ("dead-link", "site/docs/more.md", 8),
        ("image-text", "pages/extra.html", 2),
    ]


def test_a_hard_page_is_told_in_each_language_by_its_formula(folder):
    hard = (
        "The organisation undertakes comprehensive evaluations concerning customer satisfaction regarding "
        "previously "
        "delivered installations, necessitating considerable participation from representative respondents "
        "who "
        "voluntarily contribute additional information about individual experiences and corresponding "
        "expectations."
    )
    schwer = (
        "Die Organisation unternimmt umfassende Untersuchungen hinsichtlich der Kundenzufriedenheit mit "
        "vorangegangenen "
        "Dienstleistungen, wobei die Beteiligung repräsentativer Teilnehmerinnen zusätzliche Informationen "
        "über "
        "unterschiedliche Erfahrungen und entsprechende Erwartungen ermöglicht."
    )
    folder.replace("surveys/pulse.yaml", "thanks:", f"introduction: {hard}\nthanks:")
    folder.replace("translations/pulse.de.yaml", "thanks:", f"introduction: {schwer} {schwer}\nthanks:")
    found = [p.found for p in review(load_templates(folder.root)) if p.code == "reading-age"]
    assert len(found) == 2
    assert "Flesch-Kincaid grade" in found[0] and "Wiener Sachtextformel" in found[1]


def test_the_formulas_give_what_their_sources_give():
    assert measure("Flesch-Kincaid grade", count(["The cat sat on the mat."], "en")) == pytest.approx(
        -1.45, abs=0.005
    )
    assert measure("LIX", count(["Une question simple. Une réponse importante."], "fr")) == pytest.approx(
        3 + 50, abs=0.01
    )
    words = [
        "Die",
        "Katze",
        "sitzt",
        "auf",
        "der",
        "Matte",
    ]  # nothing long: 0.1672 * 6 - 0.0327 * 100 * 4 / 6 - 0.875
    assert measure("Wiener Sachtextformel", count([" ".join(words)], "de")) == pytest.approx(
        -2.0518, abs=0.001
    )


@pytest.mark.parametrize(
    ("word", "language", "number"),
    [("service", "en", 2), ("satisfied", "en", 3), ("table", "en", 2), ("the", "en", 1), ("asked", "en", 1),
     ("zufrieden", "de", 3), ("Leistung", "de", 2), ("Lieferung", "de", 3), ("Haus", "de", 1)],
)  # fmt: skip
def test_syllables_are_counted_by_groups_of_vowels(word, language, number):
    assert syllables(word, language) == number
