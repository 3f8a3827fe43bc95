"""XLSForm (.xlsx, by pyxform's conventions) in and out.

layout.py      what both ways share: columns, languages, and the column of ours
reading.py     the survey sheet in order: groups, conditions, the survey itself
questions.py   one row as a question of ours
limits.py      what a `constraint` says, and ours as one
writing.py     a questionnaire as sheets
rows.py        one question of ours as rows, by type
"""

from listenwell.interchange.xlsform.reading import read
from listenwell.interchange.xlsform.writing import write

__all__ = ["read", "write"]
