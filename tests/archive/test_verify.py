"""Whatever is altered, removed or inserted is told by file, line and nature; the rest is still checked."""

import gzip
import hashlib
from collections.abc import Callable
from datetime import timedelta

import msgspec
import pytest

from listenwell.archive import Finding, read
from listenwell.archive.manifest import decode, encode
from listenwell.archive.verify import CATALOGUE

from .conftest import House
from .samples import DAY, NIGHT, SECRET, an_id, pulse, released, visit, withdrawal

NEXT = DAY + timedelta(days=1)
FIRST, SECOND, ERASURE = (f"archive/manifests/{n:08}.json" for n in (1, 2, 4))


@pytest.fixture
def sound(house: House) -> House:
    """An archive of a fortnight: corrections, a withdrawal, a late answer, an erasure."""
    house.add(*(visit(n) for n in range(1, 8)), pulse(20))
    house.close()
    house.add(visit(11, NEXT, supersedes=an_id(2)), withdrawal(12, visit(3), NEXT), visit(13, NEXT), visit(8))
    house.now = NIGHT + timedelta(days=1)
    house.close()
    house.erase(an_id(4))
    house.now = NIGHT + timedelta(days=14)
    house.close(since=None)
    assert house.verify() == []
    return house


def segment(house: House, number: int = 1) -> str:
    """Name of the segment: 0 pulse, 1 visits of DAY, 2 the late one, 3 NEXT."""
    return read(house.documents).segments[number].name


def cube(house: House, number: int = 1) -> str:
    return read(house.documents).segments[number].cube


def relined(house: House, name: str, change: Callable[[list[bytes]], list[bytes]]) -> None:
    lines = gzip.decompress(house.documents.get(name)).splitlines(keepends=True)
    house.documents.put(name, gzip.compress(b"".join(change(lines)), 6, mtime=0))


def told(found: list[Finding]) -> list[tuple[str, str, int]]:
    return [(f.code, f.file, f.line) for f in found]


def test_a_sound_archive_is_proved_on_every_backend(real_house: House) -> None:
    real_house.add(visit(1), visit(2), pulse(3), visit(4, supersedes=an_id(1)))
    real_house.close()
    real_house.erase(an_id(2))
    assert real_house.verify() == []


def test_an_altered_line_is_told_with_what_differs(sound: House) -> None:
    name = segment(sound)
    relined(
        sound, name, lambda lines: [lines[0], lines[1].replace(b'"overall":3', b'"overall":5'), *lines[2:]]
    )
    found = sound.verify()
    assert told(found) == [
        ("S03", name, 0),
        ("L06", name, 2),
        ("S04", name, 0),
        ("C03", cube(sound), 0),
        ("C03", cube(sound, 3), 0),  # it takes the altered response off again, for it corrects it
    ]
    assert str(found[1]) == (
        f"{name}, line 2: the response {an_id(2)} differs from the store in: answers.overall. Put the file "
        "back from a backup or an earlier version of the bucket. (L06)"
    )


def test_a_removed_line_is_told_with_its_place(sound: House) -> None:
    name = segment(sound)
    relined(sound, name, lambda lines: [*lines[:2], *lines[3:]])
    found = {(f.code, f.line): f for f in sound.verify()}
    assert {("S03", 0), ("S04", 0), ("S05", 0), ("L08", 3)} <= found.keys()
    assert an_id(3) in str(found["L08", 3])


def test_an_inserted_line_is_told(sound: House) -> None:
    name = segment(sound)
    relined(sound, name, lambda lines: [*lines, lines[-1].replace(b"000007", b"0000aa")])
    codes = {f.code: f.line for f in sound.verify()}
    assert codes["L07"] == 7
    assert codes["S05"] == 0


def test_a_line_that_stands_twice_is_told(sound: House) -> None:
    name = segment(sound)
    relined(sound, name, lambda lines: [lines[0], *lines])
    assert {("L03", name, 2), ("L05", name, 2)} <= set(told(sound.verify()))


def test_lines_in_another_order_are_told(sound: House) -> None:
    name = segment(sound)
    relined(sound, name, lambda lines: [lines[1], lines[0], *lines[2:]])
    assert ("L03", name, 2) in told(sound.verify())


def test_a_line_written_in_another_way_is_told(sound: House) -> None:
    name = segment(sound)
    relined(sound, name, lambda lines: [lines[0].replace(b'","', b'", "'), *lines[1:]])
    assert ("L02", name, 1) in told(sound.verify())


