"""The registry of rules: what a colleague would say about the wording before it is published.

One row here and one file each. A rule looks at texts, questions, surveys or the folder (`rule.py`), with the
word lists of the text's language (`lexicon.py`, `words/`). To add one: its file, its row, its row in
docs/pages/what-check-looks-at.md, and good and bad questions in tests/survey/rules/. `reviewing.py` walks the
registry and takes in what marketing says about its findings (`# ok: leading`).
"""

from listenwell.survey.rules import (
    abbreviation,
    absolute,
    capitals,
    contrast,
    cut,
    dead_link,
    double_barrelled,
    double_negative,
    exclamation,
    image_text,
    jargon,
    leading,
    loaded,
    long_text,
    many_options,
    many_questions,
    minutes,
    not_applicable,
    one_sided,
    open_question,
    other_option,
    other_ways,
    overlap,
    personal_data,
    placeholder,
    reading_age,
    reversed_scale,
    unbalanced_scale,
)
from listenwell.survey.rules.rule import Rule

RULES: dict[str, Rule] = {
    rule.id: rule
    for rule in (
        # wording
        leading.RULE,
        loaded.RULE,
        absolute.RULE,
        double_barrelled.RULE,
        double_negative.RULE,
        jargon.RULE,
        abbreviation.RULE,
        reading_age.RULE,
        long_text.RULE,
        capitals.RULE,
        exclamation.RULE,
        cut.RULE,
        # answers
        one_sided.RULE,
        unbalanced_scale.RULE,
        reversed_scale.RULE,
        not_applicable.RULE,
        many_options.RULE,
        overlap.RULE,
        other_option.RULE,
        personal_data.RULE,
        # the survey as a whole
        minutes.RULE,
        many_questions.RULE,
        open_question.RULE,
        # who asks
        other_ways.RULE,
        placeholder.RULE,
        contrast.RULE,
        contrast.DARK_RULE,
        dead_link.RULE,
        image_text.RULE,
    )
}

__all__ = ["RULES", "Rule"]
