"""What Sketch's pictures were drawn from: read, changed in words and as documents, downloaded as SVG."""

import io
import json
import re
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat
from playwright.sync_api import BrowserContext, expect

from support.person import Person
from support.problems import assert_problem
from support.product import Language, in_every_language
from support.server import Server
from support.studio_page import PICTURE_LIMIT, StudioPage


@pytest.fixture
def person(shared_server: Server):
    with closing(Person(shared_server)) as person:
        yield person


def made(person: Person, **members: object) -> dict:
    return person.make(**{"size": "256x256", "seed": 7, **members})["images"][0]


def pixels(person: Person, image: str) -> Image.Image:
    return Image.open(io.BytesIO(person.http.get(f"/api/images/{image}/file").content)).convert("RGB")


def drawn(person: Person, **members: object) -> dict:
    answer = person.http.post("/api/jobs", json=members)
    assert answer.status_code == 202, answer.text
    job = person.ended(answer.json()["id"])
    assert job["status"] == "succeeded", job
    return job


def scene_of(person: Person, image: str) -> dict:
    answer = person.http.get(f"/api/images/{image}/scene")
    assert answer.status_code == 200, answer.text
    return answer.json()


def light(picture: Image.Image) -> float:
    return ImageStat.Stat(picture.convert("L")).mean[0]


def test_a_scene_that_is_sent_back_gives_the_same_pixels(person: Person):
    image = made(person, prompt="two red cats under a tree")["id"]
    scene = scene_of(person, image)
    assert [item["subject"] for item in scene["items"]].count("cat") == 2
    job = drawn(person, scene=scene, size="256x256")
    assert job["scene"] == scene
    again = pixels(person, job["images"][0]["id"])
    assert ImageChops.difference(pixels(person, image), again).getbbox() is None


def test_what_is_taken_out_of_a_document_is_not_drawn(person: Person):
    image = made(person, prompt="a cat and a house")["id"]
    scene = scene_of(person, image)
    scene["items"] = [item for item in scene["items"] if item["subject"] != "cat"]
    without = drawn(person, scene=scene, variation_of=image)
    assert without["parent"] == image
    assert [item["subject"] for item in scene_of(person, without["images"][0]["id"])["items"]] == ["house"]
    assert ImageChops.difference(pixels(person, image), pixels(person, without["images"][0]["id"]).resize((256, 256))).getbbox()


@pytest.mark.parametrize(
    "words, check",
    [
        ("make it night", lambda before, after: after["backdrop"]["time"] == "night"),
        ("換成夜晚", lambda before, after: after["backdrop"]["time"] == "night"),
        ("add a balloon", lambda before, after: "balloon" in {item["subject"] for item in after["items"]}),
        ("three cats", lambda before, after: [item["subject"] for item in after["items"]].count("cat") == 3),
        ("三隻貓", lambda before, after: [item["subject"] for item in after["items"]].count("cat") == 3),
        ("make the cat bigger", lambda before, after: max(i["scale"] for i in after["items"]) > max(i["scale"] for i in before["items"])),
        ("move it to the left", lambda before, after: after["items"][0]["foot"]["x"] < before["items"][0]["foot"]["x"]),
        ("往右移一點", lambda before, after: after["items"][0]["foot"]["x"] > before["items"][0]["foot"]["x"]),
        ("換成雪景", lambda before, after: after["backdrop"].get("season") == "winter"),
        ("remove the cat", lambda before, after: not after["items"]),
        ("as paper-cut", lambda before, after: after["style"] == "paper-cut"),
    ],
)
def test_a_picture_is_changed_in_words(person: Person, words: str, check: Callable[[dict, dict], bool]):
    image = made(person, prompt="a cat in the meadow by day")["id"]
    job = drawn(person, scene_of=image, prompt=words)
    assert job["parent"] == image and job["prompt"] == words
    before, after = scene_of(person, image), scene_of(person, job["images"][0]["id"])
    assert check(before, after), after


