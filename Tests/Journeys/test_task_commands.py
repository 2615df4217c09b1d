"""`nbp edit`, `compose`, `typeset` and `upscale`: what they write, and how they fail."""

import json

import pytest

from support.desk import Desk, Ended
from support.hostile import picture
from support.pixels import colours, opened

USAGE, FAILURE = 64, 1
SIZE = (240, 160)


@pytest.fixture
def stocked(desk: Desk) -> Desk:
    """A desk with three photos."""
    for name in ("a.jpg", "b.jpg", "c.jpg"):
        (desk.here / name).write_bytes(picture("jpeg", size=SIZE))
    return desk


def silent(desk: Desk, *words: str) -> Ended:
    ended = desk.nbp(*words)
    assert (ended.status, ended.said) == (0, "")
    return ended


def test_an_edit_does_what_words_say_and_writes_only_its_output(stocked: Desk):
    before = stocked.files()
    silent(stocked, "edit", "a.jpg", "rotate", "it", "90", "degrees", "-o", "turned.webp")
    assert stocked.files() == sorted([*before, "turned.webp"])
    turned = opened(stocked.read("turned.webp"))
    assert (turned.format, turned.size) == ("WEBP", (SIZE[1], SIZE[0]))


def test_an_edit_does_steps_of_a_file(stocked: Desk):
    (stocked.here / "steps.json").write_text(json.dumps([{"tool": "crop", "aspect": "1:1"}]))
    silent(stocked, "edit", "a.jpg", "--steps", "steps.json", "-o", "square.png")
    assert opened(stocked.read("square.png")).size == (SIZE[1], SIZE[1])


def test_words_that_are_not_understood_are_named(stocked: Desk):
    ended = stocked.nbp("edit", "a.jpg", "flip it and zzqx", "-o", "-")
    assert ended.status == 0 and opened(ended.out).size == SIZE
    assert ended.said.startswith("nbp: ") and len(ended.said.splitlines()) == 1


@pytest.mark.parametrize("scale", [2, 4])
def test_enlarging_makes_exactly_as_many_pixels(stocked: Desk, scale: int):
    silent(stocked, "upscale", "a.jpg", "--scale", str(scale), "--method", "lanczos", "-o", "large.png")
    assert opened(stocked.read("large.png")).size == (SIZE[0] * scale, SIZE[1] * scale)


def test_composing_arranges_files(stocked: Desk):
    silent(stocked, "compose", "a.jpg", "b.jpg", "c.jpg", "--layout", "grid", "--size", "600x400", "-o", "page.jpg")
    page = opened(stocked.read("page.jpg"))
    assert (page.format, page.size) == ("JPEG", (600, 400))
    assert colours(page) > 50


def test_a_document_names_files_by_their_number(stocked: Desk):
    document = {
        "version": 1,
        "canvas": {"width": 300, "height": 200, "background": {"colour": "#ffffff"}},
        "layers": [{"id": "a", "box": {"x": 30, "y": 20, "width": 240, "height": 160}, "image": {"id": "@2"}}],
    }
    (stocked.here / "page.json").write_text(json.dumps(document))
    silent(stocked, "compose", "a.jpg", "b.jpg", "--document", "page.json", "-o", "page.png")
    page = opened(stocked.read("page.png"))
    assert page.size == (300, 200)
    assert page.convert("RGB").getpixel((2, 2)) == (255, 255, 255)


def test_a_design_is_set_with_ones_own_words(desk: Desk):
    silent(desk, "typeset", "--design", "poster-bold", "--text", "title=夏日市集", "-o", "poster.png")
    assert colours(opened(desk.read("poster.png"))) > 10


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (["edit", "a.jpg"], USAGE),
        (["edit", "none.jpg", "blur it"], FAILURE),
        (["edit", "a.jpg", "zzqx wwvk"], FAILURE),
        (["edit", "a.jpg", "blur it", "-o", "image.svg"], USAGE),
        (["edit", "no-picture.jpg", "blur it"], FAILURE),
        (["upscale"], USAGE),
        (["upscale", "a.jpg", "--scale", "3"], FAILURE),
        (["upscale", "a.jpg", "--method", "magic"], FAILURE),
        (["compose", "a.jpg"], USAGE),
        (["compose", "a.jpg", "--layout", "heap"], FAILURE),
        (["compose", "a.jpg", "--layout", "grid", "--document", "page.json"], USAGE),
        (["compose", *["a.jpg"] * 15, "--layout", "grid"], FAILURE),
        (["typeset"], USAGE),
        (["typeset", "--design", "none"], FAILURE),
        (["typeset", "--design", "poster-bold", "--text", "title"], USAGE),
        (["typeset", "--document", "no-picture.jpg"], FAILURE),
        (["generate", "a house", "--image", "a.jpg"], USAGE),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else str(value),
)
def test_a_failure_is_one_line_that_says_what_is_wrong_and_leaves_nothing(stocked: Desk, words: list[str], status: int):
    (stocked.here / "no-picture.jpg").write_bytes(b"not a picture")
    before = stocked.files()
    ended = stocked.nbp(*words)
    assert ended.status == status
    assert ended.out == b""
    assert ended.said.startswith("nbp: ") and ended.said.count("\n") == 1
    assert "{" not in ended.said and "Swift" not in ended.said
    assert stocked.files() == before
