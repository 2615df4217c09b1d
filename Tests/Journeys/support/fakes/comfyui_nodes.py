"""The nodes that the fake of ComfyUI has, and what a graph of them makes: pictures of the right size, in a colour of the seed."""

import json
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field

SAMPLERS = ["euler", "euler_ancestral", "dpmpp_2m"]
SCHEDULERS = ["normal", "karras", "simple"]
LARGEST_SEED = 2**64 - 1
LARGEST_SIDE = 16_384


@dataclass(frozen=True)
class Node:
    """A class of nodes: its inputs as `(type, limits)` or a list of choices, and the types that it puts out."""

    required: dict[str, object]
    returns: tuple[str, ...] = ()
    optional: dict[str, object] = field(default_factory=dict)
    is_output: bool = False


def whole(least: int, most: int) -> tuple:
    return "INT", {"min": least, "max": most}


def decimal(least: float, most: float) -> tuple:
    return "FLOAT", {"min": least, "max": most}


def link(kind: str) -> tuple:
    return kind, {}


STRING = ("STRING", {})


def catalogue(models: list[str]) -> dict[str, Node]:
    """The node classes of a server that has these models."""
    sampling = {
        "model": link("MODEL"),
        "seed": whole(0, LARGEST_SEED),
        "steps": whole(1, 10_000),
        "cfg": decimal(0, 100),
        "sampler_name": SAMPLERS,
        "scheduler": SCHEDULERS,
        "positive": link("CONDITIONING"),
        "negative": link("CONDITIONING"),
        "latent_image": link("LATENT"),
        "denoise": decimal(0, 1),
    }
    size = {"width": whole(16, LARGEST_SIDE), "height": whole(16, LARGEST_SIDE)}
    scaled = {"width": whole(0, LARGEST_SIDE), "height": whole(0, LARGEST_SIDE)}
    pixels, latent, vae = link("IMAGE"), link("LATENT"), link("VAE")
    scaling = {"image": pixels, "upscale_method": ["nearest-exact", "bilinear", "lanczos"], **scaled, "crop": ["disabled", "center"]}
    return {
        "CheckpointLoaderSimple": Node({"ckpt_name": models}, ("MODEL", "CLIP", "VAE")),
        "EmptyLatentImage": Node({**size, "batch_size": whole(1, 4_096)}, ("LATENT",)),
        "CLIPTextEncode": Node({"text": STRING, "clip": link("CLIP")}, ("CONDITIONING",)),
        "KSampler": Node(sampling, ("LATENT",)),
        "VAEDecode": Node({"samples": latent, "vae": vae}, ("IMAGE",)),
        "VAEEncode": Node({"pixels": pixels, "vae": vae}, ("LATENT",)),
        "SetLatentNoiseMask": Node({"samples": latent, "mask": link("MASK")}, ("LATENT",)),
        "LoadImage": Node({"image": STRING}, ("IMAGE", "MASK")),
        "LoadImageMask": Node({"image": STRING, "channel": ["alpha", "red", "green", "blue"]}, ("MASK",)),
        "ImageScale": Node(scaling, ("IMAGE",)),
        "ImageBatch": Node({"image1": pixels, "image2": pixels}, ("IMAGE",)),
        "SaveImage": Node({"images": pixels, "filename_prefix": STRING}, is_output=True),
        "PreviewImage": Node({"images": pixels}, is_output=True),
    }


@dataclass(frozen=True)
class Canvas:
    """What flows through a graph here: a size, and how many of it."""

    width: int
    height: int
    count: int = 1


class Evaluation:
    """What the nodes of one valid graph put out; `load` gives the bytes of an input by its name."""

    def __init__(self, graph: dict, load: Callable[[str], bytes]):
        self.graph, self.load = graph, load

    def canvas(self, node_id: str) -> Canvas:
        node = self.graph[node_id]
        inputs = node["inputs"]
        match node["class_type"]:
            case "EmptyLatentImage":
                return Canvas(inputs["width"] // 8 * 8, inputs["height"] // 8 * 8, inputs["batch_size"])
            case "LoadImage" | "LoadImageMask":
                return Canvas(*size_of(self.load(inputs["image"])))
            case "ImageScale":
                return Canvas(inputs["width"], inputs["height"], self.canvas(inputs["image"][0]).count)
        source = next(inputs[name] for name in ("latent_image", "samples", "pixels", "images", "image1") if name in inputs)
        return self.canvas(source[0])

    def seed(self) -> int:
        return next((node["inputs"]["seed"] for node in self.graph.values() if "seed" in node["inputs"]), 0)


def steps(graph: dict) -> list[tuple[str, int]]:
    """Every node in an order that can be run, and how many steps it takes."""
    done: dict[str, int] = {}

    def visit(node_id: str) -> None:
        if node_id in done:
            return
        for value in graph[node_id]["inputs"].values():
            if isinstance(value, list):
                visit(value[0])
        done[node_id] = graph[node_id]["inputs"].get("steps", 1)

    for node_id in graph:
        visit(node_id)
    return list(done.items())


def size_of(file: bytes) -> tuple[int, int]:
    """Of a PNG or a baseline or progressive JPEG; what is neither raises `ValueError`, as Pillow would."""
    if file.startswith(b"\x89PNG\r\n\x1a\n") and len(file) >= 24:
        return struct.unpack(">II", file[16:24])
    place = 2 if file.startswith(b"\xff\xd8") else len(file)
    while place + 9 <= len(file) and file[place] == 0xFF:
        if file[place + 1] in (0xC0, 0xC1, 0xC2):
            height, width = struct.unpack(">HH", file[place + 5 : place + 9])
            return width, height
        place += 2 + struct.unpack(">H", file[place + 2 : place + 4])[0]
    raise ValueError("cannot identify image file")


def png(width: int, height: int, seed: int, graph: dict | None) -> bytes:
    """A picture in one colour of the seed; with the graph in it, as ComfyUI writes unless told not to."""
    colour = bytes((seed * factor + shift) % 256 for factor, shift in ((37, 11), (59, 101), (83, 211)))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    words = chunk(b"tEXt", b"prompt\0" + json.dumps(graph).encode()) if graph is not None else b""
    row = b"\0" + colour * width
    return b"\x89PNG\r\n\x1a\n" + head + words + chunk(b"IDAT", zlib.compress(row * height, 1)) + chunk(b"IEND", b"")
