"""What a segment is asked, with the place of every line."""

# ruff: noqa: E501 (a message in one piece)

import json

import pytest

from listenwell.cli import main

TRADE = """\
name: {en: Companies, de: Unternehmen}
surveys: [visit]
changes:
  visit:
    questions:
      overall:
        text: How was it for your company?
      days:
        hide: true
      better:
        before: overall
      met:
        show_if: aspects.timing <= 2
"""


EXPECTED = """\
\
visit for Companies (trade), in English
Version VERSION, 5 questions. Files are those of survey_templates/

title: Our visit | surveys/visit.yaml:1
channels: web, telephone | surveys/visit.yaml:2
drivers: outcome: overall | surveys/visit.yaml:4
drivers: items: aspects | surveys/visit.yaml:5

1. better (text) | surveys/visit.yaml:40
   text: What should be better? | surveys/visit.yaml:42

2. overall (rating) | surveys/visit.yaml:7
   text: How was it for your company? | segments/trade.yaml:7
   low: Bad | surveys/visit.yaml:10
   high: Good | surveys/visit.yaml:11
   not_applicable: true | surveys/visit.yaml:12

3. aspects (rating-grid) | surveys/visit.yaml:13
   text: And each of these? | surveys/visit.yaml:15
   rows: timing: Timing | surveys/visit.yaml:17
   rows: price: Price | surveys/visit.yaml:18
   low: Bad | surveys/visit.yaml:19
   high: Good | surveys/visit.yaml:20
   not_applicable: true | surveys/visit.yaml:21

4. recommend (recommend) | surveys/visit.yaml:22
   text: How likely? | surveys/visit.yaml:24
   low: Never | surveys/visit.yaml:25
   high: Always | surveys/visit.yaml:26

5. met (choice) | surveys/visit.yaml:27
   text: Was it on time? | surveys/visit.yaml:29
   options: yes: Yes | surveys/visit.yaml:31
   options: no: No | surveys/visit.yaml:32
   show_if: aspects.timing <= 2 | segments/trade.yaml:13
     = Answer this only if you chose 2 or less for “Timing”.

-  days (choices), HIDDEN: not asked | surveys/visit.yaml:33
"""


def _wide(text, place=""):
    """A line with its place at the right end of 80 columns."""
    return text + place.rjust(80 - len(text)) if place else text


def shown(folder, capsys, *arguments):
    code = main(["show", *arguments, "--templates", str(folder.root)])
    return (code, *capsys.readouterr())


def test_every_line_is_printed_with_its_place_in_80_columns(folder, capsys):
    folder.write("segments/trade.yaml", TRADE)
    code, out, err = shown(folder, capsys, "visit", "trade")
    assert (code, err) == (0, "")
    version = out.split("Version ")[1][:12]
    expected = EXPECTED.replace("VERSION", version).splitlines()
    assert out.splitlines() == [_wide(*line.split(" | ")) for line in expected]
    assert all(len(line) <= 80 for line in out.splitlines())


def test_the_translation_has_its_own_places_and_json_has_it_all(folder, capsys):
    folder.write("segments/trade.yaml", TRADE)
    code, out, err = shown(folder, capsys, "visit", "trade", "--language", "de", "--json")
    found = json.loads(out)
    assert (code, err, found["language"], len(found["version"])) == (0, "", "de", 12)
    by_id = {question["id"]: question for question in found["questions"]}
    assert by_id["overall"]["lines"][0] == {
        "name": "text",
        "value": "Wie war es für Ihr Unternehmen?",
        "file": "survey_templates/translations/visit.de.yaml",
        "line": 16,
    }
    assert (by_id["days"]["hidden"], by_id["met"]["condition"]) == (
        True,
        "Bitte nur beantworten, wenn Sie bei „Zeit“ 2 oder weniger gewählt haben.",
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["visti", "home"], "There is no survey of the segment “home” “visti”. Did you mean “visit”? There is: visit, pulse."),
        (["visit", "hme"], "There is no segment “hme”. Did you mean “home”? There is: home, trade."),
        (["visit", "home", "--language", "fr"], "There is no language of “visit” “fr”. There is: en, de."),
        (["pulse", "trade"], "There is no survey of the segment “trade” “pulse”. There is: visit."),
    ],
)  # fmt: skip
def test_a_name_that_is_not_there_is_answered_with_a_near_one_and_exit_2(folder, capsys, arguments, message):
    assert shown(folder, capsys, *arguments) == (2, "", f"Error: {message}\n")


def test_signs_that_a_terminal_would_obey_are_not_printed(folder, capsys):
    folder.replace("surveys/visit.yaml", "title: Our visit", 'title: "Our\\e[31m visit"')
    _, out, err = shown(folder, capsys, "visit", "home")
    assert err == ""
    assert "title: Our�[31m visit" in out
