"""What Gemini takes: the members of `generateContent`, and what it refuses in them."""

import base64
import binascii
import json
import re

from support.fakes.gemini_models import ImageModel

LARGEST_PICTURE = 7 << 20
"""In bytes, of a picture within the request."""
MOST_SIGNED = 2_147_483_647
PICTURE_SIGNED, WORDS_SIGNED = b"\xfb", b"\xfd"
"""What a signature of a picture begins with, and one of words."""
KINDS = {
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/webp": (b"RIFF",),
    "image/heic": (b"\0\0\0",),
    "image/heif": (b"\0\0\0",),
}
CATEGORIES = {
    f"HARM_CATEGORY_{name}" for name in ("HARASSMENT", "HATE_SPEECH", "SEXUALLY_EXPLICIT", "DANGEROUS_CONTENT", "CIVIC_INTEGRITY")
}
THRESHOLDS = {"BLOCK_LOW_AND_ABOVE", "BLOCK_MEDIUM_AND_ABOVE", "BLOCK_ONLY_HIGH", "BLOCK_NONE", "OFF"}

_PART = {
    "text": str,
    "inlineData": {"mimeType": str, "data": str},
    "fileData": {"fileUri": str, "mimeType": str},
    "thought": bool,
    "thoughtSignature": str,
}
_CONTENT = {"role": str, "parts": [_PART]}
_REQUEST = {
    "contents": [_CONTENT],
    "systemInstruction": _CONTENT,
    "safetySettings": [{"category": str, "threshold": str}],
    "serviceTier": str,
    "generationConfig": {
        "candidateCount": int,
        "seed": int,
        "temperature": float,
        "topP": float,
        "topK": float,
        "maxOutputTokens": int,
        "stopSequences": [str],
        "responseModalities": [str],
        "thinkingConfig": {"includeThoughts": bool, "thinkingBudget": int, "thinkingLevel": str},
        "imageConfig": {"aspectRatio": str, "imageSize": str},
    },
}


class Refusal(Exception):
    def __init__(self, code: int, status: str, message: str, *details: dict):
        super().__init__(message)
        self.code = code
        error = {"code": code, "message": message, "status": status}
        self.body = {"error": error | ({"details": list(details)} if details else {})}


def bad(message: str) -> Refusal:
    return Refusal(400, "INVALID_ARGUMENT", message)


def parsed(raw: bytes, kind: str) -> dict:
    """The body in one spelling; unknown members are refused."""
    if kind.split(";")[0].strip().lower() != "application/json":
        raise bad(f"the type {kind!r} is not application/json")
    try:
        body = json.loads(raw)
    except ValueError:
        raise bad("Invalid JSON payload received.") from None
    return _spelt(body, _REQUEST, "")


def _spelt(value: object, form: object, place: str) -> object:
    if isinstance(form, list):
        if not isinstance(value, list):
            raise bad(f"Invalid value at '{place}': a list is wanted")
        return [_spelt(element, form[0], f"{place}[{index}]") for index, element in enumerate(value)]
    if isinstance(form, dict):
        if not isinstance(value, dict):
            raise bad(f"Invalid value at '{place}': an object is wanted")
        members = {}
        for name, member in value.items():
            spelt = re.sub(r"_([a-z])", lambda match: match[1].upper(), name)
            if spelt not in form or spelt in members:
                raise bad(f"Invalid JSON payload received. Unknown name \"{name}\" at '{place}': Cannot find field.")
            if member is not None:
                members[spelt] = _spelt(member, form[spelt], f"{place}.{spelt}".lstrip("."))
        return members
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if not (is_number if form is float else type(value) is form):
        raise bad(f"Invalid value at '{place}': {value!r:.80}")
    return value


def check(body: dict, model: ImageModel, signatures: set[bytes]) -> None:
    if not body.get("contents"):
        raise bad("* GenerateContentRequest.contents: contents is not specified")
    for position, content in enumerate(body["contents"], start=1):
        _check_content(content, position, model, signatures)
    signed = [part["thoughtSignature"] for content in body["contents"] for part in content["parts"] if "thoughtSignature" in part]
    if len(set(signed)) < len(signed):
        raise bad("Corrupted thought signature: it stands for one part.")
    if body["contents"][-1].get("role", "user") != "user":
        raise bad("Please ensure that the last turn is of the user")
    _check_safety(body.get("safetySettings", []))
    _check_configuration(body.get("generationConfig", {}), model)


