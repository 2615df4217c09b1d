"""A program of Google's own client library, run by a Python that has it: one version beside another.

Reads a line for each task, `[url, key, scenario, model]` in JSON, and prints a line: a list of what each of its calls
brought, or, of a scenario that broke off, the traceback as a text.
"""

import base64
import io
import json
import pathlib
import sys
import time
import traceback

from google import genai
from google.genai import errors, types

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def main() -> None:
    # What the library itself prints is no answer.
    answers, sys.stdout = sys.stdout, sys.stderr
    for line in sys.stdin:
        print(reply(*json.loads(line)), file=answers, flush=True)


def reply(url: str, key: str, scenario: str, model: str) -> str:
    try:
        client = genai.Client(api_key=key, http_options=types.HttpOptions(base_url=url))
        return json.dumps(list(SCENARIOS[scenario](client, model)))
    except Exception:  # noqa: BLE001 - told to the test, and the next scenario has its turn
        return json.dumps(traceback.format_exc())


def configuration(**members: object) -> types.GenerateContentConfig:
    image = {"aspect_ratio": "16:9", "image_size": "2K"}
    # The older library knows no tiers.
    known = {name: value for name, value in image.items() if name in types.ImageConfig.model_fields}
    defaults = {"response_modalities": ["TEXT", "IMAGE"], "seed": 7, "image_config": types.ImageConfig(**known)}
    return types.GenerateContentConfig(**defaults | members)


def generate(client, model):
    yield call(lambda: client.models.generate_content(model=model, contents="a cup", config=configuration()))


def think(client, model):
    thinking = configuration(thinking_config=types.ThinkingConfig(include_thoughts=True))
    yield call(lambda: client.models.generate_content(model=model, contents="a cup", config=thinking))


def stream(client, model):
    chunks = client.models.generate_content_stream(model=model, contents="a cup", config=configuration())
    yield from call(lambda: [told(chunk) for chunk in chunks])


def edit(client, model):
    contents = ["make it blue", types.Part.from_bytes(data=PNG, mime_type="image/png")]
    settings = [types.SafetySetting(category="HARM_CATEGORY_HARASSMENT", threshold="BLOCK_ONLY_HIGH")]
    edited = configuration(safety_settings=settings)
    yield call(lambda: client.models.generate_content(model=model, contents=contents, config=edited))


def chat(client, model):
    """The library hands the picture back with its signature, in its own alphabet."""
    talk = client.chats.create(model=model, config=configuration())
    yield call(lambda: talk.send_message("a cup"))
    yield call(lambda: talk.send_message("make it blue"))


def unsigned(client, model):
    contents = [
        types.Content(role="user", parts=[types.Part(text="a cup")]),
        types.Content(role="model", parts=[types.Part.from_bytes(data=PNG, mime_type="image/png")]),
        types.Content(role="user", parts=[types.Part(text="make it blue")]),
    ]
    yield call(lambda: client.models.generate_content(model=model, contents=contents, config=configuration()))


def models(client, model):
    yield call(lambda: [each.name for each in client.models.list(config={"page_size": 2})])


def edits(client, model):
    """Two changes, one after the other, in words that the darkroom understands."""
    talk = client.chats.create(model=model, config=configuration())
    for words in ("a red boat", "make it black and white", "flip it"):
        yield call(lambda words=words: talk.send_message(words))


def plain(client, model):
    yield call(lambda: client.models.generate_content(model=model, contents="a red boat"))


def count(client, model):
    yield call(lambda: client.models.count_tokens(model=model, contents="a red boat on a lake").total_tokens)


def several(client, model):
    """The older way to ask for several pictures, which today's library refuses to send."""
    options = types.GenerateImagesConfig(number_of_images=2, aspect_ratio="16:9")
    made = call(lambda: client.models.generate_images(model=model, prompt="a red boat", config=options))
    images = getattr(made, "generated_images", None)
    yield [base64.b64encode(each.image.image_bytes).decode() for each in images] if images else made


def files(client, model):
    """A file of lines, whose path is the model, in pieces of 8 MiB; then what there is, and away with it."""
    path = pathlib.Path(model)
    # The library does not know the type by the name.
    options = {"display_name": path.name, "mime_type": "application/jsonl"}
    brought = client.files.upload(file=path, config=options)
    yield known(brought)
    yield known(client.files.get(name=brought.name))
    yield [each.name for each in client.files.list(config={"page_size": 1})]
    client.files.delete(name=brought.name)
    yield call(lambda: client.files.get(name=brought.name))


def batch(client, model):
    """Requests that come with their batch; one of them asks for nothing."""
    asked = [{"contents": [{"role": "user", "parts": [{"text": words}]}]} for words in ("a red boat", " ")]
    if "metadata" in types.InlinedRequest.model_fields:
        asked = [each | {"metadata": {"key": f"k{place}"}} for place, each in enumerate(asked)]
    job = client.batches.create(model=model, src=asked, config={"display_name": "two"})
    yield [job.name, job.display_name, job.state.name]
    job = ended(client, job)
    yield [job.state.name, len(job.dest.inlined_responses)]
    for each in job.dest.inlined_responses:
        yield told(each.response) if each.response else {"error": each.error.code}
    yield job.name in [each.name for each in client.batches.list(config={"page_size": 50})]
    client.batches.delete(name=job.name)
    yield call(lambda: client.batches.get(name=job.name))


def batch_file(client, model):
    lines = [
        {"key": key, "request": {"contents": [{"parts": [{"text": words}]}]}}
        for key, words in (("one", "a red boat"), ("two", ""))
    ]
    text = "\n".join(json.dumps(line) for line in lines).encode()
    brought = client.files.upload(file=io.BytesIO(text), config={"mime_type": "application/jsonl"})
    job = ended(client, client.batches.create(model=model, src=brought.name))
    yield job.state.name
    answers = [json.loads(line) for line in client.files.download(file=job.dest.file_name).splitlines()]
    yield [[each["key"], "response" in each] for each in answers]


def batch_canceled(client, model):
    job = client.batches.create(model=model, src=[{"contents": [{"role": "user", "parts": [{"text": "a boat"}]}]}])
    client.batches.cancel(name=job.name)
    yield ended(client, job).state.name in ("JOB_STATE_CANCELLED", "JOB_STATE_SUCCEEDED")


def ended(client, job):
    for _ in range(1_200):
        job = client.batches.get(name=job.name)
        if job.state.name not in ("JOB_STATE_PENDING", "JOB_STATE_RUNNING"):
            return job
        time.sleep(0.05)
    raise TimeoutError(job.name)


def known(file):
    return [file.name, file.display_name, file.mime_type, file.size_bytes, file.state.name, file.uri]


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
    function.__name__: function
    for function in (
        generate,
        think,
        stream,
        edit,
        chat,
        unsigned,
        models,
        edits,
        plain,
        count,
        several,
        files,
        batch,
        batch_file,
        batch_canceled,
    )
}

if __name__ == "__main__":
    main()
