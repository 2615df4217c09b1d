"""Going on with a picture in words: what was said and shown before goes along, and each signature as it came.

The provider is the fake of Gemini, which takes a signature back for the part alone that it was given to.
"""

import base64
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, expect

from conftest import ServerMaker

from support.books import Books
from support.fakes.gemini import Call, Gemini
from support.fakes.openai_images import OpenAIImages
from support.person import Person
from support.problems import assert_problem
from support.product import Language, in_every_language
from support.server import Server
from support.studio_page import PICTURE_LIMIT, StudioPage

MODEL = "gemini-3-pro-image"
GROWN = {"country": "TW", "birth_year": 1990, "birth_month": 3}


@pytest.fixture
def fake() -> Iterator[Gemini]:
    with Gemini() as fake:
        yield fake


@pytest.fixture
def openai() -> Iterator[OpenAIImages]:
    with OpenAIImages() as fake:
        yield fake


@pytest.fixture
def server(fake: Gemini, openai: OpenAIImages, new_server: ServerMaker) -> Server:
    server = new_server(gemini_api_key=fake.key, gemini_base_url=fake.url, workers=4)
    openai.offer_to(server)
    return server.start()


@pytest.fixture
def person(server: Server) -> Iterator[Person]:
    """Somebody who has answered the age question, and has a lamp."""
    person = Person(server)
    ticket = person.http.post("/api/age", json=GROWN).json()["ticket"]
    person.lamp = made(person, "a lamp", age_ticket=ticket)
    yield person
    person.close()


def made(person: Person, prompt: str, model: str = MODEL, **members: object) -> str:
    """The picture that came of it."""
    answer = person.order(prompt, model=model, **members)
    assert answer.status_code == 202, answer.text
    job = person.ended(answer.json()["id"])
    assert job["status"] == "succeeded", job
    return job["images"][0]["id"]


def gone_on(person: Person, picture: str, prompt: str, model: str = MODEL) -> str:
    return made(person, prompt, model, task="edit", conversation_of=picture)


def told(call: Call) -> list[tuple[str, list[str]]]:
    """Who said what, turn by turn; a picture is `*`."""
    return [
        (content["role"], [part.get("text", "*") for part in content["parts"]]) for content in call.body["contents"]
    ]


def test_three_turns_and_every_signature_goes_back_as_it_came(person: Person, fake: Gemini) -> None:
    blue = gone_on(person, person.lamp, "make it blue")
    cat = gone_on(person, blue, "add a cat")
    fake.calls.clear()
    answer = person.order("at night", model=MODEL, task="edit", conversation_of=cat)
    job = person.ended(answer.json()["id"])
    assert (job["status"], job["parent"], job["conversation_of"]) == ("succeeded", cat, cat)
    (call,) = fake.calls
    assert told(call) == [
        ("user", ["a lamp"]),
        ("model", ["Here it is.", "*"]),
        ("user", ["make it blue"]),
        ("model", ["Here it is.", "*"]),
        ("user", ["add a cat"]),
        ("model", ["Here it is.", "*"]),
        ("user", ["at night"]),
    ]
    parts = [part for content in call.body["contents"] if content["role"] == "model" for part in content["parts"]]
    signatures = [part["thoughtSignature"] for part in parts]
    assert len(set(signatures)) == 6
    given = {base64.b64encode(signature).decode() for signature in fake.signatures}
    assert set(signatures) <= given, "byte for byte, in the alphabet in which they came"


def test_what_went_along_is_written_down_and_the_memory_lies_sealed(person: Person, fake: Gemini) -> None:
    given = set(fake.signatures)
    gone_on(person, person.lamp, "make it blue")
    books = Books(person.server.data)
    fields = [fields for (fields,) in books.ask("SELECT fields FROM studio_call ORDER BY id")]
    assert fields == ["image.prompt", "image.history image.prompt image.references"]
    memories = [memory for (memory,) in books.ask("SELECT memory FROM studio_image")]
    assert len(memories) == 2 and all(memories)
    for signature in given:
        text = base64.b64encode(signature)
        assert not any(text in memory or signature in memory for memory in memories)


def test_signatures_that_are_not_taken_are_asked_around_once(person: Person, fake: Gemini) -> None:
    blue = gone_on(person, person.lamp, "make it blue")
    fake.signatures.clear()
    fake.calls.clear()
    gone_on(person, blue, "add a cat")
    assert len(fake.calls) == 2
    assert told(fake.calls[1]) == [("user", ["a lamp", "*", "make it blue", "*", "add a cat"])]
    assert "thoughtSignature" not in str(fake.calls[1].body)


