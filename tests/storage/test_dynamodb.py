"""What DynamoResponses promises beyond the contract: no fault of the network loses or doubles a response."""

from collections import deque
from uuid import uuid4
from zlib import crc32

import pytest

from listenwell.storage import Added, StorageUnavailable
from listenwell.storage.aws_responses import SHARDS, DynamoResponses

from .conftest import TABLE, make_table, mocked_client
from .faults import Fault, cut_before, done_then, dynamodb_says, lost_answer, unreachable
from .samples import DAY, a_response, a_response_of

PASSING = {
    "throttled": dynamodb_says(400, "ThrottlingException"),
    "over capacity": dynamodb_says(400, "ProvisionedThroughputExceededException"),
    "broken": dynamodb_says(500, "InternalServerError"),
    "away": dynamodb_says(503, "ServiceUnavailable"),
    "cut": cut_before,
    "unreachable": unreachable,
    "answer lost": lost_answer,
    "done but broken": done_then(dynamodb_says(500, "InternalServerError")),
}
SET_UP = ("AccessDeniedException", "ValidationException", "ResourceNotFoundException")


pytestmark = pytest.mark.usefixtures("cloud")


def _store(attempts: int = 1) -> DynamoResponses:
    """An empty store whose SDK tries a call so often."""
    make_table(mocked_client("dynamodb"))
    return DynamoResponses(mocked_client("dynamodb", attempts), TABLE)


@pytest.mark.parametrize("fault", PASSING.values(), ids=PASSING)
def test_a_passing_fault_is_tried_again_and_the_response_is_new(faults: deque[Fault], fault: Fault) -> None:
    store = _store(attempts=2)
    response = a_response()
    faults.append(fault)
    assert store.add(response) == Added(response, new=True)
    assert not faults
    assert store.add(response) == Added(response, new=False)
    assert list(store.received(DAY, DAY)) == [response]


@pytest.mark.parametrize("fault", PASSING.values(), ids=PASSING)
def test_a_lasting_fault_is_unavailable_and_the_same_call_later_succeeds(
    faults: deque[Fault], fault: Fault
) -> None:
    store = _store()
    response = a_response(answers={"why": "private words"})
    for call in (
        lambda: store.add(response),
        lambda: store.get(response.id),
        lambda: list(store.received(DAY, DAY)),
        lambda: store.count(DAY, DAY),
        lambda: store.erase("00000000-0000-4000-8000-000000000009"),
    ):
        faults.append(fault)
        with pytest.raises(StorageUnavailable) as raised:
            call()
        assert raised.value.__cause__ is not None
        assert "private words" not in str(raised.value)
        assert "set-up" not in str(raised.value)
    assert store.add(response).response == response
    assert list(store.received(DAY, DAY)) == [response]


@pytest.mark.parametrize("code", SET_UP)
def test_a_fault_of_the_set_up_is_told_apart(faults: deque[Fault], code: str) -> None:
    store = _store(attempts=2)
    faults.append(dynamodb_says(400, code))
    with pytest.raises(StorageUnavailable) as raised:
        store.add(a_response())
    assert str(raised.value) == (
        f"DynamoDB PutItem: {code}, attempts: 1; the set-up is at fault, not the moment"
    )


def test_a_throttle_says_how_often_it_was_tried(faults: deque[Fault]) -> None:
    store = _store(attempts=2)
    faults.extend([PASSING["throttled"]] * 2)
    with pytest.raises(StorageUnavailable) as raised:
        store.add(a_response())
    assert str(raised.value) == (
        "DynamoDB PutItem: ThrottlingException, attempts: 2; the same call may succeed later"
    )


def test_another_response_of_that_id_is_not_taken_for_ours_on_a_retry(faults: deque[Fault]) -> None:
    store = _store(attempts=2)
    first = a_response()
    store.add(first)
    faults.append(cut_before)
    assert store.add(first) == Added(first, new=False)


def test_the_stored_response_is_read_when_the_refusal_lacks_it(faults: deque[Fault]) -> None:
    store = _store()
    first = a_response()
    store.add(first)
    faults.append(dynamodb_says(400, "ConditionalCheckFailedException"))
    assert store.add(a_response(id=first.id, answers={})) == Added(first, new=False)


def test_the_stored_response_comes_with_the_refusal(faults: deque[Fault]) -> None:
    store = _store()
    first = a_response()
    store.add(first)
    faults.extend([lambda send: send(), unreachable])
    assert store.add(a_response(id=first.id, answers={})) == Added(first, new=False)
    assert list(faults) == [unreachable]


def test_a_response_refused_for_one_that_is_gone_again_is_unavailable(faults: deque[Fault]) -> None:
    store = _store()
    faults.append(dynamodb_says(400, "ConditionalCheckFailedException"))
    with pytest.raises(StorageUnavailable, match="may succeed later"):
        store.add(a_response())


@pytest.mark.parametrize("fault", PASSING.values(), ids=PASSING)
def test_an_erasure_is_tried_again_and_says_that_it_was_there(faults: deque[Fault], fault: Fault) -> None:
    store = _store(attempts=2)
    response = a_response()
    store.add(response)
    faults.extend([lambda send: send(), fault])  # the read, then the delete
    assert store.erase(response.id) is True
    assert store.get(response.id) is None


def test_a_shard_of_more_than_a_megabyte_comes_whole() -> None:
    store = _store()
    ids = [f"00000000-0000-4000-8000-{number:012}" for number in range(100)]
    wanted = [a_response_of(380_000, id=i) for i in ids if crc32(i.encode()) % SHARDS == 0]
    for response in reversed(wanted):
        store.add(response)
    assert len(wanted) > 4
    assert list(store.received(DAY, DAY)) == wanted
    assert store.count(DAY, DAY) == len(wanted)


def test_responses_are_spread_over_all_shards() -> None:
    store = _store()
    for _ in range(20 * SHARDS):
        store.add(a_response(id=str(uuid4())))
    shards = {item["day_shard"]["S"] for item in mocked_client("dynamodb").scan(TableName=TABLE)["Items"]}
    assert shards == {f"2026-03-14#{number:02}" for number in range(16)}


def test_the_item_holds_these_attributes_and_no_others() -> None:
    response_id = "00000000-0000-4000-8000-000000000001"
    _store().add(a_response(id=response_id))
    (item,) = mocked_client("dynamodb").scan(TableName=TABLE)["Items"]
    token = item.pop("token")["S"]
    assert len(bytes.fromhex(token)) == 8
    # The shard must never change for an id: what is stored would be looked for elsewhere.
    assert item == {
        "id": {"S": response_id},
        "day_shard": {"S": "2026-03-14#01"},
        "received_at_id": {"S": f"2026-03-14T12:00:00.000000Z#{response_id}"},
        "response": {
            "S": '{"answers":{"recommend":9,"why":"on time"},"channel":"web",'
            f'"id":"{response_id}","language":"en","received_at":"2026-03-14T12:00:00Z",'
            '"segment":"retail","survey":"pulse","version":"0123456789ab"}'
        },
    }
