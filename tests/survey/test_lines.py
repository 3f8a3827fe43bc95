"""Hostile and honest YAML: values with their lines, or one problem in plain words."""

# ruff: noqa: E501 (a table is read by its rows, and a message in one piece)

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listenwell.survey.lines import MAX_DEPTH, load, parse
from listenwell.survey.problems import Problems

claims = settings(database=None, deadline=None, derandomize=True, max_examples=80)


def read(text):
    """The plain value, and each problem as (code, line)."""
    problems = Problems()
    node = parse(text, "f.yaml", problems)
    return node.plain() if node else None, [(p.code, p.line) for p in problems.all()]


def told(text):
    """The messages in full."""
    problems = Problems()
    assert parse(text, "f.yaml", problems) is None
    return list(map(str, problems.all()))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: no", "no"),
        ("a: yes", "yes"),
        ("a: on", "on"),
        ("a: off", "off"),
        ("a: NO", "NO"),
        ("a: 2026-01-31", "2026-01-31"),
        ("a: 12:30:45", "12:30:45"),
        ("a: 1.0", "1.0"),
        ("a: 1e3", "1e3"),
        ("a: 0x10", "0x10"),
        ("a: 1_000", "1_000"),
        ("a: .inf", ".inf"),
        ("a: TRUE", "TRUE"),
        ("a: 17", 17),
        ("a: -3", -3),
        ("a: 9999999999999999", "9999999999999999"),
        ("a: true", True),
        ("a: false", False),
        ("a:", None),
        ("a: ~", None),
        ("a: null", None),
        ('a: ""', ""),
        ('a: "17"', "17"),
        ("a: 'true'", "true"),
        ("a: |\n  one\n  two\n", "one\ntwo"),
        ("a: >\n  one\n  two\n", "one two"),
        ("a: [no, 1]", ["no", 1]),
        ("a: שלום 👋", "שלום 👋"),
        ("a: {b: {c: d}}", {"b": {"c": "d"}}),
    ],
)
def test_only_true_false_whole_numbers_and_nothing_are_not_words(text, value):
    assert read(text) == ({"a": value}, [])


def test_the_names_no_and_yes_stay_words():
    assert read("no: Norway\nyes: Sweden\n1: one\n") == ({"no": "Norway", "yes": "Sweden", "1": "one"}, [])


def test_every_value_knows_the_line_of_its_name():
    node = parse(
        "# a note\na: 1\nb:\n  c: |\n    long\n    words\n  d: [x,\n      y]\n", "f.yaml", Problems()
    )
    assert (node.mapping["a"].line, node.mapping["b"].line) == (2, 3)
    below = node.mapping["b"].mapping
    assert (below["c"].line, below["d"].line) == (4, 7)
    assert [entry.line for entry in below["d"].value] == [7, 8]


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(tmp_path):
    path = tmp_path / "f.yaml"
    path.write_bytes("\ufeffa: 1\r\nb: zwei\r\n".encode())
    problems = Problems()
    node = load(path, "f.yaml", problems)
    assert (node.plain(), node.mapping["b"].line, problems.all()) == ({"a": 1, "b": "zwei"}, 2, [])


def test_a_name_that_stands_twice_is_told_with_both_lines():
    assert told("a: 1\nb:\n  c: 2\n  d: 3\n  c: 4\n") == [
        "f.yaml, line 5: “c” stands here a second time (first in line 3); a name may stand once in a list of "
        "names. Rename or remove one of the two. (Y02)"
    ]


def test_every_repeated_name_is_told_at_once():
    assert read("a: 1\na: 2\nb: 3\na: 4\nb: 5\n") == (None, [("Y02", 2), ("Y02", 4), ("Y02", 5)])


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("a: &all words\n", 1, "&all"),
        ("a: 1\nb: *all\n", 2, "*all"),
        (
            "a: 1\nb: !!python/object/apply:os.system [ls]\n",
            2,
            "tag:yaml.org,2002:python/object/apply:os.system",
        ),
        ("a: !secret x\n", 1, "!secret"),
        ("&top\na: 1\n", 1, "&top"),
        ("<<: *base\n", 1, "*base"),
    ],
)
def test_anchors_aliases_and_tags_are_refused_where_they_stand(text, line, what):
    assert told(text) == [
        f"f.yaml, line {line}: there is a YAML anchor, alias or tag (“{what}”); template files do without &, * "
        "and ! marks. Write the text out, or put quotes around it if it is meant to begin with that sign. (Y03)"
    ]


def test_a_billion_laughs_end_at_the_first_anchor():
    laughs = "a: &a [ha, ha]\n" + "".join(
        f"{name}: &{name} [{', '.join([f'*{before}'] * 10)}]\n"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    began = time.process_time()
    assert read(laughs) == (None, [("Y03", 1)])
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: " + "[" * 5000, 1),
        ("a: " + "[" * 5000 + "]" * 5000, 1),
        ("a: " + "{a: " * 5000 + "1" + "}" * 5000, 1),
        ("".join(f"{' ' * depth}a:\n" for depth in range(600)), MAX_DEPTH + 1),
        ("a:\n  " + "- " * 5000 + "b\n", 2),
    ],
    ids=["open lists", "lists", "blocks", "indents", "hyphens"],
)
def test_five_thousand_levels_are_a_problem_and_no_crash(text, line):
    assert read(text) == (None, [("Y04", line)])


