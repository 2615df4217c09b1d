"""Where the product lies, and what it says in each language."""

import json
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
SHARE = ROOT / "share"


def executable(name: str) -> Path:
    """One of the product's programs, from the folder NBP_BIN, else as `make` last built it."""
    here = Path(__file__).resolve().parent
    folder = Path(os.environ.get("NBP_BIN") or here / "../../../.build/test/release").resolve()
    path = folder / name
    assert path.exists(), f"{path} is not built; run make journeys, or name its folder with NBP_BIN"
    return path


def clean_environment(**settings: object) -> dict[str, str]:
    """An environment without anything that the caller's own would bring in; `data_dir` becomes `NBP_DATA_DIR`."""
    environment = {name: os.environ[name] for name in ("PATH", "TMPDIR") if name in os.environ}
    environment |= {"HOME": "/nonexistent", "LANG": "C.UTF-8", "NBP_SHARE_DIR": str(SHARE)}
    return environment | {f"NBP_{name.upper()}": str(value) for name, value in settings.items() if value is not None}


@dataclass(frozen=True)
class Language:
    """A language that the website speaks, with words to try it by."""

    tag: str
    prefix: str
    red_house: str
    blue_house: str
    three_cats: str
    undrawable: str
    """A prompt with one word that has no drawing."""
    undrawn_word: str
    house: str
    """The word by which to find the house."""
    cat: str

    def path(self, page: str) -> str:
        return self.prefix + page

    def say(self, key: str, **values: object) -> str:
        """A phrase of the catalogue, with its `{values}` filled in."""
        phrase = _phrases(self.tag)[key]
        for name, value in values.items():
            phrase = phrase.replace("{" + name + "}", str(value))
        return phrase

    def __str__(self) -> str:
        return self.tag


@cache
def _phrases(tag: str) -> dict[str, str]:
    return json.loads((SHARE / "strings" / f"{tag}.json").read_text(encoding="utf-8"))


ENGLISH = Language(
    "en",
    "",
    "a red house",
    "a blue house",
    "three cats in a meadow",
    "a house and a zeitgeist",
    "zeitgeist",
    "house",
    "cats",
)
CHINESE = Language(
    "zh-Hant",
    "/zh-Hant",
    "紅色的房子",
    "藍色的房子",
    "草地上有三隻貓",
    "房子和時代精神",
    "時代精神",
    "房子",
    "貓",
)
LANGUAGES = [ENGLISH, CHINESE]

in_every_language = pytest.mark.parametrize("language", LANGUAGES, ids=str)
"""Marks a test that runs once in each language."""
