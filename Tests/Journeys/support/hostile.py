"""Pictures that mean no good: cut, lying, swollen, double and mutated ones, made by chance that repeats itself."""

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import pillow_heif
from PIL import Image, ImageDraw

pillow_heif.register_heif_opener()

FORMATS = ("png", "jpeg", "webp", "avif", "heic", "gif", "tiff")
SIZE = (96, 64)
MUTATIONS = 20
"""Of each format."""
TOO_LARGE = 51_000_000
HUGE = 30_000


@dataclass(frozen=True)
class Hostile:
    """A file, and whether it must be refused; others may be taken, but only as a clean picture."""

    name: str
    content: bytes
    is_refused: bool = False
    kind: str = "image/png"
    """What it says it is."""


def hostile_files(secret: bytes) -> list[Hostile]:
    """All of them; `secret` stands wherever a file has room for words, and must never come out again."""
    files = [
        *truncated(secret),
        *mutated(secret),
        *lying(secret),
        *swollen(secret),
        *double(secret),
        *drawings(),
        *nothings(secret),
    ]
    assert len({file.name for file in files}) == len(files) >= 200
    return files


def picture(form: str, secret: bytes = b"", size: tuple[int, int] = SIZE) -> bytes:
    """A small picture with words about itself."""
    canvas = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(canvas)
    for step in range(0, size[0], 8):
        draw.rectangle((step, step % size[1], step + 6, size[1]), fill=(step * 2 % 256, 255 - step % 256, step * 5 % 256))
    exif = Image.Exif()
    exif[0x010F], exif[0x013B] = "Maker", secret.decode("latin-1")
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (47.0, 36.0, 12.0)
    target, name = io.BytesIO(), {"heic": "HEIF"}.get(form, form.upper())
    options: dict[str, object] = {"comment": secret} if form == "gif" else {"exif": exif.tobytes()}
    if form == "tiff":
        options = {"tiffinfo": {270: secret.decode("latin-1")}}
    canvas.save(target, name, **options)
    return target.getvalue()


