"""Graphs of an operator's ComfyUI: what they need is told before anything is ordered of them.

The server is the fake of ComfyUI, which others' clients take for the real one.
"""

import copy
import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, expect

from conftest import ServerMaker

from support.fakes.comfyui import ComfyUI
from support.person import Person
from support.problems import assert_problem
from support.product import ROOT, Language, in_every_language
from support.server import Server
from support.studio_page import StudioPage

BLOCKS = re.findall(r"```json\n(.*?)```", (ROOT / "docs/comfyui.md").read_text(), re.DOTALL)
INPAINT = json.loads(BLOCKS[1])


def of_two_pictures() -> dict:
    """The operators' example with places for two pictures and none for a mask."""
    graph = copy.deepcopy(INPAINT) | {"id": "pair", "label": "A pair"}
    del graph["slots"]["mask"]
    graph["slots"]["image_2"] = {"node": "11", "input": "image", "type": "image"}
    return graph


@pytest.fixture
def fake() -> Iterator[ComfyUI]:
    with ComfyUI() as fake:
        yield fake


@pytest.fixture
def comfy_server(fake: ComfyUI, new_server: ServerMaker, tmp_path: Path) -> Server:
    for graph in (INPAINT, of_two_pictures()):
        (tmp_path / f"{graph['id']}.json").write_text(json.dumps(graph), encoding="utf-8")
    return new_server(comfyui_url=fake.url, comfyui_graphs=tmp_path).start()


@pytest.fixture
def comfy_person(comfy_server: Server) -> Iterator[Person]:
    person = Person(comfy_server)
    yield person
    person.close()


def uploaded(person: Person, colour: str) -> str:
    file = io.BytesIO()
    Image.new("RGB", (512, 512), colour).save(file, "PNG")
    answer = person.http.post("/api/images", files={"file": ("a.png", file.getvalue(), "image/png")})
    assert answer.status_code in (200, 201), answer.text
    body = answer.json()
    return (body["data"][0] if "data" in body else body)["id"]


def test_models_say_how_many_pictures_they_need(comfy_person: Person) -> None:
    models = {model["id"]: model for model in comfy_person.http.get("/api/models").json()["data"]}
    pair, patch = models["pair"], models["sdxl-inpaint"]
    assert (pair["least_references"], pair["most_references"], pair["needs_mask"]) == (2, 2, False)
    assert (patch["least_references"], patch["most_references"], patch["needs_mask"]) == (1, 1, True)
    assert models["sketch"]["least_references"] == 0


@pytest.mark.parametrize("count", [0, 1])
def test_an_order_with_fewer_pictures_than_the_graph_has_places_is_refused_at_once(
    comfy_person: Person, fake: ComfyUI, count: int
) -> None:
    pictures = [uploaded(comfy_person, "red") for _ in range(count)]
    more = {"images": pictures} if pictures else {}
    answer = comfy_person.order("the two of them", model="pair", **more)
    assert_problem(answer, 422, "too_few_images")
    assert "2" in answer.json()["detail"] and "A pair" in answer.json()["detail"]
    assert not fake.calls_of("POST", "/prompt")


def test_an_edit_without_the_mask_that_the_graph_needs_is_refused_at_once(comfy_person: Person, fake: ComfyUI) -> None:
    picture = uploaded(comfy_person, "blue")
    answer = comfy_person.order("a hat", task="edit", model="sdxl-inpaint", images=[picture])
    assert_problem(answer, 422, "mask_missing")
    assert not fake.calls_of("POST", "/prompt")


@in_every_language
@pytest.mark.parametrize("scripts", [True, False])
def test_the_composer_says_what_is_missing(
    new_context: Callable[..., BrowserContext], comfy_server: Server, language: Language, scripts: bool
) -> None:
    studio = StudioPage(new_context(java_script_enabled=scripts).new_page(), comfy_server, language)
    page = studio.open("/").page
    page.locator("#prompt").fill(language.red_house)
    page.locator("label:has(input[name=model][value='pair'])").click()
    page.locator("#composer button.make").click()
    expect(studio.refusal).to_contain_text(language.say("problem.too_few_images.detail", model="A pair", least=2))
    expect(page.locator("#prompt")).to_have_value(language.red_house)
