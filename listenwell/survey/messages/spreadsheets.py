"""What is wrong with the mapping of a spreadsheet of past feedback."""

from listenwell.survey.messages.message import Message

SPREADSHEETS: dict[str, Message] = {
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
}
