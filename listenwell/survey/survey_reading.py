"""One survey with its translations: what each segment is asked in each language, or what is wrong."""

from datetime import UTC
from functools import cache
from pathlib import Path

import msgspec

from listenwell.survey.frame import Frame, named
from listenwell.survey.lines import Node, load
from listenwell.survey.merging import without
from listenwell.survey.problems import Problem, Problems
from listenwell.survey.questionnaire import Questionnaire
from listenwell.survey.reading_days import Dated, read_days, zone_named
from listenwell.survey.reading_questions import Shared
from listenwell.survey.resolving import questions_block, resolve
from listenwell.survey.translating import check_translation
from listenwell.survey.using import Written, uses, with_used

_CHANGES = dict[str, Node]


class SurveyRead(msgspec.Struct, frozen=True, kw_only=True):
    """A survey as written and as each segment is asked it, by segment and language, when it is open for each,
    and what was told of it. With an error among the problems some or all of it is missing."""

    master: Questionnaire | None = None
    questionnaires: dict[str, dict[str, Questionnaire]] = {}
    days: dict[str, Dated] = {}
    uses: tuple[str, ...] = ()
    """The surveys whose questions it uses."""
    problems: list[Problem] = []

    @property
    def good(self) -> bool:
        """Whether nothing in it is wrong."""
        return all(problem.severity != "error" for problem in self.problems)


def read_survey(folder: Path, frame: Frame, survey: str) -> SurveyRead:
    """One survey with its translations. Never raises; what is wrong is in the problems.

    It depends on its own files, the frame's organisation, wordings and segments, and its own `changes`; and
    on the files and `changes` of the surveys that it `uses`.
    """
    return _SurveyReader(folder, frame, survey).read()


class _SurveyReader:
    def __init__(self, folder: Path, frame: Frame, survey: str) -> None:
        self.folder = folder
        self.frame = frame
        self.survey = survey
        self.problems = Problems()
        self.written = cache(self._written)

    def read(self) -> SurveyRead:
        frame, survey, languages = self.frame, self.survey, self.frame.languages
        own = self.written(survey)
        if own is None or not languages:
            return SurveyRead(problems=self.problems.all())
        used = uses(own)
        whole = with_used(own, self.written, self.problems) if used else own
        if whole is None:
            return SurveyRead(uses=used, problems=self.problems.all())
        base, changes, words = whole.base, whole.changes, whole.words
        asked = frame.asked.get(survey, ())
        if not asked and frame.whole:
            self.problems.add("S04", base.file, 1, survey=survey)
        shared = Shared(original=languages[0])
        master = resolve(survey, "", languages[0], base, self.problems, shared=shared) if asked else None
        found: dict[str, dict[str, Questionnaire]] = {name: {} for name in asked}
        good = bool(asked) or questions_block(base, Problems()) is not None
        for language in languages:
            if language != languages[0]:
                theirs = {name: own.changes[name] for name in asked if name in own.changes}
                if not self._offered(language, own.base, theirs, own.words, good):
                    continue
            unchanged = master if language == languages[0] else None
            for name in asked:
                if name not in changes and unchanged is not None:
                    questionnaire = msgspec.structs.replace(unchanged, segment=name)
                else:
                    questionnaire = resolve(
                        survey,
                        name,
                        language,
                        base,
                        self.problems,
                        changes=changes.get(name),
                        words=words.get(language),
                        changed_words=_at_segment(words.get(language), name),
                        shared=shared,
                    )
                    unchanged = unchanged if name in changes else questionnaire
                good = good and questionnaire is not None
                if questionnaire:
                    found[name][language] = questionnaire
        zone = zone_named(frame.organisation.time_zone if frame.organisation else "UTC") or UTC
        days = {name: read_days(base, changes.get(name), zone, self.problems) for name in asked}
        return SurveyRead(
            master=master, questionnaires=found, days=days, uses=used, problems=self.problems.all()
        )

    def _written(self, survey: str) -> Written | None:
        """The survey as its files have it; None when it is not there or cannot be read (recorded)."""
        frame = self.frame
        base = self._file("surveys", survey) if survey in frame.surveys else None
        if base is None:
            return None
        words = {
            language: self._file("translations", name)
            for language in frame.languages[1:]
            if (name := f"{survey}.{language}") in frame.translated
        }
        packed = frame.changes.get(survey)
        return Written(base, msgspec.msgpack.decode(packed, type=_CHANGES) if packed else {}, words)

    def _file(self, kind: str, name: str) -> Node | None:
        file = f"{name}.yaml"
        return load(self.folder / kind / file, named(self.folder, kind, file), self.problems)

    def _offered(
        self, language: str, base: Node, changes: dict[str, Node], words: dict[str, Node | None], good: bool
    ) -> bool:
        """Whether enough of the survey is translated; the translation is checked on the way. A survey with
        errors of its own waits, and so do the words of segments while the file of one cannot be read: nobody
        can say yet which of them it needs."""
        if language not in words:
            self.problems.add("T03", base.file, base.line, survey=self.survey, language=language)
            return False
        theirs = words[language]
        if theirs is None or not good:
            return theirs is not None
        if not self.frame.whole:
            changes, theirs = {}, without(theirs, "segments")
        return check_translation(base, changes, theirs, language, self.problems)


def _at_segment(words: Node | None, segment: str) -> Node | None:
    segments = words.mapping.get("segments") if words else None
    return segments.mapping.get(segment) if segments else None
