"""The public portal: what customers see around the surveys, and that nothing of it comes from elsewhere."""

import functools
import http.server
import itertools
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import sync_playwright

from listenwell.cli import main
from listenwell.pages.portal import PortalError, run_mkdocs
from listenwell.survey.response import Response
from listenwell.survey.templates import load_templates

ROOT = Path(__file__).parents[1]
CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-quic"),
    "--no-first-run",
]
PAGES = [
    *(
        "index.html",
        *(f"{code}/index.html" for code in ("de", "fr", "pl", "ar")),
        "you-said-we-did/index.html",
        "privacy/index.html",
    ),
    *("accessibility/index.html", "404.html"),
]

# One worker builds once; the same group in test_docs.py, for the browser costs the most.
pytestmark = pytest.mark.xdist_group("documents")


# --- what a browser would load ------------------------------------------------------------------------------

_LOADING_LINKS = {"stylesheet", "icon", "preconnect", "dns-prefetch", "preload", "modulepreload", "prefetch"}
_LOADING_LINKS |= {"manifest", "apple-touch-icon"}
_LOADING = {"src", "srcset", "poster", "data", "background"}
_CSS = re.compile(r"""@import\s*["']([^"']+)|url\(\s*["']?([^"')]+)""")
_ABSOLUTE = re.compile(r"""https?://[^\s"'`<>\\)]+""")


class _Loads(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._in = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._in = tag
        self.found += [part for name in _LOADING & given.keys() for part in given[name].split(", ")]
        if tag == "link" and _LOADING_LINKS & set(given.get("rel", "").split()):
            self.found.append(given.get("href", ""))
        if tag == "meta" and given.get("http-equiv", "").lower() == "refresh":
            self.found += given.get("content", "").partition("=")[2:]
        self.found += _css(given.get("style", ""))

    def handle_data(self, data: str) -> None:
        if self._in == "style":
            self.found += _css(data)
        elif self._in == "script":
            self.found += _ABSOLUTE.findall(data)


def _css(text: str) -> list[str]:
    return [one or other for one, other in _CSS.findall(text)]


def loads_from_elsewhere(name: str, text: str) -> list[str]:
    """Addresses on other hosts that a browser would load for this HTML, CSS or JS."""
    if name.endswith(".html"):
        parser = _Loads()
        parser.feed(text)
        found = parser.found
    else:
        found = _css(text) if name.endswith(".css") else _ABSOLUTE.findall(text)
    return [at for at in found if re.match(r"(https?:)?//", at.strip())]


def texts_of(folder: Path) -> Iterator[tuple[str, str]]:
    """Name and text of every HTML, CSS and JS file."""
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".html", ".css", ".js"):
            yield path.relative_to(folder).as_posix(), path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.html", '<script src="https://cdn.example/x.js"></script>'),
        ("a.html", '<link rel="preconnect" href="https://fonts.gstatic.com" crossorigin>'),
        ("a.html", '<link rel="shortcut icon" href="//cdn.example/i.png">'),
        ("a.html", '<img srcset="a.png 1x, https://cdn.example/b.png 2x">'),
        ("a.html", '<p style="background: url(https://cdn.example/b.png)">'),
        ("a.html", "<style>@import 'https://cdn.example/a.css';</style>"),
        ("a.html", '<script>fetch("https://cdn.example/data")</script>'),
        ("a.css", 'a { background: url("//cdn.example/b.png") }'),
        ("a.js", 'fetch("https://cdn.example/data")'),
    ],
)
def test_the_scan_finds_what_comes_from_another_host(name: str, text: str) -> None:
    assert len(loads_from_elsewhere(name, text)) == 1


def test_the_scan_lets_links_to_click_and_our_own_files_pass() -> None:
    text = '<a href="https://example.com">x</a><link rel="canonical" href="https://x.com"><img src="a.png">'
    assert loads_from_elsewhere("a.html", text) == []


# --- a browser ----------------------------------------------------------------------------------------------


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


