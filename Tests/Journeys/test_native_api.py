"""The native API with a key: lists, waiting, repeated requests, uploads, events of all jobs, usage, and what need not be sent twice."""

import io
import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass

import httpx
import pytest
from PIL import Image

from support.conformance import conforming
from support.member import Member
from support.problems import assert_problem
from support.server import Server
from support.waiting import eventually

SMALL = {"prompt": "a house", "size": "64x64"}


class Program:
    """What shows a key, and nothing else."""

    def __init__(self, member: Member, *scopes: str):
        self.server = member.server
        shown = member.http.post("/api/keys", json={"name": "Shop", "scopes": list(scopes)})
        assert shown.status_code == 201, shown.text
        self.key = shown.json()["key"]["id"]
        headers = {"Authorization": f"Bearer {shown.json()['secret']}"}
        self.http = conforming(
            httpx.Client(base_url=member.server.url, headers=headers, timeout=90, trust_env=False)
        )

    def made(self, **members: object) -> dict:
        """Has a picture made, and waits for it."""
        answer = self.http.post("/api/jobs", json=SMALL | members, headers={"Prefer": "wait=60"})
        assert answer.status_code == 200, answer.text
        assert answer.json()["status"] == "succeeded"
        return answer.json()

    def close(self) -> None:
        self.http.close()


@pytest.fixture
def member(server: Server) -> Iterator[Member]:
    with closing(Member(server)) as member:
        yield member


@pytest.fixture
def program(member: Member) -> Iterator[Program]:
    with closing(Program(member, "jobs", "read", "manage", "account")) as program:
        yield program


# Lists.


def test_jobs_are_listed_by_what_they_are(member: Member, program: Program):
    first, second = program.made(), program.made(prompt="a boat")
    own = member.http.post("/api/jobs", json=SMALL, headers={"Prefer": "wait=60"}).json()
    listed = program.http.get("/api/jobs").json()
    assert [job["id"] for job in listed["data"]] == [own["id"], second["id"], first["id"]]
    by_key = program.http.get("/api/jobs", params={"key": program.key}).json()
    assert [job["id"] for job in by_key["data"]] == [second["id"], first["id"]]
    assert {job["key"] for job in by_key["data"]} == {program.key} and own["key"] is None
    for filter, found in (
        ({"status": "succeeded"}, 3),
        ({"status": "failed"}, 0),
        ({"task": "edit"}, 0),
        ({"model": first["model"]}, 3),
        ({"made_after": first["created_at"]}, 2),
    ):
        assert len(program.http.get("/api/jobs", params=filter).json()["data"]) == found, filter
    assert_problem(program.http.get("/api/jobs", params={"status": "done"}), 400, "malformed_parameter")


