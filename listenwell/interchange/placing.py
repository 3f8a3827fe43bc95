"""How does a draft become files? Written as marketing would write them, and read by `survey` as any other."""

import re
from pathlib import Path
from typing import Any

import msgspec

from listenwell.interchange.cleaning import name_of
from listenwell.interchange.conditions import show_if
from listenwell.interchange.draft import (
    Draft,
    DraftQuestion,
    Said,
    Target,
    in_language,
    languages_of,
    only_words,
)
from listenwell.interchange.expressions import Unsayable
from listenwell.interchange.notes import Note
from listenwell.survey.lines import MAX_KB, parse
from listenwell.survey.organisation import NAME
from listenwell.survey.problems import Problem, Problems
from listenwell.survey.reading_questions import Shared
from listenwell.survey.resolving import resolve
from listenwell.survey.translating import check_translation
from listenwell.survey.writing import text_of


class Placed(msgspec.Struct, frozen=True, kw_only=True):
    """The files by name, how many questions of how many came over, and what is to be told: notes on what
    became of the source, and problems that the files still have."""

    files: dict[str, str]
    found: int
    came: int
    notes: list[Note]
    problems: list[Problem]

    @property
    def passes(self) -> bool:
        """Whether `check` finds no error in the files."""
        return all(problem.severity != "error" for problem in self.problems)


def survey_name(path: Path) -> str:
    """The name of a survey made from that of a file."""
    name = re.sub(r"[^a-z0-9]+", "-", name_of(path.stem, (), "survey")).strip("-")
    return name if re.fullmatch(NAME, name) else "survey"


def placed(draft: Draft, name: str, languages: tuple[str, ...], files: str) -> Placed:
    """The draft as files of the survey `name`, in the organisation's `languages`, the first of which surveys
    are written in. `files` is the folder as messages name it."""
    if "title" not in draft.keys:
        draft.keys["title"] = Said({"": name.replace("-", " ").capitalize()})
        what, became = "a survey without a title", "one that is called like the file"
        draft.notes.add("I20", "the file", what=what, became=became, remedy="See that it reads well.")
    _name_questions(draft)
    _set_conditions(draft)
    tree = _tree(draft)
    language = _first_language(draft, tree, languages[0])
    base = in_language(tree, language)
    texts = {f"surveys/{name}.yaml": text_of(base)}
    for other in languages[1:]:
        translation = only_words(tree, other)
        if translation and other != language:
            texts[f"translations/{name}.{other}.yaml"] = text_of(translation)
    for other in sorted(languages_of(tree) - set(languages) - {language}):
        remedy = "Add it to “languages” in organisation.yaml and import again, if you want it."
        draft.notes.add("I08", "the file", language=other, remedy=remedy)
    problems = _problems(texts, name, languages[0], files)
    return Placed(files=texts, found=draft.found, came=draft.came, notes=draft.notes.all(), problems=problems)


def _name_questions(draft: Draft) -> None:
    """Give every question a name of its own; what conditions ask about follows."""
    taken: set[str] = set()
    for question in draft.questions:
        old, question.id = question.id, name_of(question.id, taken, "question")
        taken.add(question.id)
        for source, target in question.targets.items():
            _, dot, row = target.item.partition(".")
            question.targets[source] = target._replace(item=f"{question.id}{dot}{row}")
        if question.asked and question.id != question.source and (question.source or old != question.id):
            draft.notes.add("I30", question.place, question.source or old, name=question.id)


def _set_conditions(draft: Draft) -> None:
    known: dict[str, Target] = {}
    always: set[str] = set()
    for question in draft.questions:
        if question.conditions:
            try:
                question.keys["show_if"] = show_if(question.conditions, known)
            except Unsayable as unsayable:
                said = " and ".join(question.conditions)
                draft.notes.add("I05", question.place, question.source, condition=said, reason=unsayable)
        condition = question.keys.get("show_if", "")
        if condition in always:
            del question.keys["show_if"]
            what, became = f"the condition “{condition}”, which always holds,", "none"
            draft.notes.add("I20", question.place, question.source, what=what, became=became, remedy="")
        if question.keys.get("required") and not question.keys.get("show_if"):
            always.add(f"answered({question.id})")
        known |= question.targets


_ORDER = ("type", "text", "hint", "show_if")


def _tree(draft: Draft) -> dict[str, Any]:
    return {
        **{key: draft.keys[key] for key in sorted(draft.keys, key=_top_order)},
        "questions": {question.id: _ordered(question) for question in draft.questions},
    }


def _top_order(key: str) -> int:
    order = ("title", "introduction", "thanks", "audience", "channels", "drivers", "complaints")
    return order.index(key) if key in order else len(order)


def _ordered(question: DraftQuestion) -> dict[str, Any]:
    first = {key: question.keys[key] for key in _ORDER if key in question.keys}
    return first | {key: value for key, value in question.keys.items() if key not in first}


def _first_language(draft: Draft, tree: dict[str, Any], wanted: str) -> str:
    """The language of the words in surveys/. Where the file lacks the wanted one, its own stands there."""
    there = languages_of(tree)
    if not there or wanted in there:
        return wanted
    own = draft.language if draft.language in there else sorted(there)[0]
    remedy = f"Translate the words in surveys/ into “{wanted}”; those of “{own}” belong in translations/."
    draft.notes.add(
        "I40",
        "the file",
        what=f"it has no words in “{wanted}”, in which surveys are written here",
        remedy=remedy,
    )
    return own


def _problems(texts: dict[str, str], name: str, language: str, files: str) -> list[Problem]:
    """What the reader of surveys says to the files."""
    problems = Problems()
    nodes = {}
    for file, text in texts.items():
        if len(text.encode()) > MAX_KB * 1024:
            problems.add("F04", f"{files}/{file}", 1, size=len(text.encode()) // 1024, limit=MAX_KB)
            return problems.all()
        nodes[file] = parse(text, f"{files}/{file}", problems)
    base = nodes.pop(f"surveys/{name}.yaml")
    if base is None:
        return problems.all()
    good = resolve(name, "", language, base, problems) is not None
    for file, words in nodes.items():
        other = file.removesuffix(".yaml").rpartition(".")[2]
        if good and words is not None and check_translation(base, {}, words, other, problems):
            resolve(name, "", other, base, problems, words=words, shared=Shared(language))
    return problems.all()
