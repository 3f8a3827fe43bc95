"""What is wrong with a segment or a logo."""

from listenwell.survey.messages.message import Message

SEGMENTS: dict[str, Message] = {
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
}
