"""Contact details in the SQLite file of the responses, in a table of their own."""

import sqlite3
from datetime import date

from listenwell.storage.sqlite_file import SqliteFile
from listenwell.storage.stored_form import contact_from, contact_text
from listenwell.survey.contact import ContactDetails


def put_contact(connection: sqlite3.Connection, contact: ContactDetails) -> None:
    """Put the details in the table, within the transaction under way."""
    row = (contact.id, contact.until.isoformat(), contact_text(contact))
    connection.execute("insert or replace into contacts (id, until, json) values (?, ?, ?)", row)


class SqliteContacts(SqliteFile):
    """A ContactStore in the file `path`; the nightly run sweeps it."""

    def put(self, contact: ContactDetails) -> None:
        """Keep them, in place of earlier ones of that response."""
        with self.turn_to_write(), self.connection() as connection:
            connection.execute("pragma secure_delete = on")
            put_contact(connection, contact)

    def get(self, response_id: str, today: date) -> ContactDetails | None:
        """Those of the response, or None when there are none or their last day is over."""
        with self.connection() as connection:
            row = connection.execute(
                "select json from contacts where id = ? and until >= ?", (response_id, today.isoformat())
            ).fetchone()
        return contact_from(row[0]) if row else None

    def erase(self, response_id: str) -> bool:
        """Remove them for good; says whether they were there."""
        (removed,) = self.erase_from(("delete from contacts where id = ?", (response_id,)))
        return removed > 0

    def forget(self, response_id: str) -> None:
        """Remove them for good."""
        self.erase(response_id)

    def sweep(self, today: date) -> int:
        """Remove for good all whose last day is over; returns how many."""
        (removed,) = self.erase_from(("delete from contacts where until < ?", (today.isoformat(),)))
        return removed
