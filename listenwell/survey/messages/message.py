"""What is a message to the people who edit templates?"""

from typing import Literal

import msgspec

Severity = Literal["error", "warning", "advice"]
"""An error stops the build; a warning is probably a mistake; advice is what a colleague would say."""


class Message(msgspec.Struct, frozen=True):
    """One row of the catalogue; the texts carry `{names}` filled in where the problem is found."""

    found: str
    rule: str
    remedy: str
    severity: Severity = "error"
