"""listenwell translations"""

from pathlib import Path

import click

from listenwell.commands import options
from listenwell.commands.telling import CallError
from listenwell.translations.exchange import written
from listenwell.translations.phrases import phrases, remember
from listenwell.translations.taking_in import take_in

_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.group()
def command() -> None:
    """Words out to a translator, and back in."""


@command.command()
@click.option("--language", default="", help="Only this language; all by default.")
@click.option("--missing", is_flag=True, help="Only what is missing, or may be out of date.")
@click.option(
    "--out", type=click.Path(path_type=Path), default=Path("translations.csv"), help="The CSV to write."
)
@options.templates
def export(language: str, missing: bool, out: Path, templates: Path) -> None:
    """One CSV with every text: where it is used, the original, the translation, its state."""
    found = phrases(templates)
    if language and language not in {p.language for p in found}:
        known = ", ".join(dict.fromkeys(p.language for p in found)) or "none"
        raise CallError(f"“{language}” is no language to translate into; organisation.yaml has: {known}.")
    chosen = [p for p in found if language in ("", p.language) and not (missing and p.state == "same")]
    try:
        out.write_bytes(written(chosen))
    except OSError as error:
        raise click.ClickException(f"{out} cannot be written: {error.strerror}.") from error
    lacking = sum(p.state == "missing" for p in chosen)
    changed = sum(p.state == "changed" for p in chosen)
    click.echo(f"{len(chosen):,} texts in {out}: {lacking:,} missing, {changed:,} may be out of date.")


@command.command(name="import")
@click.argument("file", type=_FILE)
@options.templates
def import_(file: Path, templates: Path) -> None:
    """Put the changed rows of the CSV in, whole or not at all; every other line stays as it is."""
    changed, emptied = take_in(templates, file)
    left = f" {emptied:,} emptied cells were left as they were." if emptied else ""
    click.echo(f"{changed:,} texts changed.{left} Run `listenwell check`.")


@command.command()
@click.option("--language", default="", help="Only this language; all by default.")
@options.templates
def confirm(language: str, templates: Path) -> None:
    """Note that the translations there are fit their originals, so that a later change is noticed."""
    fitting = [p for p in phrases(templates) if p.translation and language in ("", p.language)]
    remember(templates, fitting)
    click.echo(f"{len(fitting):,} translations noted.")
