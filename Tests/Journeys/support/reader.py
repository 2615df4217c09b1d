"""Reads what is written on pictures, with models that others made."""

import unicodedata
from dataclasses import dataclass

from PIL import Image
from rapidocr import RapidOCR

# The longest side at which lines are looked for; they are read at full size.
SIGHT = 1280
# How much smaller a picture is looked at too: from near, the recogniser overlooks letters that are taller than a few hundred pixels.
DISTANCES = (1, 2.5, 4)
SLACK = 12
"""How far, in pixels, a line's middle may lie outside of its text's box."""


@dataclass(frozen=True)
class Line:
    """A line that was read, with the middle of its place in pixels."""

    x: float
    y: float
    text: str


@dataclass
class Tally:
    """How many characters were read right, of how many."""

    right: int = 0
    wanted: int = 0

    def add(self, other: "Tally") -> None:
        self.right += other.right
        self.wanted += other.wanted

    @property
    def share(self) -> float:
        return self.right / self.wanted if self.wanted else 1.0


class Reader:
    """A character recogniser; making it takes seconds, so make one."""

    def __init__(self):
        self.engine = RapidOCR(
            params={
                "Global.use_cls": False,
                "Global.log_level": "critical",
                "Det.limit_type": "max",
                "Det.limit_side_len": SIGHT,
            }
        )

    def readings(self, picture: Image.Image) -> list[list[Line]]:
        """The lines of a picture, as they are read from each distance."""
        return [self._lines(picture.convert("RGB"), distance) for distance in DISTANCES]

    def _lines(self, picture: Image.Image, distance: float) -> list[Line]:
        small = (round(picture.width / distance), round(picture.height / distance))
        read = self.engine(picture.resize(small, Image.Resampling.LANCZOS))
        if read.txts is None:
            return []
        return [
            Line(sum(x for x, _ in box) / 4 * distance, sum(y for _, y in box) / 4 * distance, text)
            for box, text in zip(read.boxes, read.txts, strict=True)
        ]


def compare(document: dict, readings: list[list[Line]]) -> dict[str, Tally]:
    """How much of each horizontal text of a layer document was read right, by its layer; by letters and digits alone.

    Of several readings of a text the best counts.
    """
    tallies = {}
    for layer in document["layers"]:
        text = layer.get("text")
        if not text or text.get("vertical"):
            continue
        wanted = plain(text["text"])
        if wanted:
            read = [plain("".join(line.text for line in _within(layer["box"], lines))) for lines in readings]
            missed = min(len(wanted), *(changes(wanted, each) for each in read))
            tallies[layer["id"]] = Tally(len(wanted) - missed, len(wanted))
    return tallies


def _within(box: dict, lines: list[Line]) -> list[Line]:
    """The lines in a box as people read them: from top to bottom, and what stands on one line from left to right."""
    inside = [
        line
        for line in lines
        if -SLACK <= line.x - box["x"] <= box["width"] + SLACK and -SLACK <= line.y - box["y"] <= box["height"] + SLACK
    ]
    rows: list[list[Line]] = []
    for line in sorted(inside, key=lambda line: line.y):
        if rows and line.y - rows[-1][0].y < 2 * SLACK:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda line: line.x)]


def plain(text: str) -> str:
    """Letters and digits in one width and case."""
    folded = unicodedata.normalize("NFKC", text).lower()
    return "".join(character for character in folded if unicodedata.category(character)[0] in "LN")


def changes(wanted: str, read: str) -> int:
    """Levenshtein's distance."""
    row = list(range(len(read) + 1))
    for number, character in enumerate(wanted, 1):
        previous, row = row, [number]
        for place, other in enumerate(read, 1):
            row.append(min(previous[place] + 1, row[-1] + 1, previous[place - 1] + (character != other)))
    return row[-1]
