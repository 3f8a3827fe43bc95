"""`listenwell new`: a starting file that is valid at once, and never in the place of another."""

import pytest

from listenwell.cli import main
from listenwell.survey.rules.reviewing import review
from listenwell.survey.templates import load_templates


def new(folder, *arguments):
    return main(["new", *arguments, "--templates", str(folder.root)])


def test_a_new_survey_for_a_segment_is_asked_at_once_and_has_nothing_to_mend(folder, capsys):
    before = (folder.root / "segments/home.yaml").read_text()
    assert new(folder, "survey", "after-a-repair", "--segment", "home") == 0
    loaded = load_templates(folder.root)
    assert [q.id for q in loaded.questionnaires["after-a-repair", "home", "en"].questions] == [
        "overall",
        "better",
    ]
    assert (folder.root / "segments/home.yaml").read_text() == before.replace(
        "[visit, pulse]", "[visit, pulse, after-a-repair]"
    )
    # Only its translation is missing, which the command says.
    assert [(p.code, p.severity) for p in loaded.problems] == [("T03", "warning")]
    assert [p for p in review(loaded) if "after-a-repair" in p.file] == []
    said = capsys.readouterr().out
    assert "segments/home.yaml asks it." in said and "its translations (de)" in said


def test_a_new_survey_joins_no_segment_unless_it_is_told_to(folder, capsys):
    assert new(folder, "survey", "after-a-repair") == 0
    assert {p.code for p in load_templates(folder.root).problems} == {"S04", "T03"}
    assert "once it stands in “surveys” of a file in segments/." in capsys.readouterr().out


def test_a_new_segment_is_valid_at_once_in_every_language(folder):
    assert new(folder, "segment", "old-landlords") == 0
    loaded = load_templates(folder.root)
    assert loaded.problems == []
    assert loaded.segments["old-landlords"].name == {"en": "Old landlords", "de": "Old landlords"}
    assert ("visit", "old-landlords", "de") in loaded.questionnaires


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["survey", "pulse"], "surveys/pulse.yaml is there already, and stays as it is. Choose another name"),
        (["segment", "home"], "segments/home.yaml is there already, and stays as it is."),
        (["survey", "After a Repair!"], "beginning with a letter. For example: after-a-repair"),
        (["segment", "../x"], "“../x” cannot be the name of a segment: small letters, digits and hyphens"),
        (
            ["survey", "x", "--segment", "hom"],
            "There is no segment “hom”. Did you mean “home”? There is: home, trade.",
        ),
    ],
)
def test_what_cannot_be_made_is_told_with_a_remedy_and_nothing_is_written(folder, capsys, arguments, told):
    before = {p: p.read_bytes() for p in folder.root.rglob("*") if p.is_file()}
    assert new(folder, *arguments) == 2
    assert told in capsys.readouterr().err
    assert {p: p.read_bytes() for p in folder.root.rglob("*") if p.is_file()} == before


def test_a_list_in_lines_of_its_own_is_left_to_its_author(folder, capsys):
    folder.replace("segments/home.yaml", "surveys: [visit, pulse]", "surveys:\n  - visit\n  - pulse")
    assert new(folder, "survey", "after-a-repair", "--segment", "home") == 2
    assert "Add after-a-repair to it yourself" in capsys.readouterr().err
    assert not (folder.root / "surveys/after-a-repair.yaml").exists()
