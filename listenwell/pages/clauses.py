"""Which part of the evidence pack is evidence for which clause? The table in summaries/clauses.yaml."""

from collections.abc import Collection
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta

from listenwell.survey.lines import load
from listenwell.survey.problems import Problems, near_match
from listenwell.survey.question import Words
from listenwell.survey.reading import read

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


def read_clauses(path: Path, file: str, parts: Collection[str], problems: Problems) -> Clauses | None:
    """The table of the file, or None when anything in it is wrong (recorded); `parts` are those there are."""
    node = load(path, file, problems)
    if node is None:
        return None
    told = problems.told
    table = read(node, Clauses, problems)
    clauses = node.mapping["clauses"].mapping if "clauses" in node.mapping else {}
    for clause in clauses.values():
        evidence = clause.mapping.get("evidence")
        for name, shown in evidence.mapping.items() if evidence else ():
            if name not in parts:
                near, allowed = near_match(name, parts), ", ".join(parts)
                problems.add("K01", shown.file, shown.line, near=near, key=name, allowed=allowed)
    for name, clause in clauses.items():
        evidence = clause.mapping.get("evidence")
        if evidence is not None and not evidence.mapping:
            rule = "parts of the pack, each with what it shows"
            problems.add(
                "K02", evidence.file, evidence.line, key=f"{name}: evidence", value="empty", rule=rule
            )
    return None if problems.told > told else table
