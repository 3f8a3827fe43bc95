"""What an auditor asks for: questions as asked, methods, weights, archive files; what this edition
changed."""

from datetime import date, datetime

import msgspec


class AnswerAsked(msgspec.Struct, frozen=True, kw_only=True):
    """An answer that could be given."""

    answer: str
    words: str


class QuestionAsked(msgspec.Struct, frozen=True, kw_only=True):
    """A question word for word; `rows` are those of a grid."""

    id: str
    type: str
    words: str
    hint: str
    required: bool
    rows: tuple[AnswerAsked, ...]
    answers: tuple[AnswerAsked, ...]


class AsAsked(msgspec.Struct, frozen=True, kw_only=True):
    """A questionnaire that was answered in the period."""

    version: str
    segment: str
    language: str
    title: str
    questions: tuple[QuestionAsked, ...]


class Method(msgspec.Struct, frozen=True, kw_only=True):
    """How a kind of figure is made; `name` in words."""

    name: str
    method: str
    source: str


class Weight(msgspec.Struct, frozen=True, kw_only=True):
    """How much an answer of a segment counts in weighted figures."""

    segment: str
    words: str
    weight: float


class ArchiveFile(msgspec.Struct, frozen=True, kw_only=True):
    """An archived day that the figures of the period rest on."""

    name: str
    day: date
    sha256: str


class Altered(msgspec.Struct, frozen=True, kw_only=True):
    """A figure that the edition before had otherwise."""

    figure: str
    before: float | None
    before_base: int | None
    after: float | None
    after_base: int | None


class Revision(msgspec.Struct, frozen=True, kw_only=True):
    """What changed against the edition before: ids of figures that came or went, and those that differ."""

    previous: int
    previous_as_of: datetime
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    altered: tuple[Altered, ...] = ()


class Annex(msgspec.Struct, frozen=True, kw_only=True):
    """`chain_number` and `chain_head` name the archive's state; none of them while nothing is archived.
    `marked` are responses of the period that may be second answers of the same customer, or a program's; None
    where too few to tell. They are in every figure, unless `marked_left_out`."""

    questionnaires: tuple[AsAsked, ...]
    methods: tuple[Method, ...]
    suppression: str
    weights: tuple[Weight, ...] = ()
    weighting: str = ""
    chain_number: int = 0
    chain_head: str = ""
    files: tuple[ArchiveFile, ...] = ()
    marked: int | None = None
    marked_left_out: bool = False
    revision: Revision | None = None
