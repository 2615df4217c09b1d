"""Gemini's shape: Google's own client library, today's and an older one, as it is; and what no library sends."""

import base64
import json
import struct
import threading
from collections.abc import Iterator

import httpx
import pytest

from conftest import ServerMaker

from support.books import Books
from support.fakes.gemini import Gemini
from support.fakes.gemini_replies import png
from support.genai_library import MODEL, TODAYS, Library
from support.google import Program, program
from support.server import Server
from support.waiting import eventually

GENERATE = "/v1/models/default:generateContent"
SMALL = {"contents": [{"parts": [{"text": "a red boat"}]}]}
RED = png((64, 64), b"red")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("gemini-shape")).start()
    yield server
    server.close()


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


@pytest.fixture
def fake() -> Iterator[Gemini]:
    with Gemini() as fake:
        yield fake


@pytest.fixture
def provided(fake: Gemini, new_server: ServerMaker) -> Iterator[Program]:
    """A program at a server that has a provider's key."""
    server = new_server(gemini_api_key=fake.key, gemini_base_url=fake.url, workers=4).start()
    with program(server) as door:
        yield door


def pictures(answers: list[dict]) -> list[bytes]:
    parts = [part for answer in answers for part in answer.get("parts", [])]
    return [base64.b64decode(part["picture"]) for part in parts if "picture" in part]


def size(picture: bytes) -> tuple[int, int]:
    assert picture.startswith(b"\x89PNG")
    return struct.unpack(">II", picture[16:24])


def wide(library: Library) -> tuple[int, int]:
    """As the program asks for it: the older library knows no tiers."""
    return (2752, 1536) if library.version == TODAYS else (1376, 768)


def image(answer: dict) -> dict:
    """The one picture of a raw answer."""
    (found,) = [part for part in answer["candidates"][0]["content"]["parts"] if "inlineData" in part]
    return found


def asking(**options: object) -> dict:
    return SMALL | {"generationConfig": options}


# Google's library.


def test_a_picture_of_the_size_that_was_asked_for(door: Program, library: Library) -> None:
    (answer,) = library(door, "generate", model="default")
    (picture,) = pictures([answer])
    assert size(picture) == wide(library)
    assert (answer["end"], answer["model"]) == ("STOP", "sketch")
    assert answer["usage"][1] == 1120


def test_a_chat_edits_its_picture_twice_and_the_signature_comes_back(door: Program, library: Library) -> None:
    before = Books(door.server.data).count("studio_image")
    answers = library(door, "edits", model="default")
    first, second, third = pictures(answers)
    assert len({first, second, third}) == 3
    assert size(second) == size(third) == wide(library)
    assert [answer["model"] for answer in answers] == ["sketch", "darkroom", "darkroom"]
    # A picture that came without its signature would have been brought anew.
    assert Books(door.server.data).count("studio_image") == before + 3


def test_a_chat_with_a_provider_s_model_goes_on_with_the_provider_s_own_signature(
    provided: Program, fake: Gemini, library: Library
) -> None:
    first, second = library(provided, "chat")
    assert pictures([first]) and pictures([second])
    contents = fake.calls[1].body["contents"]
    assert [content["role"] for content in contents] == ["user", "model", "user"]
    shown = [part for part in contents[1]["parts"] if "inlineData" in part]
    assert base64.b64decode(shown[0]["thoughtSignature"]) in fake.signatures


def test_a_picture_without_a_signature_is_shown_as_the_person_s(door: Program, library: Library) -> None:
    (answer,) = library(door, "unsigned", model="default")
    # The darkroom keeps the size of what it is shown, and is asked for another one.
    assert answer["error"]["code"] == 400
    contents = [
        {"role": "user", "parts": [{"text": "a boat"}]},
        {"role": "model", "parts": [{"inlineData": {"data": base64.b64encode(RED).decode()}}]},
        {"role": "user", "parts": [{"text": "make it black and white"}]},
    ]
    answer = door.post(GENERATE, {"contents": contents})
    assert answer.status_code == 200, answer.text
    assert size(base64.b64decode(image(answer.json())["inlineData"]["data"])) == (64, 64)


