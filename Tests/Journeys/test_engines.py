"""Models of providers: offered when their key is set, asked once, and everything that leaves is written down.

The provider is the fake of Gemini, which Google's own client libraries take for the real one.
"""

import base64
import io
from collections.abc import Iterator

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from conftest import ServerMaker

from support.fakes.gemini import Gemini
from support.person import Person
from support.product import Language, in_every_language
from support.server import Server
from support.waiting import eventually

MODEL = "gemini-nano-banana-2.1"
GROWN = {"country": "TW", "birth_year": 1990, "birth_month": 3}


@pytest.fixture
def fake() -> Iterator[Gemini]:
    with Gemini() as fake:
        yield fake


@pytest.fixture
def server(fake: Gemini, new_server: ServerMaker) -> Server:
    return new_server(gemini_api_key=fake.key, gemini_base_url=fake.url, workers=4).start()


@pytest.fixture
def person(server: Server) -> Iterator[Person]:
    """Somebody who has answered the age question."""
    person = Person(server)
    ticket = person.http.post("/api/age", json=GROWN).json()["ticket"]
    first = person.order("a lamp", model=MODEL, age_ticket=ticket)
    assert first.status_code == 202, first.text
    assert person.ended(first.json()["id"])["status"] == "succeeded"
    yield person
    person.close()


def made(person: Person, prompt: str = "a red kite", **members: object) -> dict:
    answer = person.order(prompt, model=MODEL, **members)
    assert answer.status_code == 202, answer.text
    return person.ended(answer.json()["id"])


def uploaded(person: Person, colour: str, size: tuple[int, int] = (640, 640)) -> str:
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, "PNG")
    answer = person.http.post("/api/images", files={"file": ("a.png", file.getvalue(), "image/png")})
    assert answer.status_code in (200, 201), answer.text
    body = answer.json()
    return (body["data"][0] if "data" in body else body)["id"]


def test_models_are_offered_with_who_gets_the_words_and_at_whose_cost(person: Person) -> None:
    models = {model["id"]: model for model in person.http.get("/api/models").json()["data"]}
    model = models[MODEL]
    assert (model["provider"], model["place"], model["stays_here"]) == ("Google", "US", False)
    assert model["most_references"] == 14
    assert model["usd_per_image"]["1K"] > 0
    assert not any(name.startswith("gpt-") for name in models), "nobody gave OpenAI's key"


def test_without_a_key_a_model_says_that_it_is_not_set_up(person: Person) -> None:
    answer = person.order(model="gpt-image-2")
    assert (answer.status_code, answer.json()["code"]) == (404, "model_off")
    answer = person.order(model="gemini-3-pro-image-preview")
    assert answer.json()["code"] == "model_retired"
    assert "gemini-3-pro-image" in answer.json()["detail"]


def test_the_age_question_comes_before_the_first_word_leaves(server: Server, fake: Gemini) -> None:
    stranger = Person(server)
    answer = stranger.order(model=MODEL)
    assert (answer.status_code, answer.json()["code"]) == (400, "age_ticket_invalid")
    assert fake.calls == []
    assert stranger.cookie is None, "nobody became somebody by it"


def test_a_picture_is_made_of_the_words_alone(person: Person, fake: Gemini) -> None:
    fake.calls.clear()
    job = made(person, aspect_ratio="16:9", resolution="2K")
    assert job["status"] == "succeeded", job
    assert (job["images"][0]["width"], job["images"][0]["height"]) == (2752, 1536)
    (call,) = fake.calls
    assert call.headers["x-goog-api-key"] == fake.key
    sent = str(call)
    for secret in (person.cookie, job["id"], job["images"][0]["id"], "nbp_"):
        assert secret not in sent
    assert call.body["generationConfig"]["imageConfig"] == {"aspectRatio": "16:9", "imageSize": "2K"}


