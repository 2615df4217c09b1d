"""The fake of `sd-server`: what it says where the real one says it. Nobody has published a client; see `test_sd_server_real.py`."""

import base64
import io
from collections.abc import Iterator

import httpx
import pytest
from PIL import Image

from support.fakes.sd_server import MOST_PENDING, SDServer
from support.waiting import eventually

JOBS = "/sdcpp/v1/jobs/"
MAKE = "/sdcpp/v1/img_gen"
ORDER = {"prompt": "a tea house", "width": 64, "height": 128, "seed": 7, "embed_image_metadata": False}


@pytest.fixture
def fake() -> Iterator[SDServer]:
    with SDServer(loras=("style.safetensors",)) as fake:
        yield fake


@pytest.fixture
def client(fake: SDServer) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=fake.url) as client:
        yield client


def drawn(size: tuple[int, int] = (64, 128), mode: str = "RGB", kind: str = "PNG") -> str:
    data = io.BytesIO()
    Image.new(mode, size).save(data, kind)
    return base64.b64encode(data.getvalue()).decode()


def taken(client: httpx.Client, **members: object) -> str:
    answer = client.post(MAKE, json={**ORDER, **members})
    assert answer.status_code == 202, answer.text
    assert answer.json()["poll_url"] == JOBS + answer.json()["id"]
    return answer.json()["id"]


def ended(client: httpx.Client, id_: str) -> dict:
    return eventually(lambda: (job := client.get(JOBS + id_).json())["completed"] and job, about="the job has ended")


def test_a_job_is_drawn(client: httpx.Client, fake: SDServer) -> None:
    job = ended(client, taken(client))
    assert (job["status"], job["error"], job["queue_position"]) == ("completed", None, 0)
    (image,) = job["result"]["images"]
    picture = Image.open(io.BytesIO(base64.b64decode(image["b64_json"])))
    assert (picture.size, picture.info) == ((64, 128), {})
    assert fake.ignored == []


def test_metadata_is_there_unless_it_is_refused(client: httpx.Client) -> None:
    job = ended(client, taken(client, embed_image_metadata=True))
    picture = Image.open(io.BytesIO(base64.b64decode(job["result"]["images"][0]["b64_json"])))
    assert "a tea house" in picture.info["parameters"]


def test_a_size_between_two_steps_is_rounded_up(client: httpx.Client) -> None:
    job = ended(client, taken(client, width=65, height=128))
    assert Image.open(io.BytesIO(base64.b64decode(job["result"]["images"][0]["b64_json"]))).size == (128, 128)


def test_jobs_wait_in_line_and_can_leave_it(client: httpx.Client, fake: SDServer) -> None:
    fake.hold()
    first, second = taken(client), taken(client)
    assert [client.get(JOBS + id_).json()["queue_position"] for id_ in (first, second)] == [1, 2]
    job = client.post(f"{JOBS}{first}/cancel").json()
    assert (job["status"], job["error"]["code"]) == ("cancelled", "cancelled")
    assert client.get(JOBS + second).json()["queue_position"] == 1
    assert client.post(f"{JOBS}{first}/cancel").status_code == 200


def test_a_job_that_is_drawn_cannot_be_cancelled(client: httpx.Client, fake: SDServer) -> None:
    fake.seconds = 30
    id_ = taken(client)
    fake.await_status("generating")
    assert client.post(f"{JOBS}{id_}/cancel").status_code == 409


def test_jobs_are_forgotten(client: httpx.Client, fake: SDServer) -> None:
    id_ = taken(client)
    ended(client, id_)
    fake.expire()
    assert client.get(JOBS + id_).status_code == 410
    assert client.post(f"{JOBS}{id_}/cancel").status_code == 410
    fake.restart()
    assert client.get(JOBS + id_).json() == {"error": "job not found"}


def test_the_queue_has_an_end(client: httpx.Client, fake: SDServer) -> None:
    fake.hold()
    for _ in range(MOST_PENDING):
        taken(client)
    answer = client.post(MAKE, json=ORDER)
    assert (answer.status_code, answer.json()) == (429, {"error": "job queue is full"})


