"""The registry of rules: each is whole, speaks up where it should, and is quiet about good questions."""

import re
import string
from pathlib import Path

import pytest

from listenwell.survey.messages import CATALOGUE
from listenwell.survey.rules import RULES
from listenwell.survey.rules.lexicon import Lexicon, languages, lexicon
from listenwell.survey.rules.reviewing import not_judged

from .corpus import WHOLE, figures, said

FILES = Path(__file__).parents[3] / "listenwell" / "survey" / "rules"
GOOD, BAD = said("good"), said("bad")

MISSED = {"leading_should"}
"""Bad questions that no rule finds: “concerned parents” is praise only in this place."""

ALSO = {"double_negative_never": {"absolute"}}
"""What other rules rightly say of bad questions."""


@pytest.mark.parametrize("name", RULES)
def test_a_rule_is_a_whole_row_whose_texts_fit_into_a_message(name):
    rule = RULES[name]
    assert rule.id == name and re.fullmatch("[a-z]+(-[a-z]+)*", name) and name not in CATALOGUE
    assert rule.remedy[0] in string.ascii_uppercase and rule.remedy[-1] in ".”"
    assert rule.reason[-1] not in ".;" and not rule.reason[0].isupper()
    assert "|" not in rule.looks_at + rule.reason + rule.remedy, "it breaks the table of the handbook"
    assert set(rule.lists) <= set(Lexicon.__struct_fields__)


def test_every_rule_has_its_file_and_every_file_of_a_rule_its_row():
    made = [
        text for path in FILES.glob("*.py") if "\ndef judge(" in (text := path.read_text(encoding="utf-8"))
    ]
    assert sum(len(re.findall(r"^(?:[A-Z]+_)?RULE = Rule\(", text, re.MULTILINE)) for text in made) == len(
        RULES
    )


@pytest.mark.parametrize("each", GOOD, ids=lambda each: each.name)
def test_a_good_question_is_left_alone(each):
    assert each.rules == (), each.text


@pytest.mark.parametrize("each", BAD, ids=lambda each: each.name)
def test_a_bad_question_is_found_by_the_rule_it_is_named_after_and_by_no_other(each):
    expected = set() if each.name in MISSED else {each.expected}
    assert set(each.rules) == expected | ALSO.get(each.name, set()), each.text


def test_every_rule_about_single_questions_has_a_bad_one():
    single = {rule.id for rule in RULES.values() if rule.level != "folder"} - WHOLE
    assert {each.expected for each in BAD} == single


def test_there_are_about_sixty_questions_of_each_kind_in_english_and_more_in_german():
    by_kind = {
        kind: [sum(each.language == language for each in every) for language in ("en", "de")]
        for kind, every in (("good", GOOD), ("bad", BAD))
    }
    assert all(english >= 60 and german >= 15 for english, german in by_kind.values()), by_kind


def test_the_figures_of_the_handbook_are_what_is_measured_here():
    page = (FILES.parents[2] / "docs" / "pages" / "what-check-looks-at.md").read_text(encoding="utf-8")
    found = figures()
    precision = found["bad found"] / (found["bad found"] + found["findings on good"])
    recall = found["bad found"] / found["bad"]
    assert (
        f"{found['good']} good questions, {found['bad']} bad ones: precision {precision:.1%}, recall "
        f"{recall:.1%}" in page
    )


@pytest.mark.parametrize("language", languages())
def test_every_list_of_words_can_be_read_and_its_rules_judge(language):
    words = lexicon(language)
    assert words.patterns and words.has("leading", "absolute")


def test_a_language_without_lists_is_judged_by_the_rules_that_need_none():
    assert lexicon("xx").patterns == {} and lexicon("de-at") == lexicon("de")
    judging = {rule.id for rule in RULES.values() if lexicon("xx").has(*rule.lists)}
    assert {"exclamation", "minutes", "overlap"} <= judging and not {"leading", "jargon"} & judging


def test_the_handbook_has_a_row_for_each_rule_that_says_what_the_rule_says():
    page = (FILES.parents[2] / "docs" / "pages" / "what-check-looks-at.md").read_text(encoding="utf-8")
    rows = [
        line for line in page.splitlines() if re.match(r"\| `[a-z-]+` \| .* \| (warning|advice) \|$", line)
    ]
    assert rows == [
        f"| `{rule.id}` | {rule.looks_at} | {rule.reason} | {rule.remedy} | {rule.severity} |"
        for rule in RULES.values()
    ]


@pytest.mark.parametrize("language", languages())
def test_the_handbook_says_which_rules_judge_a_language(language):
    page = (FILES.parents[2] / "docs" / "pages" / "what-check-looks-at.md").read_text(encoding="utf-8")
    silent = not_judged(language)
    named = ", ".join(f"`{name}`" for name in silent) or "none"
    assert f"| `{language}` | {len(RULES) - len(silent)} of {len(RULES)} | {named} |" in page
