"""The enlarging network as the package ncnn runs it, for the benchmarks.

Takes the file of the weights. For each line on standard input it enlarges a picture of 1024 x 1024 pixels four times, in
tiles as ours with the same margin, and answers with the seconds that the network took and the processor time of them:
neither reading nor writing of samples counts. The tiles cover the picture in sixteen; larger ones take it longer a pixel.
"""

import os
import struct
import sys
import tempfile
import time
from pathlib import Path

import ncnn
import numpy

SIDE, TILE, MARGIN = 1024, 288, 16


def network(weights: bytes, folder: Path) -> ncnn.Net:
    """Writes the weights in ncnn's form and reads them back."""
    convolutions, features, scale = struct.unpack_from("<III", weights, 8)
    at, inputs, outputs = 20, 3, 3 * scale * scale
    lines = ["Input in 0 1 data", "Split split 1 2 data front back"]
    numbers, before = b"", "front"
    for place in range(convolutions):
        is_last = place + 1 == convolutions
        count = outputs if is_last else features
        half, single = 2 * count * inputs * 9, 4 * count
        lines.append(f"Convolution c{place} 1 1 {before} v{place} 0={count} 1=3 4=1 5=1 6={half // 2}")
        numbers += struct.pack("<I", 0x01306B47) + weights[at : at + half + single]
        at, before, inputs = at + half + single, f"v{place}", count
        if not is_last:
            lines.append(f"PReLU p{place} 1 1 v{place} r{place} 0={features}")
            numbers += weights[at : at + single]
            at, before = at + single, f"r{place}"
    lines += [
        f"PixelShuffle shuffle 1 1 {before} detail 0={scale}",
        f"Interp enlarge 1 1 back plain 0=1 1={scale}.0 2={scale}.0",
        "BinaryOp sum 2 1 detail plain output",
    ]
    blobs = len(lines) + 1
    (folder / "net.param").write_text("\n".join(["7767517", f"{len(lines)} {blobs}", *lines]) + "\n")
    (folder / "net.bin").write_bytes(numbers)
    net = ncnn.Net()
    net.opt.num_threads = len(os.sched_getaffinity(0))
    net.load_param(str(folder / "net.param"))
    net.load_model(str(folder / "net.bin"))
    return net


def enlarge(net: ncnn.Net, picture: numpy.ndarray) -> tuple[float, float]:
    count = -(-(SIDE - 2 * MARGIN) // (TILE - 2 * MARGIN))
    starts = [min(place * (TILE - 2 * MARGIN), SIDE - TILE) for place in range(count)]
    wall = processor = 0.0
    for y in starts:
        for x in starts:
            tile = ncnn.Mat(numpy.ascontiguousarray(picture[:, y : y + TILE, x : x + TILE])).clone()
            begun, begun_processor = time.perf_counter(), time.process_time()
            extractor = net.create_extractor()
            extractor.input("data", tile)
            extractor.extract("output")
            wall += time.perf_counter() - begun
            processor += time.process_time() - begun_processor
    return wall, processor


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        net = network(Path(sys.argv[1]).read_bytes(), Path(folder))
    picture = numpy.random.default_rng(1).random((3, SIDE, SIDE), dtype=numpy.float32)
    print("ready", flush=True)
    for _ in sys.stdin:
        print(*enlarge(net, picture), flush=True)


main()
