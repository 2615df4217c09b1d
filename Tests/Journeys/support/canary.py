"""The canary sweep: looks for a secret in every byte below a folder, in every form that software writes text in."""

import base64
import re
import secrets
import string
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

SHORTEST = 10
COMPRESSED = re.compile(rb"\x1f\x8b\x08|\x78[\x01\x5e\x9c\xda]")
LONGEST_INFLATED = 64 * 1024 * 1024


def canary() -> str:
    """A word that nothing else contains: letters and digits only, since indexes split at everything else."""
    return "".join(secrets.choice(string.ascii_letters) for _ in range(4)) + secrets.token_hex(12)


def forms(secret: bytes) -> dict[str, bytes]:
    """The byte sequences that give a secret away, by the name of their form."""
    assert len(secret) >= SHORTEST, "a short secret would be found by chance"
    found = {"raw": secret, "hex": secret.hex().encode(), "percent": b"".join(b"%%%02X" % byte for byte in secret)}
    for shift in range(3):
        encoded = base64.b64encode(bytes(shift) + secret)
        # What the neighbouring bytes decide is cut off at both ends.
        inner = encoded[-(-shift * 8 // 6) : (shift + len(secret)) * 8 // 6]
        found[f"base64, {shift} bytes in"] = inner
        found[f"base64url, {shift} bytes in"] = inner.translate(bytes.maketrans(b"+/", b"-_"))
    with suppress(UnicodeDecodeError):  # bytes of a picture are no text
        found["UTF-16LE"] = secret.decode().encode("utf-16-le")
    return found


def traces(folder: Path, suspects: dict[str, bytes]) -> list[str]:
    """Where anything of the suspects lies below a folder: file, secret and form; names of files count too."""
    needles = [
        (name, form, needle.lower()) for name, secret in suspects.items() for form, needle in forms(secret).items()
    ]
    found = []
    for file in sorted(folder.rglob("*")):
        names = str(file.relative_to(folder)).encode()
        for layer, data in _layers(names, _content(file)):
            low = data.lower()
            found += [f"{file.name}{layer}: {name} in {form}" for name, form, needle in needles if needle in low]
    return found


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes() if file.is_file() else b""
    except FileNotFoundError:
        return b""  # gone since it was listed


def _layers(name: bytes, data: bytes) -> Iterator[tuple[str, bytes]]:
    yield " (its name)", name
    yield "", data
    for start in COMPRESSED.finditer(data):
        try:
            inflater = zlib.decompressobj(wbits=47)  # zlib and gzip alike
            yield " (inflated)", inflater.decompress(data[start.start() :], LONGEST_INFLATED)
        except zlib.error:
            continue
