"""What is personal in a comment is masked, rule by rule, and what only looks like it is left alone."""

import re
import time
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

from benchmarks import masking as measured
from listenwell.summary import masking
from listenwell.summary.masking import RULES, found_in, mask
from listenwell.summary.words import Words, languages

PATTERNS = {
    f"{name}.{key}{n}": pattern
    for _, name, _ in iter_modules(masking.__path__)
    for key, value in vars(import_module(f"{masking.__name__}.{name}")).items()
    for n, pattern in enumerate(value if isinstance(value, tuple) else [value])
    if isinstance(pattern, re.Pattern)
}

EXAMPLES = [(rule, text) for rule in RULES for text in rule.examples]
TRAPS = [(rule, text) for rule in RULES for text in rule.traps]


def marked(text):
    """The text without its {braces}, and the spans that stood in them."""
    plain, spans = "", []
    for n, part in enumerate(text.replace("}", "{").split("{")):
        if n % 2:
            spans.append((len(plain), len(plain) + len(part)))
        plain += part
    return plain, spans


@pytest.mark.parametrize(("rule", "text"), EXAMPLES, ids=lambda v: getattr(v, "kind", v))
def test_each_rule_finds_its_examples_whole_and_nothing_else(rule, text):
    plain, spans = marked(text)
    found = found_in(plain)
    assert [plain[f.start : f.end] for f in found] == [plain[a:b] for a, b in spans]
    assert rule.kind in {f.kind for f in found}


@pytest.mark.parametrize(("rule", "text"), TRAPS, ids=lambda v: getattr(v, "kind", v))
def test_no_rule_at_all_finds_anything_in_a_trap(rule, text):
    assert [text[f.start : f.end] for f in found_in(text)] == []


@pytest.mark.parametrize("name", PATTERNS)
def test_no_pattern_looks_further_than_a_bounded_way_from_where_it_begins(name):
    """So the steps for each place of a text are bounded, and those for the text go with its length."""
    pattern = PATTERNS[name]
    parsed = import_module("re._parser").parse(pattern.pattern, pattern.flags)
    # `$` and `\Z` patterns look back over a window that their callers cut.
    assert parsed.getwidth()[1] <= 1500


PIECES = (
    "a,a.,1 ,1,@,a@,a@a.,A ,Dr ,Anna ,one ,AB12,12 Ab ,DE89 ,born 1/,- ,no ,order ,a at ,http://a.,((1),"
    "my name is ,\n,von der ,Straße ,é-,0.,/"
)


@pytest.mark.parametrize("piece", PIECES.split(","))
def test_ten_times_the_text_takes_about_ten_times_the_work(piece):
    """On the square of the length it would be a hundred times. The shortest of some runs is compared."""

    def seconds(length):
        text = piece * (length // len(piece))
        spent = []
        for _ in range(3):
            began = time.process_time()
            found_in(text)
            spent.append(time.process_time() - began)
        return min(spent)

    assert seconds(5000) < 30 * seconds(500) + 0.02


def test_made_up_comments_are_masked_as_they_are_marked():
    comments = [(text, spans) for _, text, spans in measured.made_up()]
    told = measured.total(comments)
    traps = sum(not spans for _, spans in comments)
    assert (len(comments) >= 200, traps >= 100) == (True, True)
    assert (told["missed"], told["for nothing"]) == (0, 0), "\n".join(measured.misses(comments))


def test_real_comments_are_masked_as_well_as_the_handbook_says():
    comments = Path(__file__).parents[3] / "shared/datasets/nhs_fft_comments.csv"
    if not comments.exists():
        pytest.skip("the NHS comments are not here")
    told = measured.total(measured.real(comments))
    assert told == {"found": 10, "missed": 1, "for nothing": 2}


def test_a_mask_says_what_was_masked_in_the_language_of_the_summary(house):
    templates = house.release.templates()
    text = "Frau Schneider, a@example.com, +49 170 1234567, Hauptstraße 12"
    assert [mask(text, Words(name, templates).mask_name).text for name in ("en", "de")] == [
        "Frau [name], [e-mail], [phone], [address]",
        "Frau [Name], [E-Mail], [Telefon], [Adresse]",
    ]
    for name in languages(templates):
        assert all(Words(name, templates).mask_name(rule.kind) for rule in RULES)


def test_characters_that_nobody_sees_hide_nothing():
    assert mask("a\u200bnna@exam\u00adple.com, 0163\u20602960123", str).text == "[email], [phone]"


def test_what_words_are_counted_from_has_nothing_personal_left():
    assert mask("Karen at a@example.com was late", str).bare == " |  at  |  was late"
