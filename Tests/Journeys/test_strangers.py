"""Nobody sees, finds or touches what is somebody else's."""

import re
from collections.abc import Callable, Iterator

import httpx
import pytest
from playwright.sync_api import BrowserContext, expect

from support.canary import canary
from support.person import Person
from support.product import ENGLISH, LANGUAGES
from support.server import Server
from support.studio_page import StudioPage

STRANGERS = {"another visitor": True, "somebody unknown": False}


@pytest.fixture
def two(shared_server: Server) -> Iterator[tuple[Person, Person]]:
    people = Person(shared_server), Person(shared_server)
    yield people
    for person in people:
        person.close()


@pytest.mark.parametrize("is_known", STRANGERS.values(), ids=STRANGERS.keys())
def test_nobody_sees_or_touches_what_is_somebody_elses(two: tuple[Person, Person], is_known: bool):
    owner, stranger = two
    secret = canary()
    made = owner.make(f"a house {secret}", n=2)
    job, image = made["id"], made["images"][0]["id"]
    if is_known:
        stranger.make("a tree")
    for method, path in addresses(job, image):
        answer = stranger.http.request(method, path, **form_for(stranger, method, path))
        assert answer.status_code in (404, 401), f"{method} {path} answers {answer.status_code}"
        assert secret not in answer.text
    for path in (
        "/",
        "/gallery",
        f"/gallery?q={secret}",
        f"/gallery?cursor={image}",
        "/erase",
        "/api/images",
        f"/api/images?q={secret}",
        f"/api/images?cursor={image}&limit=100",
    ):
        shown = stranger.http.get(path).text
        assert image not in shown.replace(f"cursor={image}", ""), path
        assert job not in shown
    answer = stranger.order("a house", variation_of=image)
    assert answer.status_code == 404
    assert owner.job(job) == made
    assert owner.file(made["images"][0]).status_code == 200


def addresses(job: str, image: str) -> list[tuple[str, str]]:
    """Every address that leads to one job or one picture."""
    forms = ("", "?w=160", "?format=webp", "?w=160&format=jpeg", "?download=1")
    files = [f"/api/images/{image}/file{form}" for form in forms]
    api = [f"/api/jobs/{job}", f"/api/jobs/{job}/events", f"/api/images/{image}", *files]
    pages = [
        language.path(page)
        for language in LANGUAGES
        for page in (f"/jobs/{job}", f"/images/{image}", f"/?from={image}")
    ]
    forms = [
        language.path(page) for language in LANGUAGES for page in (f"/jobs/{job}/cancel", f"/images/{image}/delete")
    ]
    return (
        [("GET", path) for path in api + pages]
        + [("HEAD", path) for path in api + pages]
        + [("DELETE", f"/api/jobs/{job}"), ("DELETE", f"/api/images/{image}")]
        + [("POST", path) for path in forms]
    )


def form_for(person: Person, method: str, path: str) -> dict:
    """What a form on one of the person's own pages would send."""
    if method != "POST":
        return {}
    return {"data": {"csrf": re.search(r'name="csrf" value="([^"]+)"', person.http.get("/").text)[1]}}


def test_two_browsers_see_nothing_of_each_other(new_context: Callable[..., BrowserContext], shared_server: Server):
    first, second = (StudioPage(new_context().new_page(), shared_server, ENGLISH) for _ in range(2))
    job = first.open().make("a red house")
    second.open().make("three cats")
    image = first.image(job)
    second.open("/gallery")
    expect(second.page.locator(".thumb")).to_have_count(1)
    expect(second.page.locator(".thumb img")).to_have_attribute("alt", "Image: three cats")
    second.open(f"/images/{image}", status=404)
    first.open(f"/images/{image}")


@pytest.mark.parametrize("token", ["", "0" * 64, "g" * 64, "'; DROP TABLE accounts_visitor; --", "0" * 4000])
def test_an_invented_cookie_knows_nobody_and_is_taken_back(shared_server: Server, token: str):
    answer = httpx.get(f"{shared_server.url}/api/images", headers={"Cookie": f"nbp_visitor={token}"}, trust_env=False)
    assert answer.json()["data"] == []
    assert "Max-Age=0" in answer.headers.get("set-cookie", "Max-Age=0")
