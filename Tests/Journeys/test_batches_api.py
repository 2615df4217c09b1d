"""Batches of programs, by OpenAI's and Google's own client libraries."""

import base64
import json
from collections.abc import Iterator
from contextlib import closing

import httpx
import openai
import pytest

from conftest import ServerMaker

from support.genai_library import Library
from support.google import LIMIT, Program, program
from support.member import Member
from support.server import Server
from support.waiting import eventually

GENERATIONS = "/v1/images/generations"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("batches")).start()
    yield server
    server.close()


@pytest.fixture
def door(server: Server) -> Iterator[Program]:
    with program(server, scopes=["jobs", "read", "manage"]) as door:
        yield door


@pytest.fixture
def stranger(server: Server) -> Iterator[Program]:
    with program(server) as door:
        yield door


@pytest.fixture(scope="module", params=["todays", "old"])
def library(request: pytest.FixtureRequest) -> Iterator[Library]:
    with getattr(Library, request.param)() as library:
        yield library


def client(door: Program) -> openai.OpenAI:
    return openai.OpenAI(
        api_key=door.key, base_url=f"{door.url}/v1", http_client=httpx.Client(trust_env=False, timeout=LIMIT)
    )


def line(name: str, url: str = GENERATIONS, **body: object) -> str:
    return json.dumps({"custom_id": name, "method": "POST", "url": url, "body": {"size": "64x64"} | body})


def order(ours: openai.OpenAI, *lines: str, **more: object) -> openai.types.Batch:
    file = ours.files.create(file=("lines.jsonl", "\n".join(lines).encode()), purpose="batch")
    return ours.batches.create(
        input_file_id=file.id, endpoint=GENERATIONS, completion_window="24h", metadata={"run": "7"}, **more
    )


def ended(ours: openai.OpenAI, batch: str) -> openai.types.Batch:
    def final() -> openai.types.Batch | None:
        now = ours.batches.retrieve(batch)
        return now if now.status in ("completed", "failed", "expired", "cancelled") else None

    return eventually(final, about=f"{batch} ends", within=60)


def told(ours: openai.OpenAI, file: str) -> dict[str | None, dict]:
    answers = [json.loads(each) for each in ours.files.content(file).text.splitlines()]
    return {each["custom_id"]: each for each in answers}


# OpenAI's library.


def test_lines_are_made_and_those_that_are_wrong_say_why(door: Program) -> None:
    ours = client(door)
    batch = order(
        ours,
        line("boat", prompt="a red boat"),
        line("webp", prompt="a blue house", output_format="webp"),
        line("empty", prompt=" "),
        line("elsewhere", url="/v1/chat/completions"),
        "no line",
    )
    assert batch.object == "batch" and batch.status in ("validating", "in_progress", "completed")
    assert batch.metadata == {"run": "7"} and batch.expires_at - batch.created_at == 86_400
    done = ended(ours, batch.id)
    assert (done.status, done.errors) == ("completed", None)
    assert (done.request_counts.total, done.request_counts.completed, done.request_counts.failed) == (5, 2, 3)
    answers = told(ours, done.output_file_id)
    assert set(answers) == {"boat", "webp"}
    assert answers["boat"]["error"] is None and answers["boat"]["response"]["status_code"] == 200
    picture = base64.b64decode(answers["webp"]["response"]["body"]["data"][0]["b64_json"])
    assert picture[8:12] == b"WEBP"
    failures = told(ours, done.error_file_id)
    assert set(failures) == {"empty", "elsewhere", None}
    assert failures["empty"]["response"]["status_code"] == 400
    assert failures["elsewhere"]["response"]["body"]["error"]["param"] == "url"
    size = len(ours.files.content(done.output_file_id).read())
    assert ours.files.retrieve(done.output_file_id).bytes == size


def test_a_picture_that_is_deleted_is_in_no_answer_either(door: Program) -> None:
    ours = client(door)
    done = ended(ours, order(ours, line("boat", prompt="a red boat")).id)
    (answer,) = told(ours, done.output_file_id).values()
    job = answer["response"]["body"]["job_id"]
    with httpx.Client(base_url=door.url, trust_env=False, headers={"x-goog-api-key": door.key}) as http:
        (image,) = http.get(f"/api/jobs/{job}").json()["images"]
        assert http.delete(f"/api/images/{image['id']}").status_code == 204
    (answer,) = told(ours, done.output_file_id).values()
    assert "b64_json" not in json.dumps(answer)


