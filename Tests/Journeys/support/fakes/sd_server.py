"""A strict fake of stable-diffusion.cpp's `sd-server`: its own routes, `/sdcpp/v1/`.

It follows `routes_sdcpp.cpp`, `async_jobs.cpp` and `common.cpp` of 2026-08-19. What the real one overlooks in silence is noted in
`ignored`, so that a test can ask for nothing to be there. The routes for other products' clients, which run what a prompt hides, are
not here: a call to them is a mistake of ours.
"""

import base64
import re
import threading
import time
from dataclasses import dataclass, field

from support.fakes.diffusion_host import Call, DiffusionHost, Reply, picture, watched
from support.fakes.sd_server_checks import Invalid, check, integer
from support.fakes.sd_server_replies import capabilities, ignored_members, job_reply

MOST_PENDING = 64
LEAST_PAUSE = 0.005
ID = r"/sdcpp/v1/jobs/([A-Za-z0-9_\-]+)"

CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Credentials": "true",
    "Access-Control-Allow-Methods": "*",
    "Access-Control-Allow-Headers": "*",
}


@dataclass
class Job:
    """A job, with the status that the server gives it."""

    id: str
    request: dict
    created: int
    status: str = "queued"
    started: int | None = None
    completed: int | None = None
    images: list[str] = field(default_factory=list)
    error: dict | None = None


