"""What one does with one's pictures: comparing, sharing, keeping together, taking along."""

import io
import re
import zipfile
from collections.abc import Callable
from contextlib import closing

import httpx
import pytest
from playwright.sync_api import BrowserContext, expect

from support.member import Member
from support.person import Person
from support.pixels import opened
from support.problems import assert_problem
from support.product import Language, in_every_language
from support.server import Server
from support.studio_page import StudioPage

ENLARGE_LIMIT = 60_000  # milliseconds
AGE = {"country": "DE", "birth_month": "5", "birth_year": "1990"}


@pytest.fixture
def studio(new_context: Callable[..., BrowserContext], shared_server: Server, language: Language) -> StudioPage:
    return StudioPage(new_context().new_page(), shared_server, language)


@pytest.fixture
def person(shared_server: Server):
    with closing(Person(shared_server)) as person:
        yield person


def picture_of(person: Person, **members: object) -> str:
    return person.make(size="96x64", **members)["images"][0]["id"]


def enlarged(person: Person, image: str) -> str:
    answer = person.http.post("/api/jobs", json={"task": "upscale", "images": [image], "scale": 2, "method": "lanczos"})
    return person.ended(answer.json()["id"])["images"][0]["id"]


@in_every_language
def test_a_slider_compares_by_keyboard(studio: StudioPage, person: Person):
    image = picture_of(person)
    larger = enlarged(person, image)
    studio.be(person)
    page = studio.open(f"/images/{larger}").page
    slider, frame = page.get_by_label(studio.language.say("compare.slider")), page.locator(".compare-frame")
    expect(frame).to_have_class(re.compile(r"\bon\b"))
    slider.focus()
    page.keyboard.press("Home")
    assert frame.evaluate("frame => frame.style.getPropertyValue('--cut')") == "0%"
    page.keyboard.press("ArrowRight")
    assert frame.evaluate("frame => frame.style.getPropertyValue('--cut')") == "1%"
    tree = page.locator("#lineage")
    expect(tree.locator("[aria-current]")).to_contain_text(studio.language.say("task.upscale"))
    tree.get_by_role("link", name=studio.language.say("task.generate")).click()
    expect(page).to_have_url(re.compile(rf"/images/{image}$"))


@in_every_language
def test_a_link_is_opened_by_a_stranger_until_it_is_ended(
    studio: StudioPage, person: Person, new_context: Callable[..., BrowserContext]
):
    image, say = picture_of(person, prompt="a red house"), studio.language.say
    studio.be(person)
    page = studio.open(f"/images/{image}").page
    page.get_by_text(say("share.title"), exact=True).click()
    page.get_by_role("button", name=say("share.action")).click()
    for name, value in AGE.items():
        field = page.locator(f"[name={name}]")
        field.fill(value) if name == "birth_year" else field.select_option(value)
    page.locator("form.questions button").click()
    address = page.locator("#share-address").text_content().strip()
    stranger = new_context()
    seen = stranger.new_page()
    answer = seen.goto(address)
    assert answer.status == 200 and answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["x-robots-tag"] == "noindex"
    expect(seen.locator(".easel img")).to_be_visible()
    assert "a red house" not in seen.content() and image not in seen.content()
    assert stranger.cookies() == []
    assert opened(seen.request.get(address.replace("/zh-Hant", "") + "/file").body()).size == (96, 64)
    seen.get_by_role("link", name=say("report.image")).click()
    expect(seen.locator("[name=address]")).to_have_value(httpx.URL(address).path)
    page.get_by_role("button", name=say("share.revoke"), exact=True).click()
    assert seen.goto(address).status == 410
    expect(seen.get_by_role("heading", level=1)).to_contain_text(say("problem.share_over.title"))


def test_a_member_shares_by_program_and_a_report_finds_the_picture(shared_server: Server):
    with closing(Member(shared_server)) as member:
        image = member.picture()[1]
        made = member.http.post(f"/api/images/{image}/shares", json={"expires_in": 1, "shows_words": True})
        assert made.status_code == 201, made.text
        path = httpx.URL(made.json()["url"]).path
        stranger = httpx.Client(base_url=shared_server.url, trust_env=False, verify=shared_server.trust)
        shown = stranger.get(path)
        assert shown.status_code == 200 and "set-cookie" not in shown.headers
        assert "url" not in member.http.get(f"/api/images/{image}/shares").json()["data"][0]
        report = stranger.post("/api/reports", json={"address": made.json()["url"], "category": "other", "text": "x"})
        assert report.status_code in (201, 202), report.text
        share = made.json()["id"]
        assert member.http.delete(f"/api/images/{image}/shares/{share}").status_code == 204
        for gone in (path, f"{path}/file"):
            assert stranger.get(gone).status_code == 410
        assert_problem(member.http.delete(f"/api/images/{image}/shares/{share}"), 404, "not_found")
        member.http.delete(f"/api/images/{image}")


