"""The fake of OpenAI's Images API is right, by the word of OpenAI's own client."""

import base64
import json
from collections.abc import Iterator

import openai
import pytest
from openai import OpenAI

from support.fakes import openai_images_pictures as pictures
from support.fakes.openai_images import OpenAIImages
from support.fakes.openai_images_faults import FAULTS

PROMPT = "a tea house in the rain"
PICTURE = pictures.png(64, 48)
MASK = pictures.png(64, 48, b"\x00\x00\x00\x00")


@pytest.fixture
def fake() -> Iterator[OpenAIImages]:
    with OpenAIImages() as fake:
        yield fake


@pytest.fixture
def client(fake: OpenAIImages) -> OpenAI:
    return client_of(fake)


def client_of(fake: OpenAIImages, **options: object) -> OpenAI:
    return OpenAI(**{"base_url": fake.url, "api_key": fake.key, "max_retries": 0, "timeout": 20, **options})


def size_of(text: str) -> tuple[int, int] | None:
    return pictures.size_of(base64.b64decode(text, validate=True))


def test_a_picture_is_made(fake: OpenAIImages, client: OpenAI) -> None:
    made = client.images.generate(
        model="gpt-image-2",
        prompt=PROMPT,
        size="1536x864",
        quality="high",
        background="opaque",
        output_format="png",
        moderation="auto",
    )
    assert size_of(made.data[0].b64_json) == (1536, 864)
    assert (made.size, made.quality, made.background, made.output_format) == ("1536x864", "high", "opaque", "png")
    assert made.usage.output_tokens == 1_120 and made.usage.input_tokens_details.text_tokens == 6
    assert made._request_id == "req_1"
    assert fake.calls[0].fields["prompt"] == PROMPT


def test_pictures_are_changed_with_a_mask(fake: OpenAIImages, client: OpenAI) -> None:
    changed = client.images.edit(
        model="gpt-image-2",
        prompt=PROMPT,
        image=[("a.png", PICTURE, "image/png"), ("b.png", PICTURE, "image/png")],
        mask=("m.png", MASK, "image/png"),
        size="1024x1024",
        n=2,
    )
    assert [size_of(picture.b64_json) for picture in changed.data] == [(1024, 1024)] * 2
    call = fake.calls[0]
    assert [file.field for file in call.files] == ["image[]", "image[]", "mask"]
    assert call.files[0].data == PICTURE and call.files[2].data == MASK
    assert call.fields["n"] == 2


def test_one_picture_is_changed(fake: OpenAIImages, client: OpenAI) -> None:
    client.images.edit(model="gpt-image-1.5", prompt=PROMPT, image=("a.png", PICTURE), input_fidelity="high")
    assert [file.field for file in fake.calls[0].files] == ["image"]


@pytest.mark.parametrize("partials", [0, 2, 3])
def test_a_picture_comes_as_events(client: OpenAI, partials: int) -> None:
    events = list(
        client.images.generate(
            model="gpt-image-2", prompt=PROMPT, size="1024x1024", stream=True, partial_images=partials
        )
    )
    assert [event.type for event in events] == [
        *["image_generation.partial_image"] * partials,
        "image_generation.completed",
    ]
    assert [event.partial_image_index for event in events[:-1]] == list(range(partials))
    assert size_of(events[-1].b64_json) == (1024, 1024)
    assert events[-1].usage.total_tokens == 1_126


def test_a_changed_picture_comes_as_events(client: OpenAI) -> None:
    events = list(client.images.edit(model="gpt-image-2", prompt=PROMPT, image=("a.png", PICTURE), stream=True))
    assert [event.type for event in events] == ["image_edit.completed"]


def test_the_models_are_listed(client: OpenAI) -> None:
    assert "gpt-image-2" in [model.id for model in client.models.list()]
    assert client.models.retrieve("gpt-image-2").owned_by == "system"
    with pytest.raises(openai.NotFoundError):
        client.models.retrieve("dall-e-3")


