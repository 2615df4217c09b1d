"""Editing in the browser: by words, by tools, by masks, by words on the picture; nothing is lost, and all of it by keyboard too."""

import base64
import io
from collections.abc import Callable
from contextlib import closing

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, expect

from support.person import Person
from support.photos import jpeg, photograph
from support.pixels import opened
from support.product import ENGLISH, in_every_language
from support.server import Server
from support.studio_page import StudioPage

EDIT_LIMIT = 60_000  # milliseconds


def brought(server: Server, **shape: int) -> tuple[Person, dict]:
    """Somebody with a photograph of theirs."""
    person = Person(server)
    answer = person.http.post("/api/images", files={"file": ("meadow.jpg", jpeg(photograph(**shape)), "image/jpeg")})
    assert answer.status_code == 201, answer.text
    return person, answer.json()["data"][0]


class Editor:
    def __init__(self, studio: StudioPage, **shape: int):
        self.studio, self.page = studio, studio.page
        self.person, self.image = brought(studio.server, **shape)
        studio.be(self.person)
        studio.open(f"/images/{self.image['id']}/edit")
        expect(self.page.locator("#toolbox button").first).to_be_attached(timeout=EDIT_LIMIT)
        self.settled()

    def say(self, key: str, **values: object) -> str:
        return self.studio.language.say(f"editor.{key}", **values)

    def settled(self) -> None:
        """Waits for the preview."""
        expect(self.page.locator("#working")).to_have_text("", timeout=EDIT_LIMIT)

    def tell(self, instruction: str) -> None:
        self.page.locator("#instruction").fill(instruction)
        self.page.locator("#say button").click()

    @property
    def steps(self):
        return self.page.locator("#steps .step")

    def use(self, tool: str) -> None:
        self.open("tools-panel")
        self.page.locator("#toolbox button", has_text=tool).first.click()
        self.settled()

    def open(self, panel: str) -> None:
        details = self.page.locator(f"#{panel}")
        if details.get_attribute("open") is None:
            details.locator("summary").click()

    def paint(self) -> None:
        """Paints over the middle of the picture."""
        self.open("mask-panel")
        self.page.locator("[data-mask=brush]").click()
        box = self.page.locator("#sheet").bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.55
        self.page.mouse.move(x - 20, y)
        self.page.mouse.down()
        self.page.mouse.move(x + 20, y, steps=5)
        self.page.mouse.up()

    def save(self) -> dict:
        """Makes the whole picture; its body."""
        self.page.locator("[data-do=save]").click()
        link = self.page.locator("#outcome a.make")
        expect(link).to_be_visible(timeout=EDIT_LIMIT)
        image = link.get_attribute("href").rsplit("/", 1)[1]
        return self.person.http.get(f"/api/images/{image}").json()

    def picture(self, image: dict):
        return opened(self.person.file(image).content)


@in_every_language
def test_words_become_steps_that_can_be_changed_moved_and_taken_back(studio: StudioPage):
    editor = Editor(studio)
    editor.tell("black and white, more contrast, crop to 16:9" if studio.language is ENGLISH else "黑白，增加對比，裁切成 16:9")
    expect(editor.steps).to_have_count(3)
    editor.settled()
    editor.page.locator("[data-focus=up-2]").click()
    expect(editor.steps).to_have_count(3)
    editor.page.locator("[data-focus=cross-0]").click()
    expect(editor.steps).to_have_count(2)
    editor.page.locator("[data-do=undo]").click()
    expect(editor.steps).to_have_count(3)
    editor.page.locator("[data-do=redo]").click()
    expect(editor.steps).to_have_count(2)
    editor.settled()
    made = editor.save()
    assert (made["width"], made["height"]) == (1200, 675)
    assert [step["tool"] for step in made["steps"]] == ["crop", "contrast"] or len(made["steps"]) == 2
    assert editor.person.http.get(f"/api/images/{editor.image['id']}").status_code == 200


@pytest.mark.parametrize("language", [ENGLISH], ids=str)
def test_what_is_painted_over_disappears(studio: StudioPage):
    editor = Editor(studio)
    size = editor.page.locator("#brush-size")
    editor.open("mask-panel")
    size.fill(size.get_attribute("max"))
    editor.paint()
    editor.page.locator("#with-mask button").first.click()
    expect(editor.steps).to_have_count(1)
    editor.settled()
    picture = editor.picture(editor.save()).convert("RGB")
    middle = picture.getpixel((600, 495))
    assert not (middle[0] > 200 and middle[2] < 120), f"the ball is still there: {middle}"


