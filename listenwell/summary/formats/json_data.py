"""summary.json: every field of the Summary, or of the Overview."""

from collections.abc import Mapping

import msgspec

from listenwell.summary.model import Overview, Summary


def write(summary: Summary | Overview, templates: Mapping[str, str]) -> bytes:
    """JSON in the order of the Summary's fields, indented, UTF-8."""
    return msgspec.json.format(msgspec.json.encode(summary), indent=1) + b"\n"
