"""The Spark engine: the archive where one machine is outgrown. Reads folders and s3a:// addresses."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from listenwell.tally.counting import Questionnaires
from listenwell.tally.ledger import Ledger
from listenwell.tally.sql import EngineFailed, EngineMissing, count

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_LINES = """
SELECT r.id, r.survey, r.version, r.segment, r.channel, r.supersedes,
       CASE WHEN r.received_at LIKE '%Z' THEN substring(r.received_at, 1, 10)
            ELSE date_format(CAST(r.received_at AS TIMESTAMP), 'yyyy-MM-dd') END AS day,
       coalesce(array_contains(r.marks, 'withdrawn'), false) AS withdrawn,
       flatten(transform(map_entries(CAST(r.answers AS MAP<STRING, VARIANT>)), a ->
         CASE WHEN to_json(a.value) LIKE '{%'
              THEN transform(map_entries(CAST(a.value AS MAP<STRING, VARIANT>)), p ->
                named_struct('item', a.key || '.' || p.key, 'value', to_json(p.value)))
              ELSE array(named_struct('item', a.key, 'value', to_json(a.value)))
              END)) AS entries
FROM lines AS r
"""
_COLUMNS = (
    "id STRING, survey STRING, version STRING, segment STRING, channel STRING, received_at STRING, "
    "answers VARIANT, supersedes STRING, marks ARRAY<STRING>"
)


def count_with_spark(
    files: Sequence[str], questionnaire: Questionnaires, *, session: SparkSession | None = None
) -> Ledger:
    """Count segments: paths, or addresses such as s3a://bucket/documents/archive/*/*.ndjson.gz.

    Uses the session that is running (a cluster's) or starts one on two cores of this machine; its time
    zone is set to UTC. Raises EngineMissing, EngineFailed.
    """
    if not files:
        return Ledger()
    own = session is None
    session = session or start(s3=files[0].startswith("s3a://"))
    session.conf.set("spark.sql.session.timeZone", "UTC")
    engine = None
    try:
        engine = _Session(session, files)
        return count(engine, questionnaire)
    finally:
        if engine:
            engine.close()
        if own:
            session.stop()


def start(master: str = "local[2]", *, s3: bool = False) -> SparkSession:
    """A Spark session on this machine, in UTC; `s3` lets Spark fetch what reads s3a:// addresses.

    A cluster such as EMR brings that along, and its own session. Raises EngineMissing.
    """
    problem = missing()
    if problem:
        raise EngineMissing(problem)
    from pyspark.sql import SparkSession  # noqa: PLC0415

    builder = (
        SparkSession.builder.master(master)
        .appName("listenwell tally")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.shuffle.partitions", "4")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
    )
    if s3:
        builder = builder.config("spark.jars.packages", _reader_of_s3())
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session


def _reader_of_s3() -> str:
    """The Maven name of what reads s3a:// addresses, in the version of the Hadoop that PySpark brings."""
    import pyspark  # noqa: PLC0415

    (api,) = Path(pyspark.__file__).parent.glob("jars/hadoop-client-api-*.jar")
    return f"org.apache.hadoop:hadoop-aws:{api.stem.removeprefix('hadoop-client-api-')}"


def missing() -> str:
    """What Spark needs and this machine has not, with the remedy; "" when it can start."""
    try:
        import pyspark  # noqa: F401, PLC0415
    except ImportError:
        return (
            "PySpark is not installed. Install it into this environment with "
            "`.venv/bin/python -m pip install pyspark` (about 450 MB), or count with --engine duckdb."
        )
    if shutil.which("java") is None:
        return (
            "Spark needs Java 17 or newer, and there is no `java` here. Install a Java runtime, such as "
            "openjdk-17-jre-headless, or count with --engine duckdb."
        )
    return ""


class _Session:
    """The Engine of sql.py."""

    unnest = "explode"

    def __init__(self, session: SparkSession, files: Sequence[str]) -> None:
        self._session = session
        self._kept: DataFrame | None = None
        read = session.read.schema(_COLUMNS).option("mode", "FAILFAST").option("lineSep", "\n")
        with _told():
            read.json(list(files)).createOrReplaceTempView("lines")
        self.view("responses", _LINES)

    def view(self, name: str, statement: str) -> None:
        with _told():
            found = self._session.sql(statement)
        if name == "kept":  # three statements read it: unpack and parse once
            self._kept = found = found.persist()
        found.createOrReplaceTempView(name)

    def scores(self, items: str) -> str:
        return (
            f"transform(filter(k.entries, e -> e.item IN ({items}) "
            "AND TRY_CAST(e.value AS BIGINT) IS NOT NULL), e -> named_struct("
            "'item', e.item, 'score', CAST(e.value AS BIGINT)))"
        )

    def together(self, items: str, words: str) -> str:
        return (
            f"transform(filter(k.entries, e -> e.item IN ({items})), e -> "
            f"array(e.item, CASE WHEN e.item IN ({words}) THEN '\"*\"' ELSE e.value END))"
        )

    def places(self, rows: Sequence[tuple]) -> None:
        columns = "place BIGINT, survey STRING, version STRING, segment STRING, channel STRING, day STRING"
        self._session.createDataFrame(list(rows), columns).createOrReplaceTempView("places")

    def rows(self, statement: str) -> Iterator[tuple]:
        with _told():
            yield from self._session.sql(statement).toLocalIterator(prefetchPartitions=True)

    def close(self) -> None:
        """Give back what was kept in memory."""
        if self._kept is not None:
            self._kept.unpersist()


@contextmanager
def _told() -> Iterator[None]:
    """Spark's own errors in one line: the cause at the bottom of them, where one is named."""
    from py4j.protocol import Py4JError  # noqa: PLC0415
    from pyspark.errors import PySparkException  # noqa: PLC0415

    try:
        yield
    except (PySparkException, Py4JError) as error:
        said = str(error).strip().splitlines() or [type(error).__name__]
        causes = [line.strip() for line in said if line.strip().startswith("Caused by:")]
        found = causes[-1] if causes else said[0]
        raise EngineFailed(f"Spark could not read the archive: {found}") from error
