"""Which texts are there to translate, what are their translations, and which of these may be out of date?

Out of date: the original has changed since the translation was last known to fit, and the words have not.
What it was made from is remembered in translations/.originals.json, two short hashes for each text.
"""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import msgspec

from listenwell.survey.languages import FORMS, speech
from listenwell.survey.lines import Node, load
from listenwell.survey.merging import Path as Keys
from listenwell.survey.merging import at
from listenwell.survey.problems import Problems, TemplateError
from listenwell.survey.reading_wording import wording_fields
from listenwell.survey.translating import needed_words, short

REMEMBERED = "translations/.originals.json"


class Phrase(msgspec.Struct, frozen=True):
    """One text in one language: its file and path there, where it is used, the original, the translation (""
    for none), and whether it is missing, changed (may be out of date) or same."""

    language: str
    file: str
    path: Keys
    where: str
    original: str
    translation: str
    order: tuple[Keys, ...] = ()
    """Every path of the file, in the order of the original."""
    line: int = 1
    state: str = "missing"

    @property
    def id(self) -> str:
        """The path as one word."""
        return ".".join(self.path)

    @property
    def fingerprint(self) -> str:
        """What is remembered of a pair that fits."""
        return f"{_short_hash(self.original)} {_short_hash(self.translation)}"


def phrases(folder: Path) -> list[Phrase]:
    """Every text in every language but the first, in the order of files. Raises TemplateError for files that
    cannot be read."""
    return _found(folder, _Reader(folder))


def phrases_of(folder: Path, language: str) -> list[Phrase]:
    """The texts of one language, whether organisation.yaml has it already or not. Raises as `phrases`."""
    reader = _Reader(folder)
    reader.languages = [*reader.languages[:1], language]
    return _found(folder, reader)


def _found(folder: Path, reader: "_Reader") -> list[Phrase]:
    found = list(reader.all())
    if reader.problems.errors:
        raise TemplateError(reader.problems.all())
    known = remembered(folder)
    return [msgspec.structs.replace(phrase, state=_state(phrase, known)) for phrase in found]


def remembered(folder: Path) -> dict[str, str]:
    """Text to fingerprint; empty when nothing was remembered yet, or the file was spoilt."""
    try:
        return msgspec.json.decode((folder / REMEMBERED).read_bytes(), type=dict[str, str])
    except (OSError, msgspec.DecodeError):
        return {}


def remember(folder: Path, fitting: list[Phrase]) -> None:
    """Note that these translations fit their originals; what is gone is forgotten."""
    known = remembered(folder)
    there = {f"{p.file} {p.id}": p for p in phrases(folder)}
    known |= {f"{p.file} {p.id}": p.fingerprint for p in fitting if p.translation}
    kept = {name: mark for name, mark in sorted(known.items()) if name in there}
    text = json.dumps(kept, indent=0) + "\n"
    if (folder / "translations").is_dir():
        (folder / REMEMBERED).write_text(text, encoding="utf-8")


def outdated(folder: Path, problems: Problems) -> None:
    """Warn of every translation whose original has changed since."""
    for phrase in phrases(folder):
        if phrase.state == "changed":
            values = {"what": ": ".join(phrase.path), "original": f"“{short(phrase.original)}”"}
            problems.add("T12", f"{folder.name}/{phrase.file}", phrase.line, **values)


def _state(phrase: Phrase, known: dict[str, str]) -> str:
    if not phrase.translation:
        return "missing"
    original, _, translation = known.get(f"{phrase.file} {phrase.id}", "").partition(" ")
    changed = original and original != _short_hash(phrase.original)
    return "changed" if changed and translation == _short_hash(phrase.translation) else "same"


def _short_hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


class _Reader:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems = Problems()
        organisation = self._load("organisation.yaml")
        self.organisation = organisation or Node({}, "", 1)
        listed = self.organisation.mapping.get("languages")
        self.languages = (
            [str(n.value) for n in listed.value] if listed and isinstance(listed.value, list) else []
        )

    def all(self) -> Iterator[Phrase]:
        if not self.languages:
            return
        segments = {path.stem: self._load(f"segments/{path.name}") for path in self._files("segments")}
        yield from self._by_language("organisation.yaml", self.organisation, "telephone_hours", "every page")
        for name, node in segments.items():
            if node:
                yield from self._by_language(f"segments/{name}.yaml", node, "name", f"segment {name}")
        for path in self._files("surveys"):
            base = self._load(f"surveys/{path.name}")
            changes = {
                name: node.mapping["changes"].mapping[path.stem]
                for name, node in segments.items()
                if node and path.stem in (node.mapping.get("changes") or node).mapping
            }
            for language in self.languages[1:] if base else ():
                yield from self._survey(path.stem, language, base, changes)
        first = self._load(f"wording/{self.languages[0]}.yaml")
        for language in self.languages[1:] if first else ():
            yield from self._wording(language, first)

    def _files(self, kind: str) -> list[Path]:
        return sorted(p for p in (self.folder / kind).glob("*.yaml") if p.name[0] not in ".~")

    def _load(self, file: str) -> Node | None:
        path = self.folder / file
        return load(path, f"{self.folder.name}/{file}", self.problems) if path.is_file() else None

    def _by_language(self, file: str, node: Node, key: str, where: str) -> Iterator[Phrase]:
        words = node.mapping.get(key)
        original = words and words.mapping.get(self.languages[0])
        order = tuple((key, language) for language in self.languages)
        for language in self.languages[1:] if original else ():
            there = words.mapping.get(language)
            yield _phrase(language, file, (key, language), where, original, there, order)

    def _survey(self, survey: str, language: str, base: Node, changes: dict[str, Node]) -> Iterator[Phrase]:
        file = f"translations/{survey}.{language}.yaml"
        words = self._load(file) or Node({}, file, 1)
        needed = needed_words(base, changes)
        order = tuple(needed)
        for path, original in needed.items():
            where = f"survey {survey}"
            if path[0] == "segments":
                where += f", segment {path[1]}"
            if "questions" in path:
                where += f", question {path[path.index('questions') + 1]}: {path[-1]}"
            yield _phrase(language, file, path, where, original, at(words, path), order)

    def _wording(self, language: str, first: Node) -> Iterator[Phrase]:
        file = f"wording/{language}.yaml"
        words = self._load(file) or Node({}, file, 1)
        order = tuple((*path, form) for path in wording_fields() for form in FORMS)
        for path in wording_fields():
            original, there = at(first, path), at(words, path)
            there = None if there is not None and there.value is None else there
            if original is None:
                continue
            if not (there.mapping if there else original.mapping):
                yield _phrase(language, file, path, "every page", original, there, order)
                continue
            spoken = speech(language)
            for form in dict.fromkeys((*spoken.forms_needed, *(there.mapping if there else ()))):
                source = original.mapping.get(form) or original.mapping.get("other") or original
                numbers = [str(n) for n in range(1, 30) if spoken.form(n) == form]
                where = f"every page, with the numbers {', '.join(numbers[:6])}"
                at_form = there.mapping.get(form) if there else None
                yield _phrase(language, file, (*path, form), where, source, at_form, order)


def _phrase(
    language: str,
    file: str,
    path: Keys,
    where: str,
    original: Node,
    there: Node | None,
    order: tuple[Keys, ...],
) -> Phrase:
    translation = there.value if there and isinstance(there.value, str) else ""
    return Phrase(
        language, file, path, where, str(original.value), translation, order, there.line if there else 1
    )
