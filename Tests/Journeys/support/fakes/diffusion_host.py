"""What the fakes of self-hosted diffusion servers share: HTTP, the record of calls, and failures on demand.

A failure is one of `STATUSES`, such as `"429"`, or one of `FAULTS`; a fake adds its own.
"""

import io
import json
import socket
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from PIL import Image, PngImagePlugin

STATUSES = {"400", "401", "402", "403", "404", "405", "413", "422", "429", "500", "502", "503", "504"}
FAULTS = {
    "redirect",  # to `location`
    "html",  # a proxy's page, with status 200
    "200-error",  # a success that says it is none
    "truncated-json",  # the real answer, half of it, under its own length
    "cut",  # the real answer, broken off in the middle
    "silence",  # hangs up without a word, and without having done anything
    "deaf",  # does what it was asked, and hangs up without a word
    "slow",  # answers after `seconds`
}


@dataclass(frozen=True)
class Call:
    """One request, as it came."""

    method: str
    path: str
    query: Mapping[str, list[str]]
    headers: Mapping[str, str]  # names in small letters
    body: bytes

    @property
    def json(self) -> object:
        return json.loads(self.body)

    @property
    def route(self) -> str:
        return f"{self.method} {self.path}"


@dataclass
class Reply:
    """`content` is JSON, unless it is bytes; nothing for an empty body."""

    status: int = 200
    content: object = b""
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def body(self) -> bytes:
        return self.content if isinstance(self.content, bytes) else json.dumps(self.content).encode()


@dataclass
class Fault:
    kind: str
    on: str | None  # a path, or the beginning of one that ends with `*`
    left: int
    details: dict[str, object]

    def meets(self, path: str) -> bool:
        if self.on is None or self.on == path:
            return True
        return self.on.endswith("*") and path.startswith(self.on[:-1])


class DiffusionHost:
    """A server on loopback, from `start` or the beginning of a `with` to its end."""

    own_faults: frozenset[str] = frozenset()  # which a subclass injects by itself, with `take`

    def __init__(self, port: int = 0):
        self._calls: list[Call] = []
        self._faults: list[Fault] = []
        self.lock = threading.RLock()
        host = self

        class Handler(_Handler):
            server_host = host

        self._server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self._server.daemon_threads = True
        self.port: int = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> "DiffusionHost":
        self._thread.start()
        return self

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def __enter__(self) -> "DiffusionHost":
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def calls(self) -> list[Call]:
        """All requests so far, in the order in which they came."""
        with self.lock:
            return list(self._calls)

    def calls_to(self, route: str) -> list[Call]:
        """All requests to one route so far: `"POST /sdapi/v1/txt2img"`."""
        return [call for call in self.calls if call.route == route]

    def fail(self, kind: str, *, on: str | None = None, times: int = 1, **details: object) -> None:
        """Makes the next `times` calls fail, or those to the path `on` alone, which may end with `*`."""
        assert kind in STATUSES | FAULTS | self.own_faults, f"{kind} is no failure of this fake"
        with self.lock:
            self._faults.append(Fault(kind, on, times, details))

    def take(self, kinds: frozenset[str] | set[str], path: str) -> Fault | None:
        """The failure that is due for a path, if it is one of these kinds; taken once, it is over."""
        with self.lock:
            fault = next((fault for fault in self._faults if fault.kind in kinds and fault.meets(path)), None)
            if fault:
                fault.left -= 1
                if fault.left <= 0:
                    self._faults.remove(fault)
            return fault

    def answer(self, call: Call) -> Reply:
        """What the server says when nothing is amiss."""
        raise NotImplementedError

    def refusal(self, status: int) -> Reply:
        """A failure with this status, in the words of the server itself."""
        raise NotImplementedError

    def reply(self, call: Call) -> tuple[Reply, str | None]:
        """The answer to a call, and what is to go wrong while it is sent."""
        with self.lock:
            self._calls.append(call)
        fault = self.take(STATUSES | FAULTS, call.path)
        if fault is None:
            return self.answer(call), None
        if fault.kind in STATUSES:
            reply = self.refusal(int(fault.kind))
            if "retry_after" in fault.details:
                reply.headers["Retry-After"] = str(fault.details["retry_after"])
            return reply, None
        match fault.kind:
            case "redirect":
                return Reply(307, b"", {"Location": str(fault.details.get("location", "http://127.0.0.1:9/"))}), None
            case "html":
                return Reply(200, b"<html><body>Not the server</body></html>", {"Content-Type": "text/html"}), None
            case "200-error":
                return Reply(200, {"error": "something went wrong"}), None
            case "silence":
                return Reply(), "silence"
            case "slow":
                time.sleep(float(str(fault.details.get("seconds", 1))))
        reply = self.answer(call)
        if fault.kind == "truncated-json":
            return Reply(reply.status, reply.body[: len(reply.body) // 2], reply.headers), None
        return reply, {"cut": "cut", "deaf": "silence"}.get(fault.kind)


class _Handler(BaseHTTPRequestHandler):
    server_host: DiffusionHost
    protocol_version = "HTTP/1.1"

    def _serve(self) -> None:
        url = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        call = Call(self.command, url.path, parse_qs(url.query), headers, body)
        reply, trouble = self.server_host.reply(call)
        with suppress(BrokenPipeError, ConnectionResetError):
            self._send(reply, trouble)

    do_GET = do_POST = do_OPTIONS = do_PUT = do_DELETE = _serve  # noqa: N815, the names are the library's

    def _send(self, reply: Reply, trouble: str | None) -> None:
        body = reply.body
        if trouble:
            self.close_connection = True
        if trouble == "silence":
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        self.send_response(reply.status)
        headers = {"Content-Type": "application/json", **reply.headers}
        if "Content-Type" not in reply.headers and not body:
            del headers["Content-Type"]
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[: len(body) // 2] if trouble == "cut" else body)

    def log_message(self, *_: object) -> None:
        """Says nothing; `calls` has it all."""


def picture(size: tuple[int, int], seed: int, words: str = "", kind: str = "png") -> bytes:
    """A picture of one colour for each seed, with words in its metadata as such servers leave them."""
    colour = ((seed * 97) % 256, (seed * 57 + 31) % 256, (seed * 17 + 101) % 256)
    image = Image.new("RGB", size, colour)
    data = io.BytesIO()
    if kind == "jpeg":
        image.save(data, "JPEG", comment=words.encode())
        return data.getvalue()
    metadata = PngImagePlugin.PngInfo()
    if words:
        metadata.add_text("parameters", words)
    image.save(data, "PNG", pnginfo=metadata)
    return data.getvalue()


def opened(data: bytes) -> Image.Image | None:
    """A picture, decoded to its last pixel, or nothing."""
    try:
        image = Image.open(io.BytesIO(data))
        image.load()
    except (OSError, ValueError, SyntaxError):
        return None
    return image


def watched(condition: Callable[[], bool], within: float = 10) -> bool:
    """Waits for what another thread of the fake does."""
    deadline = time.monotonic() + within
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.005)
    return condition()
