"""Pictures as the fake makes and looks at them, without a decoder."""

import struct
import zlib

PNG = b"\x89PNG\r\n\x1a\n"
ALPHA_TYPES = (4, 6)
"""Colour types of a PNG that have an alpha channel."""
JPEG_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
"""Markers that tell a JPEG's size."""


def png(width: int, height: int, colour: bytes = b"\x40\x80\xc0") -> bytes:
    """A picture of one colour: of three channels, or four with alpha."""
    kind = {3: 2, 4: 6}[len(colour)]
    row = b"\x00" + colour * width
    head = struct.pack(">IIBBBBB", width, height, 8, kind, 0, 0, 0)
    return PNG + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(row * height, 1)) + _chunk(b"IEND", b"")


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def kind_of(data: bytes) -> str | None:
    """The media type that the first bytes tell."""
    if data.startswith(PNG):
        return "image/png"
    if data.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return None


def size_of(data: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG or JPEG."""
    if data.startswith(PNG):
        return struct.unpack(">II", data[16:24]) if data[12:16] == b"IHDR" and len(data) >= 33 else None
    place = 2
    while data.startswith(b"\xff\xd8") and place + 9 <= len(data) and data[place] == 0xFF:
        if data[place + 1] in JPEG_FRAMES:
            height, width = struct.unpack(">HH", data[place + 5 : place + 9])
            return width, height
        place += 2 + int.from_bytes(data[place + 2 : place + 4])
    return None


def is_whole(data: bytes) -> bool:
    """Whether it can be read at all, as far as can be told without reading it."""
    kind = kind_of(data)
    return kind == "image/webp" or (kind is not None and size_of(data) is not None)


def has_alpha(data: bytes) -> bool:
    return data.startswith(PNG) and data[25:26] != b"" and data[25] in ALPHA_TYPES
