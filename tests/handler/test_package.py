"""What `make package` ships: the Lambda zip as Python loads it, and the CloudFormation template."""

import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import ZipFile

import pytest

from listenwell.deploying.failing import Offline, PackagingFailed
from listenwell.deploying.packaging import TEMPLATE, ZIP, make_package, merge

from .doors import HANDLER, load_app

pytestmark = pytest.mark.xdist_group("package")

LARGEST = 1_000_000
"""Bytes of the zip without bytecode: a cold start reads all of it."""

OURS = ("app", "chalice", "jinja2", "listenwell", "markupsafe", "msgspec")


class Package(NamedTuple):
    zip: Path
    names: list[str]
    template: dict[str, Any]

    @property
    def resources(self) -> dict[str, Any]:
        return self.template["Resources"]

    def functions(self) -> dict[str, dict[str, Any]]:
        return self.of("AWS::Lambda::Function")

    def of(self, kind: str) -> dict[str, dict[str, Any]]:
        """The properties of every resource of that type."""
        return {n: r["Properties"] for n, r in self.resources.items() if r["Type"] == kind}

    def read(self, name: str) -> str:
        with ZipFile(self.zip) as opened:
            return opened.read(name).decode()


@pytest.fixture(scope="session")
def package(tmp_path_factory: pytest.TempPathFactory) -> Package:
    """The package, made as the Makefile makes it, by somebody with a profile for AWS. Skips where pip reaches
    no registry."""
    place = tmp_path_factory.mktemp("package")
    (place / "work").mkdir()
    try:
        with pytest.MonkeyPatch.context() as patched:
            patched.setenv("AWS_PROFILE", "somebody")
            make_package(place, place / "work")
    except Offline as error:
        pytest.skip(f"pip reaches no package registry: {error}")
    with ZipFile(place / ZIP) as opened:
        names = opened.namelist()
    return Package(place / ZIP, names, json.loads((place / TEMPLATE).read_text()))


# The zip


def test_the_zip_is_under_a_megabyte(package: Package) -> None:
    assert package.zip.stat().st_size <= LARGEST


def test_every_module_of_the_handler_is_imported_from_the_zip_alone(package: Package, tmp_path: Path) -> None:
    with ZipFile(package.zip) as opened:
        opened.extractall(tmp_path)
    # Only the AWS SDK comes from elsewhere, as it does in the Lambda; -I and -S keep everything else away.
    program = """
import json, sys
from importlib.machinery import PathFinder

zipped, installed = sys.argv[1:]
sys.path.insert(0, zipped)
RUNTIME = {"boto3", "botocore", "dateutil", "jmespath", "s3transfer", "six", "urllib3"}

class AwsRuntime:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in RUNTIME:
            return PathFinder.find_spec(name, path or [installed], target)

sys.meta_path.append(AwsRuntime())
import app
import listenwell.storage.aws
import listenwell.storage.embedded_responses
from listenwell.intake.receipts import receipt
from jinja2 import Environment

assert Environment(autoescape=True).from_string("{{ x }}").render(x="<") == "&lt;"
loaded = {n: getattr(m, "__file__", None) or "" for n, m in sys.modules.items()}
print(json.dumps({n: f for n, f in loaded.items() if "site-packages" in f or f.startswith(zipped)}))
"""
    installed = next(p for p in sys.path if p.endswith("site-packages"))
    done = subprocess.run(  # noqa: S603 (the program stands above)
        [sys.executable, "-I", "-S", "-B", "-c", program, str(tmp_path), installed],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )
    assert done.stderr == ""
    loaded: dict[str, str] = json.loads(done.stdout)
    elsewhere = {name.split(".")[0] for name, file in loaded.items() if not file.startswith(str(tmp_path))}
    assert elsewhere <= {"boto3", "botocore", "dateutil", "jmespath", "s3transfer", "six", "urllib3"}
    assert {name.split(".")[0] for name in loaded} - elsewhere == set(OURS)


def test_the_zip_has_every_module_of_ours_but_the_command_lines_and_nothing_of_anything_else(
    package: Package,
) -> None:
    root = HANDLER.parent
    ours = {
        p.relative_to(root).as_posix()
        for p in (root / "listenwell").rglob("*.*")
        if "__pycache__" not in p.parts
    }
    left_out = tuple((HANDLER / "left-out.txt").read_text(encoding="utf-8").split())
    ours = {name for name in ours if not name.startswith(left_out)}
    assert {name for name in package.names if name.startswith("listenwell/")} == ours
    tops = {name.split("/")[0].removesuffix(".py") for name in package.names}
    assert {top for top in tops if not top.endswith(".dist-info")} == set(OURS)
    assert len(package.names) == len(set(package.names))


