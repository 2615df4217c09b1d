"""What journeys start from: servers, people who ask them, and one browser for all.

Set in the environment:

- `NBP_BIN`: the folder of `nbp` and `nbp-under-test`; else what `make` built last.
- `NBP_KILLS`: how often the storm of `test_crash.py` kills its server; else 6. `NBP_KILL_SEED` chooses another storm.
- `NBP_PROVE`: runs what is marked `prove` too.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from support.desk import Desk
from support.google import Program, program
from support.person import Person
from support.product import Language
from support.server import Server
from support.studio_page import StudioPage

LOG_LINES = 40

# For busy machines; a condition that holds sooner is not waited for.
expect.set_options(timeout=10_000)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if os.environ.get("NBP_PROVE"):
        return
    for item in items:
        if item.get_closest_marker("prove"):
            item.add_marker(pytest.mark.skip(reason="a long proof; set NBP_PROVE=1"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Adds the end of each server's log to the report of a test that failed."""
    report = yield
    if report.failed:
        for name, value in getattr(item, "funcargs", {}).items():
            for server in _servers_in(value):
                lines = server.log_text().splitlines()[-LOG_LINES:]
                report.sections.append((f"log of {name}", "\n".join(lines)))
    return report


def _servers_in(value: object) -> list[Server]:
    if isinstance(value, Server):
        return [value]
    return list(getattr(value, "servers", []))


@pytest.fixture(scope="session")
def shared_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all tests that neither stop nor tamper with it; every visitor of it is somebody else."""
    server = Server(tmp_path_factory.mktemp("shared")).start()
    yield server
    server.close()


class ServerMaker:
    """Makes servers that end with the test."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.servers: list[Server] = []

    def __call__(self, data: Path | None = None, **settings: object) -> Server:
        """A server that is not started yet; `data` instead of a new data directory."""
        folder = self.folder / f"server-{len(self.servers)}"
        folder.mkdir()
        server = Server(folder, **settings)
        if data:
            server.data = data
            server.settings["data_dir"] = data
        self.servers.append(server)
        return server

    def close(self) -> None:
        for server in self.servers:
            server.close()


@pytest.fixture
def new_server(tmp_path: Path) -> Iterator[ServerMaker]:
    """Makes servers of the test's own."""
    maker = ServerMaker(tmp_path)
    yield maker
    maker.close()


@pytest.fixture
def server(new_server: ServerMaker) -> Server:
    """A running server of the test's own."""
    return new_server().start()


@pytest.fixture(scope="module")
def door(server: Server) -> Iterator[Program]:
    """A program that shows a key to the server that its file keeps for all its tests."""
    with program(server) as door:
        yield door


@pytest.fixture
def person(shared_server: Server) -> Iterator[Person]:
    """Somebody at the shared server, whom it does not know yet."""
    person = Person(shared_server)
    yield person
    person.close()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """An empty place to run commands in."""
    return Desk(tmp_path)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium-headless-shell")
    assert path, "chromium-headless-shell is not installed; run scripts/bootstrap test"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def new_context(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Makes browser profiles that know nothing of each other and end with the test."""
    contexts: list[BrowserContext] = []

    def make(**options: object) -> BrowserContext:
        options.setdefault("viewport", {"width": 1280, "height": 900})
        contexts.append(browser.new_context(**options))
        return contexts[-1]

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_context: Callable[..., BrowserContext]) -> Iterator[Page]:
    """A tab of a fresh profile; an error of the page's scripts fails the test."""
    page = new_context().new_page()
    errors: list[str] = []

    def note(error: object) -> None:
        # The browser's own fade from page to page, which no script of ours has a part in, is given up when the next page is quicker.
        if not str(error).startswith("Transition was aborted because of invalid state"):
            errors.append(str(error))

    page.on("pageerror", note)
    yield page
    assert errors == [], "scripts of the page failed"


@pytest.fixture
def studio(page: Page, shared_server: Server, language: Language) -> StudioPage:
    """The studio, open before somebody whom the server does not know, in the language of the test."""
    return StudioPage(page, shared_server, language).open()