def test_night_is_darker_and_the_rest_stays_where_it_was(person: Person):
    image = made(person, prompt="a house and a tree by day")["id"]
    after = drawn(person, scene_of=image, prompt="make it night")["images"][0]["id"]
    assert light(pixels(person, after)) < light(pixels(person, image)) - 20
    feet = [[item["foot"] for item in scene_of(person, each)["items"]] for each in (image, after)]
    assert feet[0] == feet[1]


def test_the_same_scene_is_drawn_larger_and_in_another_style(person: Person):
    image = made(person, prompt="a lighthouse")["id"]
    large = drawn(person, scene_of=image, size="1024x1024", style="line-art")["images"][0]
    assert (large["width"], large["height"]) == (1024, 1024)
    assert scene_of(person, large["id"])["items"] == scene_of(person, image)["items"]


def test_a_drawing_comes_as_svg_that_others_read_and_that_says_what_made_it(person: Person, tmp_path: Path):
    image = made(person, prompt='a boat "Hello & <goodbye>"')["id"]
    answer = person.http.get(f"/api/images/{image}/file", params={"format": "svg"})
    assert answer.status_code == 200 and answer.headers["content-type"] == "image/svg+xml"
    assert answer.headers["content-disposition"].startswith("attachment")
    assert not re.search(rb"<script|<image|<foreignObject|onload|javascript:", answer.content)
    file = tmp_path / "drawing.svg"
    file.write_bytes(answer.content)
    told = subprocess.run(["exiftool", "-j", "-G1", str(file)], capture_output=True, check=True, text=True).stdout
    assert "algorithmicMedia" in told, told


def test_a_browser_shows_the_svg_as_the_picture(person: Person, new_context: Callable[..., BrowserContext]):
    image = made(person, prompt="a red house on a hill by day")["id"]
    svg = person.http.get(f"/api/images/{image}/file", params={"format": "svg"}).text
    page = new_context().new_page()
    page.set_viewport_size({"width": 256, "height": 256})
    page.set_content(f"<style>body{{margin:0}}svg{{width:256px;height:256px;display:block}}</style>{svg}")
    shown = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    difference = ImageStat.Stat(ImageChops.difference(shown, pixels(person, image))).mean
    assert max(difference) < 4, difference


def test_everything_that_scenes_may_name_is_listed(person: Person):
    listed = person.http.get("/api/drawings", headers={"Accept-Language": "zh-TW"}).json()
    assert len(listed["subjects"]) >= 120 and len(listed["settings"]) >= 24 and len(listed["styles"]) == 12
    names = {each["id"]: each["name"] for each in listed["subjects"]}
    assert names["cat"] == "貓"


def spoilt(scene: dict, how: str) -> dict:
    scene = json.loads(json.dumps(scene))
    match how:
        case "drawing":
            scene["items"][0]["subject"] = "jabberwock"
        case "scale":
            scene["items"][0]["scale"] = 1e9
        case "member":
            scene["items"][0]["onclick"] = "x"
        case "horizon":
            scene["backdrop"]["horizon"] = -5
        case "many":
            scene["items"] = scene["items"] * 201
        case "circle":
            scene["items"] = [{**scene["items"][0], "inside": 1}, {**scene["items"][0], "inside": 0}]
        case "version":
            scene["version"] = 2
        case "setting":
            scene["backdrop"]["setting"] = "moonbase"
        case "style":
            scene["style"] = "cubism"
        case "shape":
            scene["canvas"] = {"width": 9000, "height": 1000}
    return scene


