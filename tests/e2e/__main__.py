"""`make e2e`: the very zip and template that are shipped, on an AWS on this machine, used end to end.

ministack plays AWS in a process of its own, on the loopback: it makes the stack from the template, keeps
table and buckets, and starts the functions of the zip behind its API gateway. Ends by itself within LIMIT
seconds, with 0 or 1, and ends no process but its own.
"""

import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import boto3

from listenwell.publishing.manifest import Manifest
from listenwell.summary.period import quarter_of

LIMIT = 180
ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "build" / "package"
STAGE, STACK = "dev", "listenwell-dev"
SURVEY, SEGMENT = "pulse", "business"
REGION = "us-east-1"


def main() -> int:
    """Run it all; a line each."""
    signal.signal(signal.SIGALRM, _too_long)
    signal.alarm(LIMIT)
    with tempfile.TemporaryDirectory() as folder, aws(Path(folder)) as endpoint:
        cloud = {"endpoint_url": endpoint, "region_name": REGION}
        cloud |= {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
        made = deploy(endpoint, cloud, Path(folder))
        say(f"deployed by `listenwell deploy`: {made['resources']} resources; twice changes nothing")
        build = publish(endpoint, made["outputs"], Path(folder))
        say(f"published build {build} to its S3, by `listenwell publish`")
        api = f"{endpoint}/restapis/{made['api']}/api/_user_request_"
        page = site_page(cloud, made["outputs"]["SiteBucket"], build)
        hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
        answer_as_form(api, hidden)
        answer_as_json(api, hidden["_version"])
        stored = boto3.client("dynamodb", **cloud).scan(TableName=made["outputs"]["Table"])["Items"]
        check(sum("response" in item for item in stored) == 2, f"two answers are stored, not {stored}")
        say("answered as a form (303, receipt) and as JSON (201) through its API gateway; two are stored")
        start_the_night(cloud, made["night"])
        say("started the night as EventBridge does (the event of its rule; 02:00 UTC is not waited for)")
        download(cloud, made["outputs"]["DocumentsBucket"])
        say("downloaded the summary of the quarter: two answers")
        destroy(endpoint, cloud, Path(folder), made["outputs"])
        say("`listenwell deploy --destroy` refused, then, told twice, removed stack, table and buckets")
    return 0


def say(what: str) -> None:
    print(f"{time.monotonic() - STARTED:5.1f} s  {what}", flush=True)


def check(holds: bool, what: str) -> None:
    if not holds:
        raise SystemExit(f"Failed: {what}")


def _too_long(*_: object) -> None:
    raise SystemExit(f"Failed: not done after {LIMIT} s")


@contextlib.contextmanager
def aws(folder: Path) -> Iterator[str]:
    """ministack on a free port of the loopback, with nothing of this environment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    endpoint = f"http://127.0.0.1:{port}"
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "TMPDIR": str(folder)}
    environment |= {"BIND_HOST": "127.0.0.1", "GATEWAY_PORT": str(port), "AWS_ENDPOINT_URL": endpoint}
    log = folder / "ministack.log"
    with log.open("w") as out:
        process = subprocess.Popen(  # noqa: S603 (our own environment)
            [ROOT / ".e2e" / "bin" / "ministack"],
            env=environment,
            cwd=folder,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        while not _answers(endpoint):
            check(process.poll() is None, f"ministack ended: {log.read_text()[-2000:]}")
            time.sleep(0.1)
        yield endpoint
    except BaseException:
        print(log.read_text()[-3000:], file=sys.stderr)
        raise
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _answers(endpoint: str) -> bool:
    try:
        return urllib.request.urlopen(f"{endpoint}/_ministack/health", timeout=5).status == 200  # noqa: S310
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


def deploy(endpoint: str, cloud: dict[str, str], folder: Path) -> dict[str, Any]:
    """`listenwell deploy` as its handbook says; what the stack consists of."""
    said = run(endpoint, folder, "deploy", "--stage", STAGE, "--package", PACKAGE, "--yes")
    check("table: Responses" in said, f"it says what is added: {said}")
    again = run(endpoint, folder, "deploy", "--stage", STAGE, "--package", PACKAGE, "--yes")
    check("Nothing would change" in again, f"twice changes nothing: {again}")
    stacks = boto3.client("cloudformation", **cloud)
    (stack,) = stacks.describe_stacks(StackName=STACK)["Stacks"]
    resources = stacks.describe_stack_resources(StackName=STACK)["StackResources"]
    names = {each["LogicalResourceId"]: each["PhysicalResourceId"] for each in resources}
    declared = json.loads((PACKAGE / "template.json").read_text())["Resources"]
    optional = {name for name, resource in declared.items() if "Condition" in resource}
    check(names.keys() >= declared.keys() - optional, f"lacks {declared.keys() - names.keys()}")
    return {
        "resources": len(names),
        "outputs": {each["OutputKey"]: each["OutputValue"] for each in stack["Outputs"]},
        "api": names["RestAPI"],
        "night": names["CompileSummaries"],
    }


def destroy(endpoint: str, cloud: dict[str, str], folder: Path, outputs: dict[str, str]) -> None:
    """Refused with data; told twice, nothing is left but the archive under its lock and the packages."""
    words = ("deploy", "--stage", STAGE, "--destroy", "--yes")
    refused = run(endpoint, folder, *words, ends=1)
    check("2 responses" in refused and "--really" in refused, f"it is refused: {refused}")
    said = run(endpoint, folder, *words, "--really", STACK)
    check(f"{STAGE} is removed" in said, f"it is removed: {said}")
    tables = boto3.client("dynamodb", **cloud).list_tables()["TableNames"]
    check(outputs["Table"] not in tables, f"the table is gone: {tables}")
    left = {each["Name"] for each in boto3.client("s3", **cloud).list_buckets()["Buckets"]}
    gone = {outputs["DocumentsBucket"], outputs["SiteBucket"]}
    check(not left & gone, f"the buckets are gone: {left}")


def run(endpoint: str, folder: Path, *command: object, ends: int = 0, **settings: str) -> str:
    """A command of ours, in that folder; what it said."""
    access = {"AWS_ENDPOINT_URL": endpoint, "AWS_DEFAULT_REGION": REGION}
    access |= {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}
    done = subprocess.run(  # noqa: S603 (our own program)
        [Path(sys.executable).with_name("listenwell"), *command],
        env={**os.environ, **settings, **access},
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    check(done.returncode == ends, f"{command}: {done.stdout}{done.stderr}")
    return done.stdout + done.stderr


def publish(endpoint: str, outputs: dict[str, str], folder: Path) -> str:
    """`listenwell publish` as its handbook says; the name of the build. Without LISTENWELL_SWITCH: ministack
    gives the version of an updated CloudFront function under another header than AWS does."""
    settings = {
        "LISTENWELL_STORAGE": "aws",
        "LISTENWELL_TABLE": outputs["Table"],
        "LISTENWELL_BUCKET": outputs["DocumentsBucket"],
        "LISTENWELL_ARCHIVE": outputs["ArchiveBucket"],
        "LISTENWELL_SITE": outputs["SiteBucket"],
        "LISTENWELL_ADDRESS": outputs["Address"],
    }
    dist = folder / "dist"
    templates = ("--templates", ROOT / "survey_templates")
    run(endpoint, folder, "build", "--out", dist, "--no-portal", *templates, **settings)
    said = run(endpoint, folder, "publish", "--dist", dist, "--yes", **settings)
    return re.search(r"Build ([0-9a-f]{12})", said)[1]


def site_page(cloud: dict[str, str], bucket: str, build: str) -> str:
    """The page as CloudFront would fetch it, which is not played here."""
    s3 = boto3.client("s3", **cloud)
    noted = json.loads(s3.get_object(Bucket=bucket, Key=f"manifests/{build}.json")["Body"].read())
    check(noted.keys() == set(Manifest.__struct_fields__), "the manifest is whole")
    key = f"builds/{build}/s/{SURVEY}/{SEGMENT}/index.html"
    return s3.get_object(Bucket=bucket, Key=key)["Body"].read().decode()


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


def ask(address: str, body: bytes | None = None, kind: str = "") -> tuple[int, dict[str, str], str]:
    """Status, headers and body; nothing is followed."""
    request = urllib.request.Request(address, body, {"Content-Type": kind} if kind else {})  # noqa: S310
    try:
        answer = urllib.request.build_opener(_Stay).open(request, timeout=60)
    except urllib.error.HTTPError as error:
        answer = error
    with answer:
        headers = {name.lower(): value for name, value in answer.headers.items()}
        return answer.status, headers, answer.read().decode()


def answer_as_form(api: str, hidden: dict[str, str]) -> None:
    """As a browser sends it, and the page that it is led to."""
    sent = urlencode({**hidden, "recommend": "9", "why": "Ünïcode, on time"}).encode()
    status, headers, said = ask(f"{api}/r/{SURVEY}/{SEGMENT}", sent, "application/x-www-form-urlencoded")
    check(status == 303, f"the form is answered {status}: {said[:500]}")
    status, headers, said = ask(f"{api}{headers['location']}")
    check(status == 200 and 'class="receipt"' in said, f"thanked with {status}: {said[:500]}")
    wanted = {
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "x-frame-options": "DENY",
    }
    check(wanted.items() <= headers.items(), f"the headers are {headers}")


def answer_as_json(api: str, version: str) -> None:
    """As a program sends it."""
    sent = json.dumps({"version": version, "answers": {"recommend": 7}}).encode()
    status, _, said = ask(f"{api}/r/{SURVEY}/{SEGMENT}", sent, "application/json")
    check(status == 201, f"JSON is answered {status}: {said[:500]}")


def start_the_night(cloud: dict[str, str], function: str) -> None:
    """The event that the rule of the template sends."""
    event = {
        "version": "0",
        "id": "00000000-0000-4000-8000-000000000001",
        "detail-type": "Scheduled Event",
        "source": "aws.events",
        "account": "000000000000",
        "time": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "region": REGION,
        "resources": [],
        "detail": {},
    }
    done = boto3.client("lambda", **cloud).invoke(FunctionName=function, Payload=json.dumps(event))
    check("FunctionError" not in done, f"the night failed: {done['Payload'].read()!r}")


def download(cloud: dict[str, str], bucket: str) -> None:
    """The summary of the running quarter, whole."""
    folder = f"documents/summaries/{SURVEY}/{quarter_of(datetime.now(UTC).date()).label}/0001/"
    s3 = boto3.client("s3", **cloud)
    summary = json.loads(s3.get_object(Bucket=bucket, Key=f"{folder}summary.json")["Body"].read())
    check(summary["responses"] == 2, f"the summary counts {summary['responses']}")
    page = s3.get_object(Bucket=bucket, Key=f"{folder}summary.html")["Body"].read().decode()
    check("</html>" in page, "the page of the summary is whole")


if __name__ == "__main__":
    STARTED = time.monotonic()
    sys.exit(main())
