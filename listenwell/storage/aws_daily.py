"""What is needed for a day, in the DynamoDB table of the responses, under keys that no response has.

The key is `day#`, the day and a name; there is no `day_shard`, so no sweep over responses meets it. DynamoDB
deletes it by itself some time after `expires`. Calls: GetItem, PutItem, UpdateItem.
"""

import secrets
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from listenwell.storage.aws_client import ClientError, code_of, failing_plainly
from listenwell.storage.contract import Counted


class DynamoDaily:
    """A DailyStore in the table of the responses."""

    def __init__(self, client: Any, table: str) -> None:
        self._client = client
        self._table = table
        self._known: dict[date, bytes] = {}  # a key never changes

    @failing_plainly("DynamoDB")
    def key(self, day: date) -> bytes:
        """The random bytes of that day; asked for once by each server."""
        if day in self._known:
            return self._known[day]
        name = f"day#{day.isoformat()}#key"
        found = self._value(name)
        if found is None:
            item = {
                "id": {"S": name},
                "value": {"S": secrets.token_hex(32)},
                "expires": {"N": str(_end_of(day + timedelta(days=1)))},
            }
            try:
                self._client.put_item(
                    TableName=self._table,
                    Item=item,
                    ConditionExpression="attribute_not_exists(#id)",
                    ExpressionAttributeNames={"#id": "id"},
                )
                found = item["value"]["S"]
            except ClientError as error:  # another server was first
                if code_of(error) != "ConditionalCheckFailedException":
                    raise
                found = self._value(name)
        self._known = {**dict(list(self._known.items())[-1:]), day: bytes.fromhex(found)}
        return self._known[day]

    @failing_plainly("DynamoDB")
    def count(self, day: date, name: str, slot: str = "") -> Counted:
        """Count once more: one item for the day, with a number for each slot. A call that the SDK sent twice
        may count twice."""
        numbers = {"#number": "number", **({"#slot": f"slot{slot}"} if slot else {})}
        counted = self._client.update_item(
            TableName=self._table,
            Key={"id": {"S": f"day#{day.isoformat()}#count#{name}"}},
            UpdateExpression="ADD "
            + ", ".join(f"{each} :one" for each in numbers)
            + " SET #expires = :expires",
            ExpressionAttributeNames={**numbers, "#expires": "expires"},
            ExpressionAttributeValues={":one": {"N": "1"}, ":expires": {"N": str(_end_of(day))}},
            ReturnValues="UPDATED_NEW",
        )
        counts = [int(counted["Attributes"][each]["N"]) for each in numbers.values()]
        return Counted(*counts)

    def sweep(self, today: date) -> int:
        """Nothing to do, and 0: the table's time to live does it."""
        return 0

    def _value(self, name: str) -> str | None:
        key = {"id": {"S": name}}
        item = self._client.get_item(TableName=self._table, Key=key, ConsistentRead=True).get("Item")
        return item["value"]["S"] if item else None


def _end_of(day: date) -> int:
    return int(datetime.combine(day + timedelta(days=1), time(), UTC).timestamp())