class SDServer(DiffusionHost):
    """One worker that draws one picture after another, each in `seconds`.

    Faults of its own, each of them met by the next job: `failed`, `cancelled`, `no-image`, `several-images`, `bad-base64`, `restart`.
    """

    own_faults = frozenset({"failed", "cancelled", "no-image", "several-images", "bad-base64", "restart"})

    def __init__(
        self,
        port: int = 0,
        *,
        model: str = "model.safetensors",
        seconds: float = 0.05,
        multiple: int = 64,
        loras: tuple[str, ...] = (),
        modes: tuple[str, ...] = ("img_gen",),
    ):
        super().__init__(port)
        self.model, self.seconds, self.multiple, self.loras, self.modes = model, seconds, multiple, loras, modes
        self.ignored: list[str] = []
        self.jobs: dict[str, Job] = {}
        self.expired: set[str] = set()
        self._queue: list[str] = []
        self._next = 0
        self._held = threading.Event()
        self._closed = threading.Event()
        self._worker = threading.Thread(target=self._work, daemon=True)

    def start(self) -> "SDServer":
        super().start()
        self._worker.start()
        return self

    def close(self) -> None:
        self._closed.set()
        super().close()
        self._worker.join()

    # What a test does to it.

    def hold(self) -> None:
        """Jobs wait from now on."""
        self._held.set()

    def release(self) -> None:
        """Jobs are drawn again."""
        self._held.clear()

    def restart(self) -> None:
        """Forgets every job, as a new process does."""
        with self.lock:
            self.jobs, self._queue, self.expired = {}, [], set()

    def expire(self) -> None:
        """Makes ten minutes pass for all jobs that have ended."""
        with self.lock:
            ended = {job.id for job in self.jobs.values() if job.completed is not None}
            self.expired |= ended
            self.jobs = {id_: job for id_, job in self.jobs.items() if id_ not in ended}

    def await_status(self, status: str) -> None:
        """Waits until some job has a status."""
        assert watched(lambda: status in {job.status for job in list(self.jobs.values())}), f"no job is {status}"

    # What it says.

    def answer(self, call: Call) -> Reply:
        reply = self._answer(call)
        reply.headers = {**CORS, "Access-Control-Allow-Origin": call.headers.get("origin", "*"), **reply.headers}
        return reply

    def refusal(self, status: int) -> Reply:
        words = {400: "invalid generation parameters", 404: "job not found", 429: "job queue is full"}
        content: object = {"error": words[status]} if status in words else b""
        if status == 500:
            content = {"error": "server_error", "message": "an exception's own words"}
        return Reply(status, content, dict(CORS))

    def _answer(self, call: Call) -> Reply:
        if call.method == "OPTIONS":
            return Reply(204)
        if call.route == "GET /sdcpp/v1/capabilities":
            return Reply(200, capabilities(self.model, self.modes, self.loras, MOST_PENDING))
        if call.route == "POST /sdcpp/v1/img_gen":
            return self._take_job(call)
        if call.route == "POST /sdcpp/v1/vid_gen":
            return Reply(400, {"error": "loaded model does not support vid_gen"})
        with self.lock:
            if call.method == "GET" and (match := re.fullmatch(ID, call.path)):
                return self._found(match[1]) or Reply(200, self._seen(self.jobs[match[1]]))
            if call.method == "POST" and (match := re.fullmatch(ID + "/cancel", call.path)):
                return self._found(match[1]) or self._cancel(self.jobs[match[1]])
        return Reply(404)

    def _take_job(self, call: Call) -> Reply:
        if not call.body:
            return Reply(400, {"error": "empty body"})
        if "img_gen" not in self.modes:
            return Reply(400, {"error": "loaded model does not support img_gen"})
        try:
            request = check(call.json, self.loras)
        except ValueError:
            return Reply(400, {"error": "invalid json", "message": "a parser's own words"})
        except Invalid as error:
            return Reply(400, {"error": str(error)})
        except TypeError:
            return Reply(500, {"error": "server_error", "message": "an exception's own words"})
        with self.lock:
            self.ignored += ignored_members(request)
            if sum(job.status in ("queued", "generating") for job in self.jobs.values()) >= MOST_PENDING:
                return Reply(429, {"error": "job queue is full"})
            now = int(time.time())
            job = Job(f"job_{now:x}_{self._next:08x}", request, now)
            self._next += 1
            self.jobs[job.id] = job
            self._queue.append(job.id)
        accepted = {"kind": "img_gen", "status": "queued", "created": job.created}
        return Reply(202, {"id": job.id, **accepted, "poll_url": f"/sdcpp/v1/jobs/{job.id}"})

    def _found(self, id_: str) -> Reply | None:
        """The refusal for a job that is not there."""
        if id_ in self.jobs:
            return None
        return Reply(410, {"error": "job expired"}) if id_ in self.expired else Reply(404, {"error": "job not found"})

    def _seen(self, job: Job) -> dict:
        position = self._queue.index(job.id) + 1 if job.id in self._queue else 0
        return job_reply(job, position)

    def _cancel(self, job: Job) -> Reply:
        if job.status == "generating":
            return Reply(409, {"error": "job is currently generating and cannot be interrupted yet"})
        if job.status == "queued":
            self._queue.remove(job.id)
            job.status, job.completed = "cancelled", int(time.time())
            job.error = {"code": "cancelled", "message": "job cancelled by client"}
        return Reply(200, self._seen(job))

    # What it draws.

    def _work(self) -> None:
        while not self._closed.wait(LEAST_PAUSE):
            with self.lock:
                if self._held.is_set() or not self._queue:
                    continue
                job = self.jobs[self._queue.pop(0)]
                job.status, job.started = "generating", int(time.time())
            self._closed.wait(self.seconds)
            with self.lock:
                self._end(job)

    def _end(self, job: Job) -> None:
        fault = self.take(self.own_faults, "")
        kind = fault.kind if fault else None
        if kind == "restart":
            self.restart()
            return
        job.completed = int(time.time())
        if kind in ("failed", "cancelled"):
            job.status = kind
            code = "generation_failed" if kind == "failed" else "cancelled"
            job.error = {"code": code, "message": "generate_image returned no results"}
            return
        wanted = min(max(integer(job.request, "batch_count", 1), 1), 8)
        count = {"no-image": 0, "several-images": 3}.get(kind or "", wanted)
        job.images = [base64.b64encode(self._drawn(job.request, index)).decode() for index in range(count)]
        if kind == "bad-base64":
            job.images = ["not base64 at all!"]
        job.status = "completed"

    def _drawn(self, request: dict, index: int) -> bytes:
        sides = [integer(request, name, 512) for name in ("width", "height")]
        size = tuple(-(-side // self.multiple) * self.multiple for side in sides)
        seed = integer(request, "seed", 42)
        seed = int(time.time()) if seed < 0 else seed
        words = f"{request.get('prompt', '')}\nSeed: {seed}, Model: {self.model}"
        shown = words if request.get("embed_image_metadata", True) else ""
        return picture((size[0], size[1]), seed + index, shown, request.get("output_format", "png").lower())
