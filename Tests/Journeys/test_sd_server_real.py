"""A real `sd-server` beside its fake: whatever one answers, the other answers in the same shape.

Runs when `NBP_SD_SERVER` names an `sd-server`, such as the one that `scripts/bootstrap run --stable-diffusion` builds. It draws with
weights that mean nothing.
"""

import base64
import io
import os
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import httpx
import pytest
from PIL import Image, ImageChops, ImageStat

from support.fakes.sd_server import SDServer
from support.server import free_port
from support.tiny_flux import write_weights
from support.waiting import eventually

BINARY = os.environ.get("NBP_SD_SERVER")
START_LIMIT = 120
DRAW_LIMIT = 300

pytestmark = pytest.mark.skipif(not BINARY, reason="NBP_SD_SERVER names no sd-server")

JOBS = "/sdcpp/v1/jobs/"
MAKE = "/sdcpp/v1/img_gen"
# As our adapter asks.
ORDER = {
    "prompt": "a tea house in the rain",
    "negative_prompt": "people",
    "width": 64,
    "height": 128,
    "seed": 421337,
    "batch_count": 1,
    "sample_params": {"sample_steps": 1},
    "hires": {"enabled": False},
    "embed_image_metadata": False,
    "output_format": "png",
}
LONG = {"width": 256, "height": 256, "sample_params": {"sample_steps": 60}}


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """The real one, ready to draw."""
    folder = tmp_path_factory.mktemp("sd-server")
    elsewhere = tmp_path_factory.mktemp("nothing")  # it offers the weights beside it as LoRAs
    port = free_port()
    command = [str(Path(BINARY or "").resolve()), *write_weights(folder), "--listen-port", str(port), "--threads", "1"]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, cwd=elsewhere)
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:

        def is_ready() -> bool:
            assert process.poll() is None, (folder / "log").read_text(errors="replace")[-4_000:]
            with suppress(httpx.TransportError):
                return client.get("/sdcpp/v1/capabilities").is_success
            return False

        try:
            eventually(is_ready, about="sd-server is ready", within=START_LIMIT)
            yield client
        finally:
            process.kill()
            process.wait()


@pytest.fixture
def fake() -> Iterator[httpx.Client]:
    with SDServer(seconds=0.3) as server, httpx.Client(base_url=server.url) as client:
        yield client


def shape(value: object) -> object:
    """Names and kinds without the values; a list is as its first element."""
    if isinstance(value, dict):
        return {name: shape(value[name]) for name in sorted(value)}
    if isinstance(value, list):
        return [shape(element) for element in value[:1]]
    return type(value).__name__


def rounded(value: object) -> object:
    """The server counts in half the digits."""
    if isinstance(value, dict):
        return {name: rounded(value[name]) for name in value}
    return round(value, 6) if isinstance(value, float) else value


def seen(answer: httpx.Response) -> tuple:
    """What is compared of an answer."""
    content = shape(answer.json()) if answer.content else None
    origin = answer.headers.get("Access-Control-Allow-Origin")
    return answer.status_code, answer.headers.get("Content-Type"), origin, content


def taken(client: httpx.Client, **members: object) -> str:
    answer = client.post(MAKE, json={**ORDER, **members})
    assert answer.status_code == 202, answer.text
    return answer.json()["id"]


def ended(client: httpx.Client, id_: str) -> dict:
    return eventually(
        lambda: (job := client.get(JOBS + id_).json())["completed"] and job,
        about="the job has ended",
        within=DRAW_LIMIT,
    )


def pictures(job: dict) -> list[Image.Image]:
    texts = [image["b64_json"] for image in job["result"]["images"]]
    return [Image.open(io.BytesIO(base64.b64decode(text, validate=True))) for text in texts]


def drawn(mode: str = "RGB", kind: str = "PNG", grey: int = 128) -> str:
    data = io.BytesIO()
    Image.new("L", (64, 128), grey).convert(mode).save(data, kind)
    return base64.b64encode(data.getvalue()).decode()


def test_capabilities(real: httpx.Client, fake: httpx.Client) -> None:
    answers = [client.get("/sdcpp/v1/capabilities") for client in (real, fake)]
    assert seen(answers[0]) == seen(answers[1])
    told, made_up = (answer.json() for answer in answers)
    for name in ("limits", "features", "defaults", "samplers", "schedulers", "supported_modes", "upscalers"):
        assert rounded(told[name]) == made_up[name], name
    assert told["model"]["name"] == "diffusion-model.safetensors"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'{"output_format": null}',
        b'{"output_format": "gif"}',
        b'{"output_compression": "much"}',
        b'{"strength": 1.5}',
        b'{"strength": -0.5}',
        b'{"sample_params": {"guidance": {"txt_cfg": -1}}}',
        b'{"init_image": 7}',
        b'{"init_image": ""}',
        b'{"init_image": "no picture"}',
        b'{"ref_images": "text"}',
        b'{"ref_images": [7]}',
        b'{"lora": [{"path": "/etc/passwd"}]}',
        b'{"lora": {}}',
        ('{"init_image": "' + drawn()[:60].replace("A", "-") + '"}').encode(),
    ],
)
def test_requests_that_are_refused(real: httpx.Client, fake: httpx.Client, body: bytes) -> None:
    answers = [client.post(MAKE, content=body) for client in (real, fake)]
    assert seen(answers[0]) == seen(answers[1])
    assert answers[0].json()["error"] == answers[1].json()["error"]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", JOBS + "job_0_00000000"),
        ("POST", JOBS + "job_0_00000000/cancel"),
        ("POST", "/sdcpp/v1/vid_gen"),
        ("GET", JOBS + "no%20name"),
        ("GET", "/sdcpp/v1/ghosts"),
        ("OPTIONS", MAKE),
    ],
)
def test_places_where_nothing_is(real: httpx.Client, fake: httpx.Client, method: str, path: str) -> None:
    content = b"{}" if method == "POST" else None  # it does not read another one's, and takes it for the next request
    answers = [client.request(method, path, content=content) for client in (real, fake)]
    assert seen(answers[0]) == seen(answers[1])


