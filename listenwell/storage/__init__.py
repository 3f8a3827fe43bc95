"""Where responses and documents are kept: on one machine or on AWS, by the same three contracts.

The map of this room:

- `contract`: the three Protocols and what a store promises, in prose
- `stored_form`: what is written down of a response, for every store alike
- `names`: which names a document may have
- `split_documents`: the archive in a bucket of its own
- `embedded_responses`, `embedded_contacts`, `embedded_daily`, over `sqlite_file`; `embedded_documents`: files
- `embedded_people`: who may sign in on one machine
- `mail`: what a sender of mail promises
- `aws`, `aws_responses`, `aws_contacts`, `aws_daily`, `aws_mail`, `aws_site`, over `aws_client`: on AWS
- `aws_account`, `aws_stack`, `aws_held`: what `listenwell deploy` needs of AWS; not in the Lambda

`connect` opens the stores that the settings name.
"""

from typing import TYPE_CHECKING, NamedTuple

from listenwell.settings import Settings
from listenwell.storage.contract import (
    MAX_RESPONSE_BYTES,
    Added,
    ContactStore,
    Counted,
    DailyStore,
    DocumentLocked,
    DocumentMissing,
    DocumentNameRefused,
    DocumentStore,
    ResponseStore,
    ResponseTooLarge,
    StorageUnavailable,
)

if TYPE_CHECKING:
    from listenwell.storage.embedded_people import SqlitePeople
    from listenwell.storage.mail import Sender

__all__ = [
    "MAX_RESPONSE_BYTES",
    "Added",
    "ContactStore",
    "Counted",
    "DailyStore",
    "DocumentLocked",
    "DocumentMissing",
    "DocumentNameRefused",
    "DocumentStore",
    "ResponseStore",
    "ResponseTooLarge",
    "StorageUnavailable",
    "Stores",
    "connect",
    "open_people",
    "open_ses",
]


class Stores(NamedTuple):
    """The stores in use."""

    responses: ResponseStore
    contacts: ContactStore
    """How customers may be reached who asked for an answer."""
    daily: DailyStore
    """What is needed for a day."""
    documents: DocumentStore
    """Summaries and what else is made from the responses."""
    release: DocumentStore
    """Every questionnaire version ever published, and the page templates."""


def connect(settings: Settings) -> Stores:
    """Open the stores that the settings name; on AWS nothing is sent before the first use.

    Raises StorageUnavailable.
    """
    return _on_aws(settings) if settings.storage == "aws" else _embedded(settings)


def open_people(settings: Settings) -> "SqlitePeople":
    """Who may sign in on one machine; on AWS they are in a user pool. Raises StorageUnavailable."""
    from listenwell.storage.embedded_people import SqlitePeople  # noqa: PLC0415

    return SqlitePeople(settings.data / "people.sqlite3")


def open_ses() -> "Sender":
    """What sends mail on AWS; nothing is sent before the first mail."""
    from listenwell.storage import aws_client, aws_mail  # noqa: PLC0415

    return aws_mail.SesSender(aws_client.ClientOnFirstUse("sesv2"))


# Each side imports its backend when it is chosen: the AWS SDK costs the command line a quarter of a
# second, and SQLite costs the Lambda some milliseconds of its cold start.


def _embedded(settings: Settings) -> Stores:
    from listenwell.storage.embedded_contacts import SqliteContacts  # noqa: PLC0415
    from listenwell.storage.embedded_daily import SqliteDaily  # noqa: PLC0415
    from listenwell.storage.embedded_documents import FileDocuments  # noqa: PLC0415
    from listenwell.storage.embedded_responses import SqliteResponses  # noqa: PLC0415

    return Stores(
        SqliteResponses(settings.data / "responses.sqlite3"),
        SqliteContacts(settings.data / "responses.sqlite3"),
        SqliteDaily(settings.data / "responses.sqlite3"),
        FileDocuments(settings.data / "documents"),
        FileDocuments(settings.release),
    )


def _on_aws(settings: Settings) -> Stores:
    from listenwell.storage import aws, aws_client, aws_contacts, aws_daily, aws_responses  # noqa: PLC0415
    from listenwell.storage.split_documents import SplitDocuments  # noqa: PLC0415

    dynamodb = aws_client.open_client("dynamodb")
    s3 = aws_client.ClientOnFirstUse("s3")
    documents: DocumentStore = aws.S3Documents(s3, settings.bucket, "documents/")
    if settings.archive:
        archive = aws.S3Documents(s3, settings.archive, "documents/")
        documents = SplitDocuments("archive/", archive, documents)
    return Stores(
        aws_responses.DynamoResponses(dynamodb, settings.table),
        aws_contacts.DynamoContacts(dynamodb, settings.table),
        aws_daily.DynamoDaily(dynamodb, settings.table),
        documents,
        aws.S3Documents(s3, settings.bucket, "release/"),
    )
