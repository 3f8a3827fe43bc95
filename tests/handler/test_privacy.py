"""What a browser tells without being asked is in no store, no archive and no log line."""

import io
import json
import logging
import re
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

import boto3
import pytest

from listenwell import logs
from listenwell.archive import close_days
from listenwell.survey.contact import ContactDetails
from listenwell.survey.response import Response

from .doors import DOORS, FORM, JSON, Door
from .test_doors import PULSE, page_fields

OWN_WORDS = "/r/your-own-words/household"
BY_PROXY, BY_GATEWAY = "198.51.100.77", "192.0.2.7"
TOLD = [
    "A-IM",
    "Accept",
    "Accept-Charset",
    "Accept-Datetime",
    "Accept-Language",
    "Alt-Used",
    "Authorization",
    "Baggage",
    "CF-Connecting-IP",
    "CF-IPCountry",
    "Client-IP",
    "CloudFront-Viewer-Address",
    "CloudFront-Viewer-City",
    "CloudFront-Viewer-Country",
    "CloudFront-Viewer-JA3-Fingerprint",
    "Cookie",
    "DNT",
    "DPR",
    "Device-Memory",
    "Downlink",
    "ECT",
    "Early-Data",
    "Fastly-Client-IP",
    "Forwarded",
    "From",
    "If-Modified-Since",
    "If-None-Match",
    "Max-Forwards",
    "NEL",
    "Ping-From",
    "Ping-To",
    "Pragma",
    "Priority",
    "Proxy-Authorization",
    "Purpose",
    "RTT",
    "Range",
    "Referer",
    "Save-Data",
    "Sec-Browsing-Topics",
    "Sec-CH-DPR",
    "Sec-CH-Device-Memory",
    "Sec-CH-Downlink",
    "Sec-CH-Prefers-Color-Scheme",
    "Sec-CH-Prefers-Reduced-Motion",
    "Sec-CH-RTT",
    "Sec-CH-UA",
    "Sec-CH-UA-Arch",
    "Sec-CH-UA-Bitness",
    "Sec-CH-UA-Full-Version",
    "Sec-CH-UA-Full-Version-List",
    "Sec-CH-UA-Mobile",
    "Sec-CH-UA-Model",
    "Sec-CH-UA-Platform",
    "Sec-CH-UA-Platform-Version",
    "Sec-CH-UA-WoW64",
    "Sec-CH-Viewport-Width",
    "Sec-CH-Width",
    "Sec-Fetch-Dest",
    "Sec-Fetch-Mode",
    "Sec-Fetch-Site",
    "Sec-Fetch-User",
    "Sec-GPC",
    "Sec-Purpose",
    "Service-Worker",
    "TE",
    "Traceparent",
    "Tracestate",
    "True-Client-IP",
    "Upgrade-Insecure-Requests",
    "User-Agent",
    "Via",
    "Viewport-Width",
    "Width",
    "X-ATT-DeviceId",
    "X-Amz-Cf-Id",
    "X-Amzn-Trace-Id",
    "X-Client-Data",
    "X-Client-IP",
    "X-Cluster-Client-IP",
    "X-Csrf-Token",
    "X-Device-Id",
    "X-Forwarded",
    "X-Forwarded-Email",
    "X-Forwarded-User",
    "X-IMEI",
    "X-MSISDN",
    "X-Original-Forwarded-For",
    "X-Real-IP",
    "X-Requested-With",
    "X-UIDH",
    "X-Up-Calling-Line-ID",
    "X-Wap-Profile",
]
"""Every header by which browsers, operators and proxies tell more than a form needs."""
HEADERS = {name.replace("-", "_"): f"canary{place:03}x" for place, name in enumerate(TOLD)}
ADDRESS = "?" + urlencode(
    {name: f"canary-{name}" for name in ("utm_source", "gclid", "fbclid", "email", "t")}
)

STORES = [
    pytest.param(n, marks=pytest.mark.xdist_group(n)) for n in ("waitress", "API Gateway's events on AWS")
]


class Sent:
    """One customer after another, with everything a browser can tell, and what is left of it."""

    def __init__(self, door: Door, place: Path, log: io.StringIO) -> None:
        self.door, self.place, self.log = door, place, log

    def everywhere(self) -> dict[str, bytes]:
        """Every byte that is kept, by where it lies."""
        if self.door.app is None:
            files = (path for path in (self.place / "data").rglob("*") if path.is_file())
            return {path.relative_to(self.place).as_posix(): path.read_bytes() for path in files}
        rows = boto3.client("dynamodb").scan(TableName="responses")["Items"]
        kept = {f"row {row['id']['S']}": json.dumps(row).encode() for row in rows}
        s3 = boto3.client("s3")
        for bucket in ("documents", "archive"):
            for found in s3.list_objects_v2(Bucket=bucket).get("Contents", ()):
                if not found["Key"].startswith("release/"):
                    body = s3.get_object(Bucket=bucket, Key=found["Key"])["Body"].read()
                    kept[found["Key"]] = found["Key"].encode() + body
        return kept


