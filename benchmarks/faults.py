"""Is every acknowledged answer stored exactly once, whatever the store does wrong, and no refused one?

    .venv/bin/python -m benchmarks.faults                   # 10,000 submissions on each store
    .venv/bin/python -m benchmarks.faults --submissions 500 --store aws --rate 0.5

Customers send through the whole intake: with and without a name, twice at once, with contact details, and
wrongly. Of the calls to the store a share (`--rate`) goes wrong at random: throttled, 500, cut off before or
after it was carried out, locked, disk full. On SQLite a process is also killed (kill -9) again and again in
the middle of it. Customers who are told 503 send what came back up to twice more, then give up.
"""

import argparse
import json
import random
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

from listenwell.intake import Services, answer
from listenwell.pages.building import build
from listenwell.pages.release import Release
from listenwell.storage.embedded_contacts import SqliteContacts
from listenwell.storage.embedded_daily import SqliteDaily
from listenwell.storage.embedded_documents import FileDocuments
from listenwell.storage.embedded_responses import SqliteResponses
from listenwell.web import FORM, Request, Source

ROOT = Path(__file__).parents[1]
SURVEY, SEGMENT = "your-own-words", "household"
PATH = f"/r/{SURVEY}/{SEGMENT}"
_SECRET = "a key that keys the receipts of this play only"  # noqa: S105 - nothing real
_THREADS = 8
_KILLS = 4
_ROUND = 250
_NAMED = re.compile(r'name="_id" value="([^"]+)"')


class Store(NamedTuple):
    """A store that fails, and how to look into it whole when nothing fails any more."""

    services: Services
    contacts: Callable[[], set[str]]
    """Ids of the responses that contact details are kept of."""


class Fate(NamedTuple):
    """What a customer sent and was told."""

    mark: str
    kind: str
    acknowledged: bool


class Told(NamedTuple):
    """What a run found: how many of each kind and fate; `wrong` is to be empty."""

    fates: Counter[str]
    faults: int
    wrong: list[str]


class Chance:
    """Decides call by call whether it goes wrong, and how; the same for the same seed and order of calls."""

    def __init__(self, seed: int, rate: float) -> None:
        self.rate = rate
        self.faults = 0
        self._random = random.Random(seed)  # noqa: S311 - a play
        self._lock = threading.Lock()

    def of(self, ways: list[Any]) -> Any:
        """One of the ways to fail, or None."""
        with self._lock:
            if self._random.random() >= self.rate:
                return None
            self.faults += 1
            return self._random.choice(ways)


# SQLite


def failing_connection(chance: Chance) -> Callable[..., sqlite3.Connection]:
    """What opens connections whose statements go wrong, before they are carried out or after."""

    class Failing(sqlite3.Connection):
        def execute(self, statement: str, *values: Any) -> sqlite3.Cursor:
            way = chance.of(["locked", "full", "broken", "cut after"])
            if way is None or statement.startswith("pragma"):
                return super().execute(statement, *values)
            if way == "cut after":
                super().execute(statement, *values)
            raise sqlite3.OperationalError(f"made to fail: {way}")

    return partial(sqlite3.connect, factory=Failing)


@contextmanager
def embedded(folder: Path, release: Path, chance: Chance) -> Iterator[Store]:
    """SQLite in that folder."""
    file = folder / "responses.sqlite3"
    rate, chance.rate = chance.rate, 0.0  # opening a new file is not what is played
    connect = failing_connection(chance)
    responses, contacts, daily = (
        kind(file, connect=connect) for kind in (SqliteResponses, SqliteContacts, SqliteDaily)
    )
    chance.rate = rate

    def kept() -> set[str]:
        with sqlite3.connect(file) as connection:
            return {row[0] for row in connection.execute("select id from contacts")}

    yield Store(_services(release, responses, contacts, daily), kept)


# DynamoDB, played by moto


