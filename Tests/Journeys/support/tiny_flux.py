"""Weights that mean nothing, for the smallest network that `sd-server` draws with: FLUX with one head, one block of each kind.

Its text encoder has no smaller size than its own 123 million numbers; they are all nought, and the file is mostly a hole.
"""

import json
import math
import struct
from pathlib import Path

import numpy as np

HIDDEN = 128  # one head
MLP = 4 * HIDDEN
TEXT = 4_096
POOLED = 768
LATENT = 16
WORDS, POSITIONS, LAYERS, WIDE = 49_408, 77, 12, 3_072
CHANNELS = 64  # of the decoder

Shapes = dict[str, tuple[int, ...]]


def write_weights(folder: Path) -> list[str]:
    """Writes three files; returns the arguments that make `sd-server` load them."""
    files = {"diffusion-model": _network(), "tae": _decoder(), "clip_l": _encoder()}
    arguments = []
    for option, shapes in files.items():
        path = folder / f"{option}.safetensors"
        _write(path, shapes, empty=option == "clip_l")
        arguments += [f"--{option}", str(path)]
    return arguments


def _write(path: Path, shapes: Shapes, *, empty: bool) -> None:
    """A safetensors file: the length of its head, the head, and the numbers, halves where there are none."""
    kind, size = ("F16", 2) if empty else ("F32", 4)
    head, end = {}, 0
    for name, shape in shapes.items():
        begin, end = end, end + math.prod(shape) * size
        head[name] = {"dtype": kind, "shape": shape, "data_offsets": [begin, end]}
    text = json.dumps(head).encode()
    numbers = np.random.default_rng(7)
    with path.open("wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        if empty:
            file.truncate(8 + len(text) + end)
            return
        for shape in shapes.values():
            file.write((numbers.standard_normal(math.prod(shape), dtype=np.float32) * 0.05).tobytes())


def _linear(name: str, inputs: int, outputs: int) -> Shapes:
    return {f"{name}.weight": (outputs, inputs), f"{name}.bias": (outputs,)}


def _network() -> Shapes:
    shapes = _linear("img_in", 4 * LATENT, HIDDEN) | _linear("txt_in", TEXT, HIDDEN)
    for name, inputs in (("time_in", 256), ("vector_in", POOLED)):
        shapes |= _linear(f"{name}.in_layer", inputs, HIDDEN) | _linear(f"{name}.out_layer", HIDDEN, HIDDEN)
    for side in ("img", "txt"):
        block = f"double_blocks.0.{side}"
        shapes |= _linear(f"{block}_mod.lin", HIDDEN, 6 * HIDDEN)
        shapes |= _linear(f"{block}_attn.qkv", HIDDEN, 3 * HIDDEN) | _linear(f"{block}_attn.proj", HIDDEN, HIDDEN)
        shapes |= {f"{block}_attn.norm.{part}_norm.scale": (HIDDEN,) for part in ("query", "key")}
        shapes |= _linear(f"{block}_mlp.0", HIDDEN, MLP) | _linear(f"{block}_mlp.2", MLP, HIDDEN)
    block = "single_blocks.0"
    shapes |= _linear(f"{block}.linear1", HIDDEN, 3 * HIDDEN + MLP) | _linear(f"{block}.linear2", HIDDEN + MLP, HIDDEN)
    shapes |= {f"{block}.norm.{part}_norm.scale": (HIDDEN,) for part in ("query", "key")}
    shapes |= _linear(f"{block}.modulation.lin", HIDDEN, 3 * HIDDEN)
    return (
        shapes
        | _linear("final_layer.linear", HIDDEN, 4 * LATENT)
        | _linear("final_layer.adaLN_modulation.1", HIDDEN, 2 * HIDDEN)
    )


def _convolution(name: str, inputs: int, outputs: int, *, bias: bool = True) -> Shapes:
    weight = {f"{name}.weight": (outputs, inputs, 3, 3)}
    return weight | {f"{name}.bias": (outputs,)} if bias else weight


def _block(name: str) -> Shapes:
    shapes: Shapes = {}
    for index in (0, 2, 4):
        shapes |= _convolution(f"{name}.conv.{index}", CHANNELS, CHANNELS)
    return shapes


def _decoder() -> Shapes:
    """TAEF1, both ways: the indices jump over layers that hold no numbers."""
    shapes = _convolution("decoder.layers.0", LATENT, CHANNELS) | _convolution("decoder.layers.18", CHANNELS, 3)
    for index in (2, 3, 4, 7, 8, 9, 12, 13, 14, 17):
        shapes |= _block(f"decoder.layers.{index}")
    for index in (6, 11, 16):
        shapes |= _convolution(f"decoder.layers.{index}", CHANNELS, CHANNELS, bias=False)
    shapes |= _convolution("encoder.layers.0", 3, CHANNELS) | _convolution("encoder.layers.14", CHANNELS, LATENT)
    for index in (1, 3, 4, 5, 7, 8, 9, 11, 12, 13):
        shapes |= _block(f"encoder.layers.{index}")
    for index in (2, 6, 10):
        shapes |= _convolution(f"encoder.layers.{index}", CHANNELS, CHANNELS, bias=False)
    return shapes


def _encoder() -> Shapes:
    """CLIP ViT-L/14's half for words."""
    embeddings = "text_model.embeddings"
    shapes: Shapes = {
        f"{embeddings}.token_embedding.weight": (WORDS, POOLED),
        f"{embeddings}.position_embedding.weight": (POSITIONS, POOLED),
        "text_model.final_layer_norm.weight": (POOLED,),
        "text_model.final_layer_norm.bias": (POOLED,),
    }
    for index in range(LAYERS):
        layer = f"text_model.encoder.layers.{index}"
        for part in ("q_proj", "k_proj", "v_proj", "out_proj"):
            shapes |= _linear(f"{layer}.self_attn.{part}", POOLED, POOLED)
        shapes |= _linear(f"{layer}.mlp.fc1", POOLED, WIDE) | _linear(f"{layer}.mlp.fc2", WIDE, POOLED)
        shapes |= {f"{layer}.layer_norm{norm}.{part}": (POOLED,) for norm in (1, 2) for part in ("weight", "bias")}
    return shapes
