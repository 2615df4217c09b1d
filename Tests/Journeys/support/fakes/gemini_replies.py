"""What Gemini answers: words and one picture of the size that was asked for."""

import base64
import hashlib
import json
import struct
import zlib
from collections.abc import Callable, Iterator

from support.fakes.gemini_models import ImageModel
from support.fakes.gemini_request import PICTURE_SIGNED, WORDS_SIGNED, decoded

THOUGHTS = 40
"""Tokens."""


class Reply:
    """The answer to a request; a fault changes it before it is sent."""

    def __init__(self, body: dict, name: str, model: ImageModel):
        self.body = body
        self.model = model
        self.name = name
        configuration = body.get("generationConfig", {})
        image = configuration.get("imageConfig", {})
        self.tier = image.get("imageSize", "1K")
        self.size = model.pixels(image.get("aspectRatio") or self._shape_shown(), self.tier)
        self.seed = hashlib.sha256(json.dumps(body, sort_keys=True).encode()).digest()
        self.has_words = "TEXT" in configuration.get("responseModalities", ["TEXT"])
        self.thinks_aloud = configuration.get("thinkingConfig", {}).get("includeThoughts", False)
        self.has_picture = "IMAGE" in configuration.get("responseModalities", ["IMAGE"])
        self.id = hashlib.sha256(b"id" + self.seed).hexdigest()[:22]
        self.signatures: set[bytes] = set()
        self.end = "STOP"
        self.has_usage = True
        self.drafts = 0
        self.mime_type = "image/png"
        self.finish: Callable[[bytes], bytes] = bytes

    def chunks(self) -> Iterator[dict]:
        """In the usual order: thoughts, words, and the picture with the end."""
        if self.thinks_aloud:
            yield self.chunk([{"text": "A picture is wanted.", "thought": True}])
        for number in range(self.drafts):
            yield self.chunk([self.picture(number + 1)])
        if self.has_words:
            yield self.chunk([self.words()])
        yield self.chunk([self.picture()] if self.has_picture else [], self.end)

    def chunk(self, parts: list[dict], end: str | None = None) -> dict:
        candidate = {"content": {"role": "model", "parts": parts}, "index": 0}
        if end:
            candidate["finishReason"] = end
        return self.framed({"candidates": [candidate]}, is_last=bool(end))

    def framed(self, reply: dict, *, is_last: bool = True) -> dict:
        if is_last and self.has_usage:
            reply["usageMetadata"] = self.usage()
        return reply | {"modelVersion": self.name, "responseId": self.id}

    def words(self) -> dict:
        """Said before the picture; of a model that signs pictures they are signed as well."""
        part = {"text": "Here it is."}
        return part | {"thoughtSignature": self._signature(WORDS_SIGNED)} if self.model.needs_signatures and self.has_picture else part

    def _signature(self, kind: bytes) -> str:
        """One for each part of an answer, with both characters in which the alphabets of base64 differ."""
        signature = kind + b"\xff\xfe" + self.seed
        self.signatures.add(signature)
        return base64.b64encode(signature).decode()

    def picture(self, draft: int = 0) -> dict:
        """A draft has no signature."""
        content = png(self.size, hashlib.sha256(bytes([draft]) + self.seed).digest()[:3])
        content = content if draft else self.finish(content)
        part = {"inlineData": {"mimeType": self.mime_type, "data": base64.b64encode(content).decode()}}
        if draft:
            return part
        return part | {"thoughtSignature": self._signature(PICTURE_SIGNED)}

    def usage(self) -> dict:
        parts = [part for content in self.body["contents"] for part in content["parts"]]
        words = sum(len(part.get("text", "")) // 4 + 1 for part in parts if "text" in part)
        shown = sum(self.model.input_tokens for part in parts if "inlineData" in part)
        made = self.model.tokens[self.tier] if self.has_picture else 20
        return {
            "promptTokenCount": words + shown,
            "candidatesTokenCount": made,
            "thoughtsTokenCount": THOUGHTS,
            "totalTokenCount": words + shown + made + THOUGHTS,
            "promptTokensDetails": [
                {"modality": "TEXT", "tokenCount": words},
                {"modality": "IMAGE", "tokenCount": shown},
            ],
            "candidatesTokensDetails": [{"modality": "IMAGE" if self.has_picture else "TEXT", "tokenCount": made}],
        }

    def _shape_shown(self) -> str:
        """Of the last picture that was shown, when it is a PNG; else a square."""
        for content in reversed(self.body["contents"]):
            for part in content["parts"]:
                data = decoded(part.get("inlineData", {}).get("data", ""))
                if data.startswith(b"\x89PNG") and len(data) > 24:
                    width, height = struct.unpack(">II", data[16:24])
                    return min(self.model.ratios, key=lambda ratio: abs(_quotient(ratio) - width / max(height, 1)))
        return "1:1"


def _quotient(ratio: str) -> float:
    width, height = ratio.split(":")
    return int(width) / int(height)


def merged(chunks: list[dict]) -> dict:
    """The chunks of a stream as one answer."""
    whole, candidate, parts = {}, {}, []
    for chunk in chunks:
        whole |= chunk
        for other in chunk.get("candidates", []):
            candidate |= other
            parts += other.get("content", {}).get("parts") or []
    if parts:
        candidate["content"] = {"role": "model", "parts": parts}
    if candidate:
        whole["candidates"] = [candidate]
    return whole


def events(chunks: list[dict]) -> list[bytes]:
    """The chunks as Gemini streams them."""
    return [b"data: %b\r\n\r\n" % json.dumps(chunk).encode() for chunk in chunks]


def png(size: tuple[int, int], colour: bytes) -> bytes:
    """A picture of one colour."""
    width, height = size
    rows = zlib.compress((b"\0" + colour * width) * height, 1)
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _box(b"IHDR", header) + _box(b"IDAT", rows) + _box(b"IEND", b"")


def _box(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
