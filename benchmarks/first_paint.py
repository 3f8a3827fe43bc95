"""First paint on a slow phone: our page of 12 questions beside the same form on a stock MkDocs Material page.

Claim: at most 0.6 of Material's time. Both are served from this machine, compressed by brotli, to Chromium
with a processor four times slower (CDP `Emulation.setCPUThrottlingRate`) over slow 4G as the developer tools
have it (`Network.emulateNetworkConditions`), each time with an empty cache. Stock Material asks Google for
fonts; here it is measured with `font: false`, without that request, which is the kinder case for it.
"""

import contextlib
import http.server
import mimetypes
import re
import shutil
import statistics
import tempfile
import threading
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pages_sample
from measure import machine

from listenwell.pages.building import build
from listenwell.pages.portal import run_mkdocs

RUNS = 7
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")
QUIETLY = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-quic",
    "--no-first-run",
)
SLOW_4G = {"offline": False, "latency": 562.5, "downloadThroughput": 180_000, "uploadThroughput": 84_375}
PHONE = {"width": 360, "height": 640}
_PAINTED = """() => new Promise(done => {
  const look = () => {
    const all = performance.getEntriesByType('paint');
    const found = all.find(each => each.name === 'first-contentful-paint');
    found ? done(found.startTime) : setTimeout(look, 50);
  };
  look();
})"""


def our_page(folder: Path) -> Path:
    """The first page of the sample, as it is published."""
    pages_sample.make(folder, 3)
    built = build(folder / "dist", folder / "survey_templates", None)
    return next(iter(sorted(built.public.glob("s/*/*/index.html"))))


def material_site(page: str, folder: Path) -> None:
    """A MkDocs project with stock Material whose one page has the form of ours; built into folder/site."""
    form = re.search(r"<form.*?</form>", page, re.DOTALL)
    title = re.search(r"<h1>(.*?)</h1>", page)
    if form is None or title is None:
        raise SystemExit("our page has no form or no title")
    lines = "\n".join(
        line for line in form[0].splitlines() if line.strip()
    )  # an empty line ends HTML in Markdown
    (folder / "docs").mkdir(parents=True)
    (folder / "docs/index.md").write_text(f"# {title[1]}\n\n{lines}\n", encoding="utf-8")
    settings = (
        "site_name: Feedback\nsite_url: https://www.example.com/\ntheme: {name: material, font: false}\n"
    )
    (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
    run_mkdocs(folder / "mkdocs.yml", folder / "site", {})


class _Compressed(http.server.SimpleHTTPRequestHandler):
    """Files of one folder, compressed once."""

    protocol_version = "HTTP/1.1"
    requests = 0

    def do_GET(self) -> None:
        """The file, or 404."""
        type(self).requests += 1
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        data = _packed(path)
        self.send_response(200 if data else 404)
        self.send_header("Content-Type", mimetypes.guess_type(path.name)[0] or "application/octet-stream")
        self.send_header("Content-Encoding", "br")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        with contextlib.suppress(ConnectionError):  # the page was closed meanwhile
            self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is told of requests."""


@cache
def _packed(path: Path) -> bytes:
    import brotli  # noqa: PLC0415 - only where there is a browser

    return brotli.compress(path.read_bytes()) if path.is_file() else b""


@contextlib.contextmanager
def served(folder: Path) -> Iterator[tuple[str, type[_Compressed]]]:
    """The folder on a free port of this machine: its address, and the handler that counts requests."""

    class Handler(_Compressed):
        def __init__(self, *given: object) -> None:
            super().__init__(*given, directory=str(folder))  # type: ignore[arg-type]

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", Handler
    finally:
        server.shutdown()


def first_paint(browser: object, address: str) -> float:
    """Milliseconds to the first contentful paint in a new, empty profile on a slow phone."""
    with contextlib.closing(browser.new_context(viewport=PHONE)) as context:  # type: ignore[attr-defined]
        page = context.new_page()
        wire = context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.send("Network.emulateNetworkConditions", SLOW_4G)
        wire.send("Emulation.setCPUThrottlingRate", {"rate": 4})
        page.goto(address, wait_until="load", timeout=120_000)
        return float(page.evaluate(_PAINTED))


def main() -> None:
    """Print the medians and their ratio."""
    binary = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415 - told plainly where it is missing
    except ImportError:
        binary = None
    if binary is None:
        print("First paint is left out: it needs Chromium and the packages playwright and brotli.")
        return
    print(machine())
    with tempfile.TemporaryDirectory() as made, contextlib.ExitStack() as held:
        folder = Path(made)
        ours = our_page(folder / "ours")
        material_site(ours.read_text(encoding="utf-8"), folder / "material")
        sites = {"Listenwell": ours.parent, "stock Material, font: false": folder / "material/site"}
        at = {name: held.enter_context(served(place)) for name, place in sites.items()}
        taken: dict[str, list[float]] = {name: [] for name in sites}
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=binary, args=list(QUIETLY))
            for _ in range(RUNS):
                for name, (address, _handler) in at.items():
                    taken[name].append(first_paint(browser, address))
            browser.close()
        print(f"\nfirst contentful paint, 4x slower processor, slow 4G, median of {RUNS}")
        for name, (_address, handler) in at.items():
            asked = handler.requests / RUNS
            print(f"  {name:<28} {statistics.median(taken[name]):6.0f} ms, {asked:.0f} requests")
        pairs = [mine / theirs for mine, theirs in zip(*taken.values(), strict=True)]
        print(f"  ours is {statistics.median(pairs):.2f} of it")


if __name__ == "__main__":
    main()
