"""Responses in one DynamoDB table.

Calls: PutItem, also within TransactWriteItems, GetItem, Query on the index; who erases also DeleteItem.
"""

import heapq
import secrets
import zlib
from collections.abc import Iterator
from datetime import date
from typing import Any

from listenwell.storage.aws_client import ClientError, code_of, failing_plainly
from listenwell.storage.aws_contacts import contact_item
from listenwell.storage.contract import Added
from listenwell.storage.stored_form import contact_key, moment_of, response_from, text_of
from listenwell.survey.contact import ContactDetails
from listenwell.survey.response import Response, is_response_id

INDEX = "by-day"
SHARDS = 16  # one partition takes 1,000 writes a second: a day takes 16,000


class DynamoResponses:
    """A ResponseStore in one DynamoDB table, keyed by the response's id.

    `get` and a second `add` see every `add` that has returned. The index behind `received` and `count`
    follows the table within about a second. A sweep asks 16 queries for each day, one at least.
    """

    def __init__(self, client: Any, table: str) -> None:
        self._client = client
        self._table = table

    @failing_plainly("DynamoDB")
    def add(self, response: Response, contact: ContactDetails | None = None) -> Added:
        """Store once by a conditional put; with a contact both by one transaction. See the contract."""
        item = _item(response)
        put: dict[str, Any] = {
            "TableName": self._table,
            "Item": item,
            "ConditionExpression": "attribute_not_exists(#id)",
            "ExpressionAttributeNames": {"#id": "id"},
            "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
        }
        try:
            if contact is None:
                self._client.put_item(**put)
            else:
                beside = {"TableName": self._table, "Item": contact_item(contact)}
                self._client.transact_write_items(TransactItems=[{"Put": put}, {"Put": beside}])
        except ClientError as error:
            taken = _taken(error)
            if taken is None:
                raise
            stored = taken or self._stored(response.id)
            if stored is None:
                raise
            return Added(response_from(stored["response"]["S"]), new=stored.get("token") == item["token"])
        return Added(response, new=True)

    @failing_plainly("DynamoDB")
    def get(self, response_id: str) -> Response | None:
        """The response with that id, or None, by a consistent read."""
        if not is_response_id(response_id):
            return None  # DynamoDB would refuse an empty or very long key
        stored = self._stored(response_id)
        return response_from(stored["response"]["S"]) if stored else None

    def received(self, first: date, last: date) -> Iterator[Response]:
        """Sweep the UTC days `first` to `last`, both included, by time and then id; see the contract."""
        for day in _days(first, last):
            for _, text in heapq.merge(*(self._shard(name) for name in _shards(day))):
                yield response_from(text)

    def count(self, first: date, last: date) -> int:
        """How many responses `received` would give; the reads cost as much as its own."""
        return sum(
            page["Count"]
            for day in _days(first, last)
            for name in _shards(day)
            for page in self._pages(name, Select="COUNT")
        )

    @failing_plainly("DynamoDB")
    def erase(self, response_id: str) -> bool:
        """Remove it and its contact; point-in-time recovery keeps them for its 35 days at the most."""
        if not is_response_id(response_id):
            return False
        # Asked first, for a delete that the SDK sent twice would find nothing the second time.
        there = self._stored(response_id) is not None
        for key in (contact_key(response_id), response_id):  # cut short, it is found and erased again
            self._client.delete_item(TableName=self._table, Key={"id": {"S": key}})
        return there

    def _stored(self, response_id: str) -> dict[str, dict[str, str]] | None:
        asked = {"TableName": self._table, "Key": {"id": {"S": response_id}}}
        return self._client.get_item(**asked, ConsistentRead=True).get("Item")

    def _shard(self, name: str) -> Iterator[tuple[str, str]]:
        """Key and text of a shard's responses in the order of the key, at most a megabyte in memory."""
        for page in self._pages(name):
            for item in page["Items"]:
                yield item["received_at_id"]["S"], item["response"]["S"]

    def _pages(self, shard: str, **more: str) -> Iterator[dict[str, Any]]:
        request: dict[str, Any] = {
            "TableName": self._table,
            "IndexName": INDEX,
            "KeyConditionExpression": "#shard = :shard",
            "ExpressionAttributeNames": {"#shard": "day_shard"},
            "ExpressionAttributeValues": {":shard": {"S": shard}},
            **more,
        }
        while True:
            with failing_plainly("DynamoDB"):
                page = self._client.query(**request)
            yield page
            if not page.get("LastEvaluatedKey"):
                return
            request["ExclusiveStartKey"] = page["LastEvaluatedKey"]


def _taken(error: ClientError) -> dict[str, Any] | None:
    """What is stored under the id, {} when the refusal does not say; None for any other error."""
    if code_of(error) == "ConditionalCheckFailedException":
        return error.response.get("Item", {})
    if code_of(error) == "TransactionCanceledException":
        first = error.response.get("CancellationReasons", [{}])[0]
        if first.get("Code") == "ConditionalCheckFailed":
            return first.get("Item", {})
    return None


def _item(response: Response) -> dict[str, dict[str, str]]:
    shard = zlib.crc32(response.id.encode()) % SHARDS
    item = {
        "id": response.id,
        "day_shard": f"{response.day.isoformat()}#{shard:02}",
        "received_at_id": f"{moment_of(response)}#{response.id}",
        "response": text_of(response),
        # Tells our own put from another's when the SDK sent it twice because the first answer got lost.
        "token": secrets.token_hex(8),
    }
    return {name: {"S": value} for name, value in item.items()}


def _shards(day: date) -> list[str]:
    return [f"{day.isoformat()}#{shard:02}" for shard in range(SHARDS)]


def _days(first: date, last: date) -> Iterator[date]:
    return map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1))