@pytest.mark.parametrize("line", [b"\n", b"{}\n", b'{"id":1}\n', b"\xff\n"])
def test_a_line_that_is_no_response_is_told_and_the_rest_is_checked(sound: House, line: bytes) -> None:
    name = segment(sound)
    relined(sound, name, lambda lines: [line, *lines, lines[-1].replace(b"000007", b"0000aa")])
    found = told(sound.verify())
    assert ("L01", name, 1) in found
    assert ("L07", name, 8) in found


def test_a_response_of_another_day_or_survey_is_told(sound: House) -> None:
    one, other = segment(sound, 0), segment(sound, 1)
    data = sound.documents.get(one)
    sound.documents.put(one, sound.documents.get(other))
    sound.documents.put(other, data)
    found = told(sound.verify())
    assert ("L04", one, 1) in found
    assert ("L04", other, 1) in found


def test_a_truncated_file_is_told_and_the_others_are_checked(sound: House) -> None:
    name = segment(sound)
    sound.documents.put(name, sound.documents.get(name)[:-12])
    sound.documents.delete(cube(sound, 0))
    found = told(sound.verify())
    assert ("S03", name, 0) in found
    assert ("C01", cube(sound, 0), 0) in found
    assert {code for code, file, _ in found if file == name} == {"S03", "S02"}


def test_any_flipped_bit_of_any_file_is_told_by_the_name_of_the_file(sound: House) -> None:
    files = sound.contents
    for name, data in files.items():
        for place in {0, 5, len(data) // 2, len(data) - 1}:
            sound.documents.put(name, data[:place] + bytes([data[place] ^ 4]) + data[place + 1 :])
            found = sound.verify()
            # A manifest is proved by the one after it; of the last only what it says can be wrong.
            assert found or name == max(n for n in files if "manifests" in n), (name, place)
            assert name in " ".join(map(str, found)) or "manifests" in name, (name, place)
        sound.documents.put(name, data)
    assert sound.verify() == []


def test_any_removed_file_is_told_by_its_name(sound: House) -> None:
    files = sound.contents
    last = max(n for n in files if "manifests" in n)
    for name, data in files.items():
        sound.documents.delete(name)
        assert name == last or any(
            f.file == name and f.code in ("S01", "C01", "M01") for f in sound.verify()
        ), name
        sound.documents.put(name, data)
    assert sound.verify() == []


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("archive/visit/2026-03-14-000000000000.ndjson.gz", "S07"),
        ("archive/visit/2026-03-14-000000000000.cube.json", "S07"),
        ("archive/notes.txt", "S07"),
        ("archive/manifests/notes.txt", "M08"),
        ("archive/manifests/00000000.json", "M08"),
    ],
)
def test_any_inserted_file_is_told(sound: House, name: str, code: str) -> None:
    sound.documents.put(name, b"x")
    assert told(sound.verify()) == [(code, name, 0)]


def test_a_manifest_missing_in_the_middle_is_told_and_the_others_are_read(sound: House) -> None:
    sound.documents.delete(SECOND)
    found = told(sound.verify())
    assert found[0] == ("M01", SECOND, 0)
    assert not any(code == "M03" for code, *_ in found)  # nothing is guessed about what followed it
    assert ("S07", "", 0) not in found


def test_an_altered_manifest_breaks_the_chain(sound: House) -> None:
    manifest = decode(sound.documents.get(FIRST))
    sound.documents.put(FIRST, encode(msgspec.structs.replace(manifest, time=NIGHT - timedelta(hours=1))))
    assert told(sound.verify()) == [("M03", SECOND, 0)]


def test_a_manifest_that_cannot_be_read_is_told(sound: House) -> None:
    for data, reason in ((b"{", "truncated"), (b'{"number":1}', "missing required field")):
        sound.documents.put(FIRST, data)
        found = sound.verify()
        assert told(found)[0] == ("M02", FIRST, 0)
        assert reason in found[0].found


def test_a_manifest_of_a_newer_format_is_told(sound: House) -> None:
    data = sound.documents.get(FIRST).replace(b'"format":1', b'"format":2')
    sound.documents.put(FIRST, data)
    found = sound.verify()
    assert found[0].found == "the manifest cannot be read: format 2; this version reads format 1"


def test_a_renamed_manifest_is_told(sound: House) -> None:
    sound.documents.put("archive/manifests/00000009.json", sound.documents.get(FIRST))
    found = told(sound.verify())
    assert {
        ("M04", "archive/manifests/00000009.json", 0),
        ("M01", "archive/manifests/00000006.json", 0),
    } <= set(found)


