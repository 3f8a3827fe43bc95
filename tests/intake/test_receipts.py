"""The code a customer keeps and the token that shows it."""

import base64
import re

from conftest import SECRET
from hypothesis import given, settings
from hypothesis import strategies as st

from listenwell.intake.receipts import receipt, response_of, token

ID = "0000000a-0000-4000-8000-00000000000a"
claims = settings(database=None, deadline=None, derandomize=True, max_examples=60)
ids = st.uuids().map(str)


@claims
@given(ids)
def test_a_receipt_is_four_groups_that_can_be_told_by_telephone(response_id):
    code = receipt(response_id, SECRET)
    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}", code)
    assert code == receipt(response_id, SECRET)


def test_the_receipt_of_a_known_response_never_changes():
    assert receipt(ID, SECRET) == "S734-68KV-XP7B-PFG7"


@claims
@given(ids, ids)
def test_other_responses_and_other_keys_have_other_receipts(one, other):
    assert (receipt(one, SECRET) == receipt(other, SECRET)) == (one == other)
    assert receipt(one, SECRET) != receipt(one, SECRET + "x")


@claims
@given(ids)
def test_a_token_opens_its_response_with_its_own_key_only(response_id):
    made = token(response_id, SECRET)
    assert re.fullmatch(r"[A-Za-z0-9_-]{43}", made)
    assert response_of(made, SECRET) == response_id
    assert response_of(made, SECRET + "x") is None


def test_a_token_with_any_bit_changed_opens_nothing():
    raw = base64.urlsafe_b64decode(token(ID, SECRET) + "=")
    for place in range(len(raw) * 8):
        changed = bytearray(raw)
        changed[place // 8] ^= 1 << place % 8
        assert response_of(base64.urlsafe_b64encode(bytes(changed)).decode().rstrip("="), SECRET) is None


@claims
@given(st.text(max_size=60) | st.text("ABCabc019-_=", max_size=60))
def test_any_text_as_a_token_opens_nothing_and_is_no_crash(text):
    assert response_of(text, SECRET) is None


def test_a_receipt_is_no_part_of_the_token():
    assert receipt(ID, SECRET).replace("-", "") not in token(ID, SECRET).upper()
