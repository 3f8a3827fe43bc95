"""Who may sign in on one machine, and how often somebody tried in vain: a SQLite file of its own.

On AWS people are in a Cognito user pool, and this file is not there. A try is kept under a keyed hash of
the name that was typed, never under the name or an address, and for a day.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from listenwell.storage.sqlite_file import PATIENCE, SqliteFile, whole

FREE_TRIES = 5
WAIT = timedelta(minutes=15)
"""How long a name must wait after so many wrong passwords in a row."""

_FORGET = timedelta(days=1)


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who may sign in. `password` is its hash; `counter` goes up with every change, and ends the
    sessions that began before it."""

    name: str
    password: str
    roles: tuple[str, ...]
    added: datetime
    counter: int = 0


class SqlitePeople(SqliteFile):
    """People and tries in the file `path`, apart from the answers. Every method raises StorageUnavailable."""

    schema = (
        (
            "create table people (name text not null primary key, json text not null)",
            "create table tries (who text not null primary key, wrong integer not null, last real not null)",
        ),
    )

    def __init__(self, path: Path, patience: float = PATIENCE) -> None:
        super().__init__(path, patience)
        path.chmod(0o600)

    def add(self, person: Person) -> bool:
        """Keep a new person; says whether the name was free."""
        with self.turn_to_write(), self.connection() as connection:
            done = connection.execute(
                "insert or ignore into people (name, json) values (?, ?)", (person.name, _text(person))
            )
            return done.rowcount == 1

    def get(self, name: str) -> Person | None:
        """The person of that name, or None."""
        with self.connection() as connection:
            row = connection.execute("select json from people where name = ?", (name,)).fetchone()
        return msgspec.json.decode(row[0], type=Person) if row else None

    def all(self) -> list[Person]:
        """Everybody, by name."""
        with self.connection() as connection:
            rows = connection.execute("select json from people order by name").fetchall()
        return [msgspec.json.decode(text, type=Person) for (text,) in rows]

    def change(self, name: str, *, password: str = "", roles: Iterable[str] = ()) -> bool:
        """Put a new hash or new roles in place, and end every session of the person; without either only end
        them. Says whether the person is there."""
        with self.turn_to_write(), self.connection() as connection, whole(connection):
            row = connection.execute("select json from people where name = ?", (name,)).fetchone()
            if row is None:
                return False
            was = msgspec.json.decode(row[0], type=Person)
            now = msgspec.structs.replace(
                was,
                password=password or was.password,
                roles=tuple(roles) or was.roles,
                counter=was.counter + 1,
            )
            connection.execute("update people set json = ? where name = ?", (_text(now), name))
            return True

    def rehash(self, person: Person, password: str) -> None:
        """Put a hash of the same password by newer parameters in place; sessions go on."""
        newer = msgspec.structs.replace(person, password=password)
        with self.turn_to_write(), self.connection() as connection:
            connection.execute(
                "update people set json = ? where name = ? and json = ?",
                (_text(newer), person.name, _text(person)),
            )

    def remove(self, name: str) -> bool:
        """Remove the person for good; says whether they were there."""
        return self.erase_from(("delete from people where name = ?", (name,)))[0] > 0

    def may_try(self, who: str, now: datetime) -> bool:
        """Count a try before it is made, as if it were wrong; False while the name must wait. Several at once
        are counted one after the other."""
        at = now.timestamp()
        with self.turn_to_write(), self.connection() as connection, whole(connection):
            connection.execute("delete from tries where last < ?", (at - _FORGET.total_seconds(),))
            row = connection.execute("select wrong, last from tries where who = ?", (who,)).fetchone()
            wrong, last = row or (0, at)
            if wrong >= FREE_TRIES:
                if at - last < WAIT.total_seconds():
                    return False
                wrong = 0
            connection.execute("insert or replace into tries values (?, ?, ?)", (who, wrong + 1, at))
            return True

    def forgive(self, who: str) -> bool:
        """Forget the tries of a name: it was right, or somebody unlocks it. Says whether there were any."""
        with self.turn_to_write(), self.connection() as connection:
            return connection.execute("delete from tries where who = ?", (who,)).rowcount > 0

    def wrong_since(self, moment: datetime) -> int:
        """How many wrong tries there were under names that were tried since then."""
        with self.connection() as connection:
            row = connection.execute(
                "select coalesce(sum(wrong), 0) from tries where last >= ?", (moment.timestamp(),)
            ).fetchone()
        return row[0]


def _text(person: Person) -> str:
    return msgspec.json.encode(person).decode()
