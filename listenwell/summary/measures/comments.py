"""comments: the customers' own words, which are shown and never measured."""

from listenwell.summary.measures.kind import Measure

COMMENTS = Measure(name="comments", comments=True)