@pytest.mark.parametrize("language", [ENGLISH], ids=str)
def test_chinese_words_are_set_on_the_picture_moved_and_saved(studio: StudioPage):
    editor = Editor(studio)
    editor.open("layers-panel")
    editor.page.locator("[data-add=text]").click()
    field = editor.page.locator("#layer-words")
    field.fill("夏天的草地")
    field.blur()
    editor.settled()
    box = editor.page.locator(".box").first
    before = box.evaluate("box => box.style.left")
    box.focus()
    for _ in range(3):
        editor.page.keyboard.press("Shift+ArrowRight")
    assert box.evaluate("box => parseInt(box.style.left)") == int(before.removesuffix("px")) + 30
    editor.settled()
    made = editor.save()
    assert made["width"] == 1200
    white = sum(1 for pixel in editor.picture(made).convert("RGB").getdata() if min(pixel) > 240)
    assert white > 2_000, "no words are on the picture"


@pytest.mark.parametrize("language", [ENGLISH], ids=str)
def test_an_instruction_that_is_not_understood_says_so_and_changes_nothing(studio: StudioPage):
    editor = Editor(studio)
    editor.tell("flibber the gronk")
    expect(editor.page.locator("#read")).not_to_be_empty()
    expect(editor.steps).to_have_count(0)
    assert editor.page.locator("#instruction").input_value() == "flibber the gronk"


@pytest.mark.parametrize("language", [ENGLISH], ids=str)
def test_the_picture_is_zoomed_and_moved_by_keys(studio: StudioPage):
    editor = Editor(studio)
    editor.page.locator("#window").focus()
    editor.page.keyboard.press("1")
    expect(editor.page.locator("[data-part=zoom]")).to_have_text("100 %")
    before = editor.page.locator("#sheet").bounding_box()
    editor.page.keyboard.press("ArrowLeft")
    assert editor.page.locator("#sheet").bounding_box()["x"] > before["x"]
    editor.page.keyboard.press("0")
    expect(editor.page.locator("[data-part=zoom]")).not_to_have_text("100 %")


@in_every_language
def test_without_scripts_an_instruction_is_carried_out_all_the_same(
    new_context: Callable[..., BrowserContext], shared_server: Server, language
):
    studio = StudioPage(new_context(java_script_enabled=False).new_page(), shared_server, language)
    person, image = brought(shared_server)
    studio.be(person)
    studio.open(f"/images/{image['id']}/edit")
    studio.page.locator("#instruction").fill("make it warmer" if language is ENGLISH else "暖一點")
    studio.page.locator("#say button").click()
    expect(studio.page.locator("article.job")).to_be_visible()
    person.close()


def test_a_stranger_finds_no_editor(server: Server):
    person, image = brought(server)
    with closing(Person(server)) as stranger:
        stranger.submit("a house")
        assert stranger.http.get(f"/images/{image['id']}/edit").status_code == 404
        preview = stranger.http.post("/api/previews", json={"task": "edit", "images": [image["id"]], "steps": [{"tool": "sepia"}]})
        assert preview.status_code == 404
    person.close()


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"steps": [{"tool": "flibber"}]}, "steps[0].tool"),
        ({"steps": [{"tool": "blur", "amount": 900}]}, "steps[0].amount"),
        ({"layers": [{"id": "a", "box": {"x": 9e3, "y": 9e3, "width": 10, "height": 10}, "text": {"text": "x", "size": 9}}]}, "layers[0].box"),
        ({"layers": [{"id": "a", "box": {"x": 0, "y": 0, "width": 90, "height": 90}, "text": {"text": "x", "size": 9, "family": "Nope"}}]}, "layers[0].text.family"),
    ],
)
def test_a_preview_of_nonsense_names_the_place(server: Server, body: dict, field: str):
    person, image = brought(server)
    answer = person.http.post("/api/previews", json={"task": "edit", "images": [image["id"]], "steps": [{"tool": "sepia"}], **body})
    assert answer.status_code == 422, answer.text
    assert field in answer.json()["errors"]
    person.close()


def test_a_preview_is_small_whatever_its_steps_and_says_what_made_it(server: Server):
    person, image = brought(server)
    steps = [{"tool": "resize", "factor": 4}, {"tool": "sepia"}]
    answer = person.http.post("/api/previews", json={"task": "edit", "images": [image["id"]], "steps": steps})
    assert answer.status_code == 200, answer.text
    content = base64.b64decode(answer.json()["picture"].partition(",")[2])
    assert answer.json()["width"] == 4 * image["width"]
    assert max(Image.open(io.BytesIO(content)).size) <= 1_280
    assert b"/newscodes/digitalsourcetype/" in content
    person.close()


def test_a_sample_that_shared_caches_may_keep_renews_nobody_s_cookie(server: Server):
    with closing(Person(server)) as person:
        person.submit("a house")
        first, second = (person.http.get("/api/designs/poster-bold/sample") for _ in range(2))
        assert first.status_code == 200 and first.headers["cache-control"].startswith("public")
        assert "set-cookie" not in first.headers
        assert first.content == second.content
