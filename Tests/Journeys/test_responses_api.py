"""OpenAI's newer interface, as far as it makes pictures, by its own client library as it is.

`test_responses_refusals.py` has what it refuses, and what is sent again.
"""

import base64
import json
from collections.abc import Iterator
from contextlib import closing

import openai
import pytest
from openai import OpenAI
from openai.types.responses import Response, ResponseItemList

from conftest import ServerMaker

from support.books import Books
from support.fakes import openai_images_pictures as pictures
from support.fakes.openai_images import OpenAIImages
from support.gateway import Gateway
from support.google import LIMIT, Program, program
from support.member import Member
from support.responses import GREY, HOUSE, PICTURE, TOOL, WAY, client, data_url, job_of, opened, said, shown
from support.server import Server
from support.waiting import eventually

CLEAR = pictures.png(64, 48, bytes(4))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("responses")).start()
    yield server
    server.close()


@pytest.fixture
def fake() -> Iterator[OpenAIImages]:
    with OpenAIImages() as fake:
        yield fake


@pytest.fixture
def host(fake: OpenAIImages, new_server: ServerMaker) -> Iterator[Program]:
    """A program where a provider makes pictures too."""
    server = new_server()
    fake.offer_to(server)
    with program(server.start()) as door:
        yield door


@pytest.fixture
def responses(door: Program):
    return client(door).responses


# OpenAI's library.


def test_words_become_a_picture_and_are_told_in_full(door: Program, responses) -> None:
    raw = responses.with_raw_response.create(**HOUSE, metadata={"order": "7"})
    # Strictly: whatever typed clients of other languages need is there.
    Response.model_validate(raw.http_response.json())
    made = raw.parse()
    assert (made.status, made.model, made.metadata, made.error) == ("completed", "sketch", {"order": "7"}, None)
    [call] = [item for item in made.output if item.type == "image_generation_call"]
    assert (call.status, call.action, call.output_format, call.size) == ("completed", "generate", "png", "256x256")
    assert opened(call.result).size == (256, 256)
    assert made.usage.total_tokens == made.usage.input_tokens + made.usage.output_tokens > 0
    assert (made.charged_credits, raw.headers["x-job-id"]) == (0, made.job_id)
    assert made.id.removeprefix("resp_") == call.id.removeprefix("ig_") == made.job_id.removeprefix("job_")
    assert raw.headers["openai-version"] and made._request_id.startswith("req_")


def test_one_is_found_again_with_its_input(door: Program, responses) -> None:
    made = responses.create(**HOUSE)
    found = responses.with_raw_response.retrieve(made.id, include=["reasoning.encrypted_content", "message.output_text.logprobs"])
    Response.model_validate(found.http_response.json())
    assert found.parse().output[0].result == made.output[0].result
    items = responses.input_items.list(made.id)
    assert [part.text for item in items for part in item.content] == ["a red house"]
    ResponseItemList.model_validate(door.get(f"{WAY}/{made.id}/input_items").json())


def test_the_same_below_the_prefix_that_forces_a_shape(door: Program) -> None:
    forced = OpenAI(base_url=f"{door.url}/openai/v1", api_key=door.key, max_retries=0, timeout=LIMIT)
    made = forced.responses.create(**HOUSE)
    assert forced.responses.retrieve(made.id).id == made.id


@pytest.mark.parametrize(("word", "kind"), [("jpeg", "JPEG"), ("webp", "WEBP")])
def test_pictures_come_in_the_format_that_is_asked_for(responses, word: str, kind: str) -> None:
    tool = TOOL | {"output_format": word, "output_compression": 40}
    call = responses.create(**HOUSE | {"tools": [tool]}).output[0]
    assert (opened(call.result).format, call.output_format) == (kind, word)


@pytest.mark.parametrize("more", [{}, {"tools": []}, {"tools": [TOOL], "tool_choice": "required"}])
def test_the_tool_may_be_left_out(responses, more: dict) -> None:
    made = responses.create(input="a red house", model="default", **more)
    assert made.output[0].result


def test_a_picture_in_the_input_is_changed(door: Program, responses) -> None:
    made = responses.create(model="default", input=[said(GREY, shown(PICTURE))])
    red, green, blue = opened(made.output[0].result).convert("RGB").getpixel((30, 20))
    assert max(red, green, blue) - min(red, green, blue) <= 2
    assert (made.model, made.output[0].action) == ("darkroom", "edit")


