"""A finding: a sentence with the figures and numbers that it rests on."""

import msgspec


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """`kind` names the rule (summary/findings), `figures` the ids it rests on, `numbers` what it claims:
    every number and name in the sentence, unrounded. The sentence is in the summary's language."""

    kind: str
    sentence: str
    figures: tuple[str, ...] = ()
    numbers: dict[str, float | str] = {}
