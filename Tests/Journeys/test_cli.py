"""The command line: what it writes, where it is quiet, and how it fails."""

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from support.books import MAIN, Books
from support.desk import TIME_LIMIT, Desk, Ended, generate, on_a_terminal
from support.person import Person
from support.pixels import colours, opened, share_of
from support.product import SHARE, executable
from support.server import Server

FORMATS = [("png", "PNG"), ("jpg", "JPEG"), ("jpeg", "JPEG"), ("webp", "WEBP"), ("avif", "AVIF")]
STYLES = ["flat", "paper-cut", "ink-wash", "line-art", "watercolour", "pixel-art", "poster", "risograph", "low-poly",
          "mosaic", "neon", "blueprint"]
USAGE, FAILURE = 64, 1


# Pictures.


@pytest.mark.parametrize(("ending", "decoder"), FORMATS)
def test_the_ending_chooses_the_format_and_nothing_else_is_written(desk: Desk, ending: str, decoder: str):
    ended = generate(desk, "a red house", "--size", "320x240", "--seed", "7", "-o", f"house.{ending}")
    assert ended.out == b""
    assert desk.files() == [f"house.{ending}"]
    picture = opened(desk.read(f"house.{ending}"))
    assert (picture.format, picture.size) == (decoder, (320, 240))
    assert colours(picture) > 50
    assert share_of("red", picture) > 0.05


def test_without_a_name_the_picture_is_image_png_of_1024(desk: Desk):
    generate(desk, "紅色的房子", "--seed", "7")
    assert desk.files() == ["image.png"]
    picture = opened(desk.read("image.png"))
    assert (picture.format, picture.size) == ("PNG", (1024, 1024))
    assert share_of("red", picture) > 0.05


def test_a_dash_writes_the_picture_to_standard_output_and_no_file(desk: Desk):
    ended = generate(desk, "a red house", "--size", "200x100", "-o", "-")
    assert opened(ended.out).size == (200, 100)
    assert desk.files() == []


def test_several_pictures_are_numbered_and_differ(desk: Desk):
    generate(desk, "a red house", "--size", "200x100", "--n", "3", "-o", "house.webp")
    assert desk.files() == ["house-1.webp", "house-2.webp", "house-3.webp"]
    assert len({opened(desk.read(name)).tobytes() for name in desk.files()}) == 3


def test_the_same_seed_makes_the_same_pixels(desk: Desk):
    """And never the same bytes: each file has a signature and identifiers of its own."""
    for name, seed in (("first", "5"), ("again", "5"), ("other", "6")):
        generate(desk, "three cats in a meadow", "--size", "200x150", "--seed", seed, "-o", f"{name}.png")
    first, again, other = (opened(desk.read(f"{name}.png")).tobytes() for name in ("first", "again", "other"))
    assert first == again != other
    assert desk.read("first.png") != desk.read("again.png")


def test_the_server_and_the_command_draw_the_same_pixels(desk: Desk, person: Person):
    order = {"size": "200x150", "seed": 5, "style": "flat"}
    image = person.make("three cats in a meadow", **order)["images"][0]
    generate(desk, "three cats in a meadow", "--size", "200x150", "--seed", "5", "--style", "flat", "-o", "cats.png")
    assert opened(desk.read("cats.png")).tobytes() == opened(person.file(image).content).tobytes()


@pytest.mark.parametrize(
    ("options", "size"),
    [
        (["--aspect", "16:9"], (1376, 768)),
        (["--aspect", "9:16"], (768, 1376)),
        (["--aspect", "8:1", "--resolution", "1K"], (3072, 384)),
        (["--resolution", "2K"], (2048, 2048)),
        (["--size", "64x64"], (64, 64)),
    ],
    ids=str,
)
def test_shape_and_resolution_decide_the_pixels(desk: Desk, options: list[str], size: tuple[int, int]):
    generate(desk, "a boat", *options)
    assert opened(desk.read("image.png")).size == size


@pytest.mark.prove
def test_each_style_draws_in_its_own_way(desk: Desk):
    for style in STYLES:
        generate(desk, "a boat", "--seed", "3", "--size", "160x120", "--style", style, "-o", f"{style}.png")
    assert len({opened(desk.read(f"{style}.png")).tobytes() for style in STYLES}) == len(STYLES)


