"""comments.csv: one row a comment that the summary shows, masked; for whoever reads and sorts them."""

import csv
import io
from collections.abc import Mapping

from listenwell.safe_cells import safe
from listenwell.summary.model import Summary

COLUMNS = ("survey", "period", "as_of", "item", "words", "month", "segment", "themes", "comment")


def write(summary: Summary, templates: Mapping[str, str]) -> bytes:
    """UTF-8 with a byte order mark, for spreadsheets; by question, newest first. Month and segment are empty
    where so few wrote that one could guess who."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    head = (summary.survey, summary.period.label, summary.as_of.isoformat())
    for item in (item for question in summary.questions for item in question.items if item.comments):
        for comment in item.comments.shown:
            place = (item.id, item.words, comment.month, comment.segment)
            row = (*head, *place, "; ".join(comment.themes), comment.text)
            rows.writerow([safe(value) for value in row])
    return out.getvalue().encode("utf-8-sig")
