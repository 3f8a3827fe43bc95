"""What are the fields of a Struct, and which of them hold words that customers read?"""

from functools import cache

import msgspec


@cache
def fields_of(shape: type[msgspec.Struct]) -> tuple[msgspec.structs.FieldInfo, ...]:
    """The fields of a Struct; asked of msgspec once, for it evaluates every annotation each time."""
    return msgspec.structs.fields(shape)


@cache
def translated(shape: type[msgspec.Struct]) -> frozenset[str]:
    """The keys of a shape whose values are words that customers read."""
    names = set()
    for field in fields_of(shape):
        notes = getattr(field.type, "__metadata__", ())
        if any((getattr(note, "extra", None) or {}).get("translated") for note in notes):
            names.add(field.name)
    return frozenset(names)
