"""What would a colleague say about these templates? Every finding, less what marketing says it knows."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from listenwell.survey.comments import Comment
from listenwell.survey.fields import translated
from listenwell.survey.lines import Node
from listenwell.survey.merging import leaves
from listenwell.survey.problems import Problem, near_match
from listenwell.survey.questionnaire import Questionnaire
from listenwell.survey.rules import RULES
from listenwell.survey.rules.lexicon import lexicon
from listenwell.survey.rules.rule import Asked, Folder, Hit, Page, Rule, Text
from listenwell.survey.sources import Sources, read_sources
from listenwell.survey.templates import Templates

OK = "ok"
"""The name under which an acknowledgement that silences nothing is told."""


def review(templates: Templates, portal: Path | None = None) -> list[Problem]:
    """The findings of every rule, by file and line; `portal` is the MkDocs project of the portal, if any."""
    sources = read_sources(templates)
    found: dict[tuple[str, str, int], Problem] = {}
    for rule, hit in _hits(templates, sources, portal):
        place = rule.id, hit.place.file, hit.place.line
        found.setdefault(place, _problem(rule, hit))
    silenced: set[tuple[str, str, int]] = set()
    told = list(_acknowledge(sources.comments, found, silenced))
    return sorted([*told, *(problem for place, problem in found.items() if place not in silenced)])


def not_judged(language: str) -> list[str]:
    """The rules that have no word list for the language."""
    words = lexicon(language)
    return [rule.id for rule in RULES.values() if not words.has(*rule.lists)]


def _problem(rule: Rule, hit: Hit) -> Problem:
    return Problem(
        hit.place.file,
        hit.place.line,
        rule.id,
        hit.found,
        rule.reason,
        rule.remedy,
        rule.severity,
        hit.suggestion,
    )


def _hits(templates: Templates, sources: Sources, portal: Path | None) -> Iterator[tuple[Rule, Hit]]:
    """Every rule over everything it looks at; the same lines are looked at once."""
    by_level: dict[str, list[Rule]] = {}
    for rule in RULES.values():
        by_level.setdefault(rule.level, []).append(rule)
    seen: set[object] = set()
    every: dict[int, Text] = {}
    for page in _pages(templates, sources):
        asked_alike = msgspec.structs.replace(page.questionnaire, segment="")
        if asked_alike.version in seen:
            continue  # another segment is asked the same, word for word
        seen.add(asked_alike.version)
        words = lexicon(page.questionnaire.language)
        judges = {level: [r for r in rules if words.has(*r.lists)] for level, rules in by_level.items()}
        for text in page.texts:
            key = (text.place.file, text.place.line, text.words)
            if key not in seen:
                seen.add(key)
                every[len(every)] = text
                for rule in judges["text"]:
                    yield from ((rule, hit) for hit in rule.judge(text, words))
        for asked in page.asked:
            place = asked.place()
            key = (place.file, place.line, asked.language, msgspec.json.encode(asked.question))
            if key not in seen:
                seen.add(key)
                for rule in judges["question"]:
                    yield from ((rule, hit) for hit in rule.judge(asked, words))
        for rule in judges["survey"]:
            yield from ((rule, hit) for hit in rule.judge(page, words))
    folder = Folder(
        root=templates.folder,
        organisation=templates.organisation,
        segments=templates.segments,
        files=sources.files,
        comments=sources.comments,
        texts=(*every.values(), *_wording(sources)),
        portal=portal,
    )
    first = lexicon(templates.organisation.first_language)
    for rule in by_level["folder"]:
        yield from ((rule, hit) for hit in rule.judge(folder, first))


def _pages(templates: Templates, sources: Sources) -> Iterator[Page]:
    """The surveys as written, then as each segment and language has them."""
    first = templates.organisation.first_language
    masters = {(survey, "", first): master for survey, master in templates.masters.items()}
    for (survey, segment, language), questionnaire in {**masters, **templates.questionnaires}.items():
        yield page_of(questionnaire, sources.lines(survey, segment, language), language == first)


def page_of(questionnaire: Questionnaire, node: Node, first: bool) -> Page:
    """A questionnaire with its lines, as the rules look at it."""
    language, nodes = questionnaire.language, node.mapping["questions"].mapping
    texts = list(_texts(Questionnaire, node, language, closed=False))
    asked = []
    for question in questionnaire.questions:
        place = nodes[question.id]
        if first or _translated(place):
            asked.append(Asked(question=question, node=place, language=language))
        texts += _texts(type(question), place, language, closed=question.measure != "comments")
    return Page(questionnaire=questionnaire, node=node, asked=tuple(asked), texts=tuple(texts), first=first)


def _translated(question: Node) -> bool:
    """Whether its text is in the language of the page; if not, it is judged where it was written."""
    return "/translations/" in question.mapping.get("text", question).file


def _texts(shape: type[msgspec.Struct], node: Node, language: str, closed: bool) -> Iterator[Text]:
    names = translated(shape)
    for key, child in node.mapping.items():
        if key in names:
            for _, leaf in leaves(child):
                if isinstance(leaf.value, str) and leaf.value:
                    yield Text(words=leaf.value, role=key, place=leaf, language=language, closed=closed)


def _wording(sources: Sources) -> Iterator[Text]:
    """The words around the questions: read by customers, and judged by the rules for files only."""
    for name, file in sources.files.items():
        if name.startswith("wording/"):
            for _, leaf in leaves(file):
                if isinstance(leaf.value, str):
                    language = name.removeprefix("wording/")
                    yield Text(words=leaf.value, role="wording", place=leaf, language=language)


def _acknowledge(
    comments: Iterable[Comment],
    found: dict[tuple[str, str, int], Problem],
    silenced: set[tuple[str, str, int]],
) -> Iterator[Problem]:
    """Note what is acknowledged in `silenced`; tell the acknowledgements that silence nothing."""
    for comment in comments:
        if comment.ok is None:
            continue
        names = acknowledged(comment.ok)
        if not names:
            word = comment.ok.split()[0].strip(",.;:") if comment.ok else ""
            near = near_match(word, RULES)
            remedy = f"Did you mean “{near}”? " if near else ""
            yield Problem(
                comment.file,
                comment.line,
                OK,
                f"“ok: {comment.ok[:40]}” names no rule",
                "after “ok:” stands the name in brackets at the end of the message, then the reason if you "
                "like",
                f"{remedy}Correct the name, or take the note away.",
                "warning",
            )
        for name in names:
            place = name, comment.file, comment.covers
            if place in found:
                silenced.add(place)
            else:
                yield Problem(
                    comment.file,
                    comment.line,
                    OK,
                    f"“ok: {name}” silences nothing here",
                    "the line has no such finding, and the note would hide the next one",
                    "Take the note away.",
                    "warning",
                )


def acknowledged(said: str) -> list[str]:
    """The rules named at the beginning of what follows “ok:”; the reason begins with the first other word."""
    names = []
    for word in said.replace(",", " ").split():
        if word.rstrip(".;:") not in RULES:
            break
        names.append(word.rstrip(".;:"))
    return names
