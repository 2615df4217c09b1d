"""A proxy before a server: one that ends TLS, or spoils what comes back as proxies do that give up, and networks that break."""

import http.client
import socket
import ssl
import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from support.certificates import Certificates
from support.server import Server

LIMIT = 60
"""Seconds that the server may take on a busy machine."""


class Gateway:
    """Hands requests on and spoils the first answers; `requests` are all that came, by method and path.

    `503`: the answer is thrown away and another one given. `cut`: the connection is closed instead of answering. With certificates
    it is asked by https, and says so to the server.
    """

    def __init__(self, server: Server, *spoilt: str, certificates: Certificates | None = None, port: int = 0):
        self.server = server
        self.scheme = "https" if certificates else "http"
        self.spoilt = list(spoilt)
        self.requests: list[tuple[str, str]] = []
        self.lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", port), type("Bound", (_Handler,), {"gateway": self}))
        if certificates:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificates.chain, certificates.key)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05})
        self._thread.start()

    @property
    def url(self) -> str:
        return f"{self.scheme}://localhost:{self._server.server_port}"

    def __enter__(self) -> "Gateway":
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Handler(BaseHTTPRequestHandler):
    gateway: Gateway
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        self._pass_on()

    def do_POST(self) -> None:
        self._pass_on()

    def do_DELETE(self) -> None:
        self._pass_on()

    def _pass_on(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        with self.gateway.lock:
            self.gateway.requests.append((self.command, self.path))
            spoilt = self.gateway.spoilt.pop(0) if self.gateway.spoilt else None
        status, headers, answer = self._ask(body)
        if spoilt == "cut":
            self.close_connection = True
            with suppress(OSError):
                self.connection.shutdown(socket.SHUT_RDWR)
            return
        if spoilt == "503":
            status, headers, answer = 503, [("Content-Type", "text/html")], b"<h1>Bad gateway</h1>"
        self.send_response(status)
        for name, value in headers:
            if name.lower() not in ("connection", "transfer-encoding", "content-length"):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def _ask(self, body: bytes) -> tuple[int, list[tuple[str, str]], bytes]:
        connection = http.client.HTTPConnection("localhost", self.gateway.server.port, timeout=LIMIT)
        headers = {name: value for name, value in self.headers.items() if name.lower() not in ("host", "connection")}
        if self.gateway.scheme == "https":
            headers |= {"Host": self.headers["Host"], "X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.7"}
        connection.request(self.command, self.path, body, headers)
        answer = connection.getresponse()
        whole = answer.status, answer.getheaders(), answer.read()
        connection.close()
        return whole
