"""A program of a client library that speaks to OpenAI's API, run by a Python that has it: `openai` of some version, or `litellm`.

Reads a line for each task, `[library, url, key, scenario]` in JSON, and prints a line with what it brought.
"""

import base64
import io
import json
import struct
import sys
import zlib
from contextlib import redirect_stdout


def main() -> None:
    for line in sys.stdin:
        library, url, key, scenario = json.loads(line)
        try:
            # What a library itself prints, as `litellm` does of refusals, is no line of ours.
            with redirect_stdout(sys.stderr):
                brought = LIBRARIES[library](url, key, scenario)
        except Exception as error:  # noqa: BLE001: whatever it is, the test judges it
            code = getattr(error, "code", None)
            brought = {"error": type(error).__name__, "code": code, "status": getattr(error, "status_code", None)}
        print(json.dumps(brought), flush=True)


def png(colour: bytes) -> bytes:
    """A picture of 64x64, of one colour: of three channels, or four with alpha."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", 64, 64, 8, {3: 2, 4: 6}[len(colour)], 0, 0, 0)
    rows = (b"\x00" + colour * 64) * 64
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def file(name: str, colour: bytes) -> io.BytesIO:
    data = io.BytesIO(png(colour))
    data.name = name
    return data


def size_of(text: str) -> list[int]:
    return list(struct.unpack(">II", base64.b64decode(text, validate=True)[16:24]))


def with_openai(url: str, key: str, scenario: str) -> object:
    import openai

    client = openai.OpenAI(base_url=f"{url}/v1", api_key=key, timeout=60)
    if scenario == "generate":
        made = client.images.generate(model="default", prompt="a red house", size="256x256", n=2)
        return {"sizes": [size_of(each.b64_json) for each in made.data], "model": made.model, "total": made.usage.total_tokens}
    if scenario == "edit":
        pictures = [file("a.png", b"\x40\x80\xc0"), file("b.png", b"\xc0\x40\x40")]
        changed = client.images.edit(
            model="gpt-image-2", prompt="snow", image=pictures, mask=file("m.png", bytes(4)), size="1024x1024"
        )
        return {"sizes": [size_of(each.b64_json) for each in changed.data], "model": changed.model}
    if scenario == "stream":
        events = client.images.generate(model="default", prompt="a red house", size="256x256", stream=True)
        return {"types": [event.type for event in events]}
    if scenario == "refused":
        client.images.generate(model="default", prompt="a", size="1x1")
    return {"models": [model.id for model in client.models.list()]}


def with_litellm(url: str, key: str, scenario: str) -> object:
    import litellm

    place = {"api_base": f"{url}/v1", "api_key": key}
    if scenario == "generate":
        made = litellm.image_generation(model="openai/default", prompt="a red house", size="256x256", n=2, **place)
        return {"sizes": [size_of(each.b64_json) for each in made.data], "total": made.usage.total_tokens}
    if scenario == "edit":
        pictures = [file("a.png", b"\x40\x80\xc0"), file("b.png", b"\xc0\x40\x40")]
        changed = litellm.image_edit(
            model="openai/gpt-image-2", prompt="snow", image=pictures, mask=file("m.png", bytes(4)), size="1024x1024", **place
        )
        return {"sizes": [size_of(each.b64_json) for each in changed.data]}
    litellm.image_generation(model="openai/default", prompt="a", size="1x1", **place)
    return {}


LIBRARIES = {"openai": with_openai, "litellm": with_litellm}

main()
