"""The demo: build, a year of simulated customers, summaries, all served on one address; and its check."""

import contextlib
import hashlib
import json
import shutil
import tempfile
import threading
import urllib.error
import urllib.request
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

from rich.console import Console
from rich.progress import track
from rich.table import Table

import listenwell
from listenwell.intake import Services
from listenwell.local.scheduling import on_change
from listenwell.local.serving import address, free_port, serve
from listenwell.local.simulating import simulate
from listenwell.pages import addresses
from listenwell.pages.building import build
from listenwell.pages.release import Release
from listenwell.publishing import place_of
from listenwell.publishing.on_disk import CURRENT
from listenwell.publishing.steps import look, publish
from listenwell.settings import Settings, cache_folder
from listenwell.staff.desk import open_desk
from listenwell.storage import Stores, connect
from listenwell.summary.editions import folder, read_shelf, read_summary
from listenwell.summary.model import Summary
from listenwell.summary.overview_publishing import compile_overview
from listenwell.summary.period import Period, quarter, quarter_of, span
from listenwell.summary.publishing import compile_due, compile_period, surveys
from listenwell.survey.questionnaire import Questionnaire

Say = Callable[[str], None]

FIRST, LAST = date(2025, 10, 1), date(2026, 9, 30)
"""The simulated year is always the same one; opinions change on 1 April 2026."""
RESPONSES = 2400
SEED = 9001
HEADLINE_SURVEY = "service-rating"
_AS_OF = datetime(2026, 10, 8, 2, 0, tzinfo=UTC)
_YEAR = span(FIRST, LAST)
_PERIODS = (quarter(2025, 4), quarter(2026, 1), quarter(2026, 2), quarter(2026, 3), _YEAR)
_SECRET = "demo: simulated customers have nothing to hide"  # noqa: S105 - keys the demo's receipts only


class _Demo(NamedTuple):
    public: Path
    stores: Stores
    release: Release


def run(home: Path, templates: Path, portal: Path | None, port: int, say: Say) -> None:
    """Prepare (or find prepared) and serve until Ctrl-C. Raises AddressTaken before anything is done."""
    serve(
        home,
        Services(release=None, responses=None, contacts=None, daily=None, documents=None, secret=_SECRET),
        port=port,
    ).close()
    demo = _prepare(home, templates, portal, say)
    server = serve(
        demo.public, _services(demo), port=port, desk=open_desk(_services(demo), demo.stores.documents)
    )
    stop = threading.Event()
    today = datetime.now(UTC).date()
    on_change(lambda now: _compile_due(demo, now), lambda: demo.stores.responses.count(LAST, today), stop)
    at = address(server)
    index = demo.release.index()
    first = next((p for p in index.published if p.survey == HEADLINE_SURVEY), index.published[0])
    say("")
    page = addresses.page(first.survey, first.segment, first.language, first.language)
    say(f"A survey page       {at}{page}")
    say(f"The newest summary  {at}/staff/{folder(first.survey, _YEAR.label)}summary.html")
    say(f"The portal          {at}/")
    say(f"All summaries and interviews: {at}/staff. Your own answers join the running quarter in seconds.")
    say("Ctrl-C ends it.")
    try:
        server.run()
    finally:
        stop.set()
        server.close()


def check(templates: Path, portal: Path | None, say: Say) -> bool:
    """Do it all on a free port in a temporary folder, print what was done and checked, leave nothing."""
    checks: list[tuple[str, str, bool]] = []
    with tempfile.TemporaryDirectory(prefix="listenwell-demo-") as home:
        demo = _prepare(Path(home), templates, portal, say)
        server = serve(
            demo.public,
            _services(demo),
            port=free_port(),
            desk=open_desk(_services(demo), demo.stores.documents),
        )
        thread = threading.Thread(target=_run, args=(server,), daemon=True)
        thread.start()
        try:
            checks += _check_pages(demo, address(server), portal is not None)
            checks += _check_submitting(demo, address(server))
            checks += _check_summaries(demo, address(server))
        finally:
            server.close()
            thread.join(timeout=5)
    checks.append(("nothing is left behind", home, not Path(home).exists()))
    table = Table("checked", "found", "")
    for what, found, good in checks:
        table.add_row(what, found, "ok" if good else "FAILED")
    Console().print(table)
    failed = sum(not good for _, _, good in checks)
    say(f"{len(checks) - failed} passed, {failed} failed")
    return failed == 0


