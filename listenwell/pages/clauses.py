"""Which part of the evidence pack is evidence for which clause? The table in summaries/clauses.yaml."""

from collections.abc import Collection
from pathlib import Path

from listenwell.pages.clause_table import Clauses
from listenwell.survey.lines import load
from listenwell.survey.problems import Problems, near_match
from listenwell.survey.reading import read


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