def test_words_go_with_pictures_and_an_edit_keeps_what_lies_outside_of_its_mask(person: Person, fake: Gemini) -> None:
    red, blue = uploaded(person, "red"), uploaded(person, "blue")
    fake.calls.clear()
    job = made(person, "put the first on the second", images=[red, blue])
    assert job["status"] == "succeeded", job
    parts = fake.calls[0].body["contents"][0]["parts"]
    assert [part["inlineData"]["mimeType"] for part in parts if "inlineData" in part] == ["image/jpeg"] * 2
    mask = io.BytesIO()
    marks = Image.new("L", (640, 640), 0)
    marks.paste(255, (0, 0, 320, 640))
    marks.save(mask, "PNG")
    answer = person.http.post("/api/images?kind=mask", content=mask.getvalue(), headers={"Content-Type": "image/png"})
    assert answer.status_code in (200, 201), answer.text
    job = made(person, "make it green", task="edit", images=[red], mask=answer.json()["data"][0]["id"])
    assert job["status"] == "succeeded", job
    assert job["parent"] == red
    picture = Image.open(io.BytesIO(person.file(job["images"][0]).content)).convert("RGB")
    width, height = picture.size
    kept, changed = picture.getpixel((width - 10, height // 2)), picture.getpixel((10, height // 2))
    assert kept == (255, 0, 0), "what lies outside of the mask is the very picture that was brought"
    assert changed != kept


@pytest.mark.parametrize(
    ("fault", "code", "calls"),
    [
        ("SAFETY", "engine_refused_output", 1),
        ("403", "engine_unavailable", 1),
        ("cut", "outcome_unknown", 1),
        ("429_day", "engine_unavailable", 1),
    ],
)
def test_a_failure_is_told_costs_nothing_and_is_not_repeated(
    person: Person, fake: Gemini, fault: str, code: str, calls: int
) -> None:
    fake.calls.clear()
    fake.fail(fault)
    job = made(person)
    assert (job["status"], job["error"]["code"]) == ("failed", code)
    assert len(fake.calls) == calls


def test_many_at_once_pass_the_same_door(server: Server, fake: Gemini) -> None:
    stranger = Person(server)
    answer = stranger.http.post("/api/batches", json={"template": "a {thing}", "rows": [{"thing": "cup"}], "model": MODEL})
    assert (answer.status_code, answer.json()["code"]) == (400, "age_ticket_invalid"), answer.text
    assert fake.calls == []
    stranger.close()


def test_a_server_that_is_busy_is_asked_again(person: Person, fake: Gemini) -> None:
    fake.calls.clear()
    fake.fail("503")
    assert made(person)["status"] == "succeeded"
    assert len(fake.calls) == 2


def test_whoever_asks_can_read_what_was_sent_about_them_to_whom(person: Person) -> None:
    made(person)
    about = person.http.get("/api/privacy").json()
    assert "studio_call" in {line["store"] for line in about["data"]}


@pytest.mark.parametrize("end", ["kill", "stop"])
def test_an_answer_that_nobody_waited_for_is_not_asked_for_twice(
    new_server: ServerMaker, fake: Gemini, end: str
) -> None:
    server = new_server(gemini_api_key=fake.key, gemini_base_url=fake.url, workers=1).start()
    person = Person(server)
    ticket = person.http.post("/api/age", json=GROWN).json()["ticket"]
    fake.fail("stall")
    job = person.order(model=MODEL, age_ticket=ticket).json()["id"]
    eventually(lambda: len(fake.calls) == 1, about="the provider is asked")
    getattr(server, end)()
    server.start()
    ended = person.ended(job, within=120)
    assert (ended["status"], ended["error"]["code"]) == ("failed", "outcome_unknown")
    assert len(fake.calls) == 1
    person.close()


@pytest.mark.parametrize("point", ["delivery.kept", "call.ended", "picture.files"])
def test_a_picture_that_was_delivered_survives_a_crash(new_server: ServerMaker, fake: Gemini, point: str) -> None:
    server = new_server(gemini_api_key=fake.key, gemini_base_url=fake.url, workers=1).start()
    person = Person(server)
    ticket = person.http.post("/api/age", json=GROWN).json()["ticket"]
    server.crash_at(point)
    job = person.order(model=MODEL, age_ticket=ticket).json()["id"]
    server.wait_for_crash()
    server.start()
    ended = person.ended(job, within=120)
    assert (ended["status"], len(ended["images"])) == ("succeeded", 1), ended
    assert len(fake.calls) == 1
    eventually(lambda: not list((server.data / "blobs").rglob("call_*")), about="what was delivered is gone")
    person.close()


@in_every_language
@pytest.mark.parametrize("width", [1280, 390])
def test_a_newcomer_chooses_a_model_answers_once_and_gets_a_picture(
    server: Server, page: Page, language: Language, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(server.url + language.path("/"))
    page.locator("#prompt").fill(language.red_house)
    page.locator(f"label:has(input[name=model][value='{MODEL}'])").click()
    page.locator("#count").fill("1")
    page.locator("#composer button.make").click()
    expect(page.get_by_role("heading", name=language.say("order.age_page"))).to_be_visible()
    page.locator("[name=country]").select_option("TW")
    page.locator("[name=birth_month]").select_option("3")
    page.locator("[name=birth_year]").fill("1990")
    page.locator("main form button").last.click()
    expect(page.locator("article.job")).to_have_attribute("data-status", "succeeded", timeout=30_000)
    page.goto(server.url + language.path("/"))
    page.locator("#prompt").fill(language.blue_house)
    page.locator(f"label:has(input[name=model][value='{MODEL}'])").click()
    page.locator("#count").fill("1")
    page.locator("#composer button.make").click()
    expect(page.locator("article.job").first).to_have_attribute("data-status", "succeeded", timeout=30_000)


def test_elsewhere_a_contract_comes_first_and_the_refusal_says_where(new_server: ServerMaker, fake: Gemini) -> None:
    public = {
        "base_url": "https://studio.example",
        "contact_email": "privacy@studio.example",
        "operator_name": "Studio",
        "operator_address": "Taipei",
        "operator_country": "TW",
        "gemini_api_key": fake.key,
    }
    status, text = new_server().refusal(**public)
    assert status != 0
    assert "NBP_GEMINI_API_KEY" in text and "processors" in text and "google" in text
    assert fake.key not in text


def test_wrong_settings_are_told_in_one_line_each(new_server: ServerMaker) -> None:
    status, text = new_server().refusal(sdcpp_url="ftp://x", gemini_base_url="nowhere")
    assert status != 0
    assert "NBP_SDCPP_URL" in text and "NBP_GEMINI_BASE_URL" in text
