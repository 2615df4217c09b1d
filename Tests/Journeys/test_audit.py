"""The audit log as strangers check it: its checkpoint, its proofs, and what of it an erasure leaves."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing

import httpx
import pytest
from pymerkle import InmemoryTree

from support.books import MAIN, Books
from support.canary import canary, traces
from support.desk import Desk
from support.person import Person
from support.problems import assert_problem
from support.server import Server
from support.transparency import Checkpoint, leaves, shows_consistency, shows_inclusion, verified
from support.waiting import eventually

WITNESS = "audit/witness.log"
EMPTY_ROOT = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


class Stranger:
    """Somebody without a cookie who checks the log."""

    def __init__(self, server: Server):
        self.server = server

    def get(self, path: str, **parameters: object) -> httpx.Response:
        headers = {"Accept-Language": "en"}
        # Empty parameters would take away those in the path.
        return httpx.get(self.server.url + path, params=parameters or None, headers=headers, trust_env=False)

    def checkpoint(self) -> Checkpoint:
        answer = self.get("/audit/checkpoint")
        assert answer.headers["content-type"] == "text/plain; charset=utf-8"
        return verified(answer.text, self.get("/audit/key").text)

    def path(self, address: str, **parameters: int) -> list[bytes]:
        answer = self.get(f"/audit/{address}", **parameters)
        assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json; charset=utf-8")
        body = answer.json()
        assert body == parameters | {"path": body["path"]}
        return [bytes.fromhex(step) for step in body["path"]]


@pytest.fixture
def stranger(server: Server) -> Stranger:
    return Stranger(server)


def come_and_go(server: Server, count: int) -> None:
    """Has visitors come, make something, and erase it: each erasure is an act."""
    for _ in range(count):
        person = Person(server)
        person.submit()
        erase(person)
        person.close()


def erase(person: Person) -> None:
    token = re.search(r'name="csrf" value="([^"]+)"', person.http.get("/erase").text)[1]
    assert person.http.post("/erase", data={"csrf": token}).status_code == 303


def root_by_pymerkle(data: list[bytes]) -> bytes:
    tree = InmemoryTree(algorithm="sha256")
    for leaf in data:
        tree.append_entry(leaf)
    return tree.get_root()


def test_every_proof_of_the_running_server_verifies(server: Server, stranger: Stranger):
    checkpoints = []
    for _ in range(7):
        come_and_go(server, 1)
        checkpoints.append(stranger.checkpoint())
    newest, data = checkpoints[-1], leaves(Books(server.data))
    assert [checkpoint.size for checkpoint in checkpoints] == list(range(1, 8))
    assert {checkpoint.origin for checkpoint in checkpoints} == {"localhost/audit"}
    for checkpoint in checkpoints:
        assert checkpoint.root == root_by_pymerkle(data[: checkpoint.size])
        for leaf in range(checkpoint.size):
            path = stranger.path("inclusion", leaf=leaf, size=checkpoint.size)
            assert shows_inclusion(leaf, checkpoint.size, data[leaf], path, checkpoint.root)
            assert not shows_inclusion(leaf, checkpoint.size, b"another", path, checkpoint.root)
        path = stranger.path("consistency", **{"from": checkpoint.size, "to": newest.size})
        assert shows_consistency(checkpoint, newest, path)
        assert not shows_consistency(Checkpoint("", checkpoint.size, bytes(32)), newest, path)


def test_an_empty_log_has_a_checkpoint_too(stranger: Stranger):
    empty = stranger.checkpoint()
    assert (empty.size, empty.root.hex()) == (0, EMPTY_ROOT)
    assert_problem(stranger.get("/audit/inclusion", leaf=0, size=1), 400, "malformed_parameter")


@pytest.mark.parametrize(
    ("address", "query"),
    [
        ("inclusion", ""),
        ("inclusion", "leaf=0"),
        ("inclusion", "leaf=1&size=1"),
        ("inclusion", "leaf=0&size=99"),
        ("inclusion", "leaf=-1&size=1"),
        ("inclusion", "leaf=x&size=1"),
        ("inclusion", "leaf=0&leaf=0&size=1"),
        ("inclusion", "leaf=0&size=99999999999999999999"),
        ("consistency", "from=1"),
        ("consistency", "from=0&to=1"),
        ("consistency", "from=2&to=1"),
        ("consistency", "from=1&to=99"),
    ],
)
def test_a_range_that_is_none_is_a_problem(server: Server, stranger: Stranger, address: str, query: str):
    come_and_go(server, 1)
    assert_problem(stranger.get(f"/audit/{address}?{query}"), 400, "malformed_parameter")


def test_the_addresses_set_no_cookie_and_are_checked_again_each_time(server: Server, stranger: Stranger):
    come_and_go(server, 1)
    for path in ("/audit/checkpoint", "/audit/key", "/audit/inclusion?leaf=0&size=1", "/audit/consistency?from=1&to=1"):
        answer = stranger.get(path)
        assert "set-cookie" not in answer.headers
        assert answer.headers["cache-control"] == "no-cache"
        known = httpx.get(server.url + path, headers={"If-None-Match": answer.headers["etag"]}, trust_env=False)
        assert (known.status_code, known.content) == (304, b"")
    assert_problem(stranger.get("/audit/nothing"), 404, "not_found")
    assert_problem(httpx.post(f"{server.url}/audit/checkpoint", trust_env=False), 405, "method_not_allowed")


def test_an_erasure_leaves_the_log_whole_and_says_nothing_of_the_person(server: Server, stranger: Stranger):
    come_and_go(server, 2)
    before = stranger.checkpoint()
    person, secret = Person(server), canary()
    person.make(f"a red house {secret}")
    books = Books(server.data)
    subject = books.subjects()[-1]
    erase(person)
    eventually(lambda: books.is_erased(subject), about="the erasure has ended")
    assert books.count("audit_detail") == 0
    after = stranger.checkpoint()
    assert after.size == before.size + 1
    assert shows_consistency(before, after, stranger.path("consistency", **{"from": before.size, "to": after.size}))
    data = leaves(books)
    path = stranger.path("inclusion", leaf=before.size, size=after.size)
    assert b'"type":"erasure"' in data[before.size]
    assert shows_inclusion(before.size, after.size, data[before.size], path, after.root)
    assert traces(server.data, {"prompt": secret.encode()}) == []
    assert subject.hex().encode() not in data[before.size]


def test_growth_is_witnessed_each_round_and_at_the_end(server: Server, stranger: Stranger):
    come_and_go(server, 2)
    server.upkeep()
    note, key = stranger.get("/audit/checkpoint").text, stranger.get("/audit/key").text
    witness = server.data / WITNESS
    assert witness.read_text() == f"{note}\n"
    come_and_go(server, 1)
    assert server.stop() == 0
    notes = witness.read_text().removesuffix("\n").split("\n\nlocalhost/audit\n")
    assert len(notes) == 2
    assert verified(f"localhost/audit\n{notes[1]}", key).size == 3
    assert witness.stat().st_mode & 0o777 == 0o600


def test_the_witness_file_can_lie_elsewhere(new_server: Callable[..., Server], tmp_path):
    server = new_server(audit_witness=tmp_path / "witness.log").start()
    come_and_go(server, 1)
    server.upkeep()
    assert (tmp_path / "witness.log").read_text().startswith("localhost/audit\n1\n")
    assert not (server.data / WITNESS).exists()
    status, said = new_server().refusal(audit_witness=tmp_path / "nowhere" / "witness.log")
    assert status == 1
    assert "NBP_AUDIT_WITNESS" in said and len(said.strip().splitlines()) == 1


CUT = "DELETE FROM audit_leaf WHERE number > 0; DELETE FROM audit_node WHERE number > 0; UPDATE audit_head SET size = 1"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("UPDATE audit_leaf SET at = at + 1 WHERE number = 1", "leaf 1 of the audit log was changed"),
        ("DELETE FROM audit_leaf WHERE number = 0", "leaf 0 of the audit log is missing"),
        ("INSERT INTO audit_leaf VALUES (3, 'export', 0, NULL, x'00')", "leaf 3 of the audit log was inserted"),
        (CUT, "the audit log was cut: it holds 1 leaves, and a checkpoint says 3"),
    ],
    ids=["edited", "deleted", "inserted", "cut"],
)
def test_a_log_that_was_changed_on_disk_is_an_alarm(
    server: Server, stranger: Stranger, desk: Desk, change: str, words: str
):
    come_and_go(server, 3)
    server.upkeep()
    assert verdict(stranger) == (1, 3)
    assert desk.nbp("doctor", data_dir=server.data).status == 0
    with closing(sqlite3.connect(server.data / MAIN)) as database:
        database.executescript(change)
    server.upkeep()
    assert verdict(stranger)[0] == 0
    assert '"The audit log does not verify"' in server.log_text()
    assert words in server.log_text()
    ended = desk.nbp("doctor", data_dir=server.data)
    assert ended.status == 1
    assert f"BAD  audit log: {words}" in ended.out.decode()


def verdict(stranger: Stranger) -> tuple[int, int]:
    metrics = stranger.get("/metrics").text
    return tuple(int(re.search(rf"^audit_{name} (\d+)$", metrics, re.MULTILINE)[1]) for name in ("verified", "size"))