@contextmanager
def aws(_: Path, release: Path, chance: Chance) -> Iterator[Store]:
    """A DynamoDB table in this process."""
    from botocore.awsrequest import AWSResponse  # noqa: PLC0415 - only this store needs them
    from botocore.exceptions import ConnectionClosedError, ReadTimeoutError  # noqa: PLC0415
    from moto import mock_aws  # noqa: PLC0415
    from moto.core.botocore_stubber import MockRawResponse  # noqa: PLC0415
    from moto.core.models import botocore_stubber  # noqa: PLC0415

    from listenwell.storage.aws_client import open_client  # noqa: PLC0415
    from listenwell.storage.aws_contacts import DynamoContacts  # noqa: PLC0415
    from listenwell.storage.aws_daily import DynamoDaily  # noqa: PLC0415
    from listenwell.storage.aws_responses import DynamoResponses  # noqa: PLC0415

    one_at_a_time = threading.RLock()  # of two equal conditional puts AWS lets one win, moto both

    def says(status: int, code: str) -> AWSResponse:
        body = json.dumps({"__type": f"com.amazonaws.dynamodb.v20120810#{code}"})
        return AWSResponse("https://aws.invalid/", status, {}, MockRawResponse(body))

    def send(event_name: str, request: Any, **_: Any) -> AWSResponse:
        way = chance.of(["throttled", "500", "cut before", "lost answer", "500 after"])
        if way == "throttled":
            return says(400, "ThrottlingException")
        if way == "500":
            return says(500, "InternalServerError")
        if way == "cut before":
            raise ConnectionClosedError(endpoint_url=request.url)
        with one_at_a_time:
            done = botocore_stubber(event_name, request)
        if way == "lost answer":
            raise ReadTimeoutError(endpoint_url=request.url)
        return says(500, "InternalServerError") if way else done

    access = {"region_name": "eu-central-1", "aws_access_key_id": "none", "aws_secret_access_key": "none"}
    with mock_aws(config={"core": {"mock_credentials": False}}):
        client = open_client("dynamodb", attempts=1, **access)
        client.meta.events.unregister("before-send", botocore_stubber)
        client.meta.events.register("before-send", send)
        declared = json.loads((ROOT / "handler" / "resources" / "answers.json").read_text(encoding="utf-8"))
        table = declared["Resources"]["Responses"]["Properties"]
        wanted = ("BillingMode", "AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes")
        rate, chance.rate = chance.rate, 0.0
        client.create_table(TableName="t", **{name: table[name] for name in wanted})
        chance.rate = rate
        of = (client, "t")

        def kept() -> set[str]:
            keys = (
                item["id"]["S"]
                for page in client.get_paginator("scan").paginate(TableName="t", ProjectionExpression="id")
                for item in page["Items"]
            )
            return {key.removeprefix("contact#") for key in keys if key.startswith("contact#")}

        yield Store(_services(release, DynamoResponses(*of), DynamoContacts(*of), DynamoDaily(*of)), kept)


STORES = {"embedded": embedded, "aws": aws}


def _services(release: Path, responses: Any, contacts: Any, daily: Any) -> Services:
    return Services(
        release=Release(FileDocuments(release)),
        responses=responses,
        contacts=contacts,
        daily=daily,
        documents=FileDocuments(release.parent / "documents"),
        secret=_SECRET,
        pause=lambda seconds: None,
    )


# Customers


def send_as(number: int, seed: int, services: Services) -> Fate:
    """What the customer of that number sends, until it is acknowledged or given up."""
    chance = random.Random(f"{seed} {number}")  # noqa: S311 - a play
    mark = f"customer {seed}.{number}"
    kind = chance.choice(["named", "unnamed", "twice", "reachable", "invalid"])
    page = services.renderer().index.find(SURVEY, SEGMENT)
    fields = {"_version": page.version, "words": mark}
    if kind == "named":
        fields["_id"] = f"{chance.getrandbits(32):08x}-0000-4000-8000-{number:012x}"
    if kind == "reachable":
        fields |= {"reply.email": f"c{number}@example.com", "reply.consent": "yes"}
    if kind == "invalid":
        fields |= {"about": "nothing that is listed"}
    source = Source(f"address {number}", "a browser")
    told = set()
    for _ in range(3):
        copies = [_post(fields, source, services) for _ in range(2 if kind == "twice" else 1)]
        told |= {reply.headers["Location"] for reply in copies if reply.status == 303}
        if all(reply.status == 303 for reply in copies):
            break
        again = next((reply for reply in copies if reply.status == 503), None)
        if again is None:
            break
        if named := _NAMED.search(again.body.decode()):
            fields["_id"] = named[1]
    return Fate(mark, kind if len(told) < 2 else "two receipts for one", bool(told))


def _post(fields: dict[str, str], source: Source, services: Services) -> Any:
    body = urlencode(fields).encode()
    return answer(Request(method="POST", path=PATH, content_type=FORM, body=body, source=source), services)


def run(store: Store, numbers: Iterable[int], seed: int) -> list[Fate]:
    """Let these customers send, several at once."""
    with ThreadPoolExecutor(_THREADS) as pool:
        return list(pool.map(lambda number: send_as(number, seed, store.services), numbers))


