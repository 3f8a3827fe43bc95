"""listenwell schema"""

from pathlib import Path

import click

from listenwell.summary.schema import schemas as schemas_of_summaries
from listenwell.survey.schema import schemas, text_of

FOLDER = Path("survey_templates/.schema")


@click.command()
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), default=FOLDER, help="Where to write them."
)
def command(out: Path) -> None:
    """Write the JSON Schemas: of template files, for editors, and of summary.json, for programs."""
    found = schemas() | schemas_of_summaries()
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, schema in found.items():
            (out / f"{name}.json").write_text(text_of(schema), encoding="utf-8")
    except OSError as error:
        raise click.ClickException(f"{out} cannot be written to: {error.strerror}.") from error
    click.echo(f"{len(found)} schemas in {out}: {', '.join(found)}.")
