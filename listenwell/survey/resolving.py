"""Survey x segment x language -> questionnaire, with every problem on the way at its own line."""

from msgspec import structs

from listenwell.survey.arranging import arrange
from listenwell.survey.conditions.checking import check_conditions
from listenwell.survey.lines import Node
from listenwell.survey.merging import overlay, translate, without
from listenwell.survey.opening import Days
from listenwell.survey.problems import Problems, near_match
from listenwell.survey.question import Id, Question
from listenwell.survey.question_types import QUESTION_TYPES
from listenwell.survey.questionnaire import Drivers, Questionnaire, Untranslated
from listenwell.survey.reading import convert, read, shown
from listenwell.survey.translating import words_in


def resolve(
    survey: str,
    segment: str,
    language: str,
    base: Node,
    problems: Problems,
    *,
    changes: Node | None = None,
    words: Node | None = None,
    changed_words: Node | None = None,
    original: str = "",
) -> Questionnaire | None:
    """The questionnaire, or None when it has errors (recorded).

    `base` is the survey's file, `changes` what the segment makes of it; `words` translate the first and
    `changed_words` the second. Words that they lack stay as they are, in the language `original`.
    """
    if changes is not None and not _check_changes(base, changes, problems):
        return None
    before = problems.told
    node = laid(base, changes, words, changed_words, problems)
    if problems.told != before:
        return None
    questions = _questions(node, problems)
    if questions is not None and not _conditions_good(node, base, questions, problems):
        questions = None
    if segment:
        questions = questions and tuple(each.arranged(f"{survey}/{segment}") for each in questions)
    given = {
        "survey": survey,
        "segment": segment,
        "language": language,
        "questions": questions or (),
        "untranslated": _untranslated(node, words, questions or (), original) if words else None,
    }
    questionnaire = read(
        node, Questionnaire, problems, given=given, left=("questions", *Days.__struct_fields__)
    )
    if (
        questionnaire is None
        or questions is None
        or not _drivers_exist(node, questionnaire.drivers, problems)
        or not _complaints_exist(node, questionnaire.complaints, problems)
    ):
        return None
    complaints = questionnaire.complaints if questionnaire.complaints in questionnaire.by_id else ""
    return structs.replace(questionnaire, drivers=_asked_drivers(questionnaire), complaints=complaints)


def laid(
    base: Node,
    changes: Node | None,
    words: Node | None,
    changed_words: Node | None,
    problems: Problems | None = None,
) -> Node:
    """A segment's changes and the translations laid over the survey in the segment's order, every line with
    where it comes from. Names that its order asks for and that are not there are recorded."""
    node = translate(base, without(words, "segments")) if words else base
    if changes is not None:
        theirs = translate(changes, changed_words) if changed_words else changes
        node = arrange(overlay(node, theirs), changes, problems or Problems())
    return node


def _untranslated(
    node: Node, words: Node, questions: tuple[Question, ...], original: str
) -> Untranslated | None:
    """The words among those asked that are not from the file of `words`."""
    asked = {question.id for question in questions}
    left = tuple(
        ".".join(path)
        for path, leaf in words_in(node, {})
        if leaf.file != words.file and (path[0] != "questions" or path[1] in asked)
    )
    return Untranslated(language=original, words=left) if left else None


def _check_changes(base: Node, changes: Node, problems: Problems) -> bool:
    """Whether every change is made to something that is there, and no question changes its type."""
    before = problems.told
    if not changes.mapping:
        rule = "a block of the names that the segment changes"
        problems.add("K02", changes.file, changes.line, key="changes", value=shown(changes.value), rule=rule)
        return False
    old = _block(base, "questions")
    for name, change in _block(changes, "questions").items():
        kind = change.mapping.get("type")
        if name not in old:
            if kind is None:
                problems.add("S05", change.file, change.line, near=near_match(name, old), name=name)
            continue
        if kind is not None and kind.plain() != old[name].mapping.get("type", kind).plain():
            problems.add("S03", kind.file, kind.line, id=name)
        for key, part in change.mapping.items():
            there = _block(old[name], key)
            for entry, node in part.mapping.items():
                if node.value is None and entry not in there:
                    problems.add("S05", node.file, node.line, near=near_match(entry, there), name=entry)
    return problems.told == before


def _block(node: Node, key: str) -> dict[str, Node]:
    return node.mapping[key].mapping if key in node.mapping else {}


