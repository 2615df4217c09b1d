"""Everything that goes wrong at OpenAI and at hosts that speak its API."""

import base64
import json
from collections.abc import Callable
from typing import Protocol

from support.fakes import openai_images_pictures as pictures
from support.fakes.openai_images_request import Order, Refusal, user_error


class Answering(Protocol):
    """What a fault may do with the connection."""

    order: Order

    def refuse(self, refusal: Refusal) -> None: ...
    def send(self, status: int, body: bytes, kind: str, headers: dict[str, str] | None = None) -> None: ...
    def send_cut(self, body: bytes, kind: str) -> None: ...
    def stream(self, events: list[bytes], *, end: str = "whole") -> None: ...
    def link(self, data: bytes) -> str: ...
    def stall(self) -> None: ...
    def reply(self, **changes: object) -> dict: ...
    def drafts(self, count: int) -> list[bytes]: ...


Fault = Callable[[Answering], None]
NOWHERE = "https://192.0.2.1/a.png"
"""An address that is set aside for documents (RFC 5737)."""


def event(name: str, data: object) -> bytes:
    return f"event: {name}\ndata: {json.dumps(data)}\n\n".encode()


def _refusal(*details: object, **more: object) -> Fault:
    return lambda answering: answering.refuse(Refusal(*details, **more))


def _moderation(stage: str | None) -> Refusal:
    details = {"moderation_details": {"moderation_stage": stage, "categories": ["violence"]}} if stage else {}
    return user_error("moderation_blocked", "Your request was rejected by our safety system.", **details)


def _json(body: object, status: int = 200) -> Fault:
    return lambda answering: answering.send(status, json.dumps(body).encode(), "application/json")


def _html(status: int) -> Fault:
    page = b"<!doctype html><title>Gateway</title><p>Try again later."
    return lambda answering: answering.send(status, page, "text/html")


def _picture(**item: object) -> Fault:
    """A whole reply whose picture is given in another way."""
    return lambda answering: _json(answering.reply(data=[item]))(answering)


def _link(answering: Answering) -> None:
    _picture(url=answering.link(pictures.png(*answering.order.size)))(answering)


def _data_url(answering: Answering) -> None:
    data = base64.b64encode(pictures.png(*answering.order.size)).decode()
    _picture(b64_json=f"data:image/webp;base64,{data}")(answering)


def _other_size(answering: Answering) -> None:
    data = base64.b64encode(pictures.png(64, 48)).decode()
    _picture(b64_json=data)(answering)


def _two_pictures(answering: Answering) -> None:
    reply = answering.reply()
    _json(reply | {"data": reply["data"] * 2})(answering)


def _whole_despite_stream(answering: Answering) -> None:
    _json(answering.reply())(answering)


def _without(*names: str) -> Fault:
    def fault(answering: Answering) -> None:
        _json({name: value for name, value in answering.reply().items() if name not in names})(answering)

    return fault


def _truncated(answering: Answering) -> None:
    """A whole answer by its length, of half the JSON."""
    body = json.dumps(answering.reply()).encode()
    answering.send(200, body[: len(body) // 2], "application/json")


def _cut(answering: Answering) -> None:
    answering.send_cut(json.dumps(answering.reply()).encode(), "application/json")


def _stream(drafts: int, *last: bytes, end: str = "whole") -> Fault:
    return lambda answering: answering.stream([*answering.drafts(drafts), *last], end=end)


def _stream_error(refusal: Refusal) -> bytes:
    return f"data: {json.dumps({'type': 'error', **refusal.body})}\n\n".encode()


SERVER_ERROR = Refusal(500, "server_error", "server_error", "The server had an error.")
QUOTA = "You exceeded your current quota."

FAULTS: dict[str, Fault] = {
    "400": _refusal(400, "invalid_request_error", "invalid_value", "Invalid value: 'size'.", "size"),
    "400_image": lambda answering: answering.refuse(
        user_error("invalid_image_file", "Invalid image file or mode for image 2, please check your image file.")
    ),
    "400_moderation": lambda answering: answering.refuse(_moderation(None)),
    "400_moderation_input": lambda answering: answering.refuse(_moderation("input")),
    "400_moderation_output": lambda answering: answering.refuse(_moderation("output")),
    "401": _refusal(401, "invalid_request_error", "invalid_api_key", "Incorrect API key provided."),
    "402": _json({"error": "Payment required"}, 402),
    "403": _refusal(403, "invalid_request_error", None, "Your organization must be verified."),
    "404": _refusal(404, "invalid_request_error", "model_not_found", "The model does not exist.", "model"),
    "429": _refusal(
        429, "requests", "rate_limit_exceeded", "Rate limit reached.", headers={"Retry-After": "2", "retry-after-ms": "1500"}
    ),
    "429_bare": _html(429),
    "429_quota": _refusal(429, "insufficient_quota", "insufficient_quota", QUOTA),
    "429_billing": _refusal(429, "insufficient_quota", "billing_hard_limit_reached", QUOTA),
    "429_spend": _refusal(429, "insufficient_quota", "project_spend_limit_exceeded", QUOTA),
    "500": lambda answering: answering.refuse(SERVER_ERROR),
    "502": _html(502),
    "503": _refusal(503, "server_error", "overloaded", "The engine is overloaded.", headers={"Retry-After": "1"}),
    "504": _html(504),
    "200_error": _json(_moderation(None).body),
    "200_error_text": _json({"error": "upstream failed"}),
    "200_message": _json({"message": "upstream failed"}),
    "200_html": _html(200),
    "200_empty": lambda answering: _json(answering.reply(data=[]))(answering),
    "200_nothing": _json({"created": 0}),
    "redirect": lambda answering: answering.send(307, b"", "text/plain", {"Location": "/v1/elsewhere"}),
    "stall": lambda answering: answering.stall(),
    "close": lambda answering: None,
    "cut": _cut,
    "truncated": _truncated,
    "bad_base64": _picture(b64_json="%%%"),
    "no_usage": _without("usage", "created"),
    "data_url": _data_url,
    "link": _link,
    "link_nowhere": _picture(url=NOWHERE),
    "other_size": _other_size,
    "two_pictures": _two_pictures,
    "no_stream": _whole_despite_stream,
    "stream_moderation": _stream(1, _stream_error(_moderation(None))),
    "stream_error": _stream(0, _stream_error(SERVER_ERROR)),
    "stream_ends": _stream(2),
    "stream_cut": _stream(1, end="cut"),
    "stream_silent": _stream(1, end="silent"),
}
