"""The code a customer keeps, the id that is its hash, and the token that shows it."""

import base64
import re

import pytest
from conftest import SECRET
from hypothesis import given, settings
from hypothesis import strategies as st

from listenwell.intake.receipts import id_of, name_of, receipt, stored_id, token

NAME = "0000000a-0000-4000-8000-00000000000a"
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
claims = settings(database=None, deadline=None, derandomize=True, max_examples=60)
names = st.uuids().map(str)


@claims
@given(names)
def test_a_receipt_is_six_groups_that_can_be_told_by_telephone(name):
    code = receipt(name, SECRET)
    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{3}-){5}[0-9A-HJKMNP-TV-Z]{3}", code)
    assert code == receipt(name, SECRET)
    assert id_of(code) == stored_id(name, SECRET)


def test_receipt_and_place_of_a_known_submission_never_change():
    assert receipt(NAME, SECRET) == "S73-468-KVX-P7B-PFG-7H2"
    assert stored_id(NAME, SECRET) == "4fab3de2-b807-4e33-a1d9-a72c8a6140ec"


def test_a_receipt_has_at_least_80_bits_that_follow_from_nothing_but_the_key():
    codes = [receipt(f"00000000-0000-4000-8000-{n:012}", SECRET).replace("-", "") for n in range(4000)]
    for place in range(17):
        assert {code[place] for code in codes} == set(LETTERS), "every letter carries 5 bits"
    assert 17 * 5 >= 80


@claims
@given(names, names)
def test_other_submissions_and_other_keys_have_other_receipts(one, other):
    assert (receipt(one, SECRET) == receipt(other, SECRET)) == (one == other)
    assert receipt(one, SECRET) != receipt(one, SECRET + "x")


def test_a_code_is_understood_as_people_type_it():
    code = receipt(NAME, SECRET)
    spoken = code.replace("0", "O").replace("1", "l")
    for typed in (code.lower(), code.replace("-", ""), f" {code.replace('-', ' ')} ", spoken, spoken.lower()):
        assert id_of(typed) == id_of(code)


def test_any_one_wrong_letter_and_any_two_exchanged_are_noticed():
    letters = receipt(NAME, SECRET).replace("-", "")
    for place in range(18):
        for wrong in set(LETTERS) - {letters[place]}:
            assert id_of(letters[:place] + wrong + letters[place + 1 :]) is None
        for other in range(place):
            if letters[place] != letters[other]:
                moved = list(letters)
                moved[place], moved[other] = moved[other], moved[place]
                assert id_of("".join(moved)) is None


@pytest.mark.parametrize(
    "typed", ["", "-", "7K3", "U" * 18, "7" * 17, "7" * 19, "\x00" * 18, "é" * 18, "x" * 9999]
)
def test_what_is_no_code_is_none(typed):
    assert id_of(typed) is None


def test_neither_code_nor_name_can_be_read_from_the_place():
    place = stored_id(NAME, SECRET).replace("-", "")
    assert place not in NAME and receipt(NAME, SECRET).replace("-", "").lower() not in place
    assert stored_id(NAME, SECRET + "x") != stored_id(NAME, SECRET)


@claims
@given(names)
def test_a_token_opens_its_submission_with_its_own_key_only(name):
    made = token(name, SECRET)
    assert re.fullmatch(r"[A-Za-z0-9_-]{43}", made)
    assert name_of(made, SECRET) == name
    assert name_of(made, SECRET + "x") is None


def test_a_token_with_any_bit_changed_opens_nothing():
    raw = base64.urlsafe_b64decode(token(NAME, SECRET) + "=")
    for place in range(len(raw) * 8):
        changed = bytearray(raw)
        changed[place // 8] ^= 1 << place % 8
        assert name_of(base64.urlsafe_b64encode(bytes(changed)).decode().rstrip("="), SECRET) is None


@claims
@given(st.text(max_size=60) | st.text("ABCabc019-_=", max_size=60))
def test_any_text_as_a_token_or_a_code_opens_nothing_and_is_no_crash(text):
    assert name_of(text, SECRET) is None
    assert id_of(text) is None or len(text) >= 18


def test_a_receipt_is_no_part_of_the_token():
    assert receipt(NAME, SECRET).replace("-", "") not in token(NAME, SECRET).upper()
