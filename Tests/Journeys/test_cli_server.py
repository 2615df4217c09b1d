"""`nbp generate`, `edit`, `compose`, `typeset` and `upscale` through a server: by the Swift client, with a key."""

import re
from collections.abc import Iterator
from contextlib import closing

import pytest

from support.desk import Desk, Ended, generate, on_a_terminal
from support.flaky_way import FlakyWay
from support.hostile import picture
from support.member import Member
from support.pixels import colours, opened
from support.server import Server, free_port

USAGE, FAILURE = 64, 1
SIZE = (240, 160)


class Client:
    """Somebody with a key of a server's, at a desk with two photos."""

    def __init__(self, server: Server, desk: Desk, member: Member):
        self.server, self.desk, self.member = server, desk, member
        settings = server.settings | {"test_port": None}
        made = desk.nbp("keys", "create", "--email", member.address, "--name", "Command line", **settings)
        assert made.status == 0, made.said
        self.key = made.out.decode().strip()
        for name in ("a.jpg", "b.jpg"):
            (desk.here / name).write_bytes(picture("jpeg", size=SIZE))

    def nbp(self, *words: str, server: str | None = None) -> Ended:
        return self.desk.nbp(*words, "--server", server or self.server.url, key=self.key)

    def silent(self, *words: str, server: str | None = None) -> Ended:
        ended = self.nbp(*words, server=server)
        assert (ended.status, ended.said) == (0, "")
        return ended

    def made(self) -> list[dict]:
        """The pictures at the server that were made there."""
        images = self.member.http.get("/api/images").json()["data"]
        return [image for image in images if not image["uploaded"]]


@pytest.fixture
def client(shared_server: Server, desk: Desk) -> Iterator[Client]:
    with closing(Member(shared_server)) as member:
        yield Client(shared_server, desk, member)


def test_a_picture_is_made_by_the_server_and_nothing_else_is_written(client: Client):
    before = client.desk.files()
    client.silent("generate", "a red house", "--size", "320x240", "-o", "house.webp")
    assert client.desk.files() == sorted([*before, "house.webp"])
    image = opened(client.desk.read("house.webp"))
    assert (image.format, image.size) == ("WEBP", (320, 240))
    [made] = client.made()
    assert (made["width"], made["height"]) == (320, 240)


def test_the_server_draws_what_the_command_itself_draws(client: Client):
    words = ("three cats in a meadow", "--size", "200x150", "--seed", "5", "--style", "flat")
    client.silent("generate", *words, "-o", "there.png")
    generate(client.desk, *words, "-o", "here.png")
    assert opened(client.desk.read("there.png")).tobytes() == opened(client.desk.read("here.png")).tobytes()


def test_several_pictures_are_numbered(client: Client):
    client.silent("generate", "a boat", "--size", "64x64", "--n", "3", "-o", "boat.png")
    assert len({client.desk.read(f"boat-{number}.png") for number in (1, 2, 3)}) == 3
    assert len(client.made()) == 3