def look(store: Store, fates: list[Fate], faults: int) -> Told:
    """Hold what is stored against what customers were told."""
    today = datetime.now(UTC).date()
    kept = list(store.services.responses.received(today - timedelta(days=1), today))
    times = Counter(response.answers.get("words", "") for response in kept)
    wrong = [f"{f.mark}: two receipts" for f in fates if f.kind == "two receipts for one"]
    for fate in fates:
        most = 0 if fate.kind == "invalid" else 1
        least = 1 if fate.acknowledged else 0
        if not least <= times[fate.mark] <= most:
            wrong.append(f"{fate.mark} ({fate.kind}): stored {times[fate.mark]} times")
    reachable = {response.id for response in kept if "reply" in response.answers}
    if reachable != store.contacts():
        wrong.append(f"{len(reachable ^ store.contacts())} responses or contacts without the other half")
    told = Counter(f"{f.kind}, {'acknowledged' if f.acknowledged else 'not'}" for f in fates)
    return Told(told, faults, wrong)


def play(name: str, folder: Path, release: Path, submissions: int, seed: int, rate: float) -> Told:
    """The whole on one store; on AWS in rounds with a new table each, for moto copies all of it each time."""
    each = submissions if name == "embedded" else _ROUND
    told = Told(Counter(), 0, [])
    for first in range(0, submissions, each):
        chance = Chance(seed + first, rate)
        with STORES[name](folder, release, chance) as store:
            fates = run(store, range(first, min(first + each, submissions)), seed)
            chance.rate = 0.0
            found = look(store, fates, chance.faults)
        told = Told(told.fates + found.fates, told.faults + found.faults, told.wrong + found.wrong)
    return told


# kill -9


def child(folder: Path, release: Path, first: int, seed: int, rate: float) -> None:
    """Send for ever; say what was acknowledged as soon as it was."""
    with embedded(folder, release, Chance(seed + first, rate)) as store:
        for number in range(first, first + 1_000_000):
            fate = send_as(number, seed, store.services)
            print(json.dumps(fate), flush=True)


def killed(folder: Path, release: Path, submissions: int, seed: int, rate: float) -> Told:
    """Kill a sending process again and again; what it said before was acknowledged."""
    fates: list[Fate] = []
    chance = random.Random(seed)  # noqa: S311 - a play
    command = [sys.executable, "-m", "benchmarks.faults", "--child", str(folder), "--release", str(release)]
    begun = 0
    while len(fates) < submissions or begun < _KILLS:
        more = ["--first", str(begun * 1_000_000), "--seed", str(seed), "--rate", str(rate)]
        with subprocess.Popen([*command, *more], cwd=ROOT, stdout=subprocess.PIPE, text=True) as sending:  # noqa: S603
            until = len(fates) + max(1, submissions // _KILLS)
            for line in sending.stdout:
                fates.append(Fate(*json.loads(line)))
                if len(fates) >= until:
                    break
            time.sleep(chance.random() / 100)  # into the middle of another one
            sending.send_signal(signal.SIGKILL)
            fates += [Fate(*json.loads(line)) for line in sending.stdout if line.endswith("\n")]
        begun += 1
    with embedded(folder, release, Chance(seed, 0.0)) as store:
        return look(store, fates, 0)


def main() -> None:
    """Play, tell what came of it, and end with 1 if anything is wrong."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--submissions", type=int, default=10_000)
    options.add_argument("--store", choices=[*STORES, "killed"], action="append")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--rate", type=float, default=0.6)
    options.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    options.add_argument("--release", type=Path, help=argparse.SUPPRESS)
    options.add_argument("--first", type=int, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.child:
        child(given.child, given.release, given.first, given.seed, given.rate)
    bad = False
    with tempfile.TemporaryDirectory() as room:
        release = build(Path(room) / "dist", ROOT / "survey_templates", portal=None).release
        for name in given.store or [*STORES, "killed"]:
            folder = Path(room) / name
            begun = time.perf_counter()
            if name == "killed":
                told = killed(folder, release, given.submissions, given.seed, given.rate / 10)
            else:
                told = play(name, folder, release, given.submissions, given.seed, given.rate)
            print(f"{name}: {told.fates.total():,} customers, {told.faults:,} faults, ", end="")
            print(f"{time.perf_counter() - begun:.0f} s; wrong: {len(told.wrong)}")
            for fate, number in sorted(told.fates.items()):
                print(f"    {number:7,} {fate}")
            for each in told.wrong[:20]:
                print(f"    WRONG {each}")
            bad = bad or bool(told.wrong)
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
