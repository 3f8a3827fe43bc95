"""Every mistake of marketing: its code, its place, its words; all at once and nothing written."""

# ruff: noqa: E501 (a table is read by its rows, and a message in one piece)

from datetime import UTC, datetime, timedelta

import pytest

from listenwell.cli import main
from listenwell.pages.building import check
from listenwell.survey.problems import CATALOGUE, Problems, TemplateError, near_match
from listenwell.survey.templates import load_templates

IN_THREE_DAYS = datetime.now(UTC).date() + timedelta(days=3)
HOME = "name: {en: Households, de: Haushalte}\nsurveys: [visit, pulse]\n"
CHANGES = HOME + "changes:\n  pulse:\n    questions:\n"

# One edit of the small firm's folder: file, text to replace ("" for the whole file), new text (None removes
# the file); then the problem: code, file, line.
EDITS = {
    "no organisation": ("organisation.yaml", "", None, "F01", "organisation.yaml", 1),
    "no surveys": ("surveys", "", None, "F01", "surveys", 1),
    "no wording": ("wording/de.yaml", "", None, "F01", "wording/de.yaml", 1),
    "no page templates": ("pages", "", None, "F01", "pages", 1),
    "capital in a name": ("surveys/Pulse.yaml", "", "title: x\n", "F02", "surveys/Pulse.yaml", 1),
    "other ending": ("segments/home.yml", "", HOME, "F02", "segments/home.yml", 1),
    "no language in a name": ("translations/pulse.yaml", "", "title: x\n", "F02", "translations/pulse.yaml", 1),
    "Latin-1": ("surveys/pulse.yaml", "", "title: ü\n".encode("latin-1"), "F03", "surveys/pulse.yaml", 1),
    "page in Latin-1": ("pages/thanks.html", "", b"<p>\xfc</p>", "F03", "pages/thanks.html", 1),
    "huge": ("surveys/pulse.yaml", "", "title: " + "x" * 600_000, "F04", "surveys/pulse.yaml", 1),
    "colon": ("surveys/pulse.yaml", "text: Why?", "text: Why: tell us", "Y01", "surveys/pulse.yaml", 12),
    "twice": ("surveys/pulse.yaml", "    limit: 20", "    limit: 20\n    limit: 30", "Y02", "surveys/pulse.yaml", 14),
    "anchor": ("surveys/pulse.yaml", "text: Why?", "text: &why Why?", "Y03", "surveys/pulse.yaml", 12),
    "deep": ("surveys/pulse.yaml", "text: Why?", "text: " + "[" * 40, "Y04", "surveys/pulse.yaml", 12),
    "turned words": ("surveys/pulse.yaml", "Why?", "\u202eWhy?", "Y06", "surveys/pulse.yaml", 12),
    "isolate left open": ("surveys/pulse.yaml", "Why?", "\u2068Why?", "Y06", "surveys/pulse.yaml", 12),
    "empty": ("segments/home.yaml", "", "# later\n", "Y05", "segments/home.yaml", 1),
    "unknown key": ("surveys/pulse.yaml", "limit", "limti", "K01", "surveys/pulse.yaml", 13),
    "unknown survey key": ("surveys/pulse.yaml", "thanks:", "thank:", "K01", "surveys/pulse.yaml", 2),
    "number as words": ("surveys/pulse.yaml", "text: Why?", "text: 2026", "K02", "surveys/pulse.yaml", 12),
    "yes as a switch": ("surveys/pulse.yaml", "required: true", "required: yes", "K02", "surveys/pulse.yaml", 9),
    "no channels": ("surveys/visit.yaml", "[web, telephone]", "[]", "K02", "surveys/visit.yaml", 2),
    "unknown channel": ("surveys/visit.yaml", "telephone]", "telefone]", "K02", "surveys/visit.yaml", 2),
    "colour": ("organisation.yaml", "website:", "brand_colour: red\nwebsite:", "K02", "organisation.yaml", 2),
    "script as website": ("organisation.yaml", "https://www", "javascript://", "K02", "organisation.yaml", 2),
    "questions as list": ("surveys/pulse.yaml", "", "title: x\nquestions: [a]\n", "K02", "surveys/pulse.yaml", 2),
    "hide as word": ("surveys/pulse.yaml", "limit: 20", "hide: yes", "K02", "surveys/pulse.yaml", 13),
    "question as word": ("surveys/pulse.yaml", "", "title: x\nquestions:\n  a: b\n", "K02", "surveys/pulse.yaml", 3),
    "changes as word": ("segments/home.yaml", "", HOME + "changes: none\n", "K02", "segments/home.yaml", 3),
    "change as word": ("segments/home.yaml", "", HOME + "changes:\n  pulse: x\n", "K02", "segments/home.yaml", 4),
    "language": ("segments/home.yaml", "de: Haushalte", "Deutsch: x", "K02", "segments/home.yaml", 1),
    "missing text": ("surveys/pulse.yaml", "    text: Why?\n", "", "K03", "surveys/pulse.yaml", 10),
    "missing title": ("surveys/pulse.yaml", "title: Would you recommend us?\n", "", "K03", "surveys/pulse.yaml", 1),
    "no questions key": ("surveys/pulse.yaml", "", "title: x\n", "K03", "surveys/pulse.yaml", 1),
    "question id": ("surveys/pulse.yaml", "  why:", "  why-not:", "K04", "surveys/pulse.yaml", 10),
    "underscore first": ("surveys/pulse.yaml", "  why:", "  _version:", "K04", "surveys/pulse.yaml", 10),
    "option id": ("surveys/visit.yaml", "mon: Monday", "Mon: Monday", "K04", "surveys/visit.yaml", 37),
    "channel twice": ("surveys/visit.yaml", "[web,", "[web, web,", "K05", "surveys/visit.yaml", 2),
    "unknown type": ("surveys/pulse.yaml", "type: text", "type: txet", "Q01", "surveys/pulse.yaml", 11),
    "type as list": ("surveys/pulse.yaml", "type: text", "type: [text]", "Q01", "surveys/pulse.yaml", 11),
    "two contacts": ("surveys/pulse.yaml", "", "title: x\nquestions:\n  a: {type: contact, text: A, consent: B}\n  b: {type: contact, text: A, consent: B}\n", "Q06", "surveys/pulse.yaml", 4),
    "words alone": ("surveys/pulse.yaml", "", "title: x\nquestions:\n  a: {type: statement, text: A}\n", "Q03", "surveys/pulse.yaml", 2),
    "range": ("surveys/pulse.yaml", "", "title: x\nquestions:\n  a: {type: number, text: A, low: 3, high: 2}\n", "K02", "surveys/pulse.yaml", 3),
    "no bands": ("surveys/pulse.yaml", "", "title: x\nquestions:\n  a: {type: number, text: A, low: 3, high: 2000}\n", "K02", "surveys/pulse.yaml", 3),
    "earliest": ("surveys/pulse.yaml", "", "title: x\nquestions:\n  a: {type: date, text: A, earliest: soon}\n", "K02", "surveys/pulse.yaml", 3),
    "required statement": ("surveys/pulse.yaml", "type: text\n", "type: statement\n    required: true\n", "K01", "surveys/pulse.yaml", 12),
    "no type": ("surveys/pulse.yaml", "    type: text\n", "", "Q02", "surveys/pulse.yaml", 10),
    "all hidden": (
        "segments/home.yaml", "",
        CHANGES + "      recommend: {hide: true}\n      why: {hide: true}\n", "Q03", "surveys/pulse.yaml", 3,
    ),
    "one option": ("surveys/visit.yaml", "      yes: Yes\n", "", "Q04", "surveys/visit.yaml", 27),
    "words of too few points": (
        "surveys/visit.yaml", "    low: Bad\n    high: Good\n", "    words:\n      1: Bad\n      2: Good\n",
        "K02", "surveys/visit.yaml", 10,
    ),
    "words of no point": ("surveys/visit.yaml", "    low: Bad\n", "    words: {0: Bad}\n", "K02", "surveys/visit.yaml", 10),
    "no words to show": ("surveys/visit.yaml", "    low: Bad\n", "    low: Bad\n    show: words\n", "K02", "surveys/visit.yaml", 11),
    "one end without words": ("surveys/visit.yaml", "    low: Bad\n", "", "K02", "surveys/visit.yaml", 7),
    "option named as the key": (
        "surveys/visit.yaml", "      wed: Wednesday\n", "      none: Any\n    none: None of these\n",
        "K02", "surveys/visit.yaml", 40,
    ),
    "best of all": (
        "surveys/visit.yaml", "    type: choices\n", "    type: ranking\n    best: 3\n", "K02", "surveys/visit.yaml", 35,
    ),
    "unknown driver": ("surveys/visit.yaml", "items: [aspects]", "items: [aspect]", "Q05", "surveys/visit.yaml", 3),
    "unknown complaints": ("surveys/visit.yaml", "drivers:", "complaints: mets\ndrivers:", "Q07", "surveys/visit.yaml", 3),
    "use of nothing": ("surveys/visit.yaml", "type: text\n", "use: pulse/wyh\n", "Q08", "surveys/visit.yaml", 41),
    "use of what is used": (
        "surveys/visit.yaml", "  better:\n    type: text\n", "  first:\n    use: visit/second\n  second:\n    use: pulse/why\n  better:\n    type: text\n",
        "Q09", "surveys/visit.yaml", 41,
    ),
    "use with a type": ("surveys/visit.yaml", "type: text\n", "use: pulse/why\n    type: rating\n", "Q10", "surveys/visit.yaml", 42),
    "use over a question": (
        "segments/trade.yaml", "        text:", "        use: pulse/why\n        text:", "Q11", "segments/trade.yaml", 7,
    ),
    "text as driver": ("surveys/visit.yaml", "outcome: overall", "outcome: better", "Q05", "surveys/visit.yaml", 3),
    "closes before it opens": (
        "surveys/pulse.yaml", "thanks:", "opens: 2027-01-31\ncloses: 2026-12-01\nthanks:", "D01", "surveys/pulse.yaml", 3,
    ),
    "closed": ("surveys/pulse.yaml", "thanks:", "closes: 2026-01-31\nthanks:", "D02", "surveys/pulse.yaml", 2),
    "closes soon": ("surveys/pulse.yaml", "thanks:", f"closes: {IN_THREE_DAYS}\nthanks:", "D03", "surveys/pulse.yaml", 2),
    "no day": ("surveys/pulse.yaml", "thanks:", "closes: 31.1.2027\nthanks:", "K02", "surveys/pulse.yaml", 2),
    "time zone": ("organisation.yaml", "website:", "time_zone: Europe/Londn\nwebsite:", "D04", "organisation.yaml", 2),
    "time zone as a path": ("organisation.yaml", "website:", "time_zone: ../UTC\nwebsite:", "D04", "organisation.yaml", 2),
    "condition": ("surveys/pulse.yaml", "    limit: 20", "    show_if: recommend == 3", "C01", "surveys/pulse.yaml", 13),
    "condition on nothing": (
        "surveys/pulse.yaml", "    limit: 20", "    show_if: recomend > 3", "C02", "surveys/pulse.yaml", 13,
    ),
    "condition on no answer": (
        "surveys/visit.yaml", "  days:\n", "  days:\n    show_if: met = yess\n", "C03", "surveys/visit.yaml", 34,
    ),
    "condition off the scale": (
        "surveys/visit.yaml", "  days:\n", "  days:\n    show_if: overall = 7\n", "C04", "surveys/visit.yaml", 34,
    ),
    "condition on what comes later": (
        "surveys/visit.yaml", "  days:\n", "  days:\n    show_if: answered(better)\n", "C05", "surveys/visit.yaml", 34,
    ),
    "condition on itself": (
        "surveys/visit.yaml", "  days:\n", "  days:\n    show_if: days contains mon\n", "C05", "surveys/visit.yaml", 34,
    ),
    "condition on what is hidden": (
        "surveys/visit.yaml", "  days:\n", "    hide: true\n  days:\n    show_if: met = no\n", "C06", "surveys/visit.yaml", 35,
    ),
    "condition on what the segment hides": (
        "segments/home.yaml", "", CHANGES + "      recommend: {hide: true}\n      why: {show_if: recommend > 3}\n",
        "C06", "segments/home.yaml", 7,
    ),
    "condition never true": (
        "surveys/visit.yaml", "  days:\n", "  days:\n    show_if: met = yes and met = no\n", "C07", "surveys/visit.yaml", 34,
    ),
    "condition always true": (
        "surveys/pulse.yaml", "    limit: 20", "    show_if: recommend >= 0", "C08", "surveys/pulse.yaml", 13,
    ),
    "missing survey": ("segments/home.yaml", "visit, pulse", "vist, pulse", "S01", "segments/home.yaml", 2),
    "change of another survey": (
        "segments/home.yaml", "", HOME + "changes:\n  puls:\n    title: x\n", "S02", "segments/home.yaml", 4,
    ),
    "change of a type": (
        "segments/home.yaml", "", CHANGES + "      why:\n        type: choice\n", "S03", "segments/home.yaml", 7,
    ),
    "survey nobody is asked": ("segments/home.yaml", "visit, pulse", "visit", "S04", "surveys/pulse.yaml", 1),
    "change of nothing": (
        "segments/home.yaml", "", CHANGES + "      wyh:\n        text: x\n", "S05", "segments/home.yaml", 6,
    ),
    "removal of nothing": (
        "segments/home.yaml", "", HOME + "changes:\n  visit:\n    questions:\n      days:\n        options:\n          sun:\n",
        "S05", "segments/home.yaml", 8,
    ),
    "logo that is not there": (
        "organisation.yaml", "website:", "logo: {image: a.svg, text: {en: Us, de: Wir}}\nwebsite:", "L01", "organisation.yaml", 2,
    ),
    "order of nothing": ("segments/home.yaml", "", HOME + "changes:\n  pulse:\n    order: [wyh]\n", "S06", "segments/home.yaml", 5),
    "after and before": (
        "segments/home.yaml", "", CHANGES + "      why:\n        after: recommend\n        before: recommend\n",
        "S07", "segments/home.yaml", 8,
    ),
    "untranslated words": (
        "translations/pulse.de.yaml", "why: {text: Warum?}", "why: {}", "T01", "translations/pulse.de.yaml", 5,
    ),
    "untranslated change": (
        "translations/visit.de.yaml", "overall: {text: Wie war es für Ihr Unternehmen?}", "overall: {}",
        "T01", "translations/visit.de.yaml", 16,
    ),
    "translated setting": (
        "translations/pulse.de.yaml", "{text: Warum?}", "{text: Warum?, limit: 9}",
        "T02", "translations/pulse.de.yaml", 5,
    ),
    "no translation": ("translations/pulse.de.yaml", "", None, "T03", "surveys/pulse.yaml", 1),
    "translation of nothing": ("translations/plus.de.yaml", "", "title: x\n", "T04", "translations/plus.de.yaml", 1),
    "translation into another": ("translations/pulse.fr.yaml", "", "title: x\n", "T04", "translations/pulse.fr.yaml", 1),
    "segment without a name": ("segments/home.yaml", "en: Households, ", "", "T05", "segments/home.yaml", 1),
    "hours in one language": ("organisation.yaml", "  de: Immer\n", "", "T09", "organisation.yaml", 5),
    "unknown placeholder": (
        "wording/en.yaml", "about {minutes} minutes", "about {minuets} minutes", "T06", "wording/en.yaml", 11,
    ),
    "wording nobody reads": ("wording/fr.yaml", "", "name: x\n", "T07", "wording/fr.yaml", 1),
    "placeholder left out": (
        "wording/en.yaml", "about {minutes} minutes", "some minutes", "T08", "wording/en.yaml", 11,
    ),
    "word left out of a count": (
        "wording/de.yaml", "  send: Antworten senden\n", "", "T10", "wording/de.yaml", 2,
    ),
    "less than half translated": (
        "translations/pulse.de.yaml", "", "title: Empfehlen Sie uns?\n", "T11", "translations/pulse.de.yaml", 1,
    ),
    "plural form missing": (
        "wording/de.yaml", "    other: Dauert etwa {minutes} Minuten\n", "", "T13", "wording/de.yaml", 9,
    ),
    "plural form too many": (
        "wording/de.yaml", "    other: Dauert", "    few: Etwa {minutes} Minuten\n    other: Dauert",
        "T14", "wording/de.yaml", 11,
    ),
    "wrong direction": ("wording/de.yaml", "direction: ltr", "direction: rtl", "T15", "wording/de.yaml", 3),
    "language nobody knows": ("organisation.yaml", "[en, de]", "[en, de, xx]", "T16", "organisation.yaml", 3),
    "broken page": ("pages/thanks.html", "{% endblock %}", "{% endblok %}", "P01", "pages/thanks.html", 2),
    "stylesheet that takes in what is not there": (
        "pages/questions/rating.css", "_scale", "_scales", "P02", "pages/questions/rating.css", 1,
    ),
    "unknown sign in a page": ("pages/thanks.html", "{% block main %}", "{{ 1 + }}", "P01", "pages/thanks.html", 8),
}  # fmt: skip


