"""The fake of Gemini, which Google's own client libraries take for the real one: today's and an older one.

Without a Python that has the older one its tests are skipped.
"""

import base64
import hashlib
import json
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest

from support.fakes import gemini_faults
from support.fakes.gemini import KEY, Gemini
from support.fakes.gemini_replies import png
from support.genai_library import MODEL, OLD, TODAYS, Library

VERSIONS = {TODAYS: "v1", OLD: "v1beta"}
"""Of the API, as each library asks by itself."""
PATH = f"/v1/models/{MODEL}:generateContent"


@pytest.fixture
def fake() -> Iterator[Gemini]:
    with Gemini() as fake:
        yield fake


@pytest.fixture(scope="module")
def todays() -> Iterator[Library]:
    with Library.todays() as library:
        yield library


@pytest.fixture(scope="module")
def old() -> Iterator[Library]:
    with Library.old() as library:
        yield library


@pytest.fixture(params=["todays", "old"])
def library(request: pytest.FixtureRequest) -> Library:
    return request.getfixturevalue(request.param)


def pictures(answers: list[dict]) -> list[bytes]:
    parts = [part for answer in answers for part in answer["parts"]]
    return [base64.b64decode(part["picture"]) for part in parts if "picture" in part]


def raw(fake: Gemini, body: dict | bytes, path: str = PATH, timeout: float = 20, **headers: str) -> tuple[int, bytes]:
    """As no library would ask."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    request = urllib.request.Request(fake.url + path, content, method="POST")
    for name, value in ({"x-goog-api-key": fake.key, "Content-Type": "application/json"} | headers).items():
        request.add_header(name, value)
    with urllib.request.urlopen(request, timeout=timeout) as answer:
        return answer.status, answer.read()


def ask(fake: Gemini, body: dict | bytes, path: str = PATH, **headers: str) -> tuple[int, dict]:
    """Status and body of whatever came."""
    try:
        status, answer = raw(fake, body, path, **headers)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)
    return status, json.loads(answer)


def asking(text: str = "a cup", **configuration: object) -> dict:
    return {"contents": [{"role": "user", "parts": [{"text": text}]}], "generationConfig": configuration}


def showing(data: str, **part: object) -> dict:
    shown = {"inlineData": {"mimeType": "image/png", "data": data}} | part
    return {"contents": [{"role": "user", "parts": [shown]}]}


def test_a_picture_of_the_size_that_was_asked_for(fake: Gemini, library: Library) -> None:
    answers = library(fake, "generate")
    (picture,) = pictures(answers)
    size = (2752, 1536) if library.version == TODAYS else (1376, 768)
    assert picture[16:24] == b"".join(side.to_bytes(4, "big") for side in size)
    assert answers[0]["end"] == "STOP"
    assert answers[0]["usage"][1:] == [1120, 40]
    assert answers[0]["model"] == MODEL
    (call,) = fake.calls
    assert call.path == f"/{VERSIONS[library.version]}/models/{MODEL}:generateContent"
    assert call.headers["x-goog-api-key"] == fake.key
    assert call.body["generationConfig"]["seed"] == 7


def test_chunks_in_their_order(fake: Gemini, library: Library) -> None:
    answers = library(fake, "stream")
    assert [answer["end"] for answer in answers] == [None, "STOP"]
    assert len(pictures(answers)) == 1
    assert answers[-1]["usage"]
    assert fake.calls[0].query == {"alt": ["sse"]}


def test_thoughts_when_they_are_asked_for(fake: Gemini, library: Library) -> None:
    parts = library(fake, "think")[0]["parts"]
    assert [part.get("thought") for part in parts] == [True, False, None]


def test_a_picture_that_is_shown(fake: Gemini, library: Library) -> None:
    assert pictures(library(fake, "edit"))
    assert fake.calls[0].body["safetySettings"] == [{"category": "HARM_CATEGORY_HARASSMENT", "threshold": "BLOCK_ONLY_HIGH"}]


def test_a_conversation_hands_the_signature_back(fake: Gemini, library: Library) -> None:
    first, second = library(fake, "chat")
    assert pictures([first]) and pictures([second])
    history = fake.calls[1].body["contents"]
    assert [content["role"] for content in history] == ["user", "model", "user"]
    assert "thoughtSignature" in history[1]["parts"][-1]


def test_a_picture_of_the_models_without_its_signature_is_refused(fake: Gemini, library: Library) -> None:
    error = library(fake, "unsigned")[0]["error"]
    assert error["code"] == 400
    assert "missing a thought_signature in content position 2" in error["message"]


def test_the_list_of_models(fake: Gemini, library: Library) -> None:
    names = library(fake, "models")[0]
    assert f"models/{MODEL}" in names
    assert len(names) == 5
    assert len(fake.calls) == 3


def test_the_wrong_key_opens_nothing(fake: Gemini, library: Library) -> None:
    error = library(fake, "generate", key="AIza-another")[0]["error"]
    assert (error["code"], error["status"]) == (400, "INVALID_ARGUMENT")


@pytest.mark.parametrize("how", sorted(gemini_faults.REFUSALS))
def test_refusals_are_understood(fake: Gemini, todays: Library, how: str) -> None:
    fake.fail(how, times=9)
    code, status, _ = gemini_faults.REFUSALS[how]
    error = todays(fake, "generate")[0]["error"]
    assert (error["code"], error["status"]) == (code, status)


@pytest.mark.parametrize("how", sorted(gemini_faults.ENDS))
def test_ends_without_a_picture_are_understood(fake: Gemini, todays: Library, how: str) -> None:
    fake.fail(how)
    (answer,) = todays(fake, "generate")
    assert (answer["end"], answer["parts"]) == (how, [])


@pytest.mark.parametrize("scenario", ["generate", "stream"])
@pytest.mark.parametrize(
    ("how", "count"),
    [("drafts", 2), ("thought_picture", 2), ("wrong_type", 1), ("url_safe", 1), ("no_usage", 1), ("unknown_end", 1)]
    + [("cut_after_end", None), ("text_only", 0), ("empty", 0), ("no_candidates", 0), ("null_parts", 0), ("blocked", 0)],
)
def test_odd_answers_are_answers(fake: Gemini, todays: Library, how: str, count: int | None, scenario: str) -> None:
    fake.fail(how)
    answers = todays(fake, scenario)
    if count is None:
        assert len(pictures([answer for answer in answers if "parts" in answer])) <= 1
    else:
        assert len(pictures(answers)) == count
    if how == "blocked":
        assert answers[0]["block"] == "OTHER"


@pytest.mark.parametrize("scenario", ["generate", "stream"])
@pytest.mark.parametrize("how", ["html_under_200", "truncated", "cut", "bad_base64", "html", "error_in_stream"])
def test_what_is_broken_breaks(fake: Gemini, todays: Library, how: str, scenario: str) -> None:
    fake.fail(how, times=9)
    answers = todays(fake, scenario)
    assert not pictures([answer for answer in answers if "parts" in answer])


def test_drafts_before_an_end_are_there(fake: Gemini, todays: Library) -> None:
    fake.fail("IMAGE_SAFETY", drafts=1)
    answers = todays(fake, "stream")
    assert [len(pictures([answer])) for answer in answers] == [1, 0]
    assert answers[-1]["end"] == "IMAGE_SAFETY"


def test_waits_are_told_in_both_places_or_in_none(fake: Gemini) -> None:
    fake.fail("429", after=9)
    fake.fail("429", after=0)
    waiting, silent = ask(fake, asking()), ask(fake, asking())
    assert (waiting[0], silent[0]) == (429, 429)
    assert '"retryDelay": "9s"' in json.dumps(waiting[1])
    assert "retryDelay" not in json.dumps(silent[1])


def test_a_redirect_is_none_of_the_answers(fake: Gemini) -> None:
    fake.fail("redirect")
    with pytest.raises(urllib.error.HTTPError) as redirect:
        raw(fake, asking())
    assert redirect.value.code == 307
    assert redirect.value.headers["Location"].startswith(fake.url)


def test_a_stalled_call_is_never_answered(fake: Gemini) -> None:
    fake.fail("stall")
    with pytest.raises(TimeoutError):
        raw(fake, asking(), timeout=0.5)


def test_a_stream_without_an_end_brings_drafts_only(fake: Gemini, todays: Library) -> None:
    fake.fail("no_end")
    answers = todays(fake, "stream")
    assert len(pictures(answers)) == 1
    assert not any(answer["end"] for answer in answers)


def test_a_failure_that_nobody_knows_is_a_mistake_of_the_test(fake: Gemini) -> None:
    with pytest.raises(ValueError):
        fake.fail("flood")


def test_failures_end_after_their_count(fake: Gemini) -> None:
    fake.fail("503", times=2)
    assert [ask(fake, asking())[0] for _ in range(3)] == [503, 503, 200]


PICTURE = base64.b64encode(png((8, 8), b"abc")).decode()
TOO_LARGE = base64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(7 << 20)).decode()


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"[]",
        {},
        {"contents": []},
        {"contents": [{"parts": []}]},
        {"contents": [{"role": "assistant", "parts": [{"text": "x"}]}]},
        {"contents": [{"role": "model", "parts": [{"text": "x"}]}]},
        {"contents": [{"parts": [{"text": "x", "inlineData": {"mimeType": "image/png", "data": PICTURE}}]}]},
        asking("") | {"generationConfig": {}},
        asking() | {"mask": "x"},
        asking() | {"prompt": "x"},
        asking(seed="7"),
        asking(seed=1 << 31),
        asking(candidateCount=2),
        asking(responseModalities=["image"]),
        asking(responseModalities=[]),
        asking(imageConfig={"aspectRatio": "16:10"}),
        asking(imageConfig={"aspectRatio": "1:8"}),
        asking(imageConfig={"imageSize": "1k"}),
        asking(imageConfig={"imageSize": "512"}),
        asking(imageConfig={"aspectRatio": "1:1", "aspect_ratio": "1:1"}),
        asking(imageConfig={"outputMimeType": "image/png"}),
        asking() | {"safetySettings": [{"category": "HARM_CATEGORY_HARASSMENT", "threshold": "NEVER"}]},
        asking() | {"safetySettings": [{"category": "HARM_CATEGORY_HARASSMENT", "threshold": "OFF"}] * 2},
        showing("*"),
        showing(base64.b64encode(b"no picture").decode()),
        showing(TOO_LARGE),
        showing(PICTURE, thoughtSignature="c2lnbmVk"),
        {"contents": [{"parts": [{"inlineData": {"mimeType": "image/gif", "data": PICTURE}}]}]},
        {"contents": [{"parts": [{"inlineData": {"mimeType": "image/png", "data": PICTURE}}] * 15}]},
    ],
    ids=lambda body: hashlib.sha256(repr(body).encode()).hexdigest()[:6],
)
def test_what_the_real_one_refuses_is_refused(fake: Gemini, body: dict | bytes) -> None:
    status, answer = ask(fake, body)
    assert (status, answer["error"]["status"]) == (400, "INVALID_ARGUMENT")


def test_a_tier_is_refused_where_there_is_one_only(fake: Gemini) -> None:
    path = "/v1/models/gemini-2.5-flash-image:generateContent"
    assert ask(fake, asking(imageConfig={"imageSize": "1K"}), path)[0] == 400
    assert ask(fake, asking(imageConfig={"aspectRatio": "2:3"}), path)[0] == 200


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        (PATH, {"x-goog-api-key": ""}, 403),
        (PATH, {"Content-Type": "text/plain"}, 400),
        (f"{PATH}?key={KEY}", {}, 400),
        (f"/v1/models/{MODEL}:streamGenerateContent", {}, 400),
        ("/v1/models/gemini-3-pro-image-preview:generateContent", {}, 404),
        (f"/v1/models/{MODEL}:predict", {}, 404),
        (f"/v2/models/{MODEL}:generateContent", {}, 404),
        ("/", {}, 404),
    ],
)
def test_who_asks_elsewhere_or_without_a_key_is_refused(fake: Gemini, path: str, headers: dict, status: int) -> None:
    assert ask(fake, asking(), path, **headers)[0] == status


def test_members_may_be_spelt_in_both_ways(fake: Gemini) -> None:
    body = {
        "contents": [{"parts": [{"inline_data": {"mime_type": "image/png", "data": PICTURE}}]}],
        "generation_config": {"response_modalities": ["IMAGE"], "image_config": {"aspect_ratio": "1:1"}},
    }
    assert ask(fake, body)[0] == 200
    assert fake.calls[0].body["generationConfig"]["responseModalities"] == ["IMAGE"]
