"""Models of one's own: weights that are pulled and believed by their digest alone, and the server that draws with them."""

import hashlib
import json
import os
import signal
import struct
import sys
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from support.desk import Desk, Ended
from support.server import Server, free_port
from support.waiting import eventually
from support.weights_host import WeightsHost

USAGE, FAILURE = 64, 1
NAME = "tiny.safetensors"
PICKLE = b"PK\x03\x04" + bytes(200)

FAKE = """#!{python}
import os, signal, sys
sys.path.insert(0, {journeys!r})
from support.fakes.sd_server import SDServer

assert "NBP_METRICS_TOKEN" not in os.environ
port = int(sys.argv[sys.argv.index("--listen-port") + 1])
with SDServer(port):
    print("started", os.getpid(), port, flush=True)
    signal.pause()
"""


def safetensors(size: int = 4_096) -> bytes:
    head = json.dumps({"w": {"dtype": "U8", "shape": [size], "data_offsets": [0, size]}}).encode()
    return struct.pack("<Q", len(head)) + head + bytes(range(256)) * (size // 256)


WEIGHTS = safetensors()


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def models(desk: Desk, *words: str, status: int = 0) -> Ended:
    """Runs `nbp models`; a failure is one line on standard error."""
    ended = desk.nbp("models", *words, data_dir="data")
    assert ended.status == status, ended.said
    if status:
        assert ended.out == b""
        assert ended.said.startswith("nbp: ")
        assert ended.said.count("\n") == 1
    else:
        assert ended.said == ""
    return ended


def pull(desk: Desk, address: str, *words: str, content: bytes = WEIGHTS, status: int = 0) -> Ended:
    return models(desk, "pull", address, "--sha256", digest(content), *words, status=status)


def shelf(desk: Desk) -> list[str]:
    return sorted(file.name for file in (desk.here / "data" / "models").glob("*"))


# Weights.


def test_weights_come_are_listed_and_go(desk: Desk):
    assert b"no weights" in models(desk, "list").out
    with WeightsHost(WEIGHTS) as host:
        assert NAME in pull(desk, f"{host.url}/hub/{NAME}?download=true").out.decode()
        pull(desk, f"{host.url}/{NAME}")
        assert host.asked == [None], "what is here was fetched again"
    assert desk.read(f"data/models/{NAME}") == WEIGHTS
    assert (desk.here / "data" / "models").stat().st_mode & 0o777 == 0o700
    [line] = models(desk, "list").out.decode().splitlines()
    assert NAME in line and digest(WEIGHTS) in line
    models(desk, "remove", NAME)
    assert shelf(desk) == []
    assert NAME in models(desk, "remove", NAME, status=FAILURE).said


def test_a_pull_that_broke_off_goes_on(desk: Desk):
    large = safetensors(4 << 20)
    with WeightsHost(large) as host:
        host.cut = 3 << 20
        said = pull(desk, f"{host.url}/{NAME}", content=large, status=FAILURE).said
        assert "broke off" in said and "again" in said
        come = (desk.here / "data" / "models" / f"{NAME}.part").stat().st_size
        assert come > 0
        pull(desk, f"{host.url}/{NAME}", content=large)
        assert host.asked == [None, f"bytes={come}-"]
    assert desk.read(f"data/models/{NAME}") == large


def test_a_server_without_ranges_is_asked_for_everything(desk: Desk):
    with WeightsHost(WEIGHTS, ranges=False) as host:
        place = desk.here / "data" / "models"
        place.mkdir(parents=True)
        (place / f"{NAME}.part").write_bytes(WEIGHTS[:100])
        pull(desk, f"{host.url}/{NAME}")
    assert desk.read(f"data/models/{NAME}") == WEIGHTS


def test_another_digest_leaves_nothing(desk: Desk):
    with WeightsHost(WEIGHTS) as host:
        said = pull(desk, f"{host.url}/{NAME}", content=b"something else", status=FAILURE).said
    assert digest(WEIGHTS) in said
    assert shelf(desk) == []


@pytest.mark.parametrize(
    ("content", "kind", "word"),
    [
        (PICKLE, "application/octet-stream", "pickle"),
        (b"no weights at all", "text/plain", "no weights"),
        (WEIGHTS[:-1], "application/octet-stream", "no weights"),
        (b"<!doctype html><title>Sign in</title>", "text/html; charset=utf-8", "web page"),
    ],
)
def test_what_is_no_weights_leaves_nothing(desk: Desk, content: bytes, kind: str, word: str):
    with WeightsHost(content, kind=kind) as host:
        assert word in pull(desk, f"{host.url}/{NAME}", content=content, status=FAILURE).said
    assert shelf(desk) == []
    assert models(desk, "list").out.startswith(b"There are no weights")


def test_a_host_that_does_not_answer_is_named(desk: Desk):
    assert "127.0.0.1 does not answer" in pull(desk, f"http://127.0.0.1:{free_port()}/{NAME}", status=FAILURE).said


@pytest.mark.parametrize(
    "words",
    [
        ["pull", f"http://models.example/{NAME}", "--sha256", digest(WEIGHTS)],
        ["pull", "models.example", "--sha256", digest(WEIGHTS)],
        ["pull", f"https://models.example/{NAME}"],
        ["pull", f"https://models.example/{NAME}", "--sha256", "abc"],
        ["pull", "https://models.example/", "--sha256", digest(WEIGHTS)],
        ["pull", f"https://models.example/{NAME}", "--sha256", digest(WEIGHTS), "--name", "../tiny"],
        ["remove", "../tiny"],
        ["remove"],
    ],
)
def test_wrong_usage_is_said_before_anything_is_asked(desk: Desk, words: list[str]):
    models(desk, *words, status=USAGE)
    assert not (desk.here / "data").exists()


# The server that draws with them.


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """An sd-server that says in its log which process it is."""
    file = tmp_path / "sd-server"
    file.write_text(FAKE.format(python=sys.executable, journeys=str(Path(__file__).parent)))
    file.chmod(0o755)
    return file


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    file = tmp_path / NAME
    file.write_bytes(WEIGHTS)
    return file


def lives(server: Server) -> list[tuple[int, int]]:
    """Process and port of every start so far."""
    log = server.data / "sd-server" / "sd-server.log"
    lines = log.read_text().splitlines() if log.exists() else []
    return [tuple(map(int, line.split()[1:])) for line in lines if line.startswith("started")]


def is_running(process: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False


def ready(server: Server, times: int) -> tuple[int, int]:
    """Waits until the model has become ready so often; its last process and port."""
    eventually(lambda: server.log_text().count("The local model is ready") == times, about="the model is ready")
    # What it writes comes into its log a moment after.
    return eventually(lambda: lives(server)[times - 1 :], about="its start is in its log")[-1]


def test_a_model_is_served_again_and_again_and_ends_with_us(
    new_server: Callable[..., Server], program: Path, weights: Path
):
    server = new_server(sdcpp_model=weights, sdcpp_server=program, metrics_token="0123456789abcdef").start()
    first, port = ready(server, 1)
    answer = httpx.get(f"http://127.0.0.1:{port}/sdcpp/v1/capabilities", trust_env=False)
    assert answer.json()["supported_modes"] == ["img_gen"]
    os.kill(first, signal.SIGKILL)
    second, same = ready(server, 2)
    assert same == port
    assert second != first
    assert server.stop() == 0
    assert not is_running(second)


def test_a_model_does_not_outlive_a_server_that_is_killed(
    new_server: Callable[..., Server], program: Path, weights: Path
):
    server = new_server(sdcpp_model=weights, sdcpp_server=program).start()
    process, _ = ready(server, 1)
    server.kill()
    eventually(lambda: not is_running(process), about="the model's server is gone")


def test_weights_that_are_none_keep_nothing_else_from_serving(
    new_server: Callable[..., Server], program: Path, weights: Path, desk: Desk
):
    weights.write_bytes(PICKLE)
    server = new_server(sdcpp_model=weights, sdcpp_server=program).start()
    eventually(lambda: "The local model's server failed" in server.log_text(), about="the trouble is logged")
    assert httpx.get(f"{server.url}/", trust_env=False).status_code == 200
    ended = desk.nbp("doctor", data_dir=server.data, sdcpp_model=weights, sdcpp_server=program)
    assert ended.status == FAILURE
    assert "BAD  local model" in ended.out.decode() and "pickle" in ended.out.decode()
    weights.write_bytes(WEIGHTS)
    ready(server, 1)
    assert desk.nbp("doctor", data_dir=server.data, sdcpp_model=weights, sdcpp_server=program).status == 0
