"""listenwell tally"""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import click

from listenwell import settings
from listenwell.archive import ArchiveDamaged
from listenwell.archive import read as read_chain
from listenwell.pages.release import Release
from listenwell.settings import Settings
from listenwell.storage import DocumentMissing, Stores, connect
from listenwell.tally.duckdb import PARQUET, count_with_duckdb
from listenwell.tally.ledger import Ledger
from listenwell.tally.python import count_responses, count_segments
from listenwell.tally.segments import SUFFIX, SegmentDamaged, in_store
from listenwell.tally.spark import count_with_spark
from listenwell.tally.sql import EngineFailed, EngineMissing

_DAY = click.DateTime(["%Y-%m-%d"])
ENGINES = ("python", "duckdb", "spark")


@click.command()
@click.option("--engine", type=click.Choice(ENGINES), default="python", help="What counts; all say the same.")
@click.option(
    "--archive",
    "folder",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Folder of segments (.ndjson.gz; for duckdb also .parquet); the archive in use by default.",
)
@click.option("--open", "open_days", is_flag=True, help="Count the store, open days included (python).")
@click.option("--first", type=_DAY, default="2000-01-01", help="First day (UTC).")
@click.option("--last", type=_DAY, default="2999-12-31", help="Last day, included.")
@click.option("--hash", "only_hash", is_flag=True, help="Print the SHA-256 of the cube only.")
@click.option("--keep", metavar="NAME", help="Also put the cube into the store as this document.")
def command(
    engine: str,
    folder: Path | None,
    open_days: bool,
    first: datetime,
    last: datetime,
    only_hash: bool,
    keep: str | None,
) -> None:
    """Count the answers in the archive and print the cube as canonical JSON, or its hash.

    Where no day is closed yet, the answers in the store are counted.
    """
    if open_days and (engine != "python" or folder):
        raise click.UsageError("--open counts the store: leave --archive out, and use --engine python.")
    chosen = settings.from_environment()
    stores = connect(chosen)
    try:
        counted = _counted(engine, folder, open_days, chosen, stores, (first, last))
    except EngineMissing as error:
        raise click.UsageError(str(error)) from error
    except (EngineFailed, SegmentDamaged, ArchiveDamaged) as error:
        raise click.ClickException(str(error)) from error
    except DocumentMissing as error:
        raise click.ClickException(
            f"{error.args[0]} is in the archive's list and not in the store. Run `listenwell archive verify`."
        ) from error
    for (survey, version), n in sorted(counted.unknown.items()):
        click.echo(f"Not counted: {n} responses of {survey} {version}, which no release holds.", err=True)
    counted = counted.within(first.date().isoformat(), last.date().isoformat())
    if keep:
        stores.documents.put(keep, b"".join(counted.canonical_json()))
    if only_hash:
        click.echo(counted.hash())
        return
    for part in counted.canonical_json():
        click.echo(part, nl=False)
    click.echo()


def _counted(
    engine: str,
    folder: Path | None,
    open_days: bool,
    chosen: Settings,
    stores: Stores,
    days: tuple[datetime, datetime],
) -> Ledger:
    asked = Release(stores.release).questionnaire
    if folder:
        return _count_files(engine, _files(folder, engine), asked)
    names = [] if open_days else [segment.name for segment in read_chain(stores.documents).segments]
    if not names:
        if engine != "python":
            raise click.ClickException(
                "No day is closed yet, so there is no archive to count. Run `listenwell archive close`, or "
                "name a folder with --archive."
            )
        return count_responses(stores.responses.received(days[0].date(), days[1].date()), asked)
    if engine == "python":
        return count_segments(in_store(stores.documents, names), asked)
    if chosen.storage == "embedded":
        return _count_files(engine, [chosen.data / "documents" / name for name in names], asked)
    if engine == "spark":
        return count_with_spark([f"s3a://{chosen.bucket}/documents/{name}" for name in names], asked)
    with _fetched(stores, names) as files:
        return _count_files(engine, files, asked)


def _count_files(engine: str, files: Sequence[Path], asked: object) -> Ledger:
    if engine == "duckdb":
        return count_with_duckdb(files, asked)
    if engine == "spark":
        return count_with_spark([str(file) for file in files], asked)
    return count_segments(files, asked)


def _files(folder: Path, engine: str) -> list[Path]:
    """The segments below a folder; Parquet too for the engine that reads it."""
    endings = (SUFFIX, PARQUET) if engine == "duckdb" else (SUFFIX,)
    found = sorted(path for path in folder.rglob("*") if path.name.endswith(endings) and path.is_file())
    if not found:
        raise click.ClickException(f"{folder} holds no file that ends in {' or '.join(endings)}.")
    return found


@contextmanager
def _fetched(stores: Stores, names: Sequence[str]) -> Iterator[list[Path]]:
    """The documents as files of this machine, for as long as they are counted."""
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for name in names:
            file = Path(folder, name)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(stores.documents.get(name))
            files.append(file)
        yield files
