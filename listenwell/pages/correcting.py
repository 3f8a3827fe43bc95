"""What does a survey page carry that corrects what is stored already?"""

from collections.abc import Mapping
from typing import NamedTuple


class Correcting(NamedTuple):
    """`fields` travel back to the page of receipts, `lead` takes the place of the survey's introduction, and
    `version` is the questionnaire's own, of which the page may show a variant."""

    fields: Mapping[str, str]
    lead: str
    version: str


NOT = Correcting({}, "", "")
"""An ordinary page."""