def test_the_zip_has_no_bytecode_no_links_and_no_path_out_of_it(package: Package) -> None:
    with ZipFile(package.zip) as opened:
        entries = opened.infolist()
    assert not [e.filename for e in entries if "__pycache__" in e.filename or e.filename.endswith(".pyc")]
    assert not [e.filename for e in entries if (e.external_attr >> 28) == 0o12]
    assert not [e.filename for e in entries if e.filename.startswith("/") or ".." in e.filename.split("/")]


def test_compiled_modules_are_for_the_python_and_the_machine_of_the_lambda(package: Package) -> None:
    (runtime,) = {function["Runtime"] for function in package.functions().values()}
    (machine,) = {machine for f in package.functions().values() for machine in f["Architectures"]}
    assert machine == "x86_64"
    abi = runtime.replace("python", "").replace(".", "")
    compiled = {
        name.split("/")[0]: name for name in package.names if name.endswith((".so", ".pyd", ".dylib"))
    }
    assert set(compiled) == {"markupsafe", "msgspec"}
    for name in compiled.values():
        assert name.endswith(f".cpython-{abi}-x86_64-linux-gnu.so")
    wheels = [name for name in package.names if name.endswith(".dist-info/WHEEL")]
    tags = {name.split("-")[0]: re.findall(r"^Tag: (.+)$", package.read(name), re.M) for name in wheels}
    for name in compiled:
        assert tags[name]
        assert all(re.fullmatch(rf"cp{abi}-cp{abi}-manylinux\w*_x86_64", tag) for tag in tags[name])
    assert tags["jinja2"] == ["py3-none-any"]


def test_the_zip_ships_what_the_requirements_say(package: Package) -> None:
    shipped = dict(re.findall(r"([\w.]+)-([\w.]+)\.dist-info/METADATA", "\n".join(package.names)))
    assert shipped == pins(HANDLER / "requirements.txt")


def test_the_requirements_say_what_the_lock_file_says() -> None:
    wanted, locked = pins(HANDLER / "requirements.txt"), pins(HANDLER.parent / "requirements.lock")
    assert wanted == {name: locked[name] for name in wanted}


def pins(requirements: Path) -> dict[str, str]:
    return dict(re.findall(r"^([\w.-]+)==(\S+)", requirements.read_text(), re.M))


# The template


def test_every_route_and_method_is_in_the_template(package: Package) -> None:
    paths = package.resources["RestAPI"]["Properties"]["Body"]["paths"]
    declared = {path: {method.upper() for method in methods} for path, methods in paths.items()}
    assert declared == {path: set(methods) for path, methods in load_app().app.routes.items()}


def test_every_schedule_is_in_the_template(package: Package) -> None:
    functions = package.functions()
    schedules = {
        functions[target["Arn"]["Fn::GetAtt"][0]]["Handler"]: rule["ScheduleExpression"]
        for rule in package.of("AWS::Events::Rule").values()
        for target in rule["Targets"]
    }
    app = load_app().app
    assert schedules == {
        f"app.{event.name}": event.schedule_expression.to_string() for event in app.event_sources
    }
    assert schedules == {"app.compile_summaries": "cron(0 2 * * ? *)"}


def test_bodies_reach_the_lambda_byte_for_byte(package: Package) -> None:
    body = package.resources["RestAPI"]["Properties"]["Body"]
    assert body["x-amazon-apigateway-binary-media-types"] == ["*/*"]


def test_an_address_of_no_route_is_404_at_api_gateway(package: Package) -> None:
    body = package.resources["RestAPI"]["Properties"]["Body"]
    answer = body["x-amazon-apigateway-gateway-responses"]["MISSING_AUTHENTICATION_TOKEN"]
    assert answer["statusCode"] == "404"
    told = json.loads(answer["responseTemplates"]["application/json"])
    assert told == {"problems": [{"field": "", "message": "There is no survey at this address."}]}


def test_every_reference_resolves(package: Package) -> None:
    known = {*package.resources, *package.template["Parameters"]}
    assert {found["Condition"] for found in package.resources.values() if "Condition" in found} <= {
        *package.template["Conditions"]
    }
    found = set(references(package.template))
    assert {name for name in found if not name.startswith("AWS::")} <= known
    assert {"Responses", "Documents", "Secret", "APIHandlerLog", "CompileSummariesLog"} <= found


