"""The counting engine in plain Python: what the Lambda runs."""

import zlib
from collections.abc import Iterable, Iterator

from listenwell.survey.response import WITHDRAWN, Response
from listenwell.tally.counting import Counting, Questionnaires
from listenwell.tally.cube import Tally
from listenwell.tally.ledger import Ledger
from listenwell.tally.segments import Segment, Source, day_of, lines, segment_of, superseded

_SUPERSEDED_AT_ONCE = 200_000
"""Ids kept in memory, about 25 MB; an archive with more corrections is read several times."""


def tally(responses: Iterable[Response], questionnaire: Questionnaires) -> Tally:
    """Count the responses. One that another among them supersedes is not counted, wherever it stands,
    nor is a withdrawal itself.

    `questionnaire` gives the questionnaire of (survey, version). Order does not matter.
    """
    return count_responses(responses, questionnaire).tally()


def count_archive(files: Iterable[Source], questionnaire: Questionnaires) -> Tally:
    """What `tally` says of the responses in archive segments. Raises SegmentDamaged."""
    return count_segments(files, questionnaire).tally()


def count_responses(responses: Iterable[Response], questionnaire: Questionnaires) -> Ledger:
    """What `tally` counts, in the making."""
    responses = list(responses)
    gone = {response.supersedes for response in responses}
    counting = Counting(questionnaire)
    for r in responses:
        if r.id not in gone and WITHDRAWN not in r.marks:
            counting.add((r.survey, r.version, r.segment, r.channel, r.day.isoformat()), r.answers)
    return counting.finish()


def count_segments(
    files: Iterable[Source], questionnaire: Questionnaires, *, at_once: int = _SUPERSEDED_AT_ONCE
) -> Ledger:
    """What `count_archive` counts, in the making: a fifth of the memory of the cube.

    The files are read twice, first for what is superseded, then for the answers. Memory holds the counts
    and a few megabytes, whatever the size of the files. Keeps up to `at_once` superseded ids; with more of
    them the answers are read several times. Raises SegmentDamaged.
    """
    segments = [segment_of(file) for file in files]
    counting = Counting(questionnaire)
    for part, parts, gone in _shares(segments, at_once):
        _count(counting, segments, gone, part, parts)
    return counting.finish()


def _shares(segments: list[Segment], at_once: int) -> Iterator[tuple[int, int, set[str]]]:
    """(part, of how many, superseded ids of that part): one part, unless too many ids are superseded."""
    gone: set[str] = set()
    for name in superseded(segments):
        gone.add(name)
        if len(gone) > at_once:
            break
    else:
        yield 0, 1, gone
        return
    gone.clear()
    parts = 1 + sum(1 for _ in superseded(segments)) // at_once
    for part in range(parts):
        yield part, parts, {name for name in superseded(segments) if _part(name, parts) == part}


def _part(name: str, parts: int) -> int:
    return zlib.crc32(name.encode()) % parts


def _count(counting: Counting, segments: list[Segment], gone: set[str], part: int, parts: int) -> None:
    add = counting.add
    for segment in segments:
        for block, size in lines(segment):
            for line in block:
                if line.id in gone or (line.marks and WITHDRAWN in line.marks):
                    continue
                if parts > 1 and _part(line.id, parts) != part:
                    continue
                at = line.received_at
                day = at[:10] if at[-1:] == "Z" else day_of(at)
                add((line.survey, line.version, line.segment, line.channel, day), line.answers)
            counting.added(size)
