"""What is wrong with a translation, or with the CSV that a translator sends back."""

from listenwell.survey.messages.message import Message

LANGUAGES: dict[str, Message] = {
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
        "only those languages are published; translations into it wait too",
        "Add it to “languages”, or remove this file and the translations.",
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
}
