"""Content credentials: an independent reader finds every file whole, and every change in it; anybody can ask whether it was made here."""

import json
import re
import struct
import subprocess
import zlib
from contextlib import closing
from pathlib import Path

import pytest

from support.canary import canary, forms
from support.credentials import UNTRUSTED, SigningChain, is_whole, read
from support.desk import Desk
from support.member import Client, Member
from support.person import Person
from support.product import ENGLISH
from support.server import Server

FORMATS = ["png", "jpeg", "webp"]
SOURCE = "http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia"
# What the mark consists of, by what exiftool calls the parts of a file that are not its pixels.
MARK = re.compile(r"(JUMBF|CBOR):|XMP-iptcExt:DigitalSourceType$")
PIXELS = re.compile(r"(SourceFile|ExifTool|System|File|PNG|JFIF|RIFF|Composite)\b")


@pytest.fixture(scope="module")
def files(shared_server: Server) -> dict[str, bytes]:
    """A picture in each format that is signed."""
    with closing(Person(shared_server)) as person:
        image = person.make("a red boat on a lake", size="320x240")["images"][0]
        return {kind: person.file(image, format=kind).content for kind in FORMATS}


@pytest.mark.parametrize("kind", FORMATS)
def test_an_independent_reader_finds_nothing_wrong_but_that_it_does_not_know_who_signed(files: dict[str, bytes], kind: str):
    found = read(files[kind], kind)
    assert (found.state, found.faults) == ("Valid", [UNTRUSTED])
    assert [(each["action"], each["digitalSourceType"]) for each in found.actions] == [("c2pa.created", SOURCE)]
    [maker] = found.manifest["claim_generator_info"]
    assert maker["name"] == "Nano Banana Pro"


@pytest.mark.parametrize("kind", FORMATS)
def test_whoever_takes_our_root_for_an_anchor_trusts_it(
    files: dict[str, bytes], shared_server: Server, tmp_path: Path, kind: str
):
    with closing(Client(shared_server)) as anybody:
        answer = anybody.http.get("/verify/root.pem")
    assert answer.status_code == 200 and "set-cookie" not in answer.headers
    root = tmp_path / "root.pem"
    root.write_bytes(answer.content)
    found = read(files[kind], kind, trusting=root)
    assert (found.state, found.faults) == ("Trusted", [])


@pytest.mark.parametrize("kind", FORMATS)
def test_one_flipped_byte_is_noticed_by_the_reader_and_by_us(files: dict[str, bytes], shared_server: Server, kind: str):
    content = files[kind]
    assert is_whole(content, kind)
    with closing(Client(shared_server)) as anybody:
        assert verdict(anybody, content)["result"] == "made_here"
        for place in places(content):
            flipped = bytearray(content)
            flipped[place] ^= 1
            assert not is_whole(bytes(flipped), kind), place
            # Of a flipped name of the manifest's place nothing is left but the note, or not even that.
            assert verdict(anybody, bytes(flipped))["result"] != "made_here", place