needs_chromium = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no Chromium at {CHROMIUM}")
Seen = tuple[dict[str, object], set[str]]


def visit(folder: Path, look: Callable = lambda page: None, width: int = 1280) -> Seen:
    """Open every HTML file of the folder; what `look` gives by path, and every host that was asked."""
    # In a thread of its own: Playwright allows one browser a thread, and other tests may have theirs open.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(_visit, folder, look, width).result()


def _visit(folder: Path, look: Callable, width: int) -> Seen:
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    hosts: set[str] = set()
    seen: dict[str, object] = {}
    try:
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
            context = browser.new_context(viewport={"width": width, "height": 800})
            context.on("request", lambda request: hosts.add(urlsplit(request.url).hostname or ""))
            page = context.new_page()
            for path in sorted(folder.rglob("*.html")):
                name = path.relative_to(folder).as_posix()
                page.goto(f"http://127.0.0.1:{server.server_port}/{name}")
                seen[name] = look(page)
            browser.close()
    finally:
        server.shutdown()
        server.server_close()
    return seen, hosts - {""}


@needs_chromium
def test_the_browser_check_sees_a_request_that_leaves(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text('<img src="http://elsewhere.invalid/a.png">')
    assert visit(tmp_path)[1] == {"127.0.0.1", "elsewhere.invalid"}


# --- the site that ships ------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`listenwell build`: portal and survey pages as they ship."""
    out = tmp_path_factory.mktemp("site")
    assert main(["build", "--out", str(out), "--templates", str(ROOT / "survey_templates")]) == 0
    return out / "public"


@pytest.fixture(scope="session")
def templates():
    return load_templates(ROOT / "survey_templates")


def read(public: Path, name: str = "index.html") -> str:
    return (public / name).read_text(encoding="utf-8")


def test_no_file_of_the_public_site_loads_from_another_host(public: Path) -> None:
    texts = dict(texts_of(public))
    assert set(PAGES) < texts.keys()
    assert {name: found for name, text in texts.items() if (found := loads_from_elsewhere(name, text))} == {}


@pytest.fixture(scope="session")
def seen(public: Path) -> Seen:
    """How wide each public page is on a screen of 320 pixels, and every host that was asked."""
    return visit(public, lambda page: page.evaluate("document.documentElement.scrollWidth"), width=320)


@needs_chromium
def test_no_request_of_any_public_page_leaves_this_machine(seen: Seen) -> None:
    assert seen[1] == {"127.0.0.1"}


@needs_chromium
def test_every_public_page_fits_a_screen_of_320_pixels(public: Path, seen: Seen) -> None:
    widths, _ = seen
    assert widths.keys() == {path.relative_to(public).as_posix() for path in public.rglob("*.html")}
    assert {name: width for name, width in widths.items() if width > 320} == {}


def test_every_portal_page_forbids_the_browser_to_load_from_elsewhere(public: Path) -> None:
    for name in PAGES:
        policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', read(public, name))[1]
        assert policy.startswith("default-src 'none'; ")
        assert "http" not in policy and "*" not in policy


def test_the_portal_has_no_script(public: Path) -> None:
    scripted = [name for name, text in texts_of(public) if name.endswith(".js") or "<script" in text]
    assert [name for name in scripted if not name.startswith("s/")] == [], (
        "but for the surveys, which need none"
    )


def test_mkdocs_alone_shows_the_survey_pages_byte_for_byte(public: Path, tmp_path: Path) -> None:
    run_mkdocs(ROOT / "site" / "mkdocs.yml", tmp_path / "site", {})
    shown = {path.relative_to(tmp_path / "site") for path in (tmp_path / "site").rglob("*") if path.is_file()}
    assert shown == {path.relative_to(public) for path in public.rglob("*") if path.is_file()}
    surveys = [name for name in shown if name.parts[0] == "s"]
    assert len(surveys) > 50
    for name in surveys:
        assert (tmp_path / "site" / name).read_bytes() == (public / name).read_bytes()


def test_a_mistake_in_the_templates_is_told_with_its_line(portal, folder) -> None:
    folder.replace("surveys/pulse.yaml", "type: recommend", "type: recomend")
    with pytest.raises(
        PortalError, match=r"surveys/pulse\.yaml, line 5: the question “recommend” has the type"
    ):
        portal("")


def test_no_staff_page_is_on_the_public_site(public: Path, templates) -> None:
    staff = {q.survey for q in templates.questionnaires.values() if q.audience == "interviewers"}
    assert staff == {"telephone-interview"}
    names = [path.relative_to(public).as_posix() for path in public.rglob("*")]
    assert [n for n in names if "staff" in n or "summar" in n or any(survey in n for survey in staff)] == []
    words = ("/staff", *(f"/{survey}" for survey in staff))
    assert [name for name, text in texts_of(public) if any(word in text for word in words)] == []


@pytest.mark.parametrize(
    ("name", "language"),
    [("index.html", "en"), *((f"{code}/index.html", code) for code in ("de", "fr", "pl", "ar"))],
)
def test_the_welcome_links_every_customers_survey_of_every_segment(
    public: Path, templates, name: str, language: str
) -> None:
    page = read(public, name)
    links = set(re.findall(r'href="(/s/[^"]+)"', page))
    tail = "" if language == "en" else f"{language}/"
    asked = {
        f"/s/{q.survey}/{q.segment}/{tail}"
        for q in templates.questionnaires.values()
        if q.language == language and q.audience == "customers"
    }
    assert links == asked
    assert [link for link in links if not (public / link.strip("/") / "index.html").is_file()] == []
    assert all(segment.name[language] in page for segment in templates.segments.values())


def test_contact_data_comes_from_the_organisation_and_is_typed_nowhere(public: Path, templates) -> None:
    us = templates.organisation
    ours = (us.name, us.telephone, us.email, us.privacy_email, us.brand_colour, us.post.splitlines()[-1])
    typed = [
        (path.name, word)
        for path in sorted((ROOT / "site").rglob("*"))
        if path.suffix in (".md", ".css", ".html", ".yml")
        for word in ours
        if word != us.post.splitlines()[0] and word in path.read_text(encoding="utf-8")
    ]
    assert typed == []
    welcome, privacy = read(public), read(public, "privacy/index.html")
    assert f'<a dir="ltr" href="tel:{us.telephone.replace(" ", "")}">{us.telephone}</a>' in welcome
    assert f'<a dir="ltr" href="mailto:{us.email}">{us.email}</a>' in welcome
    assert "<br>".join(us.post.splitlines()) in welcome
    assert f'<a dir="ltr" href="mailto:{us.privacy_email}">' in privacy
    assert f"for {us.years_kept} years" in privacy


FIELDS = {
    "id": "number",
    "survey": "survey",
    "version": "version",
    "segment": "group",
    "channel": "way",
    "language": "language",
    "received_at": "time",
    "answers": "answers",
    "invitation": "invitation",
    "entered_by": "entered by",
    "supersedes": "replaces",
    "marks": "marks",
}


def test_the_privacy_page_names_every_stored_field_and_no_other(public: Path) -> None:
    assert FIELDS.keys() == set(Response.__struct_fields__)
    rows = re.findall(r"<tr>\s*<td>(.*?)</td>", read(public, "privacy/index.html"))
    assert rows == list(FIELDS.values())


@pytest.mark.parametrize("name", PAGES)
def test_every_portal_page_has_language_title_and_headings_in_order(public: Path, name: str) -> None:
    page = read(public, name)
    language = (
        name.split("/", maxsplit=1)[0] if name.split("/", maxsplit=1)[0] in ("de", "fr", "pl", "ar") else "en"
    )
    assert f'<html lang="{language}"' in page
    assert "<title>" in page and "Fairhaven Services</title>" in page
    levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", page)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    for link in re.findall(r"<a [^>]*>(.*?)</a>", page, re.DOTALL):
        assert re.sub(r"<[^>]+>", "", link).strip(), f"a link without words: {link}"


def test_a_welcome_made_from_wording_is_whole_from_right_to_left(public: Path, templates) -> None:
    page, wording, us = read(public, "ar/index.html"), templates.wordings["ar"], templates.organisation
    hero = page.partition('<div class="hero">')[2].partition("</div>")[0]
    title = wording.say(wording.page.asked_by, organisation=us.name)
    assert re.sub(r"<[^>]+>", "", hero).strip() == title
    lines = "<br>".join(us.post.strip().splitlines())
    assert f"<bdi>{lines}</bdi>" in page, "“12 Harbour Road” keeps its order"
    assert wording.page.privacy_reach.strip() in page, "a shipped survey asks who wants an answer"


def test_you_said_we_did_has_an_entry_with_both_halves(public: Path) -> None:
    page = read(public, "you-said-we-did/index.html")
    assert page.count('class="entry"') >= 1
    assert "text message half an hour before each visit" in page


def test_the_brand_colour_is_readable_on_white(templates) -> None:
    parts = [int(templates.organisation.brand_colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    assert 1.05 / (luminance + 0.05) >= 7


# --- the hook -----------------------------------------------------------------------------------------------


@pytest.fixture
def portal(folder, tmp_path: Path):
    """Build a portal of one page, around the small firm's templates."""
    site = tmp_path / "site"
    shutil.copytree(ROOT / "site", site, ignore=shutil.ignore_patterns("docs", "__pycache__"))
    configuration = (site / "mkdocs.yml").read_text(encoding="utf-8")
    (site / "mkdocs.yml").write_text(configuration[: configuration.index("nav:")])
    (site / "docs").mkdir()
    (site / "docs" / "extra.css").write_text("")

    def build(text: str) -> str:
        (site / "docs" / "index.md").write_text(text, encoding="utf-8")
        run_mkdocs(site / "mkdocs.yml", tmp_path / "out", {"survey_templates": str(folder.root)})
        return (tmp_path / "out" / "index.html").read_text(encoding="utf-8")

    return build


def test_names_with_signs_of_html_and_markdown_come_out_as_they_were_written(folder, portal) -> None:
    folder.replace("organisation.yaml", "name: Müller & <Sons>", 'name: "*A* <b>_x_</b> & `B`"')
    folder.replace("surveys/pulse.yaml", "Would you recommend us?", '"<script>*a*</script>"')
    page = portal("# Hello\n\nWe are <!-- organisation --> here.\n\n<!-- surveys -->\n")
    assert "<p>We are *A* &lt;b&gt;_x_&lt;/b&gt; &amp; `B` here.</p>" in page
    assert "<title>Hello – *A* &lt;b&gt;_x_&lt;/b&gt; &amp; `B`</title>" in page
    assert "<strong>&lt;script&gt;*a*&lt;/script&gt;</strong>" in page
    assert "<script" not in page and "portalmark" not in page


def test_a_mark_may_begin_a_line_and_name_a_language(portal) -> None:
    page = portal("# Hello\n\nCall\n<!-- telephone --> (<!-- telephone hours de -->).\n")
    assert '<p>Call\n<a dir="ltr" href="tel:01632960123">01632 960 123</a> (Immer).</p>' in page


@pytest.mark.parametrize("mark", ["<!-- survys -->", "<!-- surveys fr -->", "<!-- e-mail -->"])
def test_a_mark_that_is_nearly_right_stops_the_build(portal, mark: str) -> None:
    with pytest.raises(PortalError, match="is no mark; did you mean"):
        portal(f"# Hello\n\n{mark}\n")


def test_a_comment_that_is_no_mark_stays_a_comment(portal) -> None:
    assert "<!-- to be written -->" in portal("# Hello\n\n<!-- to be written -->\n")


def test_a_broken_link_stops_the_build(portal) -> None:
    with pytest.raises(PortalError, match=r"nowhere\.md"):
        portal("# Hello\n\n[here](nowhere.md)\n")
