"""A hub of models: hands out one file, whole or in parts, as well as it is told."""

import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

MOVED = "/hub/"


class WeightsHost:
    """A server on loopback for the length of a `with`; `/hub/NAME` leads to `/NAME`, as hubs lead to where files are.

    `cut` breaks the next answer off after so many bytes. `kind` is the media type that it names, and `ranges` whether it knows any.
    """

    def __init__(self, content: bytes, *, kind: str = "application/octet-stream", ranges: bool = True):
        self.content, self.kind, self.ranges = content, kind, ranges
        self.cut: int | None = None
        self.asked: list[str | None] = []
        """The ranges of all requests for the file so far, `None` for the whole of it."""
        host = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:  # noqa: N802
                if self.path.startswith(MOVED):
                    self.send_response(302)
                    self.send_header("Location", self.path.removeprefix("/hub"))
                    self.send_header("Content-Length", "0")
                    self.end_headers()
                else:
                    host.hand_out(self)

            def log_message(self, *_: object) -> None:
                """Nobody reads it."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def hand_out(self, request: BaseHTTPRequestHandler) -> None:
        asked = request.headers.get("Range")
        self.asked.append(asked)
        begin = int(re.fullmatch(r"bytes=(\d+)-", asked)[1]) if asked and self.ranges else 0
        body = self.content[begin:]
        request.send_response(206 if begin else 200)
        request.send_header("Content-Type", self.kind)
        request.send_header("Content-Length", str(len(body)))
        if begin:
            request.send_header("Content-Range", f"bytes {begin}-{len(self.content) - 1}/{len(self.content)}")
        request.end_headers()
        request.wfile.write(body if self.cut is None else body[: self.cut])
        if self.cut is not None:
            self.cut = None
            request.close_connection = True

    def __enter__(self) -> "WeightsHost":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