@pytest.mark.parametrize(
    "how, code",
    [
        ("drawing", "drawing_unknown"),
        ("scale", "value_out_of_range"),
        ("member", "unknown_field"),
        ("horizon", "value_out_of_range"),
        ("many", "length_out_of_range"),
        ("circle", "scene_not_drawable"),
        ("version", "value_unknown"),
        ("setting", "value_unknown"),
        ("style", "style_unknown"),
        ("shape", "value_out_of_range"),
    ],
)
def test_a_document_that_cannot_be_drawn_is_refused_by_its_place(person: Person, how: str, code: str):
    image = made(person, prompt="a cat")["id"]
    answer = person.http.post("/api/jobs", json={"scene": spoilt(scene_of(person, image), how)})
    assert answer.status_code in (400, 422) and answer.json()["code"] == code, answer.text


def test_other_orders_about_scenes_are_refused(person: Person, shared_server: Server):
    image = made(person, prompt="a cat")["id"]
    scene = scene_of(person, image)
    assert_problem(person.http.post("/api/jobs", json={"scene": scene, "size": "512x256"}), 422, "size_unlike_scene")
    assert_problem(person.http.post("/api/jobs", json={"scene": scene, "n": 2}), 422, "count_out_of_bounds")
    assert_problem(person.http.post("/api/jobs", json={"scene": scene, "scene_of": image}), 422, "one_field_of")
    assert_problem(person.http.post("/api/jobs", json={"scene_of": image}), 422, "missing_field")
    assert_problem(person.http.post("/api/jobs", json={"scene_of": image, "prompt": "qwertz uiop"}), 422, "change_not_understood")
    blurred = person.ended(
        person.http.post("/api/jobs", json={"task": "edit", "images": [image], "prompt": "blur it"}).json()["id"]
    )["images"][0]["id"]
    assert_problem(person.http.get(f"/api/images/{blurred}/scene"), 404, "no_scene")
    assert_problem(person.http.post("/api/jobs", json={"scene_of": blurred, "prompt": "make it night"}), 404, "no_scene")
    with closing(Person(shared_server)) as stranger:
        made(stranger, prompt="a dog")
        assert_problem(stranger.http.get(f"/api/images/{image}/scene"), 404, "not_found")
        assert_problem(stranger.http.post("/api/jobs", json={"scene_of": image, "prompt": "make it night"}), 404, "not_found")


@in_every_language
def test_the_page_changes_a_drawing(
    new_context: Callable[..., BrowserContext], shared_server: Server, person: Person, language: Language
):
    image, say = made(person, prompt="a cat in the meadow")["id"], language.say
    studio = StudioPage(new_context().new_page(), shared_server, language)
    studio.be(person)
    page = studio.open(f"/images/{image}").page
    page.get_by_role("button", name=say("scene.idea_night")).click()
    expect(page.locator("article.job")).to_have_attribute("data-status", "succeeded", timeout=PICTURE_LIMIT)
    page.locator(".picture-link").first.click()
    expect(page.locator("#lineage [aria-current]")).to_contain_text(say("task.redrawn"))
    expect(page.locator(".compare-frame")).to_have_class(re.compile(r"\bon\b"))
    page.locator("#scene summary").nth(1).click()
    document = page.get_by_label(say("scene.document_label"))
    scene = json.loads(document.input_value())
    assert scene["backdrop"]["time"] == "night"
    document.fill("{")
    page.get_by_role("button", name=say("scene.document_action")).click()
    expect(page.get_by_role("alert").first).not_to_be_empty()


def test_prompts_of_every_sort_end_in_a_picture_or_a_note(person: Person):
    prompts = [
        "a red blue green cat at noon at night", " and ".join(["a cat"] * 200), "аннушка уже разлила масло", "กาแฟร้อน",
        '"<script>alert(1)</script>" a sign', "🙂🙃🙂", "no " * 500, "a cat in a box in a box in a box in a cup",
        "沒有貓，沒有狗，沒有人，沒有天空", "x" * 4000, "under on behind in front of between",
    ]
    for prompt in prompts:
        job = person.make(prompt=prompt, size="128x128")
        assert job["status"] == "succeeded" and len(job["images"]) == 1, prompt
