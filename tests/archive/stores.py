"""Stores that misbehave on purpose, around any store that keeps the contract; and one that is quick."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

from listenwell.storage import Added, DocumentLocked, DocumentMissing, DocumentStore, ResponseStore
from listenwell.survey.response import Response


class Stopped(BaseException):
    """The process ends here: nothing after this call happens."""


class Countdown:
    """Stops at call number `at`, before it is carried out or just after; counts calls of every store."""

    def __init__(self, at: int = 0, after: bool = False) -> None:
        self.calls: list[str] = []
        self._at, self._after = at, after

    def step(self, call: str, act: Callable[[], object]) -> object:
        self.calls.append(call)
        now = len(self.calls) == self._at
        if now and not self._after:
            raise Stopped(call)
        done = act()
        if now:
            raise Stopped(call)
        return done


class StoppingDocuments:
    """Documents whose every call is a step of the countdown."""

    def __init__(self, store: DocumentStore, countdown: Countdown) -> None:
        self._store, self._countdown = store, countdown

    def put(self, name: str, data: bytes) -> None:
        self._countdown.step(f"put {name}", lambda: self._store.put(name, data))

    def put_new(self, name: str, data: bytes) -> bool:
        return self._countdown.step(f"put_new {name}", lambda: self._store.put_new(name, data))

    def get(self, name: str) -> bytes:
        return self._countdown.step(f"get {name}", lambda: self._store.get(name))

    def names(self, prefix: str = "") -> Iterator[str]:
        yield from self._countdown.step(f"names {prefix}", lambda: list(self._store.names(prefix)))

    def delete(self, name: str) -> None:
        self._countdown.step(f"delete {name}", lambda: self._store.delete(name))

    def erase(self, name: str) -> None:
        self._countdown.step(f"erase {name}", lambda: self._store.erase(name))


class StoppingResponses:
    """Responses whose every call is a step of the countdown."""

    def __init__(self, store: ResponseStore, countdown: Countdown) -> None:
        self._store, self._countdown = store, countdown

    def get(self, response_id: str) -> Response | None:
        return self._countdown.step("get response", lambda: self._store.get(response_id))

    def received(self, first: date, last: date) -> Iterator[Response]:
        yield from self._countdown.step("received", lambda: list(self._store.received(first, last)))

    def erase(self, response_id: str) -> bool:
        return self._countdown.step("erase response", lambda: self._store.erase(response_id))


class DelayedResponses:
    """A store whose sweeps see a response only `delay` after it was received; `get` sees it at once."""

    def __init__(
        self, store: ResponseStore, delay: dict[str, timedelta], now: Callable[[], datetime]
    ) -> None:
        self._store, self._delay, self._now = store, delay, now

    def get(self, response_id: str) -> Response | None:
        return self._store.get(response_id)

    def received(self, first: date, last: date) -> Iterator[Response]:
        for response in self._store.received(first, last):
            seen = response.received_at + self._delay.get(response.id, timedelta())
            if seen <= self._now():
                yield response


class MemoryDocuments:
    """A DocumentStore in a dict."""

    def __init__(self, documents: dict[str, bytes] | None = None) -> None:
        self.documents = dict(documents or {})

    def put(self, name: str, data: bytes) -> None:
        self.documents[name] = data

    def put_new(self, name: str, data: bytes) -> bool:
        return self.documents.setdefault(name, data) is data

    def get(self, name: str) -> bytes:
        try:
            return self.documents[name]
        except KeyError:
            raise DocumentMissing(name) from None

    def names(self, prefix: str = "") -> Iterator[str]:
        yield from sorted(name for name in self.documents if name.startswith(prefix))

    def delete(self, name: str) -> None:
        self.documents.pop(name, None)

    erase = delete


class LockedDocuments(MemoryDocuments):
    """Nothing of an archive may be removed yet."""

    def erase(self, name: str) -> None:
        raise DocumentLocked(name)


class MemoryResponses:
    """A ResponseStore in a dict."""

    def __init__(self, *responses: Response) -> None:
        self.responses = {response.id: response for response in responses}

    def add(self, response: Response) -> Added:
        new = response.id not in self.responses
        return Added(self.responses.setdefault(response.id, response), new)

    def get(self, response_id: str) -> Response | None:
        return self.responses.get(response_id)

    def received(self, first: date, last: date) -> Iterator[Response]:
        kept = (r for r in self.responses.values() if first <= r.day <= last)
        yield from sorted(kept, key=lambda r: (r.received_at, r.id))

    def count(self, first: date, last: date) -> int:
        return sum(1 for _ in self.received(first, last))

    def erase(self, response_id: str) -> bool:
        return self.responses.pop(response_id, None) is not None


def contents(documents: DocumentStore) -> dict[str, bytes]:
    """Everything in the archive, byte for byte."""
    return {name: documents.get(name) for name in documents.names("archive/")}
