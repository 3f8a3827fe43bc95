"""What is wrong with a question: its keys, its days and times, its condition."""

from listenwell.survey.messages.message import Message

QUESTIONS: dict[str, Message] = {
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
    "Q08": Message(
        "“{id}” uses {name}, which is no question of another survey",
        "“use” names a survey and a question in it, such as pulse/recommend",
        "Correct the name.",
    ),
    "Q09": Message(
        "“{id}” uses a question that itself uses “{first}”",
        "a question is used from where it is written",
        "Write “use: {first}”.",
    ),
    "Q10": Message(
        "“{id}” gives another type to the question it uses (“{name}”)",
        "a question keeps its type wherever it is used",
        "Take this line away, or write a question of its own.",
    ),
    "Q11": Message(
        "the segment puts “use” into “{id}”, which the survey asks already",
        "a segment may use a question of another survey under a new name",
        "Give it a new name, and hide the old one with “hide: true”.",
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
}
