"""What all surveys share: who asks, whom, in which languages and words; and which surveys there are."""

import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TypeVar
from zoneinfo import available_timezones

import msgspec
from msgspec import structs

from listenwell.survey.languages import speech
from listenwell.survey.lines import Node, load
from listenwell.survey.logos import MAX_KB, LogoRefused, read_logo
from listenwell.survey.organisation import LANGUAGE, NAME, Organisation, Own, Segment
from listenwell.survey.problems import Problem, Problems, near_match
from listenwell.survey.reading import read, shown
from listenwell.survey.reading_days import zone_named
from listenwell.survey.reading_wording import read_wording
from listenwell.survey.wording import Wording

Asker = TypeVar("Asker", Organisation, Own)


class Frame(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """All of the folder but the surveys and their translations, and what was told of it.

    `surveys` and `translations` are the names of files that are there. `changes` is by survey and then by
    segment, packed until a survey is read.
    """

    organisation: Organisation | None
    languages: tuple[str, ...]
    wordings: dict[str, Wording]
    segments: dict[str, Segment]
    whole: bool
    """Whether every segment could be read."""
    changes: dict[str, msgspec.Raw]
    surveys: tuple[str, ...]
    translations: tuple[str, ...]
    problems: list[Problem]

    @cached_property
    def asked(self) -> dict[str, tuple[str, ...]]:
        """Survey to the segments that are asked it, both in the order of the segments' lists."""
        asked: dict[str, tuple[str, ...]] = {}
        there = frozenset(self.surveys)
        for name, segment in self.segments.items():
            for survey in segment.surveys:
                if survey in there:
                    asked[survey] = (*asked.get(survey, ()), name)
        return asked

    @cached_property
    def translated(self) -> frozenset[str]:
        """The names of translations, to look one up."""
        return frozenset(self.translations)

    def places(self) -> Iterator[tuple[str, str, str]]:
        """Each page as (survey, segment, language): by language, then as the segments list them."""
        for language in self.languages:
            for name, segment in self.segments.items():
                yield from ((s, name, language) for s in segment.surveys if s in self.asked)


def read_frame(folder: Path) -> Frame:
    """Everything that is not one survey's own. Never raises; what is wrong is in the problems."""
    return _FrameReader(folder).read()


def named(folder: Path, *parts: str) -> str:
    """A file as messages name it."""
    return "/".join((folder.name, *parts))


class _FrameReader:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems = Problems()

    def read(self) -> Frame:
        file = self._file("organisation.yaml")
        organisation = self._organisation(file) if file else None
        languages = self._languages(file, organisation)
        first = self._file("wording", f"{languages[0]}.yaml") if languages else None
        wordings = {language: self._wording(language, first, languages[0]) for language in languages}
        surveys = self._names("surveys", NAME)
        segment_names = self._names("segments", NAME)
        segment_files = {
            name: node
            for name in segment_names
            if (node := self._file("segments", f"{name}.yaml")) is not None
        }
        translations = self._names("translations", rf"{NAME}\.{LANGUAGE}")
        segments = {name: self._segment(node, surveys, languages) for name, node in segment_files.items()}
        changes: dict[str, dict[str, Node]] = {}
        for name, file in segment_files.items():
            if "changes" in file.mapping:
                for survey, node in file.mapping["changes"].mapping.items():
                    changes.setdefault(survey, {})[name] = node
        self._check_names(surveys, translations, languages)
        return Frame(
            organisation=organisation,
            languages=languages,
            wordings={language: wording for language, wording in wordings.items() if wording},
            segments={name: segment for name, segment in segments.items() if segment},
            whole=all(segments.get(name) for name in segment_names),
            changes={
                survey: msgspec.Raw(msgspec.msgpack.encode(theirs)) for survey, theirs in changes.items()
            },
            surveys=surveys,
            translations=translations,
            problems=self.problems.all(),
        )

    def _name(self, *parts: str) -> str:
        return named(self.folder, *parts)

    def _file(self, *parts: str) -> Node | None:
        path = self.folder.joinpath(*parts)
        if not path.is_file():
            self.problems.add("F01", self._name(*parts), 1, name=parts[-1])
            return None
        return load(path, self._name(*parts), self.problems)

    def _names(self, kind: str, pattern: str) -> tuple[str, ...]:
        """The files of a sub-folder by name; a missing folder of translations is an empty one."""
        found: list[str] = []
        root = self.folder / kind
        there = (
            sorted(p for p in root.iterdir() if p.name[0] not in ".~" and p.name[-1] != "~")
            if root.is_dir()
            else []
        )
        for path in there:
            if not path.is_file() and (path.suffix == ".yaml" or not path.exists()):
                reason = "it is a folder" if path.is_dir() else "it is a link to a file that is not there"
                self.problems.add("F03", self._name(kind, path.name), 1, reason=reason)
        paths = [path for path in there if path.is_file()]
        if not paths and kind != "translations":
            self.problems.add("F01", self._name(kind), 1, name=f"{kind}/….yaml")
        for path in paths:
            if path.suffix != ".yaml" or not re.fullmatch(pattern, path.stem):
                self.problems.add("F02", self._name(kind, path.name), 1, name=path.name)
            else:
                found.append(path.stem)
        return tuple(found)

    def _organisation(self, node: Node) -> Organisation | None:
        organisation = read(node, Organisation, self.problems)
        if organisation:
            self._check_languages(node, "telephone_hours", organisation.languages)
            organisation = self._with_logo(node, organisation, organisation.languages)
            place = node.mapping["languages"]
            for language in organisation.languages:
                if not speech(language).code:
                    self.problems.add("T16", place.file, place.line, language=language)
            self._check_zone(node, organisation.time_zone)
        return organisation

    def _with_logo(self, node: Node, asker: Asker, languages: tuple[str, ...]) -> Asker:
        """The organisation, or a segment's own, with its logo read from its file."""
        if asker.logo is None:
            return asker
        self._check_languages(node.mapping["logo"], "text", languages)
        place = node.mapping["logo"].mapping["image"]
        try:
            name = asker.logo.image
            if name != Path(name).name:
                raise LogoRefused("it is no name of a file")
            image = read_logo(self.folder / "logos" / name)
        except LogoRefused as refused:
            limit = f"{MAX_KB} KB"
            self.problems.add(
                "L01", place.file, place.line, image=asker.logo.image, reason=refused, limit=limit
            )
            return asker
        return structs.replace(asker, logo=structs.replace(asker.logo, image=image))

    def _own(self, node: Node, segment: Segment, languages: tuple[str, ...]) -> Segment:
        """The segment with what its pages have in place of organisation.yaml checked and its logo read."""
        if segment.organisation is None:
            return segment
        if segment.organisation.telephone_hours is not None:
            self._check_languages(node.mapping["organisation"], "telephone_hours", languages)
        own = self._with_logo(node.mapping["organisation"], segment.organisation, languages)
        return structs.replace(segment, organisation=own)

    def _check_zone(self, node: Node, zone: str) -> None:
        if zone_named(zone) is None:
            place = node.mapping["time_zone"]
            near = near_match(zone, sorted(available_timezones()))
            self.problems.add("D04", place.file, place.line, near=near, zone=zone)

    def _languages(self, node: Node | None, organisation: Organisation | None) -> tuple[str, ...]:
        """The languages, also when another line of the file is wrong, so that the rest can be checked."""
        if organisation:
            return organisation.languages
        listed = node.mapping["languages"].plain() if node and "languages" in node.mapping else ()
        known = [name for name in listed if isinstance(name, str)] if isinstance(listed, list) else []
        return tuple(dict.fromkeys(name for name in known if re.fullmatch(LANGUAGE, name)))

    def _wording(self, language: str, first: Node | None, first_language: str) -> Wording | None:
        if language == first_language:
            return read_wording(first, language, None, first_language, self.problems) if first else None
        node = self._file("wording", f"{language}.yaml")
        return read_wording(node, language, first, first_language, self.problems) if node else None

    def _check_languages(self, node: Node, key: str, languages: tuple[str, ...]) -> None:
        place = node.mapping[key]
        for language in languages:
            if language not in place.mapping:
                code, values = ("T05" if language == languages[0] else "T09"), {"first": languages[0]}
                self.problems.add(code, place.file, place.line, key=key, language=language, **values)

    def _segment(self, node: Node, surveys: tuple[str, ...], languages: tuple[str, ...]) -> Segment | None:
        segment = read(node, Segment, self.problems, left=("changes",))
        if segment is None:
            return None
        self._check_languages(node, "name", languages)
        segment = self._own(node, segment, languages)
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

    def _check_names(
        self, surveys: tuple[str, ...], translations: tuple[str, ...], languages: tuple[str, ...]
    ) -> None:
        """Whether each translation and wording file is for something that is there."""
        expected = {f"{survey}.{language}": None for survey in surveys for language in languages[1:]}
        wordings = sorted(path.stem for path in self.folder.joinpath("wording").glob("*.yaml"))
        resting = [language for language in wordings if languages and language not in languages]
        waiting = {f"{survey}.{language}" for survey in surveys for language in resting}
        for name in translations:
            if name in expected or name in waiting:
                continue
            node = load(*self._translation(name), self.problems)
            survey = name.rsplit(".", 1)[0]
            if node is not None and languages and (survey in surveys or not self._broken(survey)):
                self.problems.add(
                    "T04", node.file, 1, what=f"“{name}”", allowed=", ".join(expected) or "none"
                )
        for language in resting:
            self.problems.add("T07", self._name("wording", f"{language}.yaml"), 1, language=language)

    def _translation(self, name: str) -> tuple[Path, str]:
        file = f"{name}.yaml"
        return self.folder / "translations" / file, self._name("translations", file)