def edit(folder, name):
    file, old, new, *_ = EDITS[name]
    if name == "language nobody knows":
        folder.write("wording/xx.yaml", (folder.root / "wording/en.yaml").read_text(encoding="utf-8"))
    if new is None:
        return folder.remove(file)
    return folder.replace(file, old, new) if old else folder.write(file, new)


def problems_of(folder):
    try:
        return check(folder.root)[0].problems
    except TemplateError as error:
        return error.problems


@pytest.mark.parametrize("name", EDITS)
def test_a_mistake_is_told_with_its_code_file_and_line(folder, name):
    *_, code, file, line = EDITS[name]
    found = [(p.code, p.file, p.line) for p in problems_of(edit(folder, name))]
    assert (code, f"survey_templates/{file}", line) in found


def test_every_code_of_the_catalogue_is_exercised_by_an_edit():
    elsewhere = {code for code in CATALOGUE if code[0] in "ME"} | {
        "T12"
    }  # spreadsheets; test_translations.py
    of_templates = CATALOGUE.keys() - elsewhere
    assert {edit[3] for edit in EDITS.values()} == of_templates


def test_the_folder_without_a_mistake_has_no_problems(folder):
    assert problems_of(folder) == []


@pytest.mark.parametrize("name", EDITS)
def test_an_error_stops_the_loading_and_a_warning_does_not(folder, name):
    edit(folder, name)
    code = EDITS[name][3]
    if CATALOGUE[code].severity == "warning":
        assert {p.severity for p in check(folder.root)[0].problems} == {"warning"}
    else:
        with pytest.raises(TemplateError) as refused:
            check(folder.root)
        assert any(p.severity == "error" and p.code == code for p in refused.value.problems)


