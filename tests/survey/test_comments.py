"""Notes in YAML: found beside values, never inside of words, with the line they speak of."""

import time

import pytest

from listenwell.survey.comments import Comment
from listenwell.survey.lines import parse
from listenwell.survey.problems import Problems


def notes(text):
    """(line, the line spoken of, what follows “ok:”, whether words may be cut) of each note."""
    comments: list[Comment] = []
    problems = Problems()
    assert parse(text, "f.yaml", problems, comments) is not None, problems.all()
    return [(c.line, c.covers, c.ok, c.cut) for c in comments]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a: x", []),
        ("# a note\na: x", []),
        ("a: rank # 1", [(1, 1, None, True)]),
        ("a: rank #1 of all", [(1, 1, None, True)]),
        ("a: C#", []),
        ("a: 'rank # 1'", []),
        ('a: "rank # 1" # note', [(1, 1, None, False)]),
        ("a: 5 # points", [(1, 1, None, False)]),
        ("a: true # note", [(1, 1, None, False)]),
        ("a: x # ok: leading our slogan", [(1, 1, "leading our slogan", True)]),
        ("a: x #ok: leading", [(1, 1, "leading", True)]),
        ("# ok: leading\na: x", [(1, 2, "leading", False)]),
        ("a: x\nb:\n  # ok: leading why\n  c: y", [(3, 4, "leading why", False)]),
        ("a: one\n  two # ok: leading", [(2, 1, "leading", True)]),
        ("a: >  # ok: leading\n  one # two\n  three\nb: x", [(1, 1, "leading", False)]),
        ("a: |\n  # ok: leading\n  b\nc: y", []),
        ("a: {b: x, c: y} # ok: leading", [(1, 1, "leading", False)]),
        ("a: [x, y] # ok: other-ways", [(1, 1, "other-ways", False)]),
        ("a:  # ok: leading\n  b: x", [(1, 1, "leading", False)]),
        ("a: x 🌍 é # ok: leading\nb: y # ok: loaded", [(1, 1, "leading", True), (2, 2, "loaded", True)]),
    ],
)
def test_a_note_is_found_with_the_line_it_speaks_of(text, found):
    assert notes(text) == found


def test_a_file_full_of_notes_is_read_in_linear_time():
    began = time.process_time()
    assert len(notes("a:\n" + "".join(f"  k{n}: x # ok: leading\n" for n in range(15_000)))) == 15_000
    assert time.process_time() - began < 20
