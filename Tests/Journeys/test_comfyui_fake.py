"""The fake of ComfyUI, against a client that others wrote, and against what ComfyUI's own code says."""

import copy
import io
import json
import re
import struct
import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from collections.abc import Iterator

import httpx
import pytest
from comfy_api_simplified import ComfyApiWrapper, ComfyWorkflowWrapper
from comfy_api_simplified.exceptions import ComfyApiError
from PIL import Image
from websockets.sync.client import connect

from support.fakes.comfyui import ComfyUI
from support.product import ROOT
from support.waiting import eventually

PICTURE, INPAINT = (json.loads(block) for block in re.findall(r"```json\n(.*?)```", (ROOT / "docs/comfyui.md").read_text(), re.DOTALL))


@pytest.fixture
def fake() -> Iterator[ComfyUI]:
    with ComfyUI() as fake:
        yield fake


def graph(seed: int = 1, words: str = "a red house", **size: int) -> dict:
    """The operators' example, filled as the product would."""
    nodes = copy.deepcopy(PICTURE["graph"])
    nodes["3"]["inputs"]["seed"] = seed
    nodes["6"]["inputs"]["text"] = words
    nodes["5"]["inputs"].update(size)
    return nodes


def client(fake: ComfyUI) -> httpx.Client:
    return httpx.Client(base_url=fake.url, trust_env=False)


def submit(fake: ComfyUI, nodes: dict | None = None, **more: object) -> str:
    run_id = str(uuid.uuid4())
    body = {"prompt": nodes or graph(), "prompt_id": run_id, "client_id": "me", **more}
    answer = client(fake).post("/prompt", json=body)
    assert answer.json() == {"prompt_id": run_id, "number": answer.json()["number"], "node_errors": {}}
    return run_id


def ended(fake: ComfyUI, run_id: str) -> dict:
    return eventually(lambda: client(fake).get(f"/history/{run_id}").json().get(run_id), about="the run ends", within=10)


# Others' client.


