"""While a provider is at a picture, its person sees how it looks so far; nobody else does, and nothing of it is kept."""

import base64
import io
import json
from collections.abc import Iterator
from contextlib import closing

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from conftest import ServerMaker

from support.fakes.openai_images import OpenAIImages
from support.person import Person
from support.product import Language, in_every_language
from support.server import Server

MODEL = "gpt-image-2"
GROWN = {"country": "TW", "birth_year": 1990, "birth_month": 3}
WEBP = "data:image/webp;base64,"


@pytest.fixture
def fake() -> Iterator[OpenAIImages]:
    with OpenAIImages() as fake:
        yield fake


@pytest.fixture
def server(fake: OpenAIImages, new_server: ServerMaker) -> Server:
    server = new_server()
    fake.offer_to(server)
    return server.start()


def test_a_follower_gets_small_drafts_and_then_the_picture(server: Server, fake: OpenAIImages) -> None:
    fake.hold()
    with closing(Person(server)) as person, closing(Person(server)) as stranger:
        ticket = person.http.post("/api/age", json=GROWN).json()["ticket"]
        answer = person.order("a red kite", model=MODEL, age_ticket=ticket)
        assert answer.status_code == 202, answer.text
        job = answer.json()["id"]
        names = []
        with person.http.stream("GET", f"/api/jobs/{job}/events") as stream:
            name = ""
            for line in stream.iter_lines():
                if line.startswith("event: "):
                    name = line.removeprefix("event: ")
                    names.append(name)
                elif line.startswith("data: ") and name == "preview":
                    body = json.loads(line.removeprefix("data: "))
                    assert body["index"] == 0 and body["picture"].startswith(WEBP)
                    draft = base64.b64decode(body["picture"].removeprefix(WEBP))
                    picture = Image.open(io.BytesIO(draft))
                    assert picture.format == "WEBP" and max(picture.size) <= 512
                    assert b"trainedAlgorithmicMedia" in draft
                    assert stranger.http.get(f"/api/jobs/{job}/events").status_code in (401, 404)
                    assert not list((server.data / "blobs").rglob("img_*"))
                    fake.release()
        assert "preview" in names and names[-1] == "done"
        assert names.index("preview") < names.index("image")
        again = person.http.get(f"/api/jobs/{job}/events").text
        assert "event: preview" not in again and "event: done" in again


@in_every_language
def test_the_page_shows_a_draft_where_the_picture_will_be(
    server: Server, fake: OpenAIImages, page: Page, language: Language
) -> None:
    page.emulate_media(reduced_motion="reduce")
    fake.hold()
    page.goto(server.url + language.path("/"))
    page.locator("#prompt").fill(language.red_house)
    page.locator(f"label:has(input[name=model][value='{MODEL}'])").click()
    page.locator("#count").fill("1")
    page.locator("#composer button.make").click()
    page.locator("[name=country]").select_option("TW")
    page.locator("[name=birth_month]").select_option("3")
    page.locator("[name=birth_year]").fill("1990")
    page.locator("main form button").last.click()
    draft = page.locator("article.job .slot img.draft")
    expect(draft).to_be_visible(timeout=30_000)
    expect(draft).to_have_attribute("alt", language.say("job.draft"))
    assert draft.evaluate("img => getComputedStyle(img).animationDuration") == "0s"
    fake.release()
    expect(page.locator("article.job")).to_have_attribute("data-status", "succeeded", timeout=30_000)
    expect(page.locator("img.draft")).to_have_count(0)
