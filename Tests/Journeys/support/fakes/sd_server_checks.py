"""What `sd-server` has against a request, from `SDGenerationParams::from_json_str` and `validate`."""

import base64
import re

from support.fakes.diffusion_host import opened

READ = {"PNG", "JPEG", "BMP", "GIF"}


class Invalid(Exception):
    """A 400, in the server's own words."""

    def __init__(self, words: str = "invalid generation parameters"):
        super().__init__(words)


def check(request: object, loras: tuple[str, ...]) -> dict:
    """The request, if the server takes it; `TypeError` where the real one stumbles over a type and answers with a 500."""
    if not isinstance(request, dict):
        raise TypeError
    _check_pictures(request)
    for lora in _listed(request, "lora"):
        if not isinstance(lora, dict) or lora.get("path") not in loras:
            raise Invalid
    form = request.get("output_format", "png")
    if not isinstance(form, str) or not isinstance(request.get("output_compression", 100), int):
        raise TypeError
    if form.lower() not in ("png", "jpeg"):
        raise Invalid("invalid output_format, must be one of [png, jpeg]")
    _check_numbers(request)
    return request


def integer(request: dict, name: str, otherwise: int) -> int:
    """A whole number of a request; the server goes on with its own for anything else."""
    value = request.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else otherwise


def _check_numbers(request: dict) -> None:
    strength = request.get("strength")
    if isinstance(strength, int | float) and not 0 <= strength <= 1:
        raise Invalid
    sampling = request.get("sample_params")
    guidance = sampling.get("guidance") if isinstance(sampling, dict) else None
    scale = guidance.get("txt_cfg") if isinstance(guidance, dict) else None
    if isinstance(scale, int | float) and scale < 0:
        raise Invalid


def _check_pictures(request: dict) -> None:
    for name in ("init_image", "mask_image", "control_image", "end_image"):
        if request.get(name) is not None:
            _check_picture(request[name], least_channels=1 if name == "mask_image" else 3)
    for name in ("ref_images", "control_frames"):
        for text in _listed(request, name):
            _check_picture(text, least_channels=3)


def _listed(request: dict, name: str) -> list:
    value = request.get(name)
    if value is None:
        return []
    if not isinstance(value, list):
        raise Invalid
    return value


def _check_picture(text: object, least_channels: int) -> None:
    """Decodes as the real one does: up to the first character that is not of the standard alphabet, and what `stb_image` reads."""
    if not isinstance(text, str):
        raise Invalid
    encoded = re.match(r"[A-Za-z0-9+/]*", text[text.find(",") + 1 :])
    letters = encoded[0] if encoded else ""
    if len(letters) % 4 == 1:
        letters = letters[:-1]
    image = opened(base64.b64decode(letters + "=" * (-len(letters) % 4)))
    if image is None or image.format not in READ:
        raise Invalid
    channels = 3 if image.mode == "P" else len(image.getbands())
    if channels < least_channels:
        raise Invalid