def places(content: bytes) -> list[int]:
    """All over the picture, and in the claim; elsewhere in the store some bytes mean nothing, such as what fills a signature up."""
    start = content.index(b"jumb") - 4
    store = range(start, start + int.from_bytes(content[start : start + 4]))
    outside = [len(content) * share // 20 for share in range(1, 20)]
    claim = content.index(b"Nano Banana Pro", start)
    assert claim in store
    return [place for place in outside if place not in store] + [claim]


def test_the_mark_is_all_that_a_file_says(files: dict[str, bytes], tmp_path: Path):
    for kind, content in files.items():
        file = tmp_path / f"picture.{kind}"
        file.write_bytes(content)
        assert strange_tags(file) == [], kind


def test_each_answer_of_the_address(files: dict[str, bytes], shared_server: Server, new_server):
    with closing(Client(shared_server)) as anybody, closing(Person(shared_server)) as person:
        image = person.make("a red boat on a lake", size="320x240")["images"][0]
        told = verdict(anybody, files["png"])
        assert told | {"title": "", "detail": ""} == {
            "result": "made_here",
            "title": "",
            "detail": "",
            "source_type": "algorithmicMedia",
            "act": "created",
            "pictures": 0,
            "provider": None,
        }
        assert verdict(anybody, person.file(image, format="avif").content)["result"] == "unsigned"
        assert verdict(anybody, person.file(image, w=160).content)["result"] == "unsigned"
        assert verdict(anybody, bare_png())["result"] == "unmarked"
        assert verdict(anybody, files["png"] + b"\0")["result"] == "changed"
        assert anybody.cookies == {}
    with closing(Client(new_server().start())) as elsewhere:
        assert verdict(elsewhere, files["png"])["result"] == "foreign"


@pytest.mark.parametrize(
    ("body", "kind", "status", "code"),
    [
        (b"", "image/png", 422, "missing_field"),
        (b"hello", "image/png", 422, "image_unreadable"),
        (b"{}", "application/json", 415, "unsupported_media_type"),
        (b"x" * 50_000_001, "image/png", 413, "body_too_large"),
    ],
    ids=["empty", "no picture", "JSON", "too large"],
)
def test_what_cannot_be_judged_is_refused(shared_server: Server, body: bytes, kind: str, status: int, code: str):
    with closing(Client(shared_server)) as anybody:
        answer = anybody.http.post("/api/verify", content=body, headers={"Content-Type": kind})
        assert (answer.status_code, answer.json()["code"]) == (status, code)


@pytest.mark.parametrize("prefix", ["", "/zh-Hant"])
def test_the_page_judges_for_anybody_and_keeps_nothing(files: dict[str, bytes], server: Server, prefix: str):
    page = f"{prefix}/verify"
    with closing(Client(server)) as anybody:
        before = {path: path.stat().st_size for path in server.data.rglob("*") if path.is_file()}
        # Marked elsewhere: this server is another one.
        answer = brought(anybody, page, files["png"])
        assert answer.status_code == 200 and 'data-verdict="foreign"' in answer.text
        assert brought(anybody, page, b"hello").status_code == 422
        assert brought(anybody, page, files["png"], token="1.2.3").status_code == 403
        assert brought(anybody, page, files["png"], name="other").status_code == 400
        assert anybody.cookies == {}
        assert {path: path.stat().st_size for path in server.data.rglob("*") if path.is_file()} == before


def test_the_command_says_the_same_without_a_server(person: Person, shared_server: Server, desk: Desk):
    image = person.make("a red boat on a lake", size="320x240")["images"][0]
    whole = person.file(image).content
    (desk.here / "whole.png").write_bytes(whole)
    (desk.here / "changed.png").write_bytes(whole + b"\0")
    data = {"data_dir": shared_server.data}
    ended = desk.nbp("verify", "whole.png", **data)
    title = ENGLISH.say("verify.made_here.title")
    assert (ended.status, ended.said) == (0, "") and ended.out.decode().startswith(f"whole.png: {title}; ")
    ended = desk.nbp("verify", "whole.png", "changed.png", **data)
    assert ended.status == 1 and ended.out.decode().count("\n") == 2
    for name in ("nothing.png", "."):
        ended = desk.nbp("verify", name, **data)
        assert ended.status == 1 and ended.said.count("\n") == 1 and "no file that can be read" in ended.said
    # Somewhere else nothing is known of this installation, until it is told whom to believe.
    ended = desk.nbp("verify", "whole.png", data_dir=desk.home)
    assert ended.status == 1 and "--root" in ended.said
    with closing(Client(shared_server)) as anybody:
        (desk.here / "root.pem").write_bytes(anybody.http.get("/verify/root.pem").content)
    assert desk.nbp("verify", "--root", "root.pem", "whole.png", data_dir=desk.home).status == 0


def test_the_keys_are_the_server_s_alone_and_stay(server: Server):
    keys = server.data / "keys/credentials.pem"
    assert keys.stat().st_mode & 0o777 == 0o600
    before = keys.read_bytes()
    with closing(Client(server)) as anybody:
        root = anybody.http.get("/verify/root.pem").content
        server.restart()
        assert keys.read_bytes() == before
        assert anybody.http.get("/verify/root.pem").content == root


def test_the_operator_s_own_certificate_is_used_or_refused_with_the_reason(new_server, tmp_path: Path):
    chain = SigningChain(tmp_path)
    server = new_server(c2pa_cert=chain.certificate, c2pa_key=chain.key).start()
    with closing(Person(server)) as person:
        content = person.file(person.make("a red boat", size="64x64")["images"][0]).content
    assert read(content, "png", trusting=chain.root).state == "Trusted"
    for settings, words in chain.refused():
        status, said = new_server().refusal(**settings)
        assert status == 1 and words in said, said


def test_what_cannot_be_signed_is_not_delivered(server: Server):
    """The control `output-marker` fails closed."""
    fails_closed(server)


# The proofs that `test_mutations` runs too.


def fails_closed(server: Server) -> None:
    with closing(Person(server)) as person, server.fault("signer:fail"):
        job = person.ended(person.submit("a red boat on a lake")["id"])
        assert (job["status"], job["images"]) == ("failed", [])


def marked_and_nothing_else(server: Server) -> None:
    secret = canary()
    with closing(Person(server)) as person:
        image = person.make(f"a red boat on a lake {secret}", size="64x64")["images"][0]
        content = person.file(image).content
        assert is_whole(content, "png")
        found = read(content, "png")
        assert [each["name"] for each in found.manifest["claim_generator_info"]] == ["Nano Banana Pro"]
        file = server.log.parent / "picture.png"
        file.write_bytes(content)
        assert strange_tags(file) == []
        assert [form for form, needle in forms(secret.encode()).items() if needle in content] == []


def strange_tags(file: Path) -> list[str]:
    """What a file says beside its pixels and its mark; the mark itself has to be there, once."""
    said = subprocess.run(["exiftool", "-json", "-a", "-G1", "-n", file], capture_output=True, check=True).stdout
    tags = json.loads(said)[0]
    assert tags.get("XMP-iptcExt:DigitalSourceType") == SOURCE
    return [name for name in tags if not MARK.match(name) and not PIXELS.match(name)]


def verdict(anybody: Client, content: bytes) -> dict:
    answer = anybody.http.post("/api/verify", content=content, headers={"Content-Type": "image/png"})
    assert answer.status_code == 200, answer.text
    return answer.json()


def brought(anybody: Client | Member, page: str, content: bytes, token: str | None = None, name: str = "file"):
    fields = {"csrf": token or anybody.token(page)}
    return anybody.http.post(page, data=fields, files={name: ("picture.png", content, "image/png")})


def bare_png() -> bytes:
    """One grey pixel."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"\0\x80")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
