"""What customers have erased leaves the store at once, every reading of the archive at once, and it by
night."""

import pytest

from listenwell.archive import erase_what_is_asked_for, read, still_held
from listenwell.archive.asked_for import REQUEST
from listenwell.archive.export.rows import counting
from listenwell.storage import erasures

from .conftest import House
from .samples import DAY, NIGHT, SECRET, an_id, visit
from .stores import LockedDocuments
from .test_erasing import NEXT, WORDS, counted, everything, remaining


def gone_from_the_store(house: House, *numbers: int) -> None:
    """As the page of receipts does it."""
    for number in numbers:
        erasures.ask(house.documents, house.responses.get(an_id(number)), NIGHT)
    for number in numbers:
        house.responses.erase(an_id(number))


def carry_out(house: House) -> tuple[int, str]:
    return erase_what_is_asked_for(secret=SECRET, **house.with_stores())


def test_the_night_takes_answer_and_correction_out_of_the_archive(real_house: House) -> None:
    house = real_house
    house.add(visit(1), visit(2, answers={"better": WORDS}), visit(3))
    house.add(visit(4, NEXT, supersedes=an_id(2), answers={"better": WORDS, "overall": 1}), visit(5, NEXT))
    house.now = NIGHT.replace(day=16)
    house.close()
    gone_from_the_store(house, 2, 4)
    assert WORDS.encode() in everything(house)
    assert carry_out(house) == (2, "")
    assert WORDS.encode() not in everything(house)
    assert counted(house) == remaining(house)
    assert {t.request for t in read(house.documents).tombstones.values()} == {REQUEST}
    assert (erasures.asked_for(house.documents), house.verify()) == ((), [])
    assert carry_out(house) == (0, "")


def test_what_no_close_had_reached_yet_gets_its_tombstone_all_the_same(house: House) -> None:
    house.add(visit(1), visit(2))
    gone_from_the_store(house, 2)
    house.close()
    carry_out(house)
    assert read(house.documents).tombstones.keys() == {an_id(2)}
    assert house.verify() == []


def test_a_close_that_had_read_the_answer_before_brings_it_in_for_one_night_at_most(house: House) -> None:
    house.add(visit(1), visit(2, answers={"better": WORDS}))
    erasures.ask(house.documents, visit(2), NIGHT)
    house.close()
    house.responses.erase(an_id(2))
    carry_out(house)
    assert WORDS.encode() not in everything(house)


def test_until_then_no_export_has_it(house: House) -> None:
    house.add(visit(1), visit(2), visit(3))
    house.close()
    gone_from_the_store(house, 2)
    chain = read(house.documents)
    assert [r.id for r in counting("visit", chain, house.documents)] == [an_id(1), an_id(3)]
    ids, held = still_held("visit", chain, house.documents, house.responses)
    assert (ids, list(held)) == ({an_id(2)}, [an_id(2)])
    assert still_held("pulse", chain, house.documents, house.responses) == (frozenset(), {})


def test_files_that_are_locked_are_told_and_the_request_is_done(house: House) -> None:
    locked = House(house.responses, LockedDocuments())
    locked.add(visit(1), visit(2))
    locked.close()
    gone_from_the_store(locked, 2)
    done, told = carry_out(locked)
    assert (done, "still locked" in told, erasures.asked_for(locked.documents)) == (1, True, ())
    assert read(locked.documents).segments[0].responses == 1


def test_asking_needs_a_secret_and_waits_for_one(house: House) -> None:
    house.add(visit(1))
    house.close()
    gone_from_the_store(house, 1)
    with pytest.raises(ValueError, match="needs a secret"):
        erase_what_is_asked_for(secret="", **house.with_stores())
    (asked,) = erasures.asked_for(house.documents)
    assert (asked.id, asked.day, asked.at) == (an_id(1), DAY, NIGHT)