@pytest.fixture(scope="module", params=STORES)
def sent(request, tmp_path_factory: pytest.TempPathFactory, shipped_release: Path) -> Iterator[Sent]:
    place, log = tmp_path_factory.mktemp("private"), io.StringIO()
    root, before = logging.getLogger(), list(logging.getLogger().handlers)
    with DOORS[request.param](place, shipped_release) as door:
        logs.begin(log)
        everything = Sent(door, place, log)
        _customers(door)
        later = datetime.now(UTC) + timedelta(days=3)
        closed = close_days(
            responses=door.responses,
            documents=door.documents,
            questionnaire=door.release.questionnaire,
            now=lambda: later,
            since=later.date() - timedelta(days=4),
        )
        assert closed.segments
        yield everything
    root.handlers[:] = [
        h for h in root.handlers if h in before or not isinstance(h.formatter, logs.JsonLines)
    ]


def _customers(door: Door) -> None:
    """Taken and refused, as form and as JSON, and faults of every kind: of the store, of ours."""
    told = {**HEADERS, "X_Forwarded_For": f"{BY_PROXY}, {BY_PROXY}" if door.app else BY_PROXY}

    def post(path: str, fields: dict | bytes, kind: str = FORM) -> int:
        if isinstance(fields, dict):
            encode = urlencode(fields).encode() if kind == FORM else json.dumps(fields).encode()
        else:
            encode = fields
        return door.send("POST", path + ADDRESS, encode, Content_Type=kind, **told).status

    def own_words(**fields: str) -> dict[str, str]:
        version = door.version("your-own-words", "household")
        return {"_version": version, "_channel": "web", "_id": str(uuid4()), **fields}

    taken = page_fields(door, recommend="9", why="A kept answer")
    assert post(PULSE, taken) == 303
    unnamed = {name: value for name, value in taken.items() if name != "_id"}
    assert post(PULSE, unnamed) == 303
    assert post(PULSE, {"id": str(uuid4()), "answers": {"recommend": 8}}, JSON) == 201
    reach = {"reply.email": "contact-canary@example.com", "reply.consent": "yes"}
    assert post(OWN_WORDS, own_words(words="A kept wish", **reach)) == 303
    # Refused: what was typed is on the page that comes back, and nowhere else.
    refused = {"why": "refused-canary", "screen": "refused-canary", "fingerprint": "refused-canary"}
    assert post(PULSE, page_fields(door, **refused)) == 422
    assert post(PULSE, {"answers": {"recommend": 8}, "userAgent": "refused-canary"}, JSON) == 400
    assert post(PULSE, b"why=refused-canary&\xff", FORM) == 400
    assert post(PULSE, b"refused-canary", "multipart/form-data; boundary=refused-canary") == 415
    assert post("/r/refused-canary/refused-canary", {"why": "refused-canary"}) == 404
    for path in (PULSE, f"{PULSE}/thanks"):
        assert door.send("GET", path + ADDRESS, **told).status == 200
    for fault in (ValueError("refused-canary"), OSError("refused-canary")):
        with pytest.MonkeyPatch.context() as patch:

            def fail(*_: object, fault: Exception = fault) -> None:
                raise fault

            patch.setattr(door.responses, "add", fail)
            assert post(PULSE, page_fields(door, recommend="1", why="refused-canary")) == 503


def test_no_byte_of_what_a_browser_tells_is_kept_or_logged(sent: Sent) -> None:
    kept = {**sent.everywhere(), "log": sent.log.getvalue().encode()}
    assert len(kept) > 5
    assert any(b"A kept answer" in data for data in kept.values())  # the search finds what is there
    wanted = [b"canary%03dx" % n for n in range(len(TOLD))]
    wanted += [BY_PROXY.encode(), b"refused-canary", b"utm_source", b"canary-"]
    wanted += [BY_GATEWAY.encode()] if sent.door.app else []
    assert {(where, w) for where, data in kept.items() for w in wanted if w in data} == set()


def test_contact_details_lie_in_one_place_alone(sent: Sent) -> None:
    kept = {**sent.everywhere(), "log": sent.log.getvalue().encode()}
    holding = {where for where, data in kept.items() if b"contact-canary@" in data}
    if sent.door.app:
        assert [where.partition("#")[0] for where in holding] == ["row contact"]
    else:
        assert holding <= {"data/responses.sqlite3", "data/responses.sqlite3-wal"} and holding
        rows = _rows(sent.place)
        assert {table for table, text in rows if "contact-canary@" in text} == {"contacts"}


