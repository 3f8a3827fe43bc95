"""What does whatever sends a mail promise? One contract for SMTP and for SES."""

from email.message import EmailMessage
from typing import Protocol


class NotSent(Exception):
    """The mail was certainly not taken, so it may be tried again. The text never has an address."""


class MaybeSent(Exception):
    """The line was cut after the mail was handed over: it may have gone out. The text never has an
    address."""


class Sender(Protocol):
    """Sends one mail to one person."""

    def send(self, message: EmailMessage) -> None:
        """Return when the mail was taken for delivery. Raises NotSent, MaybeSent."""
