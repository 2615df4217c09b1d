"""What OpenAI's Images API takes, and how it refuses the rest."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import Message

from support.fakes import openai_images_pictures as pictures

MODELS = (
    "chatgpt-image-latest",
    "gpt-image-1-mini",
    "gpt-image-1.5",
    "gpt-image-2",
    "gpt-image-2-2026-04-21",
    "gpt-image-2.5-flare",
    "gpt-image-2.5-sunburst",
)
FIRST_GENERATION = ("chatgpt-image-latest", "gpt-image-1")
THREE_SIZES = ("1024x1024", "1536x1024", "1024x1536")
DEFAULT_SIZE = (1024, 1024)
LONGEST_PROMPT = 32_000
MOST_PICTURES = 16
LARGEST_PICTURE, LARGEST_MASK = 50 << 20, 4 << 20

Check = Callable[[object], bool]


class Refusal(Exception):
    """An error in the API's own form."""

    def __init__(
        self,
        status: int,
        kind: str,
        code: str | None,
        message: str,
        param: str | None = None,
        headers: dict[str, str] | None = None,
        **more: object,
    ):
        super().__init__(message)
        self.status, self.code, self.headers = status, code, headers or {}
        self.body = {"error": {"message": message, "type": kind, "param": param, "code": code, **more}}


def invalid(param: str, message: str, code: str = "invalid_value") -> Refusal:
    return Refusal(400, "invalid_request_error", code, message, param)


def user_error(code: str, message: str, **more: object) -> Refusal:
    return Refusal(400, "image_generation_user_error", code, message, **more)


@dataclass(frozen=True)
class File:
    """A part of a form that has a file name."""

    field: str
    name: str
    kind: str
    data: bytes


@dataclass(frozen=True)
class Order:
    """A call for a picture that was found right."""

    fields: dict[str, object]
    files: list[File] = field(default_factory=list)

    @property
    def is_edit(self) -> bool:
        return bool(self.files)

    @property
    def streams(self) -> bool:
        return self.fields.get("stream") is True

    @property
    def size(self) -> tuple[int, int]:
        text = str(self.fields.get("size") or "auto")
        return DEFAULT_SIZE if text == "auto" else tuple(int(side) for side in text.split("x"))


def _is_integer(low: int, high: int) -> Check:
    return lambda value: type(value) is int and low <= value <= high


def _is_one_of(*words: str) -> Check:
    return lambda value: value in words


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


BOTH: dict[str, Check] = {
    "prompt": lambda value: isinstance(value, str) and 0 < len(value) <= LONGEST_PROMPT,
    "model": _is_text,
    "n": _is_integer(1, 10),
    "size": _is_text,
    "quality": _is_one_of("auto", "low", "medium", "high", "xhigh", "max"),
    "background": _is_one_of("transparent", "opaque", "auto"),
    "output_format": _is_one_of("png", "webp", "jpeg"),
    "output_compression": _is_integer(0, 100),
    "stream": _is_flag,
    "partial_images": _is_integer(0, 3),
    "safety_identifier": _is_text,
    "user": _is_text,
}
GENERATION = BOTH | {"moderation": _is_one_of("auto", "low")}
EDIT = BOTH | {"input_fidelity": _is_one_of("high", "low")}
COMPATIBLE = {name: BOTH[name] for name in ("prompt", "model", "n", "size", "user")} | {
    "response_format": _is_one_of("b64_json", "url"),
    "negative_prompt": _is_text,
    "quality": _is_text,
    "seed": _is_integer(0, 2**31 - 1),
}
"""What the hosts take that are no more than compatible."""
NUMBERS = ("n", "output_compression", "partial_images", "seed")


def generation(body: bytes, kind: str, *, compatible: bool = False) -> Order:
    if kind.partition(";")[0].strip().lower() != "application/json":
        raise Refusal(400, "invalid_request_error", None, "Expected application/json.")
    try:
        fields = json.loads(body)
    except ValueError:
        fields = None
    if not isinstance(fields, dict):
        raise Refusal(400, "invalid_request_error", None, "We could not parse the JSON body of your request.")
    # A null is a field left out.
    fields = {name: value for name, value in fields.items() if value is not None}
    _check_fields(fields, COMPATIBLE if compatible else GENERATION)
    if not compatible:
        _check_model(fields)
    return Order(fields)


def edit(body: bytes, kind: str, *, compatible: bool = False) -> Order:
    texts, files = _form(body, kind)
    fields = {name: _value(name, text) for name, text in texts.items()}
    _check_fields(fields, COMPATIBLE if compatible else EDIT)
    if not compatible:
        _check_model(fields)
    order = Order(fields, files)
    _check_files(order, most=1 if compatible else MOST_PICTURES, masks=not compatible)
    return order


def _check_fields(fields: dict[str, object], known: dict[str, Check]) -> None:
    for name in fields:
        if name not in known:
            raise invalid(name, f"Unknown parameter: '{name}'.", "unknown_parameter")
    if "prompt" not in fields:
        raise invalid("prompt", "Missing required parameter: 'prompt'.", "missing_required_parameter")
    for name, value in fields.items():
        if not known[name](value):
            raise invalid(name, f"Invalid value for '{name}'.")
    if not is_size(str(fields.get("size", "auto"))):
        raise invalid("size", "Invalid size. Expected WIDTHxHEIGHT.")


