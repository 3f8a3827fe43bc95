"""The template folder, read whole: what marketing wrote, as questionnaires, or every problem in it."""

import re
from pathlib import Path

import msgspec

from listenwell.survey.lines import Node, load
from listenwell.survey.organisation import LANGUAGE, NAME, Organisation, Segment
from listenwell.survey.problems import Problem, Problems, TemplateError, near_match
from listenwell.survey.questionnaire import Questionnaire
from listenwell.survey.reading import read, shown
from listenwell.survey.resolving import resolve
from listenwell.survey.translating import check_translation
from listenwell.survey.wording import Wording

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


class Templates(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the pages are made from. `questionnaires` is by (survey, segment, language), in the order
    of the segments' lists; `masters` are the surveys as written, before any segment's changes, by survey;
    `problems` has the warnings."""

    folder: Path
    organisation: Organisation
    wordings: dict[str, Wording]
    segments: dict[str, Segment]
    questionnaires: dict[tuple[str, str, str], Questionnaire]
    masters: dict[str, Questionnaire]
    problems: list[Problem]


def load_templates(folder: Path) -> Templates:
    """Read the folder. Raises TemplateError with all problems when any of them is an error."""
    return _Loader(folder).load()


class _Loader:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems = Problems()

    def load(self) -> Templates:
        file = self._file("organisation.yaml")
        organisation = self._organisation(file) if file else None
        languages = self._languages(file, organisation)
        wordings = {language: self._wording(language) for language in languages}
        surveys = self._files("surveys", NAME)
        segment_files = self._files("segments", NAME)
        translations = self._files("translations", rf"{NAME}\.{LANGUAGE}")
        segments = {name: self._segment(node, surveys, languages) for name, node in segment_files.items()}
        changes = {
            (survey, name): node
            for name, file in segment_files.items()
            if "changes" in file.mapping
            for survey, node in file.mapping["changes"].mapping.items()
        }
        self._check_asked(surveys, segments)
        asked = [
            (s, name)
            for name, segment in segments.items()
            if segment
            for s in segment.surveys
            if s in surveys
        ]
        questionnaires = {}
        masters = {
            survey: resolve(survey, "", languages[0], surveys[survey], self.problems)
            for survey in dict.fromkeys(survey for survey, _ in asked)
            if languages
        }
        for language in languages:
            if language != languages[0]:
                self._check_translations(language, surveys, changes, translations, asked, questionnaires)
            for survey, segment in asked:
                questionnaires[survey, segment, language] = resolve(
                    survey,
                    segment,
                    language,
                    surveys[survey],
                    self.problems,
                    changes=changes.get((survey, segment)),
                    words=(words := translations.get(f"{survey}.{language}")),
                    changed_words=_at_segment(words, segment),
                )
        self._check_names(surveys, translations, languages)
        if self.problems.errors or organisation is None:
            raise TemplateError(self.problems.all())
        return Templates(
            folder=self.folder,
            organisation=organisation,
            wordings={language: wording for language, wording in wordings.items() if wording},
            segments={name: segment for name, segment in segments.items() if segment},
            questionnaires={
                place: questionnaire for place, questionnaire in questionnaires.items() if questionnaire
            },
            masters={survey: master for survey, master in masters.items() if master},
            problems=self.problems.all(),
        )

    def _name(self, *parts: str) -> str:
        return "/".join((self.folder.name, *parts))

    def _file(self, *parts: str) -> Node | None:
        path = self.folder.joinpath(*parts)
        if not path.is_file():
            self.problems.add("F01", self._name(*parts), 1, name=parts[-1])
            return None
        return load(path, self._name(*parts), self.problems)

    def _files(self, kind: str, pattern: str) -> dict[str, Node]:
        """The readable files of a sub-folder by name; a missing folder of translations is an empty one."""
        found: dict[str, Node] = {}
        root = self.folder / kind
        paths = (
            sorted(p for p in root.iterdir() if p.is_file() and p.name[0] not in ".~" and p.name[-1] != "~")
            if root.is_dir()
            else []
        )
        if not paths and kind != "translations":
            self.problems.add("F01", self._name(kind), 1, name=f"{kind}/….yaml")
        for path in paths:
            if path.suffix != ".yaml" or not re.fullmatch(pattern, path.stem):
                self.problems.add("F02", self._name(kind, path.name), 1, name=path.name)
                continue
            node = load(path, self._name(kind, path.name), self.problems)
            if node is not None:
                found[path.stem] = node
        return found

    def _organisation(self, node: Node) -> Organisation | None:
        organisation = read(node, Organisation, self.problems)
        if organisation:
            self._check_languages(node, "telephone_hours", organisation.languages)
        return organisation

    def _languages(self, node: Node | None, organisation: Organisation | None) -> tuple[str, ...]:
        """The languages, also when another line of the file is wrong, so that the rest can be checked."""
        if organisation:
            return organisation.languages
        listed = node.mapping["languages"].plain() if node and "languages" in node.mapping else ()
        known = [name for name in listed if isinstance(name, str)] if isinstance(listed, list) else []
        return tuple(dict.fromkeys(name for name in known if re.fullmatch(LANGUAGE, name)))

    def _wording(self, language: str) -> Wording | None:
        node = self._file("wording", f"{language}.yaml")
        wording = read(node, Wording, self.problems) if node else None
        if node and wording:
            for group, field in (
                (g, f) for g in wording.__struct_fields__ for f in _parts(getattr(wording, g))
            ):
                self._check_placeholders(node.mapping[group], group, field)
        return wording

    def _check_placeholders(self, node: Node, group: str, field: msgspec.structs.FieldInfo) -> None:
        notes = getattr(field.type, "__metadata__", ())
        allowed = next((n.extra["placeholders"] for n in notes if "placeholders" in (n.extra or {})), ())
        place = node.mapping[field.name]
        for name in _PLACEHOLDER.findall(str(place.value)):
            if name not in allowed:
                self.problems.add(
                    "T06",
                    place.file,
                    place.line,
                    near=near_match(name, allowed),
                    key=f"{group}: {field.name}",
                    name=name,
                    allowed=", ".join(f"{{{a}}}" for a in allowed) or "none",
                )
        for name in allowed:
            if f"{{{name}}}" not in str(place.value):
                self.problems.add("T08", place.file, place.line, key=f"{group}: {field.name}", name=name)

    def _check_languages(self, node: Node, key: str, languages: tuple[str, ...]) -> None:
        place = node.mapping[key]
        for language in languages:
            if language not in place.mapping:
                self.problems.add("T05", place.file, place.line, key=key, language=language)

    def _segment(self, node: Node, surveys: dict[str, Node], languages: tuple[str, ...]) -> Segment | None:
        segment = read(node, Segment, self.problems, left=("changes",))
        if segment is None:
            return None
        self._check_languages(node, "name", languages)
        place = node.mapping["surveys"]
        for entry in place.value if isinstance(place.value, list) else ():
            if entry.value not in surveys and not self._broken(entry.value):
                near = near_match(str(entry.value), surveys)
                self.problems.add(
                    "S01",
                    entry.file,
                    entry.line,
                    near=near,
                    survey=entry.value,
                    allowed=", ".join(surveys) or "none",
                )
        changes = node.mapping.get("changes")
        if changes is not None and not changes.mapping:
            rule = "a block with a name for each survey that is changed"
            self.problems.add(
                "K02", changes.file, changes.line, key="changes", value=shown(changes.value), rule=rule
            )
        for name, change in changes.mapping.items() if changes else ():
            if name not in segment.surveys:
                self.problems.add(
                    "S02",
                    change.file,
                    change.line,
                    near=near_match(name, segment.surveys),
                    name=name,
                    allowed=", ".join(segment.surveys),
                )
        return segment

    def _broken(self, survey: object) -> bool:
        """Whether the survey's file is there but has problems of its own, told already."""
        return self.folder.joinpath("surveys", f"{survey}.yaml").is_file()

    def _check_asked(self, surveys: dict[str, Node], segments: dict[str, Segment | None]) -> None:
        asked = {survey for segment in segments.values() if segment for survey in segment.surveys}
        for name, node in surveys.items():
            if name not in asked and all(segments.values()):
                self.problems.add("S04", node.file, 1, survey=name)

    def _check_translations(
        self,
        language: str,
        surveys: dict[str, Node],
        changes: dict[tuple[str, str], Node],
        translations: dict[str, Node],
        asked: list[tuple[str, str]],
        resolved: dict[tuple[str, str, str], Questionnaire | None],
    ) -> None:
        """Each survey's words in one language; a survey with errors of its own waits."""
        broken = {survey for (survey, _, _), questionnaire in resolved.items() if questionnaire is None}
        for survey, node in surveys.items():
            name = f"{survey}.{language}"
            if name in translations:
                theirs = {
                    segment: changes[survey, segment]
                    for s, segment in asked
                    if (s, segment) in changes and s == survey
                }
                if survey not in broken:
                    check_translation(node, theirs, translations[name], self.problems)
            elif not self.folder.joinpath("translations", f"{name}.yaml").is_file():
                self.problems.add("T03", node.file, node.line, survey=survey, language=language)

    def _check_names(
        self, surveys: dict[str, Node], translations: dict[str, Node], languages: tuple[str, ...]
    ) -> None:
        """Whether each translation and wording file is for something that is there."""
        expected = [f"{survey}.{language}" for survey in surveys for language in languages[1:]]
        for name, node in translations.items():
            survey = name.rsplit(".", 1)[0]
            if languages and name not in expected and (survey in surveys or not self._broken(survey)):
                self.problems.add(
                    "T04", node.file, 1, what=f"“{name}”", allowed=", ".join(expected) or "none"
                )
        for path in sorted(self.folder.joinpath("wording").glob("*.yaml")):
            if languages and path.stem not in languages:
                self.problems.add("T07", self._name("wording", path.name), 1, language=path.stem)


def _parts(group: object) -> tuple[msgspec.structs.FieldInfo, ...]:
    return msgspec.structs.fields(type(group)) if isinstance(group, msgspec.Struct) else ()


def _at_segment(words: Node | None, segment: str) -> Node | None:
    segments = words.mapping.get("segments") if words else None
    return segments.mapping.get(segment) if segments else None
