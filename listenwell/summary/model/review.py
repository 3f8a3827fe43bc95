"""What the last management review decided, and what became of it."""

from datetime import date
from typing import Literal

import msgspec

State = Literal["open", "overdue", "done", "dropped"]


class Action(msgspec.Struct, frozen=True, kw_only=True):
    """One action of a review. `due` and `state` at the time of the summary: an open one after its day is
    overdue. `effect` is what it was to move, as written; `figure` the id of that figure in this summary
    where it could be found, and `moved` its verdict: "up", "down", "within chance" or "" where nothing can
    be said."""

    period: str
    decision: str
    action: str
    owner: str
    due: date | None
    state: State
    effect: str = ""
    figure: str = ""
    moved: str = ""


class Review(msgspec.Struct, frozen=True, kw_only=True):
    """Actions of the reviews before this summary, newest period first; `file` is where they were read, ""
    when there is none; `problems` say what could not be read, in plain words."""

    file: str = ""
    actions: tuple[Action, ...] = ()
    problems: tuple[str, ...] = ()
