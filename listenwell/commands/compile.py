"""listenwell compile"""

from datetime import datetime

import click

from listenwell import settings
from listenwell.commands import options
from listenwell.pages.release import Release
from listenwell.storage import connect
from listenwell.summary.compiling import UnknownSurvey
from listenwell.summary.editions import ALL_SURVEYS, folder
from listenwell.summary.overview_publishing import compile_overview
from listenwell.summary.period import Period, PeriodError, parse, quarter_of
from listenwell.summary.publishing import compile_period, surveys


def _period(_ctx: click.Context, _option: click.Parameter, text: str | None) -> Period | None:
    try:
        return parse(text) if text else None
    except PeriodError as error:
        raise click.BadParameter(str(error)) from error


@click.command()
@click.option(
    "--survey", "chosen", multiple=True, help="One survey; all of the release by default. Repeatable."
)
@click.option(
    "--period",
    callback=_period,
    help="2026, 2026-Q3, 2026-09, 2026-W39 or 2026-01-15..2026-03-31; this quarter by default.",
)
@click.option(
    "--language", default="", help="Words and questions of the summary; as its last edition by default."
)
@click.option(
    "--marked",
    type=click.Choice(["count", "leave-out"]),
    help="Whether answers marked as repeats or a program's count; as in the last edition by default.",
)
@options.as_of
def command(
    chosen: tuple[str, ...], period: Period | None, language: str, marked: str | None, as_of: datetime
) -> None:
    """Compile summaries into the document store: an edition in every format below summaries/SURVEY/PERIOD,
    and one over all surveys from the newest of each."""
    stores = connect(settings.from_environment())
    release = Release(stores.release)
    period = period or quarter_of(as_of.date())
    try:
        for survey in chosen or surveys(release):
            summary = compile_period(
                survey,
                period,
                as_of=as_of,
                responses=stores.responses,
                documents=stores.documents,
                release=release,
                language=language,
                leave_out=None if marked is None else marked == "leave-out",
            )
            click.echo(
                f"{survey} {period.label}: {summary.responses:,} responses -> {folder(survey, period.label)}"
            )
        overview = compile_overview(
            period,
            surveys(release),
            as_of=as_of,
            documents=stores.documents,
            release=release,
            language=language,
        )
        place = folder(ALL_SURVEYS, period.label)
        click.echo(f"all surveys {period.label}: {overview.responses:,} responses -> {place}")
    except UnknownSurvey as error:
        known = ", ".join(surveys(release))
        raise click.UsageError(f"“{error}” is no survey of the release; there are: {known}.") from error