def _run(server: Any) -> None:
    with contextlib.suppress(OSError):  # waitress's loop meets its closed socket when another thread ends it
        server.run()


def _prepare(home: Path, templates: Path, portal: Path | None, say: Say) -> _Demo:
    """Build, simulate and compile below `home`, unless that was done from the very same files before."""
    stamp, ready = _stamp(templates, portal), home / "ready"
    settings = Settings(
        data=home / "data", published=home / "published", release=home / "published" / "release"
    )
    public = settings.published / CURRENT
    if not (ready.is_file() and ready.read_text() == stamp):
        shutil.rmtree(home / "data", ignore_errors=True)
        ready.unlink(missing_ok=True)
        built = build(home / "dist", templates, portal, say, kept=cache_folder())
        say(f"{built.pages} survey pages, {built.versions} questionnaires")
        gone = look(place_of(settings), home / "dist", datetime.now(UTC)).gone
        publish(place_of(settings), home / "dist", datetime.now(UTC), agreed=len(gone))
        stores = connect(settings)
        release = Release(stores.release)
        customers = simulate(release, count=RESPONSES, first=FIRST, last=LAST, seed=SEED)
        for response in track(
            customers, "Simulating a year of customers", RESPONSES, console=Console(stderr=True)
        ):
            stores.responses.add(response)
        demo = _Demo(public, stores, release)
        for survey in track(surveys(release), "Compiling summaries", console=Console(stderr=True)):
            for period in _PERIODS:
                _compile(demo, survey, period)
        for period in _PERIODS:
            compile_overview(
                period, surveys(release), as_of=_AS_OF, documents=stores.documents, release=release
            )
        ready.write_text(stamp)
        return demo
    stores = connect(settings)
    return _Demo(public, stores, Release(stores.release))