def truncated(secret: bytes) -> Iterator[Hostile]:
    for form in FORMATS:
        whole = picture(form, secret)
        for place in (1, 3, 8, 13, 30, len(whole) // 4, len(whole) // 2, len(whole) * 3 // 4, len(whole) - 1):
            yield Hostile(f"cut {form} after {place}", whole[:place], kind=f"image/{form}")


def mutated(secret: bytes) -> Iterator[Hostile]:
    """Flipped, overwritten, inserted and lost bytes, as AFL makes them; more of them near the beginning."""
    for form in FORMATS:
        whole = picture(form, secret)
        for seed in range(MUTATIONS):
            chance, changed = random.Random(f"{form} {seed}"), bytearray(whole)
            for _ in range(chance.choice((1, 2, 4, 16))):
                mutate(changed, chance)
            yield Hostile(f"mutated {form} {seed}", bytes(changed), kind=f"image/{form}")


def mutate(data: bytearray, chance: random.Random) -> None:
    place = chance.randrange(min(len(data), chance.choice((32, 256, 1 << 20))))
    match chance.randrange(5):
        case 0:
            data[place] ^= 1 << chance.randrange(8)
        case 1:
            data[place] = chance.choice((0, 1, 0x7F, 0x80, 0xFE, 0xFF))
        case 2:
            number = chance.choice((0, 1, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF))
            data[place : place + 4] = struct.pack(chance.choice(("<I", ">I")), number)
        case 3:
            del data[place : place + chance.choice((1, 2, 16, 300))]
        case 4:
            data[place:place] = data[place : place + chance.choice((1, 4, 64))]


def lying(secret: bytes) -> Iterator[Hostile]:
    """Each says by its name and its type that it is the next one; only the content counts."""
    for form, other in zip(FORMATS, FORMATS[1:] + FORMATS[:1], strict=True):
        yield Hostile(f"{form} as.{other}", picture(form, secret), kind=f"image/{other}")


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png(width: int, height: int, rows: bytes, *between: bytes, depth: int = 1, colour: int = 0) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(between) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def deflated(count: int) -> bytes:
    """So many zero bytes, compressed piece by piece."""
    squeeze, piece = zlib.compressobj(9), bytes(1 << 20)
    parts = [squeeze.compress(piece) for _ in range(count >> 20)]
    return b"".join([*parts, squeeze.compress(bytes(count % (1 << 20))), squeeze.flush()])


def swollen(secret: bytes) -> Iterator[Hostile]:
    """Little on the way, much in memory."""
    row = HUGE // 8 + 1
    yield Hostile("bomb 30,000 x 30,000 in 20 KB.png", png(HUGE, HUGE, deflated(row * HUGE)[:20_000]), True)
    yield Hostile("whole bomb 30,000 x 30,000.png", png(HUGE, HUGE, deflated(row * HUGE)), True)
    yield Hostile("bomb of 2^31.png", png(0x7FFFFFFF, 0x7FFFFFFF, deflated(1_000)), True)
    yield Hostile("no width.png", png(0, 10, deflated(10)), True)
    small = deflated(8 * 2)
    profile = b"p\0\0" + deflated(200 << 20)
    yield Hostile("profile bomb.png", png(8, 8, small, chunk(b"iCCP", profile)))
    yield Hostile("text bomb.png", png(8, 8, small, chunk(b"zTXt", b"Comment\0\0" + deflated(200 << 20))))
    yield Hostile("thousands of texts.png", png(8, 8, small, *[chunk(b"tEXt", b"Comment\0" + secret)] * 20_000))
    whole = picture("jpeg", secret)
    frame = whole.index(b"\xff\xc0") + 5
    yield Hostile("bomb.jpg", whole[:frame] + struct.pack(">HH", 65_500, 65_500) + whole[frame + 4 :], True)
    target = io.BytesIO()
    Image.open(io.BytesIO(whole)).save(target, "JPEG", progressive=True)
    progressive = target.getvalue()
    last = progressive.rindex(b"\xff\xda")
    yield Hostile("thousands of scans.jpg", progressive[:-2] + progressive[last:-2] * 3_000 + b"\xff\xd9")
    yield Hostile("bomb.gif", b"GIF89a" + struct.pack("<HHBBB", 65_535, 65_535, 0x80, 0, 0) + picture("gif")[13:], True)
    frames = io.BytesIO()
    Image.new("P", (2_000, 2_000)).save(
        frames, "GIF", save_all=True, append_images=[Image.new("P", (2_000, 2_000), shade) for shade in range(1, 60)]
    )
    yield Hostile("sixty large frames.gif", frames.getvalue(), True)
    tags = struct.pack("<HHII", 256, 4, 1, 100_000) + struct.pack("<HHII", 257, 4, 1, 100_000)
    tags += struct.pack("<HHII", 258, 3, 1, 8) + struct.pack("<HHII", 262, 3, 1, 1) + struct.pack("<HHII", 277, 3, 1, 1)
    tags += struct.pack("<HHII", 273, 4, 1, 8) + struct.pack("<HHII", 278, 4, 1, 100_000)
    tags += struct.pack("<HHII", 279, 4, 1, 0xFFFFFFFF)
    yield Hostile("bomb.tiff", b"II*\0" + struct.pack("<IH", 8, 8) + tags + bytes(4), True)
    table = struct.pack("<H", 65_535) + struct.pack("<HHII", 270, 2, 0xFFFFFFFF, 8) * 65_535
    yield Hostile("directory of 65,535 entries.tiff", b"II*\0" + struct.pack("<I", 8) + table + bytes(4), True)
    yield Hostile("circle.tiff", circle(), kind="image/tiff")
    yield Hostile("bomb.webp", vp8l(16_383, 16_383), True)
    for form in ("avif", "heic"):
        whole = picture(form, secret)
        size = whole.index(b"ispe") + 8
        yield Hostile(f"bomb.{form}", whole[:size] + struct.pack(">II", HUGE, HUGE) + whole[size + 8 :], True)


def circle() -> bytes:
    """A TIFF whose directory leads back to itself."""
    whole = bytearray(picture("tiff"))
    start = struct.unpack_from("<I", whole, 4)[0]
    count = struct.unpack_from("<H", whole, start)[0]
    struct.pack_into("<I", whole, start + 2 + 12 * count, start)
    return bytes(whole)


def vp8l(width: int, height: int) -> bytes:
    """A lossless WebP that is all header."""
    head = struct.pack("<BI", 0x2F, (width - 1) | (height - 1) << 14) + bytes(32)
    return b"RIFF" + struct.pack("<I", len(head) + 12) + b"WEBPVP8L" + struct.pack("<I", len(head)) + head


def double(secret: bytes) -> Iterator[Hostile]:
    """A picture and something else in one; what is kept of it is the picture alone."""
    script = b"<script>alert('" + secret + b"')</script>"
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.writestr("META-INF/MANIFEST.MF", b"Manifest-Version: 1.0\n" + secret)
    for form in FORMATS:
        yield Hostile(f"{form} and ZIP.jar", picture(form) + zipped.getvalue(), kind=f"image/{form}")
        yield Hostile(f"{form} and HTML.html", picture(form) + script, kind="image/svg+xml")
    comment = b"\xff\xfe" + struct.pack(">H", len(script) + 2) + script
    yield Hostile("HTML in a comment.jpg", b"\xff\xd8" + comment + picture("jpeg")[2:])
    php = b"<?php echo '" + secret + b"'; ?>"
    yield Hostile("PHP in a text.png", png(8, 8, deflated(16), chunk(b"tEXt", b"Comment\0" + php)))
    yield Hostile("script that is a GIF.js", b"GIF89a/*" + bytes(8) + b"*/=1;" + script, True)
    yield Hostile("PDF and JPEG.pdf", b"%PDF-1.4\n" + picture("jpeg"), True)
    yield Hostile("ZIP and PNG.zip", zipped.getvalue() + picture("png"), True)
    yield Hostile("PNG after a line.png", b"\n" + picture("png"), True)
    yield Hostile("two PNGs.png", picture("png") * 2)
    yield Hostile("program.png", b"\x7fELF" + picture("png"), True)


def drawings() -> Iterator[Hostile]:
    """SVG is not taken, however it comes."""
    plain = b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><script>alert(1)</script></svg>"
    entities = b"".join(b"<!ENTITY l%d '%s'>" % (step, b"&l%d;" % (step - 1) * 10) for step in range(1, 10))
    laughs = b"<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY l0 'ha'>" + entities + b"]><svg>&l9;</svg>"
    file = b"<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY f SYSTEM 'file:///etc/passwd'>]><svg><text>&f;</text></svg>"
    squeeze = zlib.compressobj(9, zlib.DEFLATED, 31)
    each = {
        "plain": plain,
        "marked": b"\xef\xbb\xbf" + plain,
        "spaced": b"\n\t  " + plain,
        "declared": b"<?xml version='1.0'?>" + plain,
        "remarked": b"<!-- GIF89a -->" + plain,
        "laughing": laughs,
        "reading": file,
        "packed": squeeze.compress(plain) + squeeze.flush(),
        "wide": plain.decode().encode("utf-16"),
    }
    for name, content in each.items():
        yield Hostile(f"{name}.svg", content, True, kind="image/svg+xml")
        yield Hostile(f"{name}.svg.png", content, True)


def nothings(secret: bytes) -> Iterator[Hostile]:
    chance = random.Random(7)
    yield Hostile("empty.png", b"", True)
    yield Hostile("words.png", b"no picture at all " + secret, True)
    yield Hostile("zeros.png", bytes(4_096), True)
    for number in range(5):
        yield Hostile(f"noise {number}.png", b"\x01" + chance.randbytes(5_000), True)
    for name, start in {
        "BMP": b"BM", "icon": b"\0\0\1\0", "Photoshop": b"8BPS", "JPEG XL": b"\xff\x0a", "JPEG 2000": b"\xff\x4f\xff\x51",
        "BigTIFF": b"II+\0", "OpenEXR": b"\x76\x2f\x31\x01", "film": b"\0\0\0\x18ftypisom",
    }.items():
        yield Hostile(f"{name}.png", start + chance.randbytes(2_000), True)