def results(api: ComfyApiWrapper, workflow: ComfyWorkflowWrapper) -> dict[str, bytes]:
    """It has a loop of its own, which cannot run in the thread where a browser's does."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(api.queue_and_wait_images, workflow, "Save Image").result()


def test_a_published_client_makes_pictures(fake: ComfyUI):
    api, workflow = ComfyApiWrapper(fake.url), ComfyWorkflowWrapper(graph())
    workflow.set_node_param("Save Image", "filename_prefix", "theirs/one")
    for number in (7, 8):
        workflow["3"]["inputs"]["seed"] = number
        # Its previews would be taken for results.
        fake.sockets.show = lambda *_, **__: None
        (file,) = results(api, workflow).values()
        assert Image.open(io.BytesIO(file)).size == (1024, 1024)


def test_a_published_client_is_told_of_errors(fake: ComfyUI):
    api = ComfyApiWrapper(fake.url)
    # It listens only when the run is on its way.
    fake.runs.step_time = 0.3
    fake.fail("oom")
    with pytest.raises(ComfyApiError, match="Execution error"):
        results(api, ComfyWorkflowWrapper(graph()))
    wrong = graph()
    wrong["4"]["inputs"]["ckpt_name"] = "absent.safetensors"
    with pytest.raises(ComfyApiError, match="400"):
        api.queue_prompt(wrong)


def test_a_published_client_uploads_and_looks_around(fake: ComfyUI, tmp_path):
    api, file = ComfyApiWrapper(fake.url), tmp_path / "mine.png"
    Image.new("RGB", (40, 30)).save(file)
    assert api.upload_image(file) == {"name": "mine.png", "subfolder": "default_upload_folder", "type": "input"}
    assert api.upload_image(file)["name"] == "mine.png"
    Image.new("RGB", (40, 30), "red").save(file)
    assert api.upload_image(file)["name"] == "mine (1).png"
    assert api.get_system_stats()["system"]["os"] == "linux"
    assert api.get_object_info("CheckpointLoaderSimple")["CheckpointLoaderSimple"]["output"] == ["MODEL", "CLIP", "VAE"]
    fake.runs.pause()
    run_id = api.queue_prompt(graph())["prompt_id"]
    assert api.get_queue_size_before(run_id) == 1
    fake.runs.pause(False)
    eventually(lambda: run_id in api.get_history(run_id), about="the run ends", within=10)


# ComfyUI's own words.


def test_pictures_have_the_size_that_was_asked_for_in_steps_of_eight(fake: ComfyUI):
    run_id = submit(fake, graph(width=515, height=768))
    entry = ended(fake, run_id)
    assert entry["status"]["status_str"] == "success"
    assert [message[0] for message in entry["status"]["messages"]] == ["execution_start", "execution_cached", "execution_success"]
    (file,) = entry["outputs"]["9"]["images"]
    assert file == {"filename": "sdxl_00001_.png", "subfolder": "nbp", "type": "output"}
    answer = client(fake).get("/view", params=file)
    picture = Image.open(io.BytesIO(answer.content))
    assert picture.size == (512, 768)
    assert json.loads(picture.text["prompt"])["6"]["inputs"]["text"] == "a red house"


def test_the_same_graph_again_makes_nothing(fake: ComfyUI):
    assert ended(fake, submit(fake))["outputs"] != {}
    assert ended(fake, submit(fake))["outputs"] == {}
    assert ended(fake, submit(fake, graph(seed=2)))["outputs"] != {}


def test_the_inpainting_example_takes_a_picture_and_a_mask(fake: ComfyUI):
    nodes = copy.deepcopy(INPAINT["graph"])
    refusal = client(fake).post("/prompt", json={"prompt": nodes}).json()
    assert refusal["error"]["type"] == "prompt_outputs_failed_validation"
    assert {node["errors"][0]["type"] for node in refusal["node_errors"].values()} == {"custom_validation_failed"}
    for node_id, mode in (("10", "RGB"), ("11", "L")):
        file = io.BytesIO()
        Image.new(mode, (96, 64)).save(file, "PNG")
        answer = client(fake).post("/upload/image", files={"image": (f"{mode}.png", file.getvalue())}, data={"subfolder": "nbp"})
        nodes[node_id]["inputs"]["image"] = "/".join((answer.json()["subfolder"], answer.json()["name"]))
    (file,) = ended(fake, submit(fake, nodes))["outputs"]["9"]["images"]
    assert Image.open(io.BytesIO(client(fake).get("/view", params=file).content)).size == (96, 64)


def change(node_id: str, **inputs: object) -> dict:
    nodes = graph()
    for name, value in inputs.items():
        if value is None:
            del nodes[node_id]["inputs"][name]
        else:
            nodes[node_id]["inputs"][name] = value
    return nodes


@pytest.mark.parametrize(
    ("nodes", "place", "kind"),
    [
        (change("4", ckpt_name="absent.safetensors"), "4", "value_not_in_list"),
        (change("3", sampler_name="absent"), "3", "value_not_in_list"),
        (change("3", steps=None), "3", "required_input_missing"),
        (change("3", seed=-1), "3", "value_smaller_than_min"),
        (change("3", cfg=100.5), "3", "value_bigger_than_max"),
        (change("5", width="wide"), "5", "invalid_input_type"),
        (change("8", samples=["3"]), "8", "bad_linked_input"),
        (change("8", samples=["4", 0]), "8", "return_type_mismatch"),
        (change("9", images=["99", 0]), "9", "exception_during_validation"),
        (change("8", samples=["99", 0]), "8", "exception_during_inner_validation"),
    ],
)
def test_what_is_wrong_with_a_node_is_said_of_it(fake: ComfyUI, nodes: dict, place: str, kind: str):
    answer = client(fake).post("/prompt", json={"prompt": nodes})
    assert (answer.status_code, answer.json()["error"]["type"]) == (400, "prompt_outputs_failed_validation")
    error = answer.json()["node_errors"][place]
    assert error["errors"][0]["type"] == kind
    assert error["dependent_outputs"] == ["9"]
    assert error["class_type"] == nodes[place]["class_type"]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ({}, "no_prompt"),
        ({"prompt": {"1": {"class_type": "Absent", "inputs": {}}}}, "missing_node_type"),
        ({"prompt": {"1": {"inputs": {}}}}, "missing_node_type"),
        ({"prompt": {"4": PICTURE["graph"]["4"]}}, "prompt_no_outputs"),
        ({"prompt": graph(), "prompt_id": "3F0C"}, "invalid_prompt_id"),
        ({"prompt": graph(), "prompt_id": str(uuid.uuid4()).upper()}, "invalid_prompt_id"),
    ],
)
def test_what_is_wrong_with_a_whole_graph_is_said(fake: ComfyUI, body: dict, kind: str):
    answer = client(fake).post("/prompt", json=body)
    assert (answer.status_code, answer.json()["error"]["type"]) == (400, kind)


def test_a_socket_tells_its_own_runs_and_shows_previews(fake: ComfyUI):
    with connect(fake.url.replace("http", "ws") + "/ws?clientId=me") as socket:
        assert json.loads(socket.recv(5))["data"] == {"status": {"exec_info": {"queue_remaining": 0}}, "sid": "me"}
        submit(fake, client_id="somebody-else")
        run_id = submit(fake, graph(seed=2))
        texts, pictures = heard(socket, run_id)
    kinds = [text["type"] for text in texts if text["type"] != "status"]
    assert kinds[:2] == ["execution_start", "execution_cached"]
    assert kinds[-2:] == ["execution_success", "executing"]
    assert {text["data"]["prompt_id"] for text in texts if text["type"] != "status"} == {run_id}
    assert [text["data"]["value"] for text in texts if text["type"] == "progress"] == list(range(1, 29))
    assert len(pictures) == 28
    assert struct.unpack(">II", pictures[0][:8]) == (1, 1)


def test_a_socket_that_takes_metadata_gets_it_with_previews(fake: ComfyUI):
    with connect(fake.url.replace("http", "ws") + "/ws?clientId=me") as socket:
        socket.send(json.dumps({"type": "feature_flags", "data": {"supports_preview_metadata": True}}))
        socket.ping().wait(5)
        _, pictures = heard(socket, submit(fake))
    event, length = struct.unpack(">II", pictures[0][:8])
    assert (event, json.loads(pictures[0][8 : 8 + length])["image_type"]) == (4, "image/jpeg")


def heard(socket, run_id: str) -> tuple[list[dict], list[bytes]]:
    texts, pictures = [], []
    while True:
        message = socket.recv(5)
        if isinstance(message, bytes):
            pictures.append(message)
            continue
        texts.append(json.loads(message))
        data = texts[-1]["data"]
        if texts[-1]["type"] == "executing" and data["node"] is None and data["prompt_id"] == run_id:
            return texts, pictures


def test_without_a_client_nobody_is_told(fake: ComfyUI):
    with connect(fake.url.replace("http", "ws") + "/ws?clientId=me") as socket:
        run_id = client(fake).post("/prompt", json={"prompt": graph()}).json()["prompt_id"]
        ended(fake, run_id)
        with pytest.raises(TimeoutError):
            while True:
                assert json.loads(socket.recv(0.3))["type"] == "status"


def test_a_second_socket_of_a_name_takes_the_firsts_place(fake: ComfyUI):
    address = fake.url.replace("http", "ws") + "/ws?clientId=me"
    with connect(address) as first, connect(address) as second:
        first.recv(5)
        second.recv(5)
        heard(second, submit(fake))
        with pytest.raises(TimeoutError):
            first.recv(0.3)


@pytest.mark.parametrize("has_jobs", [True, False])
def test_runs_are_cancelled_by_their_id(has_jobs: bool):
    with ComfyUI(has_jobs=has_jobs) as fake:
        fake.runs.step_time = 0.2
        running, pending, other = submit(fake), submit(fake, graph(2)), submit(fake, graph(3))
        eventually(lambda: fake.runs.running and fake.runs.running.id == running, about="it runs", within=5)
        for run_id in (pending, running):
            answer = client(fake).post(f"/api/jobs/{run_id}/cancel")
            assert answer.status_code == (200 if has_jobs else 405)
            if has_jobs:
                assert answer.json() == {"cancelled": True}
            else:
                client(fake).post("/queue", json={"delete": [run_id]})
                client(fake).post("/interrupt", json={"prompt_id": run_id})
        status = ended(fake, running)["status"]
        assert (status["status_str"], status["messages"][-1][0]) == ("error", "execution_interrupted")
        assert client(fake).get(f"/history/{pending}").json() == {}
        fake.runs.step_time = 0
        assert ended(fake, other)["status"]["status_str"] == "success"


def test_an_interruption_without_an_id_hits_whoever_runs(fake: ComfyUI):
    fake.runs.step_time = 0.2
    run_id = submit(fake)
    eventually(lambda: fake.runs.running, about="it runs", within=5)
    client(fake).post("/interrupt", json={"prompt_id": str(uuid.uuid4())})
    assert client(fake).get("/queue").json()["queue_running"][0][1] == run_id
    client(fake).post("/interrupt", content=b"")
    assert ended(fake, run_id)["status"]["status_str"] == "error"


def test_a_run_that_is_forgotten_is_gone(fake: ComfyUI):
    run_id = submit(fake)
    ended(fake, run_id)
    assert client(fake).post("/history", json={"delete": [run_id]}).status_code == 200
    assert client(fake).get(f"/history/{run_id}").json() == {}


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({}, 404),
        ({"filename": "absent.png"}, 404),
        ({"filename": "../secret.png"}, 400),
        ({"filename": "/etc/passwd"}, 400),
        ({"filename": "a.png", "type": "models"}, 400),
        ({"filename": "a.png", "subfolder": "../.."}, 403),
    ],
)
def test_paths_that_lead_elsewhere_are_refused(fake: ComfyUI, query: dict, status: int):
    answer = client(fake).get("/view", params=query)
    assert (answer.status_code, answer.content) == (status, b"")


def test_a_page_from_elsewhere_is_refused(fake: ComfyUI):
    assert client(fake).get("/system_stats", headers={"Origin": "http://evil.test"}).status_code == 403
    assert client(fake).get("/api/system_stats", headers={"Origin": fake.url}).status_code == 200


def test_a_gatekeeper_wants_its_key():
    with ComfyUI(key="open sesame") as fake:
        assert client(fake).get("/system_stats").status_code == 401
        assert client(fake).get("/system_stats", headers={"Authorization": "Bearer open sesame"}).status_code == 200


@pytest.mark.parametrize("body", [b"no form", b"--x\r\nContent-Disposition: form-data\r\n\r\na\r\n--x--\r\n"])
def test_forms_that_are_none_are_refused(fake: ComfyUI, body: bytes):
    answer = client(fake).post("/upload/image", content=body, headers={"Content-Type": "multipart/form-data; boundary=x"})
    assert answer.status_code == 400


# What goes wrong on demand.


@pytest.mark.parametrize(
    ("rule", "status", "kind"),
    [
        *((rule, int(rule), "text/html") for rule in ("400", "401", "403", "404", "413", "429", "500", "502", "503", "504")),
        ("html", 200, "text/html"),
        ("redirect", 302, "text/html"),
        ("truncated", 200, "application/json"),
    ],
)
def test_answers_fail_as_told_and_then_no_more(fake: ComfyUI, rule: str, status: int, kind: str):
    fake.fail(rule, at="/prompt", retry_after=3)
    answer = client(fake).post("/prompt", json={"prompt": graph()})
    assert answer.status_code == status
    assert answer.headers["Content-Type"].startswith(kind)
    assert answer.headers.get("Retry-After") in (None, "3")
    assert client(fake).post("/prompt", json={"prompt": graph()}).status_code == 200
    assert [call.path for call in fake.calls] == ["/prompt", "/prompt"]


@pytest.mark.parametrize("rule", ["cut", "reset"])
def test_connections_break_as_told(fake: ComfyUI, rule: str):
    fake.fail(rule)
    with pytest.raises(httpx.RemoteProtocolError):
        client(fake).get("/queue")


@pytest.mark.parametrize(
    ("rule", "end", "exception"),
    [
        ("oom", "execution_error", "torch.OutOfMemoryError"),
        ("node_error", "execution_error", "RuntimeError"),
        ("interrupted", "execution_interrupted", None),
    ],
)
def test_runs_fail_as_told(fake: ComfyUI, rule: str, end: str, exception: str | None):
    fake.fail(rule)
    status = ended(fake, submit(fake))["status"]
    assert (status["status_str"], status["completed"]) == ("error", False)
    assert (status["messages"][-1][0], status["messages"][-1][1].get("exception_type")) == (end, exception)


def test_outputs_are_none_several_late_or_dropped_as_told(fake: ComfyUI):
    fake.fail("no_image")
    assert ended(fake, submit(fake, graph(1)))["outputs"] == {"9": {"images": []}}
    fake.fail("several", count=3)
    assert len(ended(fake, submit(fake, graph(2)))["outputs"]["9"]["images"]) == 3
    fake.fail("lag", seconds=0.5)
    run_id, before = submit(fake, graph(3)), time.monotonic()
    ended(fake, run_id)
    assert time.monotonic() - before >= 0.5
    fake.fail("dropped_output")
    answer = client(fake).post("/prompt", json={"prompt": graph(4)})
    assert (answer.status_code, list(answer.json()["node_errors"])) == (200, ["9"])


def test_a_restart_loses_runs_and_closes_sockets(fake: ComfyUI):
    fake.fail("lost")
    closed = threading.Event()
    with connect(fake.url.replace("http", "ws") + "/ws?clientId=me") as socket:
        run_id = submit(fake)
        try:
            while True:
                socket.recv(5)
        except Exception:
            closed.set()
    assert closed.is_set()
    assert client(fake).get(f"/history/{run_id}").json() == {}
    assert client(fake).get("/queue").json() == {"queue_running": [], "queue_pending": []}


def test_there_are_no_other_rules(fake: ComfyUI):
    with pytest.raises(ValueError, match="no rule"):
        fake.fail("earthquake")
