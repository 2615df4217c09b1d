"""What a picture shows, as far as numbers can tell."""

import colorsys
import io

from PIL import Image


def opened(data: bytes) -> Image.Image:
    """Decodes a picture to its last pixel."""
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture


def colours(picture: Image.Image) -> int:
    """How many different colours there are."""
    return len(picture.convert("RGB").getcolors(maxcolors=1 << 24))


def share_of(hue: str, picture: Image.Image) -> float:
    """Which share of a picture is strongly of a hue: `red` or `blue`."""
    low, high = {"red": (345, 18), "blue": (205, 245)}[hue]
    data = picture.convert("RGB").resize((128, 128)).tobytes()
    pixels = zip(data[0::3], data[1::3], data[2::3], strict=True)
    return sum(_is_between(low, high, pixel) for pixel in pixels) / 128**2


def _is_between(low: int, high: int, pixel: tuple[int, int, int]) -> bool:
    hue, saturation, value = colorsys.rgb_to_hsv(*(channel / 255 for channel in pixel))
    degrees = hue * 360
    inside = low <= degrees <= high if low < high else degrees >= low or degrees <= high
    return inside and saturation > 0.5 and value > 0.25
