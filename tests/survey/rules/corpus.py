"""Published-style good questions and textbook bad ones: what do the rules say of each?"""

from pathlib import Path

import msgspec

from listenwell.survey.lines import Node, load
from listenwell.survey.problems import Problems
from listenwell.survey.questionnaire import Questionnaire
from listenwell.survey.resolving import resolve
from listenwell.survey.rules import RULES
from listenwell.survey.rules.lexicon import lexicon
from listenwell.survey.rules.reviewing import page_of

HERE = Path(__file__).parent
WHOLE = {"open-question", "minutes", "many-questions", "reading-age"}
"""Rules about a survey as a whole say nothing of a single question."""


class Said(msgspec.Struct, frozen=True):
    """What the rules say of one question; `expected` is the rule its name begins with."""

    name: str
    text: str
    language: str
    expected: str
    rules: tuple[str, ...]


def said(kind: str) -> list[Said]:
    """Of every question in the files of this kind ("good" or "bad")."""
    found = []
    for path in sorted(HERE.glob(f"{kind}.*.yaml")):
        language = path.suffixes[0][1:]
        problems = Problems()
        node = load(path, path.name, problems)
        assert node is not None, list(map(str, problems.all()))
        page = resolve(kind, "", language, node, problems)
        assert page is not None, list(map(str, problems.all()))
        for question in page.questions:
            one = msgspec.structs.replace(page, questions=(question,), title="Your view")
            expected = next((r for r in RULES if question.id.startswith(r.replace("-", "_") + "_")), "")
            rules = tuple(sorted(judged(one, node)))
            found.append(Said(question.id, question.text, language, expected, rules))
    return found


def judged(questionnaire: Questionnaire, node: Node) -> set[str]:
    """The rules that speak up about a page with one question."""
    page, words = page_of(questionnaire, node, first=True), lexicon(questionnaire.language)
    looked_at = {"text": page.texts, "question": page.asked, "survey": (page,)}
    return {
        rule.id
        for rule in RULES.values()
        if rule.level in looked_at and rule.id not in WHOLE and words.has(*rule.lists)
        for each in looked_at[rule.level]
        if any(True for _ in rule.judge(each, words))
    }


def figures() -> dict[str, int]:
    """What precision and recall are made of."""
    good, bad = said("good"), said("bad")
    return {
        "good": len(good),
        "good with a finding": sum(bool(each.rules) for each in good),
        "bad": len(bad),
        "bad found": sum(each.expected in each.rules for each in bad),
        "findings on good": sum(len(each.rules) for each in good),
        "other findings on bad": sum(len(set(each.rules) - {each.expected}) for each in bad),
    }