def test_nesting_is_told_with_the_levels_that_are_allowed():
    assert told("a: " + "[" * 20 + "]" * 20) == [
        "f.yaml, line 1: the lines are nested more than 20 levels deep; no template needs that. Check the indent of "
        "the lines before. (Y04)"
    ]


def test_the_deepest_nesting_that_is_allowed_is_read():
    deepest = "{a: " * (MAX_DEPTH - 1) + "1" + "}" * (MAX_DEPTH - 1)
    assert read(f"a: {deepest}")[1] == []
    assert read(f"a: {{a: {deepest}}}")[1] == [("Y04", 1)]


def test_a_file_over_the_limit_is_not_read(tmp_path):
    path = tmp_path / "f.yaml"
    path.write_text("a: " + "x" * 600 * 1024)
    problems = Problems()
    assert load(path, "f.yaml", problems) is None
    assert list(map(str, problems.all())) == [
        "f.yaml, line 1: the file has 600 KB; a template file has at most 512 KB. Split the survey in two, or "
        "remove what does not belong in it. (F04)"
    ]


def test_bytes_that_are_no_utf8_are_told_with_their_line(tmp_path):
    path = tmp_path / "f.yaml"
    path.write_bytes("a: Müller\nb: ok\nc: M".encode() + b"\xfcller\n")
    problems = Problems()
    assert load(path, "f.yaml", problems) is None
    assert list(map(str, problems.all())) == [
        "f.yaml, line 3: the file cannot be read (it has bytes that are not UTF-8); template files are readable "
        "text in UTF-8. Save it again as UTF-8 text and check that you may open it. (F03)"
    ]


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x1b", "\x7f", "\ufffe"])
def test_a_control_character_is_told_with_its_line(sign):
    assert told(f"a: 1\nb: 2\nc: bell {sign}\n") == [
        "f.yaml, line 3: the file stops being readable here: a character that may not stand in a text file; the "
        "file must be valid YAML: two spaces of indent, a space after each colon, quotes around text that has a "
        "colon in it. Look at this line and the one above it. (Y01)"
    ]


def test_a_control_character_after_accented_letters_is_told_with_its_line():
    assert read("a: äöüäöüäöüäöü\nb: \x07\nc: 3\nd: 4\ne: 5\n") == (None, [("Y01", 2)])


@pytest.mark.parametrize(
    "text", ["", "\n\n", "# only a note\n", "---\n", "words\n", "- a\n- b\n", "{}", "17"]
)
def test_a_file_that_is_no_list_of_names_is_told(text):
    value, problems = read(text)
    assert (value, [code for code, _ in problems]) == (None, ["Y05"])


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("a: 1\n---\nb: 2\n", 2, "a second document begins here (---)"),
        ("a:\n\tb: 2\n", 2, "text that begins with @, %, ` or a tab; put it in quotes, indent with spaces"),
        ("a: @home\n", 1, "text that begins with @, %, ` or a tab; put it in quotes, indent with spaces"),
        ("a: one: two\n", 1, "a colon where none can stand, or an indent that does not fit"),
        ("a: 1\nwords\nb: 2\n", 3, "a name without a colon and a space after it"),
        ("a: [1, 2\nb: 3\n", 2, "text that begins with { or [; put it in quotes"),
        ("a: 1\n b: 2\n", 2, "a colon where none can stand, or an indent that does not fit"),
        ("? [a]\n: 1\n", 1, "a list or block where a name should stand"),
        ("? {a: 1}\n: 1\n", 1, "a list or block where a name should stand"),
    ],
)
def test_broken_yaml_is_told_in_plain_words_with_its_line(text, line, reason):
    assert told(text) == [
        f"f.yaml, line {line}: the file stops being readable here: {reason}; the file must be valid YAML: two "
        "spaces of indent, a space after each colon, quotes around text that has a colon in it. Look at this "
        "line and the one above it. (Y01)"
    ]


def test_a_quote_that_is_never_closed_is_told_where_it_opens():
    assert read('a: 1\nb: "open\nc: 2\nd: 3\n') == (None, [("Y01", 2)])


@claims
@given(st.text(max_size=200) | st.text("ab:-[]{},&*!|>\"'#?%@` \t\n\r0", max_size=120))
def test_any_text_is_a_value_or_problems_and_never_a_crash(text):
    value, problems = read(text)
    assert isinstance(value, dict) != bool(problems)
    assert all(1 <= line <= text.count("\n") + text.count("\r") + 2 for _, line in problems)


@claims
@given(st.binary(max_size=200))
def test_any_bytes_are_a_value_or_problems_and_never_a_crash(tmp_path_factory, data):
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_bytes(data)
    problems = Problems()
    node = load(path, "any.yaml", problems)
    assert (node is None) == bool(problems.all())
