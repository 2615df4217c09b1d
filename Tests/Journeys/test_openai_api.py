"""OpenAI's shape, by the word of its own clients: today's library, an older one, LiteLLM, and curl.

The older library and LiteLLM are run by Pythons of their own: those of `NBP_OLD_OPENAI` and `NBP_LITELLM`, or of the virtual environments
that `make` keeps for them; without them their tests are skipped.
"""

import base64
import io
import json
import os
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import httpx
import openai
import pytest
from google import genai
from google.genai import types
from openai import OpenAI
from PIL import Image

from conftest import ServerMaker

from support.fakes import openai_images_pictures as pictures
from support.fakes.openai_images import OpenAIImages
from support.gateway import Gateway
from support.member import Member
from support.server import Server
from support.waiting import eventually

LIMIT = 60
"""Seconds that an answer may take on a busy machine."""
PATIENCE = 20
"""Seconds that an open answer says nothing before it says that it lives."""
ROOT = Path(__file__).parents[2]
PROGRAM = Path(__file__).parent / "support" / "openai_program.py"
PICTURE = pictures.png(64, 48)
CLEAR = pictures.png(64, 48, bytes(4))
SMALL = {"model": "default", "prompt": "a red house", "size": "256x256"}
LIBRARIES = {
    "openai": ("NBP_OLD_OPENAI", ".venv/openai-1.109.1"),
    "litellm": ("NBP_LITELLM", ".venv/litellm-1.109.1"),
}


@pytest.fixture
def member(shared_server: Server) -> Iterator[Member]:
    with closing(Member(shared_server)) as member:
        yield member


def key_of(member: Member, **limits: object) -> str:
    answer = member.http.post("/api/keys", json={"name": "Program"} | limits)
    assert answer.status_code == 201, answer.text
    return answer.json()["secret"]


def client_of(url: str, key: str, **options: object) -> OpenAI:
    return OpenAI(**{"base_url": f"{url}/v1", "api_key": key, "max_retries": 0, "timeout": LIMIT, **options})


@pytest.fixture
def client(member: Member) -> OpenAI:
    return client_of(member.server.url, key_of(member))


@pytest.fixture
def fake() -> Iterator[OpenAIImages]:
    with OpenAIImages() as fake:
        yield fake


@pytest.fixture
def host(fake: OpenAIImages, new_server: ServerMaker) -> Iterator[Member]:
    """Somebody with an account where a provider makes pictures too."""
    server = new_server()
    fake.offer_to(server)
    with closing(Member(server.start())) as member:
        yield member


def opened(text: str) -> Image.Image:
    picture = Image.open(io.BytesIO(base64.b64decode(text, validate=True)))
    picture.load()
    return picture


def pictures_of(member: Member) -> list[dict]:
    """What an account has made and brought."""
    return member.http.get("/api/images").json()["data"]


# Pictures.


def test_pictures_are_made_and_told_in_full(member: Member, client: OpenAI) -> None:
    raw = client.images.with_raw_response.generate(**SMALL, n=2, quality="low", user="u-81")
    made = raw.parse()
    assert [opened(each.b64_json).size for each in made.data] == [(256, 256)] * 2
    assert (made.size, made.quality, made.background, made.output_format) == ("256x256", "low", "opaque", "png")
    assert made.usage.total_tokens == made.usage.input_tokens + made.usage.output_tokens > 0
    assert made.usage.input_tokens_details.image_tokens == 0
    assert (made.model, made.charged_credits, made.safety_identifier) == ("sketch", 0, "u-81")
    assert raw.headers["x-job-id"] == made.job_id
    assert raw.headers["openai-version"] == "2020-10-01" and int(raw.headers["openai-processing-ms"]) >= 0
    assert int(raw.headers["x-ratelimit-remaining-requests"]) < int(raw.headers["x-ratelimit-limit-requests"])
    assert made._request_id.startswith("req_")
    job = member.http.get(f"/api/jobs/{made.job_id}").json()
    assert job["status"] == "succeeded" and len(job["images"]) == 2


