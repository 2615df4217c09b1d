"""The native API's jobs: followed, canceled, failed, paid and retried."""

import shutil
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from support.books import MAIN, Books
from support.canary import canary
from support.person import Person
from support.product import SHARE
from support.server import Server
from support.waiting import eventually
from support.wire import events

# Events.


def test_events_tell_progress_each_picture_and_the_end(person: Person):
    with person.server.fault("engine:slow"):
        job = person.submit("a house", n=2)["id"]
        with events(person, job) as stream:
            seen = list(stream)
    names = [event.name for event in seen]
    assert names.count("image") == 2
    assert names[-1] == "done" and names.count("done") == 1
    progress = [event.data["progress"] for event in seen if event.name == "progress"]
    assert len(set(progress)) > 5 and progress[0] < max(progress)
    assert {event.data["stage"] for event in seen if event.name == "progress"} >= {"drawing"}
    assert [event.id for event in seen] == sorted(event.id for event in seen)
    assert seen[-1].data == person.job(job)
    pictures = [image for event in seen if event.name == "image" for image in event.data["images"]]
    assert pictures == seen[-1].data["images"]


def test_whoever_comes_back_with_the_last_id_gets_what_came_later_and_nothing_twice(person: Person):
    with person.server.fault("engine:slow"):
        job = person.submit("a house", n=2)["id"]
        with events(person, job) as stream:
            first = next(event for event in stream if event.name == "image")
        with events(person, job, last=first.id) as stream:
            rest = list(stream)
    assert [event.data["images"][0]["index"] for event in rest if event.name == "image"] == [1]
    assert rest[-1].name == "done"
    with events(person, job, last=rest[-1].id) as stream:
        assert [event.name for event in stream] == ["done"]
    with events(person, job) as stream:
        assert [event.name for event in stream] == ["image", "image", "done"]


def test_a_reader_that_leaves_does_not_stop_the_job(person: Person):
    with person.server.fault("engine:slow"):
        job = person.submit("a house")["id"]
        with events(person, job) as stream:
            next(stream)
    assert person.ended(job)["status"] == "succeeded"


def test_many_readers_follow_one_job(person: Person):
    with person.server.fault("engine:slow"):
        job = person.submit("a house")["id"]

        def follow(_: int) -> str:
            with events(person, job) as stream:
                return list(stream)[-1].name

        with ThreadPoolExecutor(10) as readers:
            assert list(readers.map(follow, range(10))) == ["done"] * 10


# Cancelling.


@pytest.fixture
def single(new_server: Callable[..., Server]) -> Server:
    """A server that does one thing at a time."""
    return new_server(workers=1).start()


def test_a_queued_and_a_running_job_are_canceled_and_cost_nothing(single: Server):
    person = Person(single)
    with single.fault("engine:slow"):
        running, queued = (person.submit(n=3)["id"] for _ in range(2))
        person.running(running)
        assert person.job(queued)["status"] == "queued"
        for job in (queued, running):
            assert person.http.delete(f"/api/jobs/{job}").status_code == 200
            ended = person.ended(job, within=3)
            assert (ended["status"], ended["images"]) == ("canceled", [])
    assert Books(single.data).unbalanced_jobs() == []
    assert Books(single.data).count("queue_work") == 0
    assert person.make("a tree")["status"] == "succeeded"


def test_what_was_ready_before_cancelling_is_kept_and_paid(single: Server):
    person = Person(single)
    with single.fault("engine:slow"):
        job = person.submit(n=3)["id"]
        eventually(lambda: person.job(job)["images"], about="a first picture is there")
        person.http.delete(f"/api/jobs/{job}")
        ended = person.ended(job, within=3)
    assert ended["status"] == "canceled" and len(ended["images"]) in (1, 2)
    assert person.file(ended["images"][0]).status_code == 200
    assert Books(single.data).unbalanced_jobs() == []


def test_cancelling_what_has_ended_changes_nothing(person: Person):
    job = person.make()
    answer = person.http.delete(f"/api/jobs/{job['id']}")
    assert (answer.status_code, answer.json()) == (200, job)


# Failing, and paying.


@pytest.mark.parametrize("fault", ["engine:fail", "engine:wrong-size"])
def test_a_failed_job_says_why_and_is_not_charged(single: Server, fault: str):
    person = Person(single)
    with single.fault(fault):
        job = person.ended(person.submit(n=2)["id"])
    assert (job["status"], job["images"]) == ("failed", [])
    assert (job["error"]["code"], job["error"]["charged"]) == ("engine_failed", False)
    assert job["error"]["detail"] and job["finished_at"]
    assert Books(single.data).unbalanced_jobs() == []
    assert Books(single.data).pictures_on_disk() == set()


