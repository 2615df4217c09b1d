"""What people do with pictures, as the package Pillow does it, for the benchmarks.

Takes the file of a photograph and that of another. For each line on standard input it does what the line names, from file
to bytes, and answers with the seconds that it took and the processor time of them.
"""

import io
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PIL import Image


def encoded(picture: Image.Image, kind: str, **options: int) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, kind, **options)
    return stream.getvalue()


def acts(photograph: bytes, other: bytes) -> dict[str, Callable[[], bytes]]:
    def opened(file: bytes) -> Image.Image:
        return Image.open(io.BytesIO(file))

    def thumbnail() -> bytes:
        picture = opened(photograph)
        picture.thumbnail((500, 500), Image.Resampling.LANCZOS)
        return encoded(picture, "JPEG", quality=82)

    def resize() -> bytes:
        return encoded(opened(photograph).resize((1400, 933), Image.Resampling.LANCZOS), "JPEG", quality=90)

    def convert() -> bytes:
        return encoded(opened(photograph), "WEBP", quality=82, method=2)

    def compose() -> bytes:
        picture = opened(photograph)
        picture.paste(opened(other), (500, 333))
        return encoded(picture, "JPEG", quality=90)

    return {"thumbnail": thumbnail, "resize": resize, "convert": convert, "compose": compose}


def main() -> None:
    known = acts(*(Path(file).read_bytes() for file in sys.argv[1:3]))
    print("ready", flush=True)
    for line in sys.stdin:
        act = known[line.strip()]
        begun, begun_processor = time.perf_counter(), time.process_time()
        act()
        print(time.perf_counter() - begun, time.process_time() - begun_processor, flush=True)


if __name__ == "__main__":
    main()
