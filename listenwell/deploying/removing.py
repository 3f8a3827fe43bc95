"""What data does a stage hold, and how is the stage removed with them?

The template lets tables and buckets outlive the stack, so their names are written down in the bucket of the
packages first: what was cut off, or had to stay under its lock, is gone on with by the same command.
"""

from collections.abc import Callable, Iterable

import msgspec

from listenwell.deploying.packages import Packages
from listenwell.deploying.plan import HOLDS, word_for
from listenwell.deploying.states import why_not
from listenwell.deploying.steps import Stage
from listenwell.storage.aws_held import MOST, Data, Holder
from listenwell.storage.aws_stack import GONE, Event, Now, Stack
from listenwell.storage.cloud_refused import CloudRefused


class Held(msgspec.Struct, frozen=True):
    """A table or bucket: its name in the template, its type, and AWS's name."""

    name: str
    kind: str
    physical: str


class Found(msgspec.Struct, frozen=True):
    """What lies in it."""

    held: Held
    data: Data


Open = Callable[[Held], Holder]


def look(stack: Stack, now: Now | None, packages: Packages, opened: Open) -> list[Found]:
    """Tables and buckets of the stack, and what an earlier removal left, with what lies in each."""
    there = {
        physical: Held(name, kind, physical)
        for name, (kind, physical) in (stack.resources() if now else {}).items()
        if kind in HOLDS
    }
    there |= {each.physical: each for each in left_in(packages)}
    looked = ((held, opened(held).look()) for held in sorted(there.values(), key=lambda h: h.name))
    return [Found(held, data) for held, data in looked if data is not None]


def left_in(packages: Packages) -> list[Held]:
    """What an earlier removal wrote down."""
    text = packages.left()
    return msgspec.json.decode(text, type=list[Held]) if text else []


def in_words(found: Iterable[Found]) -> list[str]:
    """A line for each table and bucket."""
    return [_line(each) for each in found]


def _line(found: Found) -> str:
    data, what = found.data, "responses" if found.held.kind.endswith("Table") else "files"
    start = f"{word_for(found.held.kind)} {found.held.name} ({found.held.physical})"
    if not data.items:
        return f"{start}: empty"
    number = f"more than {MOST:,} {what} and other entries" if data.items >= MOST else f"{data.told:,} {what}"
    others = data.items - data.told if data.items < MOST else 0
    more = f", {others:,} {'other entries' if what == 'responses' else 'old versions'}" if others else ""
    lock = f"; the newest is locked until {data.locked_until:%Y-%m-%d}" if data.locked_until else ""
    return f"{start}: {number}{more}{lock}"


def refuse(stack: str, stage: str, found: Iterable[Found], really: str) -> None:
    """Raise CloudRefused when data would be lost and that was not said twice."""
    if any(each.data.items for each in found) and really != stack:
        raise CloudRefused(
            "These data would be lost for good, and with the stack the key for receipt codes. Nothing was "
            "changed. Copy what must be kept (the handbook says how). If it is meant: "
            f"listenwell deploy --stage {stage} --destroy --really {stack}"
        )


def remove(
    at: Stage,
    now: Now | None,
    found: list[Found],
    opened: Open,
    tell: Callable[[Event], None],
    *,
    with_data: bool,
) -> list[str]:
    """The stack first, so that no answer arrives any more, then the data. What had to stay, a line each."""
    stack, packages = at.stack, at.packages
    packages.leave(msgspec.json.encode([each.held for each in found]))
    if now is not None:
        ended = stack.delete(tell)
        if ended.status != GONE:
            raise CloudRefused(why_not(at.name, ended, stack.first_cause(ended.id)))
    stays, told = [], []
    for each in found:
        holder = opened(each.held)
        data = holder.look()
        if data is None:
            continue
        if data.items and not with_data:
            stays.append(each.held)
            told.append(f"{_line(Found(each.held, data))}: this came in the last moment, and stays")
            continue
        locked = holder.remove()
        if locked:
            stays.append(each.held)
            told.append(_locked(Found(each.held, data), locked))
    packages.forget()
    if stays:
        packages.leave(msgspec.json.encode(stays))
    return told


def _locked(found: Found, number: int) -> str:
    until = f" until {found.data.locked_until:%Y-%m-%d}" if found.data.locked_until else ""
    return (
        f"{word_for(found.held.kind)} {found.held.name} ({found.held.physical}) stays: {number:,} of its "
        "files are "
        f"locked{until}. The same command, given after that, removes them."
    )
