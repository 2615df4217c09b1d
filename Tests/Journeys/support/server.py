"""The server under test: started, stopped, killed, and started again on the same data."""

import itertools
import os
import random
import signal
import socket
import ssl
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx

from support.product import clean_environment, executable
from support.waiting import eventually

# Each worker has ports of its own: what one has just found free, another would take.
WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % 8
PORTS = range(20_000 + 1_500 * WORKER, 21_500 + 1_500 * WORKER)

TURNS = itertools.count(random.randrange(len(PORTS)))

START_LIMIT = 30
STOP_LIMIT = 30


class Server:
    """A process of `nbp-under-test` with a data directory of its own.

    `settings` become `NBP_…` variables: `workers=1` is `NBP_WORKERS=1`. With `tls_cert` it is asked by https, and `trust` says whose
    certificates are believed.
    """

    def __init__(self, folder: Path, **settings: object):
        self.data = folder / "data"
        self.log = folder / "server.log"
        self.port, self.test_port = free_port(), free_port()
        self.settings = {"data_dir": self.data, "port": self.port, "test_port": self.test_port, **settings}
        self.process: subprocess.Popen[bytes] | None = None
        self.trust: ssl.SSLContext | bool = True
        self.faults: list[str] = []

    @property
    def url(self) -> str:
        scheme = "https" if "tls_cert" in self.settings else "http"
        return f"{scheme}://localhost:{self.port}"

    def start(self, prepare: Callable[[], None] | None = None) -> "Server":
        """Starts it and returns when it is ready; `prepare` runs in the new process first."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [executable("nbp-under-test")],
                env=clean_environment(**self.settings),
                cwd=self.log.parent,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                preexec_fn=prepare,
            )
        eventually(self._is_ready, about="the server is ready", within=START_LIMIT)
        return self

    def refusal(self, **settings: object) -> tuple[int, str]:
        """Starts `nbp serve` itself where it must not start: the exit status and everything it said."""
        ended = subprocess.run(
            [executable("nbp"), "serve"],
            env=clean_environment(**self.settings | {"test_port": None} | settings),
            cwd=self.log.parent,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=START_LIMIT,
        )
        return ended.returncode, (ended.stdout + ended.stderr).decode()

    def stop(self) -> int:
        """Asks it to end (SIGTERM), and returns its exit status."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(STOP_LIMIT)

    def kill(self) -> None:
        """Ends it at once (SIGKILL), as a power cut would."""
        self.process.kill()
        self.process.wait(STOP_LIMIT)

    def close(self) -> None:
        if self.process and self.process.poll() is None:
            self.kill()

    def restart(self) -> "Server":
        self.close()
        return self.start()

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def wait_for_crash(self, within: float = 20) -> None:
        eventually(lambda: not self.is_running, about="the server dies at its crash point", within=within)

    # The test port.

    def advance(self, duration: str) -> None:
        """Moves the server's time forward by an ISO 8601 duration."""
        self._control("clock", {"advance": duration})

    def crash_at(self, point: str | None) -> None:
        with suppress(httpx.TransportError):  # a busy one may die there before it has answered
            self._control("crash", {"at": point})

    @contextmanager
    def fault(self, name: str) -> Iterator[None]:
        """Has its engines misbehave (`engine:fail`, `engine:slow`, `engine:wrong-size`), or a control (`mutations`)."""
        self._control("fault", {"set": name})
        self.faults.append(name)
        try:
            yield
        finally:
            self.faults.remove(name)
            if self.is_running:
                for still in [None, *self.faults]:
                    self._control("fault", {"set": still})

    def upkeep(self) -> None:
        """Runs a round of what the server does for itself each minute."""
        self._control("job/upkeep", {})

    def mail(self, recipient: str, kind: str = "confirm_address", language: str = "en") -> None:
        """Queues a sample of a kind of mail for somebody new."""
        self._control("mail", {"to": recipient, "kind": kind, "language": language})

    def addresses(self) -> list[tuple[str, str]]:
        """Every method and path that the server answers: `("GET", "/api/jobs/{id}")`."""
        return [tuple(address.split(" ", 1)) for address in self._ask("addresses")]

    def salts(self) -> list[str]:
        """Every salt of its pseudonyms since it started, in hexadecimal."""
        return self._ask("salts")

    def mutations(self) -> list[str]:
        """The controls that `fault` can spoil."""
        return self._ask("mutations")

    def _ask(self, name: str) -> list[str]:
        url = f"http://127.0.0.1:{self.test_port}/test/{name}"
        return httpx.get(url, timeout=30, trust_env=False).raise_for_status().json()

    def _control(self, name: str, body: dict) -> None:
        url = f"http://127.0.0.1:{self.test_port}/test/{name}"
        httpx.post(url, json=body, timeout=30, trust_env=False).raise_for_status()

    def _is_ready(self) -> bool:
        if not self.is_running:
            raise AssertionError(f"the server ended with {self.process.returncode}:\n{self.log_text()[-2000:]}")
        try:
            test_port = socket.create_connection(("127.0.0.1", self.test_port), timeout=1)
            test_port.close()
            return httpx.get(f"{self.url}/readyz", timeout=5, trust_env=False, verify=self.trust).status_code == 200
        except (httpx.TransportError, OSError):
            return False

    def log_text(self) -> str:
        return self.log.read_text(errors="replace") if self.log.exists() else ""


def free_port() -> int:
    """A port that nobody listens on, below those that the system gives to outgoing connections.

    Each worker goes through its own in turn: what was found free a moment ago, and is not listened on yet, is not found again.
    """
    while True:
        port = PORTS.start + next(TURNS) % len(PORTS)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
