"""What must be read again of the templates, and what is known of them from the build before?"""

from datetime import datetime
from pathlib import Path

import msgspec

from listenwell.pages.compiled import Compiled
from listenwell.pages.making import Keys, frame_key, links_to_own_words, page_key, unit_of
from listenwell.pages.memory import Memory, Unit
from listenwell.pages.page_templates import read_page_templates
from listenwell.pages.release import Index, Published, templates_hash
from listenwell.pages.sources import Seen, moved, scan
from listenwell.survey.frame import Frame, read_frame
from listenwell.survey.organisation import OWN_WORDS
from listenwell.survey.problems import Problem, Problems, TemplateError
from listenwell.survey.reading_days import warn_of_the_end
from listenwell.survey.survey_reading import SurveyRead, read_survey
from listenwell.survey.using import but_lenders

_AHEAD = 64
"""So many changed surveys are read, and their mistakes told, before the first page is made."""


class Known:
    """The templates as of now: read where they changed since `before`, remembered where they did not.

    `keys` is by survey, `changed` the surveys without a remembered unit; `frame_is_new` says whether what all
    share is another than before. Raises TemplateError, here for
    what all surveys share and in `read_ahead` and `refuse_errors` for the rest.
    """

    def __init__(self, templates: Path, before: Memory, now: datetime, compiled: Compiled) -> None:
        self._folder = templates
        self._now = now
        self._before = before
        self._compiled = compiled
        self._problems = Problems()
        self._reads: dict[str, SurveyRead] = {}
        self._units: dict[str, Unit] = {}
        self._made: set[str] = set()
        self._uses: dict[str, tuple[str, ...]] = {}
        self.files = scan(templates, before.seen.get("templates", {}))
        self._seen = {"templates": self.files}
        self.frame, self.texts = self._shared()
        self._find_keys()

    def _shared(self) -> tuple[Frame, dict[str, str]]:
        self._frame_key = frame_key(self._compiled.program, self.files)
        self.frame_is_new = self._before.frame is None or self._before.frame_key != self._frame_key
        if self.frame_is_new:
            frame = read_frame(self._folder)
            texts, told = read_page_templates(self._folder, self._compiled.check)
            self._problems.take(told)
        else:
            frame, texts = self._before.frame, self._before.texts
        self._problems.take(frame.problems)
        if self._problems.errors or frame.organisation is None:
            for survey in frame.surveys:
                found = read_survey(self._folder, frame, survey)
                self._uses[survey] = found.uses
                self._problems.take(found.problems)
            self.refuse_errors()
        return frame, texts

    def _find_keys(self) -> None:
        """The surveys' keys; first of the one that the pages of all others link to."""
        self._keys = keys = Keys(self._compiled.program, self.files, self.frame)
        self.keys: dict[str, str] = {}
        self.own_words: list[Published] = []
        if OWN_WORDS in self.frame.asked:
            self._know(OWN_WORDS)
            self.own_words = links_to_own_words(self.unit(OWN_WORDS))
            keys.link(self.own_words)
        for survey in self.frame.surveys:
            if survey not in self.keys:
                self._know(survey)
        self.changed = [survey for survey in self.keys if survey not in self._units or survey in self._reads]

    def _know(self, survey: str) -> None:
        """Keep what is remembered, if the key fits. What it uses stands in its own files: while these are the
        same, so is that."""
        unit = self._before.units.get(survey)
        self._uses[survey] = unit.uses if unit else ()
        key = self.keys[survey] = self._keys.of(survey, self._uses[survey])
        if unit is not None and unit.key == key:
            self._keep(survey, unit)

    def _keep(self, survey: str, unit: Unit) -> None:
        self._units[survey] = unit
        self._problems.take(unit.problems)
        for dated in unit.days.values():
            warn_of_the_end(dated, self._now, self._problems)

    def read(self, survey: str) -> SurveyRead:
        """The survey as it is now."""
        found = self._reads.pop(survey, None)
        if found is None:
            found = read_survey(self._folder, self.frame, survey)
            if found.uses != self._uses[survey]:
                self._uses[survey] = found.uses
                self.keys[survey] = self._keys.of(survey, found.uses)
            self._keep(survey, unit_of(self.keys[survey], found))
            self._made.add(survey)
        return found

    def unit(self, survey: str) -> Unit:
        """What is known of the survey; it is read when nothing is."""
        if survey not in self._units:
            self._reads[survey] = self.read(survey)
        return self._units[survey]

    def read_ahead(self) -> None:
        """Read what changed and refuse what is wrong; very many surveys are read only when they are made."""
        if len(self.changed) <= _AHEAD:
            for survey in self.changed:
                self.unit(survey)
        self.refuse_errors()

    @property
    def good(self) -> bool:
        """Whether nothing wrong was found so far."""
        return not self._problems.errors

    def refuse_errors(self) -> None:
        """Raise TemplateError with all problems when one of those found so far is an error."""
        if self._problems.errors:
            raise TemplateError(self.problems())

    def problems(self) -> list[Problem]:
        """Every problem of the templates, remembered ones too."""
        return but_lenders(self._problems.all(), self._uses.values())

    def shared(self) -> Index:
        """The index without what surveys bring to it."""
        return Index(
            organisation=self.frame.organisation,
            wordings=self.frame.wordings,
            segments=self.frame.segments,
            published=(),
            masters={},
            templates=templates_hash(self.texts),
        )

    def index(self) -> Index:
        """The index of a release of all that is known."""
        rows: dict[tuple[str, str], dict[str, Published]] = {}
        for survey, unit in self._units.items():
            for row in unit.published:
                rows.setdefault((row.segment, row.language), {})[survey] = row
        masters = (
            (survey, self._units[survey].master) for survey in self.frame.asked if survey in self._units
        )
        return msgspec.structs.replace(
            self.shared(),
            published=tuple(
                theirs[survey]
                for language in self.frame.languages
                for name, segment in self.frame.segments.items()
                if (theirs := rows.get((name, language)))
                for survey in segment.surveys
                if survey in theirs
            ),
            masters={survey: master for survey, master in masters if master},
        )

    def saw(self, folder: str, files: dict[str, Seen]) -> None:
        """Remember another folder's files as they were seen."""
        self._seen[folder] = files

    @property
    def news(self) -> bool:
        """Whether there is anything that the build before did not know."""
        return bool(self._made) or self.frame_is_new or self._seen != self._before.seen or self._fewer

    @property
    def _fewer(self) -> bool:
        return len(self._units) != len(self._before.units)

    def page_keys(self) -> dict[str, str]:
        """The key of each survey's pages; of one that is not read yet, that of the survey."""
        return {
            survey: page_key(self._units[survey], self._now) if survey in self._units else key
            for survey, key in self.keys.items()
        }

    def unsure(self) -> set[str]:
        """Surveys with a file that was written to while they were read: to be read again next time."""
        if self.frame_is_new and moved(self._folder, self.files, self.files):
            return set(self._made)
        return {survey for survey in self._made if moved(self._folder, self._files_of(survey), self.files)}

    def _files_of(self, survey: str) -> list[str]:
        """The files that the survey is read from, those of surveys that it uses too."""
        return [name for each in (survey, *self._uses[survey]) for name in self._keys.files_of(each)]

    def to_remember(self) -> Memory:
        """What the next build may take from this one."""
        unsure = self.unsure()
        return Memory(
            seen=self._seen,
            frame_key="" if unsure and self.frame_is_new else self._frame_key,
            frame=self.frame,
            texts=self.texts,
            units={
                survey: msgspec.structs.replace(unit, key="") if survey in unsure else unit
                for survey, unit in self._units.items()
            },
        )