def references(value: Any, local: frozenset[str] = frozenset()) -> Iterator[str]:
    """Every name that Ref, GetAtt or Sub refers to; `local` are names that a Sub brings itself."""
    if isinstance(value, list):
        for each in value:
            yield from references(each, local)
    if not isinstance(value, dict):
        return
    for key, inner in value.items():
        if key == "Ref":
            yield inner
        elif key == "Fn::GetAtt":
            yield inner[0]
        elif key == "Fn::Sub":
            text, own = inner if isinstance(inner, list) else (inner, {})
            names = {name.split(".")[0] for name in re.findall(r"\$\{([^}]+)\}", text)}
            yield from names - own.keys()
            yield from references(own)
        else:
            yield from references(inner, local)


def test_the_key_for_receipts_is_a_parameter_that_nobody_is_shown(package: Package) -> None:
    secret = package.template["Parameters"]["Secret"]
    assert (secret["NoEcho"], secret["MinLength"], "Default" in secret) == (True, 32, False)
    given = {name: f["Environment"]["Variables"] for name, f in package.functions().items()}
    assert given == {
        "APIHandler": {
            "LISTENWELL_STORAGE": "aws",
            "LISTENWELL_TABLE": {"Ref": "Responses"},
            "LISTENWELL_BUCKET": {"Ref": "Documents"},
            "LISTENWELL_LOCK_DAYS": {"Ref": "ArchiveLockDays"},
            "LISTENWELL_SECRET": {"Ref": "Secret"},
        },
        "CompileSummaries": {
            "LISTENWELL_STORAGE": "aws",
            "LISTENWELL_SECRET": {"Ref": "Secret"},
            "LISTENWELL_TABLE": {"Ref": "Responses"},
            "LISTENWELL_BUCKET": {"Ref": "Documents"},
            "LISTENWELL_ADDRESS": package.template["Outputs"]["Address"]["Value"],
            "LISTENWELL_MAIL_FROM": {"Ref": "MailFrom"},
            "LISTENWELL_ARCHIVE": {"Ref": "Archive"},
        },
    }
    assert "Secret" not in package.template["Outputs"]


def test_each_function_has_a_role_of_its_own_and_writes_a_log_that_is_not_kept_for_ever(
    package: Package,
) -> None:
    roles = {name: function["Role"]["Fn::GetAtt"][0] for name, function in package.functions().items()}
    assert roles == {"APIHandler": "ApiHandlerRole", "CompileSummaries": "CompileSummariesRole"}
    for name, role in roles.items():
        log = package.functions()[name]["LoggingConfig"]["LogGroup"]["Ref"]
        assert package.resources[log]["Properties"]["RetentionInDays"] == 30
        statements = package.resources[role]["Properties"]["Policies"][0]["PolicyDocument"]["Statement"]
        (logging,) = (s for s in statements if s["Sid"] == "WriteLog")
        assert logging["Resource"] == {"Fn::GetAtt": [log, "Arn"]}
        assert "*" not in [s["Resource"] for s in statements]


