"""Responses -> counts. Counts are integers and add up: days make weeks, months and years by addition.

cube.py    the counts and the sums of pairs, their merging and their hash
python.py  the engine in plain Python
"""

from listenwell.tally.cube import Cell, Cube, Pair
from listenwell.tally.python import RESPONSES, Tally, tally

__all__ = ["RESPONSES", "Cell", "Cube", "Pair", "Tally", "tally"]
