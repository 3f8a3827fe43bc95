"""<survey>.csv: UTF-8 with a byte order mark, for spreadsheets, SPSS and R."""

import csv
from collections.abc import Iterable
from pathlib import Path

from listenwell.archive.export.columns import Table
from listenwell.safe_cells import safe
from listenwell.survey.response import Response


def write(path: Path, table: Table, responses: Iterable[Response]) -> int:
    """Write the table row by row; returns how many rows."""
    number = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file, lineterminator="\r\n")
        rows.writerow([column.name for column in table.columns])
        for number, response in enumerate(responses, start=1):  # noqa: B007 (counted)
            rows.writerow([safe(value) for value in table.row(response)])
    return number
