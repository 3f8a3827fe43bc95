"""Responses -> counts. Counts are integers and add up: days make weeks, months and years by addition.

The map of this room:

cube.py        the counts and the sums of pairs, their adding up and their hash
plan.py        how the answers to a questionnaire are counted in columns
ledger.py      a cube in the making
counting.py    the inner loop in plain Python
segments.py    archive files as streams of responses
python.py      the engine in plain Python: responses, or archive files
sql.py         what the SQL engines share; cube.sql is their one text
duckdb.py      the engine for all of one machine
spark.py       the engine where one machine is outgrown
spans.py       days, weeks, months, quarters, years
rollups.py     the archive's delta cubes added up, each once
recounting.py  the alarm when a full count says otherwise
"""

from listenwell.tally.cube import RESPONSES, Cell, Cube, Pair, Tally
from listenwell.tally.python import count_archive, tally
from listenwell.tally.rollups import Delta, Rollups, fold
from listenwell.tally.segments import SegmentDamaged

__all__ = [
    "RESPONSES",
    "Cell",
    "Cube",
    "Delta",
    "Pair",
    "Rollups",
    "SegmentDamaged",
    "Tally",
    "count_archive",
    "fold",
    "tally",
]
