"""Stopped at every call to a store, before it and just after it, and run again: the same archive."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from .conftest import House
from .samples import DAY, NIGHT, an_id, pulse, visit, withdrawal
from .stores import Countdown, MemoryDocuments, MemoryResponses, Stopped, StoppingDocuments, StoppingResponses

NEXT = DAY + timedelta(days=1)


def close(house: House, **stores: object) -> object:
    return house.close(**stores)


def erase(house: House, **stores: object) -> object:
    return house.erase(an_id(2), **stores)


def retain(house: House, **stores: object) -> object:
    return house.retain(years=1, **stores)


def before_close(house: House) -> None:
    house.add(*(visit(n, DAY + timedelta(days=n % 2)) for n in range(1, 6)), pulse(9))
    house.add(visit(11, NEXT, supersedes=an_id(2)), withdrawal(12, visit(4), NEXT))
    house.now = NIGHT + timedelta(days=1)


def before_erase(house: House) -> None:
    before_close(house)
    house.close()


def before_retain(house: House) -> None:
    before_erase(house)
    house.now = NIGHT.replace(year=2027)  # DAY goes, NEXT stays


RUNS: dict[str, tuple[Callable[[House], None], Callable[..., object]]] = {
    "close": (before_close, close),
    "erase": (before_erase, erase),
    "retain": (before_retain, retain),
}


def a_house(prepare: Callable[[House], None]) -> House:
    house = House(MemoryResponses(), MemoryDocuments())
    prepare(house)
    return house


def stopping(house: House, countdown: Countdown) -> dict[str, object]:
    return {
        "responses": StoppingResponses(house.responses, countdown),
        "documents": StoppingDocuments(house.documents, countdown),
    }


def calls(name: str) -> list[str]:
    """Every call that the run makes when nothing stops it."""
    prepare, run = RUNS[name]
    house, countdown = a_house(prepare), Countdown()
    run(house, **stopping(house, countdown))
    return countdown.calls


STEPS = [
    (name, at, after) for name in RUNS for at in range(1, len(calls(name)) + 1) for after in (False, True)
]


@pytest.mark.parametrize(("name", "at", "after"), STEPS)
def test_stopped_anywhere_and_run_again_it_ends_in_the_same_archive(name: str, at: int, after: bool) -> None:
    prepare, run = RUNS[name]
    calm, house = a_house(prepare), a_house(prepare)
    run(calm)
    with pytest.raises(Stopped):
        run(house, **stopping(house, Countdown(at, after)))
    run(house)
    assert house.contents == calm.contents
    assert house.responses.responses == calm.responses.responses
    assert house.codes() == []


@pytest.mark.parametrize(("name", "at"), [(name, at) for name, at, after in STEPS if after])
def test_stopped_anywhere_and_then_closed_the_archive_is_sound(name: str, at: int) -> None:
    """The nightly close finishes what another command began, or finds it not yet decided."""
    prepare, run = RUNS[name]
    house = a_house(prepare)
    with pytest.raises(Stopped):
        run(house, **stopping(house, Countdown(at, after=True)))
    if name == "retain":
        house.retain(years=1)
    house.close(since=None)
    # Files that a stopped run put there before its manifest are told, and nothing else is.
    assert {finding.code for finding in house.verify()} <= {"S07"}


def test_the_steps_are_many_enough_to_mean_something() -> None:
    assert {name: len(calls(name)) > 10 for name in RUNS} == dict.fromkeys(RUNS, True)


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("name", RUNS)
def test_the_same_on_real_stores_around_the_commit(real_house: House, name: str, after: bool) -> None:
    prepare, run = RUNS[name]
    prepare(real_house)
    calm = a_house(prepare)
    run(calm)
    made = calls(name)
    commit = max(i for i, call in enumerate(made, start=1) if call.startswith("put_new archive/manifests"))
    for at in (commit, commit + 1, len(made)):
        try:
            run(real_house, **stopping(real_house, Countdown(at, after)))
        except Stopped:
            continue
    run(real_house)
    assert real_house.contents == calm.contents
    assert real_house.codes() == []
