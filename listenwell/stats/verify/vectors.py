"""What a worked example looks like, and how its answers are read from lists, counts or a data set."""

import csv
import math
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

ROWS = "rows"
_BLANK = {"", "na", "nan", "null", "none"}


class VectorError(ValueError):
    """The file is no worked example; the message says why in plain words."""


class Vector(msgspec.Struct, frozen=True):
    """One worked example as its file holds it; `tolerance` is absolute, one number or one per field."""

    name: str
    statistic: str
    input: dict[str, Any]
    expected: dict[str, Any]
    tolerance: float | dict[str, float] = 0.0


def read(path: Path) -> Vector:
    """Read one file; the rows of the data set it names, filtered, are put into the input as "rows".

    Raises VectorError for anything that is not a worked example.
    """
    try:
        vector = msgspec.json.decode(path.read_bytes(), type=Vector)
    except FileNotFoundError:
        raise VectorError(f"the file {path.name} does not exist.") from None
    except OSError as problem:
        raise VectorError(f"the file {path.name} cannot be read: {problem.strerror}.") from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as problem:
        raise VectorError(f"the file {path.name} is not a worked example: {problem}.") from None
    if not vector.expected:
        raise VectorError(f"the file {path.name} expects nothing.")
    allowed = vector.tolerance.values() if isinstance(vector.tolerance, dict) else [vector.tolerance]
    if not all(math.isfinite(number) and number >= 0 for number in allowed):
        raise VectorError(f"a tolerance of {path.name} is not a number from 0 up.")
    if "dataset" not in vector.input:
        return vector
    rows = _rows(path, vector.input["dataset"], vector.input.get("filter") or {})
    return msgspec.structs.replace(vector, input={**vector.input, ROWS: rows})


def _rows(path: Path, dataset: object, keep: object) -> list[dict[str, str]]:
    if not isinstance(dataset, str) or not isinstance(keep, dict):
        raise VectorError("the data set must be a file name and its filter a mapping.")
    # Beside the folder of the examples, as they are published; or beside the example itself.
    places = [path.resolve().parent.parent / dataset, path.resolve().parent / dataset]
    found = next((place for place in places if place.is_file()), None)
    if found is None:
        raise VectorError(f"the data set {dataset} was not found beside the folder of {path.name}.")
    try:
        with found.open(encoding="utf-8-sig", newline="") as opened:
            rows = list(csv.DictReader(opened))
    except (OSError, UnicodeDecodeError, csv.Error) as problem:
        raise VectorError(f"the data set {dataset} cannot be read: {problem}.") from None
    if rows and (lacking := [name for name in keep if name not in rows[0]]):
        raise VectorError(f"the data set {dataset} has no column {lacking[0]!r}.")
    return [row for row in rows if all(_same(row[name], wanted) for name, wanted in keep.items())]


def _same(text: str | None, wanted: object) -> bool:
    """Is the cell one of the wanted values? A list offers several."""
    options = wanted if isinstance(wanted, list) else [wanted]
    return any(text == str(option) or _equal_numbers(text, option) for option in options)


def _equal_numbers(text: str | None, wanted: object) -> bool:
    try:
        return float(text) == float(wanted)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return False


def number(cell: object) -> float | None:
    """A cell as a number, whole where it is whole; None where it is blank."""
    if cell is None or str(cell).strip().lower() in _BLANK:
        return None
    value = float(cell)  # type: ignore[arg-type]
    return int(value) if value.is_integer() else value


def column(given: Mapping[str, Any], name: str) -> list[float | None]:
    """A column of the data set in the order of its rows; missing codes, blanks and invalid codes are None."""
    if given[ROWS] and name not in given[ROWS][0]:
        raise ValueError(f"the data set has no column {name!r}.")
    return cleaned([row[name] for row in given[ROWS]], given)


def cleaned(cells: list, given: Mapping[str, Any]) -> list[float | None]:
    """Cells as numbers; None for `missing_codes` and for what `valid`, when given, does not list."""
    missing = {str(code) for code in given.get("missing_codes", ())}
    valid = given.get("valid")
    read_cells: list[float | None] = []
    for cell in cells:
        value = None if str(cell) in missing or _unlisted(cell, valid) else number(cell)
        read_cells.append(value if valid is None or value in valid else None)
    return read_cells


def _unlisted(cell: object, valid: list | None) -> bool:
    """Text beside a list of valid numbers: outside the list, whatever it says."""
    if valid is None:
        return False
    try:
        number(cell)
    except ValueError:
        return True
    return False


def counts(given: Mapping[str, Any], *names: str) -> dict[float, int]:
    """How many of each answer: from "counts", from the first list that is there, or from the data set."""
    if "counts" in given:
        kept = zip(cleaned(list(given["counts"]), given), given["counts"].values(), strict=True)
        return {value: n for value, n in kept if value is not None}
    for name in (*names, "responses", "ratings", "scores", "values"):
        if name in given:
            return tallied(cleaned(given[name], given))
    return tallied(column(given, given["question"]))


def tallied(answers: list[float | None]) -> dict[float, int]:
    """Answers counted, without None."""
    return dict(Counter(answer for answer in answers if answer is not None))


def confidence(given: Mapping[str, Any]) -> float:
    """The confidence asked for, 0.95 when nothing is said."""
    return given.get("conf", given.get("confidence", 0.95))


def per_period(given: Mapping[str, Any], name: str, periods: int) -> list:
    """A list with one place per period; a single number counts for all."""
    return given[name] if isinstance(given[name], list) else [given[name]] * periods