@pytest.mark.parametrize(("word", "kind"), [("png", "PNG"), ("jpeg", "JPEG"), ("webp", "WEBP")])
def test_pictures_come_in_the_format_that_is_asked_for(client: OpenAI, word: str, kind: str) -> None:
    options = {} if word == "png" else {"output_compression": 40}
    made = client.images.generate(**SMALL, output_format=word, **options)
    assert opened(made.data[0].b64_json).format == kind and made.output_format == word


def test_a_picture_is_changed(client: OpenAI) -> None:
    changed = client.images.edit(prompt="make it black and white", image=("a.png", PICTURE))
    picture = opened(changed.data[0].b64_json).convert("RGB")
    red, green, blue = picture.getpixel((30, 20))
    assert picture.size == (64, 48) and max(red, green, blue) - min(red, green, blue) <= 2
    assert changed.model == "darkroom"


def test_several_pictures_and_a_mask_reach_another_provider(host: Member, fake: OpenAIImages) -> None:
    client = client_of(host.server.url, key_of(host))
    changed = client.images.edit(
        model="gpt-image-2",
        prompt="snow",
        image=[("a.png", PICTURE, "image/png"), ("b.jpg", PICTURE, "image/jpeg")],
        mask=("m.png", CLEAR, "image/png"),
        size="1536x1024",
    )
    assert opened(changed.data[0].b64_json).size == (1536, 1024) and changed.size == "1536x1024"
    call = fake.picture_calls[-1]
    assert [each.field for each in call.files] == ["image[]", "image[]", "mask"]
    mask = Image.open(io.BytesIO(call.files[2].data))
    assert mask.getchannel("A").getextrema() == (0, 0)


def test_an_edit_may_be_json(client: OpenAI, member: Member) -> None:
    stored = client.images.generate(**SMALL)
    image = member.http.get(f"/api/jobs/{stored.job_id}").json()["images"][0]["id"]
    for picture in [
        {"file_id": image},
        {"image_url": "data:image/jpeg;base64," + base64.urlsafe_b64encode(PICTURE).decode().rstrip("=")},
    ]:
        answer = _post(client, "/images/edits", {"prompt": "make it black and white", "images": [picture]})
        assert answer.status_code == 200, answer.text


def test_a_picture_comes_as_events(client: OpenAI) -> None:
    events = list(client.images.generate(**SMALL, stream=True, partial_images=2))
    assert [event.type for event in events] == ["image_generation.completed"]
    assert opened(events[0].b64_json).size == (256, 256) and events[0].usage.output_tokens > 0


def test_drafts_come_before_the_picture(host: Member, fake: OpenAIImages) -> None:
    fake.hold()
    client = client_of(host.server.url, key_of(host))
    kinds = []
    for event in client.images.generate(model="gpt-image-2", prompt="a red kite", stream=True, partial_images=2):
        kinds.append(event.type)
        assert opened(event.b64_json).format == "PNG" and event.output_format == "png"
        fake.release()
    assert kinds[0] == "image_generation.partial_image" and kinds[-1] == "image_generation.completed"
    assert kinds.count("image_generation.completed") == 1


def test_a_picture_may_be_an_address_for_an_hour(member: Member, client: OpenAI, new_server: ServerMaker) -> None:
    made = client.images.generate(**SMALL, response_format="url")
    with httpx.Client(trust_env=False) as stranger:
        answer = stranger.get(made.data[0].url)
        assert answer.status_code == 200 and answer.headers["content-type"] == "image/png"
        assert stranger.get(made.data[0].url.replace(".0.", ".1.", 1)).status_code == 404
    with closing(Member(new_server().start())) as other:
        address = client_of(other.server.url, key_of(other)).images.generate(**SMALL, response_format="url").data[0].url
        other.server.advance("PT61M")
        assert httpx.get(address, trust_env=False).status_code == 404


# Refusals.


