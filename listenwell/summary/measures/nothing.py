"""none: words to read, which have no figure."""

from listenwell.summary.measures.kind import Measure

NOTHING = Measure(name="none")
