"""Kills: whatever moment a server dies at, what it accepted is done once and whole after it starts again."""

import os
import random
import re
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

import httpx
import pytest

from support.books import PROOF, Books
from support.person import Person
from support.pixels import opened
from support.server import Server
from support.waiting import eventually

KILLS = int(os.environ.get("NBP_KILLS") or 6)
SEED = int(os.environ.get("NBP_KILL_SEED") or 1)
CRASH_POINTS = ["picture.made", "picture.files", "picture.row", "job.settle"]
ERASURE_POINTS = ["erase.ledger", "erase.held", "erase.key", "erase.notice", "erase.files", "erase.rows"]
SIZE = (200, 150)
WIDTHS = [160]  # the stored thumbnails that are narrower than SIZE
OPEN_JOBS = 12
LONGEST_LIFE = 1.5  # seconds until a random kill
STOP_LIMIT = 25  # seconds that a server may take to end when it is asked to


# The storm.


@dataclass
class Order:
    """One order of the storm and what became of it."""

    key: str
    count: int
    job: str | None = None
    """The job, once an answer came back."""


@dataclass
class Customer:
    """Orders without a pause, under a key for each order, until the server is gone."""

    server: Server
    chance: random.Random
    person: Person
    orders: list[Order] = field(default_factory=list)

    @property
    def unanswered(self) -> list[Order]:
        return [order for order in self.orders if order.job is None]

    def order_until_the_end(self) -> None:
        """First what had no answer, under the same keys, then new orders."""
        try:
            for order in self.unanswered:
                self.send(order)
            while True:
                self._wait_for_room()
                self.orders.append(Order(f"key-{len(self.orders)}", self.chance.randint(1, 4)))
                self.send(self.orders[-1])
        except httpx.TransportError:
            return

    def send(self, order: Order) -> None:
        answer = self.person.order("a red house", key=order.key, n=order.count, size="{}x{}".format(*SIZE))
        if answer.status_code == 429:
            self.orders.remove(order)  # refused as one too many: nothing was accepted
            return
        assert answer.status_code == 202, answer.text
        assert order.job in (None, answer.json()["id"]), "a key leads to two jobs"
        order.job = answer.json()["id"]

    def _wait_for_room(self) -> None:
        """Lets the server catch up, so that its refusals of the twenty-first open job do not fill the storm."""
        recent = [order.job for order in self.orders[-OPEN_JOBS:] if order.job]
        if len(recent) == OPEN_JOBS:
            eventually(lambda: self.person.job(recent[0])["status"] == "succeeded", about=f"{recent[0]} succeeds")


def test_no_kill_loses_or_doubles_a_job_a_picture_or_a_payment(new_server: Callable[..., Server]):
    chance = random.Random(SEED)
    server = new_server().start()
    customer = Customer(server, chance, person_with_a_cookie(server))
    with ThreadPoolExecutor(1) as beside:
        for kill in range(KILLS):
            ordering = beside.submit(customer.order_until_the_end)
            if kill % 2:
                server.crash_at(chance.choice(CRASH_POINTS))
                server.wait_for_crash()
            else:
                # The moment is random, which is the point: no condition is waited for.
                time.sleep(chance.uniform(0.02, LONGEST_LIFE))
                server.kill()
            ordering.result()
            server.start()
    for order in customer.unanswered:
        customer.send(order)
    jobs = [customer.person.ended(order.job, within=120) for order in customer.orders]
    assert len(jobs) > KILLS
    assert [job["id"] for job in jobs] == [order.job for order in customer.orders]
    assert_whole(server, customer, jobs)


def person_with_a_cookie(server: Server) -> Person:
    """Somebody whose first job is done, so that every later request carries one cookie."""
    person = Person(server)
    person.make(size="{}x{}".format(*SIZE))
    return person


