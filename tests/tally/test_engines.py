"""Every engine counts what Question.cells and Question.scores say, over any archive."""

import gzip
import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta, timezone
from importlib.util import find_spec
from itertools import combinations
from pathlib import Path
from uuid import UUID

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listenwell.stats.sums import PairSums
from listenwell.survey.question import ANSWERED, NOT_APPLICABLE
from listenwell.survey.question_types import QUESTION_TYPES, Rating, Text
from listenwell.survey.questionnaire import Drivers, Questionnaire
from listenwell.survey.response import Response, canonical_json
from listenwell.tally import RESPONSES, Cell, Cube, Pair, SegmentDamaged, Tally, count_archive, tally
from listenwell.tally.duckdb import count_with_duckdb, write_parquet
from listenwell.tally.plan import Column, columns_of, frozen, thawed
from listenwell.tally.python import count_segments
from listenwell.tally.segments import Segment
from listenwell.tally.spark import count_with_spark, missing
from listenwell.tally.sql import EngineFailed, statements

needs_duckdb = pytest.mark.skipif(find_spec("duckdb") is None, reason="the package duckdb is not installed")
claims = settings(database=None, deadline=None, derandomize=True, max_examples=25)

EXAMPLES = tuple(row.example for row in QUESTION_TYPES.values())
SCALE = {"low": "Bad", "high": "Good"}
DRIVERS = Drivers(outcome="overall", items=("aspects", "recommend", "days", "met"))


def a_questionnaire(survey, questions, drivers=DRIVERS):
    return Questionnaire(
        survey=survey, segment="home", language="en", title="Visit", drivers=drivers, questions=questions
    )


FIRST = a_questionnaire("visit", (*EXAMPLES, Text(id="supersedes", text="What does it replace?")))
# The same ids with other types: what was a choice is a rating, what was own words is a rating, a row is new.
CHANGED = a_questionnaire(
    "visit",
    tuple(
        {
            "met": Rating(id="met", text="Did we?", not_applicable=True, **SCALE),
            "better": Rating(id="better", text="Better?", points=11, **SCALE),
            "aspects": msgspec.structs.replace(FIRST.by_id["aspects"], rows={"new": "New", "value": "Value"}),
        }.get(question.id, question)
        for question in EXAMPLES
    ),
)
OTHER = a_questionnaire("besuch-für-alle", (EXAMPLES[0], EXAMPLES[-1]), drivers=None)
# The same ids again, each asked only after some answer to one above it.
SHOW_IF = {
    "aspects": "overall <= 3 or overall = n/a",
    "recommend": "not aspects.timing >= 2",
    "met": "answered(aspects) or answered(recommend)",
    "days": "met != yes and not answered(overall)",
    "better": "days contains mon or met = no",
    "supersedes": "answered(better)",
}
CONDITIONAL = a_questionnaire(
    "visit",
    tuple(msgspec.structs.replace(q, show_if=SHOW_IF.get(q.id, "")) for q in FIRST.questions),
)
RELEASED = {(q.survey, q.version): q for q in (FIRST, CHANGED, OTHER, CONDITIONAL)}
NASTY = [
    "n/a", "*", "-", "", "5", "{", '{"a":1}', "[]", '["mon"]', '","supersedes":"x', "'; DROP TABLE responses",
    "two\nlines\r\n", "\u2028", "שלום", "😀" * 3, "\\u0000", "null", " trailing ", "Ω≈ç√", "\x00\x1f",
]  # fmt: skip


def asked(survey, version):
    return RELEASED.get((survey, version))


def an_answer(chance, question):
    """A value that the question's own check lets through, or None."""
    labels = [label.answer for label in question.labels()] or NASTY
    one = [int(label) if label.isdigit() else label for label in labels]
    parts = [label.answer.partition(".")[2] for label in question.items()]
    example = QUESTION_TYPES[question.__struct_config__.tag].answer
    given = chance.choice(
        [
            example,
            f"2026-0{chance.randint(1, 9)}-{chance.randint(10, 28)}",
            chance.choice(one),
            NOT_APPLICABLE,
            chance.sample(one, chance.randint(0, len(one))),
            {
                part: chance.choice([*one, NOT_APPLICABLE])
                for part in chance.sample(parts, chance.randint(0, len(parts)))
            },
            "".join(chance.sample(NASTY, 2)),
        ]
    )
    checked = question.check(given)
    return None if checked.refusals else checked.value