@pytest.mark.parametrize(
    ("fields", "param", "code"),
    [
        ({"prompt": ""}, "prompt", "invalid_value"),
        ({"prompt": "a" * 32_001}, "prompt", "invalid_value"),
        ({"size": "1000x1000"}, "size", "invalid_value"),
        ({"size": "4096x1024"}, "size", "invalid_value"),
        ({"size": "4000x2000"}, "size", "invalid_value"),
        ({"size": "3840x3840"}, "size", "invalid_value"),
        ({"size": "512x512"}, "size", "invalid_value"),
        ({"size": "large"}, "size", "invalid_value"),
        ({"model": "gpt-image-1.5", "size": "1536x864"}, "size", "invalid_value"),
        ({"n": 11}, "n", "invalid_value"),
        ({"n": True}, "n", "invalid_value"),
        ({"quality": "hd"}, "quality", "invalid_value"),
        ({"quality": "max"}, "quality", "invalid_value"),
        ({"background": "transparent", "output_format": "jpeg"}, "background", "invalid_value"),
        ({"output_compression": 50}, "output_compression", "invalid_value"),
        ({"partial_images": 2}, "partial_images", "invalid_value"),
        ({"response_format": "b64_json"}, "response_format", "unknown_parameter"),
        ({"style": "vivid"}, "style", "unknown_parameter"),
        ({"extra_body": {"seed": 7}}, "seed", "unknown_parameter"),
        ({"extra_body": {"input_fidelity": "high"}}, "input_fidelity", "unknown_parameter"),
    ],
)
def test_what_the_real_one_refuses_is_refused(client: OpenAI, fields: dict, param: str, code: str) -> None:
    with pytest.raises(openai.BadRequestError) as refused:
        client.images.generate(**{"model": "gpt-image-2", "prompt": PROMPT, **fields})
    assert (refused.value.param, refused.value.code) == (param, code)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"image": ("a.png", b"no picture", "image/png")}, "invalid_image_file"),
        ({"image": ("a.jpg", PICTURE, "image/jpeg")}, "invalid_image_file"),
        ({"image": [("a.png", PICTURE)] * 17}, "invalid_value"),
        ({"mask": ("m.png", pictures.png(64, 64, b"\x00" * 4))}, "invalid_value"),
        ({"mask": ("m.png", PICTURE)}, "invalid_value"),
        ({"input_fidelity": "high"}, "invalid_input_fidelity_model"),
        ({"extra_body": {"moderation": "auto"}}, "unknown_parameter"),
    ],
)
def test_so_is_what_cannot_be_changed(client: OpenAI, fields: dict, code: str) -> None:
    with pytest.raises(openai.BadRequestError) as refused:
        client.images.edit(**{"model": "gpt-image-2", "prompt": PROMPT, "image": ("a.png", PICTURE), **fields})
    assert refused.value.code == code


def test_a_wrong_key_and_a_retired_model_are_refused(fake: OpenAIImages, client: OpenAI) -> None:
    with pytest.raises(openai.AuthenticationError) as refused:
        client_of(fake, api_key="sk-other").images.generate(prompt=PROMPT)
    assert refused.value.code == "invalid_api_key"
    with pytest.raises(openai.NotFoundError) as gone:
        client.images.generate(model="dall-e-3", prompt=PROMPT)
    assert gone.value.code == "model_not_found"


REFUSALS = {
    "400": (openai.BadRequestError, "invalid_value"),
    "400_image": (openai.BadRequestError, "invalid_image_file"),
    "400_moderation": (openai.BadRequestError, "moderation_blocked"),
    "400_moderation_input": (openai.BadRequestError, "moderation_blocked"),
    "400_moderation_output": (openai.BadRequestError, "moderation_blocked"),
    "401": (openai.AuthenticationError, "invalid_api_key"),
    "402": (openai.APIStatusError, None),
    "403": (openai.PermissionDeniedError, None),
    "404": (openai.NotFoundError, "model_not_found"),
    "429": (openai.RateLimitError, "rate_limit_exceeded"),
    "429_bare": (openai.RateLimitError, None),
    "429_quota": (openai.RateLimitError, "insufficient_quota"),
    "429_billing": (openai.RateLimitError, "billing_hard_limit_reached"),
    "429_spend": (openai.RateLimitError, "project_spend_limit_exceeded"),
    "500": (openai.InternalServerError, "server_error"),
    "502": (openai.InternalServerError, None),
    "503": (openai.InternalServerError, "overloaded"),
    "504": (openai.InternalServerError, None),
}
BROKEN = ("close", "cut")
ODD = ("200_error", "200_error_text", "200_message", "200_empty", "200_nothing", "bad_base64", "no_usage", "data_url", "link")
ODD += ("link_nowhere", "other_size", "two_pictures", "no_stream")
STREAMED = {"stream_moderation": "moderation_blocked", "stream_error": "server_error"}


def test_every_fault_is_looked_at() -> None:
    rest = ("200_html", "truncated", "redirect", "stall", "stream_ends", "stream_cut", "stream_silent")
    assert {*REFUSALS, *BROKEN, *ODD, *STREAMED, *rest} == set(FAULTS)


