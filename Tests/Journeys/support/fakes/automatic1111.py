"""A strict fake of AUTOMATIC1111's web UI, as Forge and SD.Next are too: `/sdapi/v1/`.

It follows `modules/api/api.py` and `modules/processing.py` of version 1.10. What the real one would do in silence and we never want is
noted: a model that it does not know and replaces (`replaced`), a file that a prompt makes it load (`networks`, `wildcards`), an address
that a picture's member makes it fetch (`fetched`), settings that a call changes for everybody (`changed_settings`), members that it
does not know (`ignored`), and how many jobs it had at once (`most_at_once`).
"""

import base64
import io
import re
import threading
import time
from collections.abc import Callable

from PIL import Image

from support.fakes import automatic1111_replies as shapes
from support.fakes.automatic1111_checks import Refused, check_names, decoded, members
from support.fakes.diffusion_host import Call, DiffusionHost, Reply, picture

USUAL_STEPS = 50
PIXELS = 8  # of a side, for one number of the network
NETWORK = re.compile(r"<(\w+):([^>]+)>")
WILDCARD = re.compile(r"__(.+?)__")


class Automatic1111(DiffusionHost):
    """One picture at a time, each in `seconds`.

    Faults of its own, each of them met by the next job: `oom`, `broken`, `no-image`, `null-images`, `several-images`, `sheet`,
    `bad-base64`, `no-info`.
    """

    own_faults = frozenset(
        {"oom", "broken", "no-image", "null-images", "several-images", "sheet", "bad-base64", "no-info"}
    )

    def __init__(
        self,
        port: int = 0,
        *,
        models: tuple[str, ...] = ("model.safetensors", "other.safetensors"),
        login: str | None = None,
        seconds: float = 0.05,
    ):
        super().__init__(port)
        self.models = {f"{index:010x}": name for index, name in enumerate(models, start=0xABCDEF0123)}
        self.loaded = next(iter(self.models))
        self.login, self.seconds = login, seconds
        self.state = shapes.State()
        self.ignored: list[str] = []
        self.replaced: list[str] = []
        self.networks: list[str] = []
        self.wildcards: list[str] = []
        self.fetched: list[str] = []
        self.changed_settings: list[dict] = []
        self.loads = 0  # of models
        self.interruptions = 0
        self.most_at_once = 0
        self._at_once = 0
        self._queue = threading.Lock()
        self._held = threading.Event()
        self._held.set()

    def hold(self) -> None:
        """Pictures stay as they are from now on; an interruption still ends them."""
        self._held.clear()

    def release(self) -> None:
        self._held.set()

    # What it says.

    def answer(self, call: Call) -> Reply:
        if not self._is_open_to(call):
            reply = Reply(401, shapes.error("HTTPException", "Incorrect username or password"))
            reply.headers["WWW-Authenticate"] = "Basic"
            return reply
        routes: dict[str, Callable[[Call], Reply]] = {
            "GET /sdapi/v1/sd-models": lambda _: Reply(200, shapes.checkpoints(self.models)),
            "GET /sdapi/v1/samplers": lambda _: Reply(
                200, [{"name": name, "aliases": [], "options": {}} for name in shapes.SAMPLERS]
            ),
            "GET /sdapi/v1/schedulers": lambda _: Reply(
                200, [{"name": name, "label": name.title()} for name in shapes.SCHEDULERS]
            ),
            "GET /sdapi/v1/upscalers": lambda _: Reply(
                200, [{"name": name, "scale": 4, "model_path": None} for name in shapes.UPSCALERS]
            ),
            "GET /sdapi/v1/scripts": lambda _: Reply(
                200, {"txt2img": shapes.SCRIPTS + shapes.ALWAYS_ON, "img2img": shapes.SCRIPTS + shapes.ALWAYS_ON}
            ),
            "GET /sdapi/v1/options": lambda _: Reply(
                200, {"samples_format": "png", "sd_model_checkpoint": self._title, "sd_checkpoint_hash": self.loaded}
            ),
            "POST /sdapi/v1/options": self._change,
            "GET /sdapi/v1/progress": self._progress,
            "POST /sdapi/v1/interrupt": self._interrupt,
            "POST /sdapi/v1/txt2img": lambda call: self._draw(call, shapes.TEXT_MEMBERS),
            "POST /sdapi/v1/img2img": lambda call: self._draw(call, shapes.IMAGE_MEMBERS),
            "POST /sdapi/v1/extra-single-image": self._enlarge,
        }
        if call.route not in routes:
            known = any(route.endswith(f" {call.path}") for route in routes)
            return Reply(405 if known else 404, {"detail": "Method Not Allowed" if known else "Not Found"})
        try:
            return routes[call.route](call)
        except Refused as refused:
            if refused.status == 422 and not isinstance(refused.detail, str):
                return Reply(422, {"detail": refused.detail})
            return Reply(refused.status, shapes.error("HTTPException", str(refused.detail)))

    def refusal(self, status: int) -> Reply:
        if status >= 502 or status in (413, 429):
            return Reply(status, b"<html>A proxy's words</html>", {"Content-Type": "text/html"})
        return Reply(status, shapes.error("HTTPException", "a server's words"))

    @property
    def _title(self) -> str:
        return shapes.title(self.models[self.loaded], self.loaded)

    def _is_open_to(self, call: Call) -> bool:
        if self.login is None:
            return True
        return call.headers.get("authorization") == f"Basic {base64.b64encode(self.login.encode()).decode()}"

    def _change(self, call: Call) -> Reply:
        request = members(call)
        wanted = request.get("sd_model_checkpoint")
        if wanted is not None:
            digest = self._named(wanted)
            if digest is None:
                return Reply(500, shapes.error("RuntimeError", errors=f"model {wanted!r} not found"))
            self.loaded = digest
        self.changed_settings.append(request)
        return Reply(200, None)

    def _progress(self, call: Call) -> Reply:
        skips = call.query.get("skip_current_image", ["false"])[0].lower() in ("true", "1")
        image = None if skips else base64.b64encode(picture((64, 64), 0)).decode()
        return Reply(200, shapes.progress(self.state, image))

    def _interrupt(self, _: Call) -> Reply:
        self.interruptions += 1
        self.state.interrupted = True  # a job that begins later forgets it
        return Reply(200, {})

    def _enlarge(self, call: Call) -> Reply:
        request = members(call)
        image = self._decoded(request.get("image", ""))
        factor = request.get("upscaling_resize", 2)
        data = io.BytesIO()
        image.resize((int(image.width * factor), int(image.height * factor))).save(data, "PNG")
        return Reply(200, {"html_info": "<p>Postprocess</p>", "image": base64.b64encode(data.getvalue()).decode()})

    # What it checks.

    def _draw(self, call: Call, known: dict) -> Reply:
        request = members(call)
        if wrong := shapes.wrong_members(request, known):
            raise Refused(422, wrong)
        self.ignored += [name for name in request if name not in known]
        check_names(request)
        is_change = call.path.endswith("img2img")
        if is_change and request.get("init_images") is None:
            raise Refused(404, "Init image not found")
        if request.get("mask"):
            self._decoded(request["mask"])
        with self.lock:
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)
        try:
            with self._queue:
                for text in request.get("init_images") or []:
                    self._decoded(text)
                return self._drawn(request, "scripts_img2img" if is_change else "scripts_txt2img")
        finally:
            with self.lock:
                self._at_once -= 1

    def _decoded(self, text: object) -> Image.Image:
        if isinstance(text, str) and text.startswith(("http://", "https://")):
            self.fetched.append(text)
        return decoded(text)

    def _named(self, wanted: object) -> str | None:
        """The short hash of a model that is named by title, file, name or short hash."""
        for digest, name in self.models.items():
            if wanted in (shapes.title(name, digest), name, name.rpartition(".")[0], digest):
                return digest
        return None

    # What it draws.

    def _drawn(self, request: dict, job: str) -> Reply:
        fault = self.take(self.own_faults, "")
        kind = fault.kind if fault else None
        if kind == "oom":
            words = "CUDA out of memory. Tried to allocate 9.00 GiB"
            return Reply(500, shapes.error("OutOfMemoryError", errors=words))
        if kind == "broken":
            return Reply(500, shapes.error("RuntimeError", errors="mat1 and mat2 shapes cannot be multiplied"))
        self._overhear(request)
        digest = self._choose_model(request)
        size = tuple(request.get(name, 512) // PIXELS * PIXELS for name in ("width", "height"))
        if min(size) <= 0:
            return Reply(500, shapes.error("RuntimeError", errors="a picture without a side"))
        count = request.get("batch_size", 1) * request.get("n_iter", 1)
        self._sample(request, job, count)
        seed = request.get("seed", -1)
        seed = int(time.time()) if seed in (-1, None) else seed
        seeds = [seed + index for index in range(3 if kind == "several-images" else count)]
        name = self.models[digest]
        images = [picture((size[0], size[1]), seed, f"{request.get('prompt', '')}\nSeed: {seed}") for seed in seeds]
        has_sheet = kind == "sheet" or bool(request.get("save_images") and len(images) > 1)
        if has_sheet:
            images.insert(0, picture((size[0] * 2, size[1]), 0))
        texts: list[str] | None = [base64.b64encode(image).decode() for image in images]
        texts = {"no-image": [], "null-images": None, "bad-base64": ["not base64 at all!"]}.get(kind or "", texts)
        if request.get("send_images") is False:
            texts = []
        info = shapes.info(request, seeds, (size[0], size[1]), name, digest, int(has_sheet))
        echo = {key: value for key, value in request.items() if key not in ("init_images", "mask")}
        return Reply(200, {"images": texts, "parameters": echo, "info": "" if kind == "no-info" else info})

    def _overhear(self, request: dict) -> None:
        """What a prompt would make the server do with its files."""
        for name in ("prompt", "negative_prompt"):
            words = request.get(name) or ""
            self.networks += [match[0] for match in NETWORK.finditer(words)]
            self.wildcards += [match[0] for match in WILDCARD.finditer(words)]

    def _choose_model(self, request: dict) -> str:
        """Loads the model that is wanted for this picture; one that it does not know it overlooks."""
        wanted = (request.get("override_settings") or {}).get("sd_model_checkpoint")
        before = self.loaded
        if wanted is None:
            return before
        digest = self._named(wanted)
        if digest is None:
            self.replaced.append(str(wanted))
            return before
        if digest != before:
            self.loads += 1
            self.loaded = digest
            if request.get("override_settings_restore_afterwards", True):
                self.loads += 1
                self.loaded = before
        return digest

    def _sample(self, request: dict, job: str, count: int) -> None:
        steps = request.get("steps", USUAL_STEPS)
        self.state = shapes.State(job=job, job_count=count, sampling_steps=steps)
        while self.state.sampling_step < steps and not self.state.interrupted:
            if not self._held.wait(0.01):
                continue
            time.sleep(self.seconds / steps)
            self.state.sampling_step += 1
        self.state.job_count, self.state.job = 0, ""