def _check_content(content: dict, position: int, model: ImageModel, signatures: set[bytes]) -> None:
    role = content.get("role", "user")
    if role not in ("user", "model"):
        raise bad("Please use a valid role: user, model.")
    parts = content.get("parts")
    if not parts:
        raise bad("* GenerateContentRequest.contents: must include at least one parts field")
    pictures = [part for part in parts if "inlineData" in part]
    if len(pictures) > model.most_references:
        raise bad(f"{len(pictures)} pictures are more than {model.most_references}")
    for place, part in enumerate(parts, start=1):
        if len(part.keys() & {"text", "inlineData", "fileData"}) != 1:
            raise bad("a part is one of text, inlineData and fileData")
        if "fileData" in part:
            raise bad("this fake keeps no files")
        if part.get("text") == "":
            raise bad("Unable to submit request because it must have a text parameter.")
        if "inlineData" in part:
            _check_picture(part["inlineData"])
        if "thoughtSignature" in part:
            _check_signature(part, signatures)
        if role == "model" and model.needs_signatures and "inlineData" in part and "thoughtSignature" not in part:
            where = f"content position {position}, part position {place}"
            raise bad(f"Image part is missing a thought_signature in {where}.")


def _check_signature(part: dict, signatures: set[bytes]) -> None:
    """It is one that was given, to a part of this kind."""
    signature = decoded(part["thoughtSignature"])
    kind = PICTURE_SIGNED if "inlineData" in part else WORDS_SIGNED
    if signature not in signatures or not signature.startswith(kind):
        raise bad("Corrupted thought signature.")


def _check_picture(data: dict) -> None:
    beginnings = KINDS.get(data.get("mimeType", ""))
    if not beginnings:
        raise bad(f"Unsupported MIME type: {data.get('mimeType')}")
    content = decoded(data.get("data", ""))
    if len(content) > LARGEST_PICTURE:
        raise bad("the picture is too large to be sent inline")
    if not content.startswith(beginnings):
        raise bad("Unable to process input image. Please retry or report the problem.")


def decoded(text: str) -> bytes:
    """Base64 of either alphabet, padded or not, as protocol buffers read it."""
    standard = text.replace("-", "+").replace("_", "/").rstrip("=")
    try:
        return base64.b64decode(standard + "=" * (-len(standard) % 4), validate=True)
    except binascii.Error:
        raise bad("Invalid value (TYPE_BYTES): Base64 decoding failed") from None


def _check_safety(settings: list[dict]) -> None:
    categories = [setting.get("category") for setting in settings]
    if len(set(categories)) != len(categories):
        raise bad("a category is set twice")
    for setting in settings:
        if setting.get("category") not in CATEGORIES or setting.get("threshold") not in THRESHOLDS:
            raise bad(f"Invalid value at 'safety_settings': {setting}")


def _check_configuration(configuration: dict, model: ImageModel) -> None:
    if configuration.get("candidateCount", 1) != 1:
        raise bad("Only one candidate can be specified.")
    if not -MOST_SIGNED - 1 <= configuration.get("seed", 0) <= MOST_SIGNED:
        raise bad("Invalid value at 'generation_config.seed' (TYPE_INT32)")
    modalities = configuration.get("responseModalities", ["TEXT", "IMAGE"])
    if not modalities or not set(modalities) <= {"TEXT", "IMAGE"} or len(set(modalities)) != len(modalities):
        raise bad(f"Invalid value at 'generation_config.response_modalities': {modalities}")
    image = configuration.get("imageConfig", {})
    if "aspectRatio" in image and image["aspectRatio"] not in model.ratios:
        raise bad(f"aspect_ratio must be one of {', '.join(model.ratios)}")
    if "imageSize" in image and (model.is_untiered or image["imageSize"] not in model.tokens):
        raise bad(f"image_size must be one of {', '.join(model.tokens)}")