def test_words_that_have_no_drawing_are_named_on_standard_error(desk: Desk):
    ended = desk.nbp("generate", "a house and a zeitgeist", "--size", "64x64", "-o", "-")
    assert ended.status == 0
    assert ended.said.startswith("nbp: ") and "zeitgeist" in ended.said
    assert len(ended.said.splitlines()) == 1
    assert opened(ended.out).size == (64, 64)


def test_a_file_that_is_there_is_replaced_whole(desk: Desk):
    (desk.here / "house.png").write_bytes(b"x" * 5_000_000)
    generate(desk, "a red house", "--size", "64x64", "-o", "house.png")
    assert opened(desk.read("house.png")).size == (64, 64)


# What a terminal shows.


def test_a_terminal_shows_progress_and_is_clean_at_the_end(desk: Desk):
    status, shown = on_a_terminal(desk, "generate", "a red house", "--n", "4")
    assert status == 0
    percents = [int(number) for number in re.findall(r"(\d+) %", shown)]
    assert len(set(percents)) >= 2 and percents == sorted(percents)
    assert "█" in shown and re.search("drawing|finishing", shown.lower())  # a quick stage may never be seen
    assert shown.endswith("\r\x1b[K")


# Failing.


def assert_fails(ended: Ended, status: int, *words: str) -> None:
    """Nothing on standard output, and on standard error what is wrong: one line, if the command was understood."""
    assert ended.status == status, ended.said
    assert ended.out == b""
    if status == FAILURE:
        assert ended.said.startswith("nbp: ") and len(ended.said.splitlines()) == 1
    for word in words:
        assert word in ended.said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["generate"], "prompt"),
        (["generate", "a", "b"], "b"),
        (["generate", "a", "--colour", "red"], "--colour"),
        (["generate", "a", "--n", "many"], "many"),
        (["generate", "a", "--seed", "x"], "x"),
        (["generate", "a", "-o", "picture.bmp"], ".avif"),
        (["generate", "a", "-o", "picture"], ".avif"),
        (["generate", "a", "-o", "-", "--n", "2"], "--n 1"),
        (["dance"], "dance"),
        (["serve", "now"], "now"),
        (["--colour"], "--colour"),
    ],
    ids=" ".join,
)
def test_wrong_usage_exits_64(desk: Desk, words: list[str], said: str):
    assert_fails(desk.nbp(*words), USAGE, said)
    assert desk.files() == []


def test_wrong_usage_is_told_in_one_line(desk: Desk):
    assert len(desk.nbp("generate").said.splitlines()) == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["generate", ""], "Write"),
        (["generate", " \n"], "Write"),
        (["generate", "a" * 32_001], "32,?000"),
        (["generate", "a", "--n", "0"], "1 to 10"),
        (["generate", "a", "--n", "11"], "1 to 10"),
        (["generate", "a", "--seed=-1"], "whole number"),
        (["generate", "a", "--size", "big"], "1024x768"),
        (["generate", "a", "--size", "10x10"], "64"),
        (["generate", "a", "--size", "64x64", "--aspect", "1:1"], "not both"),
        (["generate", "a", "--aspect", "7:5"], "16:9"),
        (["generate", "a", "--resolution", "8K"], "4K"),
        (["generate", "a", "--style", "baroque"], "style"),
        (["generate", "a", "--model", "dall-e"], "model"),
        (["generate", "a house", "--size", "64x64", "-o", "/nonexistent/a.png"], "/nonexistent/a.png"),
        (["generate", "a house", "--size", "64x64", "-o", "/proc/a.png"], "/proc/a.png"),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, list) else "",
)
def test_what_cannot_be_done_exits_1_with_one_line(desk: Desk, words: list[str], said: str):
    ended = desk.nbp(*words)
    assert_fails(ended, FAILURE)
    assert re.search(said, ended.said)
    assert desk.files() == []


def test_without_its_share_folder_it_says_where_it_looked(desk: Desk):
    ended = desk.nbp("generate", "a", share_dir="/nonexistent")
    assert_fails(ended, FAILURE, "/nonexistent", "NBP_SHARE_DIR")


# Other commands.


def test_version_and_help_are_no_errors(desk: Desk):
    version = desk.nbp("--version")
    assert (version.status, version.said) == (0, "")
    assert re.fullmatch(rb"\d+\.\d+\.\d+\n", version.out)
    for words in (["--help"], ["generate", "--help"], ["help"], []):
        ended = desk.nbp(*words)
        assert (ended.status, ended.said) == (0, "")
        assert b"USAGE" in ended.out
    for command in ("serve", "generate", "migrate", "doctor"):
        assert command.encode() in desk.nbp("--help").out
    assert desk.files() == []


