"""What does the clause table of the evidence pack hold? As it is in the release; clauses.py reads it."""

from typing import Annotated

import msgspec
from msgspec import Meta

from listenwell.survey.question import Words

CLAUSES = "summaries/clauses.json"
"""Its name in a release; in the folder of templates it is a .yaml file."""

Number = Annotated[
    str,
    Meta(pattern=r"^[\w.-]{1,20}\Z", description="the number of a clause in quotes, such as “9.1.2”"),
]
Language = Annotated[str, Meta(pattern=r"^[a-zA-Z-]{2,20}\Z", description="a language, such as en")]
Part = Annotated[str, Meta(pattern=r"^[a-z_]{1,40}\Z", description="a part of the pack, such as headlines")]
Spoken = Annotated[
    dict[Language, Words], Meta(min_length=1, description="words by language, such as {en: Customer focus}")
]
Evidence = Annotated[
    dict[Part, Spoken], Meta(min_length=1, description="parts of the pack, each with what it shows")
]


class Clause(msgspec.Struct, frozen=True, kw_only=True):
    """A clause by name, and part of the pack to what that shows, each by language."""

    name: Spoken
    evidence: Evidence


class Clauses(msgspec.Struct, frozen=True, kw_only=True):
    """The table: clause number to clause, in the order of the file."""

    standard: Words
    clauses: Annotated[dict[Number, Clause], Meta(min_length=1, description="clauses by their number")]
