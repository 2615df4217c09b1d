"""A program of Google's own client library, run by a Python that has it: one version beside another.

Reads a line for each task, `[url, key, scenario]` in JSON, and prints a line with what each of its calls brought.
"""

import base64
import json
import sys

from google import genai
from google.genai import errors, types

MODEL = "gemini-3-pro-image"
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def main() -> None:
    for line in sys.stdin:
        url, key, scenario = json.loads(line)
        client = genai.Client(api_key=key, http_options=types.HttpOptions(base_url=url))
        print(json.dumps(list(SCENARIOS[scenario](client))), flush=True)


def configuration(**members: object) -> types.GenerateContentConfig:
    image = {"aspect_ratio": "16:9", "image_size": "2K"}
    # The older library knows no tiers.
    known = {name: value for name, value in image.items() if name in types.ImageConfig.model_fields}
    defaults = {"response_modalities": ["TEXT", "IMAGE"], "seed": 7, "image_config": types.ImageConfig(**known)}
    return types.GenerateContentConfig(**defaults | members)


def generate(client):
    yield call(lambda: client.models.generate_content(model=MODEL, contents="a cup", config=configuration()))


def think(client):
    thinking = configuration(thinking_config=types.ThinkingConfig(include_thoughts=True))
    yield call(lambda: client.models.generate_content(model=MODEL, contents="a cup", config=thinking))


def stream(client):
    chunks = client.models.generate_content_stream(model=MODEL, contents="a cup", config=configuration())
    yield from call(lambda: [told(chunk) for chunk in chunks])


def edit(client):
    contents = ["make it blue", types.Part.from_bytes(data=PNG, mime_type="image/png")]
    settings = [types.SafetySetting(category="HARM_CATEGORY_HARASSMENT", threshold="BLOCK_ONLY_HIGH")]
    edited = configuration(safety_settings=settings)
    yield call(lambda: client.models.generate_content(model=MODEL, contents=contents, config=edited))


def chat(client):
    """The library hands the picture back with its signature, in its own alphabet."""
    talk = client.chats.create(model=MODEL, config=configuration())
    yield call(lambda: talk.send_message("a cup"))
    yield call(lambda: talk.send_message("make it blue"))


def unsigned(client):
    contents = [
        types.Content(role="user", parts=[types.Part(text="a cup")]),
        types.Content(role="model", parts=[types.Part.from_bytes(data=PNG, mime_type="image/png")]),
        types.Content(role="user", parts=[types.Part(text="make it blue")]),
    ]
    yield call(lambda: client.models.generate_content(model=MODEL, contents=contents, config=configuration()))


def models(client):
    yield call(lambda: [model.name for model in client.models.list(config={"page_size": 2})])


def call(ask):
    try:
        answer = ask()
        return told(answer) if isinstance(answer, types.GenerateContentResponse) else answer
    except errors.APIError as error:
        return {"error": {"code": error.code, "status": error.status, "message": error.message}}
    except Exception as error:  # noqa: BLE001 - each library has its own for what is broken
        return {"broken": type(error).__name__}


def told(answer: types.GenerateContentResponse) -> dict:
    candidate = (answer.candidates or [None])[0]
    parts = (candidate and candidate.content and candidate.content.parts) or []
    feedback, usage = answer.prompt_feedback, answer.usage_metadata
    return {
        "parts": [shown(part) for part in parts],
        "end": candidate and candidate.finish_reason and candidate.finish_reason.value,
        "block": feedback and feedback.block_reason and feedback.block_reason.value,
        "usage": usage and [usage.prompt_token_count, usage.candidates_token_count, usage.thoughts_token_count],
        "model": answer.model_version,
    }


def shown(part: types.Part) -> dict:
    signature = part.thought_signature and base64.b64encode(part.thought_signature).decode()
    if part.inline_data:
        data = base64.b64encode(part.inline_data.data).decode()
        return {"picture": data, "type": part.inline_data.mime_type, "signature": signature}
    return {"text": part.text, "thought": bool(part.thought), "signature": signature}


SCENARIOS = {
    function.__name__: function for function in (generate, think, stream, edit, chat, unsigned, models)
}

if __name__ == "__main__":
    main()