def test_a_picture_that_is_gone_ends_the_conversation_there(person: Person, fake: Gemini) -> None:
    blue = gone_on(person, person.lamp, "make it blue")
    assert person.http.delete(f"/api/images/{person.lamp}").status_code < 300
    fake.calls.clear()
    gone_on(person, blue, "add a cat")
    assert [role for role, _ in told(fake.calls[0])] == ["user", "model", "user"]
    assert "a lamp" not in str(fake.calls[0].body)


def test_nobody_goes_on_with_a_strangers_picture(server: Server, person: Person, fake: Gemini) -> None:
    fake.calls.clear()
    stranger = Person(server)
    answer = stranger.order("mine", model=MODEL, task="edit", conversation_of=person.lamp)
    assert_problem(answer, 404, "not_found")
    assert stranger.cookie is None
    ticket = stranger.http.post("/api/age", json=GROWN).json()["ticket"]
    made(stranger, "a cup", age_ticket=ticket)
    fake.calls.clear()
    answer = stranger.order("mine", model=MODEL, task="edit", conversation_of=person.lamp)
    assert_problem(answer, 404, "not_found")
    assert fake.calls == []
    stranger.close()


def test_a_model_that_keeps_no_conversation_gets_the_picture_and_is_told_the_wishes(
    person: Person, fake: Gemini, openai: OpenAIImages
) -> None:
    blue = gone_on(person, person.lamp, "make it blue")
    gone_on(person, blue, "add a cat", model="gpt-image-2")
    (call,) = openai.picture_calls
    words = str(call.fields["prompt"])
    assert "1. a lamp" in words and "2. make it blue" in words and "add a cat" in words
    assert len(call.files) == 1


def test_another_models_picture_is_shown_with_the_words_that_it_came_of(person: Person, fake: Gemini) -> None:
    cat = gone_on(person, person.lamp, "add a cat", model="gpt-image-2")
    fake.calls.clear()
    gone_on(person, cat, "at night")
    turns = told(fake.calls[0])
    assert [role for role, _ in turns] == ["user", "model", "user"]
    assert turns[2][1][0].endswith("add a cat") and turns[2][1][1:] == ["*", "at night"]


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"images": ["lamp"]}, "one_field_of"),
        ({"steps": [{"tool": "flip"}]}, "one_field_of"),
        ({"model": "darkroom"}, "not_for_model"),
        ({"prompt": ""}, "prompt_empty"),
        ({"task": "generate"}, "field_not_of_task"),
    ],
)
def test_what_says_nothing_beside_it_is_refused_by_name(person: Person, members: dict, code: str) -> None:
    body = {"task": "edit", "prompt": "x", "model": MODEL, "conversation_of": person.lamp} | members
    answer = person.http.post("/api/jobs", json=body)
    assert (answer.status_code, answer.json()["code"]) == (422, code), answer.text


@in_every_language
@pytest.mark.parametrize(("width", "has_scripts"), [(1280, True), (390, False)])
def test_the_page_shows_the_turns_and_takes_the_next_one(
    new_context: Callable[..., BrowserContext],
    server: Server,
    person: Person,
    language: Language,
    width: int,
    has_scripts: bool,
) -> None:
    blue = gone_on(person, person.lamp, "make it blue")
    context = new_context(java_script_enabled=has_scripts, viewport={"width": width, "height": 844})
    studio = StudioPage(context.new_page(), server, language)
    studio.be(person)
    page = studio.open(f"/images/{blue}").page
    thread = page.locator("#thread")
    expect(thread.get_by_role("heading")).to_have_text(language.say("thread.title"))
    expect(thread.locator("li")).to_have_count(2)
    expect(thread.locator("li p")).to_have_text(["a lamp", "make it blue"])
    expect(thread.locator("[aria-current]")).to_contain_text("make it blue")
    expect(thread.locator("select")).to_have_value(MODEL)
    assert thread.bounding_box()["width"] <= width
    thread.get_by_label(language.say("thread.label")).fill("add a cat")
    thread.get_by_role("button", name=language.say("thread.action")).click()
    expect(page.locator("article.job")).to_have_attribute("data-status", "succeeded", timeout=PICTURE_LIMIT)
    page.locator(".picture-link").first.click()
    expect(page.locator("#thread li p")).to_have_text(["a lamp", "make it blue", "add a cat"])


@in_every_language
def test_a_refused_turn_comes_back_as_it_was_typed(
    new_context: Callable[..., BrowserContext], server: Server, person: Person, language: Language
) -> None:
    studio = StudioPage(new_context().new_page(), server, language)
    studio.be(person)
    page = studio.open(f"/images/{person.lamp}").page
    page.locator("#thread-words").fill("add a cat")
    page.locator("#thread-model").evaluate("menu => { menu.selectedOptions[0].value = 'nothing' }")
    page.locator("#thread form button").click()
    expect(page.get_by_role("alert").first).to_contain_text(language.say("problem.model_unknown.title"))
    expect(page.locator("#thread-words")).to_have_value("add a cat")