def _stamp(templates: Path, portal: Path | None) -> str:
    """A hash of everything the demo is made from."""
    digest = hashlib.sha256()
    roots = [Path(listenwell.__file__).parent, templates, *([portal] if portal else [])]
    for root in roots:
        for path in sorted(p for p in root.rglob("*") if p.is_file() and p.suffix != ".pyc"):
            digest.update(f"{path.relative_to(root)}\n".encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _services(demo: _Demo) -> Services:
    return Services(
        release=demo.release,
        responses=demo.stores.responses,
        contacts=demo.stores.contacts,
        daily=demo.stores.daily,
        documents=demo.stores.documents,
        secret=_SECRET,
    )


def _compile(demo: _Demo, survey: str, period: Period, as_of: datetime = _AS_OF) -> Summary:
    return compile_period(
        survey,
        period,
        as_of=as_of,
        responses=demo.stores.responses,
        documents=demo.stores.documents,
        release=demo.release,
    )


def _compile_due(demo: _Demo, now: datetime) -> None:
    stores = demo.stores
    list(compile_due(now, responses=stores.responses, documents=stores.documents, release=demo.release))


def _get(at: str, data: bytes | None = None, kind: str = "") -> tuple[int, str, str]:
    """Status, text and final address; a redirect is followed."""
    headers = {"Content-Type": kind} if kind else {}
    request = urllib.request.Request(at, data=data, headers=headers)  # noqa: S310 - our own loopback
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310
            return answer.status, answer.read().decode(), answer.url
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode(), at


def _check_pages(demo: _Demo, at: str, portal: bool) -> list[tuple[str, str, bool]]:
    index = demo.release.index()
    first = index.organisation.first_language
    pages = [p for p in index.published if p.audience == "customers"]
    good = [
        p
        for p in pages
        if (answer := _get(at + addresses.page(p.survey, p.segment, p.language, first)))[0] == 200
        and p.version in answer[1]
    ]
    rows = [("every survey page opens and names its version", f"{len(good)} of {len(pages)}", good == pages)]
    if portal:
        status, text, _ = _get(at + "/")
        rows.append(
            ("the portal opens and links to the surveys", f"{status}", status == 200 and "/s/" in text)
        )
    return rows


def _check_submitting(demo: _Demo, at: str) -> list[tuple[str, str, bool]]:
    page = next(p for p in demo.release.index().published if p.survey == HEADLINE_SURVEY)
    asked = demo.release.questionnaire(page.survey, page.version)
    to = at + addresses.intake(page.survey, page.segment)
    start, today = datetime.now(UTC).date(), lambda: datetime.now(UTC).date()

    def stored() -> int:
        return demo.stores.responses.count(start, today())

    form = _form(asked)
    before = stored()
    status, text, landed = _get(to, urlencode(form, doseq=True).encode(), "application/x-www-form-urlencoded")
    rows = [
        ("a form is answered by the thank-you page", f"{status}", status == 200 and "/thanks?" in landed),
        ("the answer is in the store", f"{stored() - before}", stored() - before == 1),
    ]
    sent = {"id": "11111111-2222-4333-8444-555555555555", "version": page.version, "answers": _answers(asked)}
    codes, statuses = set(), []
    for _ in range(2):
        status, text, _ = _get(to, json.dumps(sent).encode(), "application/json")
        statuses.append(status)
        codes.add(json.loads(text).get("receipt"))
    once = statuses == [201, 201] and len(codes) == 1 and None not in codes
    rows.append(("JSON sent twice with one id: 201, one receipt", f"{statuses}", once))
    rows.append(("and is stored once", f"{stored() - before - 1}", stored() - before == 2))
    wrong = {**form, "overall": ["99"], "better": ["kept & <safe>"]}
    status, text, _ = _get(to, urlencode(wrong, doseq=True).encode(), "application/x-www-form-urlencoded")
    kept = status == 422 and "kept &amp; &lt;safe&gt;" in text and stored() - before == 2
    rows.append(("a wrong answer comes back with what was typed", f"{status}", kept))
    status, _, _ = _get(to, b"x=" + b"y" * 70_000, "application/x-www-form-urlencoded")
    rows.append(("over 64 KB is refused", f"{status}", status == 413))
    _compile_due(demo, datetime.now(UTC))
    running = quarter_of(datetime.now(UTC).date()).label
    summary = read_summary(demo.stores.documents, read_shelf(demo.stores.documents, page.survey, running))
    both = summary.responses == 2
    rows.append(("both are in the running quarter's summary", f"{summary.responses} responses", both))
    return rows


def _check_summaries(demo: _Demo, at: str) -> list[tuple[str, str, bool]]:
    place = folder(HEADLINE_SURVEY, _YEAR.label)
    status, text, _ = _get(f"{at}/staff/{place}summary.html")
    shelf = read_shelf(demo.stores.documents, HEADLINE_SURVEY, _YEAR.label)
    summary = read_summary(demo.stores.documents, shelf)
    names = list(demo.stores.documents.names(place))
    data = {name: demo.stores.documents.get(name) for name in names}
    improved = [f for q in summary.questions for i in q.items for f in i.figures if f.change]
    found = [f.item for f in improved if f.segment == "" and f.change.verdict == "up"]
    _compile(demo, HEADLINE_SURVEY, _YEAR)
    same = all(demo.stores.documents.get(name) == data[name] for name in names)
    heard = {
        kind: sum(r.kind == kind and (r.hidden or bool(r.answered)) for r in summary.reach)
        for kind in ("segment", "channel")
    }
    return [
        ("the year's summary opens", f"{status}, {len(text):,} characters", status == 200),
        (
            "it heard segments and channels",
            f"{heard['segment']} and {heard['channel']}",
            min(heard.values()) >= 3,
        ),
        (
            "it found the change on 1 April",
            ", ".join(found),
            {"overall", "aspects.communication"} <= set(found),
        ),
        ("compiled again, the same bytes", ", ".join(shelf.newest.documents), same),
    ]


def _answers(asked: Questionnaire) -> dict[str, object]:
    """A valid answer to every question that has a score or needs one."""
    answers = {}
    for question in asked.questions:
        if question.scored:
            rows = getattr(question, "rows", None)
            answers[question.id] = dict.fromkeys(rows, 4) if rows else 4
    return answers


def _form(asked: Questionnaire) -> dict[str, list[str]]:
    """The same as a browser would send it, with an invisible part and a comment."""
    form = {"_version": [asked.version], "_channel": ["web"]}
    for question in asked.questions:
        if question.scored:
            form |= {field: ["5"] for field in question.fields()}
        elif not question.labels():
            form[question.id] = ["Grüße 👋 = ' \" <b>"]
    return form