def _check_model(fields: dict[str, object]) -> None:
    """What is right for one model and wrong for another."""
    model = str(fields.get("model", "gpt-image-2"))
    if model not in MODELS:
        raise Refusal(404, "invalid_request_error", "model_not_found", f"The model '{model}' does not exist.", "model")
    _check_size(str(fields.get("size", "auto")), model)
    if fields.get("quality") in ("xhigh", "max") and "-2.5-" not in model:
        raise invalid("quality", f"This quality is not supported with {model}.")
    if fields.get("background") == "transparent" and fields.get("output_format", "png") == "jpeg":
        raise invalid("background", "A transparent background needs png or webp.")
    if "output_compression" in fields and fields.get("output_format", "png") == "png":
        raise invalid("output_compression", "Compression needs webp or jpeg.")
    if "partial_images" in fields and not fields.get("stream"):
        raise invalid("partial_images", "Partial images need a stream.")
    fidelity = fields.get("input_fidelity")
    allowed = {"gpt-image-1.5": ("low", "high"), "gpt-image-1-mini": ("low",)}.get(model, ())
    if fidelity and fidelity not in allowed:
        message = f"The model {model} does not support this input_fidelity."
        raise invalid("input_fidelity", message, "invalid_input_fidelity_model")


def is_size(text: str) -> bool:
    return text == "auto" or bool(re.fullmatch(r"[1-9][0-9]{0,4}x[1-9][0-9]{0,4}", text))


def _check_size(text: str, model: str) -> None:
    if text == "auto":
        return
    if model.startswith(FIRST_GENERATION):
        if text not in THREE_SIZES:
            raise invalid("size", f"Supported sizes are {', '.join(THREE_SIZES)} and auto.")
        return
    width, height = (int(side) for side in text.split("x"))
    if width % 16 or height % 16:
        raise invalid("size", "Width and height must be divisible by 16.")
    if max(width, height) > 3 * min(width, height):
        raise invalid("size", "The aspect ratio must be between 1:3 and 3:1.")
    if max(width, height) > 3840:
        raise invalid("size", "The longest edge must be at most 3840.")
    if width * height < 655_360:
        raise invalid("size", "The size is below the minimum pixel budget.")
    if width * height > 8_294_400:
        raise invalid("size", "The size is above the maximum pixel budget.")


def _check_files(order: Order, *, most: int, masks: bool) -> None:
    images = [file for file in order.files if file.field in ("image", "image[]")]
    rest = [file for file in order.files if file not in images]
    if not images:
        raise invalid("image", "Missing required parameter: 'image'.", "missing_required_parameter")
    if len(images) > most or len({file.field for file in images}) > 1:
        raise invalid("image", f"Expected at most {most} images.")
    for number, file in enumerate(images, start=1):
        if len(file.data) >= LARGEST_PICTURE:
            raise invalid("image", f"Image {number} is too large.")
        if file.kind != pictures.kind_of(file.data) or not pictures.is_whole(file.data):
            message = f"Invalid image file or mode for image {number}, please check your image file."
            raise user_error("invalid_image_file", message)
    if any(file.field != "mask" for file in rest) or len(rest) > (1 if masks else 0):
        raise invalid(rest[0].field, f"Unknown parameter: '{rest[0].field}'.", "unknown_parameter")
    for mask in rest:
        _check_mask(mask, images[0])


def _check_mask(mask: File, image: File) -> None:
    if mask.kind != "image/png" or pictures.kind_of(mask.data) != "image/png" or len(mask.data) >= LARGEST_MASK:
        raise invalid("mask", "The mask must be a PNG of less than 4 MB.")
    if not pictures.has_alpha(mask.data):
        raise invalid("mask", "The mask has no alpha channel.")
    if pictures.size_of(mask.data) != pictures.size_of(image.data):
        raise invalid("mask", "The mask and the image must be of one size.")


def _value(name: str, text: str) -> object:
    if name in NUMBERS:
        return int(text) if re.fullmatch(r"[0-9]{1,10}", text) else text
    if name == "stream":
        return {"true": True, "false": False}.get(text, text)
    return text


def _form(body: bytes, kind: str) -> tuple[dict[str, str], list[File]]:
    """A form as RFC 7578 has it, to the byte."""
    head = Message()
    head["content-type"] = kind
    boundary = head.get_param("boundary")
    if head.get_content_type() != "multipart/form-data" or not isinstance(boundary, str) or not boundary:
        raise Refusal(400, "invalid_request_error", None, "Expected multipart/form-data.")
    pieces = (b"\r\n" + body).split(b"\r\n--" + boundary.encode())
    if len(pieces) < 3 or pieces[0] or pieces[-1] not in (b"--", b"--\r\n"):
        raise Refusal(400, "invalid_request_error", None, "We could not parse the form of your request.")
    texts: dict[str, str] = {}
    files: list[File] = []
    for piece in pieces[1:-1]:
        _take(piece, texts, files)
    return texts, files


def _take(piece: bytes, texts: dict[str, str], files: list[File]) -> None:
    lines, blank, content = piece.partition(b"\r\n\r\n")
    part = Message()
    for line in lines.decode("ascii", "strict").removeprefix("\r\n").split("\r\n"):
        name, colon, value = line.partition(":")
        if not colon:
            raise Refusal(400, "invalid_request_error", None, "A part of the form has no head.")
        part[name] = value.strip()
    name = part.get_param("name", header="content-disposition")
    if not blank or not isinstance(name, str) or not part["content-disposition"].startswith("form-data"):
        raise Refusal(400, "invalid_request_error", None, "A part of the form has no name.")
    file_name = part.get_param("filename", header="content-disposition")
    if file_name is not None:
        files.append(File(name, str(file_name), part.get("content-type", ""), content))
    elif name in texts:
        raise invalid(name, f"Duplicate parameter: '{name}'.")
    else:
        texts[name] = content.decode()