@pytest.mark.parametrize(
    ("members", "words"),
    [
        ({"init_image": drawn().replace("+", "-").replace("/", "_")[:9] + "-" * 40}, "invalid generation parameters"),
        ({"init_image": 7}, "invalid generation parameters"),
        ({"init_image": drawn(mode="L")}, "invalid generation parameters"),
        ({"ref_images": [drawn(mode="LA")]}, "invalid generation parameters"),
        ({"init_image": drawn(kind="WEBP")}, "invalid generation parameters"),
        ({"ref_images": drawn()}, "invalid generation parameters"),
        ({"ref_images": [""]}, "invalid generation parameters"),
        ({"lora": [{"path": "/etc/passwd"}]}, "invalid generation parameters"),
        ({"strength": 1.5}, "invalid generation parameters"),
        ({"sample_params": {"guidance": {"txt_cfg": -1}}}, "invalid generation parameters"),
        ({"output_format": "gif"}, "invalid output_format, must be one of [png, jpeg]"),
    ],
)
def test_what_the_real_one_refuses(client: httpx.Client, members: dict, words: str) -> None:
    answer = client.post(MAKE, json={**ORDER, **members})
    assert (answer.status_code, answer.json()) == (400, {"error": words})


def test_bodies_that_are_no_request(client: httpx.Client) -> None:
    assert client.post(MAKE).json() == {"error": "empty body"}
    assert client.post(MAKE, content=b"{").json()["error"] == "invalid json"
    for body in ([], {"output_format": None}):
        answer = client.post(MAKE, json=body)
        assert (answer.status_code, answer.json()["error"]) == (500, "server_error")
    assert client.post("/sdcpp/v1/vid_gen", json={}).status_code == 400


def test_pictures_and_loras_that_it_takes(client: httpx.Client, fake: SDServer) -> None:
    taken(
        client,
        init_image="data:image/png;base64," + drawn(),
        mask_image=drawn(mode="L"),
        ref_images=[drawn(), drawn((64, 64), kind="JPEG"), drawn(mode="RGBA"), drawn(mode="P")],
        control_image=None,
        lora=[{"path": "style.safetensors", "multiplier": 0.5}],
    )
    assert fake.ignored == []


def test_what_it_overlooks_is_noted(client: httpx.Client, fake: SDServer) -> None:
    taken(client, n=2, width="wide", sample_params={"steps": 4, "sample_method": "ghost"}, hires=True, seed=True)
    assert fake.ignored == ["width", "seed", "n", "sample_params.steps", "sample_params.sample_method", "hires"]


def test_other_products_routes_are_not_there(client: httpx.Client, fake: SDServer) -> None:
    for path in ("/v1/images/generations", "/sdapi/v1/txt2img"):
        assert client.post(path, json=ORDER).status_code == 404
    assert [call.path for call in fake.calls] == ["/v1/images/generations", "/sdapi/v1/txt2img"]


@pytest.mark.parametrize(
    ("fault", "status", "code"), [("failed", "failed", "generation_failed"), ("cancelled", "cancelled", "cancelled")]
)
def test_jobs_that_end_without_a_picture(
    client: httpx.Client, fake: SDServer, fault: str, status: str, code: str
) -> None:
    fake.fail(fault)
    job = ended(client, taken(client))
    assert (job["status"], job["result"], job["error"]["code"]) == (status, None, code)
    assert ended(client, taken(client))["status"] == "completed"


@pytest.mark.parametrize(("fault", "count"), [("no-image", 0), ("several-images", 3), ("bad-base64", 1)])
def test_jobs_that_end_with_other_pictures(client: httpx.Client, fake: SDServer, fault: str, count: int) -> None:
    fake.fail(fault)
    assert len(ended(client, taken(client))["result"]["images"]) == count


def test_a_restart_in_the_middle_loses_the_job(client: httpx.Client, fake: SDServer) -> None:
    fake.fail("restart")
    id_ = taken(client)
    eventually(lambda: client.get(JOBS + id_).status_code == 404, about="the job is lost")


@pytest.mark.parametrize("status", ["400", "401", "404", "429", "500", "502", "503"])
def test_every_status_can_be_had_for_one_kind_of_call(client: httpx.Client, fake: SDServer, status: str) -> None:
    fake.fail(status, on=JOBS + "*")
    id_ = taken(client)
    assert client.get(JOBS + id_).status_code == int(status)
    assert client.get(JOBS + id_).status_code == 200


@pytest.mark.parametrize("fault", ["cut", "silence", "deaf"])
def test_a_connection_that_breaks_may_have_left_a_job(client: httpx.Client, fake: SDServer, fault: str) -> None:
    fake.fail(fault, on=MAKE)
    with pytest.raises(httpx.HTTPError):
        client.post(MAKE, json=ORDER)
    assert len(fake.jobs) == (0 if fault == "silence" else 1)


def test_a_page_of_any_origin_may_ask(client: httpx.Client) -> None:
    answer = client.get("/sdcpp/v1/capabilities", headers={"Origin": "https://evil.example"})
    assert answer.headers["Access-Control-Allow-Origin"] == "https://evil.example"
    assert answer.json()["model"] == {
        "name": "model.safetensors",
        "stem": "model",
        "path": "/models/model.safetensors",
    }
