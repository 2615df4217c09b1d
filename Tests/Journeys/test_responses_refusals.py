"""What OpenAI's newer interface refuses, and how; and that nobody pays twice for what is sent again."""

from collections.abc import Iterator
from contextlib import closing

import httpx
import openai
import pytest

from support.gateway import Gateway
from support.google import Program, program
from support.member import Member
from support.responses import GREY, HOUSE, PICTURE, TOOL, WAY, client, said, shown
from support.server import Server


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("responses")).start()
    yield server
    server.close()


@pytest.fixture
def responses(door: Program):
    return client(door).responses


def asked(door: Program, body: object, **headers: str) -> httpx.Response:
    return door.post(WAY, body, headers={"Authorization": f"Bearer {door.key}"} | headers)


@pytest.mark.parametrize(
    ("members", "kind", "param"),
    [
        ({"input": ""}, openai.BadRequestError, "input"),
        ({"input": []}, openai.BadRequestError, "input"),
        ({"input": [said("a", {"type": "input_file", "file_id": "file-x"})]}, openai.BadRequestError, "input[0].content[1].type"),
        ({"input": [said("blur it", shown(b"words"))], "tools": []}, openai.BadRequestError, "input[0].content[1]"),
        ({"model": "gpt-image-2"}, openai.NotFoundError, "model"),
        ({"tools": [TOOL | {"size": "1x1"}]}, openai.BadRequestError, "tools[0].size"),
        ({"tools": [TOOL | {"background": "transparent"}]}, openai.BadRequestError, "tools[0].background"),
        ({"tools": [TOOL | {"action": "edit"}]}, openai.BadRequestError, "input"),
        ({"tools": [TOOL, {"type": "web_search"}]}, openai.BadRequestError, "tools[1].type"),
        ({"tool_choice": "none"}, openai.BadRequestError, "tool_choice"),
        ({"text": {"format": {"type": "json_object"}}}, openai.BadRequestError, "text.format.type"),
        ({"background": True, "store": False}, openai.BadRequestError, "store"),
        ({"previous_response_id": "resp_none"}, openai.NotFoundError, "previous_response_id"),
        ({"conversation": "conv_1"}, openai.NotFoundError, "conversation"),
    ],
)
def test_refusals_are_the_library_s_own_and_name_the_place(responses, members: dict, kind: type, param: str) -> None:
    with pytest.raises(kind) as refused:
        responses.create(**HOUSE | members)
    assert refused.value.param == param
    assert refused.value.code and refused.value.type and refused.value.request_id.startswith("req_")


def test_another_tool_is_refused_by_its_name(responses) -> None:
    tool = {"type": "function", "name": "weather", "parameters": {"type": "object", "properties": {}}, "strict": False}
    with pytest.raises(openai.BadRequestError) as refused:
        responses.create(**HOUSE | {"tools": [tool]})
    assert (refused.value.code, refused.value.param) == ("invalid_value", "tools[0].type")
    assert "Only pictures are made here" in refused.value.message and "function" in refused.value.message


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'{"input"', b"\xff\xfe", b'{"input":"\xc3"}'])
def test_what_is_no_json_is_refused_in_shape(door: Program, body: bytes) -> None:
    answer = asked(door, body)
    assert answer.status_code == 400
    assert set(answer.json()["error"]) == {"message", "type", "param", "code"}


def test_the_wrong_key_is_refused(door: Program) -> None:
    with pytest.raises(openai.AuthenticationError):
        client(Program(door.server, "sk-something")).responses.create(**HOUSE)


# Retries: nobody pays twice.


@pytest.mark.parametrize("spoilt", [("503", "503"), ("cut", "cut"), ("503", "cut")])
def test_what_is_sent_again_is_one_job(server: Server, spoilt: tuple[str, ...]) -> None:
    with closing(Member(server)) as member:
        key = member.http.post("/api/keys", json={"name": "Program"}).json()["secret"]
        with Gateway(server, *spoilt) as gateway:
            order = {"model": "default", "input": [said(GREY, shown(PICTURE))]}
            made = client(Program(server, key), gateway.url, max_retries=2).responses.create(**order)
        assert len(gateway.requests) == 3 and made.status == "completed"
        stored = member.http.get("/api/images").json()["data"]
        assert sorted(each["uploaded"] for each in stored) == [False, True]


def test_a_key_of_a_request_is_for_that_request_alone(responses) -> None:
    headers = {"Idempotency-Key": "one-response"}
    first = responses.create(**HOUSE, extra_headers=headers)
    assert responses.create(**HOUSE, extra_headers=headers).id == first.id
    with pytest.raises(openai.UnprocessableEntityError) as refused:
        responses.create(**HOUSE | {"input": "a blue house"}, extra_headers=headers)
    assert refused.value.code == "idempotency_key_reused"


def test_who_has_nothing_left_is_asked_once(server: Server) -> None:
    with program(server, images_per_day=1) as door, Gateway(server) as gateway:
        theirs = client(door, gateway.url, max_retries=2).responses
        theirs.create(**HOUSE)
        with pytest.raises(openai.RateLimitError) as refused:
            theirs.create(**HOUSE)
    assert refused.value.code == "insufficient_quota"
    assert len(gateway.requests) == 2