def test_a_list_is_read_page_by_page_to_its_end(program: Program):
    made = [program.made()["id"] for _ in range(5)]
    seen, cursor = [], None
    while True:
        page = program.http.get("/api/jobs", params={"limit": 2} | ({"cursor": cursor} if cursor else {})).json()
        seen += [job["id"] for job in page["data"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert seen == made[::-1]


# Waiting.


def test_whoever_does_not_wait_long_enough_is_told_where_to_look(program: Program):
    with program.server.fault("engine:slow"):
        answer = program.http.post("/api/jobs", json=SMALL, headers={"Prefer": "wait=1"})
        assert (answer.status_code, answer.headers.get("preference-applied")) == (202, None)
        looked = program.http.get(answer.headers["location"], headers={"Prefer": "wait=60"})
    assert looked.headers["preference-applied"] == "wait=60"
    assert looked.json()["status"] == "succeeded"


def test_a_failure_is_an_end_too(program: Program):
    with program.server.fault("engine:fail"):
        answer = program.http.post("/api/jobs", json=SMALL, headers={"Prefer": "wait=60"})
    assert answer.status_code == 200 and answer.headers["preference-applied"] == "wait=60"
    assert answer.json()["status"] == "failed" and answer.json()["error"]["charged"] is False


# Repeated requests.


def test_a_repeated_request_makes_one_thing(program: Program):
    image = program.made()["images"][0]["id"]
    for path, body, other in (
        ("/api/collections", {"name": "Cats"}, {"name": "Dogs"}),
        (f"/api/images/{image}/shares", {"expires_in": 1}, {"expires_in": 2}),
    ):
        headers = {"Idempotency-Key": f"once {path}".replace(" ", "-")}
        first, again = (program.http.post(path, json=body, headers=headers) for _ in range(2))
        assert first.status_code == again.status_code == 201, first.text
        assert first.json() == again.json()
        assert_problem(program.http.post(path, json=other, headers=headers), 422, "idempotency_key_reused")
        assert len(program.http.get(path).json()["data"]) == 1


def test_a_repeated_request_is_over_after_a_day(program: Program):
    headers = {"Idempotency-Key": "daily"}
    first = program.http.post("/api/collections", json={"name": "Cats"}, headers=headers)
    program.server.advance("P1D")
    second = program.http.post("/api/collections", json={"name": "Cats"}, headers=headers)
    assert first.json()["id"] != second.json()["id"]


# Uploads.


def png(colour: str) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (64, 64), colour).save(file, "PNG")
    return file.getvalue()


def test_what_is_uploaded_is_listed_by_what_it_is_for(program: Program):
    picture = program.http.post("/api/uploads", files={"file": ("red.png", png("red"))}).json()["data"][0]
    mask = program.http.post("/api/uploads", params={"use": "mask"}, files={"file": ("white.png", png("white"))}).json()["data"][0]
    program.made()
    assert [each["id"] for each in program.http.get("/api/uploads").json()["data"]] == [picture["id"]]
    assert [each["id"] for each in program.http.get("/api/uploads", params={"use": "mask"}).json()["data"]] == [mask["id"]]
    assert program.http.get("/api/jobs").json()["data"][0]["task"] == "generate"
    brought = program.http.get("/api/jobs", params={"task": "upload"}).json()["data"]
    assert [job["id"] for job in brought] == [mask["job"], picture["job"]]


# Events of all jobs.


@dataclass(frozen=True)
class Event:
    id: str
    name: str
    data: dict


@contextmanager
def all_events(program: Program, last: str | None = None) -> Iterator[Iterator[Event]]:
    headers = {"Last-Event-ID": last} if last else {}
    with program.http.stream("GET", "/api/jobs/events", headers=headers) as answer:
        assert answer.status_code == 200
        yield parsed(answer)


@contextmanager
def events_of(program: Program, job: str) -> Iterator[Iterator[Event]]:
    with program.http.stream("GET", f"/api/jobs/{job}/events") as answer:
        assert answer.status_code == 200
        yield parsed(answer)


def parsed(answer: httpx.Response) -> Iterator[Event]:
    fields: dict[str, str] = {}
    for line in answer.iter_lines():
        if line:
            name, _, value = line.partition(": ")
            fields[name] = value
        elif "event" in fields:
            yield Event(fields["id"], fields["event"], json.loads(fields["data"]))
            fields = {}


def test_one_stream_tells_of_all_jobs_and_ends_with_the_last(program: Program):
    with program.server.fault("engine:slow"):
        jobs = [program.http.post("/api/jobs", json=SMALL).json()["id"] for _ in range(3)]
        with all_events(program) as stream:
            seen = list(stream)
    assert seen[-1].name == "idle"
    for job in jobs:
        own = [event for event in seen if event.data.get("id") == job]
        assert [event.name for event in own].count("done") == 1
        assert own[-1].name == "done" and own[-1].data["status"] == "succeeded"
        pictures = [image["id"] for event in own if event.name == "image" for image in event.data["images"]]
        assert pictures == [image["id"] for image in own[-1].data["images"]]


def test_whoever_comes_back_misses_nothing_and_hears_nothing_twice(program: Program):
    with program.server.fault("engine:slow"):
        for _ in range(2):
            program.http.post("/api/jobs", json=SMALL)
        with all_events(program) as stream:
            first = next(event for event in stream if event.name == "image")
    # What was ordered and came to its end while nobody listened is told too.
    meanwhile = program.made()["id"]
    eventually(
        lambda: not program.http.get("/api/jobs", params={"status": "running"}).json()["data"]
        and not program.http.get("/api/jobs", params={"status": "queued"}).json()["data"],
        about="all jobs end",
    )
    with all_events(program, last=first.id) as stream:
        rest = list(stream)
    done = [event.data["id"] for event in rest if event.name == "done"]
    assert len(done) == len(set(done)) == 3 and meanwhile in done
    again = [image["id"] for event in rest if event.name == "image" for image in event.data["images"]]
    assert first.data["images"][0]["id"] not in again and len(again) == 2
    with all_events(program, last=rest[-1].id) as stream:
        assert [event.name for event in stream] == ["idle"]


@pytest.mark.parametrize("follow", ["one", "all"])
def test_a_revoked_key_is_told_nothing_more(member: Member, program: Program, follow: str):
    with program.server.fault("engine:slow"):
        job = program.http.post("/api/jobs", json=SMALL | {"n": 4}).json()["id"]
        with all_events(program) if follow == "all" else events_of(program, job) as stream:
            assert next(stream).name == "progress"
            assert member.http.delete(f"/api/keys/{program.key}").status_code == 204
            assert "done" not in [event.name for event in stream]


# Usage and account.


def test_usage_is_told_by_key_and_by_model(member: Member, program: Program):
    job = program.made(n=2)
    member.http.post("/api/jobs", json=SMALL, headers={"Prefer": "wait=60"})
    usage = program.http.get("/api/usage").json()
    assert usage["today"]["images"] == usage["thirty_days"]["images"] == 3
    assert usage["key"] == {"id": program.key, "today": {"images": 2, "credits": 0}, "thirty_days": {"images": 2, "credits": 0}}
    assert {line.get("key"): line["today"]["images"] for line in usage["by_key"]} == {None: 1, program.key: 2}
    assert [(line["model"], line["today"]["images"]) for line in usage["by_model"]] == [(job["model"], 3)]
    program.server.advance("P1D")
    later = program.http.get("/api/usage").json()
    assert (later["today"]["images"], later["thirty_days"]["images"]) == (0, 3)


def test_a_failure_is_no_use(program: Program):
    with program.server.fault("engine:fail"):
        program.http.post("/api/jobs", json=SMALL, headers={"Prefer": "wait=60"})
    assert program.http.get("/api/usage").json()["today"] == {"images": 0, "credits": 0}


def test_the_account_is_told_to_keys_that_may(member: Member, program: Program):
    assert program.http.get("/api/account").json()["email"] == member.address
    with closing(Program(member, "jobs")) as other:
        for path in ("/api/account", "/api/usage", "/api/jobs/events"):
            assert_problem(other.http.get(path), 403, "scope_missing")


# What need not be sent twice.


def test_what_has_not_changed_is_not_sent_again(program: Program):
    job = program.made()
    image = job["images"][0]["id"]
    for path in (f"/api/jobs/{job['id']}", f"/api/images/{image}", f"/api/images/{image}/lineage", "/api/models", "/api/models/sketch"):
        first = program.http.get(path)
        again = program.http.get(path, headers={"If-None-Match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b""), path
    program.http.put(f"/api/images/{image}/favourite")
    changed = program.http.get(f"/api/images/{image}", headers={"If-None-Match": '"0"'})
    assert changed.json()["favourite"] is True
    assert "etag" not in program.http.get(job["images"][0]["url"]).headers