def test_what_is_stored_of_a_response_is_this_and_nothing_else(sent: Sent) -> None:
    """A field that is stored is a promise to customers: adding one changes the portal's privacy page too."""
    assert Response.__struct_fields__ == (
        *("id", "survey", "version", "segment", "channel", "language", "received_at", "answers"),
        *("invitation", "entered_by", "supersedes", "marks"),
    )
    assert ContactDetails.__struct_fields__ == ("id", "email", "telephone", "agreed", "agreed_at", "until")
    if sent.door.app:
        rows = boto3.client("dynamodb").scan(TableName="responses")["Items"]
        kinds = {row["id"]["S"].partition("#")[0] if "#" in row["id"]["S"] else "response" for row in rows}
        assert kinds == {"response", "contact", "day"}
        names = {re.sub(r"^slot\d{3}$", "slot", name) for row in rows for name in row}
        assert names == {
            *(
                "id",
                "day_shard",
                "received_at_id",
                "response",
                "token",
            ),  # the token tells a write's own retry
            *("contact", "expires", "value", "number", "slot"),
        }
    else:
        assert _columns(sent.place) == {
            "responses": ["id", "day", "received_at", "survey", "json"],
            "contacts": ["id", "until", "json"],
            "daily": ["day", "name", "value"],
        }


def test_every_request_is_one_line_of_json_with_outcome_and_time(sent: Sent) -> None:
    lines = [json.loads(line) for line in sent.log.getvalue().splitlines()]
    told = [line for line in lines if line["logger"] == "listenwell.requests"]
    more = {"requests", "_aws"} if sent.door.app else set()
    known = {"time", "level", "logger", "request", "method", "status", "outcome", "ms", *more}
    assert all(line.keys() == known for line in told)
    assert [(line["method"], line["status"], line["outcome"]) for line in told] == [
        *[("POST", 303, "stored")] * 2,
        ("POST", 201, "stored"),
        ("POST", 303, "stored"),
        ("POST", 422, "refused"),
        *[("POST", 400, "unreadable")] * 2,
        ("POST", 415, "unreadable"),
        ("POST", 404, "not-found"),
        *[("GET", 200, "shown")] * 2,
        *[("POST", 503, "unavailable")] * 2,
    ]
    assert len({line["request"] for line in told}) == len(told)
    faults = [line for line in lines if "exception" in line]
    assert [(f["message"], f["exception"][0].partition(" ")[0]) for f in faults] == [
        ("answered 503", "ValueError"),
        ("answered 503", "OSError"),
    ]
    assert {f["request"] for f in faults} <= {line["request"] for line in told}


def test_what_cloudwatch_counts_is_in_the_line_of_the_request(sent: Sent) -> None:
    if sent.door.app is None:
        pytest.skip("one machine has no CloudWatch")
    line = next(json.loads(line) for line in sent.log.getvalue().splitlines() if '"_aws"' in line)
    (metrics,) = line["_aws"]["CloudWatchMetrics"]
    assert metrics == {
        "Namespace": "Listenwell",
        "Dimensions": [["outcome"]],
        "Metrics": [{"Name": "requests", "Unit": "Count"}, {"Name": "ms", "Unit": "Milliseconds"}],
    }
    assert {"requests", "ms", "outcome"} <= line.keys()
    assert abs(line["_aws"]["Timestamp"] / 1000 - datetime.now(UTC).timestamp()) < 600


def test_a_librarys_line_is_its_pattern_alone() -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.JsonLines())
    log = logging.getLogger("waitress.canary")
    log.addHandler(handler)
    log.propagate = False
    log.warning("Client %s sent %r", "192.0.2.9", "secret words")
    log.error("Exception while serving /download/" + "secret-token")
    first, second = (json.loads(line) for line in stream.getvalue().splitlines())
    assert first["message"] == "Client %s sent %r"
    assert re.fullmatch(r"test_privacy, line \d+", second["message"])


# What lies in the files


def _connection(place: Path) -> sqlite3.Connection:
    return sqlite3.connect(place / "data" / "responses.sqlite3")


def _columns(place: Path) -> dict[str, list[str]]:
    with _connection(place) as connection:
        tables = [n for (n,) in connection.execute("select name from sqlite_master where type = 'table'")]
        return {t: [row[1] for row in connection.execute(f"pragma table_info({t})")] for t in tables}


def _rows(place: Path) -> list[tuple[str, str]]:
    with _connection(place) as connection:
        return [
            (table, repr(row))
            for table in _columns(place)
            for row in connection.execute(f"select * from {table}")  # noqa: S608 - names of our tables
        ]