def test_a_file_of_ones_own_is_changed(door: Program, responses) -> None:
    file = client(door).files.create(file=("a.png", PICTURE), purpose="vision")
    made = responses.create(model="default", input=[said(GREY, {"type": "input_image", "file_id": file.id})])
    assert made.model == "darkroom"


def test_two_pictures_and_a_mask_reach_a_provider(host: Program, fake: OpenAIImages) -> None:
    tool = {
        "type": "image_generation",
        "model": "gpt-image-2",
        "size": "1536x1024",
        "input_image_mask": {"image_url": data_url(CLEAR)},
    }
    order = {"model": "a-model-of-words", "input": [said("snow", shown(PICTURE), shown(pictures.png(80, 60)))]}
    made = client(host).responses.create(**order, tools=[tool])
    assert (made.model, opened(made.output[0].result).size) == ("gpt-image-2", (1536, 1024))
    assert "input_image_mask" not in made.tools[0].to_dict()
    assert [each.field for each in fake.picture_calls[-1].files] == ["image[]", "image[]", "mask"]


def test_a_stream_has_every_event_and_each_is_whole(responses) -> None:
    events = list(responses.create(**HOUSE, stream=True))
    for event in events:
        type(event).model_validate(event.to_dict())
    kinds = [event.type.removeprefix("response.") for event in events]
    assert kinds[:3] == ["created", "in_progress", "output_item.added"]
    calls = [kind.removeprefix("image_generation_call.") for kind in kinds if kind.startswith("image_generation_call.")]
    assert calls == ["in_progress", "generating", "completed"]
    assert "output_item.done" in kinds and kinds[-1] == "completed"
    numbers = [event.sequence_number for event in events]
    assert numbers == sorted(set(numbers))
    made = events[-1].response
    assert opened(made.output[0].result).size == (256, 256)
    rest = list(responses.retrieve(made.id, stream=True, starting_after=numbers[3]))
    assert [(event.type, event.sequence_number) for event in rest] == [
        (event.type, event.sequence_number) for event in events[4:]
    ]


def test_drafts_come_before_the_picture(host: Program, fake: OpenAIImages) -> None:
    fake.hold()
    tool = {"type": "image_generation", "model": "gpt-image-2", "partial_images": 2}
    drafts, kinds = [], []
    for event in client(host).responses.create(model="default", input="a red kite", tools=[tool], stream=True):
        kinds.append(event.type)
        if event.type == "response.image_generation_call.partial_image":
            drafts.append(event.partial_image_index)
            assert opened(event.partial_image_b64).format == "PNG"
            fake.release()
    assert drafts and drafts == list(range(len(drafts))) and len(drafts) <= 2
    assert kinds[-1] == "response.completed"


def test_curl_makes_one_as_it_is_typed(door: Program) -> None:
    order = '{"model":"default","input":"a cup","tools":[{"type":"image_generation"}]}'
    answer = door.curl(f"https://host{WAY}", "-H", "Authorization: Bearer $K", "-d", order)
    assert json.loads(answer)["output"][0]["result"]


# Going on.


def test_the_next_one_goes_on_from_the_one_before(door: Program, responses) -> None:
    first = responses.create(**HOUSE)
    # The size is said with each turn, and is the picture's already.
    second = responses.create(model="default", input=GREY, tools=[TOOL], previous_response_id=first.id)
    assert (second.model, second.output[0].action) == ("darkroom", "edit")
    assert second.previous_response_id == first.id
    assert job_of(door, second.id)["parent"] == job_of(door, first.id)["images"][0]["id"]


def test_a_new_one_may_be_asked_for_whatever_came_before(door: Program, responses) -> None:
    first = responses.create(**HOUSE)
    tool = TOOL | {"action": "generate"}
    second = responses.create(model="default", input="a cup", tools=[tool], previous_response_id=first.id)
    assert (second.model, job_of(door, second.id).get("parent")) == ("sketch", None)


@pytest.mark.parametrize("store", [True, False])
def test_a_history_that_the_client_keeps_goes_on_and_stores_nothing_again(door: Program, responses, store: bool) -> None:
    first = responses.create(**HOUSE, store=store)
    before = Books(door.server.data).count("studio_image")
    second = responses.create(model="default", input=[said("a red house"), *first.output, said(GREY)], store=store)
    assert second.model == "darkroom"
    assert job_of(door, second.id)["parent"] == job_of(door, first.id)["images"][0]["id"]
    assert Books(door.server.data).count("studio_image") == before + 1, "the picture was known by its signature"


