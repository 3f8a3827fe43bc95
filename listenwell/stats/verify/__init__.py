"""Do the product's own functions give the published figures? Runs worked examples from JSON files.

verify(paths)   one line (`Checked`) per example; a folder means all *.json in it

vectors.py      reading a file: its form, and the data set it names
compare.py      expected against computed, within the tolerance
registry.py     STATISTICS: the name of a statistic -> the adapter that computes it
shares.py ...   the adapters: from an example's input to the functions of `listenwell.stats`
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from listenwell.stats.verify.compare import disagreements
from listenwell.stats.verify.registry import STATISTICS
from listenwell.stats.verify.vectors import VectorError, read

__all__ = ["STATISTICS", "Checked", "verify"]


class Checked(msgspec.Struct, frozen=True):
    """One worked example: `detail` says what agreed, or in plain words what did not."""

    name: str
    statistic: str
    ok: bool
    detail: str


def verify(paths: Iterable[Path]) -> Iterator[Checked]:
    """Check each worked example through the functions that the summaries use, in the order of the paths.

    A folder stands for all *.json in it, by name. Files are read one at a time, nothing is written. What
    cannot be read, understood or computed is a failed line that says why, never an exception; so is
    an empty folder.

    >>> list(verify([Path("no-such-file.json")]))[0].detail
    'the file no-such-file.json does not exist.'
    """
    for path in map(Path, paths):
        if not path.is_dir():
            yield _check(path)
        elif files := sorted(path.glob("*.json")):
            yield from map(_check, files)
        else:
            yield Checked(path.name, "", False, f"the folder {path.name} holds no *.json file.")


def _check(path: Path) -> Checked:
    try:
        vector = read(path)
    except VectorError as problem:
        return Checked(path.stem, "", False, str(problem))
    adapter = STATISTICS.get(vector.statistic)
    if adapter is None:
        detail = f"the statistic {vector.statistic!r} is unknown; there are {', '.join(sorted(STATISTICS))}."
        return Checked(vector.name, vector.statistic, False, detail)
    try:
        problems = disagreements(vector.expected, adapter(vector.input), vector.tolerance)
    except KeyError as problem:
        problems = [f"the input lacks {problem}."]
    # A stranger's file may hold anything; whatever it trips is that file's failed line.
    except Exception as problem:
        problems = [f"the input cannot be computed: {problem}"]
    agreed = f"agrees: {', '.join(vector.expected)}"
    return Checked(vector.name, vector.statistic, not problems, "; ".join(problems) or agreed)
