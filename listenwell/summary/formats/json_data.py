"""summary.json: every field of the Summary."""

from collections.abc import Mapping

import msgspec

from listenwell.summary.model import Summary


def write(summary: Summary, templates: Mapping[str, str]) -> bytes:
    """JSON in the order of the Summary's fields, indented, UTF-8."""
    return msgspec.json.format(msgspec.json.encode(summary), indent=1) + b"\n"
