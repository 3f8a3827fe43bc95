"""From a form or JSON to a stored response, and the answer to the customer.

routes.py       which page answers which address
receiving.py    the road: parse -> check -> store -> 303 or 201
parsing.py      form or JSON -> submission
checking.py     submission x questionnaire -> response, or what is refused
abuse.py        what looks like a program's: held back, or marked
again.py        a store that failed for the moment is asked again
once.py         which submission is the same as one before, and what a repeat is
receipt_page.py the page behind a receipt code
receipt_desk.py what that customer does with the answers
changes.py      corrections, withdrawals, erasures by the customer
lookups.py      how often codes may be looked up
counting.py     how often one source did something today
pages.py        the pages around it: prefilled, thanks, messages
receipts.py     the code a customer keeps
services.py     what all of these work with
"""

from listenwell.intake.routes import answer
from listenwell.intake.services import Services

__all__ = ["Services", "answer"]
