"""The shipped pages on a socket, and the Chromium of this system to open them with."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from listenwell.intake import Services
from listenwell.local.serving import address, serve
from listenwell.pages.building import Built, build
from listenwell.pages.release import Release
from listenwell.settings import Settings
from listenwell.storage import Stores, connect

ROOT = Path(__file__).parents[2]
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")
QUIETLY = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-quic",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
)
KEY = "a key for receipts that only these tests know"
PHONE = {"width": 320, "height": 640}


class Site(NamedTuple):
    """The pages where a browser finds them, and the stores behind them."""

    address: str
    stores: Stores
    release: Release


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The shipped templates, built once without the portal; to be read only."""
    return build(tmp_path_factory.mktemp("shipped"), ROOT / "survey_templates", portal=None)


@contextmanager
def opened(public: Path, stores: Stores) -> Iterator[str]:
    """The address at which a public folder and the intake over these stores are served."""
    services = Services(
        release=Release(stores.release),
        responses=stores.responses,
        contacts=stores.contacts,
        daily=stores.daily,
        documents=stores.documents,
        secret=KEY,
    )
    server = serve(public, services, host="127.0.0.1", port=0)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield address(server)
    finally:
        server.trigger.pull_trigger(server.close)  # closed from its own thread, so that its loop ends
        thread.join()
        server.task_dispatcher.shutdown()


@pytest.fixture
def site(shipped: Built, tmp_path: Path) -> Iterator[Site]:
    """The built pages and the intake as `listenwell serve` serves them, with an empty store."""
    stores = connect(Settings(data=tmp_path / "data", release=shipped.release))
    with opened(shipped.public, stores) as place:
        yield Site(place, stores, Release(stores.release))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, without a window."""
    found = next((path for name in CHROMIUMS if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip(f"no Chromium here: none of {', '.join(CHROMIUMS)} is on the path")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=QUIETLY)
        yield opened
        opened.close()


@pytest.fixture
def visits(browser: Browser, site: Site) -> Iterator[BrowserContext]:
    """A phone with JavaScript off. In the end it has asked no other host for anything."""
    context = browser.new_context(viewport=PHONE, java_script_enabled=False, base_url=site.address)
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    yield context
    context.close()
    assert asked
    assert [url for url in asked if not url.startswith(f"{site.address}/")] == []


@pytest.fixture
def page(visits: BrowserContext) -> Page:
    return visits.new_page()