def test_a_stream_ends_with_the_picture(door: Program, library: Library) -> None:
    answers = library(door, "stream", model="default")
    assert len(pictures(answers)) == 1
    assert (answers[-1]["end"], len(pictures(answers[-1:]))) == ("STOP", 1)
    assert answers[-1]["usage"]


def test_a_stream_that_waits_says_blank_lines_and_the_library_waits_with_it(
    new_server: ServerMaker, library: Library
) -> None:
    server = new_server(workers=1).start()
    with program(server) as door, server.fault("engine:slow"):
        # Four pictures before it take longer than a quiet stream is left alone.
        first = door.post("/api/jobs", {"prompt": "a house", "n": 4, "size": "64x64"})
        assert first.status_code == 202, first.text
        said: list[str] = []
        path = "https://host/v1/models/default:streamGenerateContent?alt=sse"
        recipe = ("-N", path, "-H", "x-goog-api-key: $K", "-H", "Content-Type: application/json", "-d", json.dumps(SMALL))
        beside = threading.Thread(target=lambda: said.append(door.curl(*recipe)))
        beside.start()
        answers = library(door, "stream", model="default")
        beside.join()
    assert len(pictures(answers)) == 1
    assert said[0].startswith("\n") or said[0].startswith("\r\n"), "a blank line came first"
    lines = [line for line in said[0].splitlines() if line]
    assert lines and all(line.startswith("data: {") for line in lines)


@pytest.mark.parametrize(
    ("fault", "block", "end"), [("IMAGE_SAFETY", None, "IMAGE_SAFETY"), ("blocked", "PROHIBITED_CONTENT", None)]
)
def test_refusals_have_both_shapes_and_are_no_errors(
    provided: Program, fake: Gemini, library: Library, fault: str, block: str | None, end: str | None
) -> None:
    for scenario in ("generate", "stream"):
        fake.fail(fault)
        answers = library(provided, scenario)
        assert [(answer["block"], answer["end"], answer["parts"]) for answer in answers] == [(block, end, [])]


def test_the_wrong_key_is_told_as_google_tells_it(door: Program, library: Library) -> None:
    error = library(door, "plain", key="AIza-another", model="default")[0]["error"]
    assert (error["code"], error["status"]) == (400, "INVALID_ARGUMENT")
    (info,) = door.post(GENERATE, SMALL, headers={"x-goog-api-key": "nbp_sk_x"}).json()["error"]["details"]
    assert (info["reason"], info["domain"]) == ("API_KEY_INVALID", "googleapis.com")


def test_whoever_shows_no_key_is_refused(door: Program) -> None:
    answer = door.post(GENERATE, SMALL, headers={"x-goog-api-key": ""})
    assert answer.json()["error"]["status"] in ("PERMISSION_DENIED", "INVALID_ARGUMENT")
    assert answer.status_code in (400, 403)


def test_tokens_are_counted(door: Program, library: Library) -> None:
    assert library(door, "count", model="default") == [5]


def test_the_older_library_asks_for_several(door: Program, old: Library) -> None:
    (made,) = old(door, "several", model="default")
    assert [size(base64.b64decode(each)) for each in made] == [(1376, 768)] * 2


def test_a_model_that_there_is_not_is_not_found(door: Program, library: Library) -> None:
    error = library(door, "plain", model="google/none")[0]["error"]
    assert (error["code"], error["status"]) == (404, "NOT_FOUND")


def test_a_provider_s_model_without_its_key_is_never_another_one(door: Program, library: Library) -> None:
    error = library(door, "plain", model=MODEL)[0]["error"]
    assert (error["code"], error["status"]) == (404, "NOT_FOUND")


def test_an_engine_that_fails_is_asked_for_by_one_request(new_server: ServerMaker, library: Library) -> None:
    server = new_server().start()
    with program(server) as door, server.fault("engine:fail"):
        error = library(door, "plain", model="default")[0]["error"]
        assert (error["code"], error["status"]) == (503, "UNAVAILABLE")
        assert Books(server.data).count("studio_job") == 1
        # Told in the stream, which the older library takes for an empty chunk.
        said = library(door, "stream", model="default")
        assert said == ["error"] if library.version == TODAYS else not pictures(said)


