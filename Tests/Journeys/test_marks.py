"""Every file says what made it, and nothing about who asked for what."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from support.canary import canary, forms
from support.desk import Desk
from support.person import Person

SOURCE = "http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia"
TELLING = re.compile("Date|Time|Author|Artist|Creator|Software|Host|GPS|Comment|Description|Title|Thumbnail")


@pytest.mark.parametrize("ending", ["png", "jpg", "webp", "avif"])
def test_a_picture_says_what_made_it_and_nothing_of_who_asked_for_what(desk: Desk, ending: str):
    secret = canary()
    desk.nbp("generate", f"a red house {secret}", "--size", "320x240", "-o", f"house.{ending}")
    assert_marked(desk.here / f"house.{ending}", secret)


@pytest.mark.parametrize(
    "query",
    [{}, {"format": "jpeg"}, {"format": "webp"}, {"format": "avif"}, {"w": 160}, {"w": 160, "format": "avif"}],
    ids=str,
)
def test_every_file_that_a_server_gives_out_is_marked(person: Person, tmp_path: Path, query: dict):
    secret = canary()
    image = person.make(f"a red house {secret}", size="320x240")["images"][0]
    file = tmp_path / "picture"
    file.write_bytes(person.file(image, **query).content)
    assert_marked(file, secret)


def assert_marked(file: Path, secret: str) -> None:
    read = subprocess.run(["exiftool", "-json", "-a", "-G1", "-n", file], capture_output=True, check=True).stdout
    tags = json.loads(read)[0]
    assert [value for name, value in tags.items() if name.endswith(":DigitalSourceType")] == [SOURCE]
    content = file.read_bytes()
    assert [form for form, needle in forms(secret.encode()).items() if needle in content] == []
    # The signed part names the program; `test_provenance` looks at all of it.
    own = [name for name in tags if not name.startswith(("System:", "File:", "CBOR:"))]
    assert [name for name in own if TELLING.search(name.split(":")[-1])] == []
