"""A visitor without an account: known by one cookie, seen by nobody else, and erased without a byte left."""

import gzip
import re
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from support.books import PROOF, RING, Books
from support.canary import canary, forms, traces
from support.person import Person
from support.product import ENGLISH
from support.server import Server
from support.studio_page import StudioPage
from support.waiting import eventually

SLICE = 48  # bytes: enough of a file to be unmistakable
ERASURE_LIMIT = 60  # seconds until the last byte is gone


# Erasing.


class Remains:
    """What a person leaves in a data directory while they are there, to look for when they are gone."""

    def __init__(self, server: Server, secrets: dict[str, bytes], pictures: list[bytes]):
        self.server, self.books = server, Books(server.data)
        self.subject = self.books.subjects()[-1]
        self.secrets = secrets | {
            f"picture {number}, at {place}": bytes(data[place : place + SLICE])
            for number, data in enumerate(pictures)
            for place in (len(data) // 4, len(data) // 2)
        }
        self.files = self._files()
        self.sealed = self._sealed()

    def _files(self) -> set[str]:
        images = self.books.ask("SELECT count(*) FROM studio_image WHERE subject_id = ?", self.subject)[0][0]
        files = self.books.pictures_on_disk()
        assert images > 0 and len(files) >= 2 * images
        return files

    def _sealed(self) -> dict[str, bytes]:
        """The bytes that stand on disk for the person: key, sealed words and pictures, hashed words and cookie."""
        (key,) = self.books.ask("SELECT wrapped FROM ring_key WHERE subject_id = ?", self.subject, of=RING)[0]
        (prompt,) = self.books.ask("SELECT prompt FROM studio_job WHERE subject_id = ?", self.subject)[0]
        (word,) = self.books.ask("SELECT word FROM studio_word WHERE subject_id = ?", self.subject)[0]
        (token,) = self.books.ask("SELECT token_index FROM accounts_visitor WHERE subject_id = ?", self.subject)[0]
        blob = next(file for file in self.server.data.glob("blobs/*/*.full")).read_bytes()
        sealed = {"key": key, "prompt": prompt, "word": word, "token": token, "blob": blob[100 : 100 + SLICE]}
        found = traces(self.server.data, sealed)
        for name in sealed:
            assert any(f": {name} in raw" in trace for trace in found), f"{name} is not where it should be"
        return sealed

    def assert_sealed(self) -> None:
        """Nothing can be read off the disk even while the person is there."""
        assert traces(self.server.data, self.secrets) == []

    def assert_gone(self) -> None:
        """No row, key, file or byte is left but the line that says that somebody was erased."""
        eventually(lambda: self.books.is_erased(self.subject), about="the erasure has ended", within=ERASURE_LIMIT)
        assert self.books.rows_about(self.subject) == PROOF
        assert self.books.pictures_on_disk() & self.files == set()
        eventually(
            lambda: traces(self.server.data, self.secrets | self.sealed) == [],
            about="no trace is left",
            within=ERASURE_LIMIT,
        )


@pytest.fixture
def owner(server: Server) -> Iterator[Person]:
    person = Person(server)
    yield person
    person.close()


def leave_remains(owner: Person) -> Remains:
    """Has pictures made from unmistakable words, and notes everything that this leaves."""
    secrets = {"prompt": canary(), "search": canary(), "key": canary(), "agent": canary()}
    owner.http.headers["User-Agent"] = secrets["agent"]
    job = owner.make(f"a red house {secrets['prompt']}", key=secrets["key"], size="400x300", n=2)
    owner.http.get("/api/images", params={"q": secrets["search"]})
    owner.http.get("/gallery", params={"q": secrets["search"]})
    pictures = [owner.file(image, **form).content for image in job["images"] for form in ({}, {"w": 160})]
    secrets["cookie"] = owner.cookie
    return Remains(owner.server, {name: secret.encode() for name, secret in secrets.items()}, pictures)


def test_the_erase_button_leaves_nothing(owner: Person, new_context: Callable[..., BrowserContext]):
    remains = leave_remains(owner)
    remains.assert_sealed()
    image = owner.http.get("/api/images").json()["data"][0]
    studio = StudioPage(new_context().new_page(), owner.server, ENGLISH)
    studio.be(owner)
    studio.open().page.get_by_role("link", name="Erase now").click()
    studio.page.get_by_role("button", name="Erase everything").click()
    studio.page.wait_for_url("**/erased/*")
    assert studio.page.locator("h1").inner_text() in (ENGLISH.say("report.erasing"), ENGLISH.say("report.erased"))
    assert studio.page.context.cookies() == []
    # The old cookie, kept by somebody, opens nothing.
    assert owner.file(image).status_code == 404
    owner.http.cookies.set("nbp_visitor", remains.secrets["cookie"].decode())
    assert owner.http.get("/api/images").json()["data"] == []
    assert owner.http.get(f"/images/{image['id']}").status_code == 404
    remains.assert_gone()


def test_an_erasure_stops_what_is_being_made(owner: Person):
    remains = leave_remains(owner)
    with owner.server.fault("engine:slow"):
        job = owner.submit(n=10)["id"]
        owner.running(job)
        erase(owner)
        remains.assert_gone()
        eventually(lambda: Books(owner.server.data).count("queue_work") == 0, about="no work is left")
    assert Books(owner.server.data).count("studio_job") == 0


def test_somebody_elses_pictures_survive_an_erasure(owner: Person):
    other = Person(owner.server)
    kept = other.make("a tree")["images"][0]
    remains = leave_remains(owner)
    erase(owner)
    eventually(lambda: remains.books.is_erased(remains.subject), about="the erasure has ended")
    assert other.file(kept).status_code == 200


def erase(person: Person) -> None:
    """Presses the button of the page `/erase`."""
    token = re.search(r'name="csrf" value="([^"]+)"', person.http.get("/erase").text)[1]
    answer = person.http.post("/erase", data={"csrf": token})
    assert answer.status_code == 303 and answer.headers["location"].startswith("/erased/era_")


@pytest.mark.parametrize("form", forms(b"letters and digits"))
@pytest.mark.parametrize(
    "packed", [bytes, bytes.upper, gzip.compress, zlib.compress], ids=["plain", "upper case", "gzip", "zlib"]
)
def test_the_sweep_finds_a_secret_in_every_form(shared_server: Server, form: str, packed: Callable[[bytes], bytes]):
    secret = canary().encode()
    assert traces(shared_server.data, {"canary": secret}) == []
    planted = shared_server.data / "planted"
    planted.write_bytes(b"\0\xff before " + packed(b"words " + forms(secret)[form] + b" words") + b" after \xff")
    try:
        assert any(f"canary in {form}" in trace for trace in traces(shared_server.data, {"canary": secret}))
    finally:
        planted.unlink()


# Time.


def test_seven_days_after_the_last_use_nothing_is_left(owner: Person):
    remains = leave_remains(owner)
    owner.server.advance("P6DT23H")
    owner.server.upkeep()
    assert remains.books.rows_about(remains.subject)["studio_image"] == 2
    owner.server.advance("PT2H")
    assert owner.http.get("/api/images").json()["data"] == []
    owner.server.upkeep()
    remains.assert_gone()


def test_each_use_within_seven_days_keeps_for_seven_more(owner: Person):
    image = owner.make()["images"][0]
    for _ in range(3):
        owner.server.advance("P6D")
        answer = owner.http.get("/gallery")
        assert "Max-Age=604800" in answer.headers["set-cookie"]
        owner.server.upkeep()
    assert owner.file(image).status_code == 200
    owner.server.advance("P7DT1H")
    owner.server.upkeep()
    assert owner.file(image).status_code == 404


# Logs.


def test_logs_hold_no_words_cookies_tokens_or_queries(new_server: Callable[..., Server]):
    server = new_server(log_level="trace").start()
    owner = Person(server)
    remains = leave_remains(owner)
    names = ("path", "parameter", "header", "form")
    secrets = {name: canary() for name in names}
    owner.http.get(f"/{secrets['path']}", params={"a": secrets["parameter"]}, headers={"Referer": secrets["header"]})
    owner.http.get("/gallery", params={"cursor": secrets["parameter"], "q": secrets["header"]})
    owner.http.post("/erase", data={"csrf": secrets["form"]})
    owner.http.post("/jobs", data={"csrf": secrets["form"], "prompt": secrets["form"]})
    owner.http.post("/api/jobs", json={"prompt": 7, secrets["form"]: 1})
    with server.fault("engine:fail"):
        owner.ended(owner.submit(secrets["form"])["id"])
    assert server.stop() == 0
    logs = server.log.parent
    suspects = remains.secrets | {name: secret.encode() for name, secret in secrets.items()}
    found = traces(folder_of_logs(logs), suspects)
    assert found == []
    lines = server.log_text().splitlines()
    assert sum('"Request served"' in line for line in lines) > 10
    assert sum('"Work failed"' in line for line in lines) > 0


def folder_of_logs(folder: Path) -> Path:
    """The logs alone, without the data directory beside them."""
    alone = folder / "logs"
    alone.mkdir()
    for log in folder.glob("*.log"):
        (alone / log.name).write_bytes(log.read_bytes())
    return alone