MESSAGES = {
    "closes before it opens": [
        "survey_templates/surveys/pulse.yaml, line 3: the survey closes on 2026-12-01, before it opens on 2027-01-31; "
        "“closes” is the last day on which it is open, “opens” the first. Correct one of the two days. (D01)"
    ],
    "no day": [
        "survey_templates/surveys/pulse.yaml, line 2: “closes” is “31.1.2027”; it must be a day such as 2026-12-01 "
        "(year-month-day). Change the value. (K02)"
    ],
    "time zone": [
        "survey_templates/organisation.yaml, line 2: “time_zone” is “Europe/Londn”, which is no time zone we know; it "
        "must be a name such as Europe/London, America/New_York or UTC. Did you mean “Europe/London”? Correct the "
        "name; the list is at https://en.wikipedia.org/wiki/List_of_tz_database_time_zones. (D04)"
    ],
    "unknown type": [
        "survey_templates/surveys/pulse.yaml, line 11: the question “why” has the type “txet”, which we do not "
        "know; the types are: rating, rating-grid, recommend, effort, yes-no, choice, choices, ranking, text, number, "
        "date, consent, statement, contact. Did you mean “text”? Correct "
        "the type. (Q01)"
    ],
    "unknown key": [
        "survey_templates/surveys/pulse.yaml, line 13: “limti” is not a name we know here; the names are: text, "
        "hint, required, interviewer, show_if, lines, limit, type, hide. Did you mean “limit”? Correct or remove it. (K01)"
    ],
    "number as words": [
        "survey_templates/surveys/pulse.yaml, line 12: “text” is “2026”; it must be words, at most 3,000 "
        "characters (in quotes when they look like a number). Change the value. (K02)"
    ],
    "yes as a switch": [
        "survey_templates/surveys/pulse.yaml, line 9: “required” is “yes”; it must be true or false, in small "
        "letters and without quotes. Change the value. (K02)"
    ],
    "unknown channel": [
        "survey_templates/surveys/visit.yaml, line 2: “channels” is “telefone”; it must be one of: web, email, qr, "
        "telephone, letter, in-person. Did you mean “telephone”? Change the value. (K02)"
    ],
    "missing text": [
        "survey_templates/surveys/pulse.yaml, line 10: “text” is missing; it is needed: words, at most 3,000 "
        "characters (in quotes when they look like a number). Add a line “text: ...”. (K03)"
    ],
    "missing survey": [
        "survey_templates/segments/home.yaml, line 2: the segment asks the survey “vist”, which does not exist; the "
        "surveys are: pulse, visit. Did you mean “visit”? Correct the name, or add surveys/vist.yaml (in small "
        "letters, ending in .yaml). (S01)"
    ],
    "one option": [
        "survey_templates/surveys/visit.yaml, line 27: “options” of the question “met” has 1; it needs 2 or more. "
        "Add what is missing, or choose another question type. (Q04)"
    ],
    "unknown driver": [
        "survey_templates/surveys/visit.yaml, line 3: “drivers” names “aspect”, which is no rated question of this "
        "survey; the outcome is a rating or recommend question, the items are rating grids or ratings. Did you mean "
        "“aspects”? Correct the name. (Q05)"
    ],
    "change of a type": [
        "survey_templates/segments/home.yaml, line 7: the segment changes the type of the question “why”; a question "
        "keeps its type in all segments, or its answers cannot be counted together. Give the question a new name, "
        "and hide the old one with “hide: true”. (S03)"
    ],
    "change of nothing": [
        "survey_templates/segments/home.yaml, line 6: the segment changes “wyh”, which the survey does not have; a "
        "change is made to a question, row or option of the survey; a new question needs a type. Did you mean “why”? "
        "Correct the name. (S05)"
    ],
    "untranslated words": [
        "survey_templates/translations/pulse.de.yaml, line 1: de: 1 of 6 strings missing; customers read the "
        "originals there; each is told with its own line. Add them, or let a translator do it: `listenwell "
        "translations export --missing`. (T10)",
        "survey_templates/translations/pulse.de.yaml, line 5: the translation lacks questions: why: text; customers "
        "read the original there, marked as being in another language. Add it; the original reads: “Why?” (T01)",
    ],
    "untranslated change": [
        "survey_templates/translations/visit.de.yaml, line 1: de: 1 of 21 strings missing; customers read the "
        "originals there; each is told with its own line. Add them, or let a translator do it: `listenwell "
        "translations export --missing`. (T10)",
        "survey_templates/translations/visit.de.yaml, line 16: the translation lacks segments: trade: questions: "
        "overall: text; customers read the original there, marked as being in another language. Add it; the "
        "original reads: “How was it for your company?” (T01)",
    ],
    "translated setting": [
        "survey_templates/translations/pulse.de.yaml, line 5: the translation has “questions: why: limit”, which is "
        "no text of the survey; a translation has the words that customers read, under the names of the survey, and "
        "nothing else. Correct the name, or remove it. (T02)"
    ],
    "unknown placeholder": [
        "survey_templates/wording/en.yaml, line 11: the words of “page: minutes: other” have the placeholder {minuets}; the "
        "placeholders of these words are: {minutes}. Did you mean “minutes”? Correct or remove the placeholder. "
        "(T06)",
        "survey_templates/wording/en.yaml, line 11: the words of “page: minutes: other” leave out {minutes}; the page "
        "fills it in there. Add the placeholder, unless the words do without it. (T08)",
    ],
    "survey nobody is asked": [
        "survey_templates/surveys/pulse.yaml, line 1: no segment asks the survey “pulse”; a survey is published "
        "through a segment. Add it to “surveys” in a file in segments/, or remove it. (S04)"
    ],
}


