"""The responses of a survey that count, out of the closed days of the archive."""

from collections.abc import Iterator

import msgspec

from listenwell.archive.chain import Chain
from listenwell.archive.deltas import Asked
from listenwell.archive.segments import load
from listenwell.storage import erasures
from listenwell.storage.contract import DocumentStore
from listenwell.survey.questionnaire import Questionnaire
from listenwell.survey.response import WITHDRAWN, Response


class Versions(msgspec.Struct, frozen=True):
    """The versions that a survey's archive holds."""

    known: dict[str, Questionnaire]
    """In the order in which they were first used."""
    unknown: dict[str, int]
    """Version to number of responses, where no release holds it."""


def counting(survey: str, chain: Chain, documents: DocumentStore) -> Iterator[Response]:
    """One response at a time, day by day: neither superseded nor withdrawn, nor asked to be erased. Raises
    ArchiveDamaged."""
    hidden = {asked.id for asked in erasures.asked_for(documents)}
    superseded = chain.superseded() | hidden
    for segment in sorted((s for s in chain.segments if s.survey == survey), key=lambda s: s.day):
        for response in load(documents, segment):
            if response.id not in superseded and WITHDRAWN not in response.marks:
                yield response


def versions(survey: str, chain: Chain, documents: DocumentStore, questionnaire: Asked) -> Versions:
    """Which versions the survey's responses have; reads them all."""
    numbers: dict[str, int] = {}
    for response in counting(survey, chain, documents):
        numbers[response.version] = numbers.get(response.version, 0) + 1
    found = {version: questionnaire(survey, version) for version in numbers}
    return Versions(
        known={version: asked for version, asked in found.items() if asked is not None},
        unknown={version: numbers[version] for version, asked in found.items() if asked is None},
    )
