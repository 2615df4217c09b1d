"""A strict fake of ComfyUI's HTTP and socket interface, as its `server.py` and `execution.py` have it.

It has a dozen nodes and makes plain pictures of the size that the graph says; all else is refused in ComfyUI's words. A graph that it has
made before comes out of its cache with no outputs, so whoever does not vary the seed gets nothing.

    with ComfyUI() as fake:
        fake.fail("429", at="/prompt", retry_after=3)
        …
        assert [call.path for call in fake.calls] == ["/prompt"]
"""

import threading
from http.server import ThreadingHTTPServer

from support.fakes.comfyui_call import Call
from support.fakes.comfyui_faults import Faults
from support.fakes.comfyui_files import Files
from support.fakes.comfyui_nodes import catalogue
from support.fakes.comfyui_routes import Routes
from support.fakes.comfyui_runs import Runs
from support.fakes.comfyui_sockets import Sockets

# What the graphs of docs/comfyui.md load.
MODEL = "sd_xl_base_1.0.safetensors"
UPLOAD_LIMIT = 100 << 20


class ComfyUI:
    """`has_jobs`: whether it is new enough for `/api/jobs`; `key`: what a gatekeeper in front of it wants as bearer token."""

    def __init__(self, models: tuple[str, ...] = (MODEL,), has_jobs: bool = True, key: str | None = None):
        self.nodes = catalogue(list(models))
        self.has_jobs, self.key, self.upload_limit = has_jobs, key, UPLOAD_LIMIT
        self.calls: list[Call] = []
        self.faults, self.files, self.sockets = Faults(), Files(), Sockets()
        self.runs = Runs(self.sockets, self.files, self.faults)
        self.number = 0
        fake = self

        class Handler(Routes):
            server_fake = fake

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        self.thread = threading.Thread(target=self.http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.http.server_port}"

    def __enter__(self) -> "ComfyUI":
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.http.shutdown()
        self.sockets.close_all()
        self.runs.end()
        self.http.server_close()

    def fail(self, rule: str, at: str | None = None, times: int | None = 1, **options: object) -> None:
        """Has something go wrong, on paths that begin with `at`, so many times (None is always).

        Answers: a status ("429", with `retry_after`), "html", "redirect", "truncated", "cut", "reset", "hang". Runs: "oom", "node_error",
        "interrupted", "no_image", "several" (`count`), "lag" (`seconds` until the history has it), "lost" (a restart), "socket_closed".
        Graphs: "dropped_output".
        """
        self.faults.add(rule, at, times, options)

    def restart(self) -> None:
        """Runs and history are lost; what is on the disk stays."""
        self.runs.lose()

    def calls_of(self, method: str, path: str) -> list[Call]:
        return [call for call in self.calls if (call.method, call.path) == (method, path)]
