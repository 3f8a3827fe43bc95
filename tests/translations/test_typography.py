"""The shipped words follow the typography of their language."""

import re

import pytest
from conftest import SHIPPED

from listenwell.survey.lines import load
from listenwell.survey.merging import leaves
from listenwell.survey.problems import Problems

WRONG = {
    "fr": r"(?<=\w)[ \u202f]:(?=\s|$)|[^\u202f][;!?](?=\s|$)|«[^\u00a0]|[^\u00a0]»|\d h\b|'",
    "pl": r"\.”|\"|Proszę (?!podać liczbę)|\bproszę\b",
    "ar": r"[\u0660-\u0669]|(?<=[\u0600-\u06ff])[?;,]",
    "de": r"\"|\b[A-ZÄÖÜ]?\w*'\w",
}
"""What does not belong there: in French an ordinary space before two-part signs or inside « », in
Polish a full stop inside the quotes and a second form of asking, in Arabic Latin signs and Eastern digits."""


@pytest.mark.parametrize("language", WRONG)
def test_signs_and_spaces_are_those_of_the_language(language):
    found = []
    for path in (SHIPPED / f"wording/{language}.yaml", *SHIPPED.glob(f"translations/*.{language}.yaml")):
        node = load(path, path.name, Problems())
        found += [
            (path.name, leaf.line, leaf.value)
            for _, leaf in leaves(node)
            if isinstance(leaf.value, str) and re.search(WRONG[language], leaf.value)
        ]
    assert found == []
