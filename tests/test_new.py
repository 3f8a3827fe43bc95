"""`listenwell new`: a starting file that is valid at once, and never in the place of another."""

import csv
import io

import pytest

from listenwell.cli import main
from listenwell.survey.problems import TemplateError
from listenwell.survey.rules.reviewing import review
from listenwell.survey.templates import load_templates
from listenwell.translations.phrases import phrases_of


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


def test_a_new_language_is_begun_in_every_file_and_stops_nothing(folder, capsys):
    before = {p: p.read_bytes() for p in folder.root.rglob("*") if p.is_file()}
    assert new(folder, "language", "pl") == 0
    said = capsys.readouterr().out
    organisation = folder.root / "organisation.yaml"
    assert organisation.read_bytes() == before.pop(organisation).replace(b"[en, de]", b"[en, de, pl]")
    assert {p: p.read_bytes() for p in before} == before
    pulse = (folder.root / "translations/pulse.pl.yaml").read_text(encoding="utf-8")
    assert "\n# Would you recommend us?\ntitle:\n" in pulse and "    # Why?\n    text:\n" in pulse
    wording = (folder.root / "wording/pl.yaml").read_text(encoding="utf-8")
    assert "\nname: Polski\ndirection: ltr\npage:\n" in wording
    assert (
        "  minutes:\n    # Takes about one minute\n    one:\n    # Takes about {minutes} minutes\n    few:\n"
        in wording
    )
    loaded = load_templates(folder.root)
    assert {(p.code, p.severity) for p in loaded.problems} == {
        ("T01", "warning"), ("T09", "warning"), ("T10", "warning"), ("T11", "warning"),
    }  # fmt: skip
    assert (loaded.wordings["pl"].name, loaded.wordings["pl"].page.send) == ("Polski", "Send your answers")
    lacking = phrases_of(folder.root, "pl")
    assert {phrase.state for phrase in lacking} == {"missing"}
    assert "(polski) among its languages" in said and f"{len(lacking):,} texts are to be translated" in said
    assert "`listenwell translations export --language pl`" in said


def test_what_a_translator_sends_back_fills_the_lines_of_a_new_language(folder, tmp_path, capsys):
    new(folder, "language", "pl")
    sheet = tmp_path / "polish.csv"
    place = ["--templates", str(folder.root)]
    assert main(["translations", "export", "--language", "pl", "--out", str(sheet), *place]) == 0
    done = {"title": "Czy nas polecisz?", "page.minutes.one": "Około minuty"}
    done |= {f"page.minutes.{form}": "Około {minutes} minut" for form in ("few", "many")}
    rows = [
        {**row, "translation": done.get(row["id"], "")}
        for row in csv.DictReader(io.StringIO(sheet.read_text(encoding="utf-8-sig")))
        if row["file"].endswith(("pulse.pl.yaml", "wording/pl.yaml"))
    ]
    with sheet.open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, rows[0])
        out.writeheader()
        out.writerows(rows)
    assert main(["translations", "import", str(sheet), *place]) == 0
    pulse = (folder.root / "translations/pulse.pl.yaml").read_text(encoding="utf-8")
    assert "# Would you recommend us?\ntitle: Czy nas polecisz?\n# We read" in pulse
    wording = (folder.root / "wording/pl.yaml").read_text(encoding="utf-8")
    assert "    # Takes about {minutes} minutes\n    few: Około {minutes} minut\n    # Takes" in wording
    assert load_templates(folder.root).wordings["pl"].page.minutes["few"] == "Około {minutes} minut"
    folder.replace("wording/pl.yaml", "many: Około {minutes} minut", "many:")
    with pytest.raises(TemplateError) as lacks:
        load_templates(folder.root)
    assert [p.code for p in lacks.value.problems if p.severity == "error"] == ["T13"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["survey", "pulse"], "surveys/pulse.yaml is there already, and stays as it is. Choose another name"),
        (["segment", "home"], "segments/home.yaml is there already, and stays as it is."),
        (["survey", "After a Repair!"], "beginning with a letter. For example: after-a-repair"),
        (["language", "de"], "organisation.yaml has the language “de” already."),
        (["language", "PT_BR"], "is no code of a language: two or three small letters, and a region"),
        (["language", "PT_BR"], "such as fr or pt-br. For example: pt-br"),
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
