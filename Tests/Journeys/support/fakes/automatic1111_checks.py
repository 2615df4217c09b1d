"""What AUTOMATIC1111 has against a request, from `modules/api/api.py`."""

import base64

from PIL import Image

from support.fakes import automatic1111_replies as shapes
from support.fakes.diffusion_host import Call, opened


class Refused(Exception):
    """An `HTTPException` of the real one, or what pydantic has against a body."""

    def __init__(self, status: int, detail: object):
        super().__init__(str(detail))
        self.status, self.detail = status, detail


def members(call: Call) -> dict:
    """The members of a request."""
    try:
        request = call.json
    except ValueError:
        raise Refused(422, [{"type": "json_invalid", "loc": ["body", 0], "msg": "JSON decode error"}]) from None
    if not isinstance(request, dict):
        words = "Input should be a valid dictionary"
        raise Refused(422, [{"type": "model_attributes_type", "loc": ["body"], "msg": words}])
    return request


def check_names(request: dict) -> None:
    """Refuses scripts and samplers that nobody knows."""
    script = request.get("script_name")
    if script and script.lower() not in shapes.SCRIPTS:
        raise Refused(422, f"Script '{script}' not found")
    for name in request.get("alwayson_scripts") or {}:
        if name.lower() not in shapes.ALWAYS_ON:
            raise Refused(422, f"always on script {name} not found")
    if (request.get("sampler_name") or request.get("sampler_index") or "Euler") not in shapes.SAMPLERS:
        raise Refused(404, "Sampler not found")


def decoded(text: object) -> Image.Image:
    """A picture, as the real one decodes it; an address is refused here, where the real one may fetch it."""
    if not isinstance(text, str):
        raise Refused(422, [{"type": "string_type", "loc": ["body"], "msg": "Input should be a valid string"}])
    if text.startswith(("http://", "https://")):
        raise Refused(500, "Request to local resource not allowed")
    if text.startswith("data:image/"):
        text = text.split(";")[1].split(",")[1]
    try:
        image = opened(base64.b64decode(text))
    except ValueError:
        image = None
    if image is None:
        raise Refused(500, "Invalid encoded image")
    return image