def test_a_batch_can_be_cancelled(door: Program) -> None:
    ours = client(door)
    batch = order(ours, *[line(f"n{n}", prompt="a boat", size="2048x2048") for n in range(30)])
    assert ours.batches.cancel(batch.id).status in ("cancelling", "cancelled")
    done = ended(ours, batch.id)
    assert done.status == "cancelled"
    assert done.request_counts.completed < 30


def test_the_same_request_sent_again_makes_one_batch(door: Program) -> None:
    ours = client(door)
    first = order(ours, line("a", prompt="a boat"), extra_headers={"Idempotency-Key": "k1"})
    again = ours.batches.create(
        input_file_id=first.input_file_id,
        endpoint=GENERATIONS,
        completion_window="24h",
        metadata={"run": "7"},
        extra_headers={"Idempotency-Key": "k1"},
    )
    assert again.id == first.id
    with pytest.raises(openai.UnprocessableEntityError):
        ours.batches.create(
            input_file_id=first.input_file_id,
            endpoint=GENERATIONS,
            completion_window="24h",
            extra_headers={"Idempotency-Key": "k1"},
        )


def test_others_batches_and_files_are_not_there(door: Program, stranger: Program) -> None:
    ours, theirs = client(door), client(stranger)
    batch = order(ours, line("a", prompt="a boat"))
    assert theirs.batches.list().data == []
    for ask in (theirs.batches.retrieve, theirs.batches.cancel):
        with pytest.raises(openai.NotFoundError):
            ask(batch.id)
    with pytest.raises(openai.NotFoundError):
        theirs.batches.create(input_file_id=batch.input_file_id, endpoint=GENERATIONS, completion_window="24h")
    assert [each.id for each in ours.batches.list(limit=1)] == [batch.id]


def test_a_key_that_sees_its_own_alone_orders_no_lines_of_another(server: Server) -> None:
    with closing(Member(server)) as member:
        asked = {"name": "Program", "scopes": ["jobs"]}
        keys = [member.http.post("/api/keys", json=asked).json()["secret"] for _ in range(2)]
        first, second = (client(Program(server, key)) for key in keys)
        file = first.files.create(file=("lines.jsonl", line("a", prompt="a boat").encode()), purpose="batch")
        with pytest.raises(openai.NotFoundError):
            second.batches.create(input_file_id=file.id, endpoint=GENERATIONS, completion_window="24h")
        assert first.batches.create(input_file_id=file.id, endpoint=GENERATIONS, completion_window="24h").id


@pytest.mark.parametrize("body", [b"{", b"{}", b'{"input_file_id":"file-x","endpoint":"/v1/images/generations"}'])
def test_a_batch_that_makes_no_sense_is_refused(door: Program, body: bytes) -> None:
    with httpx.Client(base_url=door.url, trust_env=False) as http:
        answer = http.post("/v1/batches", content=body, headers={"Authorization": f"Bearer {door.key}"})
    assert answer.status_code in (400, 404)
    assert set(answer.json()["error"]) == {"message", "type", "param", "code"}


# Google's library.


def test_requests_that_come_with_their_batch_are_answered_in_it(door: Program, library: Library) -> None:
    created, state, boat, nothing, listed, gone = library(door, "batch", model="default")
    assert created[1] == "two" and created[2] in ("JOB_STATE_PENDING", "JOB_STATE_RUNNING", "JOB_STATE_SUCCEEDED")
    assert state == ["JOB_STATE_SUCCEEDED", 2]
    assert boat["end"] == "STOP" and any("picture" in part for part in boat["parts"])
    assert nothing["error"] == 3
    assert listed is True
    assert gone["error"]["code"] == 404


def test_a_file_of_requests_is_answered_by_a_file(door: Program, library: Library) -> None:
    assert library(door, "batch_file", model="default") == ["JOB_STATE_SUCCEEDED", [["one", True], ["two", False]]]


def test_a_batch_of_googles_can_be_cancelled(door: Program, library: Library) -> None:
    assert library(door, "batch_canceled", model="default") == [True]


def test_a_batch_survives_a_crash(new_server: ServerMaker) -> None:
    server = new_server().start()
    with program(server) as door:
        ours = client(door)
        batch = order(ours, *[line(f"n{n}", prompt=f"a boat {n}") for n in range(12)])
        server.kill()
        server.start()
        done = ended(ours, batch.id)
        assert (done.status, done.request_counts.completed) == ("completed", 12)
        assert len(told(ours, done.output_file_id)) == 12