def test_a_fault_that_passes_costs_no_job(single: Server):
    person = Person(single)
    with single.fault("engine:fail"):
        job = person.submit()["id"]
        eventually(lambda: '"Work failed"' in single.log_text(), about="a first try fails")
    assert person.ended(job)["status"] == "succeeded"
    assert Books(single.data).unbalanced_jobs() == []


def test_a_quota_counts_pictures_that_were_made_and_no_others(new_server: Callable[..., Server]):
    server = new_server(guest_images=3).start()
    person = Person(server)
    with server.fault("engine:fail"):
        person.ended(person.submit(n=3)["id"])
    person.make(n=2)
    refused = person.order(n=2)
    assert (refused.status_code, refused.json()["code"]) == (429, "quota-exceeded")
    assert int(refused.headers["retry-after"]) > 0
    person.make(n=1)
    server.advance("PT24H")
    person.make(n=3)
    assert Books(server.data).unbalanced_jobs() == []


def test_credits_are_held_captured_by_picture_and_released(new_server: Callable[..., Server], tmp_path: Path):
    share = tmp_path / "share"
    shutil.copytree(SHARE, share)
    models = (share / "models.json").read_text()
    (share / "models.json").write_text(models.replace('"credits_per_image": 0', '"credits_per_image": 3'))
    server = new_server(share_dir=share, workers=1).start()
    person, books = Person(server), Books(server.data)
    refused = person.order(size="256x256")
    assert (refused.status_code, refused.json()["code"]) == (402, "insufficient_credits")
    subject = books.subjects()[0]
    with closing(sqlite3.connect(server.data / MAIN, timeout=10)) as database, database:
        database.execute(
            "INSERT INTO billing_entry (id, subject_id, kind, position, credits, images, day, made_at)"
            " VALUES (randomblob(16), ?, 'grant', -1, 20, 0, 0, 0)",
            (subject,),
        )
    assert person.make(n=2)["price"] == {"credits": 6}
    with server.fault("engine:fail"):
        person.ended(person.submit(n=4)["id"])
    refused = person.order(n=5, size="256x256")
    assert refused.status_code == 402
    person.make(n=4)
    spent = books.ask("SELECT sum(credits) FROM billing_entry WHERE kind = 'capture'")
    assert spent == [(18,)]
    assert books.unbalanced_jobs() == []


# Retrying.


def test_retries_at_the_same_time_make_one_job(person: Person):
    person.make()
    key = canary()
    before = Books(person.server.data).count("studio_job")
    with ThreadPoolExecutor(8) as clients:
        answers = list(clients.map(lambda _: person.order(key=key, size="256x256"), range(24)))
    assert {answer.status_code for answer in answers} == {202}
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert Books(person.server.data).count("studio_job") == before + 1


@pytest.mark.parametrize(
    "change", [{"n": 2}, {"seed": 4}, {"size": "320x256"}, {"style": "flat"}, {"prompt": "a tree"}], ids=str
)
def test_another_order_under_the_same_key_is_refused(person: Person, change: dict):
    order = {"prompt": "a house", "size": "256x256", "seed": 3}
    key = canary()
    assert person.order(key=key, **order).status_code == 202
    answer = person.order(key=key, **order | change)
    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_reused")


def test_a_key_means_nothing_to_somebody_else(shared_server: Server):
    key = canary()
    jobs = {Person(shared_server).submit(key=key)["id"] for _ in range(2)}
    assert len(jobs) == 2


def test_a_key_is_forgotten_after_a_day(server: Server):
    person = Person(server)
    first = person.submit(key="once")["id"]
    server.advance("PT25H")
    server.upkeep()
    assert person.submit(key="once")["id"] != first


def test_too_many_open_jobs_are_refused_until_one_ends(single: Server):
    person = Person(single)
    with single.fault("engine:slow"):
        answers = [person.order(size="256x256") for _ in range(21)]
        assert [answer.status_code for answer in answers] == [202] * 20 + [429]
        assert answers[-1].json()["code"] == "too_many_jobs"
        for answer in answers[:-1]:
            person.http.delete(f"/api/jobs/{answer.json()['id']}")
        assert person.order(size="256x256").status_code == 202