@pytest.mark.parametrize(
    ("wish", "kind", "code", "param"),
    [
        ({"size": "1x1"}, openai.BadRequestError, "invalid_value", "size"),
        ({"n": 11}, openai.BadRequestError, "invalid_value", "n"),
        ({"prompt": ""}, openai.BadRequestError, "invalid_value", "prompt"),
        ({"background": "transparent"}, openai.BadRequestError, "invalid_value", "background"),
        ({"output_format": "gif"}, openai.BadRequestError, "invalid_value", "output_format"),
        ({"extra_body": {"imageConfig": {"imageSize": "1k"}}}, openai.BadRequestError, "invalid_value", "imageConfig.imageSize"),
        ({"model": "dall-e-3"}, openai.NotFoundError, "model_not_found", "model"),
        ({"model": "gpt-image-2"}, openai.NotFoundError, "model_not_found", "model"),
        ({"model": "nothing"}, openai.NotFoundError, "model_not_found", "model"),
    ],
)
def test_refusals_are_the_library_s_own(client: OpenAI, wish: dict, kind: type, code: str, param: str) -> None:
    with pytest.raises(kind) as refused:
        client.images.generate(**SMALL | wish)
    assert (refused.value.code, refused.value.param, refused.value.type) == (code, param, "invalid_request_error")
    assert refused.value.request_id.startswith("req_")


def test_keys_that_open_nothing_are_refused(member: Member) -> None:
    key = key_of(member)
    mistyped = key[:-1] + ("a" if key[-1] != "a" else "b")
    for wrong in [mistyped, "sk-something", "x"]:
        with pytest.raises(openai.AuthenticationError) as refused:
            client_of(member.server.url, wrong).images.generate(**SMALL)
        assert refused.value.code == "invalid_api_key"
    line = member.http.get("/api/keys").json()["data"][0]
    assert member.http.delete(f"/api/keys/{line['id']}").is_success
    with pytest.raises(openai.AuthenticationError):
        client_of(member.server.url, key).images.generate(**SMALL)
    assert httpx.post(f"{member.server.url}/v1/images/generations", json=SMALL, trust_env=False).status_code == 401
    assert pictures_of(member) == []


def test_what_a_provider_refuses_is_told_as_such(host: Member, fake: OpenAIImages) -> None:
    client = client_of(host.server.url, key_of(host), max_retries=2)
    fake.fail_always("400_moderation")
    with pytest.raises(openai.BadRequestError) as refused:
        client.images.generate(model="gpt-image-2", prompt="a cup")
    assert (refused.value.code, refused.value.type) == ("moderation_blocked", "image_generation_user_error")
    with pytest.raises(openai.APIError) as late:
        list(client.images.generate(model="gpt-image-2", prompt="a cup", stream=True))
    assert late.value.code == "moderation_blocked"


def test_a_file_that_is_no_picture_is_named(client: OpenAI) -> None:
    with pytest.raises(openai.BadRequestError) as refused:
        client.images.edit(prompt="blur it", image=[("a.png", PICTURE), ("b.png", b"words")])
    assert (refused.value.code, refused.value.param) == ("invalid_image_file", "image[1]")


def test_variations_are_gone(client: OpenAI) -> None:
    with pytest.raises(openai.BadRequestError) as refused:
        client.images.create_variation(image=("a.png", PICTURE))
    assert refused.value.code == "endpoint_retired"


