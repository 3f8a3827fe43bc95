"""What the environment says: taken, or refused with every problem at once."""

from pathlib import Path

import pytest

from listenwell.settings import Settings, SettingsError, cache_folder, from_environment

SECRET = "x" * 32
HOW = "Make one with: python3 -c 'import secrets; print(secrets.token_urlsafe(32))'"


def refused(environment, **more):
    with pytest.raises(SettingsError) as error:
        from_environment(environment, **more)
    return str(error.value).split("\n")


def test_nothing_set_is_the_embedded_store_in_this_folder():
    assert from_environment({}) == Settings(
        storage="embedded",
        data=Path("data"),
        release=Path("published/release"),
        published=Path("published"),
        table="",
        bucket="",
        archive="",
        site="",
        switch="",
        address="",
        secret="",
    )


def test_every_setting_is_read_from_its_variable():
    environment = {
        "LISTENWELL_STORAGE": "aws",
        "LISTENWELL_DATA": "/d",
        "LISTENWELL_RELEASE": "/r",
        "LISTENWELL_TABLE": "t",
        "LISTENWELL_BUCKET": "b",
        "LISTENWELL_ARCHIVE": "a",
        "LISTENWELL_PUBLISHED": "/p",
        "LISTENWELL_SITE": "s",
        "LISTENWELL_SWITCH": "f",
        "LISTENWELL_ADDRESS": "https://a.example",
        "LISTENWELL_SECRET": SECRET,
        "PATH": "/bin",
        "AWS_REGION": "eu-central-1",
    }
    assert from_environment(environment, require_secret=True) == Settings(
        storage="aws",
        data=Path("/d"),
        release=Path("/r"),
        published=Path("/p"),
        table="t",
        bucket="b",
        archive="a",
        site="s",
        switch="f",
        address="https://a.example",
        secret=SECRET,
    )


def test_an_empty_variable_counts_as_not_set():
    assert (
        from_environment({"LISTENWELL_STORAGE": "", "LISTENWELL_DATA": "", "LISTENWELL_SECRET": ""})
        == Settings()
    )


def test_all_problems_are_told_at_once_with_a_remedy():
    environment = {
        "LISTENWELL_STORAGE": "aws",
        "LISTENWELL_SECRET": "short",
        "LISTENWELL_DATE": "x",
        "LISTENWELL_A": "",
    }
    known = (
        "LISTENWELL_ADDRESS, LISTENWELL_ARCHIVE, LISTENWELL_BUCKET, LISTENWELL_COPIES_DAYS, "
        "LISTENWELL_DAILY_LIMIT, LISTENWELL_DATA, LISTENWELL_LOCK_DAYS, LISTENWELL_MAIL_FROM, "
        "LISTENWELL_PUBLISHED, LISTENWELL_RELEASE, LISTENWELL_SECRET, LISTENWELL_SITE, LISTENWELL_SMTP_HOST, "
        "LISTENWELL_SMTP_PASSWORD, LISTENWELL_SMTP_PORT, LISTENWELL_SMTP_SECURITY, LISTENWELL_SMTP_USER, "
        "LISTENWELL_STORAGE, LISTENWELL_SWITCH, LISTENWELL_TABLE"
    )
    assert refused(environment) == [
        "LISTENWELL_TABLE is not set; with LISTENWELL_STORAGE=aws it names the DynamoDB table.",
        "LISTENWELL_BUCKET is not set; with LISTENWELL_STORAGE=aws it names the S3 bucket.",
        f"LISTENWELL_SECRET has 5 characters; it needs at least 32 characters. {HOW}",
        f"LISTENWELL_A is set but is not one of our settings: {known}.",
        f"LISTENWELL_DATE is set but is not one of our settings: {known}.",
    ]


def test_an_unknown_store_is_told_with_the_ones_we_know():
    assert refused({"LISTENWELL_STORAGE": "AWS"}) == [
        'LISTENWELL_STORAGE is "AWS"; it must be "embedded" or "aws".'
    ]


@pytest.mark.parametrize(("secret", "told"), [("", "is not set"), ("x" * 31, "has 31 characters")])
def test_who_receives_answers_needs_a_long_secret(secret, told):
    environment = {"LISTENWELL_SECRET": secret}
    assert refused(environment, require_secret=True) == [
        f"LISTENWELL_SECRET {told}; it needs at least 32 characters. {HOW}"
    ]


def test_a_secret_is_never_told():
    environment = {"LISTENWELL_SECRET": "hush-hush", "LISTENWELL_STORAGE": "x"}
    assert not any("hush" in line for line in refused(environment))


def test_a_mail_server_is_taken_with_its_port_as_a_number():
    told = from_environment({"LISTENWELL_SMTP_PORT": "465", "LISTENWELL_SMTP_SECURITY": "tls"})
    assert (told.smtp_port, told.smtp_security) == (465, "tls")


def test_a_mail_server_that_cannot_be_is_told():
    environment = {
        "LISTENWELL_SMTP_PORT": "0x19",
        "LISTENWELL_SMTP_SECURITY": "none",
        "LISTENWELL_SMTP_HOST": "mail.example.com",
        "LISTENWELL_SMTP_USER": "us",
        "LISTENWELL_MAIL_FROM": "Us <us@example.com>",
    }
    assert refused(environment) == [
        'LISTENWELL_SMTP_PORT is "0x19"; it must be a number from 1 to 65535.',
        'LISTENWELL_SMTP_SECURITY is "none", so the password would travel unencrypted; '
        'use "starttls" or "tls".',
        'LISTENWELL_MAIL_FROM is "Us <us@example.com>"; it must be an address such as a@example.com.',
    ]
    assert refused({"LISTENWELL_SMTP_SECURITY": "ssl", "LISTENWELL_SMTP_PORT": "99999999"}) == [
        'LISTENWELL_SMTP_PORT is "99999999"; it must be a number from 1 to 65535.',
        'LISTENWELL_SMTP_SECURITY is "ssl"; it must be "starttls", "tls" or "none".',
    ]


def test_what_can_be_made_again_lies_where_the_user_keeps_such_things():
    assert cache_folder({"XDG_CACHE_HOME": "/c"}) == Path("/c/listenwell")
    for said in ({}, {"XDG_CACHE_HOME": ""}, {"XDG_CACHE_HOME": "not/from/the/root"}):
        assert cache_folder(said) == Path.home() / ".cache/listenwell"
