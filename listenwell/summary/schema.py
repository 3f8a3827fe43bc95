"""What is in summary.json, as JSON Schema, for programs that read it?"""

from typing import Any

import msgspec

from listenwell.summary.model import Summary

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema() -> dict[str, Any]:
    """Made from the Summary itself, so that it cannot say anything else; its descriptions are the model's.
    Every field is there each time, and no others."""
    made = msgspec.json.schema(Summary)
    for shape in made["$defs"].values():
        shape["description"] = " ".join(shape["description"].split())
        shape["required"] = list(shape["properties"])
        shape["additionalProperties"] = False
        for field in shape["properties"].values():
            field.pop("default", None)
    return {
        "$schema": _DIALECT,
        "$comment": "Made by `listenwell schema`; do not edit.",
        "title": "summary.json of Listenwell",
        **made,
    }
