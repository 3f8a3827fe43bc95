"""What must stay hidden in a published summary, so that no few customers can be read out of it.

    cells.py    one table: small cells, and what would give them away by subtraction
    system.py   many totals over the same cells: what follows from all of them together
    calendar.py months, quarters and years side by side
    earlier.py  this edition against the one before

A cell is a number of answers to one item from one segment in one span. Whoever has the figure of a set of
cells has the distribution of its answers; so a set of 1 to 4 answers must not follow from published sets.
"""

from listenwell.summary.guarding.cells import LEAST, complement, hidden_segments
from listenwell.summary.guarding.system import settle

__all__ = ["LEAST", "complement", "hidden_segments", "settle"]
