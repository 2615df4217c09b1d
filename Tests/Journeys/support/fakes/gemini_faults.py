"""Everything that goes wrong with Gemini, by a name for each.

Refusals by a status: `400`, `bad_key`, `billing`, `403`, `404`, `429` (with the detail `after`, in seconds; nothing is said of it for 0),
`429_day`, `500`, `503`, `504`, `missing_signature`, `redirect`, `html` (a proxy's page).

Under a 200: any finish reason in its own word, with no picture, or with the detail `drafts`; `blocked` (the detail `reason`), `text_only`,
`empty`, `no_candidates`, `null_parts`, `drafts` (the detail `count`), `thought_picture`, `wrong_type`, `url_safe`, `bad_base64`, `no_usage`,
`unknown_end`, `error_under_200`, `error_in_stream`, `html_under_200`.

On the way: `truncated` (whole by its length, and no JSON), `cut`, `cut_after_end`, `no_end`, `stall`.
"""

import base64
import json

from support.fakes.gemini_replies import Reply, events, merged
from support.fakes.gemini_request import Refusal

PAGE = "<html><head><title>502 Bad Gateway</title></head></html>"
TYPE = "type.googleapis.com/google.rpc."
ENDS = set(
    "MAX_TOKENS SAFETY RECITATION LANGUAGE OTHER BLOCKLIST PROHIBITED_CONTENT SPII MALFORMED_FUNCTION_CALL IMAGE_SAFETY"
    " IMAGE_PROHIBITED_CONTENT IMAGE_OTHER NO_IMAGE IMAGE_RECITATION UNEXPECTED_TOOL_CALL TOO_MANY_TOOL_CALLS"
    " MISSING_THOUGHT_SIGNATURE MALFORMED_RESPONSE ESCALATION PUP_LIMITED_DISABLED CONTINUATION MODEL_ARMOR".split()
)
REFUSALS = {
    "400": (400, "INVALID_ARGUMENT", "Unable to process input image. Please retry or report the problem."),
    "bad_key": (400, "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key."),
    "billing": (400, "FAILED_PRECONDITION", "User location is not supported for the API use."),
    "403": (403, "PERMISSION_DENIED", "The caller does not have permission"),
    "404": (404, "NOT_FOUND", "models/x is not found for API version v1, or is not supported for generateContent."),
    "429": (429, "RESOURCE_EXHAUSTED", "You exceeded your current quota."),
    "429_day": (429, "RESOURCE_EXHAUSTED", "You exceeded your current quota."),
    "500": (500, "INTERNAL", "An internal error has occurred."),
    "503": (503, "UNAVAILABLE", "The model is overloaded. Please try again later."),
    "504": (504, "DEADLINE_EXCEEDED", "Deadline expired before operation could complete."),
    "missing_signature": (
        400,
        "INVALID_ARGUMENT",
        "Image part is missing a thought_signature in content position 2, part position 1.",
    ),
}


def refusal(how: str, after: int = 7) -> Refusal:
    details = {
        "bad_key": [{"@type": TYPE + "ErrorInfo", "reason": "API_KEY_INVALID", "domain": "googleapis.com"}],
        "429": [_quota("GenerateRequestsPerMinutePerProjectPerModel"), *_wait(after)],
        "429_day": [_quota("GenerateRequestsPerDayPerProjectPerModel"), *_wait(after)],
    }
    return Refusal(*REFUSALS[how], *details.get(how, []))


def _quota(name: str) -> dict:
    return {"@type": TYPE + "QuotaFailure", "violations": [{"quotaId": name, "quotaValue": "10"}]}


def _wait(after: int) -> list[dict]:
    return [{"@type": TYPE + "RetryInfo", "retryDelay": f"{after}s"}] if after else []


def apply(fault: tuple[str, dict], reply: Reply, handler) -> None:
    """Answers so; `handler` has the connection."""
    how, details = fault
    if how in REFUSALS:
        _refuse(handler, how, **details)
    elif how in ENDS:
        _end(reply, handler, how, **details)
    else:
        OTHERS[how](reply, handler, **details)


def _refuse(handler, how: str, after: int = 7) -> None:
    headers = {"Retry-After": str(after)} if how.startswith("429") and after else {}
    error = refusal(how, after)
    handler.send(error.code, error.body, headers)


def _end(reply: Reply, handler, how: str, drafts: int = 0) -> None:
    """As drafts, if any, and then a candidate without content."""
    chunks = [reply.chunk([reply.picture(number + 1)]) for number in range(drafts)]
    reply.has_picture = False
    candidate = {"finishReason": how, "finishMessage": "The image was withheld.", "index": 0}
    if not drafts:
        candidate["content"] = {}
    _send(handler, [*chunks, reply.framed({"candidates": [candidate]})])


def _send(handler, chunks: list[dict]) -> None:
    if handler.is_stream:
        handler.stream(events(chunks))
    else:
        handler.send(200, merged(chunks))


