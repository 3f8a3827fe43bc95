"""listenwell user"""

import secrets
from datetime import UTC, datetime

import click

from listenwell import settings
from listenwell.commands.telling import CallError
from listenwell.local.passwords import Argon2
from listenwell.staff.by_password import LEAST, MOST, NAME, tidy, tries_of
from listenwell.staff.roles import ROLES
from listenwell.storage import open_people
from listenwell.storage.embedded_people import Person, SqlitePeople

_ROLE = click.Choice(list(ROLES))
_AWS = (
    "On AWS people are in the stack's Cognito user pool; the handbook (“On AWS”) has the commands that "
    "add and remove them."
)


@click.group()
def command() -> None:
    """Who may sign in to the staff pages of this machine, and for what."""


def _people() -> SqlitePeople:
    chosen = settings.from_environment()
    if chosen.storage == "aws":
        raise CallError(_AWS)
    return open_people(chosen)


def _name(_ctx: click.Context, _argument: click.Parameter, text: str) -> str:
    name = tidy(text)
    if not NAME.fullmatch(name):
        raise click.BadParameter(
            f"“{text}” cannot be a name to sign in with: small letters, digits and . _ @ + - between "
            "them, at most 64, for example jo.smith."
        )
    return name


_named = click.argument("name", callback=_name)
_generated = click.option(
    "--generate", is_flag=True, help="Make a password and show it once, instead of asking for one."
)


@command.command()
@_named
@click.option("--role", "roles", type=_ROLE, multiple=True, required=True, help="Repeatable.")
@_generated
def add(name: str, roles: tuple[str, ...], generate: bool) -> None:
    """Let NAME sign in."""
    people = _people()
    if people.get(name) is not None:
        raise CallError(_there(name))
    password = _password(generate)
    person = Person(
        name=name,
        password=Argon2().hash(password),
        roles=tuple(dict.fromkeys(roles)),
        added=datetime.now(UTC),
    )
    if not people.add(person):
        raise CallError(_there(name))
    click.echo(f"{name} may sign in: {_told(person)}.")


def _there(name: str) -> str:
    return f"{name} may sign in already. For a new password run: listenwell user password {name}"


@command.command("list")
def list_() -> None:
    """Who may sign in, with which roles, since when."""
    everybody = _people().all()
    for person in everybody:
        click.echo(f"{person.name}: {_told(person)}; since {person.added:%Y-%m-%d}")
    if not everybody:
        click.echo("Nobody yet. Add somebody with: listenwell user add NAME --role quality-lead")


@command.command()
@_named
def remove(name: str) -> None:
    """Let NAME in no longer; who is signed in is out at once."""
    _known(_people().remove(name), name)
    click.echo(f"{name} is removed and signed out.")


@command.command()
@_named
@_generated
def password(name: str, generate: bool) -> None:
    """A new password for NAME, who is signed out everywhere."""
    people = _people()
    _known(people.get(name) is not None, name)
    _known(people.change(name, password=Argon2().hash(_password(generate))), name)
    click.echo(f"{name} has the new password, and is signed out.")


@command.command()
@_named
@click.option("--role", "given", type=_ROLE, multiple=True, required=True, help="Repeatable.")
def roles(name: str, given: tuple[str, ...]) -> None:
    """Other roles for NAME, in place of the earlier ones."""
    chosen = tuple(dict.fromkeys(given))
    _known(_people().change(name, roles=chosen), name)
    click.echo(f"{name} has now: {', '.join(chosen)}. Who was signed in signs in again.")


@command.command()
@_named
def unlock(name: str) -> None:
    """End the wait of NAME after too many wrong passwords."""
    people, secret = _people(), settings.from_environment(require_secret=True).secret
    there = people.forgive(tries_of(name, secret))
    click.echo(f"{name} may try again at once." if there else f"Nobody tried {name} in vain lately.")


def _password(generate: bool) -> str:
    if generate:
        made = "-".join(secrets.token_hex(3) for _ in range(4))
        click.echo(f"The password, shown this once: {made}")
        return made
    given = click.prompt(
        f"Password, {LEAST} characters or more (not shown)",
        hide_input=True,
        confirmation_prompt=True,
        err=True,
    )
    if not LEAST <= len(given) <= MOST:
        raise CallError(
            f"A password has {LEAST} to {MOST} characters; a few words in a row are easy to keep."
        )
    return given


def _known(there: bool, name: str) -> None:
    if not there:
        known = ", ".join(person.name for person in _people().all()) or "nobody"
        raise CallError(f"There is no {name}; who may sign in: {known}.")


def _told(person: Person) -> str:
    return ", ".join(person.roles)
