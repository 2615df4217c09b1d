"""Many pictures from a table or a list: as people order them on the page, and as programs do."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from support.person import Person
from support.problems import assert_problem
from support.product import ENGLISH, Language, in_every_language
from support.server import Server
from support.studio_page import StudioPage
from support.waiting import eventually

LIMIT = 60_000  # milliseconds
TABLE = "animal,size,seed\nfox,96x64,1\nowl,64x96,2\n\"cat, black\",64x64,3\n"


@pytest.fixture
def studio(new_context: Callable[..., BrowserContext], shared_server: Server, language: Language) -> StudioPage:
    return StudioPage(new_context().new_page(), shared_server, language)


@pytest.fixture
def plain_studio(new_context: Callable[..., BrowserContext], shared_server: Server, language: Language) -> StudioPage:
    return StudioPage(new_context(java_script_enabled=False).new_page(), shared_server, language)


def ended(person: Person, batch: str) -> dict:
    """The batch once every row has come to its end."""

    def asked() -> dict | None:
        answer = person.http.get(f"/api/batches/{batch}").json()
        return answer if answer["status"] == "ended" else None

    return eventually(asked, about="the end of a batch", within=60)


def known(person: Person) -> Person:
    """Somebody whom the server knows."""
    person.make(size="64x64")
    return person


@in_every_language
def test_a_table_is_shown_before_it_is_ordered_and_becomes_pictures(plain_studio: StudioPage, tmp_path: Path):
    say = plain_studio.language.say
    page = plain_studio.open("/batch").page
    page.locator("#template").fill("a {animal} on a hill")
    file = tmp_path / "animals.csv"
    file.write_text(TABLE, encoding="utf-8")
    page.locator("#file").set_input_files(file)
    page.get_by_role("button", name=say("batch.show")).click()
    lines = page.locator(".batch-lines li")
    expect(lines).to_have_count(3)
    expect(lines.nth(2)).to_contain_text("a cat, black on a hill")
    expect(page.locator("#rows")).to_have_value(re.compile("fox,96x64"))
    assert page.context.cookies() == [], "looking costs nothing and makes nobody known"
    page.locator("#preview .make").click()
    expect(page).to_have_url(re.compile(r"/batch/bat_\w+$"))
    expect(page.locator(".batch-rows-done li[data-status=succeeded]")).to_have_count(3, timeout=LIMIT)
    expect(page.locator(".batch-thumb img")).to_have_count(3)
    with page.expect_download() as download:
        page.get_by_role("button", name=say("batch.zip")).click()
    with zipfile.ZipFile(download.value.path()) as archive:
        assert archive.testzip() is None and len(archive.namelist()) == 3


@in_every_language
def test_the_page_follows_a_batch_by_itself(studio: StudioPage):
    page = studio.open("/batch").page
    page.locator("#rows").fill("a red house by a lake\ntwo boats at night")
    page.get_by_role("button", name=studio.language.say("batch.show")).click()
    page.locator("#preview .make").click()
    address = page.url
    expect(page.locator(".batch-rows-done li[data-status=succeeded]")).to_have_count(2, timeout=LIMIT)
    expect(page.locator("#batch-live")).not_to_have_attribute("data-active", "")
    assert page.url == address or page.url.startswith(address)


@in_every_language
def test_a_fault_is_told_by_line_and_column_and_nothing_is_lost(plain_studio: StudioPage):
    page = plain_studio.open("/batch").page
    page.locator("#template").fill("a {animal} in {place}")
    page.locator("#rows").fill("animal,place\nfox,a forest\nowl,\n")
    page.get_by_role("button", name=plain_studio.language.say("batch.show")).click()
    detail = plain_studio.language.say("problem.value_missing.detail")
    whole = plain_studio.language.say("problem.in_line", line="3", column="place", detail=detail)
    expect(page.locator("#problem")).to_contain_text(whole)
    expect(page.locator("#rows")).to_have_value(re.compile("fox,a forest"))
    expect(page.locator("#preview")).to_have_count(0)


@in_every_language
def test_a_preset_fills_the_prompt_with_a_script_and_without(studio: StudioPage, plain_studio: StudioPage):
    for page in (studio.open("/").page, plain_studio.open("/").page):
        page.locator("[data-presets]").click()
        page.locator("[data-preset=travel-poster]").click()
        expect(page.locator("#prompt")).not_to_have_value("")
        expect(page.locator("input[name=aspect_ratio]:checked")).to_have_value("2:3")
    page = plain_studio.open("/batch?preset=travel-poster").page
    expect(page.locator("#template")).to_have_value(re.compile(r"\{.+\}"))
    page.get_by_role("button", name=plain_studio.language.say("batch.show")).click()
    expect(page.locator(".batch-lines li")).to_have_count(1)


def test_failed_rows_are_tried_again_and_a_batch_is_stopped_by_a_button(
    server: Server, new_context: Callable[..., BrowserContext]
):
    studio = StudioPage(new_context(java_script_enabled=False).new_page(), server, ENGLISH)
    page = studio.open("/batch").page
    page.locator("#rows").fill("a red house by a lake")
    page.get_by_role("button", name=ENGLISH.say("batch.show")).click()
    with server.fault("engine:fail"):
        page.locator("#preview .make").click()
        expect(page.locator("li[data-status=failed]")).to_have_count(1, timeout=LIMIT)
        expect(page.locator("li[data-status=failed] .problem")).to_contain_text(ENGLISH.say("problem.engine_failed.title"))
    page.get_by_role("button", name=ENGLISH.say("batch.retry")).click()
    expect(page.locator("li[data-status=succeeded]")).to_have_count(1, timeout=LIMIT)
    studio.open("/batch")
    page.locator("#rows").fill("\n".join(f"a tree number {number}" for number in range(30)))
    page.get_by_role("button", name=ENGLISH.say("batch.show")).click()
    with server.fault("engine:slow"):
        page.locator("#preview .make").click()
        page.get_by_role("button", name=ENGLISH.say("batch.cancel")).click()
        expect(page.locator("li[data-status=canceled]").first).to_be_visible()


@in_every_language
@pytest.mark.parametrize(("pictures", "left"), [("keep", 2), ("delete", 0)])
def test_a_batch_is_deleted_from_its_page_with_its_pictures_or_without(
    plain_studio: StudioPage, pictures: str, left: int
):
    say = plain_studio.language.say
    page = plain_studio.open("/batch").page
    page.locator("#rows").fill("a red house by a lake\ntwo boats at night")
    page.get_by_role("button", name=say("batch.show")).click()
    page.locator("#preview .make").click()
    expect(page.locator("li[data-status=succeeded]")).to_have_count(2, timeout=LIMIT)
    address = page.url
    page.get_by_text(say("batch.delete"), exact=True).click()
    expect(page.locator("input[name=pictures][value=keep]")).to_be_checked()
    page.locator(f"label:has(input[name=pictures][value={pictures}])").click()
    page.get_by_role("button", name=say("batch.delete_action")).click()
    expect(page).to_have_url(re.compile(r"/batch$"))
    expect(page.locator("a[href*='/batch/bat_']")).to_have_count(0)
    assert page.goto(address).status == 404
    plain_studio.open("/gallery")
    expect(page.locator("a.thumb[href*='/images/img_']")).to_have_count(left)


def test_deleting_a_batch_that_is_being_made_stops_it_first(server: Server):
    person = Person(server)
    known(person)
    before = {image["id"] for image in person.http.get("/api/images").json()["data"]}
    lines = "\n".join(f"a tree number {number}" for number in range(30))
    with server.fault("engine:slow"):
        made = person.http.post("/api/batches", json={"list": lines, "size": "64x64"}).json()
        path = f"/api/batches/{made['id']}"
        eventually(lambda: person.http.get(path).json()["counts"]["running"], about="a row runs")
        answer = person.http.delete(path, params={"pictures": "delete"})
        assert answer.status_code == 204, answer.text
    assert_problem(person.http.get(path), 404, "not_found")
    assert_problem(person.http.delete(path), 404, "not_found")
    after = {image["id"] for image in person.http.get("/api/images").json()["data"]}
    assert after == before
    person.close()


def test_rows_have_each_their_own_fate(person: Person):
    known(person)
    rows = [{"animal": "fox"}, {"animal": "owl", "size": "96x64"}, {"animal": "cat", "n": 2}]
    body = {"template": "a {animal}", "rows": rows, "size": "64x64", "seed": 7}
    made = person.http.post("/api/batches", json=body)
    assert made.status_code == 202, made.text
    batch = ended(person, made.json()["id"])
    assert batch["counts"]["succeeded"] == 3 and batch["progress"] == 1
    found = batch["rows"]["data"]
    assert [row["prompt"] for row in found] == ["a fox", "a owl", "a cat"]
    assert [len(row["images"]) for row in found] == [1, 1, 2]
    assert (found[1]["images"][0]["width"], found[1]["images"][0]["height"]) == (96, 64)
    page = person.http.get(f"/api/batches/{batch['id']}", params={"limit": 2}).json()["rows"]
    rest = person.http.get(f"/api/batches/{batch['id']}", params={"cursor": page["next_cursor"]}).json()["rows"]
    assert [row["index"] for row in page["data"] + rest["data"]] == [0, 1, 2] and rest["next_cursor"] is None


def test_more_rows_than_may_be_open_are_made_after_each_other(person: Person):
    known(person)
    lines = "\n".join(f"a tree number {number}" for number in range(40))
    made = person.http.post("/api/batches", json={"list": lines, "size": "64x64"}).json()
    assert ended(person, made["id"])["counts"]["succeeded"] == 40


def test_what_is_sent_again_under_one_key_is_one_batch(person: Person):
    known(person)
    key = {"Idempotency-Key": "batch-1"}
    first = person.http.post("/api/batches", json={"list": "a tree", "size": "64x64"}, headers=key).json()
    again = person.http.post("/api/batches", json={"list": "a tree", "size": "64x64"}, headers=key).json()
    assert first["id"] == again["id"]
    other = person.http.post("/api/batches", json={"list": "a house", "size": "64x64"}, headers=key)
    assert_problem(other, 422, "idempotency_key_reused")


def test_a_batch_goes_on_after_a_restart(server: Server):
    person = Person(server)
    known(person)
    lines = "\n".join(f"a tree number {number}" for number in range(20))
    with server.fault("engine:slow"):
        made = person.http.post("/api/batches", json={"list": lines, "size": "64x64"}).json()
    server.kill()
    server.start()
    assert ended(person, made["id"])["counts"]["succeeded"] == 20
    person.close()


def test_cancelling_orders_nothing_more(server: Server):
    person = Person(server)
    known(person)
    lines = "\n".join(f"a tree number {number}" for number in range(30))
    with server.fault("engine:slow"):
        made = person.http.post("/api/batches", json={"list": lines, "size": "64x64"}).json()
        answer = person.http.post(f"/api/batches/{made['id']}/cancel")
        assert answer.status_code == 200 and answer.json()["counts"]["waiting"] == 0
    counts = ended(person, made["id"])["counts"]
    assert counts["canceled"] >= 20 and counts["canceled"] + counts["succeeded"] == 30
    person.close()
