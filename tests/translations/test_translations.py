"""A translator's CSV: out, changed in a spreadsheet, and back in with every other line as it was."""

import csv
import difflib
import io
import json

import pytest

from listenwell.survey.problems import Problems, TemplateError
from listenwell.survey.templates import load_templates
from listenwell.translations.by_line import put
from listenwell.translations.exchange import COLUMNS, written
from listenwell.translations.phrases import outdated, phrases, remember
from listenwell.translations.taking_in import take_in

PULSE, VISIT, WORDING = "translations/pulse.de.yaml", "translations/visit.de.yaml", "wording/de.yaml"


def rows_of(folder, only=lambda p: True):
    text = written([p for p in phrases(folder.root) if only(p)]).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def change(rows, file, path, words, column="translation"):
    (row,) = (row for row in rows if row[1:3] == [file, path])
    row[COLUMNS.index(column)] = words


def saved(folder, rows, encoding="utf-8-sig", delimiter=","):
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(rows)
    path = folder.root.parent / "translations.csv"
    path.write_bytes(out.getvalue().encode(encoding, errors="replace"))
    return path


def texts(folder):
    return {
        p.relative_to(folder.root).as_posix(): p.read_bytes().decode()
        for p in sorted(folder.root.rglob("*.yaml"))
    }


def changed_lines(before, after):
    found = []
    for name in sorted({*before, *after}):
        lines = difflib.ndiff(before.get(name, "").splitlines(), after.get(name, "").splitlines())
        found += [(name, line) for line in lines if line[0] in "+-"]
    return found


def codes(folder, path):
    before = texts(folder)
    with pytest.raises(TemplateError) as refused:
        take_in(folder.root, path)
    assert texts(folder) == before
    return [(p.code, p.line) for p in refused.value.problems]


@pytest.mark.parametrize(
    ("encoding", "delimiter"),
    [("utf-8-sig", ","), ("utf-8", ";"), ("utf-16", "\t"), ("cp1252", ";"), ("mac_roman", ",")],
)
def test_two_changed_rows_change_two_lines_however_a_spreadsheet_saved_them(folder, encoding, delimiter):
    before, rows = texts(folder), rows_of(folder)
    change(rows, PULSE, "thanks", "Wir lesen jede Antwort, größere und kleinere.")
    change(rows, WORDING, "page.send", "Jetzt senden")
    assert take_in(folder.root, saved(folder, rows, encoding, delimiter)) == (2, 0)
    assert changed_lines(before, texts(folder)) == [
        (PULSE, "- thanks: Wir lesen alles."),
        (PULSE, "+ thanks: Wir lesen jede Antwort, größere und kleinere."),
        (WORDING, "-   send: Antworten senden"),
        (WORDING, "+   send: Jetzt senden"),
    ]


def test_an_export_that_nobody_touched_changes_nothing(folder):
    folder.replace(PULSE, "Wir lesen alles.", "'=SUMME(A1) ''so'''")
    before = texts(folder)
    assert take_in(folder.root, saved(folder, rows_of(folder))) == (0, 0)
    assert texts(folder) == before


def test_no_cell_is_a_formula_and_one_comes_back_as_it_was_typed(folder):
    folder.replace(PULSE, "Wir lesen alles.", "'=1+1'")
    rows = rows_of(folder)
    (cell,) = (row[5] for row in rows if row[1:3] == [PULSE, "thanks"])
    assert cell == "'=1+1"
    change(rows, PULSE, "thanks", "'=2+2")
    take_in(folder.root, saved(folder, rows))
    assert "thanks: =2+2\n" in texts(folder)[PULSE]


def test_missing_words_come_in_where_the_original_has_them(folder):
    folder.replace(
        VISIT, "  days: {text: Welche Tage?, options: {mon: Montag, tue: Dienstag, wed: Mittwoch}}\n", ""
    )
    folder.replace(VISIT, "rows: {timing: Zeit, price: Preis}", "rows: {timing: Zeit}")
    before = texts(folder)
    rows = rows_of(folder, lambda p: p.state == "missing")
    assert [row[2] for row in rows[1:]] == [
        "questions.aspects.rows.price",
        *("questions.days.text", "questions.days.options.mon"),
        *("questions.days.options.tue", "questions.days.options.wed"),
    ]
    for row in rows[1:]:
        row[5] = f"Neu: {row[4]}"
    take_in(folder.root, saved(folder, rows))
    assert [line for _, line in changed_lines(before, texts(folder)) if line[0] == "+"] == [
        '+     rows: {timing: Zeit, price: "Neu: Price"}',
        "+   days:",
        '+     text: "Neu: Which days suit you?"',
        "+     options:",
        '+       mon: "Neu: Monday"',
        '+       tue: "Neu: Tuesday"',
        '+       wed: "Neu: Wednesday"',
    ]
    assert list(load_templates(folder.root).questionnaires["visit", "home", "de"].by_id) == [
        *("overall", "aspects", "recommend", "met", "days", "better"),
    ]


