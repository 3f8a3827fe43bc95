"""What every ResponseStore promises about one response; each claim runs on every backend."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from threading import Barrier
from uuid import uuid4

import pytest

from listenwell.storage import MAX_RESPONSE_BYTES, Added, ResponseStore, ResponseTooLarge
from listenwell.survey.response import canonical_json

from .samples import DAY, NASTY_TEXTS, NOON, a_response, a_response_of, the_largest_response


def test_a_new_response_is_stored_and_comes_back(responses: ResponseStore) -> None:
    response = a_response()
    assert responses.add(response) == Added(response, new=True)
    assert responses.get(response.id) == response


def test_the_same_response_twice_is_stored_once(responses: ResponseStore) -> None:
    response = a_response()
    responses.add(response)
    assert responses.add(response) == Added(response, new=False)
    assert list(responses.received(DAY, DAY)) == [response]


def test_other_content_under_the_same_id_keeps_the_first(responses: ResponseStore) -> None:
    first = a_response()
    other = a_response(id=first.id, survey="service-rating", answers={}, marks=("possible-repeat",))
    responses.add(first)
    assert responses.add(other) == Added(first, new=False)
    assert responses.get(first.id) == first


UNKNOWN = {
    "an id": "00000000-0000-4000-8000-000000000001",
    "empty": "",
    "no id": "no-id",
    "long": "x" * 3_000,
    "quote": "'",
    "nul": "\x00",
}


@pytest.mark.parametrize("unknown", UNKNOWN.values(), ids=UNKNOWN)
def test_an_unknown_id_gives_none(responses: ResponseStore, unknown: str) -> None:
    responses.add(a_response())
    assert responses.get(unknown) is None


def test_every_field_comes_back_as_it_was(responses: ResponseStore) -> None:
    response = a_response(
        received_at=datetime(
            2026, 3, 14, 9, 26, 53, 589_793, tzinfo=timezone(timedelta(hours=5, minutes=30))
        ),
        answers={"n": -3, "text": "yes", "list": ["b", "a"], "grid": {"time": 5, "people": "none"}},
        invitation="spring",
        entered_by="interviewer-7",
        supersedes=str(uuid4()),
        marks=("possible-repeat", "burst"),
    )
    responses.add(response)
    assert responses.get(response.id) == response
    assert list(responses.received(DAY, DAY)) == [response]
    assert canonical_json(responses.get(response.id)) == canonical_json(response)


@pytest.mark.parametrize("text", NASTY_TEXTS.values(), ids=NASTY_TEXTS)
def test_nasty_text_comes_back_as_it_was(responses: ResponseStore, text: str) -> None:
    response = a_response(
        survey=text, segment=text, answers={text: text, "list": [text], "grid": {text: text}}
    )
    assert responses.add(response) == Added(response, new=True)
    assert responses.add(response) == Added(response, new=False)
    assert responses.get(response.id) == response
    assert list(responses.received(DAY, DAY)) == [response]


def test_a_response_without_answers_is_stored(responses: ResponseStore) -> None:
    response = a_response(answers={})
    responses.add(response)
    assert responses.get(response.id) == response


def test_the_largest_response_is_stored(responses: ResponseStore) -> None:
    response = the_largest_response()
    assert len(canonical_json(response)) == MAX_RESPONSE_BYTES
    assert responses.add(response).new
    assert responses.add(response) == Added(response, new=False)
    assert responses.get(response.id) == response


def test_one_byte_more_is_refused_and_not_stored(responses: ResponseStore) -> None:
    response = a_response_of(MAX_RESPONSE_BYTES + 1)
    with pytest.raises(ResponseTooLarge) as refused:
        responses.add(response)
    assert str(refused.value) == "the response takes 390,001 bytes; at most 390,000 are kept"
    assert responses.get(response.id) is None
    assert responses.count(DAY, DAY) == 0


def test_the_size_is_counted_in_bytes_not_characters(responses: ResponseStore) -> None:
    with pytest.raises(ResponseTooLarge):
        responses.add(a_response(answers={"why": "顧" * (MAX_RESPONSE_BYTES // 3)}))
    assert responses.count(DAY, DAY) == 0


def test_of_many_threads_adding_one_id_exactly_one_is_new(responses: ResponseStore) -> None:
    threads = 8
    start = Barrier(threads)
    rivals = [
        [a_response(id=response_id, answers={"thread": n}) for n in range(threads)] for response_id in _ids(5)
    ]

    def add_all(thread: int) -> list[Added]:
        added = []
        for rival in rivals:
            start.wait()
            added.append(responses.add(rival[thread]))
        return added

    with ThreadPoolExecutor(threads) as pool:
        results = list(pool.map(add_all, range(threads)))
    for of_one_id in zip(*results, strict=True):
        (winner,) = (added.response for added in of_one_id if added.new)
        assert all(added.response == winner for added in of_one_id)
        assert responses.get(winner.id) == winner


def test_an_erased_response_is_gone_from_every_method(responses: ResponseStore) -> None:
    erased, kept = a_response(), a_response()
    responses.add(erased)
    responses.add(kept)
    assert responses.erase(erased.id) is True
    assert responses.get(erased.id) is None
    assert list(responses.received(DAY, DAY)) == [kept]
    assert responses.count(DAY, DAY) == 1


def test_erasing_twice_is_no_error(responses: ResponseStore) -> None:
    response = a_response()
    responses.add(response)
    assert [responses.erase(response.id) for _ in range(3)] == [True, False, False]


@pytest.mark.parametrize("unknown", UNKNOWN.values(), ids=UNKNOWN)
def test_erasing_an_unknown_id_erases_nothing(responses: ResponseStore, unknown: str) -> None:
    response = a_response()
    responses.add(response)
    assert responses.erase(unknown) is False
    assert responses.get(response.id) == response


def test_an_erased_id_can_be_added_again(responses: ResponseStore) -> None:
    response = a_response()
    responses.add(response)
    responses.erase(response.id)
    assert responses.add(response) == Added(response, new=True)


def test_erasing_during_a_sweep_breaks_nothing(responses: ResponseStore) -> None:
    wanted = [a_response(received_at=NOON + timedelta(seconds=n)) for n in range(30)]
    for response in wanted:
        responses.add(response)
    swept = []
    for response in responses.received(DAY, DAY):
        swept.append(response)
        responses.erase(response.id)
    assert swept == wanted
    assert responses.count(DAY, DAY) == 0


def _ids(number: int) -> list[str]:
    return [str(uuid4()) for _ in range(number)]
