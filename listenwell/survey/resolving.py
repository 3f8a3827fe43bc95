"""Survey x segment x language -> questionnaire, with every problem on the way at its own line."""

from msgspec import structs

from listenwell.survey.arranging import arrange
from listenwell.survey.conditions.checking import check_conditions
from listenwell.survey.lines import Node
from listenwell.survey.merging import overlay, translate, without
from listenwell.survey.opening import Days
from listenwell.survey.problems import Problems, near_match
from listenwell.survey.question import Question
from listenwell.survey.question_types import QUESTION_TYPES
from listenwell.survey.questionnaire import Drivers, Questionnaire, Untranslated
from listenwell.survey.reading import read, shown
from listenwell.survey.reading_questions import Shared, read_question, words_left


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
    shared: Shared | None = None,
) -> Questionnaire | None:
    """The questionnaire, or None when it has errors (recorded).

    `base` is the survey's file, `changes` what the segment makes of it; `words` translate the first and
    `changed_words` the second. Words that they lack stay as they are, in the first language. `shared` is one
    for all segments and languages of a survey.
    """
    shared = shared or Shared()
    if not _block(base, "questions"):  # what segments change in them cannot be judged
        _questions(base, problems, shared)
        return None
    if changes is not None and not _check_changes(base, changes, problems):
        return None
    before = problems.told
    node = _laid(base if words is None else shared.translated(base, words), changes, changed_words, problems)
    if problems.told != before:
        return None
    questions = _questions(node, problems, shared)
    if questions is not None and not _conditions_good(node, base, questions, problems):
        questions = None
    if segment:
        questions = questions and tuple(each.arranged(f"{survey}/{segment}") for each in questions)
    given = {
        "survey": survey,
        "segment": segment,
        "language": language,
        "questions": questions or (),
        "untranslated": _untranslated(node, words, questions or (), shared) if words else None,
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
    return _laid(node, changes, changed_words, problems or Problems())


def _laid(base: Node, changes: Node | None, changed_words: Node | None, problems: Problems) -> Node:
    if changes is None:
        return base
    theirs = translate(changes, changed_words) if changed_words else changes
    return arrange(overlay(base, theirs), changes, problems)


def _untranslated(
    node: Node, words: Node, questions: tuple[Question, ...], shared: Shared
) -> Untranslated | None:
    """The words among those asked that are not from a translation into the language of `words`."""
    ending = f".{words.file.rsplit('.', 2)[1]}.yaml"
    asked = {question.id for question in questions}
    left: list[str] = []
    for key, part in node.mapping.items():
        if key != "questions":
            left += words_left(Node({key: part}, node.file, node.line), ending)
            continue
        for name, question in part.mapping.items():
            left += shared.left(name, question, ending) if name in asked else ()
    return Untranslated(language=shared.original, words=tuple(left)) if left else None


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


def questions_block(node: Node, problems: Problems) -> Node | None:
    """The survey's block of questions; None when it has none (recorded)."""
    listed = node.mapping.get("questions")
    rule = "a block with one name for each question"
    if listed is None:
        problems.add("K03", node.file, node.line, key="questions", rule=rule)
        return None
    if not isinstance(listed.value, dict):
        value = shown(listed.value)
        problems.add("K02", listed.file, listed.line, key="questions", value=value, rule=rule)
        return None
    return listed


def _questions(node: Node, problems: Problems, shared: Shared) -> tuple[Question, ...] | None:
    listed = questions_block(node, problems)
    if listed is None:
        return None
    asked = {name: each for name, each in listed.value.items() if not _hidden(each, problems)}
    if not asked:
        problems.add("Q03", listed.file, listed.line)
        return None
    questions = [shared.question(name, each, problems) for name, each in asked.items()]
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
    read = ((name, read_question(name, each, Problems())) for name, each in _block(base, "questions").items())
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
