"""Interactions: Gemini's newer interface, by Google's own client library as it is."""

import base64
import json
import warnings
from collections.abc import Callable, Iterator
from functools import cache

import pytest
from google import genai

from conftest import ServerMaker

from support.books import Books
from support.fakes.gemini import Gemini
from support.fakes.gemini_replies import png
from support.genai_library import MODEL
from support.google import Program, program
from support.server import Server
from support.waiting import eventually

WAY = "/v1/interactions"
PICTURE = base64.b64encode(png((64, 64), b"red")).decode()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("interactions")).start()
    yield server
    server.close()


@cache
def library(door: Program) -> genai.Client:
    """Kept, since a client that nobody holds any more closes its connections."""
    return genai.Client(api_key=door.key, http_options={"base_url": door.url})


def client(door: Program):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return library(door).interactions


@pytest.fixture
def interactions(door: Program):
    return client(door)


def posts(server: Server) -> int:
    """Requests to make an interaction that the server has served."""
    lines = [line for line in server.log_text().splitlines() if "Request served" in line]
    return sum(f'{WAY}"' in line and "POST" in line for line in lines)


def refusal(ask: Callable[[], object]) -> Exception:
    with pytest.raises(Exception) as raised:
        ask()
    assert hasattr(raised.value, "status_code"), raised.value
    return raised.value


def shown(interaction) -> bytes:
    return base64.b64decode(interaction.output_image.data)


def test_words_become_a_picture(interactions) -> None:
    made = interactions.create(model="default", input="a red boat")
    assert (made.status, made.model) == ("completed", "sketch")
    assert shown(made).startswith(b"\x89PNG")
    assert made.output_image.mime_type == "image/png"
    assert made.usage.total_tokens > 1_000
    assert interactions.get(made.id).output_image.data == made.output_image.data


@pytest.mark.parametrize(
    "words",
    [
        "make it black and white",
        [{"type": "text", "text": "make it black and white"}, {"type": "image", "data": PICTURE, "mime_type": "image/png"}],
    ],
    ids=["text", "contents"],
)
def test_input_is_a_text_or_contents(interactions, words: object) -> None:
    made = interactions.create(model="default", input=words)
    assert (made.status, made.model) == ("completed", "sketch" if isinstance(words, str) else "darkroom")


@pytest.mark.parametrize(
    "words",
    [
        {"type": "text", "text": "a red boat"},
        [{"type": "user_input", "content": [{"type": "text", "text": "a red boat"}]}],
        [{"type": "user_input", "content": "a red boat"}],
    ],
    ids=["content", "steps", "short"],
)
def test_input_that_no_library_sends_is_taken_too(door: Program, words: object) -> None:
    answer = door.post(WAY, {"model": "models/default", "input": words})
    assert (answer.status_code, answer.json()["status"]) == (200, "completed"), answer.text


def test_a_format_says_shape_kind_and_way(door: Program, interactions) -> None:
    made = interactions.create(
        model="default",
        input="a red boat",
        response_format={"type": "image", "aspect_ratio": "16:9", "image_size": "1K", "mime_type": "image/jpeg"},
        generation_config={"seed": 3, "image_config": {"aspect_ratio": "1:1"}},
    )
    assert shown(made)[:2] == b"\xff\xd8"
    job = door.get(f"/api/jobs/{made.id.replace('int_', 'job_')}").json()
    assert (job["size"], job["seed"]) == ("1376x768", 3)
    named = interactions.create(model="default", input="a cup", response_format={"type": "image", "delivery": "uri"})
    assert named.output_image.data is None
    assert door.get(named.output_image.uri.removeprefix(door.url)).content.startswith(b"\x89PNG")


def test_one_in_the_background_is_asked_for_until_it_is_done(door: Program, interactions) -> None:
    with door.server.fault("engine:slow"):
        begun = interactions.create(model="default", input="a red boat", background=True)
        assert begun.status == "in_progress"
        ended = eventually(
            lambda: (now := interactions.get(begun.id)).status != "in_progress" and now, about="it is done"
        )
    assert (ended.id, ended.status) == (begun.id, "completed")
    assert shown(ended)
    with_input = door.get(f"{WAY}/{begun.id}", include_input="true").json()
    assert with_input["steps"][0] == {"type": "user_input", "content": [{"type": "text", "text": "a red boat"}]}


def test_one_is_cancelled(door: Program, interactions) -> None:
    with door.server.fault("engine:slow"):
        begun = interactions.create(model="default", input="a red boat", background=True)
        assert interactions.cancel(begun.id).status == "cancelled"
    assert interactions.get(begun.id).status == "cancelled"


def test_the_next_one_goes_on_from_the_one_before(door: Program, interactions) -> None:
    first = interactions.create(model="default", input="a red boat")
    second = interactions.create(model="default", input="make it black and white", previous_interaction_id=first.id)
    assert (second.status, second.model) == ("completed", "darkroom")
    job = door.get(f"/api/jobs/{second.id.replace('int_', 'job_')}").json()
    before = door.get(f"/api/jobs/{first.id.replace('int_', 'job_')}").json()
    assert job["parent"] == before["images"][0]["id"]
    assert shown(second) != shown(first)


def test_a_history_that_the_client_keeps_goes_on_too(door: Program, interactions) -> None:
    first = door.post(WAY, {"model": "default", "input": "a red boat", "store": False}).json()
    before = Books(door.server.data).count("studio_image")
    steps = [
        {"type": "user_input", "content": [{"type": "text", "text": "a red boat"}]},
        *first["steps"],
        {"type": "user_input", "content": [{"type": "text", "text": "flip it"}]},
    ]
    second = door.post(WAY, {"model": "default", "input": steps, "store": False})
    assert second.json()["model"] == "darkroom", second.text
    assert Books(door.server.data).count("studio_image") == before + 1, "the picture was known by its signature"


