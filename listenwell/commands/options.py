"""Options that several commands share, and where the shipped templates are."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import click

from listenwell.pages.building import PORTAL, TEMPLATES

_PROJECT = Path(__file__).parents[2]


def shipped(folder: Path) -> Path:
    """`folder` here, or the one that ships with the project when there is none here."""
    return folder if folder.exists() else _PROJECT / folder


def templates(function: Callable) -> Callable:
    """--templates FOLDER"""
    return click.option(
        "--templates",
        type=click.Path(path_type=Path, file_okay=False, exists=True),
        default=lambda: shipped(TEMPLATES),
        help="Folder that marketing edits; survey_templates by default.",
    )(function)


def portal_folder() -> Path | None:
    """The MkDocs project of the portal, where there is one."""
    found = shipped(PORTAL)
    return found if (found / "mkdocs.yml").is_file() else None


def as_of(function: Callable) -> Callable:
    """--as-of TIME"""
    return click.option(
        "--as-of",
        type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"]),
        callback=lambda _ctx, _option, when: when.replace(tzinfo=UTC) if when else datetime.now(UTC),
        help="Only answers received up to this time (UTC) count, and the summary bears it; now by default.",
    )(function)
