"""The fake of AUTOMATIC1111 against `webuiapi`, a client that others wrote for the real one."""

import base64
import threading
from collections.abc import Iterator

import httpx
import pytest
from PIL import Image
from webuiapi import WebUIApi

from support.fakes.automatic1111 import Automatic1111
from support.waiting import eventually

TEXT = "/sdapi/v1/txt2img"


@pytest.fixture
def fake() -> Iterator[Automatic1111]:
    with Automatic1111() as fake:
        yield fake


@pytest.fixture
def client(fake: Automatic1111) -> WebUIApi:
    return WebUIApi(host="127.0.0.1", port=fake.port, sampler="Euler a", steps=4)


def drawn(size: tuple[int, int] = (64, 128)) -> Image.Image:
    return Image.new("RGB", size, "teal")


def test_a_picture_has_the_size_that_was_asked_for(client: WebUIApi, fake: Automatic1111) -> None:
    result = client.txt2img(prompt="a tea house", width=64, height=128, seed=7)
    assert result.image.size == (64, 128)
    assert result.info["seed"] == 7
    assert result.info["index_of_first_image"] == 0
    assert result.parameters["prompt"] == "a tea house"
    assert "a tea house" in result.image.info["parameters"], "the prompt is in the file, as the real one leaves it"
    assert fake.ignored == []


def test_the_same_seed_draws_the_same_picture(client: WebUIApi) -> None:
    pictures = [client.txt2img(prompt="a kite", seed=seed).image.tobytes() for seed in (7, 7, 8)]
    assert pictures[0] == pictures[1] != pictures[2]


def test_a_picture_is_drawn_over_under_its_mask(client: WebUIApi, fake: Automatic1111) -> None:
    result = client.img2img(
        images=[drawn()], mask_image=drawn().convert("L"), prompt="a kite", width=64, height=128, denoising_strength=0.6
    )
    assert result.image.size == (64, 128)
    assert "init_images" not in result.parameters
    assert fake.ignored == []


def test_lists_are_as_the_client_reads_them(client: WebUIApi) -> None:
    assert client.util_get_model_names() == ["model.safetensors [abcdef0123]", "other.safetensors [abcdef0124]"]
    assert "Euler a" in client.util_get_sampler_names()
    assert "karras" in client.util_get_scheduler_names()
    assert client.util_get_current_model() == "model.safetensors [abcdef0123]"
    assert [upscaler["name"] for upscaler in client.get_upscalers()][:2] == ["None", "Lanczos"]
    assert client.get_progress()["progress"] == 0
    client.util_wait_for_ready()


def test_a_model_is_chosen_for_one_picture(client: WebUIApi, fake: Automatic1111) -> None:
    settings = {"sd_model_checkpoint": "other.safetensors [abcdef0124]"}
    result = client.txt2img(override_settings=settings, override_settings_restore_afterwards=True)
    assert result.info["sd_model_name"] == "other"
    assert (fake.loads, client.util_get_current_model()) == (2, "model.safetensors [abcdef0123]")
    client.txt2img(override_settings=settings, override_settings_restore_afterwards=False)
    assert (fake.loads, client.util_get_current_model()) == (3, "other.safetensors [abcdef0124]")
    assert fake.changed_settings == []


def test_a_model_that_it_does_not_know_is_replaced_in_silence_and_noted(client: WebUIApi, fake: Automatic1111) -> None:
    result = client.txt2img(override_settings={"sd_model_checkpoint": "ghost"})
    assert result.info["sd_model_name"] == "model"
    assert fake.replaced == ["ghost"]


def test_settings_for_everybody_are_noted(client: WebUIApi, fake: Automatic1111) -> None:
    client.util_set_model("other")
    assert fake.changed_settings == [{"sd_model_checkpoint": "other.safetensors [abcdef0124]"}]


