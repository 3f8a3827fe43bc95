"""Every message to the people who edit templates: one catalogue, each with a code.

A problem reads "file, line: what was found; the rule; how to mend it." Tests name the code, people read
the words.
"""

import difflib
from collections.abc import Iterable
from typing import Literal

import msgspec

Severity = Literal["error", "warning", "advice"]
"""An error stops the build; a warning is probably a mistake; advice is what a colleague would say."""


class Message(msgspec.Struct, frozen=True):
    """One row of the catalogue; the texts carry `{names}` filled in where the problem is found."""

    found: str
    rule: str
    remedy: str
    severity: Severity = "error"


CATALOGUE: dict[str, Message] = {
    # F: files
    "F01": Message(
        "there is no “{name}” here",
        "the template folder needs it",
        "Put the file back, or name the right folder with --templates.",
    ),
    "F02": Message(
        "the file name “{name}” cannot be used",
        "names are small letters, digits and hyphens, begin with a letter and end in .yaml; translations are "
        "named survey.language.yaml",
        "Rename the file, or move it elsewhere.",
    ),
    "F03": Message(
        "the file cannot be read ({reason})",
        "template files are readable text in UTF-8",
        "Save it again as UTF-8 text and check that you may open it.",
    ),
    "F04": Message(
        "the file has {size} KB",
        "a template file has at most {limit} KB",
        "Split the survey in two, or remove what does not belong in it.",
    ),
    # Y: YAML
    "Y01": Message(
        "the file stops being readable here: {reason}",
        "the file must be valid YAML: two spaces of indent, a space after each colon, quotes around text "
        "that has a colon in it",
        "Look at this line and the one above it.",
    ),
    "Y02": Message(
        "“{key}” stands here a second time (first in line {first})",
        "a name may stand once in a list of names",
        "Rename or remove one of the two.",
    ),
    "Y03": Message(
        "there is a YAML anchor, alias or tag (“{what}”)",
        "template files do without &, * and ! marks",
        "Write the text out, or put quotes around it if it is meant to begin with that sign.",
    ),
    "Y04": Message(
        "the lines are nested more than {limit} levels deep",
        "no template needs that",
        "Check the indent of the lines before.",
    ),
    "Y05": Message(
        "the file is empty or is not a list of “name: value” lines",
        "each template file is such a list",
        "Start from a file that works; `listenwell check` tells what is missing.",
    ),
    "Y06": Message(
        "the words have an invisible sign that turns the direction of what follows ({sign})",
        "such signs make a page read differently from what is written; LRM, RLM and closed isolates are fine",
        "Delete it; retyping the words is the quickest way.",
    ),
    # K: keys and values
    "K01": Message(
        "“{key}” is not a name we know here",
        "the names are: {allowed}",
        "Correct or remove it.",
    ),
    "K02": Message("“{key}” is {value}", "it must be {rule}", "Change the value."),
    "K03": Message("“{key}” is missing", "it is needed: {rule}", "Add a line “{key}: ...”."),
    "K04": Message(
        "“{id}” cannot be the name of a {kind}",
        "such names are small letters, digits and underscores, begin with a letter and have at most 40 "
        "characters; answers are kept under them",
        "Rename it.",
    ),
    "K05": Message("“{key}” has {value} twice", "each may stand once in the list", "Remove one of them."),
    # Q: questions
    "Q01": Message(
        "the question “{id}” has the type “{type}”, which we do not know",
        "the types are: {allowed}",
        "Correct the type.",
    ),
    "Q02": Message(
        "the question “{id}” has no type",
        "the types are: {allowed}",
        "Add a line “type: ...” under it.",
    ),
    "Q03": Message(
        "the questionnaire has no questions left",
        "it needs at least one",
        "Add a question, or hide fewer of them.",
    ),
    "Q04": Message(
        "“{key}” of the question “{id}” has {count}",
        "it needs {least} or more",
        "Add what is missing, or choose another question type.",
    ),
    "Q05": Message(
        "“drivers” names “{id}”, which is no {kind} of this survey",
        "the outcome is a rating or recommend question, the items are rating grids or ratings",
        "Correct the name.",
    ),
    "Q06": Message(
        "the question “{id}” asks for contact details, and “{first}” does so already",
        "a page asks for them once, for one use and with one consent",
        "Join the two, or hide one of them.",
    ),
    "Q07": Message(
        "“complaints” names “{id}”, which is no choice question of this survey",
        "it is a choice or choices question whose options are causes of complaint",
        "Correct the name.",
    ),
    # D: days and times
    "D01": Message(
        "the survey closes on {closes}, before it opens on {opens}",
        "“closes” is the last day on which it is open, “opens” the first",
        "Correct one of the two days.",
    ),
    "D02": Message(
        "the survey closed on {closes}",
        "its page now thanks customers and names the other ways to answer",
        "Move “closes” to a later day, or take the survey out of its segments when it is no longer needed.",
        "warning",
    ),
    "D03": Message(
        "the survey closes on {closes}, in a week or less",
        "after that day its page takes no more answers",
        "Move “closes” to a later day if that is not meant.",
        "warning",
    ),
    "D04": Message(
        "“time_zone” is “{zone}”, which is no time zone we know",
        "it must be a name such as Europe/London, America/New_York or UTC",
        "Correct the name; the list is at https://en.wikipedia.org/wiki/List_of_tz_database_time_zones.",
    ),
    # C: conditions (show_if)
    "C01": Message(
        "the condition of “{id}” cannot be read from “{found}” on (character {at}): {reason}",
        "a condition is made of comparisons such as “overall <= 3”, joined by and, or, not",
        "Correct it; the handbook lists every form, under “Ask only some customers”.",
    ),
    "C02": Message(
        "the condition of “{id}” asks about “{name}”, which is no question above it",
        "the names are: {allowed}",
        "Correct the name; a row of a grid is written question.row.",
    ),
    "C03": Message(
        "the condition of “{id}” asks for the answer “{answer}”, which “{name}” does not have",
        "its answers are: {allowed}",
        "Correct the answer.",
    ),
    "C04": Message(
        "the condition of “{id}” compares what cannot be compared: “{comparison}”",
        "{rule}",
        "Change the comparison.",
    ),
    "C05": Message(
        "the condition of “{id}” asks about “{name}”, {where}",
        "a question can depend only on questions above it",
        "Move “{id}” below it, or change the condition.",
    ),
    "C06": Message(
        "the condition of “{id}” asks about {what}, which is hidden or taken away here",
        "a condition asks about what customers see",
        "Hide “{id}” as well, change its condition for the segment, or bring back what was taken away.",
    ),
    "C07": Message(
        "the condition of “{id}” can never be true: “{condition}”",
        "nobody would be asked the question",
        "Change the condition, or put “hide: true” in its place.",
    ),
    "C08": Message(
        "the condition of “{id}” is always true: “{condition}”",
        "everybody would be asked the question",
        "Change the condition, or take the line away.",
    ),
    # L: logos
    "L01": Message(
        "the logo “{image}” cannot be used: {reason}",
        "a logo is a PNG, JPEG, WebP or SVG file of at most {limit} in logos/, with nothing in it that runs "
        "or is fetched from elsewhere",
        "Save it again as plain shapes or as a smaller picture, or take the lines away.",
    ),
    # S: segments
    "S01": Message(
        "the segment asks the survey “{survey}”, which does not exist",
        "the surveys are: {allowed}",
        "Correct the name, or add surveys/{survey}.yaml (in small letters, ending in .yaml).",
    ),
    "S02": Message(
        "the segment changes “{name}”, which is not among its surveys",
        "changes are made to surveys that the segment asks: {allowed}",
        "Correct the name, or add it to “surveys”.",
    ),
    "S03": Message(
        "the segment changes the type of the question “{id}”",
        "a question keeps its type in all segments, or its answers cannot be counted together",
        "Give the question a new name, and hide the old one with “hide: true”.",
    ),
    "S04": Message(
        "no segment asks the survey “{survey}”",
        "a survey is published through a segment",
        "Add it to “surveys” in a file in segments/, or remove it.",
        "warning",
    ),
    "S05": Message(
        "the segment changes “{name}”, which the survey does not have",
        "a change is made to a question, row or option of the survey; a new question needs a type",
        "Correct the name.",
    ),
    "S06": Message(
        "“{key}” names “{name}”, which is not there",
        "it names what stands in the same list: {allowed}",
        "Correct or remove the name.",
    ),
    "S07": Message(
        "the question “{id}” has both “after” and “before”",
        "one of them says where it stands",
        "Remove one of the two.",
    ),
    # T: translations and wording
    "T01": Message(
        "the translation lacks {what}",
        "customers read the original there, marked as being in another language",
        "Add it; the original reads: {original}",
        "warning",
    ),
    "T02": Message(
        "the translation has {what}, which is no text of the survey",
        "a translation has the words that customers read, under the names of the survey, and nothing else",
        "Correct the name, or remove it.",
    ),
    "T03": Message(
        "there is no translation of “{survey}” into “{language}”",
        "organisation.yaml lists {language} among the languages, but the survey is not offered in it",
        "Add translations/{survey}.{language}.yaml, or take {language} out of “languages”.",
        "warning",
    ),
    "T04": Message(
        "the translation is for {what}, which nothing asks for",
        "a translation file is named survey.language.yaml, for a survey that is there and a language that "
        "organisation.yaml lists after the first: {allowed}",
        "Rename or remove the file, or add its language to “languages”.",
    ),
    "T05": Message(
        "“{key}” has no words in “{language}”",
        "words shown to customers are there at least in the first language of organisation.yaml",
        "Add a line “{language}: ...” under it.",
    ),
    "T06": Message(
        "the words of “{key}” have the placeholder {{{name}}}",
        "the placeholders of these words are: {allowed}",
        "Correct or remove the placeholder.",
    ),
    "T07": Message(
        "“{language}” is not among the languages of organisation.yaml",
        "only those languages are published",
        "Add it to “languages”, or remove the file.",
        "warning",
    ),
    "T08": Message(
        "the words of “{key}” leave out {{{name}}}",
        "the page fills it in there",
        "Add the placeholder, unless the words do without it.",
        "warning",
    ),
    "T09": Message(
        "“{key}” has no words in “{language}”",
        "customers read those in “{first}” there, marked as being in another language",
        "Add a line “{language}: ...” under it.",
        "warning",
    ),
    "T10": Message(
        "{language}: {missing} of {total} strings missing",
        "customers read the originals there; each is told with its own line",
        "Add them, or let a translator do it: `listenwell translations export --missing`.",
        "warning",
    ),
    "T11": Message(
        "{language}: {missing} of {total} strings missing, so the survey is not offered in that language",
        "at least half of the words must be translated",
        "Add them, or let a translator do it: `listenwell translations export --missing`.",
        "warning",
    ),
    "T12": Message(
        "the original of {what} has changed since it was translated",
        "the translation may say something else by now",
        "Compare it with {original}; change it, or, if it fits, run `listenwell translations confirm`.",
        "warning",
    ),
    "T13": Message(
        "the words of “{key}” have no form “{form}”",
        "with numbers, “{language}” needs the plural forms {needed}; “{form}” goes with {numbers}",
        "Add a line “{form}: ...” under it.",
    ),
    "T14": Message(
        "the words of “{key}” have the form “{form}”",
        "“{language}” has the plural forms {needed}; the others are never shown",
        "Remove it.",
        "warning",
    ),
    "T15": Message(
        "the direction is “{found}”",
        "“{language}” is written {direction}: ltr is from left to right, rtl from right to left",
        "Change it to {direction}, or correct the name of the file.",
    ),
    "T16": Message(
        "the language “{language}” is not in our list",
        "of the languages in the list we know plural forms, numbers and dates; in others one form serves all "
        "numbers, and dates read like 2026-03-14",
        "Correct the code if it is meant to be another; the list is listenwell/survey/languages_known.py.",
        "warning",
    ),
    # M: mappings of spreadsheets
    "M01": Message(
        "the mapping names the column “{column}”, which the file does not have",
        "the columns are: {allowed}",
        "Correct the name; capitals count.",
    ),
    "M02": Message(
        "the mapping fills “{item}”, which is no question or row of “{survey}”",
        "the questions and rows are: {allowed}",
        "Correct the name.",
    ),
    "M03": Message(
        "“{name}” is not published",
        "answers are imported into a survey, segment and language of the release: {allowed}",
        "Correct the name, or build the survey first.",
    ),
    "M04": Message(
        "“{key}” has neither a column nor a value",
        "it needs “column: ...” or “value: ...”",
        "Add one of them.",
    ),
    # E: translations exchanged as CSV
    "E01": Message(
        "the CSV cannot be used: {reason}",
        "it has the columns file, id, original and translation, as `translations export` writes them",
        "Save it as CSV (UTF-8), without removing columns.",
    ),
    "E02": Message(
        "“{id}” is no text of the templates",
        "the columns file and id say where a translation belongs",
        "Leave these two columns as they were exported; if the text was removed since, delete the row.",
    ),
    "E03": Message(
        "the original of “{id}” in {of} has changed since the export",
        "a translation of other words must not be put in unseen",
        "Export again, and compare this row.",
    ),
    "E04": Message(
        "the translation of “{id}” does not have the same placeholders as the original",
        "they are: {allowed}; words and numbers are filled in there",
        "Copy them from the original, with their braces.",
    ),
    "E05": Message(
        "“{id}” stands here a second time (first in line {first})",
        "each text has one row",
        "Delete one of the two.",
    ),
    "E06": Message(
        "the translation of “{id}” has question marks where letters were",
        "the file was saved in an encoding that does not have these letters",
        "Save it as CSV (UTF-8), and restore the letters from the export.",
    ),
    "E07": Message(
        "the translation of “{id}” cannot be put into {of} by itself",
        "the file is laid out in an unusual way there",
        "Type it in by hand.",
    ),
    # P: page templates
    "P01": Message(
        "the page template cannot be used: {reason}",
        "page templates are Jinja2",
        "Look at this line; the Jinja2 template designer documentation explains the signs.",
    ),
}