# Limits.


def test_a_pace_is_told_with_the_wait(server: Server) -> None:
    with program(server, requests_per_minute=1) as door:
        path = "/v1/models/default:countTokens"
        assert door.post(path, SMALL).status_code == 200
        answer = door.post(path, SMALL)
        error = answer.json()["error"]
        assert (answer.status_code, error["code"], error["status"]) == (429, 429, "RESOURCE_EXHAUSTED")
        (wait,) = [detail["retryDelay"] for detail in error["details"] if detail["@type"].endswith(".RetryInfo")]
        assert wait == answer.headers["retry-after"] + "s"


def test_what_is_used_up_is_told_without_a_wait(server: Server) -> None:
    with program(server, images_per_day=1) as door:
        assert door.post(GENERATE, SMALL).status_code == 200
        answer = door.post(GENERATE, SMALL)
        kinds = [detail["@type"].rsplit(".", 1)[1] for detail in answer.json()["error"]["details"]]
        assert (answer.status_code, "QuotaFailure" in kinds, "RetryInfo" in kinds) == (429, True, False)
        assert "retry-after" not in answer.headers


# What no library sends.


@pytest.mark.parametrize(
    ("body", "word"),
    [
        (asking(imageConfig={"imageSize": "1k"}), "1K, 2K, 4K"),
        (asking(imageConfig={"imageSize": "512"}), "1K, 2K, 4K"),
        (asking(imageConfig={"aspectRatio": "16:10"}), "16:9"),
        (asking(candidateCount=2), "candidateCount"),
        (asking(responseModalities=["TEXT"]), "IMAGE"),
        (asking(seed="x"), "seed"),
        ({}, "contents"),
        ({"contents": []}, "contents"),
        ({"contents": [{"role": "model", "parts": [{"text": "x"}]}]}, "contents"),
        ({"contents": [{"role": "king", "parts": [{"text": "x"}]}]}, "role"),
        ({"contents": [{"parts": [{"text": " "}]}]}, "contents"),
        ({"contents": [{"parts": [{"text": "x"}, {"inlineData": {"data": "*"}}]}]}, "data"),
        ({"contents": [{"parts": [{"text": "x"}, {"fileData": {"fileUri": "https://other.example/x.png"}}]}]}, "file"),
        (b"{", ""),
        (b"[]", ""),
        (b"\xff", ""),
    ],
)
def test_a_bad_request_is_an_invalid_argument_that_names_the_place(door: Program, body: object, word: str) -> None:
    answer = door.post(GENERATE, body)
    error = answer.json()["error"]
    assert answer.status_code in (400, 404), answer.text
    assert (error["code"], error["status"]) == (answer.status_code, {400: "INVALID_ARGUMENT", 404: "NOT_FOUND"}[answer.status_code])
    assert word.lower() in json.dumps(error).lower()
    assert answer.headers["x-request-id"]


@pytest.mark.parametrize(
    "data",
    [
        base64.urlsafe_b64encode(RED).decode().rstrip("="),
        base64.b64encode(RED).decode(),
        f"data:image/png;base64,{base64.b64encode(RED).decode()}",
    ],
    ids=["url-safe", "standard", "data-url"],
)
@pytest.mark.parametrize("names", [("inline_data", "mime_type"), ("inlineData", "mimeType"), ("inlineData", "mime_type")])
def test_a_picture_comes_in_any_alphabet_spelling_and_wrong_type(door: Program, data: str, names: tuple[str, str]) -> None:
    part = {names[0]: {"data": data, names[1]: "image/jpeg"}}
    body = {"contents": [{"parts": [{"text": "make it black and white"}, part]}]}
    answer = door.post("/gemini/v1beta/models/default:generateContent", body)
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert told["modelVersion"] == "darkroom"
    assert told["responseId"] == told["job_id"] == answer.headers["x-job-id"]
    assert told["charged_credits"] == 0