def _questions(node: Node, problems: Problems) -> tuple[Question, ...] | None:
    listed = node.mapping.get("questions")
    rule = "a block with one name for each question"
    if listed is None:
        problems.add("K03", node.file, node.line, key="questions", rule=rule)
        return None
    if not isinstance(listed.value, dict):
        value = shown(listed.value)
        problems.add("K02", listed.file, listed.line, key="questions", value=value, rule=rule)
        return None
    asked = {name: each for name, each in listed.value.items() if not _hidden(each, problems)}
    if not asked:
        problems.add("Q03", listed.file, listed.line)
        return None
    questions = [_question(name, each, problems) for name, each in asked.items()]
    found = tuple(question for question in questions if question is not None)
    if len(found) != len(questions):
        return None
    if not any(question.fields() for question in found):
        problems.add("Q03", listed.file, listed.line)
        return None
    first, *more = [question.id for question in found if question.apart] or [""]
    for name in more:
        problems.add("Q06", asked[name].file, asked[name].line, id=name, first=first)
    return None if more else found


def _conditions_good(node: Node, base: Node, questions: tuple[Question, ...], problems: Problems) -> bool:
    """Whether every “show_if” asks for what this segment's customers can answer."""
    if not any(question.show_if for question in questions):
        return True
    read = ((name, _question(name, each, Problems())) for name, each in _block(base, "questions").items())
    whole = {name: question for name, question in read if question is not None}
    asked = {question.id: question for question in questions}
    return check_conditions(asked, _block(node, "questions"), whole, problems)


def _hidden(node: Node, problems: Problems) -> bool:
    hide = node.mapping.get("hide")
    if hide is None or hide.value is False:
        return False
    if hide.value is not True:
        problems.add("K02", hide.file, hide.line, key="hide", value=shown(hide.value), rule="true or false")
    return True


def _question(name: str, node: Node, problems: Problems) -> Question | None:
    allowed = ", ".join(QUESTION_TYPES)
    if not isinstance(node.value, dict):
        rule = "a block of lines such as “type: rating”"
        problems.add("K02", node.file, node.line, key=name, value=shown(node.value), rule=rule)
        return None
    if convert(Node(name, node.file, node.line), Id, name, Problems()) != name:
        problems.add("K04", node.file, node.line, id=name, kind="question")
        return None
    kind = node.mapping.get("type")
    if kind is None:
        problems.add("Q02", node.file, node.line, id=name, allowed=allowed)
        return None
    row = QUESTION_TYPES.get(kind.value) if isinstance(kind.value, str) else None
    if row is None:
        near = near_match(str(kind.value), QUESTION_TYPES)
        problems.add("Q01", kind.file, kind.line, near=near, id=name, type=kind.value, allowed=allowed)
        return None
    given = {"id": name, **row.question.fixed}
    question = read(node, row.question, problems, given=given, left=("type", "hide"))
    if question is None:
        return None
    mistakes = list(question.mistakes())
    for key, rule in mistakes:
        place = node.mapping.get(key, node)
        value = shown(place.value) if key in node.mapping else "left out"
        problems.add("K02", place.file, place.line, key=key, value=value, rule=rule)
    if mistakes:
        return None
    for key, least in row.question.least.items():
        count = len(getattr(question, key))
        if count < least:
            problems.add("Q04", node.file, node.line, key=key, id=name, count=count, least=least)
            return None
    return question


def _drivers_exist(node: Node, drivers: Drivers | None, problems: Problems) -> bool:
    """Whether the questions that `drivers` names are there, hidden or not, and have scores."""
    if drivers is None:
        return True
    place = node.mapping["drivers"]
    scored = [
        name
        for name, question in _block(node, "questions").items()
        if (row := QUESTION_TYPES.get(_type(question))) and row.question.scored
    ]
    unknown = [name for name in (drivers.outcome, *drivers.items) if name not in scored]
    for name in unknown:
        problems.add(
            "Q05", place.file, place.line, near=near_match(name, scored), id=name, kind="rated question"
        )
    return not unknown


def _complaints_exist(node: Node, complaints: str, problems: Problems) -> bool:
    """Whether the question that `complaints` names is there, hidden or not, and has options."""
    if not complaints:
        return True
    chosen = [
        name
        for name, question in _block(node, "questions").items()
        if (row := QUESTION_TYPES.get(_type(question))) and "options" in row.question.least
    ]
    if complaints in chosen:
        return True
    place = node.mapping["complaints"]
    problems.add("Q07", place.file, place.line, near=near_match(complaints, chosen), id=complaints)
    return False


def _type(question: Node) -> str:
    kind = question.mapping.get("type")
    return str(kind.value) if kind else ""


def _asked_drivers(questionnaire: Questionnaire) -> Drivers | None:
    """The drivers among the questions that this segment is asked."""
    drivers = questionnaire.drivers
    if drivers is None or drivers.outcome not in questionnaire.by_id:
        return None
    items = tuple(item for item in drivers.items if item in questionnaire.by_id)
    return Drivers(outcome=drivers.outcome, items=items) if items else None
