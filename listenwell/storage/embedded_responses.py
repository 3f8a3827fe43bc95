"""Responses in one SQLite file: the store of a single machine."""

from collections.abc import Iterator
from datetime import date

from listenwell.storage.contract import Added
from listenwell.storage.embedded_contacts import put_contact
from listenwell.storage.sqlite_file import SqliteFile
from listenwell.storage.stored_form import moment_of, response_from, text_of
from listenwell.survey.contact import ContactDetails
from listenwell.survey.response import Response

_PAGE_ROWS = 1_000
_PAGE_CHARACTERS = 1_000_000


class SqliteResponses(SqliteFile):
    """A ResponseStore in the file `path`.

    Every `add` is one transaction. No read transaction outlasts a page of about a megabyte, so a slow sweep
    holds nobody up.
    """

    def add(self, response: Response, contact: ContactDetails | None = None) -> Added:
        """Store once, in one transaction with the contact; see the contract."""
        text = text_of(response)
        row = (response.id, response.day.isoformat(), moment_of(response), response.survey, text)
        with self.turn_to_write(), self.connection() as connection:
            if contact is not None:
                connection.execute("begin immediate")
            inserted = connection.execute(
                "insert into responses (id, day, received_at, survey, json) values (?, ?, ?, ?, ?)"
                " on conflict (id) do nothing",
                row,
            ).rowcount
            if contact is not None:
                if inserted:
                    put_contact(connection, contact)
                connection.execute("commit")
            if inserted:
                return Added(response, new=True)
            (text,) = connection.execute("select json from responses where id = ?", row[:1]).fetchone()
        return Added(response_from(text), new=False)

    def get(self, response_id: str) -> Response | None:
        """The response with that id, or None."""
        with self.connection() as connection:
            row = connection.execute("select json from responses where id = ?", (response_id,)).fetchone()
        return response_from(row[0]) if row else None

    def received(self, first: date, last: date) -> Iterator[Response]:
        """Sweep the UTC days `first` to `last`, both included, by time and then id; see the contract."""
        after = (first.isoformat(), "", "")
        while page := self._page(after, last):
            for *_, text in page:
                yield response_from(text)
            after = page[-1][:3]

    def count(self, first: date, last: date) -> int:
        """How many responses `received` would give."""
        with self.connection() as connection:
            (number,) = connection.execute(
                "select count(*) from responses where day between ? and ?",
                (first.isoformat(), last.isoformat()),
            ).fetchone()
        return number

    def erase(self, response_id: str) -> bool:
        """Remove it and its contact for good: the bytes are overwritten, and the log is emptied."""
        _, responses = self.erase_from(
            ("delete from contacts where id = ?", (response_id,)),
            ("delete from responses where id = ?", (response_id,)),
        )
        return responses > 0

    def _page(self, after: tuple[str, str, str], last: date) -> list[tuple[str, str, str, str]]:
        """The rows that follow the key `after`: up to a thousand, or up to about a megabyte."""
        page, size = [], 0
        with self.connection() as connection:
            rows = connection.execute(
                "select day, received_at, id, json from responses"
                " where (day, received_at, id) > (?, ?, ?) and day <= ?"
                " order by day, received_at, id limit ?",
                (*after, last.isoformat(), _PAGE_ROWS),
            )
            for row in rows:
                page.append(row)
                size += len(row[3])
                if size >= _PAGE_CHARACTERS:
                    break
            rows.close()  # ends the read transaction
        return page
