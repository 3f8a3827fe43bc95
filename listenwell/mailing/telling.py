"""Which mails are due tonight? Each edition once to each subscriber, whatever fails.

mailing/told/<survey>/<period>/<edition>/<subscriber>-<try>.json   how a try went: begun, sent, not sent,
unclear

A try is written down before it is made, by put-if-absent: of two nights at once one makes it. A mail that
was certainly not taken is tried again the next night, five nights in all. One of which nobody can say
whether it went out (the line was cut, the machine died) is never sent again: twice would be worse than a
mail missed, for the list of summaries has it all.
"""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta

import msgspec

from listenwell.mailing.messages import message
from listenwell.mailing.subscribers import TOLD, Subscriber, subscribers
from listenwell.storage import DocumentStore
from listenwell.storage.mail import MaybeSent, NotSent, Sender
from listenwell.summary.editions import Edition, Shelf, shelves

TRIES = 5
_RECENT = timedelta(days=30)
_log = logging.getLogger("listenwell.mailing")


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """One try: when, and how it went."""

    at: datetime
    state: str


def tell(
    documents: DocumentStore, sender: Sender, *, now: datetime, mail_from: str, address: str, us: str
) -> int:
    """Send the mails that are due; how many were. A mail that fails is told in the log, without its
    address, and keeps no other back. Raises StorageUnavailable."""
    sent = 0
    everybody = list(subscribers(documents))
    for shelf, edition in _worth_a_mail(documents, now) if everybody else ():
        for subscriber in everybody:
            if _wants(subscriber, shelf, edition) and (
                name := _begun(documents, subscriber, shelf, edition, now)
            ):
                mail = message(subscriber, shelf, edition, sender=mail_from, address=address, us=us, now=now)
                state = _state(sender, mail, f"{shelf.survey} {shelf.period}, edition {edition.number}")
                documents.put(name, msgspec.json.encode(Told(at=now, state=state)))
                sent += state == "sent"
    return sent


def _worth_a_mail(documents: DocumentStore, now: datetime) -> Iterator[tuple[Shelf, Edition]]:
    """The first edition of a period, and each final one, of the last weeks."""
    for shelf in shelves(documents):
        for edition in shelf.editions:
            if (edition.number == 1 or edition.final) and now - edition.as_of <= _RECENT:
                yield shelf, edition


def _wants(subscriber: Subscriber, shelf: Shelf, edition: Edition) -> bool:
    return edition.as_of >= subscriber.since and (
        not subscriber.surveys or shelf.survey in subscriber.surveys
    )


def _begun(
    documents: DocumentStore, subscriber: Subscriber, shelf: Shelf, edition: Edition, now: datetime
) -> str:
    """The name of a try that is due and now ours; "" when none is."""
    period = shelf.period.replace("..", "_")
    place = f"{TOLD}{shelf.survey}/{period}/{edition.number:04}/{subscriber.id}"
    made = list(documents.names(f"{place}-"))
    if made:
        last = msgspec.json.decode(documents.get(made[-1]), type=Told)
        if last.state != "not sent" or len(made) >= TRIES or now - last.at < timedelta(hours=12):
            return ""
    name = f"{place}-{len(made) + 1}.json"
    return name if documents.put_new(name, msgspec.json.encode(Told(at=now, state="begun"))) else ""


def _state(sender: Sender, mail: object, what: str) -> str:
    try:
        sender.send(mail)  # type: ignore[arg-type]
    except NotSent as error:
        _log.warning("a mail about %s was not sent and is tried again tomorrow: %s", what, error)
        return "not sent"
    except MaybeSent as error:
        _log.warning("whether a mail about %s was sent is not known; it is not sent again: %s", what, error)
        return "unclear"
    return "sent"