@pytest.mark.parametrize("name", MESSAGES)
def test_the_whole_message_names_what_was_found_the_rule_and_the_remedy(folder, name):
    assert list(map(str, problems_of(edit(folder, name)))) == MESSAGES[name]


def test_a_mistake_in_a_survey_is_told_once_for_all_segments_and_languages(folder):
    edit(folder, "unknown key")
    assert [(p.code, p.line) for p in problems_of(folder)] == [("K01", 13)]


def test_all_problems_are_told_at_once_in_the_order_of_files_and_lines(folder):
    for name in (
        "unknown channel",
        "unknown type",
        "yes as a switch",
        "missing survey",
        "hours in one language",
    ):
        edit(folder, name)
    edit(folder, "broken page")
    found = problems_of(folder)
    assert [(p.file.removeprefix("survey_templates/"), p.line, p.code) for p in found] == [
        ("organisation.yaml", 5, "T09"),
        ("pages/thanks.html", 2, "P01"),
        ("segments/home.yaml", 2, "S01"),
        ("surveys/pulse.yaml", 9, "K02"),
        ("surveys/pulse.yaml", 11, "Q01"),
        ("surveys/visit.yaml", 2, "K02"),
    ]


@pytest.mark.parametrize("command", ["check", "build"])
@pytest.mark.parametrize("name", ["colour", "unknown type", "twice", "missing survey", "translated setting"])
def test_a_mistake_ends_with_exit_1_and_nothing_written(folder, tmp_path, capsys, command, name):
    edit(folder, name)
    before = sorted(tmp_path.rglob("*"))
    arguments = [command, "--templates", str(folder.root)]
    code = main([*arguments, "--out", str(tmp_path / "dist")] if command == "build" else arguments)
    out, err = capsys.readouterr()
    assert (code, out, sorted(tmp_path.rglob("*"))) == (1, "", before)
    (problem,) = problems_of(folder)
    told = f"{problem.file}\n  line {problem.line}: {problem.said}\n\n"
    assert err == f"{told}1 error, 0 warnings. Nothing was written.\n"


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("ratng", "rating"),
        ("RATING", "rating"),
        ("grid", ""),
        ("", ""),
        ("choise", "choice"),
        ("quite other", ""),
    ],
)
def test_the_near_match_is_offered_only_when_it_is_near(word, near):
    assert near_match(word, ("rating", "rating-grid", "choice", "choices", "text")) == near


def test_the_same_problem_told_twice_counts_once():
    problems = Problems()
    for line in (2, 2, 1):
        problems.add("F02", "a.yaml", line, name="A")
    assert ([p.line for p in problems.all()], problems.errors) == ([1, 2], 2)


def test_braces_in_what_marketing_wrote_are_quoted_as_they_stand(folder):
    folder.replace("surveys/pulse.yaml", "limit: 20", "'{0.__class__}': '{x}'")
    (problem,) = problems_of(folder)
    assert problem.found == "“{0.__class__}” is not a name we know here"


def test_a_hidden_question_without_a_type_beside_drivers_is_no_crash(folder):
    folder.replace("surveys/visit.yaml", "  better:\n    type: text\n", "  better:\n    hide: true\n")
    load_templates(folder.root)


def test_a_page_template_that_is_a_folder_is_told(folder):
    (folder.root / "pages" / "extra.html").mkdir()
    assert all(p.file.endswith("pages/extra.html") for p in problems_of(folder))