def test_bodies_over_the_limits_are_refused_in_shape(client: OpenAI) -> None:
    answer = _post(client, "/images/generations", {"prompt": "a" * (1 << 20)})
    assert answer.status_code == 413 and answer.json()["error"]["code"] == "body_too_large"
    mask = {"mask": ("m.png", pictures.PNG + bytes(5 << 20))}
    answer = httpx.post(
        f"{client.base_url}images/edits",
        data={"prompt": "blur it"},
        files={"image": ("a.png", PICTURE)} | mask,
        headers={"Authorization": f"Bearer {client.api_key}"},
        trust_env=False,
        timeout=LIMIT,
    )
    assert answer.status_code == 413 and answer.json()["error"]["param"] == "mask"


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'{"prompt"', b"\xff\xfe", b'{"prompt":"\xc3"}'])
@pytest.mark.parametrize("path", ["/images/generations", "/images/edits"])
def test_what_is_no_json_is_refused_in_shape(client: OpenAI, path: str, body: bytes) -> None:
    answer = httpx.post(
        f"{client.base_url}{path[1:]}",
        content=body,
        headers={"Authorization": f"Bearer {client.api_key}", "Content-Type": "application/json"},
        trust_env=False,
    )
    assert answer.status_code == 400
    assert set(answer.json()["error"]) == {"message", "type", "param", "code"}


# Retries: nobody pays twice.


@pytest.mark.parametrize("spoilt", [("503", "503"), ("cut", "cut"), ("503", "cut")])
def test_what_is_sent_again_is_one_job(member: Member, spoilt: tuple[str, ...]) -> None:
    with Gateway(member.server, *spoilt) as gateway:
        made = client_of(gateway.url, key_of(member), max_retries=2).images.generate(**SMALL)
    assert len(gateway.requests) == 3
    assert len(pictures_of(member)) == 1
    assert opened(made.data[0].b64_json).size == (256, 256)


def test_an_edit_that_is_sent_again_is_one_job_and_one_picture_brought(member: Member) -> None:
    with Gateway(member.server, "503", "cut") as gateway:
        client_of(gateway.url, key_of(member), max_retries=2).images.edit(prompt="blur it", image=("a.png", PICTURE))
    assert len(gateway.requests) == 3
    assert sorted(each["uploaded"] for each in pictures_of(member)) == [False, True]


def test_a_key_of_a_request_is_for_that_request_alone(member: Member) -> None:
    with Gateway(member.server) as gateway:
        client = client_of(gateway.url, key_of(member), max_retries=2)
        headers = {"Idempotency-Key": "one"}
        first = client.images.generate(**SMALL, extra_headers=headers)
        assert client.images.generate(**SMALL, extra_headers=headers).job_id == first.job_id
        with pytest.raises(openai.UnprocessableEntityError) as refused:
            client.images.generate(**SMALL | {"prompt": "a blue house"}, extra_headers=headers)
    assert refused.value.code == "idempotency_key_reused"
    assert len(gateway.requests) == 3


def test_who_has_nothing_left_is_asked_once(member: Member) -> None:
    with Gateway(member.server) as gateway:
        client = client_of(gateway.url, key_of(member, images_per_day=1), max_retries=2)
        client.images.generate(**SMALL)
        with pytest.raises(openai.RateLimitError) as refused:
            client.images.generate(**SMALL)
    assert refused.value.code == "insufficient_quota"
    assert len(gateway.requests) == 2


def test_a_failed_job_is_not_tried_again(host: Member, fake: OpenAIImages) -> None:
    fake.fail_always("400_moderation")
    with Gateway(host.server, "503") as gateway:
        client = client_of(gateway.url, key_of(host), max_retries=2)
        with pytest.raises(openai.BadRequestError) as refused:
            client.images.generate(model="gpt-image-2", prompt="a cup")
    assert refused.value.code == "moderation_blocked"
    assert len(gateway.requests) == 2


def test_the_same_wish_twice_is_two_pictures(member: Member, client: OpenAI) -> None:
    first, second = client.images.generate(**SMALL), client.images.generate(**SMALL)
    assert first.job_id != second.job_id and len(pictures_of(member)) == 2