def _blocked(reply: Reply, handler, reason: str = "OTHER") -> None:
    reply.has_usage = False
    body = reply.framed({"promptFeedback": {"blockReason": reason, "safetyRatings": []}})
    _send(handler, [body | {"usageMetadata": {"promptTokenCount": 571, "totalTokenCount": 571}}])


def _text_only(reply: Reply, handler) -> None:
    reply.has_picture = False
    _send(handler, [reply.chunk([{"text": "I can describe it instead."}], "STOP")])


def _null_parts(reply: Reply, handler) -> None:
    candidate = {"content": {"role": "model", "parts": None}, "finishReason": "IMAGE_OTHER", "index": 0}
    _send(handler, [{"candidates": [candidate]}])


def _drafts(reply: Reply, handler, count: int = 1) -> None:
    reply.drafts = count
    handler.reply(reply)


def _thought_picture(reply: Reply, handler) -> None:
    """A picture among the thoughts, behind the one that counts."""
    thought = reply.picture(1) | {"thought": True}
    chunks = [*reply.chunks(), reply.chunk([thought])]
    handler.fake.signatures |= reply.signatures
    _send(handler, chunks)


def _changed_picture(change):
    def apply(reply: Reply, handler) -> None:
        picture = reply.picture

        def changed(draft: int = 0) -> dict:
            part = picture(draft)
            part["inlineData"]["data"] = change(part["inlineData"]["data"])
            return part

        reply.picture = changed
        handler.reply(reply)

    return apply


def _url_safe(text: str) -> str:
    return base64.urlsafe_b64encode(base64.b64decode(text)).decode().rstrip("=")


def _with(**members: object):
    def apply(reply: Reply, handler) -> None:
        for name, value in members.items():
            setattr(reply, name, value)
        handler.reply(reply)

    return apply


def _error_under_200(reply: Reply, handler) -> None:
    _send(handler, [refusal("503").body])


def _error_in_stream(reply: Reply, handler) -> None:
    if not handler.is_stream:
        return _error_under_200(reply, handler)
    _send(handler, [reply.chunk([{"text": "One moment."}]), refusal("503").body])


def _truncated(reply: Reply, handler) -> None:
    whole = json.dumps(merged(list(reply.chunks())))
    content = whole[: len(whole) * 2 // 3].encode()
    if handler.is_stream:
        return handler.stream([b"data: " + content])
    handler.head(200, {"Content-Type": "application/json", "Content-Length": str(len(content))})
    handler.wfile.write(content)


def _cut(reply: Reply, handler) -> None:
    whole = json.dumps(merged(list(reply.chunks()))).encode()
    if handler.is_stream:
        return handler.stream([b"data: " + whole[: len(whole) // 2]], is_cut=True)
    handler.head(200, {"Content-Type": "application/json", "Content-Length": str(len(whole))})
    handler.wfile.write(whole[: len(whole) // 2])
    handler.close_connection = True


def _cut_after_end(reply: Reply, handler) -> None:
    chunks = list(reply.chunks())
    handler.fake.signatures |= reply.signatures
    if handler.is_stream:
        return handler.stream(events(chunks), is_cut=True)
    handler.send(200, merged(chunks), {"Connection": "close"})
    handler.close_connection = True


def _stall(_: Reply, handler) -> None:
    """Says nothing, until the test is over."""
    handler.fake.stall()
    handler.close_connection = True


def _no_end(reply: Reply, handler) -> None:
    """A stream that ends well, and without its last chunk; in one piece, without a reason."""
    reply.drafts = 1
    chunks = list(reply.chunks())[:-1]
    _send(handler, chunks)


OTHERS = {
    "blocked": _blocked,
    "text_only": _text_only,
    "empty": lambda reply, handler: _send(handler, [{}]),
    "no_candidates": lambda reply, handler: _send(handler, [reply.framed({"candidates": []})]),
    "null_parts": _null_parts,
    "drafts": _drafts,
    "thought_picture": _thought_picture,
    "wrong_type": _with(mime_type="image/jpeg"),
    "no_usage": _with(has_usage=False),
    "unknown_end": _with(end="A_NEW_REASON"),
    "url_safe": _changed_picture(_url_safe),
    "bad_base64": _changed_picture(lambda text: "*" + text[1:]),
    "error_under_200": _error_under_200,
    "error_in_stream": _error_in_stream,
    "html": lambda reply, handler: handler.send(502, PAGE),
    "html_under_200": lambda reply, handler: handler.send(200, PAGE),
    "redirect": lambda reply, handler: handler.send(307, PAGE, {"Location": handler.fake.url + "/elsewhere"}),
    "truncated": _truncated,
    "cut": _cut,
    "cut_after_end": _cut_after_end,
    "no_end": _no_end,
    "stall": _stall,
}
ALL = REFUSALS.keys() | ENDS | OTHERS.keys()
