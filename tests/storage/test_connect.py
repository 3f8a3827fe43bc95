"""What `connect` promises: the stores that the settings name, and nothing opened that is not used."""

import subprocess
import sys
from pathlib import Path

import pytest

from listenwell.settings import Settings
from listenwell.storage import StorageUnavailable, connect

from .conftest import ACCESS, BUCKET, REGION, TABLE, make_bucket, make_table, mocked_client
from .samples import DAY, a_response

ROOT = Path(__file__).parents[2]
ON_AWS = Settings(storage="aws", table=TABLE, bucket=BUCKET)


def test_embedded_stores_lie_in_the_data_folder_and_the_release_folder(tmp_path: Path) -> None:
    stores = connect(Settings(data=tmp_path / "data", release=tmp_path / "dist" / "release"))
    response = a_response()
    stores.responses.add(response)
    stores.documents.put("summaries/a", b"summary")
    stores.release.put("surveys/a", b"survey")
    assert list(stores.responses.received(DAY, DAY)) == [response]
    assert (tmp_path / "data" / "responses.sqlite3").is_file()
    assert (tmp_path / "data" / "documents" / "summaries" / "a").read_bytes() == b"summary"
    assert (tmp_path / "dist" / "release" / "surveys" / "a").read_bytes() == b"survey"


def test_a_release_that_was_not_built_is_empty_and_not_made(tmp_path: Path) -> None:
    stores = connect(Settings(data=tmp_path / "data", release=tmp_path / "dist" / "release"))
    assert list(stores.release.names()) == []
    assert not (tmp_path / "dist").exists()


def test_the_embedded_store_never_imports_the_aws_sdk(tmp_path: Path) -> None:
    program = """
import sys
from pathlib import Path
from listenwell.settings import Settings
from listenwell.storage import connect
connect(Settings(data=Path(sys.argv[1])))
print([name for name in ("boto3", "botocore", "listenwell.storage.aws") if name in sys.modules])
"""
    done = subprocess.run(  # noqa: S603 (the program stands above)
        [sys.executable, "-c", program, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


@pytest.fixture
def access(cloud: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The SDK finds its region and key as it does in a Lambda."""
    monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", ACCESS["aws_access_key_id"])
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", ACCESS["aws_secret_access_key"])
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    make_table(mocked_client("dynamodb"))
    make_bucket(mocked_client("s3"))


@pytest.mark.usefixtures("access")
def test_aws_stores_lie_in_the_table_and_the_bucket() -> None:
    stores = connect(ON_AWS)
    response = a_response()
    stores.responses.add(response)
    stores.documents.put("release/a", b"summary")
    stores.release.put("a", b"survey")
    assert list(stores.responses.received(DAY, DAY)) == [response]
    listed = mocked_client("s3").list_objects_v2(Bucket=BUCKET)["Contents"]
    assert [entry["Key"] for entry in listed] == ["documents/release/a", "release/a"]
    assert (stores.documents.get("release/a"), stores.release.get("a")) == (b"summary", b"survey")


@pytest.mark.usefixtures("access")
def test_s3_is_opened_once_and_only_when_it_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", "what no client can be opened with")
    stores = connect(ON_AWS)
    assert stores.responses.count(DAY, DAY) == 0
    with pytest.raises(ValueError, match="Invalid endpoint"):
        stores.documents.get("a")
    monkeypatch.delenv("AWS_ENDPOINT_URL_S3")
    assert list(stores.documents.names()) == []
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", "what no client can be opened with")
    assert list(stores.release.names()) == []


@pytest.mark.usefixtures("access")
def test_aws_without_a_region_is_unavailable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_DEFAULT_REGION")
    with pytest.raises(StorageUnavailable) as raised:
        connect(ON_AWS)
    assert str(raised.value) == "dynamodb: NoRegionError; the set-up is at fault, not the moment"
