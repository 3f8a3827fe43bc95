"""How do templates render, and where has one failed?"""

from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import BytecodeCache, Environment, FunctionLoader, StrictUndefined, TemplateError, nodes

Parsed = dict[str, nodes.Template]
"""Templates by their text, as their syntax was checked."""


class Prepared(BytecodeCache):
    """The code of templates that an earlier build compiled; `parsed` are those that this one checked."""

    parsed: Parsed


class _Environment(Environment):
    """Jinja2 that need not parse what was parsed to check its syntax."""

    def __init__(self, parsed: Parsed, **options: Any) -> None:
        super().__init__(**options)
        self._parsed = parsed

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        found = self._parsed.pop(source, None)  # compiling may alter it: each is good for once
        return found.set_environment(self) if found else super()._parse(source, name, filename)


def environment(
    templates: Mapping[str, str], compiled: BytecodeCache | None = None, parsed: Parsed | None = None
) -> Environment:
    """Jinja2 over these templates: everything escaped, errors told with template and line. `compiled` has the
    code of templates that were compiled before, `parsed` those that were checked."""

    def source(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        return (templates[name], name, lambda: True) if name in templates else None

    return _Environment(
        parsed if parsed is not None else {},
        loader=FunctionLoader(source),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        bytecode_cache=compiled,
        auto_reload=False,  # these texts never change
    )


def place_of(error: Exception, templates: Mapping[str, str]) -> tuple[str, int] | None:
    """Template and line where rendering failed. Where that is not known: line 1 of the first for an error of
    Jinja2, and None for any other, which is a mistake of ours."""
    place = (next(iter(templates), ""), 1) if isinstance(error, TemplateError) else None
    at = error.__traceback__
    while at is not None:
        if at.tb_frame.f_code.co_filename in templates:
            place = at.tb_frame.f_code.co_filename, at.tb_lineno
        at = at.tb_next
    return place
