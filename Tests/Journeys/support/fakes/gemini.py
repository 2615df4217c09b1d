"""A strict Gemini API: it refuses what the real one refuses, and fails as a test tells it to.

    with Gemini() as fake:
        fake.fail("429")
        ...  # ask fake.url with the key fake.key
        assert fake.calls[0].body["generationConfig"]["seed"] == 7

Every request is checked before it fails, so that a test of failures finds a wrong request too.
"""

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from support.fakes import gemini_faults, gemini_request
from support.fakes.gemini_models import MODELS
from support.fakes.gemini_replies import Reply, events, merged
from support.fakes.gemini_request import Refusal

VERSIONS = ("v1", "v1beta")
KEY = "AIza-key-for-the-fake"
STALL = 60
"""Seconds after which it gives a stalled call up by itself."""


@dataclass(frozen=True)
class Call:
    method: str
    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    """By their names in small letters."""
    body: dict | None
    """In the spelling of the API's documents, whichever way the client spelt it."""


@dataclass
class Gemini:
    key: str = KEY
    calls: list[Call] = field(default_factory=list)
    signatures: set[bytes] = field(default_factory=set)
    """Those it gave; it takes back no others."""
    finish: Callable[[bytes], bytes] = bytes
    """What becomes of a picture's file before it is sent."""

    def __post_init__(self) -> None:
        self._faults: list[tuple[str, dict]] = []
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        self._server.daemon_threads = True
        self._server.fake = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def fail(self, how: str, times: int = 1, **details: object) -> None:
        """Fails the next calls so; `gemini_faults` says in which ways, and with which details."""
        if how not in gemini_faults.ALL:
            raise ValueError(f"nothing is known of {how}; there are {', '.join(sorted(gemini_faults.ALL))}")
        with self._lock:
            self._faults += [(how, details)] * times

    def next_fault(self) -> tuple[str, dict] | None:
        with self._lock:
            return self._faults.pop(0) if self._faults else None

    def stall(self) -> None:
        self._closing.wait(STALL)

    def note(self, call: Call) -> None:
        with self._lock:
            self.calls.append(call)

    def __enter__(self) -> "Gemini":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    @property
    def fake(self) -> Gemini:
        return self.server.fake

    def do_GET(self) -> None:
        self._answer(self._models)

    def do_POST(self) -> None:
        self._answer(self._generate)

    def _answer(self, serve) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        self.raw = self.rfile.read(length)
        url = urlsplit(self.path)
        self.query = parse_qs(url.query, keep_blank_values=True)
        self.call_path = url.path
        try:
            serve()
        except Refusal as refusal:
            self.send(refusal.code, refusal.body)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def _note(self, body: dict | None) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.fake.note(Call(self.command, self.call_path, self.query, headers, body))

    def _resource(self) -> str:
        """What is behind the version."""
        _, version, resource = (self.call_path + "//").split("/", 2)
        if version not in VERSIONS:
            raise Refusal(404, "NOT_FOUND", "no such version")
        return resource.rstrip("/")

    def _check_key(self) -> None:
        if "key" in self.query:
            raise Refusal(400, "INVALID_ARGUMENT", "a key in an address ends up in logs; this fake refuses it")
        key = self.headers.get("x-goog-api-key")
        if not key:
            raise Refusal(403, "PERMISSION_DENIED", "Method doesn't allow unregistered callers.")
        if key != self.fake.key:
            raise gemini_faults.refusal("bad_key")

    def _models(self) -> None:
        self._note(None)
        self._check_key()
        resource = self._resource()
        if resource == "models":
            count = int(self.query.get("pageSize", ["50"])[0])
            start = int(self.query.get("pageToken", ["0"])[0] or 0)
            names = sorted(MODELS)
            page = {"models": [MODELS[name].row for name in names[start : start + count]]}
            if start + count < len(names):
                page["nextPageToken"] = str(start + count)
            return self.send(200, page)
        row = MODELS.get(resource.removeprefix("models/"))
        if not row:
            raise Refusal(404, "NOT_FOUND", f"{resource} is not found")
        self.send(200, row.row)

    def _generate(self) -> None:
        try:
            body = gemini_request.parsed(self.raw, self.headers.get("Content-Type", ""))
        except Refusal:
            self._note(None)
            raise
        self._note(body)
        self._check_key()
        name, _, method = self._resource().removeprefix("models/").partition(":")
        queries = {"generateContent": {}, "streamGenerateContent": {"alt": ["sse"]}}
        if method not in queries:
            raise Refusal(404, "NOT_FOUND", f"no method {method}")
        if self.query != queries[method]:
            raise Refusal(400, "INVALID_ARGUMENT", "this fake streams server-sent events, where they are asked for by alt=sse")
        model = MODELS.get(name)
        if not model:
            raise Refusal(404, "NOT_FOUND", f"models/{name} is not found for API version v1, or is not supported")
        gemini_request.check(body, model, self.fake.signatures)
        reply = Reply(body, name, model)
        reply.finish = self.fake.finish
        fault = self.fake.next_fault()
        if fault:
            gemini_faults.apply(fault, reply, self)
        else:
            self.reply(reply)

    @property
    def is_stream(self) -> bool:
        return "alt" in self.query

    def reply(self, reply: Reply) -> None:
        chunks = list(reply.chunks())
        self.fake.signatures |= reply.signatures
        if self.is_stream:
            self.stream(events(chunks))
        else:
            self.send(200, merged(chunks))

    def send(self, status: int, body: dict | list | str, headers: dict[str, str] | None = None) -> None:
        kind = "text/html" if isinstance(body, str) else "application/json; charset=UTF-8"
        content = body.encode() if isinstance(body, str) else json.dumps(body).encode()
        self.head(status, {"Content-Type": kind, "Content-Length": str(len(content))} | (headers or {}))
        self.wfile.write(content)

    def stream(self, pieces: list[bytes], *, is_cut: bool = False) -> None:
        """A cut stream lacks the end that chunked bodies have."""
        self.head(200, {"Content-Type": "text/event-stream", "Transfer-Encoding": "chunked"})
        for piece in pieces:
            self.wfile.write(b"%x\r\n%b\r\n" % (len(piece), piece))
            self.wfile.flush()
        if is_cut:
            self.close_connection = True
        else:
            self.wfile.write(b"0\r\n\r\n")

    def head(self, status: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass
