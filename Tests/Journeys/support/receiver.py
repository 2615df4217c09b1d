"""A server of somebody's that is told what ended: takes notices, and answers as a test wrote down."""

import json
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from support.waiting import eventually


@dataclass(frozen=True)
class Notice:
    path: str
    headers: dict[str, str]
    """By their names in small letters."""
    body: bytes

    @property
    def said(self) -> dict:
        return json.loads(self.body)

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]

    @property
    def type(self) -> str:
        return self.said["type"]


class Receiver:
    """Answers with these statuses in turn, and with the last one from then on."""

    def __init__(self, *statuses: int, path: str = "/hook", **headers: str):
        self.statuses, self.path, self.headers = list(statuses) or [204], path, headers
        self.notices: list[Notice] = []
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                fields = {name.lower(): value for name, value in self.headers.items()}
                receiver.notices.append(Notice(self.path, fields, body))
                self.send_response(receiver.next_status())
                for name, value in receiver.headers.items():
                    self.send_header(name.replace("_", "-"), value)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        Thread(target=self.server.serve_forever, daemon=True).start()

    def next_status(self) -> int:
        return self.statuses.pop(0) if len(self.statuses) > 1 else self.statuses[0]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}{self.path}"

    def told(self, kind: str, count: int = 1) -> list[Notice]:
        """The notices of a type, once there are so many."""

        def found() -> list[Notice] | None:
            notices = [notice for notice in self.notices if notice.type == kind]
            return notices if len(notices) >= count else None

        return eventually(found, about=f"{count} notices {kind}")

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def __enter__(self) -> "Receiver":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