def test_one_that_is_not_kept_or_deleted_is_not_there(door: Program, interactions) -> None:
    once = interactions.create(model="default", input="a red boat", store=False)
    kept = interactions.create(model="default", input="a red boat and a house")
    assert refusal(lambda: interactions.get(once.id)).status_code == 404
    interactions.delete(kept.id)
    for id in (once.id, kept.id):
        assert door.get(f"{WAY}/{id}").status_code == 404
        next_one = {"model": "default", "input": "flip it", "previous_interaction_id": id}
        assert door.post(WAY, next_one).status_code == 404
        # The job behind it is its person's as before.
        assert door.get(f"/api/jobs/{id.replace('int_', 'job_')}").json()["images"]


def test_a_stream_has_every_event_and_goes_on_after_the_last_one_seen(interactions) -> None:
    events = list(interactions.create(model="default", input="a red boat", stream=True))
    kinds = [event.event_type for event in events]
    assert (kinds[0], kinds[-1]) == ("interaction.created", "interaction.completed")
    assert [event.event_id for event in events] == [str(number + 1) for number in range(len(events))]
    images = [event.delta for event in events if event.event_type == "step.delta" and event.delta.type == "image"]
    assert [base64.b64decode(image.data)[:4] for image in images] == [b"\x89PNG"]
    assert events[-1].interaction.usage.total_tokens
    rest = list(interactions.get(events[0].interaction.id, stream=True, last_event_id=events[3].event_id))
    assert [event.event_id for event in rest] == [event.event_id for event in events[4:]]


def test_a_failing_engine_is_a_failed_interaction_of_one_request(new_server: ServerMaker) -> None:
    server = new_server().start()
    with program(server) as door, server.fault("engine:fail"):
        failed = client(door).create(model="default", input="a red boat")
        assert (failed.status, failed.errors[0].code) == ("failed", "engine_failed")
        eventually(lambda: posts(server) >= 1, about="the request is in the log")
        assert (posts(server), Books(server.data).count("studio_job")) == (1, 1)
        events = list(client(door).create(model="default", input="a red boat", stream=True))
        assert events[-1].event_type == "error"
        assert events[-1].error.code == "engine_failed"


def test_what_a_provider_refuses_is_a_failed_interaction(new_server: ServerMaker) -> None:
    with Gemini() as fake:
        server = new_server(gemini_api_key=fake.key, gemini_base_url=fake.url).start()
        with program(server) as door:
            fake.fail("IMAGE_SAFETY")
            failed = client(door).create(model=MODEL, input="a red boat")
            assert (failed.status, failed.errors[0].code) == ("failed", "safety")
            assert len(fake.calls) == 1


def test_a_budget_that_is_used_up_is_402_and_one_request(server: Server) -> None:
    with program(server, images_per_day=1) as door:
        assert client(door).create(model="default", input="a red boat").status == "completed"
        before = posts(server)
        assert refusal(lambda: client(door).create(model="default", input="a cup")).status_code == 402
        eventually(lambda: posts(server) > before, about="the request is in the log")
        assert posts(server) == before + 1


def test_a_pace_is_told_with_a_short_wait(server: Server) -> None:
    with program(server, requests_per_minute=1) as door:
        assert door.get(f"{WAY}/int_none").status_code == 404
        answer = door.get(f"{WAY}/int_none")
        assert (answer.status_code, answer.json()["error"]["code"]) == (429, "rate_limit_exceeded")
        assert 0 < int(answer.headers["retry-after"]) <= 30


def test_the_wrong_key_is_told_once(door: Program) -> None:
    wrong = Program(door.server, "AIza-another")
    assert refusal(lambda: client(wrong).create(model="default", input="a cup")).status_code == 401


@pytest.mark.parametrize(
    ("members", "status"),
    [
        ({"input": None}, 400),
        ({"input": []}, 400),
        ({"input": "  "}, 400),
        ({"model": "none"}, 404),
        ({"agent": "deep-research"}, 400),
        ({"background": True, "store": False}, 400),
        ({"previous_interaction_id": "int_none"}, 404),
        ({"response_format": {"type": "image", "image_size": "1k"}}, 400),
        ({"response_format": {"type": "image", "mime_type": "image/gif"}}, 400),
        ({"response_modalities": ["text"]}, 400),
        ({"input": [{"type": "image", "data": "*"}]}, 400),
        ({"input": [{"type": "image", "uri": "https://other.example/x.png"}, {"type": "text", "text": "x"}]}, 404),
    ],
)
def test_what_cannot_be_asked_for_is_refused_in_its_shape(door: Program, members: dict, status: int) -> None:
    answer = door.post(WAY, {"model": "default", "input": "a cup"} | members)
    assert answer.status_code == status, answer.text
    error = answer.json()["error"]
    assert error["code"] and error["message"] and error["reason"]


def test_curl_s_recipe_works_as_it_is_typed(door: Program) -> None:
    said = door.curl(
        "https://host/v1/interactions",
        "-H",
        "x-goog-api-key: $K",
        "-H",
        "Content-Type: application/json",
        "-d",
        '{"model":"default","input":"a cup"}',
    )
    assert json.loads(said)["status"] == "completed"


def test_nobody_sees_somebody_else_s(door: Program, server: Server, interactions) -> None:
    made = interactions.create(model="default", input="a red boat")
    with program(server) as stranger:
        for answer in (
            stranger.get(f"{WAY}/{made.id}"),
            stranger.post(f"{WAY}/{made.id}/cancel", b""),
            stranger.post(WAY, {"model": "default", "input": "flip it", "previous_interaction_id": made.id}),
        ):
            assert (answer.status_code, answer.json()["error"]["code"]) == (404, "not_found")