def test_the_life_of_a_job(real: httpx.Client, fake: httpx.Client) -> None:
    headers = {"Origin": "https://studio.example"}
    answers = [client.post(MAKE, json=ORDER, headers=headers) for client in (real, fake)]
    assert seen(answers[0]) == seen(answers[1])
    jobs = [ended(client, answer.json()["id"]) for client, answer in zip((real, fake), answers, strict=True)]
    assert shape(jobs[0]) == shape(jobs[1])
    for job in jobs:
        (picture,) = pictures(job)
        assert (job["status"], picture.size, picture.format, picture.info) == ("completed", (64, 128), "PNG", {})


def test_waiting_being_drawn_and_leaving(real: httpx.Client, fake: httpx.Client) -> None:
    stories = []
    for client in (real, fake):
        first, second = taken(client, **LONG), taken(client)
        eventually(lambda c=client, id_=first: c.get(JOBS + id_).json()["status"] == "generating", about="it is drawn")
        story = [client.get(JOBS + first), client.post(f"{JOBS}{first}/cancel"), client.get(JOBS + second)]
        assert story[2].json()["queue_position"] == 1
        story += [
            client.post(f"{JOBS}{second}/cancel"),
            client.post(f"{JOBS}{second}/cancel"),
            client.get(JOBS + second),
        ]
        stories.append([(seen(answer), answer.json().get("status"), answer.json().get("error")) for answer in story])
        ended(client, first)
    assert stories[0] == stories[1]
    assert [part[0][0] for part in stories[0]] == [200, 409, 200, 200, 200, 200]


def test_a_seed_repeats_a_picture(real: httpx.Client) -> None:
    jobs = [ended(real, taken(real, seed=seed)) for seed in (7, 7, 8)]
    same, again, other = (pictures(job)[0].tobytes() for job in jobs)
    assert same == again != other


def test_a_prompt_is_in_the_file_unless_it_is_kept_out(real: httpx.Client, fake: httpx.Client) -> None:
    for client in (real, fake):
        (picture,) = pictures(ended(client, taken(client, embed_image_metadata=True)))
        assert "a tea house in the rain" in picture.info["parameters"]


@pytest.mark.parametrize("name", ["init_image", "mask_image", "ref_images"])
@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P", "L", "LA"])
def test_channels_of_pictures(real: httpx.Client, fake: httpx.Client, name: str, mode: str) -> None:
    """A request that is refused for something else draws nothing when its picture is taken."""
    picture = drawn(mode)
    request = {name: [picture] if name == "ref_images" else picture, "output_format": "gif"}
    answers = [client.post(MAKE, json=request) for client in (real, fake)]
    assert answers[0].json() == answers[1].json()
    is_taken = name == "mask_image" or mode in ("RGB", "RGBA", "P")
    assert (answers[0].json()["error"] != "invalid generation parameters") is is_taken


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "BMP", "GIF", "WEBP", "TIFF", "AVIF"])
def test_formats_of_pictures(real: httpx.Client, fake: httpx.Client, kind: str) -> None:
    request = {"init_image": drawn(kind=kind), "output_format": "gif"}
    answers = [client.post(MAKE, json=request) for client in (real, fake)]
    assert answers[0].json() == answers[1].json()


def test_pictures_go_in(real: httpx.Client, fake: httpx.Client) -> None:
    members = {"init_image": drawn(), "mask_image": drawn("L"), "ref_images": [drawn(kind="JPEG")], "strength": 0.75}
    for client in (real, fake):
        (picture,) = pictures(ended(client, taken(client, **members)))
        assert picture.size == (64, 128)


@pytest.mark.parametrize(("colour", "is_drawn_over"), [(0, False), (255, True)])
def test_white_is_drawn_over_and_black_stays(real: httpx.Client, colour: int, is_drawn_over: bool) -> None:
    members = {"init_image": drawn(), "mask_image": drawn("L", grey=colour), "strength": 0.75}
    one, other = (pictures(ended(real, taken(real, **members, seed=seed)))[0] for seed in (7, 8))
    difference = max(ImageStat.Stat(ImageChops.difference(one, other)).mean)
    assert (difference > 1) is is_drawn_over, difference


def test_a_size_between_two_steps_is_rounded_up(real: httpx.Client) -> None:
    (picture,) = pictures(ended(real, taken(real, width=65, height=100)))
    assert picture.width >= 65
    assert picture.height >= 100
    assert (picture.width % 8, picture.height % 8) == (0, 0)


def test_what_it_overlooks_in_silence(real: httpx.Client) -> None:
    members = {"n": 2, "sample_params": {"steps": 4, "sample_method": "ghost", "sample_steps": 1}, "hires": True}
    assert len(pictures(ended(real, taken(real, **members)))) == 1


def test_a_prompt_of_its_own_syntax_does_nothing_here(real: httpx.Client) -> None:
    words = 'a kite <sd_cpp_extra_args>{"width": 256, "batch_count": 4}</sd_cpp_extra_args> <lora:ghost:1>'
    (picture,) = pictures(ended(real, taken(real, prompt=words)))
    assert picture.size == (64, 128)
