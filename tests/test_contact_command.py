"""`listenwell contact`: who asked for an answer, why they may be reached, and until when."""

from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner, Result

from listenwell.cli import listenwell
from listenwell.intake.receipts import later_id, receipt, stored_id
from listenwell.settings import Settings
from listenwell.storage import Stores, connect
from listenwell.survey.contact import ContactDetails
from listenwell.survey.response import Response

SECRET = "a secret that is long enough for this"  # noqa: S105 - keys nothing real
SENT = "00000000-0000-4000-8000-0000000000aa"
NAME = stored_id(SENT, SECRET)
NOW = datetime.now(UTC).replace(second=0, microsecond=0)
UNTIL = NOW.date() + timedelta(days=60)
TOLD = f"""\
E-mail: j.miller@example.com
May be used because the customer agreed to: “Use these to answer me”
Agreed: {NOW:%Y-%m-%d %H:%M} UTC
Until: {UNTIL} included; then they are deleted
Use them for nothing else, and copy them nowhere.
"""


@pytest.fixture
def stores(tmp_path, monkeypatch) -> Stores:
    monkeypatch.setenv("LISTENWELL_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("LISTENWELL_SECRET", SECRET)
    stores = connect(Settings(data=tmp_path / "data"))
    response = Response(
        id=NAME,
        survey="pulse",
        version="0123456789ab",
        segment="home",
        channel="web",
        language="en",
        received_at=NOW,
        answers={"reach": "given"},
    )
    stores.responses.add(response)
    kept = ContactDetails(
        id=NAME, email="j.miller@example.com", agreed="Use these to answer me", agreed_at=NOW, until=UNTIL
    )
    stores.contacts.put(kept)
    return stores


def call(*arguments: str) -> Result:
    return CliRunner().invoke(listenwell, ["contact", *arguments])


def test_a_receipt_code_or_an_id_shows_the_details_why_and_until_when(stores):
    code = receipt(SENT, SECRET)
    for asked in (code, code.lower().replace("-", " "), NAME, NAME.upper()):
        result = call(asked)
        assert (result.exit_code, result.output) == (0, TOLD)


def test_a_code_that_stands_for_nothing_is_told(stores):
    result = call("AAA-BBB-CCC-DDD")
    assert result.exit_code == 1
    assert result.output == (
        "AAA-BBB-CCC-DDD is no receipt code: a letter is wrong, missing or in another's place. A code has 18 "
        "letters and digits, such as 7K3-MV0-QX9-D2T-HB5-C8A; compare it with what the customer has.\n"
    )


def test_after_their_last_day_details_are_not_shown(stores):
    stores.contacts.put(
        ContactDetails(
            id=NAME, email="x@example.com", agreed="x", agreed_at=NOW, until=NOW.date() - timedelta(days=1)
        )
    )
    result = call(NAME)
    assert result.exit_code == 1
    assert result.output == "No contact details are kept for these answers, or their last day is over.\n"


def test_erasing_leaves_the_answers(stores):
    assert call(NAME, "--erase").output == "The contact details are deleted.\n"
    assert call(NAME, "--erase").output == "There were no contact details.\n"
    assert call(NAME).exit_code == 1
    assert stores.responses.get(NAME).answers == {"reach": "given"}


def test_details_that_came_with_a_correction_are_found_by_the_first_code_and_erased_by_it(stores):
    stores.contacts.erase(NAME)
    later = later_id(NAME, 2)
    given = {"email": "new@example.com", "agreed": "Use these", "agreed_at": NOW, "until": UNTIL}
    stores.contacts.put(ContactDetails(id=later, **given))
    code = receipt(SENT, SECRET)
    assert call(code).output.startswith("E-mail: new@example.com\n")
    assert call(code, "--erase").output == "The contact details are deleted.\n"
    assert stores.contacts.get(later, NOW.date()) is None
