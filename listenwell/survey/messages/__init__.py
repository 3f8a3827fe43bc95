"""Every message to the people who edit templates: one catalogue, each with a code.

message.py       what a message is made of
files.py         F, Y, K, P
questions.py     Q, D, C
segments.py      L, S
languages.py     T, E
spreadsheets.py  M
"""

from listenwell.survey.messages.files import FILES
from listenwell.survey.messages.languages import LANGUAGES
from listenwell.survey.messages.message import Message, Severity
from listenwell.survey.messages.questions import QUESTIONS
from listenwell.survey.messages.segments import SEGMENTS
from listenwell.survey.messages.spreadsheets import SPREADSHEETS

CATALOGUE: dict[str, Message] = FILES | QUESTIONS | SEGMENTS | LANGUAGES | SPREADSHEETS

__all__ = ["CATALOGUE", "Message", "Severity"]
