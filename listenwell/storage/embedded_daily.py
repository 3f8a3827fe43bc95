"""What is needed for a day, in the SQLite file of the responses."""

import secrets
from datetime import date, timedelta

from listenwell.storage.contract import Counted
from listenwell.storage.sqlite_file import SqliteFile, whole

_KEY = "key"
_COUNT = (
    "insert into daily (day, name, value) values (?, ?, '1') "
    "on conflict do update set value = cast(value as integer) + 1 returning value"
)


class SqliteDaily(SqliteFile):
    """A DailyStore in the file `path`; the nightly run sweeps it."""

    def key(self, day: date) -> bytes:
        """The random bytes of that day."""
        with self.connection() as connection:
            found = _value(connection, day)
        if found is None:
            with self.turn_to_write(), self.connection() as connection:
                connection.execute(
                    "insert into daily (day, name, value) values (?, ?, ?) on conflict do nothing",
                    (day.isoformat(), _KEY, secrets.token_hex(32)),
                )
                found = _value(connection, day)
        return bytes.fromhex(found)

    def count(self, day: date, name: str, slot: str = "") -> Counted:
        """Count once more; the disk need not have it before somebody has an answer."""
        rows = [f"count#{name}", *([f"count#{name}#{slot}"] if slot else [])]
        with self.turn_to_write(), self.connection() as connection:
            connection.execute("pragma synchronous = normal")
            with whole(connection):
                counts = [connection.execute(_COUNT, (day.isoformat(), row)).fetchone()[0] for row in rows]
            connection.execute("pragma synchronous = full")
        return Counted(*map(int, counts))

    def sweep(self, today: date) -> int:
        """Overwrite what is of a day before yesterday; returns how much."""
        yesterday = (today - timedelta(days=1)).isoformat()
        (removed,) = self.erase_from(("delete from daily where day < ?", (yesterday,)))
        return removed


def _value(connection, day: date) -> str | None:
    row = connection.execute(
        "select value from daily where day = ? and name = ?", (day.isoformat(), _KEY)
    ).fetchone()
    return row[0] if row else None
