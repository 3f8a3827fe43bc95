"""Every door to the intake behind one small interface, so that one suite of claims runs through them all."""

import base64
import http.client
import importlib.util
import json
import re
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlencode, urlsplit

import boto3
import pytest
from chalice.config import Config
from chalice.local import ChaliceRequestHandler, LambdaContext, RouteMatcher, create_local_server
from chalice.test import Client
from moto import mock_aws

from listenwell.intake import Services
from listenwell.intake.receipts import stored_id
from listenwell.local.serving import serve
from listenwell.pages.release import Release
from listenwell.settings import Settings
from listenwell.storage import DocumentStore, ResponseStore, Stores, connect
from listenwell.storage.embedded_documents import FileDocuments
from listenwell.survey.response import Response

HANDLER = Path(__file__).parents[2] / "handler"
KEY = "a key for receipts that only these tests know"
FORM, JSON = "application/x-www-form-urlencoded", "application/json"
HOST = "127.0.0.1"


class Answer(NamedTuple):
    """What came back; the names of headers are in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.body)


Send = Callable[[str, str, dict[str, str], bytes], Answer]


class Door:
    """A way to send requests, and the store that lies behind it."""

    def __init__(self, send: Send, stores: Stores, app: Any = None, port: int = 0) -> None:
        self._send = send
        self.stores = stores
        self.responses: ResponseStore = stores.responses
        self.documents: DocumentStore = stores.documents
        self.release = Release(stores.release)
        self.app = app
        """The module handler/app.py, where the door is Chalice's."""
        self.port = port
        """Where it listens on the loopback, if it does."""

    def send(self, method: str, path: str, body: bytes = b"", **headers: str) -> Answer:
        """Underscores in the names of headers stand for hyphens."""
        return self._send(method, path, {n.replace("_", "-"): v for n, v in headers.items()}, body)

    def kept(self, name: str) -> Response | None:
        """What is stored of the submission of that name."""
        return self.responses.get(stored_id(name, KEY))

    def get(self, path: str) -> Answer:
        return self.send("GET", path)

    def form(self, path: str, fields: Mapping[str, Any]) -> Answer:
        """Send a form as browsers do."""
        return self.send("POST", path, urlencode(fields, doseq=True).encode(), Content_Type=FORM)

    def program(self, path: str, value: object) -> Answer:
        """Send JSON in UTF-8."""
        body = json.dumps(value, ensure_ascii=False).encode()
        return self.send("POST", path, body, Content_Type=JSON)

    def version(self, survey: str, segment: str, language: str = "") -> str:
        return self.release.index().find(survey, segment, language).version


# Each door below is named for what stands in front of the intake.


@contextmanager
def chalice_client(place: Path, released: Path) -> Iterator[Door]:
    """Chalice's test client over the embedded stores."""
    with _app_on_embedded(place, released) as app:
        yield Door(through(Client(app.app, project_dir=str(place))), app.stores(), app)


@contextmanager
def chalice_client_on_aws(_: Path, released: Path) -> Iterator[Door]:
    """Chalice's test client with the settings that handler/.chalice/config.json gives the Lambda."""
    with _app_on_aws(released) as app:
        yield Door(through(Client(app.app, project_dir=str(HANDLER))), app.stores(), app)


@contextmanager
def gateway_on_aws(_: Path, released: Path) -> Iterator[Door]:
    """Events as API Gateway makes them from our template: parts of the path as they were sent, the stage in
    front of the path, every body in base64."""
    with _app_on_aws(released, LISTENWELL_STORAGE="aws") as app:
        yield Door(_as_api_gateway(app.app), app.stores(), app)


@contextmanager
def chalice_server(place: Path, released: Path) -> Iterator[Door]:
    """Chalice's local server on a socket."""
    with _app_on_embedded(place, released) as app:
        server = create_local_server(app.app, Config.create(), HOST, 0).server
        server.RequestHandlerClass = partial(_Silent, **server.RequestHandlerClass.keywords)
        server.handle_error = lambda *_: None
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            port = server.server_address[1]
            yield Door(_over_socket(port), app.stores(), app, port)
        finally:
            server.shutdown()
            server.server_close()
            thread.join()


@contextmanager
def waitress(place: Path, released: Path) -> Iterator[Door]:
    """The WSGI door as `listenwell serve` opens it, on a socket."""
    stores = connect(Settings(data=place / "data", release=released))
    services = Services(
        release=Release(stores.release),
        responses=stores.responses,
        contacts=stores.contacts,
        daily=stores.daily,
        documents=stores.documents,
        secret=KEY,
    )
    (place / "public").mkdir()
    server = serve(place / "public", services, host=HOST, port=0)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield Door(_over_socket(server.effective_port), stores, port=server.effective_port)
    finally:
        server.trigger.pull_trigger(server.close)  # closed from its own thread, so that its loop ends
        thread.join()
        server.task_dispatcher.shutdown()