def test_what_holds_data_is_locked_private_encrypted_and_outlives_the_stack(package: Package) -> None:
    held = {name: r for name, r in package.resources.items() if r["Type"] in DATA}
    assert held.keys() == {"Responses", "Documents", "Archive", "Site"}
    for resource in held.values():
        kept = (resource["DeletionPolicy"], resource["UpdateReplacePolicy"])
        assert kept == ("RetainExceptOnCreate", "Retain")
    table = package.resources["Responses"]["Properties"]
    assert table["DeletionProtectionEnabled"] is True
    assert table["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
    buckets = package.of("AWS::S3::Bucket")
    for bucket in buckets.values():
        assert set(bucket["PublicAccessBlockConfiguration"].values()) == {True}
        assert len(bucket["PublicAccessBlockConfiguration"]) == 4
        assert bucket["VersioningConfiguration"] == {"Status": "Enabled"}
        (rule,) = bucket["BucketEncryption"]["ServerSideEncryptionConfiguration"]
        assert rule == {"ServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}
    over_tls = {
        policy["Bucket"]["Ref"]: denies(policy) for policy in package.of("AWS::S3::BucketPolicy").values()
    }
    plain = {"Bool": {"aws:SecureTransport": "false"}}
    assert over_tls == {bucket: [("*", "s3:*", plain)] for bucket in buckets}
    lock = buckets["Archive"]["ObjectLockConfiguration"]["Rule"]["DefaultRetention"]
    assert lock == {"Mode": "GOVERNANCE", "Days": {"Ref": "ArchiveLockDays"}}
    days = package.template["Parameters"]["ArchiveLockDays"]
    assert (
        days["Default"] <= days["MaxValue"] < 365
    )  # years_kept is one at least: the night deletes no sooner


DATA = ("AWS::DynamoDB::Table", "AWS::S3::Bucket")


def denies(policy: dict[str, Any]) -> list[tuple[Any, ...]]:
    found = policy["PolicyDocument"]["Statement"]
    return [(s["Principal"], s["Action"], s["Condition"]) for s in found if s["Effect"] == "Deny"]


def test_the_api_is_throttled_and_cloudfront_leads_to_it_from_the_address_of_the_site(
    package: Package,
) -> None:
    (stage,) = package.of("AWS::ApiGateway::Stage").values()
    assert stage["MethodSettings"] == [
        {
            "HttpMethod": "*",
            "ResourcePath": "/*",
            "ThrottlingRateLimit": {"Ref": "RequestsPerSecond"},
            "ThrottlingBurstLimit": {"Ref": "RequestsAtOnce"},
        }
    ]
    (site,) = package.of("AWS::CloudFront::Distribution").values()
    config = site["DistributionConfig"]
    led = {each["PathPattern"] for each in config["CacheBehaviors"]}
    routes = package.resources["RestAPI"]["Properties"]["Body"]["paths"]
    assert not [route for route in routes if not any(fnmatchcase(route, pattern) for pattern in led)]
    assert {each["TargetOriginId"] for each in config["CacheBehaviors"]} == {"api"}
    everywhere = [config["DefaultCacheBehavior"], *config["CacheBehaviors"]]
    assert {each["ResponseHeadersPolicyId"]["Ref"] for each in everywhere} == {"SecurityHeaders"}
    assert {each["ViewerProtocolPolicy"] for each in everywhere} == {"redirect-to-https"}


def test_the_code_that_publish_replaces_never_changes_in_the_template(package: Package) -> None:
    """CloudFormation would put a changed text back over the published build, and the site would be gone."""
    (function,) = package.of("AWS::CloudFront::Function").values()
    digest = hashlib.sha256(json.dumps(function, sort_keys=True).encode()).hexdigest()
    assert digest == "959ebe701c8b3140ea738e834062117d4a1ab81d0c0b2df4508ead208e8e30f0"


def test_whatever_goes_wrong_at_night_or_by_day_reaches_the_topic(package: Package) -> None:
    alarms = package.of("AWS::CloudWatch::Alarm")
    assert {alarm["AlarmActions"][0]["Ref"] for alarm in alarms.values()} == {"Alarms"}
    watched = {name: (alarm["Namespace"], alarm["MetricName"]) for name, alarm in alarms.items()}
    assert watched == {
        "CustomersMetErrors": ("AWS/ApiGateway", "5XXError"),
        "IntakeFailed": ("AWS/Lambda", "Errors"),
        "IntakeThrottled": ("AWS/Lambda", "Throttles"),
        "TableThrottled": ("AWS/DynamoDB", "WriteThrottleEvents"),
        "CompileFailed": ("AWS/Lambda", "Errors"),
        "CompileThrottled": ("AWS/Lambda", "Throttles"),
        "CompileNotRun": ("AWS/Lambda", "Invocations"),
        "RunsMissed": ("AWS/SQS", "ApproximateNumberOfMessagesVisible"),
    }
    assert alarms["CompileNotRun"]["TreatMissingData"] == "breaching"
    (rule,) = package.of("AWS::Events::Rule").values()
    (target,) = rule["Targets"]
    queue = {"Fn::GetAtt": ["MissedRuns", "Arn"]}
    assert target["DeadLetterConfig"] == {"Arn": queue}
    (invoked,) = package.of("AWS::Lambda::EventInvokeConfig").values()
    assert invoked["DestinationConfig"]["OnFailure"]["Destination"] == queue


def test_every_check_that_is_left_out_has_its_reason(package: Package) -> None:
    left = [
        (name, each)
        for name, resource in package.resources.items()
        for each in resource.get("Metadata", {}).get("checkov", {}).get("skip", ())
    ]
    assert left
    assert not [(name, each) for name, each in left if len(each["comment"]) < 20]


def test_two_pieces_that_differ_are_told() -> None:
    template = {"Resources": {"A": {"Type": "x", "Properties": {"B": 1}}}}
    with pytest.raises(
        PackagingFailed, match=r"two\.json, Resources, A: Type is said twice, and differently\."
    ):
        merge(template, {"Resources": {"A": {"Type": "y"}}}, "two.json")