class Problem(msgspec.Struct, frozen=True, order=True, omit_defaults=True):
    """A message at a place: file (relative to the template folder's parent), line counted from 1.

    `code` is a code of the catalogue, or the name of the rule of `rules/` that found it; `suggestion` is a
    better wording, where there is an honest one.
    """

    file: str
    line: int
    code: str
    found: str
    rule: str
    remedy: str
    severity: Severity
    suggestion: str = ""

    def __str__(self) -> str:
        better = f" For example: {self.suggestion}" if self.suggestion else ""
        said = f"{self.found}; {self.rule}. {self.remedy}{better}"
        return f"{self.file}, line {self.line}: {said} ({self.code})"


class Problems:
    """Collects problems; the same one told twice counts once."""

    def __init__(self) -> None:
        self._seen: dict[Problem, None] = {}
        self.told = 0
        """Errors told so far, each telling counted: what a caller compares to see whether a step had any."""

    def add(self, code: str, file: str, line: int, *, near: str = "", **values: object) -> None:
        """Record the catalogue's message `code`; `near` is the near match to offer, if any."""
        message = CATALOGUE[code]
        remedy = message.remedy.format(**values)
        if near:
            remedy = f"Did you mean “{near}”? {remedy}"
        found, rule = message.found.format(**values), message.rule.format(**values)
        self._seen[Problem(file, line, code, found, rule, remedy, message.severity)] = None
        self.told += message.severity == "error"

    def take(self, problems: Iterable[Problem]) -> None:
        """Record what was told elsewhere."""
        for problem in problems:
            self._seen[problem] = None
            self.told += problem.severity == "error"

    def all(self) -> list[Problem]:
        """Every problem, by file, line and code."""
        return sorted(self._seen)

    @property
    def errors(self) -> int:
        """How many of them are errors."""
        return sum(problem.severity == "error" for problem in self._seen)


class TemplateError(Exception):
    """The templates have errors; nothing was written. `problems` has them all."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def near_match(word: str, allowed: Iterable[str]) -> str:
    """The allowed word most like `word`, or "" when none is near."""
    return next(iter(difflib.get_close_matches(word.lower(), list(allowed), n=1, cutoff=0.6)), "")
