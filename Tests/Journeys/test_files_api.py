"""Files of programs, by OpenAI's and Google's own client libraries, and what no library sends."""

import base64
import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import httpx
import openai
import pytest

from conftest import ServerMaker

from support.certificates import Certificates
from support.fakes.gemini_replies import png
from support.gateway import Gateway
from support.genai_library import Library
from support.google import LIMIT, Program, program
from support.member import Member
from support.server import Server, free_port

RED = png((64, 64), b"red")
LINES = b'{"custom_id":"a"}\n{"custom_id":"b"}\n'


class Site(NamedTuple):
    """An address that a library is let in at, and a key."""

    url: str
    key: str


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("files")).start()
    yield server
    server.close()


@pytest.fixture
def door(server: Server) -> Iterator[Program]:
    with program(server, scopes=["jobs", "read", "manage"]) as door:
        yield door


@pytest.fixture
def stranger(server: Server) -> Iterator[Program]:
    with program(server) as door:
        yield door


@pytest.fixture(scope="module", params=["todays", "old"])
def library(request: pytest.FixtureRequest) -> Iterator[Library]:
    with getattr(Library, request.param)() as library:
        yield library


def client(door: Program, prefix: str = "/v1") -> openai.OpenAI:
    http = httpx.Client(trust_env=False, timeout=LIMIT)
    return openai.OpenAI(api_key=door.key, base_url=door.url + prefix, http_client=http)


def start(door: Program, length: int, path: str = "/upload/v1beta/files", **headers: str) -> httpx.Response:
    fields = {
        "X-Goog-Upload-Protocol": "resumable",
        "X-Goog-Upload-Command": "start",
        "X-Goog-Upload-Header-Content-Length": str(length),
        "X-Goog-Upload-Header-Content-Type": "image/png",
    }
    return door.post(path, {"file": {"display_name": "d"}}, headers=fields | headers)


def bring(address: str, piece: bytes, offset: int, command: str) -> httpx.Response:
    """As the libraries bring bytes: without a key, and called JSON."""
    headers = {
        "X-Goog-Upload-Command": command,
        "X-Goog-Upload-Offset": str(offset),
        "Content-Type": "application/json",
    }
    with httpx.Client(trust_env=False, timeout=LIMIT) as http:
        return http.post(address, content=piece, headers=headers)


# OpenAI's library.


@pytest.mark.parametrize("prefix", ["/v1", "/openai/v1"])
def test_a_picture_is_brought_listed_read_and_deleted(door: Program, prefix: str) -> None:
    ours = client(door, prefix)
    file = ours.files.create(file=("red.png", RED), purpose="vision")
    assert file.id.startswith("file-") and file.status == "processed"
    assert (file.filename, file.purpose, file.bytes) == ("red.png", "vision", len(RED))
    assert file.expires_at - file.created_at == 30 * 86_400
    assert ours.files.retrieve(file.id) == file
    assert [each.id for each in ours.files.list()] == [file.id]
    assert ours.files.content(file.id).read().startswith(b"\x89PNG")
    assert ours.files.delete(file.id).deleted
    with pytest.raises(openai.NotFoundError):
        ours.files.retrieve(file.id)


def test_lines_come_back_byte_for_byte_and_go_when_they_were_meant_to(door: Program) -> None:
    ours = client(door)
    file = ours.files.create(
        file=("lines.jsonl", LINES), purpose="batch", expires_after={"anchor": "created_at", "seconds": 3_600}
    )
    assert ours.files.content(file.id).read() == LINES
    assert file.expires_at - file.created_at == 3_600


def test_lists_go_on_page_by_page(door: Program) -> None:
    ours = client(door)
    made = [ours.files.create(file=(f"{n}.jsonl", LINES), purpose="user_data").id for n in range(5)]
    assert [each.id for each in ours.files.list(limit=2)] == made[::-1]
    assert [each.id for each in ours.files.list(limit=2, order="asc")] == made


@pytest.mark.parametrize(
    ("content", "purpose", "param"),
    [(b"%PDF-1.7", "user_data", "file"), (RED, "batch", None), (LINES, "fine-tune", "purpose"), (LINES, "x", "purpose")],
)
def test_what_is_no_picture_and_no_lines_is_refused(
    door: Program, content: bytes, purpose: str, param: str | None
) -> None:
    with pytest.raises(openai.BadRequestError) as refusal:
        client(door).files.create(file=("f", content), purpose=purpose)
    assert param is None or refusal.value.param == param


