"""A summary with something in every field of every part, made from the types themselves."""

from datetime import date, datetime
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec

from listenwell.summary import model

FIXED: dict[str, Any] = {
    "language": "en",
    "measure": "csat",
    "segment": "home",
    "segments": {"home": "Homes", "trade": "Firms"},
    "direction": "ltr",
    "hidden": False,
    "answer": "",
    "rule": "WE1",
    "quadrant": "keep_up",
    "group": "",
    "axis": (0.0, 1.0),
    "as_of": datetime(2026, 4, 8, 2, 1, 3),
    "caution": "",
    "note": "",
}
"""Fields that other parts look up."""
OTHERWISE: dict[type, dict[str, Any]] = {
    model.Reach: {"kind": "segment"},
    model.Trend: {"segment": ""},
    model.Need: {"segment": ""},
    model.Theme: {"segments": {"home": 17}},
    model.Bar: {"answer": "5"},
    model.Comment: {"segment": "home"},
    model.Change: {"verdict": "up"},
    model.Comments: {"kinds": {"email": 3}},
    model.Item: {"asked": 300},
}


def everything() -> model.Summary:
    """Lists have one part each; every text and number is another one."""
    return _Maker().make(model.Summary)


def everything_over_all() -> model.Overview:
    """The same of an overview."""
    return _Maker().make(model.Overview)


class _Maker:
    def __init__(self) -> None:
        self._last = 400

    def _next(self) -> int:
        self._last += 1
        return self._last

    def make(self, shape: type[Any]) -> Any:
        hints = get_type_hints(shape)
        given = {**FIXED, **OTHERWISE.get(shape, {})}
        return shape(
            **{
                name: given[name] if name in given else self.value(name, hints[name])
                for name in shape.__struct_fields__
            }
        )

    def value(self, name: str, hint: Any) -> Any:
        inner = get_args(hint)
        match get_origin(hint):
            case origin if origin is Literal:
                return inner[0]
            case origin if origin in (Union, UnionType):
                return self.value(name, next(each for each in inner if each is not type(None)))
            case origin if origin is tuple:
                kept = inner[:1] * (2 if name == "compared" else 1) if inner[-1] is Ellipsis else inner
                return tuple(self.value(name, each) for each in kept)
            case origin if origin is dict:
                return {f"{name}{self._next()}": self.value(name, inner[1])}
        return self._plain(name, hint)

    def _plain(self, name: str, hint: type[Any]) -> Any:
        if issubclass(hint, msgspec.Struct):
            return self.make(hint)
        number = self._next()
        simple: dict[type, Any] = {
            str: f"{name} {number}",
            int: number,
            float: number / 1000,
            bool: True,
            date: date.fromordinal(738000 + number),
            datetime: datetime.fromordinal(738000 + number),
        }
        return simple[hint]