class _Silent(ChaliceRequestHandler):
    """Chalice's handler without a line on stderr for every request."""

    def log_message(self, *_: object) -> None:
        pass


def load_app() -> Any:
    """handler/app.py as a Lambda loads it: afresh, with nothing kept from another start."""
    spec = importlib.util.spec_from_file_location("app", HANDLER / "app.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@contextmanager
def environment(**settings: str) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in settings.items():
            patch.setenv(name, value)
        patch.setenv("AWS_EXECUTION_ENV", "AWS_Lambda")  # Chalice writes to it
        yield


@contextmanager
def _app_on_embedded(place: Path, released: Path) -> Iterator[Any]:
    with environment(
        LISTENWELL_DATA=str(place / "data"), LISTENWELL_RELEASE=str(released), LISTENWELL_SECRET=KEY
    ):
        yield load_app()


@contextmanager
def _app_on_aws(released: Path, **settings: str) -> Iterator[Any]:
    """The app with AWS in this process: the table and the bucket of the template, the release in place."""
    names = {"LISTENWELL_TABLE": "responses", "LISTENWELL_BUCKET": "documents", "LISTENWELL_SECRET": KEY}
    names |= {"LISTENWELL_ARCHIVE": "archive"}
    access = {
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ACCESS_KEY_ID": "none",
        "AWS_SECRET_ACCESS_KEY": "none",
        "AWS_CONFIG_FILE": str(released / "none"),
    }
    declared = json.loads((HANDLER / "resources" / "answers.json").read_text())["Resources"]["Responses"][
        "Properties"
    ]
    wanted = ("BillingMode", "AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes")
    with environment(**names, **access, **settings), mock_aws():
        boto3.client("dynamodb").create_table(TableName="responses", **{n: declared[n] for n in wanted})
        for bucket in ("documents", "archive"):
            boto3.client("s3").create_bucket(Bucket=bucket)
        aws = connect(Settings(storage="aws", table="responses", bucket="documents"))
        local = FileDocuments(released)
        for name in local.names():
            aws.release.put(name, local.get(name))
        app = load_app()
        # The test client sets the environment for the time of a request only.
        with environment(LISTENWELL_STORAGE="aws"):
            app.stores()
        yield app


def _answer(status: int, headers: Mapping[str, Any], body: bytes) -> Answer:
    return Answer(status, {name.lower(): str(value) for name, value in headers.items()}, body)


def through(client: Client) -> Send:
    """Send through Chalice's test client."""

    def send(method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        answer = client.http.request(method, path, headers=headers, body=body)
        return _answer(answer.status_code, answer.headers, answer.body)

    return send


def _over_socket(port: int) -> Send:
    def send(method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        connection = http.client.HTTPConnection(HOST, port, timeout=30)
        try:
            connection.request(method, path, body or None, headers)
            answer = connection.getresponse()
            return _answer(answer.status, dict(answer.getheaders()), answer.read())
        finally:
            connection.close()

    return send


def _as_api_gateway(app: Any) -> Send:
    routes = RouteMatcher(list(app.routes))

    def send(method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        address = urlsplit(path)
        found = routes.match_route(address.path)
        event = {
            "resource": found.route,
            "path": address.path,
            "httpMethod": method,
            "headers": {"Host": "feedback.example.com", **headers},
            "multiValueHeaders": {name: [value] for name, value in headers.items()},
            "queryStringParameters": None,
            "multiValueQueryStringParameters": parse_qs(address.query, keep_blank_values=True) or None,
            "pathParameters": found.captured,
            "stageVariables": None,
            "requestContext": {
                "resourcePath": found.route,
                "httpMethod": method,
                "path": f"/api{address.path}",
                "stage": "api",
                "identity": {"sourceIp": "192.0.2.7", "userAgent": "a browser"},
            },
            "body": base64.b64encode(body).decode() if body else None,
            "isBase64Encoded": bool(body),
        }
        answer = app(json.loads(json.dumps(event)), LambdaContext("listenwell", 1024))
        assert not answer.get("isBase64Encoded"), "API Gateway would decode it only for some Accept headers"
        return _answer(answer["statusCode"], answer["headers"], answer["body"].encode())

    return send


DOORS = {
    "chalice client": chalice_client,
    "chalice client on AWS": chalice_client_on_aws,
    "API Gateway's events on AWS": gateway_on_aws,
    "chalice server": chalice_server,
    "waitress": waitress,
}
SOCKETS = ("chalice server", "waitress")


def receipt_in(page: str) -> str:
    """The receipt code that a thank-you page shows, or ""."""
    shown = re.search(r'class="receipt"><bdi dir="ltr">([^<]+)<', page)
    return shown[1] if shown else ""