def a_response(chance, number, earlier):
    survey, version = chance.choice([*RELEASED, *RELEASED, ("visit", "beef00000000"), ("gone", "x")])
    questions = RELEASED[survey, version].questions if (survey, version) in RELEASED else EXAMPLES
    answers = {q.id: an_answer(chance, q) for q in questions if chance.random() < 0.8}
    supersedes = chance.choice(earlier).id if earlier and chance.random() < 0.2 else ""
    withdrawn = supersedes and chance.random() < 0.4
    zone = chance.choice([UTC, UTC, UTC, timezone(timedelta(hours=chance.choice([-9, 5, 14])))])
    moment = datetime(2026, 2, 27, tzinfo=UTC) + timedelta(seconds=chance.randrange(4 * 86_400))
    return Response(
        id=str(UUID(int=number)),
        survey=survey,
        version=version,
        segment=chance.choice(["home", "trade", "ötting, „quoted“ 😀"]),
        channel=chance.choice(["web", "qr"]),
        language="en",
        received_at=(moment + timedelta(microseconds=chance.choice([0, 1]))).astimezone(zone),
        answers={} if withdrawn else {k: v for k, v in answers.items() if v is not None},
        supersedes=chance.choice([supersedes, str(UUID(int=10**9))]) if supersedes else "",
        marks=("withdrawn",) if withdrawn else chance.choice([(), ("possible-repeat",)]),
    )


def responses_of(chance, count):
    made = []
    for number in range(count):
        made.append(a_response(chance, number, made))
    chance.shuffle(made)
    return made


