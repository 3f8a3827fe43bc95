"""SurveyJS JSON in.

reading.py     pages, panels and elements in order; what is around the questions
questions.py   one element as questions of ours
"""

from listenwell.interchange.surveyjs.reading import Unreadable, read

__all__ = ["Unreadable", "read"]
