"""What is AWS's own: headers, the lock, the function at CloudFront, and the permissions that it takes."""

import json
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from conftest import documents_in

from listenwell.publishing.on_aws import AT_ONCE, function_code
from listenwell.publishing.place import SomebodyElse
from listenwell.publishing.steps import go_back, publish
from listenwell.storage.contract import StorageUnavailable

from .conftest import NOW, SITE, answered

PAGE = "public, max-age=60, s-maxage=31536000, must-revalidate"
FOREVER = "public, max-age=31536000, immutable"
ROLES = Path(__file__).parents[2] / "handler" / "resources" / "roles.json"


@pytest.mark.parametrize(
    ("name", "kind", "cache"),
    [
        ("s/visit/home/index.html", "text/html; charset=utf-8", PAGE),
        ("assets/stylesheets/main.484c7ddc.min.css", "text/css; charset=utf-8", FOREVER),
        ("assets/javascripts/bundle.79ae519e.min.js", "text/javascript; charset=utf-8", FOREVER),
        ("assets/javascripts/bundle.79ae519e.min.js.map", "application/json; charset=utf-8", FOREVER),
        ("logo.svg", "image/svg+xml; charset=utf-8", PAGE),
        ("facade.min.css", "text/css; charset=utf-8", PAGE),
        ("sitemap.xml", "application/xml; charset=utf-8", PAGE),
        ("sitemap.xml.gz", "application/gzip", PAGE),
        ("picture.png", "image/png", PAGE),
        ("font.woff2", "font/woff2", PAGE),
    ],
)
def test_a_file_has_its_type_and_may_be_kept_as_long_as_it_is_good(cloud, dists, tmp_path, name, kind, cache):
    dist = shutil.copytree(dists[0], tmp_path / "dist")
    (dist / "public" / name).parent.mkdir(parents=True, exist_ok=True)
    (dist / "public" / name).write_bytes(b"data")
    first = publish(cloud.open(), dist, NOW).build
    (dist / "public" / "more.txt").write_text("more")
    second = publish(cloud.open(), dist, NOW).build
    for build in (first, second):  # sent, and copied
        head = cloud.s3.head_object(Bucket=SITE, Key=f"builds/{build}/{name}")
        assert (head["ContentType"], head["CacheControl"]) == (kind, cache)
        assert "ContentEncoding" not in head


def test_only_what_changed_is_sent_and_the_rest_is_copied_within_s3(cloud, dists):
    publish(cloud.open(), dists[0], NOW)
    cloud.calls.clear()
    made = publish(cloud.open(), dists[1], NOW)
    pages = len(made.new) + len(made.changed)
    beside = 4  # the lock, the manifest, the index, the state
    assert cloud.calls.count("PutObject") == pages + len(made.release) + beside
    assert cloud.calls.count("CopyObject") == made.same
    cloud.calls.clear()
    publish(cloud.open(), dists[1], NOW)
    assert cloud.calls.count("PutObject") == 2  # the lock, the manifest that is there
    assert "UpdateFunction" not in cloud.calls


def test_the_page_for_addresses_that_lead_nowhere_lies_where_cloudfront_finds_it(cloud, dists, tmp_path):
    dist = shutil.copytree(dists[0], tmp_path / "dist")
    (dist / "public" / "404.html").write_text("nothing here")
    publish(cloud.open(), dist, NOW)
    found = cloud.s3.get_object(Bucket=SITE, Key="404.html")
    assert found["Body"].read() == b"nothing here"
    assert (found["ContentType"], found["CacheControl"]) == ("text/html; charset=utf-8", "public, max-age=60")
    publish(cloud.open(), dists[0], NOW)
    assert "404.html" not in cloud.site()


def test_at_least_sixteen_calls_are_under_way_at_once():
    assert AT_ONCE >= 16


def test_nobody_publishes_while_another_gives_signs_of_life(cloud, dists):
    publish(cloud.open(), dists[0], NOW)
    other = cloud.open()
    with other.alone():
        cloud.meanwhile = other._lease.renew
        with pytest.raises(SomebodyElse) as told:
            publish(cloud.open(), dists[1], NOW)
    assert str(told.value) == (
        "Somebody else is publishing to s3://site. The site is whole meanwhile; try again when they are done."
    )
    assert cloud.waited == [60]
    assert cloud.site() == documents_in(dists[0] / "public")
    publish(cloud.open(), dists[1], NOW)
    assert cloud.site() == documents_in(dists[1] / "public")


def test_a_publisher_who_was_killed_is_waited_for_a_minute_and_no_longer(cloud, dists):
    cloud.open()._lease.take()
    cloud.now += timedelta(seconds=20)
    publish(cloud.open(), dists[0], NOW)
    assert cloud.waited == [40]
    assert cloud.below(SITE, "lock.json") == {}


def test_one_who_lost_the_lock_while_sleeping_does_not_switch(cloud, dists):
    publish(cloud.open(), dists[0], NOW)

    def asleep(what, _files):
        if what == "Sending pages":
            cloud.now += timedelta(minutes=5)
            publish(cloud.open(), dists[1], NOW)
        return lambda _: None

    shutil.copytree(dists[0], (slow := dists[0].with_name("slow")), dirs_exist_ok=True)
    (slow / "public" / "late.html").write_text("late")
    with pytest.raises(SomebodyElse):
        publish(cloud.open(), slow, NOW, progress=asleep)
    assert cloud.site() == documents_in(dists[1] / "public")


