"""A way to a server that loses what a test wants lost: whole answers, or the rest of a stream."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx

from support.server import Server, free_port

LEFT_OUT = {"host", "connection", "content-length", "transfer-encoding", "keep-alive"}


class FlakyWay:
    """Hands requests on to a server, and the answers back, but for the first ones of those addresses that are to be lost.

    `lost` has a method with a path and how many answers are lost, each after the server has done what was asked. Of a stream of events
    that is lost the reader still gets the first event.
    """

    def __init__(self, server: Server, lost: dict[str, int]):
        self.server, self.lost = server, dict(lost)
        self.asked: list[str] = []
        self.guard = threading.Lock()
        self.http = httpx.Client(
            base_url=server.url, headers={"Accept-Encoding": "identity"}, timeout=60, trust_env=False
        )
        self.listener = ThreadingHTTPServer(("127.0.0.1", free_port()), self._handler())
        self.thread = threading.Thread(target=self.listener.serve_forever, daemon=True)
        self.thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.listener.server_port}"

    def close(self) -> None:
        self.listener.shutdown()
        self.listener.server_close()
        self.thread.join()
        self.http.close()

    def _is_lost(self, asked: str) -> bool:
        """Whether this answer is one of those; `{id}` stands for any part of a path."""
        method, path = asked.split(" ", 1)
        parts = path.split("?")[0].split("/")
        with self.guard:
            self.asked.append(f"{method} {path}")
            for name in self.lost:
                wanted_method, wanted = name.split(" ", 1)
                wanted_parts = wanted.split("/")
                fits = len(parts) == len(wanted_parts) and all(
                    one in (other, "{id}") for one, other in zip(wanted_parts, parts, strict=True)
                )
                if wanted_method == method and fits and self.lost[name] > 0:
                    self.lost[name] -= 1
                    return True
        return False

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        way = self

        class Handler(BaseHTTPRequestHandler):
            def hand_on(self) -> None:
                is_lost = way._is_lost(f"{self.command} {self.path}")
                body = self.rfile.read(int(self.headers.get("content-length") or 0))
                fields = {name: value for name, value in self.headers.items() if name.lower() not in LEFT_OUT}
                with way.http.stream(self.command, self.path, content=body, headers=fields) as answer:
                    is_stream = answer.headers.get("content-type", "").startswith("text/event-stream")
                    if is_lost and not is_stream:
                        answer.read()
                        return  # the connection closes without a word
                    self.send_response(answer.status_code)
                    for name, value in answer.headers.items():
                        if name.lower() not in LEFT_OUT:
                            self.send_header(name, value)
                    self.end_headers()
                    for part in answer.iter_raw():
                        self.wfile.write(part)
                        self.wfile.flush()
                        if is_lost and b"\n\n" in part:
                            return

            do_GET = do_POST = do_DELETE = hand_on

            def log_message(self, *_: object) -> None:
                """Says nothing."""

        return Handler
