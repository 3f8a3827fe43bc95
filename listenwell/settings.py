"""What the environment says, checked at once at start. The one place where the environment is read."""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import msgspec

_MIN_SECRET = 32
DAILY_LIMIT = 1000
_HERE = ("127.0.0.1", "localhost", "::1")
_DAYS = re.compile(r"[0-2]?[0-9]{1,3}|3[0-5][0-9]{2}|36[0-4][0-9]|3650", re.ASCII)
_MAIL = re.compile(r"[^\s@<>,;]+@[A-Za-z0-9.-]+")


class SettingsError(Exception):
    """One or more settings cannot be used; the text tells them all, a line each, with a remedy."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """The settings in force; `LISTENWELL_<FIELD>` in the environment sets a field."""

    storage: Literal["embedded", "aws"] = "embedded"
    data: Path = Path("data")
    """Folder of the embedded store."""
    release: Path = Path("published/release")
    """Folder of the released questionnaires (embedded); on AWS they lie under release/ in the bucket."""
    published: Path = Path("published")
    """Folder of the published builds, of which `current` is served (embedded)."""
    table: str = ""
    """DynamoDB table of the responses (AWS)."""
    bucket: str = ""
    """S3 bucket of release and summaries (AWS)."""
    archive: str = ""
    """S3 bucket of the archive (AWS), with object lock; that of the summaries when not set."""
    site: str = ""
    """S3 bucket of the published builds (AWS); `publish` needs it."""
    switch: str = ""
    """CloudFront function that chooses the build (AWS); none when something else leads to the site."""
    address: str = ""
    """Address of the public site, such as https://feedback.example.com; shown, and with https:// staff may
    sign in from elsewhere."""
    mail_from: str = ""
    """Address that mails about new summaries come from; without it none are sent. On AWS one that SES
    knows."""
    smtp_host: str = ""
    """Mail server for them (embedded)."""
    smtp_port: int = 587
    """Its port."""
    smtp_security: Literal["starttls", "tls", "none"] = "starttls"
    """How the way to it is encrypted; "none" only for a server on this machine."""
    smtp_user: str = ""
    """Name to sign in to it; none where it asks for none."""
    smtp_password: str = ""
    """Password to sign in to it; never stored, never logged."""
    daily_limit: int = DAILY_LIMIT
    """Answers that are taken from one network in a day."""
    copies_days: int = 35
    """For so many days safety copies of the store may hold what was erased from it: customers are told. 35 is
    what DynamoDB keeps; here it is how long you keep your backups."""
    lock_days: int = 0
    """For so many days no file of the archive can be removed, where its bucket locks them (AWS)."""
    secret: str = ""
    """Key for receipts and sign-ins, at least 32 characters; never stored, never logged."""


def without_colour(environment: Mapping[str, str] | None = None) -> bool:
    """Whether whoever calls wants no colours (https://no-color.org)."""
    return bool((os.environ if environment is None else environment).get("NO_COLOR"))


def for_program(**more: str) -> dict[str, str]:
    """The environment for a program that we start: ours, and `more`."""
    return {**os.environ, **more}


def cache_folder(environment: Mapping[str, str] | None = None) -> Path | None:
    """Where this user's programs keep what they can make again (XDG Base Directory Specification); None for
    a user without a home."""
    said = (os.environ if environment is None else environment).get("XDG_CACHE_HOME", "")
    try:
        above = Path(said) if Path(said).is_absolute() else Path.home() / ".cache"
    except RuntimeError:
        return None
    return above / "listenwell"


_NAMES = {field: f"LISTENWELL_{field.upper()}" for field in Settings.__struct_fields__}


def from_environment(
    environment: Mapping[str, str] | None = None, *, require_secret: bool = False
) -> Settings:
    """Read the settings; `require_secret` for those that receive answers.

    Reads `os.environ` by default. Raises SettingsError naming every problem at once.
    """
    environment = os.environ if environment is None else environment
    given = {field: environment[name] for field, name in _NAMES.items() if environment.get(name)}
    problems = _problems(given, environment, require_secret)
    if problems:
        raise SettingsError("\n".join(problems))
    return msgspec.convert(
        {**given, **{f: Path(given[f]) for f in ("data", "release", "published") if f in given}},
        Settings,
        strict=False,
    )


def _problems(given: Mapping[str, str], environment: Mapping[str, str], require_secret: bool) -> list[str]:
    problems = []
    storage = given.get("storage", "embedded")
    if storage not in ("embedded", "aws"):
        problems.append(f'LISTENWELL_STORAGE is "{storage}"; it must be "embedded" or "aws".')
    if storage == "aws":
        problems += [
            f"{_NAMES[field]} is not set; with LISTENWELL_STORAGE=aws it names the {what}."
            for field, what in (("table", "DynamoDB table"), ("bucket", "S3 bucket"))
            if field not in given
        ]
    secret = given.get("secret", "")
    if len(secret) < _MIN_SECRET and (secret or require_secret):
        what = f"has {len(secret)} characters" if secret else "is not set"
        problems.append(
            f"LISTENWELL_SECRET {what}; it needs at least {_MIN_SECRET} characters. Make one with: "
            "python3 -c 'import secrets; print(secrets.token_urlsafe(32))'"
        )
    limit = given.get("daily_limit", "1")
    if not (limit.isascii() and limit.isdecimal() and int(limit[:9]) > 0):
        problems.append(f'LISTENWELL_DAILY_LIMIT is "{limit}"; it must be a whole number from 1 on.')
    problems += _mail_problems(given)
    problems += [
        f'{_NAMES[field]} is "{given[field]}"; it must be a number of days from 0 to 3650.'
        for field in ("copies_days", "lock_days")
        if not _DAYS.fullmatch(given.get(field, "0"))
    ]
    known = set(_NAMES.values())
    problems += [
        f"{name} is set but is not one of our settings: {', '.join(sorted(known))}."
        for name in sorted(environment)
        if name.startswith("LISTENWELL_") and name not in known
    ]
    return problems


def _mail_problems(given: Mapping[str, str]) -> list[str]:
    problems = []
    port = given.get("smtp_port", "587")
    if not (port.isascii() and port.isdecimal() and 0 < int(port[:6]) < 65536):
        problems.append(f'LISTENWELL_SMTP_PORT is "{port}"; it must be a number from 1 to 65535.')
    security = given.get("smtp_security", "starttls")
    if security not in ("starttls", "tls", "none"):
        problems.append(f'LISTENWELL_SMTP_SECURITY is "{security}"; it must be "starttls", "tls" or "none".')
    elif security == "none" and "smtp_user" in given and given.get("smtp_host") not in _HERE:
        problems.append(
            'LISTENWELL_SMTP_SECURITY is "none", so the password would travel unencrypted; use "starttls" or '
            '"tls".'
        )
    if "mail_from" in given and not _MAIL.fullmatch(given["mail_from"]):
        problems.append(
            f'LISTENWELL_MAIL_FROM is "{given["mail_from"]}"; it must be an address such as a@example.com.'
        )
    return problems
