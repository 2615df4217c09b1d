"""HTTP as bytes, for requests that no client library would send, and server-sent events."""

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx

from support.person import Person
from support.server import Server


class Connection:
    """A bare TCP connection to the server."""

    def __init__(self, server: Server, timeout: float = 20):
        self.socket = socket.create_connection(("127.0.0.1", server.port), timeout=timeout)

    def send(self, data: bytes) -> None:
        self.socket.sendall(data)

    def end(self) -> None:
        """Says that nothing more will be sent."""
        self.socket.shutdown(socket.SHUT_WR)

    def everything(self) -> bytes:
        """Reads until the server closes."""
        received = b""
        try:
            while data := self.socket.recv(65_536):
                received += data
        except ConnectionResetError:
            pass
        return received

    def close(self) -> None:
        self.socket.close()


@contextmanager
def connected(server: Server) -> Iterator[Connection]:
    connection = Connection(server)
    try:
        yield connection
    finally:
        connection.close()


def statuses(answers: bytes) -> list[int]:
    """The status of each answer in what a connection received."""
    return [int(line.split()[1]) for line in answers.split(b"\r\n") if line.startswith(b"HTTP/1.1 ")]


@dataclass(frozen=True)
class Event:
    """A server-sent event."""

    id: int
    name: str
    data: dict


@contextmanager
def events(person: Person, job: str, last: int | None = None) -> Iterator[Iterator[Event]]:
    """Follows a job; `last` is the id of the event after which to go on."""
    headers = {"Last-Event-ID": str(last)} if last is not None else {}
    with person.http.stream("GET", f"/api/jobs/{job}/events", headers=headers) as answer:
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/event-stream")
        yield _parsed(answer)


def _parsed(answer: httpx.Response) -> Iterator[Event]:
    fields: dict[str, str] = {}
    for line in answer.iter_lines():
        if line:
            name, _, value = line.partition(": ")
            fields[name] = value
        elif "event" in fields:
            yield Event(int(fields["id"]), fields["event"], json.loads(fields["data"]))
            fields = {}
