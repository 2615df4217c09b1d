"""CBOR as `cbor2` writes and reads it, described so that a test in another language can build the same."""

import math
import random
import struct

import cbor2

# RFC 8949, appendix A, without what has no stated length.
APPENDIX_A = """
00 01 0a 17 1818 1819 1864 1903e8 1a000f4240 1b000000e8d4a51000 1bffffffffffffffff c249010000000000000000
3bffffffffffffffff c349010000000000000000 20 29 3863 3903e7 f90000 f98000 f93c00 fb3ff199999999999a f93e00 f97bff
fa47c35000 fa7f7fffff fb7e37e43c8800759c f90001 f90400 f9c400 fbc010666666666666 f97c00 f97e00 f9fc00 fa7f800000
fa7fc00000 faff800000 fb7ff0000000000000 fb7ff8000000000000 fbfff0000000000000 f4 f5 f6 f7 f0 f8ff
c074323031332d30332d32315432303a30343a30305a c11a514b67b0 c1fb41d452d9e8200000 d74401020304 d818456449455446
d82076687474703a2f2f7777772e6578616d706c652e636f6d 40 4401020304 60 6161 6449455446 62225c 62c3bc 63e6b0b4
64f0908591 80 83010203 8301820203820405 98190102030405060708090a0b0c0d0e0f101112131415161718181819 a0
a201020304 a26161016162820203 826161a161626163 a56161614161626142616361436164614461656145
""".split()

# The same appendix's items without a stated length, which a strict reader refuses.
INDEFINITE = """
5f42010243030405ff 7f657374726561646d696e67ff 9fff 9f018202039f0405ffff 9f01820203820405ff 83018202039f0405ff
83019f0203ff820405 9f0102030405060708090a0b0c0d0e0f101112131415161718181819ff bf61610161629f0203ffff
826161bf61626163ff bf6346756ef563416d7421ff
""".split()


class Reader:
    """Describes well-formed CBOR literally, item by item; only what `cbor2` understood as well is trusted."""

    def __init__(self, data: bytes):
        self.data, self.place = data, 0

    def item(self) -> list:
        first = self.take(1)[0]
        kind, detail = first >> 5, first & 31
        width = {24: 1, 25: 2, 26: 4, 27: 8}.get(detail, 0)
        raw = self.take(width)
        number = int.from_bytes(raw, "big") if width else detail
        if kind == 0:
            return ["unsigned", str(number)]
        if kind == 1:
            return ["negative", str(number)]
        if kind == 2:
            return ["bytes", self.take(number).hex()]
        if kind == 3:
            return ["text", self.take(number).decode()]
        if kind == 4:
            return ["array", *(self.item() for _ in range(number))]
        if kind == 5:
            return ["map", *(self.item() for _ in range(2 * number))]
        if kind == 6:
            return ["tag", str(number), self.item()]
        if width < 2:
            return ["simple", str(number)]
        value = struct.unpack({2: ">e", 4: ">f", 8: ">d"}[width], raw)[0]
        return ["float", f"{struct.unpack('>Q', struct.pack('>d', value))[0]:016x}"]

    def take(self, count: int) -> bytes:
        part = self.data[self.place : self.place + count]
        assert len(part) == count
        self.place += count
        return part


def described(data: bytes) -> list:
    reader = Reader(data)
    item = reader.item()
    assert reader.place == len(data)
    return item


def chance_value(dice: random.Random, depth: int = 0) -> object:
    """A value whose canonical form is the same under RFC 7049, which `cbor2` follows, and RFC 8949."""
    kinds = ["number", "big", "bytes", "text", "float", "claim"] + (["array", "map", "counted"] if depth < 4 else [])
    match dice.choice(kinds):
        case "number":
            return dice.randint(-300, 300)
        case "big":
            return dice.choice([1, -1]) * dice.getrandbits(dice.choice([16, 17, 32, 33, 63]))
        case "bytes":
            return dice.randbytes(dice.choice([0, 1, 23, 24, 255, 256]))
        case "text":
            return "".join(dice.choice("ab 香蕉é🍌") for _ in range(dice.choice([0, 1, 23, 24, 90])))
        case "float":
            return dice.choice([0.5, 1e5 + 0.5, 1e-7, 65_504.0, 65_505.0, 1e300, math.inf, -math.inf, dice.random()])
        case "claim":
            return dice.choice([True, False, None])
        case "array":
            return [chance_value(dice, depth + 1) for _ in range(dice.randint(0, 5))]
        case "map":
            keys = [f"{dice.random():.{dice.randint(1, 12)}f}" for _ in range(dice.randint(0, 5))]
        case _:
            keys = [dice.getrandbits(dice.choice([4, 8, 16])) for _ in range(dice.randint(0, 5))]
    return {key: chance_value(dice, depth + 1) for key in keys}


def vectors() -> dict:
    dice = random.Random(8949)
    values = [chance_value(dice) for _ in range(200)]
    return {
        "appendix_a": [{"cbor": text, "item": described(bytes.fromhex(text))} for text in APPENDIX_A],
        "indefinite": INDEFINITE,
        "canonical": [
            {"cbor": data.hex(), "item": described(data)}
            for data in (cbor2.dumps(value, canonical=True) for value in values)
        ],
    }