@pytest.mark.parametrize(
    ("words", "size"),
    [
        (["edit", "a.jpg", "rotate it 90 degrees"], (SIZE[1], SIZE[0])),
        (["upscale", "a.jpg", "--scale", "2", "--method", "lanczos"], (SIZE[0] * 2, SIZE[1] * 2)),
        (["compose", "a.jpg", "b.jpg", "--layout", "grid", "--size", "600x400"], (600, 400)),
        (["typeset", "--design", "poster-bold", "--text", "title=夏日市集"], None),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_each_task_works_on_files_of_the_desk(client: Client, words: list[str], size: tuple[int, int] | None):
    client.silent(*words, "-o", "result.png")
    result = opened(client.desk.read("result.png"))
    assert result.format == "PNG" and colours(result) > 10
    assert size is None or result.size == size
    assert len(client.made()) == 1


def test_a_key_may_stand_on_the_command_line_too(client: Client):
    ended = client.desk.nbp("generate", "a boat", "--size", "64x64", "-o", "-", "--server", client.server.url,
                            "--key", client.key)
    assert (ended.status, ended.said) == (0, "")
    assert opened(ended.out).size == (64, 64)


def test_words_that_have_no_drawing_are_named(client: Client):
    ended = client.nbp("generate", "a house and a zeitgeist", "--size", "64x64", "-o", "-")
    assert ended.status == 0 and opened(ended.out).size == (64, 64)
    assert ended.said.startswith("nbp: ") and "zeitgeist" in ended.said and ended.said.count("\n") == 1


def test_a_terminal_shows_progress_and_is_clean_at_the_end(client: Client):
    words = ("generate", "a red house", "--n", "2", "--server", client.server.url)
    status, shown = on_a_terminal(client.desk, *words, key=client.key)
    assert status == 0
    assert "%" in shown and client.key not in shown
    assert shown.endswith("\r\x1b[K")


def test_lost_answers_cost_nothing_and_lose_nothing(client: Client):
    """Each step loses its first answer after the server has done it; the picture is made once all the same."""
    lost = {"POST /api/images": 1, "POST /api/jobs": 2, "GET /api/jobs/{id}/events": 1, "GET /api/images/{id}/file": 1}
    # A picture that is ready by the time its job is known needs no events.
    with client.server.fault("engine:slow"), closing(FlakyWay(client.server, lost)) as way:
        client.silent("edit", "a.jpg", "rotate it 90 degrees", "-o", "turned.png", server=way.url)
        assert way.lost == dict.fromkeys(lost, 0)
    assert opened(client.desk.read("turned.png")).size == (SIZE[1], SIZE[0])
    images = client.member.http.get("/api/images").json()["data"]
    assert sorted(image["uploaded"] for image in images) == [False, True]


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (["generate", "a house", "--model", "none"], FAILURE),
        (["generate", "a house", "--size", "1x1"], FAILURE),
        (["generate", "a house", "--image", "no-picture.jpg"], FAILURE),
        (["edit", "no-picture.jpg", "blur it"], FAILURE),
        (["edit", "none.jpg", "blur it"], FAILURE),
        (["edit", "a.jpg", "zzqx wwvk"], FAILURE),
        (["upscale", "a.jpg", "--scale", "3"], FAILURE),
        (["compose", "a.jpg", "--layout", "heap"], FAILURE),
        (["typeset", "--design", "none"], FAILURE),
        (["generate", "a house", "-o", "image.svg"], USAGE),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else str(value),
)
def test_a_failure_is_one_line_and_leaves_nothing(client: Client, words: list[str], status: int):
    (client.desk.here / "no-picture.jpg").write_bytes(b"not a picture")
    before = client.desk.files()
    ended = client.nbp(*words)
    assert ended.status == status
    assert_one_line(ended)
    assert client.desk.files() == before
    if words[1] == "no-picture.jpg":
        assert ended.said.startswith("nbp: no-picture.jpg: ")


@pytest.mark.parametrize(
    ("words", "settings", "status"),
    [
        (["--server", "{url}"], {}, USAGE),
        (["--server", "{url}"], {"key": ""}, USAGE),
        (["--server", "studio.example"], {"key": "nbp_sk_x"}, USAGE),
        (["--server", "ftp://studio.example"], {"key": "nbp_sk_x"}, USAGE),
        (["--key", "nbp_sk_secret"], {}, USAGE),
        (["--server", "{url}"], {"key": "nbp_sk_" + "secret0" * 7}, FAILURE),
        (["--server", "{nobody}"], {"key": "nbp_sk_" + "secret0" * 7}, FAILURE),
    ],
    ids=str,
)
def test_a_server_or_a_key_that_is_none_is_said_in_one_line(
    shared_server: Server, desk: Desk, words: list[str], settings: dict, status: int
):
    places = {"{url}": shared_server.url, "{nobody}": f"http://127.0.0.1:{free_port()}"}
    ended = desk.nbp("generate", "a house", *[places.get(word, word) for word in words], **settings)
    assert ended.status == status
    assert_one_line(ended)
    assert "secret" not in ended.said
    assert desk.files() == []


def test_a_revoked_key_makes_nothing_more(client: Client):
    keys = client.member.http.get("/api/keys").json()["data"]
    assert client.member.http.delete(f"/api/keys/{keys[0]['id']}").status_code in (200, 204)
    ended = client.nbp("generate", "a house")
    assert ended.status == FAILURE
    assert_one_line(ended)
    assert client.made() == []


def test_a_key_for_commands_keeps_no_server_from_starting(new_server):
    assert new_server(key="nbp_sk_x").start().is_running


def assert_one_line(ended: Ended) -> None:
    assert ended.out == b""
    assert ended.said.startswith("nbp: ") and ended.said.count("\n") == 1
    assert "{" not in ended.said and "Swift" not in ended.said
    # How keys begin may be said, and no key.
    assert not re.search(r"nbp_[sp]k_\w", ended.said)
