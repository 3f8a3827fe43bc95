"""listenwell user: who may sign in, as the person at the machine sees it."""

import pytest
from click.testing import CliRunner
from conftest import NOON

from listenwell.cli import listenwell
from listenwell.commands.serve import staff_desk
from listenwell.intake import Services
from listenwell.local.passwords import Argon2
from listenwell.settings import Settings
from listenwell.staff.by_password import tries_of
from listenwell.storage import open_people
from listenwell.storage.embedded_people import FREE_TRIES

SECRET = "a key that only these tests know, long enough"  # noqa: S105 - keys nothing real
PASSWORD = "correct horse battery"  # noqa: S105 - of made-up people


@pytest.fixture
def user(tmp_path, monkeypatch):
    monkeypatch.setenv("LISTENWELL_DATA", str(tmp_path))
    monkeypatch.setenv("LISTENWELL_SECRET", SECRET)

    def run(*arguments: str, typed: str = "") -> tuple[int, str]:
        result = CliRunner().invoke(listenwell, ["user", *arguments], input=typed)
        return result.exit_code, result.output

    return run


@pytest.fixture
def people(tmp_path):
    found = open_people(Settings(data=tmp_path))
    yield found
    found.close()


def test_somebody_is_added_with_a_password_that_is_typed_twice_and_kept_as_a_hash(user, people, tmp_path):
    roles = ("--role", "quality-lead", "--role", "interviewer")
    code, said = user("add", "Jo.Smith", *roles, typed=f"{PASSWORD}\n{PASSWORD}\n")
    assert (code, said.splitlines()[-1]) == (0, "jo.smith may sign in: quality-lead, interviewer.")
    person = people.get("jo.smith")
    assert person.password.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert Argon2().verify(person.password, PASSWORD)
    assert not Argon2().verify(person.password, PASSWORD + "x")
    assert not Argon2().verify("no hash", PASSWORD)
    people.close()
    assert all(PASSWORD.encode() not in path.read_bytes() for path in tmp_path.iterdir())
    assert (tmp_path / "people.sqlite3").stat().st_mode & 0o777 == 0o600
    assert user("list")[1].startswith("jo.smith: quality-lead, interviewer; since 20")


def test_a_password_is_made_shown_once_and_works(user, people):
    code, said = user("add", "jo", "--role", "operator", "--generate")
    made = said.splitlines()[0].removeprefix("The password, shown this once: ")
    assert (code, len(made)) == (0, 27)
    assert Argon2().verify(people.get("jo").password, made)


@pytest.mark.parametrize(
    ("arguments", "typed", "code", "told"),
    [
        (("add", "jo", "--role", "operator"), "short\nshort\n", 2, "A password has 12 to 256 characters"),
        (("add", "jo smith", "--role", "operator"), "", 2, "“jo smith” cannot be a name to sign in with"),
        (("add", "../x", "--role", "operator"), "", 2, "cannot be a name to sign in with"),
        (
            ("add", "jo", "--role", "king"),
            "",
            2,
            "is not one of 'marketing', 'interviewer', 'quality-lead', 'op",
        ),
        (("add", "jo"), "", 2, "Missing option '--role'"),
        (("add", "al", "--role", "operator", "--generate"), "", 2, "run: listenwell user password al"),
        (("remove", "jim"), "", 2, "There is no jim; who may sign in: al."),
        (("password", "jim", "--generate"), "", 2, "There is no jim; who may sign in: al."),
        (("roles", "jim", "--role", "operator"), "", 2, "There is no jim; who may sign in: al."),
    ],
)
def test_a_call_that_cannot_be_says_what_to_do(user, people, arguments, typed, code, told):
    user("add", "al", "--role", "operator", "--generate")
    found, said = user(*arguments, typed=typed)
    assert (found, told in " ".join(said.split())) == (code, True), said
    assert [person.name for person in people.all()] == ["al"]


def test_every_change_puts_the_counter_up_and_a_removal_leaves_nothing(user, people):
    assert user("list")[1] == "Nobody yet. Add somebody with: listenwell user add NAME --role quality-lead\n"
    user("add", "jo", "--role", "operator", "--generate")
    before = people.get("jo")
    assert user("password", "jo", "--generate")[1].endswith("jo has the new password, and is signed out.\n")
    assert user("roles", "jo", "--role", "marketing")[1].startswith("jo has now: marketing.")
    after = people.get("jo")
    assert (after.counter, after.roles, after.password != before.password) == (2, ("marketing",), True)
    assert user("remove", "jo") == (0, "jo is removed and signed out.\n")
    assert people.all() == []


def test_the_wait_of_a_name_is_ended(user, people):
    assert user("unlock", "jo") == (0, "Nobody tried jo in vain lately.\n")
    for _ in range(FREE_TRIES):
        assert people.may_try(tries_of("jo", SECRET), NOON)
    assert not people.may_try(tries_of("jo", SECRET), NOON)
    assert user("unlock", "JO") == (0, "jo may try again at once.\n")
    assert people.may_try(tries_of("jo", SECRET), NOON)


def test_on_aws_people_are_in_the_user_pool(user, monkeypatch):
    for name, value in (("STORAGE", "aws"), ("TABLE", "t"), ("BUCKET", "b")):
        monkeypatch.setenv(f"LISTENWELL_{name}", value)
    code, said = user("list")
    assert (code, "Cognito user pool" in said) == (2, True)


@pytest.mark.parametrize(
    ("host", "address", "opened"),
    [
        ("127.0.0.1", "", True),
        ("localhost", "http://feedback.example.com", True),
        ("0.0.0.0", "", False),  # noqa: S104
        ("0.0.0.0", "http://feedback.example.com", False),  # noqa: S104
        ("0.0.0.0", "https://feedback.example.com", True),  # noqa: S104
    ],
)
def test_no_password_is_asked_for_where_it_would_travel_unencrypted(tmp_path, host, address, opened):
    chosen = Settings(data=tmp_path, address=address, secret=SECRET)
    stores = dict.fromkeys(("release", "responses", "contacts", "daily", "documents"))
    desk = staff_desk(chosen, Services(**stores, secret=SECRET), None, host)
    assert (desk is not None) == opened
    if desk:
        assert desk.entrance._sessions.cookie.startswith("__Secure-") == address.startswith("https")
