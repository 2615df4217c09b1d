"""What is done to pictures, over HTTP: edited by words, composed, typeset and enlarged, and everything that is wrong with an order."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import httpx
import pytest
from PIL import Image, ImageStat

from support.books import Books
from support.hostile import picture
from support.person import Person
from support.pixels import colours, opened
from support.problems import assert_problem
from support.server import Server

SIZE = (480, 320)
TABLES = ("studio_job", "studio_input", "studio_image", "studio_word", "studio_request", "billing_entry")
CANVAS = {"width": 400, "height": 200}
BOX = {"x": 0, "y": 0, "width": 400, "height": 200}
NOBODY = "img_01M8JRC22DE009Q0FVZ93Z9WT3"


@pytest.fixture
def owner(shared_server: Server) -> Iterator[Person]:
    person = Person(shared_server)
    yield person
    person.close()


def bring(person: Person, content: bytes, use: str = "picture") -> dict:
    """Brings one picture."""
    files = [("file", ("photo.jpg", content, "image/jpeg"))]
    answer = person.http.post("/api/images", files=files, params={"use": use})
    assert answer.status_code == 201, answer.text
    return answer.json()["data"][0]


def mask(size: tuple[int, int] = SIZE, light: int = 255) -> bytes:
    """A mask of a white, or a grey, square in the middle."""
    canvas = Image.new("L", size, 0)
    canvas.paste(light, (size[0] // 4, size[1] // 4, size[0] // 2, size[1] // 2))
    target = io.BytesIO()
    canvas.save(target, "PNG")
    return target.getvalue()


def order(person: Person, **members: object) -> httpx.Response:
    return person.http.post("/api/jobs", json=members)


def done(person: Person, **members: object) -> dict:
    """Has a task done; the job when it has succeeded."""
    answer = order(person, **members)
    assert answer.status_code == 202, answer.text
    job = person.ended(answer.json()["id"])
    assert job["status"] == "succeeded", job
    return job


def pixels(person: Person, job: dict) -> Image.Image:
    return opened(person.file(job["images"][0]).content)


def mean(image: Image.Image) -> list[float]:
    return ImageStat.Stat(image.convert("RGB")).mean


def source_type(content: bytes) -> str:
    """The term of the picture's mark; empty where there is none."""
    text = content.decode("latin-1")
    _, found, rest = text.partition('Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/')
    return rest.split('"')[0] if found else ""


# One picture's whole way.


def test_a_photo_is_edited_composed_titled_in_chinese_enlarged_and_downloaded(owner: Person):
    photo = bring(owner, picture("jpeg", size=SIZE))
    assert (photo["width"], photo["height"]) == SIZE

    english = done(owner, task="edit", prompt="black and white, then crop to 1:1", images=[photo["id"]])
    assert english["parent"] == photo["id"]
    assert [step["tool"] for step in english["steps"]] == ["black_and_white", "crop"]
    grey = pixels(owner, english)
    assert grey.size == (320, 320)
    red, green, blue = mean(grey)
    assert abs(red - green) < 2 and abs(green - blue) < 2

    chinese = done(owner, task="edit", prompt="變亮", images=[english["images"][0]["id"]])
    assert sum(mean(pixels(owner, chinese))) > sum(mean(grey))

    three = [photo["id"], english["images"][0]["id"], chinese["images"][0]["id"]]
    composed = done(owner, task="compose", images=three, layout={"kind": "grid", "columns": 3})
    assert [each["id"] for each in composed["inputs"]] == three
    assert len(composed["document"]["layers"]) == 3
    assert colours(pixels(owner, composed)) > 50

    design = next(each for each in owner.http.get("/api/designs").json()["data"] if each["picture"] != "required")
    texts = {text["id"]: "夏日市集" for text in design["texts"] if not text["optional"]}
    images = [composed["images"][0]["id"]] if design["picture"] == "optional" else []
    titled = done(owner, task="typeset", template=design["id"], texts=texts, images=images)
    said = [layer["text"]["text"] for layer in titled["document"]["layers"] if "text" in layer]
    assert "夏日市集" in said
    assert titled["prompt"] == ""

    small = pixels(owner, titled).size
    large = done(owner, task="upscale", images=[titled["images"][0]["id"]], scale=2, method="lanczos")
    assert pixels(owner, large).size == (small[0] * 2, small[1] * 2)
    for form, decoder in (("jpeg", "JPEG"), ("webp", "WEBP"), ("avif", "AVIF"), ("png", "PNG")):
        assert opened(owner.file(large["images"][0], format=form).content).format == decoder

    shown = owner.http.get(f"/api/images/{large['images'][0]['id']}").json()
    assert (shown["task"], shown["parents"]) == ("upscale", [titled["images"][0]["id"]])
    found = owner.http.get("/api/images", params={"q": "夏日市集"}).json()["data"]
    assert titled["images"][0]["id"] in [image["id"] for image in found]