def assert_whole(server: Server, customer: Customer, jobs: list[dict]) -> None:
    books, first = Books(server.data), 1
    assert len({job["id"] for job in jobs}) == len(customer.orders) == books.count("studio_job") - first
    for order, job in zip(customer.orders, jobs, strict=True):
        assert job["status"] == "succeeded", job
        assert [image["index"] for image in job["images"]] == list(range(order.count))
        for image in job["images"]:
            assert opened(customer.person.file(image).content).size == SIZE
            for width in WIDTHS:
                assert opened(customer.person.file(image, w=width).content).width == width
    for order in customer.orders[-3:]:
        customer.send(order)  # still the same job
    assert books.unbalanced_jobs() == []
    assert books.count("queue_work") == 0
    assert books.faults() == []
    assert books.half_written() == []
    server.advance("PT2H")
    server.upkeep()
    images = [row[0] for row in books.ask("SELECT hex(id) FROM studio_image")]
    assert len(books.pictures_on_disk()) == len(images) * (1 + len(WIDTHS))


@pytest.mark.parametrize("point", CRASH_POINTS)
def test_a_crash_between_two_steps_is_made_good(server: Server, point: str):
    person = person_with_a_cookie(server)
    server.crash_at(point)
    job = person.submit(n=2, seed=9)["id"]
    server.wait_for_crash()
    server.start()
    ended = person.ended(job)
    assert (ended["status"], [image["index"] for image in ended["images"]]) == ("succeeded", [0, 1])
    assert Books(server.data).unbalanced_jobs() == []
    again = person.make(n=2, seed=9)
    for made, expected in zip(ended["images"], again["images"], strict=True):
        assert opened(person.file(made).content).tobytes() == opened(person.file(expected).content).tobytes()


def test_files_of_a_picture_that_was_never_committed_are_collected(server: Server):
    person, books = person_with_a_cookie(server), Books(server.data)
    server.crash_at("picture.files")
    job = person.submit()["id"]
    server.wait_for_crash()
    before = books.pictures_on_disk()
    server.start()
    image = person.ended(job)["images"][0]
    server.upkeep()
    assert before <= books.pictures_on_disk(), "too young: its row might still come"
    server.advance("PT2H")
    server.upkeep()
    orphans = before - books.pictures_on_disk()
    assert {name.split(".")[1] for name in orphans} == {"full", "w160"}
    assert person.file(image).status_code == 200


def test_files_half_written_are_gone_after_the_start(server: Server):
    server.kill()
    (server.data / "blobs" / "incoming" / "half").write_bytes(b"half a picture")
    server.start()
    assert Books(server.data).half_written() == []


# Erasures.


@pytest.mark.parametrize("point", ERASURE_POINTS)
def test_an_interrupted_erasure_is_finished_after_the_start(server: Server, point: str):
    person, books = person_with_a_cookie(server), Books(server.data)
    subject = books.subjects()[0]
    token = re.search(r'name="csrf" value="([^"]+)"', person.http.get("/erase").text)[1]
    server.crash_at(point)
    with suppress(httpx.TransportError):  # it may die before it can answer
        person.http.post("/erase", data={"csrf": token})
    server.wait_for_crash()
    server.start()
    eventually(lambda: books.is_erased(subject), about="the erasure has ended")
    assert books.rows_about(subject) == PROOF
    assert books.pictures_on_disk() == set()
    assert person.http.get("/api/images").json()["data"] == []
    assert person_with_a_cookie(server).cookie != person.cookie


# Ends that were asked for.


def test_a_server_that_is_told_to_stop_finishes_what_it_can(server: Server):
    person = person_with_a_cookie(server)
    with server.fault("engine:slow"):
        job = person.submit()["id"]
        person.running(job)
        assert server.stop() == 0
    server.start()
    # Done before the end, not after the start.
    assert person.job(job)["status"] == "succeeded"


def test_a_server_that_is_told_to_stop_hands_the_rest_back(server: Server):
    person = person_with_a_cookie(server)
    with server.fault("engine:slow"):
        job = person.submit(n=10)["id"]
        person.running(job)
        with following(person, job):
            server.process.terminate()
            assert server.process.wait(STOP_LIMIT) == 0
    server.start()
    ended = person.ended(job)
    assert (ended["status"], len(ended["images"])) == ("succeeded", 10)
    assert Books(server.data).unbalanced_jobs() == []
    assert Books(server.data).faults() == []


@contextmanager
def following(person: Person, job: str) -> Iterator[None]:
    """A reader of a job's events who stays while the server ends."""
    with person.http.stream("GET", f"/api/jobs/{job}/events") as answer:
        lines = answer.iter_lines()
        next(lines)
        yield
        with suppress(httpx.TransportError):  # cut off, or ended in order: either will do
            for _ in lines:
                pass
