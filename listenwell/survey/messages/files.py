"""What is wrong with a file before its words are read: files, YAML, names and values, page templates."""

from listenwell.survey.messages.message import Message

FILES: dict[str, Message] = {
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
    # P: page templates
    "P01": Message(
        "the page template cannot be used: {reason}",
        "page templates are Jinja2",
        "Look at this line; the Jinja2 template designer documentation explains the signs.",
    ),
    "P02": Message(
        "the stylesheet takes in “{name}”, which is not there",
        "@import names a stylesheet from the folder pages/ on",
        "Correct the name, or remove the line.",
    ),
}
