"""What is in summary.json of a survey, and of all surveys, as JSON Schema, for programs that read it?"""

from typing import Any

import msgspec

from listenwell.summary.model import Overview, Summary

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, dict[str, Any]]:
    """Made from the Summary and the Overview themselves, so that they cannot say anything else; their
    descriptions are the model's. Every field is there each time, and no others."""
    return {
        "summary": _of(Summary, "summary.json of Listenwell"),
        "overview": _of(Overview, "summary.json of Listenwell, all surveys of a period"),
    }


def _of(model: type[msgspec.Struct], title: str) -> dict[str, Any]:
    made = msgspec.json.schema(model)
    for shape in made["$defs"].values():
        shape["description"] = " ".join(shape["description"].split())
        shape["required"] = list(shape["properties"])
        shape["additionalProperties"] = False
        for field in shape["properties"].values():
            field.pop("default", None)
    return {
        "$schema": _DIALECT,
        "$comment": "Made by `listenwell schema`; do not edit.",
        "title": title,
        **made,
    }