def test_what_a_prompt_loads_is_noted(client: WebUIApi, fake: Automatic1111) -> None:
    client.txt2img(prompt="a <lora:ghost:1> kite of __colour__", negative_prompt="<hypernet:x>")
    assert fake.networks == ["<lora:ghost:1>", "<hypernet:x>"]
    assert fake.wildcards == ["__colour__"]


def test_several_pictures_of_one_call(client: WebUIApi) -> None:
    assert len(client.txt2img(batch_size=2, n_iter=2, save_images=False).images) == 4
    result = client.txt2img(batch_size=2, save_images=True)
    assert (len(result.images), result.info["index_of_first_image"]) == (3, 1)


def test_a_picture_is_enlarged(client: WebUIApi) -> None:
    assert client.extra_single_image(drawn(), upscaling_resize=2).image.size == (128, 256)


@pytest.mark.parametrize(
    ("request_", "status", "words"),
    [
        ({"sampler_name": "ghost"}, 404, "Sampler not found"),
        ({"script_name": "ghost"}, 422, "Script 'ghost' not found"),
        ({"width": "wide"}, 422, "width"),
        ({"alwayson_scripts": {"ghost": {}}}, 422, "not found"),
    ],
)
def test_what_the_real_one_refuses(client: WebUIApi, request_: dict, status: int, words: str) -> None:
    with pytest.raises(RuntimeError) as error:
        client.txt2img(**request_)
    assert error.value.args[0] == status
    assert words in error.value.args[1]


@pytest.mark.parametrize(
    ("members", "status", "words"),
    [
        ({}, 404, "Init image not found"),
        ({"init_images": ["no base64!"]}, 500, "Invalid encoded image"),
        ({"init_images": [base64.b64encode(b"no picture").decode()]}, 500, "Invalid encoded image"),
        ({"init_images": ["http://169.254.169.254/"]}, 500, "Request to local resource not allowed"),
        ({"init_images": "text"}, 422, "init_images"),
    ],
)
def test_pictures_that_the_real_one_refuses(fake: Automatic1111, members: dict, status: int, words: str) -> None:
    answer = httpx.post(f"{fake.url}/sdapi/v1/img2img", json=members)
    assert (answer.status_code, words in answer.text) == (status, True)


def test_an_address_in_a_picture_is_noted(fake: Automatic1111) -> None:
    httpx.post(f"{fake.url}/sdapi/v1/img2img", json={"init_images": ["https://example.org/a.png"]})
    assert fake.fetched == ["https://example.org/a.png"]


def test_what_is_no_json_is_refused(fake: Automatic1111) -> None:
    assert httpx.post(fake.url + TEXT, content=b"{").status_code == 422
    assert httpx.post(fake.url + TEXT, json=[]).status_code == 422
    assert httpx.get(fake.url + TEXT).status_code == 405
    assert httpx.get(fake.url + "/sdapi/v2/anything").json() == {"detail": "Not Found"}


def test_a_login_opens_it() -> None:
    with Automatic1111(login="painter:secret") as fake:
        stranger = WebUIApi(host="127.0.0.1", port=fake.port)
        with pytest.raises(RuntimeError) as error:
            stranger.txt2img()
        assert error.value.args[0] == 401
        assert httpx.get(f"{fake.url}/sdapi/v1/options").headers["WWW-Authenticate"] == "Basic"
        friend = WebUIApi(host="127.0.0.1", port=fake.port, username="painter", password="secret")
        assert friend.txt2img().image.size == (512, 512)


def test_progress_and_interruption_are_for_all(client: WebUIApi, fake: Automatic1111) -> None:
    fake.hold()
    results: list = []
    drawing = threading.Thread(target=lambda: results.append(client.txt2img(prompt="a kite", steps=20)))
    drawing.start()
    eventually(lambda: client.get_progress()["state"]["job_count"], about="the job has begun")
    share = client.get_progress()
    assert (share["progress"], share["state"]["job"]) == (0.01, "scripts_txt2img")
    assert share["current_image"] is not None
    assert httpx.get(f"{fake.url}/sdapi/v1/progress?skip_current_image=true").json()["current_image"] is None
    assert client.interrupt() == {}
    drawing.join(10)
    assert results[0].image.size == (512, 512), "half a picture comes as a whole answer"
    assert fake.interruptions == 1


