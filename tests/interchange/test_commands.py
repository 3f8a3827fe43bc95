"""`listenwell import survey`: files written whole, nothing overwritten unasked, everything told."""

# ruff: noqa: E501 (messages stand as they are told)

import pytest
from interchange.sources import surveyjs_file, xlsform_file

from listenwell.cli import main
from listenwell.survey.templates import load_templates

FORM = "type | name | label::en | label::de\nselect_one l | good | Good? | Gut?\ngeopoint | where | Where?"
CHOICES = "list_name | name | label::en | label::de\nl | y | Yes | Ja\nl | n | No | Nein"


@pytest.fixture
def run(folder, capsys):
    def call(*arguments):
        code = main([*map(str, arguments), "--templates", str(folder.root)])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return code, out.replace(str(folder.root), "templates"), err.replace(str(folder.root), "templates")

    return call


def test_an_imported_survey_is_read_like_any_other_and_the_report_is_whole(run, folder, tmp_path):
    file = xlsform_file(tmp_path, FORM, CHOICES)
    code, out, err = run("import", "survey", file, "--name", "new")
    assert (code, err) == (0, "")
    assert (
        out
        == """\
form.xlsx: 1 of 2 questions came over.
Written: templates/surveys/new.yaml
Written: templates/translations/new.de.yaml

Left out:
  survey, row 3, “where”: questions of the type “geopoint” are not asked here. Ask in words, or do without. (I01)

What `listenwell check` will say:
  survey_templates/translations/new.de.yaml, line 1: the translation lacks title; customers read the original there, marked as being in another language. Add it; the original reads: “T” (T01)
  survey_templates/translations/new.de.yaml, line 1: de: 1 of 4 strings missing; customers read the originals there; each is told with its own line. Add them, or let a translator do it: `listenwell translations export --missing`. (T10)

Put “new” into the list “surveys” of a segment; then run `listenwell check`.
"""
    )
    folder.replace("segments/home.yaml", "[visit, pulse]", "[visit, pulse, new]")
    loaded = load_templates(folder.root)
    assert loaded.questionnaires["new", "home", "de"].by_id["good"].options == {"y": "Ja", "n": "Nein"}


def test_nothing_is_overwritten_without_force(run, folder, tmp_path):
    file = surveyjs_file(tmp_path, {"pages": [{"elements": [{"type": "comment", "name": "a"}]}]})
    before = (folder.root / "surveys/pulse.yaml").read_bytes()
    code, out, err = run("import", "survey", file, "--name", "pulse")
    assert (code, out) == (2, "")
    assert err == (
        "Error: templates/surveys/pulse.yaml is there already. Give another --name, or replace it with --force. "
        "Nothing was written.\n"
    )
    assert (folder.root / "surveys/pulse.yaml").read_bytes() == before
    code, out, _ = run("import", "survey", file, "--name", "pulse", "--force")
    assert code == 0
    assert (folder.root / "surveys/pulse.yaml").read_text() == (
        "title: Pulse\n\nquestions:\n  a:\n    type: text\n    text: a\n    lines: 4\n"
    )


def test_what_is_to_be_filled_in_ends_with_one(run, tmp_path):
    file = surveyjs_file(tmp_path, {"pages": [{"elements": [{"type": "rating", "name": "a"}]}]})
    code, out, _ = run("import", "survey", file, "--out", tmp_path / "elsewhere")
    assert code == 1
    assert "What `listenwell check` will say:\n  elsewhere/surveys/survey.yaml, line 4: " in out


@pytest.mark.parametrize(
    ("name", "content", "code", "said"),
    [
        ("x.json", b"{", 1, "was not imported: it is not JSON ("),
        (
            "x.xlsx",
            b"",
            1,
            "was not imported: it is no .xlsx file. Open it in a spreadsheet and save it as .xlsx.\n",
        ),
        (
            "x.xls",
            b"",
            2,
            "surveys are read from XLSForm (.xlsx) and SurveyJS (.json). Open it in a spreadsheet and",
        ),
        (
            "x.docx",
            b"",
            2,
            "surveys are read from XLSForm (.xlsx) and SurveyJS (.json). Save it as one of them.\n",
        ),
    ],
    ids=["broken", "empty", "old", "other"],
)
def test_files_that_cannot_be_read_are_told_with_a_remedy(run, folder, tmp_path, name, content, code, said):
    (tmp_path / name).write_bytes(content)
    there = sorted(folder.root.rglob("*"))
    ended, out, err = run("import", "survey", tmp_path / name)
    assert (ended, out) == (code, "")
    assert said in err
    assert sorted(folder.root.rglob("*")) == there
