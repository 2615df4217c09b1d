"""A strict OpenAI Images API: it refuses what the real one refuses, and fails as a test tells it to.

    with OpenAIImages() as fake:
        fake.fail("429")
        ...  # ask fake.url with the key fake.key
        assert fake.calls[0].fields["size"] == "1536x864"

Every request is checked before it fails, so that a test of failures finds a wrong request too. With `compatible=True` it is a host
that speaks the API and no more: any model and size, `response_format`, one picture to edit, no masks, no streams.
"""

import base64
import hashlib
import json
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from support.fakes import openai_images_pictures as pictures
from support.fakes import openai_images_request as requests
from support.fakes.openai_images_faults import FAULTS, event
from support.fakes.openai_images_request import File, Order, Refusal
from support.server import Server

KEY = "sk-key-for-the-fake"
NOW = 1_795_430_400
STALL = 60
"""Seconds after which it gives a stalled call up by itself."""


@dataclass(frozen=True)
class Call:
    method: str
    path: str
    headers: dict[str, str]
    """By their names in small letters."""
    fields: dict[str, object]
    """Of the JSON or the form; empty for what was refused."""
    files: list[File]


class OpenAIImages:
    """A host in a thread of its own; `calls` are all requests so far, those for models and linked pictures too."""

    def __init__(self, *, key: str = KEY, compatible: bool = False):
        self.key, self.compatible = key, compatible
        self.calls: list[Call] = []
        self.lock = threading.Lock()
        self.closing = threading.Event()
        self.released = threading.Event()
        self.released.set()
        self.linked: list[bytes] = []
        self._faults: list[str] = []
        self._constant: str | None = None
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (Handler,), {"fake": self}))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05})
        self._thread.start()

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    @property
    def url(self) -> str:
        """The base, as a client is told it."""
        return f"{self.origin}/v1"

    def offer_to(self, server: Server) -> None:
        """Has a server that is not started yet take it for OpenAI itself; another base address would make it a compatible host."""
        server.data.mkdir(mode=0o700, parents=True)
        settings = f"engines:\n  - kind: openai\n    url: {self.url}\n    key: {self.key}\n"
        (server.data / "nbp.yaml").write_text(settings)

    def fail(self, *names: str) -> None:
        """Has the next calls for pictures fail so, one after another."""
        for name in names:
            assert name in FAULTS, f"no fault is called {name}"
        with self.lock:
            self._faults += names

    def fail_always(self, name: str | None) -> None:
        """Has every call for a picture fail so, until told otherwise."""
        assert name is None or name in FAULTS, f"no fault is called {name}"
        self._constant = name

    def next_fault(self) -> str | None:
        with self.lock:
            return self._faults.pop(0) if self._faults else self._constant

    def hold(self) -> None:
        """Has streams wait before their last event, until `release`."""
        self.released.clear()

    def release(self) -> None:
        self.released.set()

    @property
    def picture_calls(self) -> list[Call]:
        return [call for call in self.calls if call.path.startswith("/v1/images/")]

    def close(self) -> None:
        self.closing.set()
        self.released.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def __enter__(self) -> "OpenAIImages":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Handler(BaseHTTPRequestHandler):
    """One connection; what a fault may do with it is `Answering`."""

    fake: OpenAIImages
    order: Order
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        self._serve(self._get)

    def do_POST(self) -> None:
        self._serve(self._post)

    def _serve(self, work: Callable[[], None]) -> None:
        # Whoever breaks the connection off has had enough.
        with suppress(BrokenPipeError, ConnectionResetError):
            try:
                work()
            except Refusal as refusal:
                self.refuse(refusal)

    def _get(self) -> None:
        self._note()
        if self.path.startswith("/pictures/"):
            self._linked()
            return
        self._check_key()
        models = [self._model(name) for name in requests.MODELS]
        if self.path == "/v1/models":
            self._json({"object": "list", "data": models})
            return
        found = [model for model in models if self.path == f"/v1/models/{model['id']}"]
        if not found:
            raise Refusal(404, "invalid_request_error", None, f"Invalid URL (GET {self.path})")
        self._json(found[0])

    @staticmethod
    def _model(name: str) -> dict:
        return {"id": name, "object": "model", "created": NOW, "owned_by": "system", "shutdown_date": None}

    def _linked(self) -> None:
        """A picture behind a link; a key that is sent along is one given away."""
        number = self.path.removeprefix("/pictures/").removesuffix(".png")
        if self.headers["authorization"] or not number.isdigit() or int(number) >= len(self.fake.linked):
            self.send(400, b"<Error/>", "application/xml")
        else:
            self.send(200, self.fake.linked[int(number)], "image/png")

    def _post(self) -> None:
        length = self.headers["content-length"]
        body = self.rfile.read(int(length)) if length else b""
        try:
            self.order = self._read(body)
        except Refusal:
            self._note()
            raise
        self._note(self.order)
        name = self.fake.next_fault()
        if name:
            # What a fault leaves unsaid stays unsaid.
            self.close_connection = True
            FAULTS[name](self)
        elif self.order.streams:
            self.stream([*self.drafts(int(self.order.fields.get("partial_images", 0))), self._completed()])
        else:
            self._json(self.reply())

    def _read(self, body: bytes) -> Order:
        self._check_key()
        readers = {"/v1/images/generations": requests.generation, "/v1/images/edits": requests.edit}
        if self.path not in readers:
            raise Refusal(404, "invalid_request_error", None, f"Invalid URL (POST {self.path})")
        return readers[self.path](body, self.headers["content-type"] or "", compatible=self.fake.compatible)

    def _check_key(self) -> None:
        if self.headers["authorization"] != f"Bearer {self.fake.key}":
            raise Refusal(401, "invalid_request_error", "invalid_api_key", "Incorrect API key provided.")

    def _note(self, order: Order | None = None) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        fields, files = (order.fields, order.files) if order else ({}, [])
        with self.fake.lock:
            self.fake.calls.append(Call(self.command, self.path, headers, fields, files))

    # What is answered

    def _json(self, body: object) -> None:
        self.send(200, json.dumps(body).encode(), "application/json")

    def refuse(self, refusal: Refusal) -> None:
        self.send(refusal.status, json.dumps(refusal.body).encode(), "application/json", refusal.headers)

    def send(self, status: int, body: bytes, kind: str, headers: dict[str, str] | None = None) -> None:
        self._head(status, {"Content-Type": kind, "Content-Length": str(len(body)), **(headers or {})})
        self.wfile.write(body)

    def send_cut(self, body: bytes, kind: str) -> None:
        self._head(200, {"Content-Type": kind, "Content-Length": str(len(body))})
        self.wfile.write(body[: len(body) // 2])

    def _head(self, status: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        own = {
            "x-request-id": f"req_{len(self.fake.calls)}",
            "openai-version": "2020-10-01",
            "openai-processing-ms": "12",
            "x-ratelimit-limit-requests": "50",
            "x-ratelimit-remaining-requests": "49",
            "x-ratelimit-reset-requests": "1s",
        }
        for name, value in (own | headers).items():
            self.send_header(name, value)
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()

    def stream(self, events: list[bytes], *, end: str = "whole") -> None:
        """Sends events; then ends well, is `cut` or falls `silent`."""
        self._head(200, {"Content-Type": "text/event-stream", "Transfer-Encoding": "chunked"})
        for number, data in enumerate(events, 1):
            if number == len(events):
                self.fake.released.wait(STALL)
            self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        if end == "silent":
            self.stall()
        elif end == "whole":
            self.wfile.write(b"0\r\n\r\n")

    def stall(self) -> None:
        self.fake.closing.wait(STALL)

    def link(self, data: bytes) -> str:
        with self.fake.lock:
            self.fake.linked.append(data)
            return f"{self.fake.origin}/pictures/{len(self.fake.linked) - 1}.png"

    def reply(self, **changes: object) -> dict:
        count = int(self.order.fields.get("n", 1))
        picture = {"b64_json": self._picture()}
        if self.order.fields.get("response_format") == "url":
            picture = {"url": self.link(base64.b64decode(picture["b64_json"]))}
        return {"created": NOW, **self._looks(), "data": [picture] * count, "usage": self._usage(count), **changes}

    def drafts(self, count: int) -> list[bytes]:
        name = f"{self._kind()}.partial_image"
        draft = {"type": name, "b64_json": self._picture(), "created_at": NOW, **self._looks()}
        return [event(name, draft | {"partial_image_index": index}) for index in range(count)]

    def _completed(self) -> bytes:
        name = f"{self._kind()}.completed"
        picture = {"type": name, "b64_json": self._picture(), "created_at": NOW, **self._looks()}
        return event(name, picture | {"usage": self._usage(1)})

    def _kind(self) -> str:
        return "image_edit" if self.order.is_edit else "image_generation"

    def _picture(self) -> str:
        """Always a PNG, whatever was asked for; of a colour that the prompt decides."""
        colour = hashlib.sha256(str(self.order.fields["prompt"]).encode()).digest()[:3]
        return base64.b64encode(pictures.png(*self.order.size, colour)).decode()

    def _looks(self) -> dict:
        fields = self.order.fields
        asked = {name: fields.get(name, "auto") for name in ("quality", "background")}
        resolved = {"quality": "medium", "background": "opaque"}
        looks = {name: resolved[name] if value == "auto" else value for name, value in asked.items()}
        width, height = self.order.size
        return looks | {"output_format": fields.get("output_format", "png"), "size": f"{width}x{height}"}

    def _usage(self, count: int) -> dict:
        words = len(str(self.order.fields["prompt"]).split())
        images = 323 * sum(file.field != "mask" for file in self.order.files)
        output = 1_120 * count
        return {
            "total_tokens": words + images + output,
            "input_tokens": words + images,
            "output_tokens": output,
            "input_tokens_details": {"text_tokens": words, "image_tokens": images},
            "output_tokens_details": {"image_tokens": output, "text_tokens": 0},
        }