def write(folder, responses, chance=None):
    """Segments by survey and day, in any order; with `chance` spread over files at random."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {}
    for response in responses:
        name = chance.randint(0, 2) if chance else f"{response.survey}-{response.day}"
        files.setdefault(name, []).append(canonical_json(response) + b"\n")
    for name, text in files.items():
        (folder / f"{name}.ndjson.gz").write_bytes(gzip.compress(b"".join(text), mtime=0))
    return sorted(folder.glob("*.ndjson.gz"))


def counted_one_by_one(responses):
    """What the question types say of each response, with nothing remembered."""
    gone = {r.supersedes for r in responses}
    counts, sums, unknown = Counter(), {}, Counter()
    for r in responses:
        if r.id in gone or "withdrawn" in r.marks:
            continue
        questionnaire = asked(r.survey, r.version)
        if questionnaire is None:
            unknown[r.survey, r.version] += 1
            continue
        where, day = (r.survey, r.version, r.segment, r.channel), r.day.isoformat()
        counts[Cell(*where, RESPONSES, RESPONSES, day)] += 1
        for item, answer in questionnaire.cells(r.answers, r.day):
            counts[Cell(*where, item, answer, day)] += 1
        for (x, a), (y, b) in combinations(scores_in_order(questionnaire, r), 2):
            pair = Pair(*where, x, y, day)
            sums[pair] = sums.get(pair, PairSums(0, 0, 0, 0, 0, 0)) + PairSums(1, a, b, a * a, b * b, a * b)
    return Tally(Cube(dict(counts), sums), dict(unknown))


def scores_in_order(questionnaire, response):
    drivers = questionnaire.drivers
    for name in (drivers.outcome, *drivers.items) if drivers else ():
        question = questionnaire.by_id[name]
        scores = question.scores(response.answers.get(name))
        yield from ((i.answer, scores[i.answer]) for i in question.items() if i.answer in scores)


archives = st.builds(
    lambda seed, count: responses_of(random.Random(seed), count),  # noqa: S311 - repeatable
    st.integers(0, 2**32),
    st.integers(0, 60),
)


# One definition of what is counted


@pytest.mark.parametrize("kind", QUESTION_TYPES)
def test_columns_count_what_the_question_type_says(kind):
    chance = random.Random(kind)  # noqa: S311 - repeatable
    question = QUESTION_TYPES[kind].example
    values = [an_answer(chance, question) for _ in range(400)]
    answers = [{question.id: v} if v is not None else {} for v in values]
    cells, scores = Counter(), Counter()
    for column in columns_of(question):
        for given_value in map(frozen, column.values(answers)):
            cells.update(column.cells[column.key(given_value, "2026-02-27")])
        remembered = column.scores()
        scores.update((column.item, remembered[frozen(v)]) for v in column.values(answers))
    assert cells == Counter(cell for value in values for cell in question.cells_on(value, date(2026, 2, 27)))
    assert +Counter({k: n for k, n in scores.items() if k[1] is not None}) == Counter(
        score for value in values for score in question.scores(value).items()
    )
    assert len({cell for cell in cells if cell[1] == ANSWERED}) == len(question.items())


@given(
    st.one_of(
        st.none(), st.integers(), st.text(), st.lists(st.text()), st.dictionaries(st.text(), st.integers())
    )
)
@claims
def test_a_frozen_answer_is_the_same_answer(value):
    assert thawed(frozen(value)) == value
    assert type(thawed(frozen(value))) is type(value)
    hash(frozen(value))


def test_more_distinct_answers_than_are_remembered_are_still_counted():
    column = Column(FIRST.by_id["met"], "met")
    assert all(column.cells[f"v{n}"] == (("met", "*"), ("met", f"v{n}")) for n in range(25_000))
    assert len(column.cells) <= 10_000


def test_what_was_not_asked_is_neither_answered_nor_blank():
    day = date(2026, 2, 27)
    cells = list(CONDITIONAL.cells({"overall": 5, "recommend": 9}, day))
    assert [cell for cell in cells if cell[0] in {"overall", *SHOW_IF}] == [
        ("overall", "*"), ("overall", "5"), ("recommend", "*"), ("recommend", "9"), ("met", "-"),
    ]  # fmt: skip
    assert ("days", "-") in list(FIRST.cells({"overall": 5}, day))
    assert "days" not in dict(CONDITIONAL.cells({"overall": 5}, day))


# The same counts


@claims
@given(archives, st.randoms(use_true_random=False))
def test_the_python_engine_counts_what_the_question_types_say(tmp_path_factory, responses, chance):
    folder = tmp_path_factory.mktemp("archive")
    expected = counted_one_by_one(responses)
    in_days, at_random = write(folder / "days", responses), write(folder / "random", responses, chance)
    assert tally(responses, asked) == expected
    assert count_archive(in_days, asked) == expected
    assert count_archive(reversed(at_random), asked) == expected
    assert count_segments(in_days, asked).hash() == expected.cube.hash()
    assert count_segments(in_days, asked, at_once=1).hash() == expected.cube.hash()


@needs_duckdb
@claims
@given(archives, st.randoms(use_true_random=False))
def test_duckdb_counts_the_same_from_segments_and_from_parquet(tmp_path_factory, responses, chance):
    folder = tmp_path_factory.mktemp("archive")
    expected = counted_one_by_one(responses)
    files = write(folder / "random", responses, chance)
    assert count_with_duckdb(files, asked).tally() == expected
    assert count_with_duckdb(files[::-1], asked).hash() == expected.cube.hash()
    if files:
        write_parquet(files, folder / "all.parquet")
        assert count_with_duckdb([folder / "all.parquet"], asked).tally() == expected


def test_spark_counts_the_same(tmp_path):
    if missing():
        pytest.skip(missing())
    responses = responses_of(random.Random(11), 400)  # noqa: S311 - repeatable
    files = write(tmp_path / "archive", responses)
    found = count_with_spark([str(file) for file in files], asked).tally()
    assert found == counted_one_by_one(responses)
    assert found.cube.hash() == count_archive(files, asked).cube.hash()


@claims
@given(archives)
def test_days_add_up_to_the_whole(responses):
    gone = {r.supersedes for r in responses}
    standing = [r for r in responses if r.id not in gone]
    total = Cube()
    for day in {r.day for r in standing}:
        total = total.plus(tally([r for r in standing if r.day == day], asked).cube)
    assert total.hash() == tally(responses, asked).cube.hash()


def test_a_response_that_stands_twice_counts_twice(tmp_path):
    """That is damage, and for `archive verify` to name: counting hides nothing."""
    response = responses_of(random.Random(1), 1)[0]  # noqa: S311 - repeatable
    response = msgspec.structs.replace(response, survey="visit", version=FIRST.version)
    files = write(tmp_path, [response, response])
    cells = {c: n for c, n in count_archive(files, asked).cube.counts.items() if c.question == RESPONSES}
    assert list(cells.values()) == [2]


@needs_duckdb
def test_duckdb_counts_a_response_that_stands_twice_like_the_python_engine(tmp_path):
    response = responses_of(random.Random(1), 1)[0]  # noqa: S311 - repeatable
    response = msgspec.structs.replace(response, survey="visit", version=FIRST.version)
    files = write(tmp_path, [response, response])
    assert count_with_duckdb(files, asked).tally() == count_archive(files, asked)


@pytest.mark.parametrize("count", [count_segments, pytest.param(count_with_duckdb, marks=needs_duckdb)])
def test_nothing_counts_nothing(tmp_path, count):
    empty = tmp_path / "empty.ndjson.gz"
    empty.write_bytes(gzip.compress(b""))
    for files in ([], [empty]):
        assert count(files, asked).tally() == Tally(Cube(), {})


# Sources and damage


def test_an_open_file_and_a_segment_of_a_store_are_counted_like_a_path(tmp_path):
    (file,) = write(tmp_path, [r for r in responses_of(random.Random(5), 60) if r.survey == "visit"][:1])  # noqa: S311
    expected = count_archive([file], asked)
    with file.open("rb") as opened:
        opened.read(3)
        assert count_archive([opened], asked) == expected
        assert not opened.closed
    assert count_archive([Segment("a segment", lambda: file.open("rb"))], asked) == expected


def damaged(tmp_path, change):
    responses = responses_of(random.Random(9), 200)  # noqa: S311 - repeatable
    text = b"".join(canonical_json(r) + b"\n" for r in responses)
    file = tmp_path / "visit-2026-02-27.ndjson.gz"
    file.write_bytes(change(text))
    return file


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda text: gzip.compress(text)[:-40], "the file is damaged"),
        (lambda text: gzip.compress(text)[:-8] + b"\0" * 8, "the file is damaged"),
        (lambda text: b"no gzip at all", "the file is damaged"),
        (lambda text: gzip.compress(text + b'{"id":5}\n' + text), "line 201: this is no stored response"),
        (lambda text: gzip.compress(text + b"not json\n"), "line 201: this is no stored response"),
    ],
    ids=["cut off", "wrong checksum", "no gzip", "another shape", "no JSON"],
)
def test_a_damaged_file_is_named_and_nothing_is_counted(tmp_path, change, told):
    file = damaged(tmp_path, change)
    with pytest.raises(SegmentDamaged) as caught:
        count_archive([file], asked)
    assert str(file) in str(caught.value)
    assert told in str(caught.value)
    assert "archive verify" in str(caught.value)


@needs_duckdb
@pytest.mark.parametrize("text", [b"not json\n", b'{"id":\n'])
def test_duckdb_names_what_it_cannot_read(tmp_path, text):
    file = damaged(tmp_path, lambda _: gzip.compress(text))
    with pytest.raises(EngineFailed, match="DuckDB could not read the archive"):
        count_with_duckdb([file], asked)


def test_the_sql_is_one_text_without_the_words_of_an_engine():
    assert list(statements()) == ["kept", "places", "answers", "sums", "together"]
    text = Path(__file__).parents[2].joinpath("listenwell/tally/cube.sql").read_text(encoding="utf-8").lower()
    assert not [word for word in ("unnest(", "explode", "varchar", '" as', "json_") if word in text]
