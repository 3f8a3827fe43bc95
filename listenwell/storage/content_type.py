"""The media type that a document's name tells, for whoever downloads it from the bucket."""

import mimetypes

_types = mimetypes.MimeTypes()
_types.add_type("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx")
_types.add_type("application/x-ndjson", ".ndjson")


def content_type(name: str) -> str:
    """Such as `text/html`; a gzip file is `application/gzip`, whatever is in it."""
    kind, packed = _types.guess_type(name)
    if packed == "gzip":
        return "application/gzip"
    return kind or "application/octet-stream"
