"""What many and large connections cost: memory that is bounded, whatever comes in and whoever does not read.

The short form runs for every change; NBP_PROVE=1 opens ten thousand streams and sends ten gigabytes.
"""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from support.agent import run
from support.person import Person
from support.server import Server

STREAMS, PROVEN_STREAMS = 400, 10_000
SENT, PROVEN_SENT = 300 << 20, 10 << 30
# What one follower of a job may cost: its connection, its tasks and what is about to be written.
BYTES_PER_STREAM = 80 << 10
SLACK = 60 << 20
# A second apart: the limits let a network in again within a minute.
TRIES = 90
CHUNK = b"\xff" * (1 << 20)


@pytest.fixture(scope="module")
def person(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Person]:
    server = Server(tmp_path_factory.mktemp("pressure")).start()
    with closing(server):
        yield Person(server)


def resident(server: Server) -> int:
    """The server's memory, in bytes."""
    return memory(server, "VmRSS")


def peak(server: Server) -> int:
    """The most that it ever was."""
    return memory(server, "VmHWM")


def memory(server: Server, name: str) -> int:
    status = Path(f"/proc/{server.process.pid}/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith(name)).split()[1]) << 10


async def follow(person: Person, job: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Opens a stream of events, as soon as the limits let one more in, and returns when its first one has come."""
    cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in person.http.cookies.jar)
    host = f"localhost:{person.server.port}"
    for _ in range(TRIES):
        reader, writer = await asyncio.open_connection("localhost", person.server.port)
        writer.write(f"GET /api/jobs/{job}/events HTTP/1.1\r\nHost: {host}\r\nCookie: {cookies}\r\nConnection: close\r\n\r\n".encode())
        await writer.drain()
        head = await reader.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 429"):
            break
        writer.close()
        await asyncio.sleep(1)
    assert head.startswith(b"HTTP/1.1 200"), head
    assert b"data:" in await reader.readuntil(b"\n\n")
    return reader, writer


async def open_all(person: Person, job: str, count: int) -> list[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    opened = []
    for begin in range(0, count, 100):
        opened += await asyncio.gather(*(follow(person, job) for _ in range(begin, min(begin + 100, count))))
    return opened


def open_streams(person: Person, count: int) -> None:
    with person.server.fault("engine:slow"):
        job = person.submit(n=10)["id"]
        person.running(job)
        before = resident(person.server)

        async def hold() -> None:
            streams = await open_all(person, job, count)
            grown = resident(person.server) - before
            assert grown < SLACK + count * BYTES_PER_STREAM, f"{grown >> 20} MB for {count} streams"
            assert person.http.get("/healthz").status_code == 200
            person.http.delete(f"/api/jobs/{job}")
            # Each hears of the end.
            for reader, writer in streams:
                assert b"event: done" in await asyncio.wait_for(reader.read(), 120)
                writer.close()

        run(hold)


def test_followers_cost_little_and_all_hear_of_the_end(person: Person):
    open_streams(person, STREAMS)


@pytest.mark.prove
def test_ten_thousand_followers_cost_little_and_all_hear_of_the_end(person: Person):
    open_streams(person, PROVEN_STREAMS)


def send(person: Person, size: int, *, is_chunked: bool) -> bytes:
    """Sends a body for as long as the server takes it; the head of its answer."""
    person.make()
    cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in person.http.cookies.jar)
    length = "Transfer-Encoding: chunked" if is_chunked else f"Content-Length: {size}"
    head = (
        f"POST /api/images HTTP/1.1\r\nHost: localhost:{person.server.port}\r\nCookie: {cookies}\r\n"
        f"Sec-Fetch-Site: same-origin\r\nContent-Type: image/png\r\n{length}\r\n\r\n"
    )
    with socket.create_connection(("localhost", person.server.port), timeout=120) as connection:
        connection.sendall(head.encode())
        sent = 0
        try:
            while sent < size:
                connection.sendall(b"%x\r\n%s\r\n" % (len(CHUNK), CHUNK) if is_chunked else CHUNK)
                sent += len(CHUNK)
            if is_chunked:
                connection.sendall(b"0\r\n\r\n")
        except OSError:
            pass  # it has read enough
        try:
            return connection.recv(4096)
        except OSError:
            return b""


@pytest.mark.parametrize("is_chunked", [False, True], ids=["announced", "chunked"])
def test_a_body_that_never_ends_is_refused_and_held_nowhere(person: Person, is_chunked: bool):
    body_that_never_ends(person, SENT, is_chunked=is_chunked)


@pytest.mark.prove
@pytest.mark.parametrize("is_chunked", [False, True], ids=["announced", "chunked"])
def test_ten_gigabytes_are_refused_and_held_nowhere(person: Person, is_chunked: bool):
    body_that_never_ends(person, PROVEN_SENT, is_chunked=is_chunked)


def body_that_never_ends(person: Person, size: int, *, is_chunked: bool) -> None:
    person.make()
    before = peak(person.server)
    answer = send(person, size, is_chunked=is_chunked)
    # Who is cut off while sending may not get to read why.
    assert answer == b"" or answer.startswith(b"HTTP/1.1 413"), answer
    assert peak(person.server) - before < SLACK, f"{(peak(person.server) - before) >> 20} MB more"
    assert person.http.get("/healthz").status_code == 200
    spooled = sum(file.stat().st_size for file in person.server.data.rglob("*") if file.is_file())
    assert spooled < 100 << 20


def test_a_reader_who_does_not_read_holds_no_picture_in_memory(person: Person):
    job = person.make(size="2048x2048")
    path = job["images"][0]["url"]
    cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in person.http.cookies.jar)
    before = resident(person.server)
    readers = []
    try:
        for _ in range(100):
            connection = socket.create_connection(("localhost", person.server.port), timeout=30)
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost:{person.server.port}\r\nCookie: {cookies}\r\n\r\n".encode())
            readers.append(connection)
        assert readers[-1].recv(12) == b"HTTP/1.1 200"
        assert resident(person.server) - before < SLACK + 100 * (1 << 20)
        assert person.http.get("/healthz").status_code == 200
    finally:
        for connection in readers:
            connection.close()