def test_others_files_are_not_there(door: Program, stranger: Program) -> None:
    file = client(door).files.create(file=("red.png", RED), purpose="vision").id
    theirs = client(stranger)
    assert theirs.files.list().data == []
    for ask in (theirs.files.retrieve, theirs.files.content, theirs.files.delete):
        with pytest.raises(openai.NotFoundError):
            ask(file)
    assert stranger.get(f"/v1beta/files/{file.removeprefix('file-')}").status_code == 404


def test_a_file_can_be_worked_on(door: Program) -> None:
    ours = client(door)
    file = ours.files.create(file=("red.png", RED), purpose="vision").id
    body = {"model": "darkroom", "prompt": "make it black and white", "images": [{"file_id": file}]}
    with httpx.Client(trust_env=False, timeout=LIMIT) as http:
        answer = http.post(
            f"{door.url}/v1/images/edits", json=body, headers={"Authorization": f"Bearer {door.key}"}
        )
    assert answer.status_code == 200, answer.text
    assert base64.b64decode(answer.json()["data"][0]["b64_json"]).startswith(b"\x89PNG")


def test_both_shapes_tell_of_the_same_files(door: Program) -> None:
    file = client(door).files.create(file=("red.png", RED), purpose="vision").id
    (told,) = door.get("/v1/files").json()["files"]
    assert told["name"] == f"files/{file.removeprefix('file-')}"
    assert told["sha256Hash"] == base64.b64encode(hashlib.sha256(RED).digest()).decode()


# Google's library.


def test_a_file_of_nine_megabytes_comes_in_pieces(door: Program, library: Library, tmp_path: Path) -> None:
    path = tmp_path / "large.jsonl"
    path.write_bytes(b'{"key":"' + base64.b64encode(os.urandom(6_800_000)) + b'"}')
    brought, found, names, gone = library(door, "files", model=str(path))
    assert brought == found
    name, display, kind, size, state, uri = brought
    assert (display, kind, size, state) == ("large.jsonl", "application/jsonl", path.stat().st_size, "ACTIVE")
    assert size > 9_000_000 and names[0] == name
    assert uri.startswith(door.url) and uri.endswith(name)
    assert gone["error"]["code"] == 404


@pytest.mark.parametrize("version", ["todays", "old"])
def test_a_file_of_nine_megabytes_comes_through_a_proxy_that_ends_tls(
    new_server: ServerMaker, version: str, tmp_path: Path
) -> None:
    certificates, port = Certificates(tmp_path), free_port()
    certificates.issue()
    trust = tmp_path / "authority.pem"
    certificates.authority.cert_pem.write_to_path(trust)
    server = new_server().start()
    with program(server, scopes=["jobs", "read", "manage"]) as door:
        server.stop()
        # Clients are told this address, which is not where the server listens.
        server.settings |= {"base_url": f"https://localhost:{port}", "trusted_proxies": "127.0.0.1"}
        server.start()
        path = tmp_path / "large.jsonl"
        path.write_bytes(b'{"key":"' + base64.b64encode(os.urandom(6_800_000)) + b'"}')
        with (
            Gateway(server, certificates=certificates, port=port) as way,
            getattr(Library, version)(SSL_CERT_FILE=str(trust)) as library,
        ):
            brought, found, *_ = library(Site(way.url, door.key), "files", model=str(path))
            sent = [asked for method, asked in way.requests if method == "POST"]
    assert brought == found and brought[3] == path.stat().st_size
    assert brought[5].startswith(f"https://localhost:{port}/")
    # It began, and two pieces followed: none was sent again.
    assert len(sent) == 3


# What no library sends.


def test_a_piece_may_come_twice_and_the_end_too(door: Program) -> None:
    answer = start(door, len(RED))
    address = answer.headers["x-goog-upload-url"]
    assert answer.status_code == 200 and answer.json() == {}
    assert address.startswith(door.url)
    half = len(RED) // 2
    for _ in range(2):
        assert bring(address, RED[:half], 0, "upload").headers["x-goog-upload-status"] == "active"
    ends = [bring(address, RED[half:], half, "upload, finalize") for _ in range(2)]
    assert [end.headers["x-goog-upload-status"] for end in ends] == ["final", "final"]
    assert ends[0].json() == ends[1].json()
    assert ends[0].json()["file"]["displayName"] == "d"
    assert len(door.get("/v1beta/files").json()["files"]) == 1


