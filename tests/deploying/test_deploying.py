"""`listenwell deploy`: says what changes first, carries it out whole, goes back, and tells every failure."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

import pytest

from listenwell.storage import aws_account
from listenwell.storage.aws_account import client_in

from .conftest import ACCOUNT, BUCKET, REGION, SMALL, Desk
from .played import Refusal

CHANGED_CODE = {"Type": "AWS::CloudFront::Function", "Properties": {"FunctionCode": "2"}}
CHANGED_TABLE = {**SMALL["Resources"]["Responses"], "Properties": {"BillingMode": "PROVISIONED"}}
QUEUE = {"Type": "AWS::SQS::Queue", "Properties": {}}


def test_the_first_deployment_says_all_first_and_ends_with_the_settings(desk: Desk) -> None:
    folder, package = desk.package("one")
    assert desk.run("--package", folder, "--yes")[:2] == (
        0,
        f"Account {ACCOUNT}, {REGION}: there is no bucket for packages yet. A private one is made first "
        "(stack "
        "listenwell-packages); it costs less than a cent a month.\n"
        f"Stage dev (stack listenwell-dev) in account {ACCOUNT}, {REGION}\n"
        f"Package {package.name}\n"
        "added (3):\n"
        "  function at the edge: ChooseBuild\n"
        "  table: Responses\n"
        "  function: APIHandler\n"
        "Customers notice nothing of it, and no data are touched.\n"
        f"Deployed: dev is {package.name}.\n"
        "The key for receipt codes was made and given to AWS; nobody was shown it.\n\n"
        "The settings for `listenwell publish` and the other commands:\n"
        "export LISTENWELL_STORAGE=aws\n"
        "export LISTENWELL_TABLE=listenwell-dev-responses-1x2y\n",
    )
    assert json.loads((desk.folder / "stages.json").read_text()) == {
        "dev": {"account": ACCOUNT, "region": REGION}
    }
    assert len(desk.parameter("Secret")) >= 32
    assert desk.run("--settings")[1] == (
        "export LISTENWELL_STORAGE=aws\nexport LISTENWELL_TABLE=listenwell-dev-responses-1x2y\n"
    )


def test_the_key_for_receipts_is_made_once_never_said_and_never_changed(desk: Desk) -> None:
    said = []
    for name in ("one", "two"):
        folder, _ = desk.package(name)
        said += desk.run("--package", folder, "--yes")[1:]
    keys = [
        [p for p in sent["Parameters"] if p["ParameterKey"] == "Secret"]
        for call, sent in desk.cloud.calls
        if call == "CreateChangeSet" and sent["StackName"] == "listenwell-dev"
    ]
    made = desk.parameter("Secret")
    assert keys == [
        [{"ParameterKey": "Secret", "ParameterValue": made}],
        [{"ParameterKey": "Secret", "UsePreviousValue": True}],
    ]
    assert made not in "".join(said)


def test_a_parameter_is_remembered_and_a_wrong_one_told_with_all_there_are(desk: Desk) -> None:
    desk.deployed("one", "--set", "AlarmEmail=jo@example.com")
    desk.deployed("two")
    assert desk.parameter("AlarmEmail") == "jo@example.com"
    folder, _ = desk.package("three")
    assert desk.run("--package", folder, "--yes", "--set", "AlarmMail=x", "--set", "Secret=y") == (
        1,
        "",
        "Error: There is no parameter AlarmMail. Did you mean AlarmEmail?\n"
        "Secret is given by `listenwell deploy` itself.\n"
        "The parameters are: AlarmEmail.\n",
    )


def test_the_same_again_changes_nothing(desk: Desk) -> None:
    package = desk.deployed("one")
    before = list(desk.cloud.stacks)
    code, said, _ = desk.run("--package", desk.folder / "one", "--yes")
    assert (code, said.splitlines()[1:]) == (
        0,
        [
            f"Package {package.name}, in place of {package.name}",
            "Nothing would change: this is what is deployed.",
        ],
    )
    assert (list(desk.cloud.stacks), desk.cloud.change_sets) == (before, {})


@pytest.mark.parametrize("words", [("--dry-run",), ()], ids=["dry run", "nobody to ask"])
def test_what_is_not_agreed_to_leaves_nothing_behind(desk: Desk, words: tuple[str, ...]) -> None:
    desk.deployed("one")
    folder, _ = desk.package("two", Missed=QUEUE)
    code, said, told = desk.run("--package", folder, *words)
    assert "added (1):\n  queue: Missed\nchanged (1):\n  function: APIHandler\n" in said
    if words:
        assert (code, said.splitlines()[-1]) == (0, "Nothing was changed.")
    else:
        assert (code, told) == (
            1,
            "Error: Nobody is here to be asked; nothing was changed. Add --yes if it is meant.\n",
        )
    assert (desk.cloud.change_sets, "Missed" in desk.stack["_template"]["Resources"]) == ({}, False)


def test_a_first_deployment_that_is_not_agreed_to_leaves_no_name_of_a_stack(desk: Desk) -> None:
    desk.deployed("one")
    desk.cloud.stacks.pop("listenwell-dev")
    assert desk.run("--package", desk.folder / "one", "--dry-run")[0] == 0
    assert "listenwell-dev" not in desk.cloud.stacks


@pytest.mark.parametrize(
    ("resources", "replaced", "refused"),
    [
        (
            {"Responses": CHANGED_TABLE},
            {"Responses": "Conditional"},
            "the table Responses is replaced: what is in it stays in listenwell-dev-responses-1x2y, "
            "but Listenwell no longer sees it",
        ),
        (
            {"Responses": None, "Other": QUEUE},
            {},
            "the table Responses is removed: what is in it stays in listenwell-dev-responses-1x2y, "
            "but Listenwell no longer sees it",
        ),
        (
            {"ChooseBuild": CHANGED_CODE},
            {},
            "the function at the edge ChooseBuild is changed: "
            "the site is gone until `listenwell publish` has run again",
        ),
    ],
    ids=["replaced", "removed", "the published site"],
)
def test_what_takes_data_or_the_site_away_is_done_only_by_name(
    desk: Desk, resources: dict[str, Any], replaced: dict[str, str], refused: str
) -> None:
    desk.deployed("one")
    desk.cloud.replaced = replaced
    folder, package = desk.package("two", **resources)
    (name,) = {"Responses", "ChooseBuild"} & resources.keys()
    code, said, told = desk.run("--package", folder, "--yes")
    assert (code, told) == (
        1,
        f"Error: This is not done unless you say so by name:\n  {refused}\n"
        f"If it is meant, add --replace {name}\n",
    )
    assert refused in said
    assert desk.cloud.change_sets == {}
    assert desk.run("--package", folder, "--yes", "--replace", name)[0] == 0
    assert desk.parameter("CodeKey") == f"dev/zips/{package.zip}.zip"


def test_data_that_no_policy_retains_are_told_as_lost(desk: Desk) -> None:
    desk.deployed("one", Cache={"Type": "AWS::S3::Bucket"})
    folder, _ = desk.package("two")
    assert "DATA: the bucket Cache is removed: what is in it is lost" in desk.run("--package", folder)[1]


# --- going back


def test_going_back_takes_the_template_and_the_zip_of_the_deployment_before(desk: Desk) -> None:
    one, two, three = (desk.deployed(name, **{name.title(): QUEUE}) for name in ("one", "two", "three"))
    code, said, _ = desk.run("--rollback", "--yes")
    assert (code, f"Package {two.name}, in place of {three.name}" in said) == (0, True)
    assert "Two" in desk.stack["_template"]["Resources"]
    assert desk.parameter("CodeKey") == f"dev/zips/{two.zip}.zip"
    assert [line[:14] for line in desk.run("--list")[1].splitlines()] == [
        f"  {three.name}",
        f"* {two.name}",
        f"  {one.name}",
    ]
    assert desk.run("--rollback", "--yes")[0] == 0
    code, _, told = desk.run("--rollback", "--yes")
    assert told == "Error: There is no deployment before this one to go back to; --list shows them.\n"
    assert desk.run("--rollback", three.name, "--yes")[0] == 0
    assert desk.parameter("CodeKey") == f"dev/zips/{three.zip}.zip"
    assert desk.run("--rollback", "0123456789ab", "--yes")[2] == (
        "Error: There is no package “0123456789ab” to go back to. There are: "
        f"{three.name}, {two.name}, {one.name}.\n"
    )


def test_after_going_back_and_deploying_anew_the_one_gone_back_to_is_the_one_before(desk: Desk) -> None:
    one, _ = desk.deployed("one"), desk.deployed("two")
    desk.run("--rollback", "--yes")
    desk.deployed("three")
    desk.run("--rollback", "--yes")
    assert desk.parameter("CodeKey") == f"dev/zips/{one.zip}.zip"


def test_ten_deployments_are_kept(desk: Desk) -> None:
    made = [desk.deployed(f"number {i}") for i in range(12)]
    listed = [line[2:14] for line in desk.run("--list")[1].splitlines()]
    assert listed == [package.name for package in reversed(made[2:])]
    there = client_in(REGION, "s3").list_objects_v2(Bucket=BUCKET, Prefix="dev/zips/")["Contents"]
    assert {each["Key"] for each in there} == {f"dev/zips/{package.zip}.zip" for package in made[2:]}


def test_a_package_that_somebody_removed_is_told(desk: Desk) -> None:
    one, _ = desk.deployed("one"), desk.deployed("two")
    client_in(REGION, "s3").delete_object(Bucket=BUCKET, Key=f"dev/zips/{one.zip}.zip")
    assert desk.run("--rollback", "--yes")[2] == (
        f"Error: The package {one.name} no longer lies whole in the bucket of the packages. Choose "
        "another one "
        "(--list), or deploy again.\n"
    )


def test_a_layer_goes_with_its_package_and_comes_back_with_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(SMALL["Parameters"], "LayerKey", {"Type": "String", "Default": ""})
    layers = []
    for name in ("one", "two"):
        folder, _ = desk.package(name)
        (folder / "layer.zip").write_bytes(b"layer of " + name.encode())
        assert desk.run("--package", folder, "--yes")[0] == 0
        layers.append(desk.parameter("LayerKey"))
    assert layers == [
        f"dev/layers/{hashlib.sha256(data).hexdigest()}.zip" for data in (b"layer of one", b"layer of two")
    ]
    assert desk.run("--package", folder, "--yes")[1].endswith("this is what is deployed.\n")
    assert desk.run("--rollback", "--yes")[0] == 0
    assert desk.parameter("LayerKey") == layers[0]
    client_in(REGION, "s3").delete_object(Bucket=BUCKET, Key=layers[1])
    assert "no longer lies whole" in desk.run("--rollback", desk.run("--list")[1][2:14], "--yes")[2]


# --- failures

FULL = "You have reached the limit of functions (Service: Lambda, Status Code: 400)"


def test_a_deployment_that_is_rolled_back_tells_its_first_cause(desk: Desk) -> None:
    one = desk.deployed("one")
    desk.cloud.fails = {"Missed": FULL}
    folder, _ = desk.package("two", Missed=QUEUE)
    assert desk.run("--package", folder, "--yes")[::2][1].endswith(
        "Error: CloudFormation could not carry it out and put everything back: dev is as it was before. "
        f"The cause: Missed: {FULL}\n"
    )
    assert [line[:14] for line in desk.run("--list")[1].splitlines()] == [f"* {one.name}"]
    desk.cloud.fails = {}
    assert desk.run("--package", folder, "--yes")[0] == 0


def test_a_first_deployment_that_failed_tells_its_cause_at_once_and_later(desk: Desk) -> None:
    desk.cloud.fails = {"Responses": FULL}
    folder, _ = desk.package("one")
    told = (
        "Error: The first deployment of the stage dev failed and was taken back; nothing of it is left "
        "but its "
        f"name, which CloudFormation does not use again. The cause: Responses: {FULL} Mend that, then "
        "run `listenwell deploy --stage dev --destroy` and deploy again.\n"
    )
    for _ in range(2):
        code, _, said = desk.run("--package", folder, "--yes")
        assert (code, said[said.index("Error") :]) == (1, told)


def test_a_change_set_that_was_never_carried_out_is_no_hindrance(desk: Desk) -> None:
    desk.deployed("one")
    desk.stack.update(StackStatus="REVIEW_IN_PROGRESS", _template={}, Parameters=[])
    assert "Package" in (said := desk.run("--package", desk.folder / "one", "--yes")[1])
    assert "added (3)" in said


def test_a_going_back_that_failed_is_told_and_ended_by_rollback(desk: Desk) -> None:
    desk.deployed("one")
    desk.cloud.fails, desk.cloud.stuck = {"Missed": FULL}, {"APIHandler": "its zip is gone"}
    folder, _ = desk.package("two", Missed=QUEUE)
    told = (
        "Error: A deployment of the stage dev failed, and going back to the state before failed too; "
        "customers "
        f"may meet either. The cause: Missed: {FULL} Mend that, then run `listenwell deploy --stage dev "
        "--rollback`: it ends the going back.\n"
    )
    said = desk.run("--package", folder, "--yes")[2]
    assert said[said.index("Error") :] == told
    assert desk.run("--package", folder, "--yes")[2] == told
    assert desk.stack["StackStatus"] == "UPDATE_ROLLBACK_FAILED"
    assert desk.run("--rollback", "--yes")[0] == 1
    desk.cloud.stuck = {}
    code, said, _ = desk.run("--rollback", "--yes")
    assert (code, said.splitlines()[-1]) == (
        0,
        "dev is as it was before the deployment that failed.",
    )


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (
            "UPDATE_IN_PROGRESS",
            "Somebody else, or an earlier command, is changing the stage dev at this moment "
            "(UPDATE_IN_PROGRESS). Wait until that is over, then run the same command again.",
        ),
        (
            "UPDATE_FAILED",
            "A deployment of the stage dev failed, and somebody told CloudFormation not to go back. Roll the "
            "stack back in the AWS console (or `aws cloudformation rollback-stack`), then deploy again.",
        ),
        (
            "DELETE_FAILED",
            "Destroying the stage dev stopped on the way. Mend that, then run `listenwell deploy --stage dev "
            "--destroy` again, as before.",
        ),
        (
            "SOMETHING_NEW",
            "The stack of the stage dev is in a state that we do not know (SOMETHING_NEW); look at it in the "
            "AWS console.",
        ),
    ],
)
def test_a_stack_in_no_state_to_deploy_onto_is_told_with_its_remedy(
    desk: Desk, status: str, told: str
) -> None:
    desk.deployed("one")
    desk.cloud.to(desk.stack, status)
    assert desk.run("--package", desk.folder / "one", "--yes")[::2] == (1, f"Error: {told}\n")


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("ExpiredToken", aws_account.EXPIRED),
        ("InvalidClientTokenId", aws_account.UNKNOWN),
        (
            "AccessDenied",
            "These credentials may not do that (DescribeStacks): it says why The handbook says which rights "
            "deploying needs (Run it, On AWS).",
        ),
        ("InsufficientCapabilities", "AWS refused DescribeStacks: it says why"),
    ],
)
def test_what_aws_refuses_is_told_in_words(desk: Desk, code: str, told: str) -> None:
    desk.cloud.refusals = {"DescribeStacks": Refusal(code, "it says why", 403)}
    assert desk.run("--yes") == (1, "", f"Error: {told}\n")


@pytest.fixture
def own_clients() -> Iterator[None]:
    """Clients with the credentials of this test."""
    client_in.cache_clear()
    yield
    client_in.cache_clear()


@pytest.mark.usefixtures("own_clients")
def test_credentials_that_lack_are_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    client_in.cache_clear()
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    assert desk.run("--yes") == (1, "", f"Error: {aws_account.NO_CREDENTIALS}\n")


def test_a_region_that_lacks_is_told_and_a_remembered_one_is_used(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AWS_DEFAULT_REGION")
    assert desk.run("--yes") == (1, "", f"Error: {aws_account.NO_REGION}\n")
    monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
    desk.deployed("one")
    monkeypatch.delenv("AWS_DEFAULT_REGION")
    assert desk.run("--list")[0] == 0
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    assert desk.run("--list")[2] == (
        f"Error: The stage dev is in {REGION} (stages.json), but the region set here is us-east-1. "
        "Deploy with "
        f"AWS_DEFAULT_REGION={REGION}; to move the stage, destroy it there first.\n"
    )


@pytest.mark.usefixtures("own_clients")
def test_a_profile_that_is_not_here_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    client_in.cache_clear()
    monkeypatch.setenv("AWS_PROFILE", "work")
    assert desk.run("--yes")[2] == (
        "Error: The config profile (work) could not be found. `aws configure list-profiles` shows those "
        "that are "
        "here; AWS_PROFILE names one.\n"
    )


def test_another_account_is_refused_unless_it_is_named(desk: Desk) -> None:
    assert desk.run("--account", "999999999999")[2] == (
        f"Error: These credentials are of the account {ACCOUNT}, not of 999999999999. Sign in to "
        "999999999999, "
        "or choose its profile with AWS_PROFILE.\n"
    )
    (desk.folder / "stages.json").write_text('{"dev": {"account": "999999999999", "region": "eu-central-1"}}')
    assert desk.run("--list")[2] == (
        "Error: The stage dev is in the account 999999999999 (stages.json); these credentials are of "
        f"{ACCOUNT}. "
        f"Sign in to 999999999999. Add --account {ACCOUNT} if the stage shall be there from now on.\n"
    )
    desk.deployed("one", "--account", ACCOUNT)
    assert json.loads((desk.folder / "stages.json").read_text())["dev"]["account"] == ACCOUNT


def test_a_memory_of_stages_that_is_no_json_is_told(desk: Desk) -> None:
    (desk.folder / "stages.json").write_text("dev: 1")
    code, _, told = desk.run("--list")
    assert (code, told.startswith("Error: stages.json cannot be read (")) == (1, True)
    assert told.endswith(
        'It looks like this: {"dev": {"account": "123456789012", "region": "eu-central-1"}}\n'
    )


def test_options_that_do_not_go_together_are_told(desk: Desk) -> None:
    code, _, told = desk.run("--list", "--rollback")
    assert (code, "--list, --settings, --rollback and --destroy stand alone" in told) == (2, True)
    code, _, told = desk.run("--set", "AlarmEmail")
    assert (code, "--set AlarmEmail: it looks like this" in told) == (2, True)
