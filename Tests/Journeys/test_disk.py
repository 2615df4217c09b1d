"""Full disks, missing keys, wrong settings: the server says what is the matter, and loses nothing."""

import base64
import resource
import shutil
import signal
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from support.books import MAIN, Books
from support.person import Person
from support.server import Server
from support.waiting import eventually

ROOM = 500_000  # bytes that the database's log may still grow by; a LARGE picture takes more than twice as many
LARGE = "4000x3000"
SMALL_DISK = "8m"
LEASE = "PT31S"


# Full disks.


@pytest.fixture
def cramped(new_server: Callable[..., Server]) -> Server:
    """A server whose database has room, and whose large pictures have none."""
    server = new_server().start()
    # Started twice: the log of the first start, which made the tables, is written back, so that it leaves the pictures no room.
    server.stop()
    with closing(sqlite3.connect(server.data / MAIN)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    server.start(prepare=lambda: signal.signal(signal.SIGXFSZ, signal.SIG_IGN))
    limit(server, (server.data / f"{MAIN}-wal").stat().st_size + ROOM)
    return server


def limit(server: Server, size: int) -> None:
    resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def test_a_picture_without_room_fails_its_job_with_the_storage_problem(cramped: Server):
    person = Person(cramped)
    job = person.ended(person.submit("a forest in the snow", size=LARGE)["id"])
    assert (job["status"], job["error"]["code"], job["error"]["charged"]) == ("failed", "storage_full", False)
    assert "space" in job["error"]["detail"]
    assert Books(cramped.data).unbalanced_jobs() == []


def test_a_picture_without_room_harms_nothing_else(cramped: Server):
    person = Person(cramped)
    kept = person.make()["images"][0]
    job = person.ended(person.submit("a forest in the snow", size=LARGE)["id"])
    assert job["status"] == "failed"
    assert Books(cramped.data).half_written() == []
    assert person.file(kept).status_code == 200
    limit(cramped, resource.RLIM_INFINITY)
    person.make("a forest in the snow", size=LARGE)
    assert Books(cramped.data).unbalanced_jobs() == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a few megabytes, where mounting is allowed."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounting = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SMALL_DISK},mode=700", "tmpfs", folder], capture_output=True
    )
    if mounting.returncode != 0:
        pytest.skip("nothing can be mounted here; the limits on files stand in for it")
    yield folder
    # Also while something still has a file open there.
    subprocess.run(["umount", "--lazy", folder], check=True)


def fill_up(disk: Path, leave: int = 0) -> Path:
    """Fills a disk with a file."""
    filling = disk / "filling"
    with filling.open("wb", buffering=0) as file:
        try:
            while shutil.disk_usage(disk).free > leave:
                file.write(bytes(4096))
        except OSError:
            pass  # to the last byte
    return filling


def test_a_full_disk_takes_no_orders_still_shows_what_there_is_and_recovers(
    new_server: Callable[..., Server], small_disk: Path
):
    server = new_server(data=small_disk).start()
    person = Person(server)
    kept = person.make()["images"][0]
    filling = fill_up(small_disk)
    for somebody in (person, Person(server)):
        refused = somebody.order()
        assert (refused.status_code, refused.json()["code"]) == (507, "storage_full")
        assert somebody.cookie is None or somebody is person
    assert person.file(kept).status_code == 200
    assert person.http.get("/gallery").status_code == 200
    filling.unlink()
    assert person.make("a tree")["status"] == "succeeded"
    assert Books(small_disk).faults() == []


def test_a_job_that_was_accepted_before_the_disk_was_full_is_done_when_there_is_room(
    new_server: Callable[..., Server], small_disk: Path
):
    server = new_server(data=small_disk).start()
    person = Person(server)
    person.make()
    with server.fault("engine:slow"):
        job = person.submit(n=2)["id"]
        person.running(job)
        filling = fill_up(small_disk)
    eventually(lambda: "diskFull" in server.log_text(), about="the picture finds no room")
    assert server.is_running
    filling.unlink()
    server.advance(LEASE)
    ended = person.ended(job)
    assert (ended["status"], len(ended["images"])) == ("succeeded", 2)
    assert Books(small_disk).unbalanced_jobs() == []
    assert Books(small_disk).half_written() == []


def test_a_server_does_not_start_on_a_full_disk_and_says_why(new_server: Callable[..., Server], small_disk: Path):
    fill_up(small_disk)
    assert_refuses(new_server(data=small_disk), "free space")


# Data directories that cannot be used.


def assert_refuses(server: Server, *words: str, **settings: object) -> None:
    """It ends with 1 after one line on what is wrong and what to do."""
    status, said = server.refusal(**settings)
    assert status == 1, said
    assert len(said.strip().splitlines()) == 1, said
    assert said.startswith("nbp: ")
    for word in words:
        assert word in said
    assert "Error" not in said


def test_a_data_directory_that_cannot_be_made_is_a_refusal(new_server: Callable[..., Server], tmp_path: Path):
    (tmp_path / "file").write_text("no folder")
    folder = tmp_path / "file" / "data"
    assert_refuses(new_server(), str(folder), "cannot be made", "NBP_DATA_DIR", data_dir=folder)