def test_a_function_that_somebody_else_changes_meanwhile_is_told(cloud, dists):
    body = b"<ErrorResponse><Error><Code>PreconditionFailed</Code></Error></ErrorResponse>"
    place = cloud.open()
    publish(place, dists[0], NOW)
    conflict = lambda _: answered(412, body)  # noqa: E731
    calls = iter(range(1000))

    class Always(type(cloud.faults)):
        def popleft(self):
            next(calls)
            return conflict if cloud.calls[-1] == "UpdateFunction" else None

        def __bool__(self):
            return True

    cloud.faults = Always()
    with pytest.raises(SomebodyElse):
        publish(cloud.open(), dists[1], NOW)
    cloud.faults = type(cloud.faults).__mro__[1]()
    assert cloud.site() == documents_in(dists[0] / "public")


def test_without_a_function_the_build_is_there_and_it_says_so(cloud, dists):
    place = cloud.open(switch=False)
    made = publish(place, dists[0], NOW)
    assert place.state().current == made.build
    assert place.told(made.build) == (
        f"Build {made.build} is in s3://site/builds/{made.build}/. LISTENWELL_SWITCH is not set, so no "
        "CloudFront function was told: lead your site there yourself."
    )
    assert not {"UpdateFunction", "PublishFunction", "GetFunction"} & set(cloud.calls)


def test_with_the_function_it_says_that_nothing_was_invalidated(cloud):
    assert cloud.open().told("0123456789ab") == (
        "CloudFront answers with build 0123456789ab, everywhere within a minute or so. Nothing had to be "
        "invalidated, for its cache knows the pages of each build apart."
    )


def test_a_key_that_s3_does_not_delete_is_told(cloud, dists):
    place = cloud.open()
    error = b"<Error><Key>k</Key><Code>AccessDenied</Code><Message>m</Message></Error>"
    body = b"<DeleteResult>" + error + b"</DeleteResult>"
    publish(place, dists[0], NOW)
    cloud.faults.extend([lambda _: answered(200, body)])
    with pytest.raises(StorageUnavailable, match="S3 DeleteObjects: AccessDenied"):
        place._bucket.remove(["k"])


# The code at CloudFront

NODE = shutil.which("node")
ASK = "\nconsole.log(JSON.stringify(JSON.parse(process.argv[1]).map(r => handler({request: r}))))"


@pytest.mark.skipif(NODE is None, reason="node is not here")
def test_the_function_chooses_the_build_and_gives_folders_their_page():
    asked = [
        "/",
        "/s/visit/home/",
        "/style.css",
        "/s/visit/home",
        "//evil.example",
        "/\\evil.example/x",
        "//e/",
    ]
    requests = [{"uri": uri, "querystring": {}} for uri in asked]
    many = {"a": {"value": "1", "multiValue": [{"value": "1"}, {"value": "%20"}]}, "b": {"value": ""}}
    requests.append({"uri": "/s", "querystring": many})
    done = subprocess.run(  # noqa: S603 - our own code
        [NODE, "-e", function_code("0123456789ab") + ASK, json.dumps(requests)],
        capture_output=True,
        check=True,
        text=True,
    )
    found = [each.get("uri") or each["headers"]["location"]["value"] for each in json.loads(done.stdout)]
    assert found == [
        "/builds/0123456789ab/index.html",
        "/builds/0123456789ab/s/visit/home/index.html",
        "/builds/0123456789ab/style.css",
        "/s/visit/home/",
        "/builds/0123456789ab/evil.example",
        "/evil.example/x/",
        "/builds/0123456789ab/e/index.html",
        "/s/?a=1&a=%20&b=",
    ]


def test_the_function_is_smaller_than_cloudfront_allows():
    assert len(function_code("0123456789ab").encode()) < 10_000


# The permissions

ACTIONS = {
    "CopyObject": {"s3:GetObject", "s3:PutObject"},
    "DeleteObjects": {"s3:DeleteObject"},
    "GetObject": {"s3:GetObject"},
    "ListObjectsV2": {"s3:ListBucket"},
    "PutObject": {"s3:PutObject"},
    "DescribeFunction": {"cloudfront:DescribeFunction"},
    "GetFunction": {"cloudfront:GetFunction"},
    "PublishFunction": {"cloudfront:PublishFunction"},
    "UpdateFunction": {"cloudfront:UpdateFunction"},
}


def test_the_role_of_who_publishes_may_do_what_publishing_calls_and_no_more(cloud, many):
    for number in range(11):
        publish(cloud.open(), many(number), NOW + timedelta(days=number))
    go_back(cloud.open(), "", NOW)
    called = set().union(*(ACTIONS[call] for call in set(cloud.calls)))
    role = json.loads(ROLES.read_text("utf-8"))["Resources"]["PublishRole"]["Properties"]
    policy = role["Policies"][0]["PolicyDocument"]["Statement"]
    assert {action for each in policy for action in each["Action"]} == called
    assert all(each["Effect"] == "Allow" and "*" not in each["Action"] for each in policy)
    on = {}
    for each in policy:
        for resource in each["Resource"] if isinstance(each["Resource"], list) else [each["Resource"]]:
            on[resource.get("Fn::Sub") or ".".join(resource["Fn::GetAtt"])] = set(each["Action"])
    assert on == {
        "Site.Arn": {"s3:ListBucket"},
        "Documents.Arn": {"s3:ListBucket"},
        "${Site.Arn}/*": {"s3:GetObject", "s3:PutObject", "s3:DeleteObject"},
        "${Documents.Arn}/release/*": {"s3:GetObject", "s3:PutObject"},
        "ChooseBuild.FunctionARN": {a for a in called if a.startswith("cloudfront:")},
    }
