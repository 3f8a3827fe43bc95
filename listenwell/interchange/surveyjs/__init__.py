"""SurveyJS JSON in.

reading.py     pages, panels and elements in order; what is around the questions
element.py     what one element says
questions.py   one element as questions of ours
typed.py       those that somebody types into
"""

from listenwell.interchange.surveyjs.reading import Unreadable, read

__all__ = ["Unreadable", "read"]
