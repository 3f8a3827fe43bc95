"""What is written down of a response or a contact: text, bounds, place in time; for every store alike."""

from datetime import UTC

import msgspec

from listenwell.storage.contract import MAX_RESPONSE_BYTES, ResponseTooLarge
from listenwell.survey.contact import ContactDetails
from listenwell.survey.response import Response, canonical_json

_decoder = msgspec.json.Decoder(Response)
_contacts = msgspec.json.Decoder(ContactDetails)


def text_of(response: Response) -> str:
    """The canonical JSON. Raises ResponseTooLarge when it is over MAX_RESPONSE_BYTES of UTF-8."""
    data = canonical_json(response)
    if len(data) > MAX_RESPONSE_BYTES:
        raise ResponseTooLarge(
            f"the response takes {len(data):,} bytes; at most {MAX_RESPONSE_BYTES:,} are kept"
        )
    return data.decode()


def response_from(text: str) -> Response:
    """The response that `text_of` wrote."""
    return _decoder.decode(text)


def moment_of(response: Response) -> str:
    """When it was received, in UTC with microseconds always written, so that text sorts as time does."""
    return response.received_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def contact_text(contact: ContactDetails) -> str:
    """The contact as JSON."""
    return msgspec.json.encode(contact).decode()


def contact_from(text: str) -> ContactDetails:
    """The contact that `contact_text` wrote."""
    return _contacts.decode(text)


def contact_key(response_id: str) -> str:
    """The key of a response's contact beside responses, whose keys are UUIDs."""
    return f"contact#{response_id}"