@pytest.mark.parametrize("name", REFUSALS)
def test_a_refusal_is_the_one_that_the_client_knows(fake: OpenAIImages, client: OpenAI, name: str) -> None:
    fake.fail(name)
    kind, code = REFUSALS[name]
    with pytest.raises(kind) as refused:
        client.images.generate(model="gpt-image-2", prompt=PROMPT)
    assert refused.value.code == code
    assert refused.value.request_id == "req_1"
    assert client.images.generate(model="gpt-image-2", prompt=PROMPT).data


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_connection_is_one(fake: OpenAIImages, client: OpenAI, name: str) -> None:
    fake.fail_always(name)
    with pytest.raises(openai.APIConnectionError):
        client.images.generate(model="gpt-image-2", prompt=PROMPT)
    fake.fail_always(None)
    assert client.images.generate(model="gpt-image-2", prompt=PROMPT).data


@pytest.mark.parametrize("name", ODD)
def test_an_odd_answer_is_still_an_answer(fake: OpenAIImages, client: OpenAI, name: str) -> None:
    fake.fail(name)
    made = client.images.generate(model="gpt-image-2", prompt=PROMPT)
    pictures_made = len(made.data or [])
    expected = {"two_pictures": 2, "200_error": 0, "200_error_text": 0, "200_message": 0}
    assert pictures_made == expected.get(name, 0 if name in ("200_empty", "200_nothing") else 1)


def test_half_an_answer_is_no_json(fake: OpenAIImages, client: OpenAI) -> None:
    fake.fail("truncated")
    with pytest.raises((json.JSONDecodeError, openai.APIError)):
        client.images.generate(model="gpt-image-2", prompt=PROMPT)


def test_a_page_is_no_answer(fake: OpenAIImages, client: OpenAI) -> None:
    fake.fail("200_html")
    assert not hasattr(client.images.generate(model="gpt-image-2", prompt=PROMPT), "data")


def test_a_redirect_leads_elsewhere(fake: OpenAIImages) -> None:
    fake.fail("redirect")
    with pytest.raises(openai.NotFoundError):
        client_of(fake).images.generate(model="gpt-image-2", prompt=PROMPT)
    assert [call.path for call in fake.calls] == ["/v1/images/generations", "/v1/elsewhere"]


def test_a_call_that_stalls_is_given_up(fake: OpenAIImages) -> None:
    fake.fail("stall")
    with pytest.raises(openai.APITimeoutError):
        client_of(fake, timeout=0.5).images.generate(model="gpt-image-2", prompt=PROMPT)


@pytest.mark.parametrize("name", STREAMED)
def test_a_stream_fails_in_its_midst(fake: OpenAIImages, client: OpenAI, name: str) -> None:
    fake.fail(name)
    with pytest.raises(openai.APIError) as failed:
        list(client.images.generate(model="gpt-image-2", prompt=PROMPT, stream=True, partial_images=1))
    assert failed.value.code == STREAMED[name]


def test_a_stream_may_end_before_the_picture(fake: OpenAIImages, client: OpenAI) -> None:
    fake.fail("stream_ends")
    events = list(client.images.generate(model="gpt-image-2", prompt=PROMPT, stream=True, partial_images=2))
    assert {event.type for event in events} == {"image_generation.partial_image"}


@pytest.mark.parametrize(("name", "error"), [("stream_cut", openai.APIConnectionError), ("stream_silent", openai.APITimeoutError)])
def test_a_stream_may_be_cut_or_fall_silent(fake: OpenAIImages, name: str, error: type[Exception]) -> None:
    fake.fail(name)
    stream = client_of(fake, timeout=1).images.generate(model="gpt-image-2", prompt=PROMPT, stream=True, partial_images=1)
    with pytest.raises(error):
        list(stream)


def test_a_host_that_is_compatible_answers_with_links_and_bytes() -> None:
    with OpenAIImages(compatible=True) as fake:
        client = client_of(fake)
        made = client.images.generate(model="flux", prompt=PROMPT, size="1344x768", response_format="b64_json")
        assert size_of(made.data[0].b64_json) == (1344, 768)
        linked = client.images.generate(model="flux", prompt=PROMPT, size="64x48", response_format="url")
        assert linked.data[0].url.startswith(fake.origin)
        client.images.edit(model="flux", prompt=PROMPT, image=("a.png", PICTURE), response_format="b64_json")
        with pytest.raises(openai.BadRequestError):
            client.images.generate(model="flux", prompt=PROMPT, stream=True)
        with pytest.raises(openai.BadRequestError):
            client.images.edit(model="flux", prompt=PROMPT, image=("a.png", PICTURE), mask=("m.png", MASK))