def test_wrong_addresses_gaps_and_lengths_are_refused_and_not_sent_again(door: Program) -> None:
    address = start(door, 10).headers["x-goog-upload-url"]
    wrong = bring(address[:-2] + "xx", b"0123456789", 0, "upload, finalize")
    assert wrong.status_code == 404 and wrong.json()["error"]["status"] == "NOT_FOUND"
    for piece, offset, command in [(b"0", 3, "upload"), (b"0" * 11, 0, "upload"), (b"01", 0, "upload, finalize")]:
        refused = bring(address, piece, offset, command)
        assert refused.status_code in (400, 413), refused.text
        assert refused.headers["x-goog-upload-status"] == "cancelled"


def test_a_file_can_be_changed_by_words(door: Program) -> None:
    address = start(door, len(RED)).headers["x-goog-upload-url"]
    file = bring(address, RED, 0, "upload, finalize").json()["file"]
    parts = [{"text": "make it black and white"}, {"fileData": {"fileUri": file["uri"], "mimeType": "image/png"}}]
    answer = door.post("/v1beta/models/default:generateContent", {"contents": [{"parts": parts}]})
    assert answer.status_code == 200, answer.text
    assert "inlineData" in json.dumps(answer.json())


def test_an_address_works_as_long_as_its_key_does(server: Server) -> None:
    with closing(Member(server)) as member:
        made = member.http.post("/api/keys", json={"name": "Program"}).json()
        door = Program(server, made["secret"])
        address = start(door, len(RED)).headers["x-goog-upload-url"]
        assert member.http.delete(f"/api/keys/{made['key']['id']}").status_code == 204
        refused = bring(address, RED, 0, "upload, finalize")
        assert refused.json()["error"]["status"] == "INVALID_ARGUMENT"
        assert refused.headers["x-goog-upload-status"] == "cancelled"


def test_an_address_works_for_an_hour(new_server: ServerMaker) -> None:
    server = new_server().start()
    with program(server) as door:
        address = start(door, len(RED)).headers["x-goog-upload-url"]
        server.advance("PT1H")
        assert bring(address, RED, 0, "upload, finalize").status_code == 404


def test_an_upload_is_begun_by_whoever_has_a_key(server: Server, door: Program) -> None:
    nobody = Program(server, "nbp_sk_" + "0" * 46)
    assert start(nobody, 10).json()["error"]["status"] == "INVALID_ARGUMENT"
    assert start(door, 10, **{"X-Goog-Upload-Protocol": "multipart"}).status_code == 400
    assert start(door, 300_000_000).status_code == 413
    with httpx.Client(base_url=server.url, trust_env=False) as http:
        assert http.get("/v1/files").status_code == 401


def test_the_forced_prefix_brings_files_too(door: Program) -> None:
    address = start(door, len(RED), "/gemini/upload/v1/files").headers["x-goog-upload-url"]
    file = bring(address, RED, 0, "upload, finalize").json()["file"]
    assert door.get(f"/gemini/v1/{file['name']}").json()["name"] == file["name"]
    assert door.get(f"/v1beta/{file['name']}:download", alt="media").content.startswith(b"\x89PNG")


def test_a_parameter_that_comes_twice_is_refused_whatever_it_is_called(door: Program) -> None:
    for name in ("limit", "images[9223372036854775807]", "images[-1]", "file.9223372036854775807"):
        # As it is typed: a client's library would escape the brackets.
        answer = door.curl("--globoff", "--header", "Authorization: Bearer $K", f"https://host/v1/files?{name}=1&{name}=1")
        assert json.loads(answer)["error"]["type"] == "invalid_request_error"
    assert door.get("/v1/files").status_code == 200


def test_finished_uploads_take_no_place(door: Program) -> None:
    for number in range(20):
        lines = b'{"key":"%d"}' % number
        address = start(door, len(lines)).headers["x-goog-upload-url"]
        assert bring(address, lines, 0, "upload, finalize").headers["x-goog-upload-status"] == "final"