def test_two_files_with_one_name_are_told(sound: House) -> None:
    last = max(n for n in sound.contents if "manifests" in n)
    manifest = decode(sound.documents.get(last))
    first = decode(sound.documents.get(FIRST)).segments[:1]
    sound.documents.put(last, encode(msgspec.structs.replace(manifest, segments=first)))
    assert told(sound.verify()) == [("M06", last, 0)]


def test_a_manifest_that_removes_what_is_not_there_is_told(sound: House) -> None:
    last = max(n for n in sound.contents if "manifests" in n)
    manifest = decode(sound.documents.get(last))
    sound.documents.put(last, encode(msgspec.structs.replace(manifest, removed=("archive/x",))))
    assert told(sound.verify()) == [("M07", last, 0)]


def test_an_altered_cube_is_told_with_its_first_cell(sound: House) -> None:
    name = cube(sound)
    sound.documents.put(name, sound.documents.get(name).replace(b'"overall","2",', b'"overall","4",'))
    found = sound.verify()
    assert [f.code for f in found] == ["C02", "C03", "C05"]
    assert "overall 2 2026-03-14" in found[1].found


def test_a_cube_that_was_forged_with_its_manifest_is_still_told(sound: House) -> None:
    """Whoever rewrites the last manifest and a file of it breaks no hash; the answers tell."""
    sound.add(visit(15, NIGHT.date() + timedelta(days=14)))
    sound.now += timedelta(days=1)
    sound.close(since=None)
    last = max(n for n in sound.contents if "manifests" in n)
    manifest = decode(sound.documents.get(last))
    (listed,) = manifest.segments
    forged = b'{"counts":[],"sums":[]}'
    sound.documents.put(listed.cube, forged)
    listed = msgspec.structs.replace(listed, cube_sha256=hashlib.sha256(forged).hexdigest())
    sound.documents.put(last, encode(msgspec.structs.replace(manifest, segments=(listed,))))
    assert [f.code for f in sound.verify()] == ["C03", "C05"]


def test_a_response_removed_from_the_store_is_told(sound: House) -> None:
    sound.responses.erase(an_id(5))
    assert ("L07", segment(sound), 4) in told(sound.verify())


def test_responses_that_never_came_into_the_archive_are_told(sound: House) -> None:
    sound.add(visit(9), visit(10, DAY + timedelta(days=3)), pulse(30, DAY + timedelta(days=13)))
    found = sound.verify()
    assert told(found) == [("L08", segment(sound), 7), ("L09", "", 0), ("W04", "", 0)]
    assert found[1].remedy.startswith("Run `listenwell archive close --since 2026-03-17`")
    sound.close(since=DAY)
    assert sound.verify() == []


def test_a_forged_tombstone_is_told_when_the_secret_is_given_and_unchecked_without(sound: House) -> None:
    data = sound.documents.get(ERASURE).replace(b"Letter 17", b"Letter 18")
    sound.documents.put(ERASURE, data)
    assert {"E01", "M03"} <= set(sound.codes())
    (unchecked,) = (f for f in sound.verify(secret="") if f.code == "W01")
    assert unchecked.severity == "warning"
    assert "E01" in sound.codes(secret="another " + SECRET)


def test_an_erased_response_that_came_back_is_told_and_erased_by_the_next_close(sound: House) -> None:
    sound.add(visit(4))
    assert told(sound.verify()) == [("E02", "", 0)]
    sound.close(since=None)
    assert sound.responses.get(an_id(4)) is None
    assert sound.verify() == []


def test_a_version_that_the_release_has_lost_is_told_with_file_and_line(sound: House) -> None:
    def lost(survey: str, version: str):
        return None if survey == "pulse" else released(survey, version)

    assert ("C06", segment(sound, 0), 1) in told(sound.verify(questionnaire=lost))


def test_every_code_says_what_to_do() -> None:
    assert all(message.found and message.remedy.endswith(".") for message in CATALOGUE.values())


def test_no_finding_repeats_what_a_customer_wrote(sound: House) -> None:
    name = segment(sound)
    relined(sound, name, lambda lines: [line.replace("Größe".encode(), b"private words") for line in lines])
    assert "private words" not in " ".join(map(str, sound.verify()))
    assert "Größe" not in " ".join(map(str, sound.verify()))
