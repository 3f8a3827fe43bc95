"""Contact details in the DynamoDB table of the responses, under keys that no response has.

The key is `contact#` and the response's id, and there is no `day_shard`, so that they stand in no index and
no sweep over days meets them. DynamoDB deletes them by itself some time after `expires` (the table's time to
live, declared in handler/resources); `get` does not wait for that. Calls: PutItem, GetItem, DeleteItem.
"""

from datetime import date
from typing import Any

from listenwell.storage.aws_client import failing_plainly
from listenwell.storage.stored_form import contact_from, contact_key, contact_text
from listenwell.survey.contact import ContactDetails
from listenwell.survey.response import is_response_id


class DynamoContacts:
    """A ContactStore in the table of the responses."""

    def __init__(self, client: Any, table: str) -> None:
        self._client = client
        self._table = table

    @failing_plainly("DynamoDB")
    def put(self, contact: ContactDetails) -> None:
        """Keep them, in place of earlier ones of that response."""
        self._client.put_item(TableName=self._table, Item=contact_item(contact))

    @failing_plainly("DynamoDB")
    def get(self, response_id: str, today: date) -> ContactDetails | None:
        """Those of the response, or None when there are none or their last day is over."""
        if not is_response_id(response_id):
            return None
        found = self._stored(response_id)
        return found if found is not None and found.until >= today else None

    @failing_plainly("DynamoDB")
    def erase(self, response_id: str) -> bool:
        """Remove them; point-in-time recovery keeps them for its 35 days at the most."""
        if not is_response_id(response_id):
            return False
        # Asked first, for a delete that the SDK sent twice would find nothing the second time.
        there = self._stored(response_id) is not None
        self.forget(response_id)
        return there

    @failing_plainly("DynamoDB")
    def forget(self, response_id: str) -> None:
        """Remove them by a delete alone: whoever takes answers may not read what is deleted."""
        self._client.delete_item(TableName=self._table, Key={"id": {"S": contact_key(response_id)}})

    def sweep(self, today: date) -> int:
        """Nothing to do, and 0: the table's time to live does it."""
        return 0

    def _stored(self, response_id: str) -> ContactDetails | None:
        key = {"id": {"S": contact_key(response_id)}}
        item = self._client.get_item(TableName=self._table, Key=key, ConsistentRead=True).get("Item")
        return contact_from(item["contact"]["S"]) if item else None


def contact_item(contact: ContactDetails) -> dict[str, dict[str, str]]:
    """What is written down of a contact, under which key."""
    return {
        "id": {"S": contact_key(contact.id)},
        "contact": {"S": contact_text(contact)},
        "expires": {"N": str(int(contact.ends.timestamp()))},
    }