def test_a_language_without_files_gets_clean_ones(folder):
    folder.remove(PULSE)
    rows = rows_of(folder, lambda p: p.file == PULSE)
    for row in rows[1:]:
        row[5] = {"thanks": "Erste Zeile.\n\nZweite."}.get(row[2], f"[{row[4]}]")
    take_in(folder.root, saved(folder, rows))
    assert texts(folder)[PULSE] == (
        'title: "[Would you recommend us?]"\n'
        "thanks: |\n  Erste Zeile.\n\n  Zweite.\n"
        "\nquestions:\n"
        '  recommend:\n    text: "[How likely?]"\n    low: "[Never]"\n    high: "[Always]"\n'
        '  why:\n    text: "[Why?]"\n'
    )
    assert load_templates(folder.root).problems == []


def test_every_problem_is_told_at_its_line_and_nothing_is_written(folder):
    rows = rows_of(folder, lambda p: p.file in (PULSE, WORDING))
    at = {tuple(row[1:3]): n for n, row in enumerate(rows, start=1)}
    change(rows, PULSE, "title", "Gut")
    change(rows, PULSE, "thanks", "We read some answers.", "original")
    change(rows, PULSE, "thanks", "Anders")
    change(rows, WORDING, "page.minutes.other", "Etwa {minuten} Minuten")
    rows += [["de", PULSE, "questions.wyh.text", "", "Why?", "Wozu?", ""], rows[2]]
    assert codes(folder, saved(folder, rows)) == [
        ("E03", at[PULSE, "thanks"]),
        ("E04", at[WORDING, "page.minutes.other"]),
        ("E02", len(rows) - 1),
        ("E05", len(rows)),
    ]


def test_letters_that_an_encoding_lost_are_told(folder):
    folder.replace(PULSE, "Wir lesen alles.", "Śćieżka łąki")
    assert codes(folder, saved(folder, rows_of(folder), "cp1252"))[0][0] == "E06"


@pytest.mark.parametrize("data", [b"", b"a,b\n1,2\n", b"\xff\xfe\x00", b"file,id,original,translation\nx\n"])
def test_a_file_that_is_no_export_is_told(folder, data):
    path = folder.root.parent / "x.csv"
    path.write_bytes(data)
    assert {code for code, _ in codes(folder, path)} == {"E01"}


def test_a_translation_that_the_templates_refuse_is_told_by_their_own_problem(folder):
    rows = rows_of(folder)
    change(rows, PULSE, "title", "\u202eneu")
    assert codes(folder, saved(folder, rows))[0][0] in ("Y06", "E07")


def test_an_emptied_cell_leaves_the_words_alone(folder):
    before, rows = texts(folder), rows_of(folder)
    change(rows, PULSE, "title", "")
    assert take_in(folder.root, saved(folder, rows)) == (0, 1)
    assert texts(folder) == before


def test_a_changed_original_is_noticed_until_the_translation_changes_or_is_confirmed(folder):
    def told():
        problems = Problems()
        outdated(folder.root, problems)
        return [(p.code, p.file, p.line) for p in problems.all()]

    remember(folder.root, phrases(folder.root))
    assert told() == []
    folder.replace("surveys/pulse.yaml", "Would you recommend us?", "Would you really recommend us?")
    folder.replace("surveys/pulse.yaml", "We read every answer.", "We read each answer.")
    assert told() == [("T12", f"survey_templates/{PULSE}", 1), ("T12", f"survey_templates/{PULSE}", 2)]
    assert [p.id for p in phrases(folder.root) if p.state == "changed"] == ["title", "thanks"]
    folder.replace(PULSE, "Empfehlen Sie uns?", "Empfehlen Sie uns wirklich?")
    assert told() == [("T12", f"survey_templates/{PULSE}", 2)]
    remember(folder.root, phrases(folder.root))
    assert told() == []
    assert load_templates(folder.root).problems == []


@pytest.mark.parametrize(
    ("text", "path", "words", "new"),
    [
        ("a: x  # why\nb: y\n", "a", "z", "a: z  # why\nb: y\n"),
        ("a: 'x'\n", "a", "yes: no", 'a: "yes: no"\n'),
        ("a: >\n  one\n  two\n\n# note\nb: y\n", "a", "three four", "a: >\n  three four\n\n# note\nb: y\n"),
        ("a:\n  b: x\n", "a.c", "2026", 'a:\n  b: x\n  c: "2026"\n'),
        ("a: {b: x}\n", "a.b", "y, z", 'a: {b: "y, z"}\n'),
        ("a: {}\n", "a.b.c", "y", 'a: {b: {c: "y"}}\n'),
        ("a:\nb: y\n", "a", "x", "a: x\nb: y\n"),
        ("a: x\r\nb: y\r\n", "b", "z", "a: x\r\nb: z\r\n"),
        ("a: x", "b", "y", "a: x\nb: y\n"),
        ("", "a.b", "x\n\ny", "a:\n  b: |\n    x\n\n    y\n"),
    ],
)  # fmt: skip
def test_one_text_is_put_in_and_every_other_sign_stays(text, path, words, new):
    assert put(text, tuple(path.split(".")), words, tuple((c,) for c in "abcd")) == new


def test_the_record_of_originals_is_one_line_for_each_text(folder):
    remember(folder.root, phrases(folder.root))
    data = (folder.root / "translations" / ".originals.json").read_text(encoding="utf-8")
    assert len(data.splitlines()) == len(json.loads(data)) + 2 == len(phrases(folder.root)) + 2
