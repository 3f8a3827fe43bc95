"""One survey -> its pages, its questionnaires for the release, and its rows in the index."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import msgspec

from listenwell.pages import addresses
from listenwell.pages.memory import Unit
from listenwell.pages.release import Index, Master, Published
from listenwell.pages.rendering import Renderer
from listenwell.pages.sources import Seen, digest
from listenwell.survey.frame import Frame
from listenwell.survey.opening import ALWAYS
from listenwell.survey.organisation import OWN_WORDS
from listenwell.survey.questionnaire import Questionnaire, Untranslated
from listenwell.survey.survey_reading import SurveyRead

_APART = ("surveys/", "segments/", "translations/")
"""Folders whose files are looked at survey by survey; any other file may matter to every page."""


def frame_key(program: str, files: Mapping[str, Seen]) -> str:
    """A hash of everything the frame is read from."""
    names = [name for name in files if name.startswith(("surveys/", "translations/"))]
    rest = [(n, f.hash) for n, f in files.items() if not n.startswith(("surveys/", "translations/"))]
    return digest(program, rest, names)


class Keys:
    """The key of each survey: a hash of everything that its pages and its problems are made from."""

    def __init__(self, program: str, files: Mapping[str, Seen], frame: Frame) -> None:
        self._files = files
        self._frame = frame
        rest = [(name, file.hash) for name, file in files.items() if not name.startswith(_APART)]
        self._shared = digest(program, rest, [(n, _alone(s)) for n, s in frame.segments.items()])
        self._own_words: object = None

    def link(self, rows: Sequence[Published]) -> None:
        """Tell where the survey lies that every other page links to."""
        self._own_words = digest(rows)

    def of(self, survey: str, uses: Iterable[str] = ()) -> str:
        """The survey's key; `uses` are the surveys whose questions it uses."""
        frame = self._frame
        made_from = [self._shared, self._own_words, survey, frame.asked.get(survey, ())]
        for each in (survey, *uses):
            made_from += [self._hash(name) for name in self.files_of(each)]
            made_from.append(frame.changes.get(each))
        return digest(*made_from)

    def files_of(self, survey: str) -> list[str]:
        """The names of the survey's own files."""
        names = [f"{survey}.{language}" for language in self._frame.languages[1:]]
        there = [f"translations/{name}.yaml" for name in names if name in self._frame.translated]
        return [f"surveys/{survey}.yaml", *there]

    def _hash(self, name: str) -> str:
        return self._files[name].hash if name in self._files else ""


def links_to_own_words(unit: Unit | None) -> list[Published]:
    """Where the survey of that unit lies, without what changes when its words do."""
    rows = unit.published if unit else []
    return [msgspec.structs.replace(row, version="", title="") for row in rows]


def unit_of(key: str, read: SurveyRead) -> Unit:
    """What is kept of a survey that was read."""
    rows = [
        Published(
            survey=q.survey,
            segment=q.segment,
            language=q.language,
            version=q.version,
            title=q.title,
            audience=q.audience,
            opening=read.days[q.segment].opening,
        )
        for q in asked(read)
    ]
    master = Master(version=read.master.version, title=read.master.title) if read.master else None
    return Unit(key, rows, master, read.days, read.problems, read.uses)


def asked(read: SurveyRead) -> Iterable[Questionnaire]:
    """The survey's questionnaires, segment by segment."""
    return (q for by_language in read.questionnaires.values() for q in by_language.values())


def part_of(index: Index, unit: Unit, own_words: Sequence[Published]) -> Index:
    """As much of the index as pages of one survey may show: what is not in it is not in the survey's key."""
    survey = unit.published[0].survey if unit.published else ""
    others = () if survey == OWN_WORDS else own_words
    return msgspec.structs.replace(
        index,
        segments={name: _alone(segment) for name, segment in index.segments.items()},
        published=(*unit.published, *others),
        masters={},
    )


def page_key(unit: Unit, now: datetime) -> str:
    """The key of the survey's pages, which change with the calendar where it opens or closes on a day."""
    states = [(name, dated.opening.state(now)) for name, dated in unit.days.items() if dated.opening]
    return digest(unit.key, states) if states else unit.key


Shape = tuple[str, str, str, bool, Untranslated | None]
"""What decides whether a template can show a questionnaire: which words it has, not which they are."""


def pages_of(
    read: SurveyRead, renderer: Renderer, now: datetime, tried: set[Shape]
) -> Iterable[tuple[str, bytes]]:
    """The customers' pages of a survey in their state at `now`: name below the site's root, and text.

    Interviewers' pages and what the handler shows afterwards are rendered too, to see that they can be: once
    in a build for each shape, which is then among those `tried`.
    """
    first = renderer.index.organisation.first_language
    for q in asked(read):
        page = renderer.page_at(q, read.days[q.segment].opening, now)
        shape = q.segment, q.language, q.audience, bool(q.thanks), q.untranslated
        if shape not in tried:
            tried.add(shape)
            renderer.thanks_page(q, "0000-0000-0000-0000")
            renderer.state_page(q, "closed", ALWAYS)
        if q.audience == "customers":
            address = addresses.page(q.survey, q.segment, q.language, first)
            yield f"{address.strip('/')}/index.html", page.encode()


def _alone(segment: msgspec.Struct) -> msgspec.Struct:
    """A segment but for the list of its surveys."""
    return msgspec.structs.replace(segment, surveys=())