def test_a_data_directory_that_cannot_be_written_is_a_refusal(new_server: Callable[..., Server]):
    # Not even root makes files there.
    assert_refuses(new_server(), "/proc/self", "cannot be written", "owner", data_dir="/proc/self")


def test_a_second_server_on_the_same_data_is_refused_and_the_first_goes_on(
    server: Server, new_server: Callable[..., Server]
):
    assert_refuses(new_server(data=server.data), str(server.data), "in use", str(server.process.pid))
    assert Person(server).make()["status"] == "succeeded"


def test_a_taken_port_is_a_refusal(server: Server, new_server: Callable[..., Server]):
    assert_refuses(new_server(), str(server.port), "NBP_PORT", port=server.port)


# Keys.


@pytest.fixture
def stopped(server: Server) -> Server:
    """A server with data that is not running."""
    Person(server).make()
    assert server.stop() == 0
    return server


def test_without_its_master_key_a_server_refuses_and_makes_no_other(stopped: Server):
    key = stopped.data / "keys" / "master.key"
    whole = key.read_bytes()
    key.unlink()
    assert_refuses(stopped, str(key), "missing", "backup")
    assert not key.exists()
    key.write_bytes(whole)
    key.chmod(0o600)
    stopped.start()


@pytest.mark.parametrize(
    ("content", "mode", "word"),
    [
        (base64.b64encode(b"k" * 32) + b"\n", 0o600, "not the one"),
        (b"", 0o600, "32 bytes"),
        (b"no key\n", 0o600, "32 bytes"),
        (None, 0o644, "chmod 600"),
    ],
    ids=["another key", "an empty file", "no key", "readable by all"],
)
def test_a_wrong_master_key_is_a_refusal(stopped: Server, content: bytes | None, mode: int, word: str):
    key = stopped.data / "keys" / "master.key"
    if content is not None:
        key.write_bytes(content)
    key.chmod(mode)
    before = key.read_bytes()
    assert_refuses(stopped, word)
    assert key.read_bytes() == before


def test_secrets_lie_in_files_for_their_owner_alone(stopped: Server):
    keys = stopped.data / "keys"
    assert (stopped.data.stat().st_mode & 0o777, keys.stat().st_mode & 0o777) == (0o700, 0o700)
    assert (keys / "master.key").stat().st_mode & 0o777 == 0o600


# Databases.


def change(server: Server, statement: str) -> None:
    with closing(sqlite3.connect(server.data / MAIN)) as database, database:
        database.execute(statement)


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("ALTER TABLE studio_job ADD COLUMN mood TEXT", "studio_job.mood"),
        ("CREATE TABLE diary (id INTEGER PRIMARY KEY, words TEXT)", "diary"),
        ("ALTER TABLE studio_image DROP COLUMN source", "studio_image.source"),
    ],
)
def test_a_schema_that_is_not_declared_is_a_refusal_that_names_it(stopped: Server, statement: str, name: str):
    change(stopped, statement)
    assert_refuses(stopped, "undeclared_store", name)


def test_a_database_of_a_newer_version_is_a_refusal(stopped: Server):
    change(stopped, "INSERT INTO grdb_migrations (identifier) VALUES ('studio-999-future')")
    assert_refuses(stopped, "newer", "studio-999-future")


@pytest.mark.parametrize("name", [MAIN, "keys/ring.sqlite"])
def test_a_damaged_database_is_a_refusal(stopped: Server, name: str):
    for file in stopped.data.glob(f"{name}-*"):
        file.unlink()
    (stopped.data / name).write_bytes(b"no database at all" * 1000)
    assert_refuses(stopped, "damaged", "backup")


# Settings.


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"colour": "red"}, ["NBP_COLOUR", "is no setting"]),
        ({"data_dri": "x"}, ["NBP_DATA_DRI", "NBP_DATA_DIR"]),
        ({"workers": "many"}, ["NBP_WORKERS", "1 to 64"]),
        ({"workers": "65"}, ["NBP_WORKERS", "1 to 64"]),
        ({"base_url": "studio.example"}, ["NBP_BASE_URL", "https://"]),
        ({"guest_images": "-1"}, ["NBP_GUEST_IMAGES", "unlimited"]),
        ({"metrics_token": "short"}, ["NBP_METRICS_TOKEN", "16 to 200"]),
        ({"share_dir": "/nonexistent"}, ["NBP_SHARE_DIR", "/nonexistent"]),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_a_setting_that_cannot_be_is_a_refusal_that_names_it(
    new_server: Callable[..., Server], settings: dict, words: list[str]
):
    server = new_server()
    assert_refuses(server, *words, **settings)
    assert not (server.data / MAIN).exists()


def test_a_secret_setting_that_is_wrong_is_not_repeated(new_server: Callable[..., Server]):
    _, said = new_server().refusal(metrics_token="s3cret word")
    assert "s3cret" not in said


def test_a_server_for_everybody_demands_to_know_who_runs_it(new_server: Callable[..., Server]):
    status, said = new_server().refusal(base_url="https://studio.example")
    assert status == 1
    for name in ("NBP_CONTACT_EMAIL", "NBP_OPERATOR_NAME", "NBP_OPERATOR_ADDRESS", "NBP_OPERATOR_COUNTRY"):
        assert name in said