def test_a_picture_of_ours_is_named_by_its_file(door: Program) -> None:
    made = door.post(GENERATE, SMALL).json()
    job = door.get(f"/api/jobs/{made['job_id']}").json()
    part = {"file_data": {"file_uri": f"{door.url}/v1/files/{job['images'][0]['id']}"}}
    answer = door.post(GENERATE, {"contents": [{"parts": [{"text": "flip it"}, part]}]})
    assert answer.status_code == 200, answer.text
    assert answer.json()["modelVersion"] == "darkroom"


def test_a_signature_that_was_made_up_says_nothing(door: Program) -> None:
    made = image(door.post(GENERATE, SMALL).json())
    signature = base64.b64decode(made["thoughtSignature"])
    wrong = base64.b64encode(signature[:-1] + bytes([signature[-1] ^ 1])).decode()
    before = Books(door.server.data).count("studio_image")
    contents = [
        {"parts": [{"text": "a red boat"}]},
        {"role": "model", "parts": [made | {"thoughtSignature": wrong}]},
        {"parts": [{"text": "flip it"}]},
    ]
    assert door.post(GENERATE, {"contents": contents}).status_code == 200
    # One that was brought, one that was made.
    assert Books(door.server.data).count("studio_image") == before + 2


def test_a_stream_that_asks_for_no_events_is_a_list(door: Program) -> None:
    answer = door.post("/v1beta/models/default:streamGenerateContent", SMALL)
    assert answer.headers["content-type"].startswith("application/json")
    (chunk,) = answer.json()
    assert image(chunk)


@pytest.mark.parametrize("path", ["/v1/models/default", "/v1/models/default:paint", "/v1beta/models/:generateContent"])
def test_what_is_no_method_is_not_found_in_google_s_words(door: Program, path: str) -> None:
    answer = door.post("/gemini" + path, SMALL)
    assert (answer.status_code, answer.json()["error"]["status"]) == (404, "NOT_FOUND")


# Connections that break.


def test_a_request_whose_answer_was_lost_joins_its_job_and_a_delivered_one_does_not(new_server: ServerMaker) -> None:
    server = new_server().start()
    books = Books(server.data)
    body = json.dumps(SMALL).encode()
    with program(server) as door:
        with server.fault("engine:slow"), pytest.raises(httpx.ReadTimeout):
            door.post(GENERATE, body, timeout=1)
        eventually(lambda: books.ask("SELECT is_cut FROM studio_attempt") == [(1,)], about="the answer is lost")
        joined = door.post(GENERATE, body).json()
        assert books.count("studio_job") == 1
        again = door.post(GENERATE, body).json()
        assert again["job_id"] != joined["job_id"]
        assert books.count("studio_job") == 2


# Recipes.


@pytest.mark.parametrize(
    "recipe",
    [
        (
            "https://host/v1beta/models/default:generateContent?key=$K",
            "-H",
            "Content-Type: application/json",
            "-d",
            '{"contents":[{"parts":[{"text":"a cup"}]}]}',
        ),
        ("https://host/v1beta/models/default:generateContent?key=$K", "-d", '{"contents":[{"parts":[{"text":"a cup"}]}]}'),
        (
            "https://host/v1/models/default:generateContent",
            "-H",
            "Authorization: Bearer $K",
            "-H",
            "Content-Type: application/json",
            "-d",
            '{"contents":[{"parts":[{"text":"a cup"}]}]}',
        ),
    ],
    ids=["key", "form", "bearer"],
)
def test_curl_s_recipes_work_as_they_are_typed(door: Program, recipe: tuple[str, ...]) -> None:
    answer = json.loads(door.curl(*recipe))
    assert image(answer), answer
    assert answer["modelVersion"] == "sketch"
    assert door.key not in door.server.log_text()


def test_curl_s_recipe_of_a_stream_works_as_it_is_typed(door: Program) -> None:
    said = door.curl(
        "-N",
        "https://host/v1/models/default:streamGenerateContent?alt=sse",
        "-H",
        "x-goog-api-key: $K",
        "-H",
        "Content-Type: application/json",
        "-d",
        '{"contents":[{"parts":[{"text":"a cup"}]}]}',
    )
    chunks = [json.loads(line.removeprefix("data: ")) for line in said.splitlines() if line]
    assert image(chunks[-1])
