"""Mail by a mail server that speaks SMTP."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage

from listenwell.settings import Settings
from listenwell.storage.mail import MaybeSent, NotSent

_SECONDS = 20


class SmtpSender:
    """A Sender by the mail server of the settings."""

    def __init__(self, settings: Settings, trusted: ssl.SSLContext | None = None) -> None:
        """`trusted` says whose certificates are good; by default those that the system trusts."""
        self._settings = settings
        self._trusted = trusted or ssl.create_default_context()

    def send(self, message: EmailMessage) -> None:
        """One connection for one mail. Raises NotSent, MaybeSent."""
        with self._connected() as server:
            try:
                server.send_message(message)
            except smtplib.SMTPServerDisconnected:
                raise MaybeSent("the mail server hung up") from None
            except smtplib.SMTPException as error:
                raise NotSent(f"the mail server refused it: {_code(error)}") from None
            except OSError as error:
                raise MaybeSent(f"the connection was cut: {type(error).__name__}") from None

    @contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        told = self._settings
        try:
            if told.smtp_security == "tls":
                server: smtplib.SMTP = smtplib.SMTP_SSL(
                    told.smtp_host, told.smtp_port, timeout=_SECONDS, context=self._trusted
                )
            else:
                server = smtplib.SMTP(told.smtp_host, told.smtp_port, timeout=_SECONDS)
        except (OSError, smtplib.SMTPException) as error:
            raise NotSent(f"the mail server does not answer: {type(error).__name__}") from None
        try:
            try:
                if told.smtp_security == "starttls":
                    server.starttls(context=self._trusted)
                if told.smtp_user:
                    server.login(told.smtp_user, told.smtp_password)
            except (OSError, smtplib.SMTPException) as error:
                raise NotSent(f"the mail server does not let us in: {_code(error)}") from None
            yield server
        finally:
            server.close()


def _code(error: Exception) -> str:
    """What went wrong, without the server's words: they may repeat an address."""
    code = getattr(error, "smtp_code", "")
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code = next(iter(error.recipients.values()))[0]
    return f"{type(error).__name__} {code}".strip()
