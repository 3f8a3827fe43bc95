"""Show-if: the small language in which a template says when a question is asked.

language.py   text -> condition, or where and why it cannot be read
deciding.py   condition x answers -> asked or not; the one evaluator
checking.py   conditions that cannot be meant so: unknown names, impossible comparisons, circles
possible.py   whether a condition can be true, and false, at all
in_words.py   condition -> a sentence in the customer's language

A page hides by a stylesheet made of the same conditions: listenwell/pages/conditional.py.
"""

from listenwell.survey.conditions.deciding import holds, not_asked, sources
from listenwell.survey.conditions.language import Condition, Unclear, parse

__all__ = ["Condition", "Unclear", "holds", "not_asked", "parse", "sources"]