def test_a_picture_of_somebody_else_s_model_is_gone_on_from_by_its_bytes(responses) -> None:
    call = {"type": "image_generation_call", "id": "ig_68a", "status": "completed", "result": base64.b64encode(PICTURE).decode()}
    assert responses.create(model="default", input=[said("a lake"), call, said(GREY)]).model == "darkroom"


# Later.


def test_one_in_the_background_is_asked_for_until_it_is_done(door: Program, responses) -> None:
    with door.server.fault("engine:slow"):
        begun = responses.create(**HOUSE, background=True)
        assert begun.status in ("queued", "in_progress") and begun.output == []
        ended = eventually(
            lambda: (now := responses.retrieve(begun.id)).status not in ("queued", "in_progress") and now,
            about="it is done",
        )
    assert (ended.id, ended.status) == (begun.id, "completed")
    assert opened(ended.output[0].result).size == (256, 256)


def test_one_is_cancelled(door: Program, responses) -> None:
    with door.server.fault("engine:slow"):
        begun = responses.create(**HOUSE, background=True)
        assert responses.cancel(begun.id).status == "cancelled"
    assert responses.retrieve(begun.id).status == "cancelled"


def test_one_that_is_not_kept_or_deleted_is_not_there(door: Program, responses) -> None:
    once, kept = responses.create(**HOUSE, store=False), responses.create(**HOUSE)
    responses.delete(kept.id)
    for made in (once, kept):
        with pytest.raises(openai.NotFoundError):
            responses.retrieve(made.id)
        with pytest.raises(openai.NotFoundError) as refused:
            responses.create(model="default", input=GREY, previous_response_id=made.id)
        assert refused.value.param == "previous_response_id"
        named = {"type": "image_generation_call", "id": made.output[0].id}
        with pytest.raises(openai.NotFoundError) as refused:
            responses.create(model="default", input=[named, said(GREY)])
        assert refused.value.param == "input[0].id"
        # The job behind it is its person's as before.
        assert job_of(door, made.id)["images"]


def test_nobody_sees_somebody_else_s(server: Server, responses) -> None:
    made = responses.create(**HOUSE)
    with program(server) as stranger:
        theirs = client(stranger).responses
        for ask in (
            lambda: theirs.retrieve(made.id),
            lambda: theirs.cancel(made.id),
            lambda: theirs.delete(made.id),
            lambda: theirs.input_items.list(made.id),
            lambda: theirs.create(model="default", input=GREY, previous_response_id=made.id),
            lambda: theirs.create(
                model="default", input=[{"type": "image_generation_call", "id": made.output[0].id}, said(GREY)]
            ),
        ):
            with pytest.raises(openai.NotFoundError) as refused:
                ask()
            assert refused.value.code == "not_found"
    assert responses.retrieve(made.id).status == "completed"


def test_a_key_without_sight_sees_what_was_asked_with_it_alone(server: Server) -> None:
    with closing(Member(server)) as member:
        keys = [member.http.post("/api/keys", json={"name": "Page", "scopes": ["jobs"]}).json()["secret"] for _ in "ab"]
        own, other = (client(Program(server, key)).responses for key in keys)
        made = own.create(**HOUSE)
        assert own.retrieve(made.id).status == "completed"
        with pytest.raises(openai.NotFoundError):
            other.retrieve(made.id)
        with pytest.raises(openai.NotFoundError):
            other.create(model="default", input=GREY, previous_response_id=made.id)
        assert own.create(model="default", input=GREY, previous_response_id=made.id).model == "darkroom"


def test_what_a_provider_refuses_is_an_error_now_and_a_failed_response_later(host: Program, fake: OpenAIImages) -> None:
    fake.fail_always("400_moderation")
    order = {"model": "gpt-image-2", "input": "a cup"}
    with Gateway(host.server) as gateway:
        with pytest.raises(openai.BadRequestError) as refused:
            client(host, gateway.url, max_retries=2).responses.create(**order)
    assert (refused.value.code, refused.value.type) == ("moderation_blocked", "image_generation_user_error")
    assert len(gateway.requests) == 1
    id = refused.value.response.headers["x-job-id"].replace("job_", "resp_")
    later = client(host).responses.with_raw_response.retrieve(id)
    Response.model_validate(later.http_response.json())
    failed = later.parse()
    assert (failed.status, failed.output[0].status, failed.output[0].result) == ("failed", "failed", None)
    assert failed.error.message and failed.output[0].error.code == "moderation_blocked"
    events = list(client(host).responses.create(**order, stream=True))
    assert events[-1].type == "response.failed"
    assert events[-1].response.error.code == failed.error.code