def test_an_interruption_before_a_job_is_forgotten(client: WebUIApi, fake: Automatic1111) -> None:
    client.interrupt()
    client.txt2img(steps=4)
    assert fake.state.sampling_step == 4


def test_jobs_at_once_are_counted(client: WebUIApi, fake: Automatic1111) -> None:
    fake.hold()
    threads = [threading.Thread(target=client.txt2img) for _ in range(2)]
    for thread in threads:
        thread.start()
    eventually(lambda: fake.most_at_once == 2, about="both are there")
    fake.release()
    for thread in threads:
        thread.join(10)
    client.txt2img()
    assert fake.most_at_once == 2


@pytest.mark.parametrize("status", ["400", "401", "403", "404", "413", "422", "429", "500", "502", "503", "504"])
def test_every_status_can_be_had_once(client: WebUIApi, fake: Automatic1111, status: str) -> None:
    fake.fail(status, on=TEXT)
    with pytest.raises(RuntimeError) as error:
        client.txt2img()
    assert error.value.args[0] == int(status)
    assert client.txt2img().images


@pytest.mark.parametrize(("fault", "words"), [("oom", "out of memory"), ("broken", "mat1 and mat2")])
def test_jobs_that_break(client: WebUIApi, fake: Automatic1111, fault: str, words: str) -> None:
    fake.fail(fault)
    with pytest.raises(RuntimeError) as error:
        client.txt2img()
    assert (error.value.args[0], words in error.value.args[1]) == (500, True)


@pytest.mark.parametrize(
    ("fault", "images", "first"),
    [("no-image", [], 0), ("null-images", None, 0), ("several-images", 3, 0), ("sheet", 2, 1), ("no-info", 1, None)],
)
def test_answers_with_other_pictures(fake: Automatic1111, fault: str, images: object, first: int | None) -> None:
    fake.fail(fault)
    answer = httpx.post(fake.url + TEXT, json={"prompt": "a kite"}).json()
    assert (len(answer["images"]) if isinstance(images, int) else answer["images"]) == images
    assert (f'"index_of_first_image": {first}' in answer["info"]) is (first is not None)


@pytest.mark.parametrize("fault", ["cut", "silence", "deaf"])
def test_connections_that_break(fake: Automatic1111, fault: str) -> None:
    fake.fail(fault, on=TEXT)
    with pytest.raises(httpx.HTTPError):
        httpx.post(fake.url + TEXT, json={})
    assert [call.route for call in fake.calls] == [f"POST {TEXT}"]


def test_answers_of_somebody_else(fake: Automatic1111) -> None:
    fake.fail("429", on="/sdapi/*", retry_after=9)
    assert httpx.post(fake.url + TEXT, json={}).headers["Retry-After"] == "9"
    fake.fail("redirect", location="http://127.0.0.1:9/elsewhere")
    answer = httpx.post(fake.url + TEXT, json={})
    assert (answer.status_code, answer.headers["Location"]) == (307, "http://127.0.0.1:9/elsewhere")
    fake.fail("html")
    assert httpx.post(fake.url + TEXT, json={}).text.startswith("<html>")
    fake.fail("200-error")
    assert "error" in httpx.post(fake.url + TEXT, json={}).json()
    fake.fail("truncated-json")
    with pytest.raises(ValueError, match="."):
        httpx.post(fake.url + TEXT, json={}).json()


def test_bad_base64_is_no_picture(fake: Automatic1111) -> None:
    fake.fail("bad-base64")
    text = httpx.post(fake.url + TEXT, json={}).json()["images"][0]
    with pytest.raises(ValueError, match="."):
        base64.b64decode(text, validate=True)


def test_no_failure_is_made_up(fake: Automatic1111) -> None:
    with pytest.raises(AssertionError):
        fake.fail("a meteorite")