def test_a_visitor_is_asked_for_their_age_by_programs_too(person: Person):
    image = picture_of(person)
    refused = person.http.post(f"/api/images/{image}/shares", json={})
    assert_problem(refused, 400, "age_ticket_invalid")
    body = {"country": "DE", "birth_year": 1990, "birth_month": 5}
    ticket = person.http.post("/api/age", json=body).json()["ticket"]
    made = person.http.post(f"/api/images/{image}/shares", json={"age_ticket": ticket})
    assert made.status_code == 201, made.text


@in_every_language
def test_a_favourite_is_a_button_away(studio: StudioPage, person: Person):
    image, say = picture_of(person), studio.language.say
    studio.be(person)
    page = studio.open(f"/images/{image}").page
    star = page.get_by_role("button", name=say("image.favourite"))
    star.click()
    expect(star).to_have_attribute("aria-pressed", "true")
    studio.open("/gallery?show=favourites")
    expect(page.locator(".thumb")).to_have_count(1)
    studio.open("/gallery?show=uploads")
    expect(page.locator(".thumb")).to_have_count(0)


@in_every_language
def test_a_selection_is_a_zip_that_others_open(studio: StudioPage, person: Person):
    images = [picture_of(person, prompt=prompt) for prompt in ("a grey cat", "月下的貓")]
    studio.be(person)
    page = studio.open("/gallery").page
    for image in images:
        page.locator(f"input[name=pick_{image}]").check()
    with page.expect_download() as download:
        page.get_by_role("button", name=studio.language.say("selection.zip")).click()
    with zipfile.ZipFile(download.value.path()) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert names[1] == "002-a-grey-cat.png" and re.fullmatch(r"001-[0-9-]+\.png", names[0]), names
        assert [opened(archive.read(name)).size for name in names] == [(96, 64)] * 2


def test_a_collection_keeps_pictures_together(person: Person):
    image = picture_of(person)
    made = person.http.post("/api/collections", json={"name": "Cats", "images": [image]}).json()
    listed = person.http.get("/api/images", params={"collection": made["id"]}).json()["data"]
    assert [each["id"] for each in listed] == [image]
    assert_problem(person.http.get("/api/images", params={"collection": made["id"], "show": "uploads"}), 400, "malformed_parameter")
    person.http.delete(f"/api/images/{image}")
    assert person.http.get(f"/api/collections/{made['id']}").json()["count"] == 0
    with closing(Person(person.server)) as stranger:
        picture_of(stranger)
        assert_problem(stranger.http.get("/api/images", params={"collection": made["id"]}), 404, "not_found")


def test_200_pictures_are_the_most(person: Person):
    picture_of(person)
    answer = person.http.post("/api/images/archive", json={"images": [f"img_{number:026}" for number in range(201)]})
    assert_problem(answer, 422, "too_many_images")


@pytest.mark.parametrize("query, status", [("format=jpeg&quality=80", 200), ("format=png&quality=80", 400), ("format=webp&quality=101", 400)])
def test_a_download_has_the_quality_that_is_asked_for(person: Person, query: str, status: int):
    image = picture_of(person)
    answer = person.http.get(f"/api/images/{image}/file?{query}")
    assert answer.status_code == status
    if status == 200:
        assert zipfile.is_zipfile(io.BytesIO(answer.content)) is False and opened(answer.content).format == "JPEG"


REFUSED = {
    "no hours": ("shares", b'{"expires_in":0}', 422, "value_out_of_range"),
    "too many hours": ("shares", b'{"expires_in":8761}', 422, "value_out_of_range"),
    "hours in words": ("shares", b'{"expires_in":"1"}', 422, "wrong_field_type"),
    "huge hours": ("shares", b'{"expires_in":1e400}', 422, "wrong_field_type"),
    "an unknown member": ("shares", b'{"for":1}', 400, "unknown_field"),
    "a list": ("shares", b"[]", 400, "malformed_body"),
    "no name": ("collections", b"{}", 422, "missing_field"),
    "a blank name": ("collections", b'{"name":"  "}', 422, "name_malformed"),
    "two lines": ("collections", b'{"name":"a\\nb"}', 422, "name_malformed"),
    "a turned name": ("collections", b'{"name":"a\\u202eb"}', 422, "name_malformed"),
    "a long name": ("collections", b'{"name":"' + b"x" * 81 + b'"}', 422, "name_malformed"),
    "nobody's picture": ("collections", b'{"name":"a","images":["img_01M84Y09ZBE0083F8ARC95AYF6"]}', 404, "not_found"),
    "no picture": ("archive", b'{"images":[]}', 422, "selection_empty"),
    "no id": ("archive", b'{"images":["../x"]}', 422, "wrong_field_type"),
}


@pytest.mark.parametrize("what, body, status, code", REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_is_refused_and_leaves_nothing(person: Person, what: str, body: bytes, status: int, code: str):
    image = picture_of(person)
    places = {"shares": f"/api/images/{image}/shares", "collections": "/api/collections", "archive": "/api/images/archive"}
    answer = person.http.post(places[what], content=body, headers={"Content-Type": "application/json"})
    assert_problem(answer, status, code)
    assert person.http.get("/api/collections").json()["data"] == []
    assert person.http.get(places["shares"]).json()["data"] == []