def test_steps_make_the_same_picture_again(owner: Person):
    photo = bring(owner, picture("png", size=SIZE))
    first = done(owner, task="edit", prompt="warmer, more contrast and a vignette", images=[photo["id"]])
    again = done(owner, task="edit", steps=first["steps"], images=[photo["id"]])
    assert again["steps"] == first["steps"]
    assert pixels(owner, again).tobytes() == pixels(owner, first).tobytes()


def test_words_that_are_not_understood_are_told_beside_the_result(owner: Person):
    photo = bring(owner, picture("png", size=SIZE))
    job = done(owner, task="edit", prompt="blur it and zzqx", images=[photo["id"]])
    (note,) = job["notes"]
    assert note["code"] == "instruction_partly_understood" and "zzqx" in " ".join(note["words"])


def test_a_mask_decides_where_an_edit_works(owner: Person):
    photo = bring(owner, picture("png", size=SIZE))
    where = bring(owner, mask(), use="mask")
    job = done(owner, task="edit", images=[photo["id"]], mask=where["id"], steps=[{"tool": "invert"}])
    before, after = opened(owner.file(photo).content).convert("RGB"), pixels(owner, job).convert("RGB")
    assert before.getpixel((5, 5)) == after.getpixel((5, 5))
    middle = (SIZE[0] * 3 // 8, SIZE[1] * 3 // 8)
    assert before.getpixel(middle) != after.getpixel(middle)
    assert {(each["id"], each["role"]) for each in job["inputs"]} == {(photo["id"], "picture"), (where["id"], "mask")}
    listed = owner.http.get("/api/images").json()["data"]
    assert where["id"] not in [image["id"] for image in listed]


def test_a_text_is_set_on_a_picture_of_words(owner: Person):
    text = {"text": "生日快樂", "fit": {"most": 120}, "weight": 700, "fill": {"colour": "#ff00ff"}, "place": "bottom"}
    plain = done(owner, prompt="a lake", size="512x512", seed=7)
    lettered = done(owner, prompt="a lake", size="512x512", seed=7, text=text)
    assert lettered["text"]["text"] == "生日快樂" and lettered["text"]["place"] == "bottom"
    before, after = pixels(owner, plain).convert("RGB"), pixels(owner, lettered).convert("RGB")
    assert before.crop((0, 0, 512, 256)).tobytes() == after.crop((0, 0, 512, 256)).tobytes()
    assert (255, 0, 255) in {colour for _, colour in after.crop((0, 256, 512, 512)).getcolors(1 << 20)}


def test_a_result_says_in_its_file_what_made_it(owner: Person):
    photo, drawn = bring(owner, picture("png", size=SIZE)), done(owner, prompt="a lake", size="256x256")
    edit = [{"tool": "blur"}]
    cases = [
        (done(owner, task="edit", steps=edit, images=[photo["id"]]), "humanEdits"),
        (done(owner, task="edit", steps=edit, images=[drawn["images"][0]["id"]]), "algorithmicMedia"),
        (done(owner, task="upscale", images=[photo["id"]], method="lanczos"), "algorithmicallyEnhanced"),
        (done(owner, task="compose", images=[photo["id"]] * 2, layout={"kind": "strip"}), "humanEdits"),
        (done(owner, task="typeset", document={"version": 1, "canvas": CANVAS, "layers": []}), "digitalCreation"),
    ]
    for job, term in cases:
        assert source_type(owner.file(job["images"][0]).content) == term, job["task"]


def test_a_result_outlives_what_it_was_made_of(owner: Person):
    photo = bring(owner, picture("png", size=SIZE))
    job = done(owner, task="edit", steps=[{"tool": "flip"}], images=[photo["id"]])
    assert owner.http.delete(f"/api/images/{photo['id']}").status_code == 204
    assert owner.file(job["images"][0]).status_code == 200
    assert owner.job(job["id"])["inputs"][0]["id"] == photo["id"]
    assert_problem(order(owner, task="edit", steps=job["steps"], images=[photo["id"]]), 404, "not_found")


# What is wrong.


@dataclass(frozen=True)
class Bad:
    """An order that is refused: what it is, how it is made of a photo, and what is said about it."""

    about: str
    members: Callable[[Person, str], dict]
    status: int
    code: str
    field: str | None

    def __str__(self) -> str:
        return self.about


def layered(*layers: dict) -> dict:
    return {"task": "typeset", "document": {"version": 1, "canvas": CANVAS, "layers": list(layers)}}


def texted(**members: object) -> dict:
    return layered({"id": "a", "box": BOX, "text": {"text": "word", "size": 20} | members})


BAD = [
    Bad(
        "a mask of another size",
        lambda person, photo: {
            "task": "edit",
            "images": [photo],
            "mask": bring(person, mask((100, 100)), use="mask")["id"],
            "steps": [{"tool": "blur"}],
        },
        422,
        "mask_size_differs",
        "mask",
    ),
    Bad(
        "an empty mask",
        lambda person, photo: {
            "task": "edit",
            "images": [photo],
            "mask": bring(person, mask(light=0), use="mask")["id"],
            "steps": [{"tool": "blur"}],
        },
        422,
        "mask_empty",
        "mask",
    ),
    Bad(
        "a mask that nothing takes",
        lambda person, photo: {
            "task": "edit",
            "images": [photo],
            "mask": bring(person, mask(), use="mask")["id"],
            "steps": [{"tool": "flip"}],
        },
        422,
        "input_unused",
        "mask",
    ),
    Bad(
        "a layer outside the canvas",
        lambda person, photo: layered(
            {"id": "a", "box": {"x": 500, "y": 0, "width": 50, "height": 50}, "image": {"id": photo}}
        ),
        422,
        "layer_outside",
        "document.layers[0].box",
    ),
    Bad(
        "a font that does not exist",
        lambda person, photo: texted(family="No Such Font"),
        422,
        "font_unknown",
        "document.layers[0].text.family",
    ),
    Bad(
        "a text that cannot fit",
        lambda person, photo: texted(text="long " * 200, size=90),
        422,
        "text_does_not_fit",
        "document.layers[0].text.text",
    ),
    Bad(
        "fifteen images",
        lambda person, photo: {"task": "compose", "images": [photo] * 15, "layout": {"kind": "grid"}},
        422,
        "too_many_images",
        "images",
    ),
    Bad(
        "an image that is not there",
        lambda person, photo: {"task": "compose", "images": [photo, photo, NOBODY], "layout": {"kind": "grid"}},
        404,
        "not_found",
        "images[2]",
    ),
    Bad(
        "an image of a document that is not there",
        lambda person, photo: layered({"id": "a", "box": BOX, "image": {"id": NOBODY}}),
        404,
        "not_found",
        "document",
    ),
    Bad(
        "words that mean nothing",
        lambda person, photo: {"task": "edit", "images": [photo], "prompt": "zzqx wwvk"},
        422,
        "instruction_not_understood",
        "prompt",
    ),
    Bad("nothing to do", lambda person, photo: {"task": "edit", "images": [photo]}, 422, "prompt_empty", "prompt"),
    Bad(
        "a tool that does not exist",
        lambda person, photo: {"task": "edit", "images": [photo], "steps": [{"tool": "melt"}]},
        422,
        "edit_tool_unknown",
        "steps[0].tool",
    ),
    Bad(
        "a member of another task",
        lambda person, photo: {"task": "edit", "images": [photo], "prompt": "blur it", "scale": 2},
        422,
        "field_not_of_task",
        "scale",
    ),
    Bad(
        "a scale that there is not",
        lambda person, photo: {"task": "upscale", "images": [photo], "scale": 3},
        422,
        "value_unknown",
        "scale",
    ),
    Bad(
        "a design that does not exist",
        lambda person, photo: {"task": "typeset", "template": "no-such"},
        422,
        "value_unknown",
        "template",
    ),
    Bad(
        "a document beside a layout",
        lambda person, photo: {"task": "compose", "layout": {"kind": "grid"}} | {"document": layered()["document"]},
        422,
        "one_field_of",
        "layout",
    ),
    Bad(
        "two results of one edit",
        lambda person, photo: {"task": "edit", "images": [photo], "prompt": "blur it", "n": 2},
        422,
        "count_out_of_bounds",
        "n",
    ),
]


@pytest.mark.parametrize("bad", BAD, ids=str)
def test_a_bad_order_is_refused_where_it_is_wrong_and_leaves_nothing(server: Server, bad: Bad):
    person = Person(server)
    photo = bring(person, picture("png", size=SIZE))["id"]
    members = bad.members(person, photo)
    books = Books(server.data)
    before = {table: books.count(table) for table in TABLES}
    answer = order(person, **members)
    assert_problem(answer, bad.status, bad.code)
    assert list(answer.json()["errors"]) == ([bad.field] if bad.field else [])
    assert {table: books.count(table) for table in TABLES} == before
    person.close()


def test_other_people_s_images_are_not_there(owner: Person, shared_server: Server):
    photo, thief = bring(owner, picture("png", size=SIZE))["id"], Person(shared_server)
    own = bring(thief, picture("png", size=SIZE))["id"]
    for members, field in (
        ({"task": "edit", "images": [photo], "prompt": "blur it"}, "images[0]"),
        ({"task": "upscale", "images": [photo]}, "images[0]"),
        ({"task": "compose", "images": [own, photo], "layout": {"kind": "grid"}}, "images[1]"),
        (layered({"id": "a", "box": BOX, "image": {"id": photo}}), "document"),
        ({"task": "edit", "images": [own], "mask": photo, "steps": [{"tool": "blur"}]}, "mask"),
    ):
        answer = order(thief, **members)
        assert_problem(answer, 404, "not_found")
        assert list(answer.json()["errors"]) == [field]
    thief.close()


def test_somebody_new_who_orders_badly_stays_nobody(server: Server):
    person = Person(server)
    for members in (texted(family="No Such Font"), {"task": "edit", "images": [NOBODY], "prompt": "blur it"}):
        answer = order(person, **members)
        assert answer.status_code in (404, 422)
        assert person.cookie is None
    assert Books(server.data).count("accounts_visitor") == 0
    person.close()


# What editors ask.


def test_an_instruction_can_be_read_without_doing_it(shared_server: Server):
    person = Person(shared_server)
    answer = person.http.post("/api/darkroom/read", json={"prompt": "去除背景 and zzqx", "size": "800x600"}).json()
    assert [step["tool"] for step in answer["steps"]] == ["remove_background"]
    assert answer["understood"] and "zzqx" in " ".join(answer["not_understood"]) and answer["nearest"]
    assert person.cookie is None
    assert_problem(person.http.post("/api/darkroom/read", json={"prompt": ""}), 422, "prompt_empty")
    person.close()


@pytest.mark.parametrize("language", ["en", "zh-Hant"])
def test_designs_fonts_and_tools_have_names(shared_server: Server, language: str):
    headers = {"Accept-Language": language}
    for path in ("/api/designs", "/api/fonts", "/api/darkroom/tools"):
        answer = httpx.get(shared_server.url + path, headers=headers, trust_env=False)
        data = answer.json()["data"]
        assert data and "darkroom." not in answer.text