def test_migrate_makes_the_database_once(desk: Desk, tmp_path: Path):
    data = tmp_path / "data"
    first = desk.nbp("migrate", data_dir=data)
    assert (first.status, first.said) == (0, "")
    assert re.fullmatch(rb"Applied [1-9]\d* migrations\.\n", first.out)
    again = desk.nbp("migrate", data_dir=data)
    assert (again.status, again.out) == (0, b"The database is up to date.\n")
    assert Books(data).count("studio_job") == 0
    assert desk.files() == []


def test_doctor_finds_a_new_installation_and_a_running_one_good(desk: Desk, shared_server: Server, tmp_path: Path):
    for data in (tmp_path / "none", shared_server.data):
        ended = desk.nbp("doctor", data_dir=data)
        assert (ended.status, ended.said) == (0, ""), ended.out
        findings = ended.out.decode().splitlines()
        assert len(findings) >= 4
        assert all(re.match(r"ok   [\w ]+: .", finding) for finding in findings)
    assert not (tmp_path / "none").exists()
    assert desk.files() == []


def test_doctor_names_what_is_bad_and_exits_1(desk: Desk, server: Server):
    assert server.stop() == 0
    (server.data / "keys" / "master.key").unlink()
    ended = desk.nbp("doctor", data_dir=server.data)
    assert ended.status == FAILURE
    bad = [line for line in ended.out.decode().splitlines() if not line.startswith("ok ")]
    assert len(bad) == 1 and bad[0].startswith("BAD  data: ") and "master.key" in bad[0]


def test_doctor_names_a_database_that_does_not_fit(desk: Desk, server: Server):
    assert server.stop() == 0
    subprocess.run(["sqlite3", server.data / MAIN, "ALTER TABLE studio_job ADD COLUMN mood TEXT"], check=True)
    ended = desk.nbp("doctor", data_dir=server.data)
    assert ended.status == FAILURE
    assert b"studio_job.mood" in ended.out


def test_doctor_names_a_description_of_the_api_that_is_not_whole(desk: Desk, tmp_path: Path):
    share = tmp_path / "share"
    shutil.copytree(SHARE, share)
    (share / "openapi" / "keys.yml").unlink()
    ended = desk.nbp("doctor", data_dir=tmp_path / "none", share_dir=share)
    assert ended.status == FAILURE
    bad = [line for line in ended.out.decode().splitlines() if not line.startswith("ok ")]
    assert bad == ["BAD  description of the API: share/openapi/keys.yml is missing; take the file of the release"]


def test_serve_says_where_it_is_and_stops_when_asked(desk: Desk, new_server: Callable[..., Server]):
    server = new_server()
    settings = server.settings | {"test_port": None}
    process = subprocess.Popen(
        [executable("nbp"), "serve"],
        env=desk.environment(**settings),
        cwd=desk.here,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        lines = iter(process.stdout.readline, b"")
        assert any(line == f"Nano Banana Pro is at {server.url}\n".encode() for line in lines)
        assert Person(server).make()["status"] == "succeeded"
        process.terminate()
        assert process.wait(TIME_LIMIT) == 0
    finally:
        process.kill()
        process.stdout.close()
    assert desk.files() == []


# The test port.


def test_the_product_does_not_contain_the_test_port():
    for program, is_there in (("nbp", False), ("nbp-under-test", True)):
        symbols = subprocess.run(["nm", executable(program)], capture_output=True, check=True).stdout
        # The mangled name of a module begins with its length.
        assert (b"$s8TestPort" in symbols) is is_there, program
        content = executable(program).read_bytes()
        # Texts of up to 15 bytes stand within the code, where an optimised program may have them in pieces.
        for trace in (b"engine:wrong-size", b"header-policy:no-clear", b"age-gate:retry-allowed"):
            assert (trace in content) is is_there, f"{trace} in {program}"


def test_the_product_refuses_the_test_ports_setting(desk: Desk, tmp_path: Path):
    ended = desk.nbp("serve", data_dir=tmp_path / "data", test_port=12345)
    assert_fails(ended, FAILURE, "NBP_TEST_PORT")
