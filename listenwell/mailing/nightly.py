"""What of mail happens at night? Whoever subscribed hears of new editions, by the sender of the settings."""

import logging
from datetime import datetime

from listenwell.mailing.smtp import SmtpSender
from listenwell.mailing.telling import tell
from listenwell.pages.release import Release
from listenwell.settings import Settings
from listenwell.storage import DocumentStore, StorageUnavailable, open_ses
from listenwell.storage.mail import Sender

_log = logging.getLogger("listenwell.mailing")


def lacking(settings: Settings) -> list[str]:
    """The settings without which no mail goes out."""
    needed = {"LISTENWELL_MAIL_FROM": settings.mail_from, "LISTENWELL_ADDRESS": settings.address}
    if settings.storage == "embedded":
        needed["LISTENWELL_SMTP_HOST"] = settings.smtp_host
    return [name for name, value in needed.items() if not value]


def tell_subscribers(
    now: datetime,
    settings: Settings,
    documents: DocumentStore,
    release: Release,
    sender: Sender | None = None,
) -> int:
    """Send the mails that are due, if the settings say how; how many went out. Never raises what would end
    the night: what failed is told in the log, without an address."""
    if lacking(settings):
        return 0
    try:
        return tell(
            documents,
            sender or (open_ses() if settings.storage == "aws" else SmtpSender(settings)),
            now=now,
            mail_from=settings.mail_from,
            address=settings.address,
            us=release.index().organisation.name,
        )
    except StorageUnavailable as error:
        _log.error("mails about summaries were not all sent: %s", error)
    except Exception as error:
        _log.error("mails about summaries were not all sent: %s", type(error).__name__)
    return 0