@pytest.mark.parametrize("leave", [lambda line: line.close(), lambda line: line.shutdown(socket.SHUT_WR)])
def test_who_left_finds_the_picture_and_pays_once(member: Member, leave: Callable[[socket.socket], None]) -> None:
    """Neither a client that vanishes nor one that closes its half loses anything; the same request later gets the same job."""
    key = key_of(member)
    body = json.dumps(SMALL | {"size": "2048x2048"}).encode()
    head = (
        f"POST /v1/images/generations HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {key}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    with socket.create_connection(("localhost", member.server.port), timeout=LIMIT) as line:
        line.sendall(head.encode() + body)
        leave(line)
        [made] = eventually(lambda: pictures_of(member), about="the picture is made")
    answer = httpx.post(
        f"{member.server.url}/v1/images/generations",
        content=body,
        headers={"Authorization": f"Bearer {key}", "Content-Type": "application/json"},
        timeout=LIMIT,
        trust_env=False,
    )
    assert answer.json()["job_id"] == made["job"]
    assert len(pictures_of(member)) == 1


def test_an_answer_that_takes_long_says_that_it_lives(host: Member, fake: OpenAIImages) -> None:
    fake.hold()
    headers = {"Authorization": f"Bearer {key_of(host)}"}
    order = {"model": "gpt-image-2", "prompt": "a red kite", "partial_images": 0}
    with httpx.stream(
        "POST",
        f"{host.server.url}/v1/images/generations",
        json=order,
        headers=headers,
        timeout=PATIENCE + LIMIT,
        trust_env=False,
    ) as answer:
        pieces = answer.iter_bytes()
        assert answer.status_code == 200 and next(pieces) == b"\n"
        assert answer.headers["cache-control"] == "no-store" and answer.headers["x-accel-buffering"] == "no"
        fake.release()
        assert opened(json.loads(b"".join(pieces))["data"][0]["b64_json"]).format == "PNG"


def test_a_late_failure_ends_the_answer_and_is_told_to_who_asks_again(host: Member, fake: OpenAIImages) -> None:
    """Once blanks have gone out the status is 200; the library takes the broken answer for a lost one, and asks again."""
    fake.hold()
    headers = {"Authorization": f"Bearer {key_of(host)}"}
    order = {"json": {"model": "gpt-image-2", "prompt": "a red kite"}, "timeout": PATIENCE + LIMIT, "trust_env": False}
    address = f"{host.server.url}/v1/images/generations"
    with httpx.stream("POST", address, headers=headers, **order) as answer:
        pieces = answer.iter_bytes()
        assert next(pieces) == b"\n"
        assert host.http.delete(f"/api/jobs/{answer.headers['x-job-id']}").status_code == 200
        with pytest.raises(httpx.RemoteProtocolError):
            list(pieces)
    again = httpx.post(address, headers=headers | {"x-stainless-retry-count": "1"}, **order)
    assert (again.status_code, again.headers["x-should-retry"]) == (409, "false")
    assert again.json()["error"]["code"] == "job_canceled"
    assert len(fake.picture_calls) == 1


# Models.


def test_models_are_listed_in_each_library_s_shape(member: Member, client: OpenAI) -> None:
    ids = [model.id for model in client.models.list()]
    assert "sketch" in ids and "darkroom" in ids
    model = client.models.retrieve("default")
    assert (model.id, model.object, model.owned_by) == ("sketch", "model", "nano-banana-pro")
    with pytest.raises(openai.NotFoundError) as refused:
        client.models.retrieve("google/nothing")
    assert refused.value.code == "model_not_found"
    options = types.HttpOptions(base_url=member.server.url)
    google = genai.Client(api_key=client.api_key, http_options=options)
    assert "models/sketch" in [each.name for each in google.models.list()]
    assert google.models.get(model="sketch").display_name


def test_prefixes_force_a_shape(member: Member, client: OpenAI) -> None:
    forced = OpenAI(base_url=f"{member.server.url}/openai/v1", api_key=client.api_key, max_retries=0, timeout=LIMIT)
    assert [each.id for each in forced.models.list()] == [each.id for each in client.models.list()]
    assert opened(forced.images.generate(**SMALL).data[0].b64_json).size == (256, 256)
    answer = httpx.get(
        f"{member.server.url}/gemini/v1/models", headers={"Authorization": f"Bearer {client.api_key}"}, trust_env=False
    )
    assert "models/sketch" in [each["name"] for each in answer.json()["models"]]


# Other clients.


class Library:
    """A client library in a process of its own, which takes seconds to start."""

    def __init__(self, name: str):
        variable, folder = LIBRARIES[name]
        python = Path(os.environ.get(variable) or ROOT / folder / "bin" / "python")
        if not python.exists():
            pytest.skip(f"{folder} is not there, and {variable} is not set")
        self.name = name
        self._process = subprocess.Popen(
            [python, PROGRAM],
            env=os.environ | {"LITELLM_LOCAL_MODEL_COST_MAP": "True"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __call__(self, member: Member, scenario: str) -> dict:
        """What a scenario brought."""
        self._process.stdin.write(json.dumps([self.name, member.server.url, key_of(member), scenario]) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def close(self) -> None:
        self._process.stdin.close()
        self._process.wait(20)


@pytest.fixture(scope="module", params=LIBRARIES)
def library(request: pytest.FixtureRequest) -> Iterator[Library]:
    with closing(Library(request.param)) as library:
        yield library


def test_other_libraries_make_pictures(library: Library, member: Member) -> None:
    made = library(member, "generate")
    assert made.get("sizes") == [[256, 256]] * 2, made
    assert made["total"] > 0


def test_other_libraries_change_several_pictures_with_a_mask(
    library: Library, host: Member, fake: OpenAIImages
) -> None:
    changed = library(host, "edit")
    assert changed.get("sizes") == [[1024, 1024]], changed
    assert [each.field for each in fake.picture_calls[-1].files] == ["image[]", "image[]", "mask"]


def test_other_libraries_know_refusals(library: Library, member: Member) -> None:
    refused = library(member, "refused")
    assert refused["error"] == "BadRequestError" and refused["status"] == 400


def test_an_older_library_reads_events(library: Library, member: Member) -> None:
    if library.name != "openai":
        pytest.skip("it streams no pictures")
    assert library(member, "stream")["types"] == ["image_generation.completed"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["-H", "Content-Type: application/json", "-d", '{"model":"default","prompt":"a cup","size":"256x256"}'],
        ["-d", '{"prompt":"a cup","size":"256x256"}'],
    ],
)
def test_curl_makes_a_picture_as_it_is_typed(client: OpenAI, arguments: list[str]) -> None:
    answer = json.loads(_curl(client, "images/generations", *arguments))
    assert opened(answer["data"][0]["b64_json"]).size == (256, 256)


def test_curl_changes_a_picture_and_reads_a_stream(client: OpenAI, tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(PICTURE)
    form = ["-F", "model=default", "-F", "prompt=blur it", "-F", "n=1", "-F", f"image[]=@{tmp_path / 'a.png'}"]
    answer = json.loads(_curl(client, "images/edits", *form, "-H", "Expect: 100-continue"))
    assert opened(answer["data"][0]["b64_json"]).size == (64, 48)
    order = '{"prompt":"a cup","size":"256x256","stream":true,"partial_images":2}'
    events = _curl(client, "images/generations", "-N", "-H", "Content-Type: application/json", "-d", order)
    assert events.startswith("event: image_generation.completed\ndata: {")


def _post(client: OpenAI, path: str, body: dict) -> httpx.Response:
    return httpx.post(
        f"{str(client.base_url).rstrip('/')}{path}",
        json=body,
        headers={"Authorization": f"Bearer {client.api_key}"},
        trust_env=False,
        timeout=LIMIT,
    )


def _curl(client: OpenAI, path: str, *arguments: str) -> str:
    done = subprocess.run(
        [
            "curl", "--silent", "--show-error", "--noproxy", "*", f"{client.base_url}{path}",
            "-H", f"Authorization: Bearer {client.api_key}", *arguments,
        ],
        capture_output=True,
        text=True,
        timeout=LIMIT,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
