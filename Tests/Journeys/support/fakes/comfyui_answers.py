"""How the fake of ComfyUI answers, rightly or wrongly."""

import json
import socket
import time
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import urlsplit

from support.fakes.comfyui_call import Call
from support.fakes.comfyui_faults import STATUSES

if TYPE_CHECKING:
    from support.fakes.comfyui import ComfyUI

JSON, HTML, PLAIN = "application/json; charset=utf-8", "text/html; charset=utf-8", "text/plain; charset=utf-8"


class Answered(Exception):
    """The answer is out already, or there is none."""


class Answers(BaseHTTPRequestHandler):
    server_fake: ClassVar["ComfyUI"]
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        pass

    def _guard(self, call: Call) -> None:
        origin, fake = call.headers.get("origin"), self.server_fake
        if fake.key is not None and call.headers.get("authorization") != f"Bearer {fake.key}":
            self._bytes(b"<html>sign in</html>", HTML, 401)
            raise Answered
        # The browser's own guard: a page elsewhere may not use a server on this machine.
        if (origin and urlsplit(origin).netloc != call.headers.get("host")) or call.headers.get("sec-fetch-site") == "cross-site":
            self._empty(403)
            raise Answered
        if len(call.body) > fake.upload_limit:
            self._bytes(b"Maximum request body size exceeded", PLAIN, 413)
            raise Answered

    def _misbehave(self, call: Call) -> None:
        rule = self.server_fake.faults.take_reply(call.path)
        match rule.get("rule"):
            case None:
                return
            case "html":
                self._bytes(b"<!DOCTYPE html><html><body>Welcome</body></html>", HTML)
            case "redirect":
                self._bytes(b"", HTML, 302, {"Location": self.server_fake.url + "/login"})
            case "truncated":
                self._bytes(b'{"prompt_id": "3f0c', JSON)
            case "cut":
                self._bytes(b'{"prompt_id": ', JSON, length=1_000)
                self._hang_up()
            case "reset":
                self._hang_up()
            case "hang":
                time.sleep(rule.get("seconds", 60))
                self._hang_up()
            case status:
                more = {"Retry-After": str(rule["retry_after"])} if "retry_after" in rule else {}
                self._bytes(b"<html>Bad Gateway</html>", HTML, STATUSES[status], more)
        raise Answered

    def _json(self, body: object, status: int = 200) -> None:
        self._bytes(json.dumps(body).encode(), JSON, status)

    def _empty(self, status: int) -> None:
        self._bytes(b"", "application/octet-stream", status)

    def _bytes(self, body: bytes, kind: str, status: int = 200, headers: dict | None = None, length: int | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(length or len(body)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()

    def _hang_up(self) -> None:
        self.close_connection = True
        try:
            self.connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            return
