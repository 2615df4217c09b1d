"""LangChain over OpenAI's responses, as it is: pictures, pictures that are shown, streams, histories, refusals."""

import base64
import os
import warnings
from collections.abc import Iterator

import openai
import pytest

from conftest import ServerMaker

from support.fakes.openai_images import OpenAIImages
from support.google import LIMIT, Program, program
from support.responses import GREY, PICTURE, TOOL, data_url, job_of, opened
from support.server import Server

# It sends nobody what is asked and answered here.
os.environ["LANGSMITH_TRACING"] = os.environ["LANGCHAIN_TRACING_V2"] = "false"

from langchain_core.messages import AIMessage, HumanMessage, SystemMessage  # noqa: E402
from langchain_openai import ChatOpenAI  # noqa: E402


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("langchain")).start()
    yield server
    server.close()


@pytest.fixture
def fake() -> Iterator[OpenAIImages]:
    with OpenAIImages() as fake:
        yield fake


@pytest.fixture
def host(fake: OpenAIImages, new_server: ServerMaker) -> Iterator[Program]:
    """A program where a provider makes pictures too."""
    server = new_server()
    fake.offer_to(server)
    with program(server.start()) as door:
        yield door


def chat(door: Program, tool: dict = TOOL, **options: object):
    settings = {"model": "default", "base_url": f"{door.url}/v1", "api_key": door.key, "max_retries": 0, "timeout": LIMIT}
    return ChatOpenAI(**settings | options, use_responses_api=True).bind_tools([tool])


def call_of(answer: AIMessage) -> dict:
    """The picture of an answer."""
    [call] = [block for block in answer.content if block["type"] == "image_generation_call"]
    return call


@pytest.fixture(autouse=True)
def no_remarks() -> Iterator[None]:
    """The libraries find nothing in our answers to warn of."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)
        yield


def test_words_become_a_picture(door: Program) -> None:
    answer = chat(door).invoke([SystemMessage("Paint plainly."), HumanMessage("a red house")])
    assert opened(call_of(answer)["result"]).size == (256, 256)
    assert answer.response_metadata["model_name"] == "sketch"
    assert answer.id.startswith("resp_") and answer.usage_metadata["total_tokens"] > 0
    [image] = [block for block in answer.content_blocks if block["type"] == "image"]
    assert opened(image["base64"]).size == (256, 256)


@pytest.mark.parametrize(
    "block",
    [
        {"type": "image", "base64": base64.b64encode(PICTURE).decode(), "mime_type": "image/png"},
        {"type": "image_url", "image_url": {"url": data_url(PICTURE)}},
    ],
    ids=["own", "openai"],
)
def test_a_picture_that_is_shown_is_changed(door: Program, block: dict) -> None:
    answer = chat(door, {"type": "image_generation"}).invoke([HumanMessage([{"type": "text", "text": GREY}, block])])
    assert answer.response_metadata["model_name"] == "darkroom"
    assert call_of(answer)["action"] == "edit"


def test_a_stream_adds_up_to_the_picture(door: Program) -> None:
    whole = None
    for chunk in chat(door).stream("a red house"):
        whole = chunk if whole is None else whole + chunk
    assert opened(call_of(whole)["result"]).size == (256, 256)
    assert whole.id.startswith("resp_") and whole.usage_metadata["total_tokens"] > 0


@pytest.mark.parametrize(
    "options",
    [{}, {"store": False}, {"use_previous_response_id": True}, {"output_version": "v1"}],
    ids=["named", "whole", "previous", "v1"],
)
@pytest.mark.parametrize("streams", [False, True], ids=["at-once", "streamed"])
def test_a_history_goes_on(door: Program, options: dict, streams: bool) -> None:
    model = chat(door, streaming=streams, **options)
    history = [HumanMessage("a red house")]
    history += [model.invoke(history), HumanMessage(GREY)]
    second = model.invoke(history)
    assert second.response_metadata["model_name"] == "darkroom"
    before = job_of(door, history[1].response_metadata["id"])["images"][0]["id"]
    assert job_of(door, second.id)["parent"] == before


def test_the_tool_is_chosen_by_its_name(door: Program) -> None:
    model = ChatOpenAI(model="default", base_url=f"{door.url}/v1", api_key=door.key, max_retries=0, timeout=LIMIT)
    chosen = model.bind_tools([TOOL], tool_choice="image_generation")
    assert call_of(chosen.invoke("a red house"))["result"]


def test_refusals_have_their_classes(door: Program) -> None:
    def weather(city: str) -> str:
        """Tells the weather of a city."""
        return city

    with pytest.raises(openai.BadRequestError) as refused:
        chat(door).bind_tools([weather]).invoke("a red house")
    assert refused.value.param == "tools[0].type"
    with pytest.raises(openai.NotFoundError):
        chat(door, model="nothing").invoke("a red house")


def test_what_a_provider_refuses_is_an_error_at_once_and_in_a_stream(host: Program, fake: OpenAIImages) -> None:
    fake.fail_always("400_moderation")
    model = chat(host, {"type": "image_generation"}, model="gpt-image-2")
    with pytest.raises(openai.BadRequestError) as refused:
        model.invoke("a cup")
    assert refused.value.code == "moderation_blocked"
    with pytest.raises(ValueError, match="invalid_prompt|image_content_policy_violation"):
        list(model.stream("a cup"))
