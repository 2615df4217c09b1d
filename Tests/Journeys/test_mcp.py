"""The Model Context Protocol: `/mcp` and `nbp mcp`, asked by the protocol's own Python client."""

import base64
import json
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager, closing
from pathlib import Path

import anyio
import httpx
import pytest
from mcp.client import Client
from mcp.shared.exceptions import MCPError

from support.agent import MODES, NEWEST, images, key_of, links, over_http, over_lines, problem, run, said, shown
from support.books import Books
from support.desk import Desk
from support.member import Member
from support.photos import jpeg, photograph
from support.pixels import opened
from support.product import executable
from support.server import Server
from support.waiting import eventually

TOOLS = ["generate_image", "edit_image", "compose_images", "typeset_text", "upscale_image", "list_models", "get_job",
         "list_images", "get_image"]
SMALL = {"prompt": "a red house", "size": "160x120", "seed": 5}
PING = {"jsonrpc": "2.0", "id": 1, "method": "ping"}

Connect = Callable[[], AbstractAsyncContextManager[Client]]


@pytest.fixture
def member(shared_server: Server) -> Iterator[Member]:
    with closing(Member(shared_server)) as member:
        yield member


@pytest.fixture(params=[f"http {mode}" for mode in MODES] + [f"lines {mode}" for mode in MODES] + ["bridge legacy", f"bridge {NEWEST}"])
def connect(request: pytest.FixtureRequest, member: Member, tmp_path: Path) -> Connect:
    """Every way in, with and without a handshake."""
    way, mode = request.param.split()
    if way == "lines":
        return lambda: over_lines(tmp_path, mode=mode)
    key = key_of(member)
    if way == "bridge":
        return lambda: over_lines(tmp_path, "--server", member.server.url, mode=mode, key=key)
    return lambda: over_http(member.server, key, mode)


# Every way in.


def test_the_tools_are_listed_and_make_and_change_pictures(connect: Connect):
    async def journey() -> None:
        async with connect() as client:
            tools = (await client.list_tools()).tools
            assert [tool.name for tool in tools] == TOOLS
            assert all(tool.description and tool.title and tool.output_schema for tool in tools)

            made = await client.call_tool("generate_image", SMALL)
            (house,) = images(made)
            assert (house["width"], house["height"], house["mime_type"]) == (160, 120, "image/png")
            assert links(made) == [house["uri"]] and opened(shown(made)[0]).size == (160, 120)
            assert json.loads(said(made)) == made.structured_content

            contents = (await client.read_resource(house["uri"])).contents
            file = opened(base64.b64decode(contents[0].blob))
            assert (file.format, file.size) == ("PNG", (160, 120))

            (edited,) = images(await client.call_tool("edit_image", {"images": [house["id"]], "prompt": "make it black and white"}))
            photo = base64.b64encode(jpeg(photograph(200, 100))).decode()
            composed = await client.call_tool(
                "compose_images", {"images": [house["uri"], edited["id"], {"data": photo}], "layout": {"kind": "strip"}, "size": "300x100"}
            )
            assert images(composed)[0]["width"] == 300
            set_ = await client.call_tool("typeset_text", {"template": "poster-bold", "aspect_ratio": "2:3", "texts": {"title": "夏日市集"}})
            assert max(opened(shown(set_)[0]).size) <= 1024
            larger = await client.call_tool("upscale_image", {"images": [house["id"]], "scale": 2, "method": "lanczos"})
            assert (images(larger)[0]["width"], images(larger)[0]["height"]) == (320, 240)

            models = (await client.call_tool("list_models", {"designs": True})).structured_content
            assert "sketch" in [model["id"] for model in models["models"]]
            assert "poster-bold" in [design["id"] for design in models["designs"]]

            # What was made, edited, brought, composed, typeset and enlarged.
            listed = (await client.call_tool("list_images", {"limit": 4})).structured_content
            rest = (await client.call_tool("list_images", {"cursor": listed["next_cursor"]})).structured_content
            assert len(listed["images"]) + len(rest["images"]) == 6 and rest["next_cursor"] is None
            found = (await client.call_tool("list_images", {"query": "house"})).structured_content["images"]
            assert house["id"] in [image["id"] for image in found]
            resources = (await client.list_resources()).resources
            assert house["uri"] in [str(resource.uri) for resource in resources]
            assert [each.uri_template for each in (await client.list_resource_templates()).resource_templates] == ["nbp://images/{id}"]

            looked = await client.call_tool("get_image", {"image": edited["uri"]})
            assert looked.structured_content["image"]["parents"] == [house["id"]]
            assert looked.structured_content["image"]["task"] == "edit"

    run(journey)


def test_refusals_are_results_that_name_the_member(connect: Connect):
    async def journey() -> None:
        async with connect() as client:
            for tool, arguments, code, member in (
                ("generate_image", {}, "missing_field", "prompt"),
                ("generate_image", {"prompt": "x", "n": 11}, "count_out_of_bounds", "n"),
                ("generate_image", {"prompt": "x", "colour": "red"}, "unknown_field", "colour"),
                ("edit_image", {"images": ["img_1"], "prompt": "blur it"}, "not_found", "images[0]"),
                ("upscale_image", {"images": [base64.b64encode(b"no picture" * 20).decode()]}, "image_unsupported", "images[0]"),
                ("get_job", {"job": "job_1"}, "not_found", "job"),
            ):
                refused = await client.call_tool(tool, arguments)
                assert problem(refused) == code
                assert said(refused).startswith(f"{member}: ")
            with pytest.raises(MCPError) as unknown:
                await client.call_tool("paint", {})
            assert unknown.value.error.code == -32602
            with pytest.raises(MCPError):
                await client.read_resource("nbp://images/img_1")

    run(journey)


def test_a_call_that_does_not_wait_is_asked_for(connect: Connect):
    async def journey() -> None:
        async with connect() as client:
            begun = await client.call_tool("generate_image", SMALL | {"wait": False})
            job = begun.structured_content["job"]["id"]
            ended = await client.call_tool("get_job", {"job": job, "wait": True})
            assert ended.structured_content["job"]["status"] == "succeeded"
            assert len(images(ended)) == 1

    run(journey)


# Progress and cancelling.


@pytest.mark.parametrize("mode", MODES[:2])
def test_progress_is_told_and_rises(shared_server: Server, member: Member, mode: str):
    told: list[tuple[float, float | None, str | None]] = []

    async def note(progress: float, total: float | None, message: str | None) -> None:
        told.append((progress, total, message))

    async def journey() -> None:
        async with over_http(shared_server, key_of(member), mode) as client:
            made = await client.call_tool("generate_image", SMALL | {"n": 2}, progress_callback=note)
            assert len(images(made)) == 2

    with shared_server.fault("engine:slow"):
        run(journey)
    shares = [progress for progress, _, _ in told]
    assert len(shares) > 2 and shares == sorted(set(shares))
    assert {total for _, total, _ in told} == {1.0}
    assert "Drawing" in [message for _, _, message in told]


@pytest.mark.parametrize("mode", MODES[:2])
def test_a_call_that_is_taken_back_stops_its_job(server: Server, mode: str):
    async def journey(key: str) -> None:
        async with over_http(server, key, mode) as client:
            async with anyio.create_task_group() as group:

                async def leave(progress: float, total: float | None, message: str | None) -> None:
                    if progress > 0:
                        group.cancel_scope.cancel()

                await client.call_tool("generate_image", SMALL | {"n": 4}, progress_callback=leave)
            # Messages go out one after another: what was sent before this has arrived.
            await client.list_tools()

    with closing(Member(server)) as member, server.fault("engine:slow"):
        run(journey, key_of(member))
        eventually(
            lambda: Books(server.data).ask("SELECT status FROM studio_job") == [("canceled",)], about="the job is canceled"
        )
    assert Books(server.data).unbalanced_jobs() == []


def test_a_lost_connection_before_2026_stops_nothing_and_the_same_call_joins(server: Server):
    """A proxy that gives up is no wish of anybody's."""
    with closing(Member(server)) as member:
        headers = {"Authorization": f"Bearer {key_of(member)}", "Accept": "application/json, text/event-stream"}
        call = {
            "jsonrpc": "2.0", "id": 1, "method": "tools/call",
            "params": {"name": "generate_image", "arguments": SMALL | {"n": 2}, "_meta": {"progressToken": 1}},
        }
        with server.fault("engine:slow"), httpx.Client(base_url=server.url, headers=headers, timeout=60, trust_env=False) as http:
            with http.stream("POST", "/mcp", json=call) as stream:
                next(stream.iter_lines())
            eventually(
                lambda: Books(server.data).ask("SELECT is_cut FROM studio_attempt") == [(1,)], about="the answer is noted as cut"
            )
            again = http.post("/mcp", json=call | {"id": 2})
        result = json.loads([line for line in again.text.splitlines() if line.startswith("data: ")][-1][6:])["result"]
        assert len(result["structuredContent"]["images"]) == 2
        assert Books(server.data).ask("SELECT is_cut FROM studio_attempt") == [(0,)]
        assert Books(server.data).count("studio_job") == 1


def test_one_client_s_cancelling_leaves_another_s_call_alone(server: Server):
    """Both number their requests from 1, with the same key."""
    with closing(Member(server)) as member:
        headers = {"Authorization": f"Bearer {key_of(member)}", "Accept": "application/json, text/event-stream"}
        hello = {
            "jsonrpc": "2.0", "id": 0, "method": "initialize",
            "params": {"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}},
        }
        call = {
            "jsonrpc": "2.0", "id": 1, "method": "tools/call",
            "params": {"name": "generate_image", "arguments": SMALL, "_meta": {"progressToken": 1}},
        }
        cancel = {"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": 1}}
        with server.fault("engine:slow"), httpx.Client(base_url=server.url, headers=headers, timeout=60, trust_env=False) as http:
            one, other = ({"Mcp-Session-Id": http.post("/mcp", json=hello).headers["mcp-session-id"]} for _ in range(2))
            with http.stream("POST", "/mcp", json=call, headers=one) as stream:
                lines = stream.iter_lines()
                next(lines)
                for session in ({}, other):
                    assert http.post("/mcp", json=cancel, headers=session).status_code == 202
                rest = list(lines)
    assert "succeeded" in "".join(rest)
    assert Books(server.data).ask("SELECT status FROM studio_job") == [("succeeded",)]


def test_the_same_idempotency_key_costs_once(server: Server):
    async def journey(key: str) -> None:
        photo = base64.b64encode(jpeg(photograph(200, 100))).decode()
        order = {"images": [photo], "prompt": "make it warmer", "idempotency_key": "agent-1"}
        async with over_http(server, key) as client:
            first = await client.call_tool("edit_image", order)
            again = await client.call_tool("edit_image", order)
            assert images(first)[0]["id"] == images(again)[0]["id"]

    with closing(Member(server)) as member:
        run(journey, key_of(member))
    assert Books(server.data).ask("SELECT count(*) FROM studio_job WHERE task = 'edit'") == [(1,)]
    assert Books(server.data).ask("SELECT count(*) FROM studio_job WHERE task = 'upload'") == [(1,)]


# Who gets in.


def post(server: Server, body: object = PING, **headers: str) -> httpx.Response:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    fields = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"} | headers
    return httpx.post(f"{server.url}/mcp", content=content, headers=fields, timeout=30, trust_env=False)


def test_without_a_key_of_ours_nobody_gets_in(shared_server: Server, member: Member):
    bare = post(shared_server)
    assert bare.status_code == 401
    assert bare.headers["www-authenticate"] == 'Bearer realm="nano-banana-pro"'
    assert bare.json()["error"]["data"]["code"] == "api_key_invalid"
    key = key_of(member)
    wrong = post(shared_server, Authorization=f"Bearer {key[:-1]}x")
    assert wrong.status_code == 401 and 'error="invalid_token"' in wrong.headers["www-authenticate"]
    # A browser's cookie is no key.
    assert member.http.post("/mcp", json=PING).status_code == 401

    async def journey() -> None:
        for mode in MODES:
            with pytest.raises((MCPError, ExceptionGroup)):
                async with over_http(shared_server, key[:-1] + "x", mode) as client:
                    await client.list_tools()

    run(journey)


def test_a_revoked_key_ends_at_once(shared_server: Server, member: Member):
    made = member.http.post("/api/keys", json={"name": "Agent"}).json()
    bearer = f"Bearer {made['secret']}"
    assert post(shared_server, Authorization=bearer).json()["result"] == {}
    assert member.http.delete(f"/api/keys/{made['key']['id']}").status_code == 204
    refused = post(shared_server, Authorization=bearer)
    assert (refused.status_code, refused.json()["error"]["data"]["code"]) == (401, "api_key_revoked")


def test_a_key_without_the_scope_is_told_which(shared_server: Server, member: Member):
    job, picture = member.picture()

    async def journey() -> None:
        async with over_http(shared_server, key_of(member, "read")) as client:
            assert problem(await client.call_tool("generate_image", SMALL)) == "scope_missing"
            (known,) = (await client.call_tool("list_images", {})).structured_content["images"]
            assert known["id"] == picture
        async with over_http(shared_server, key_of(member, "jobs")) as client:
            (house,) = images(await client.call_tool("generate_image", SMALL))
            assert problem(await client.call_tool("get_image", {"image": house["id"]})) == "scope_missing"
            assert await client.read_resource(house["uri"])
            assert images(await client.call_tool("get_job", {"job": house["job"]}))[0]["id"] == house["id"]
            assert problem(await client.call_tool("get_job", {"job": job})) == "not_found"
            with pytest.raises(MCPError) as refused:
                await client.read_resource(f"nbp://images/{picture}")
            assert refused.value.error.code in (-32002, -32602)
            assert (await client.call_tool("list_models", {})).structured_content["models"]
            names = {tool.name for tool in (await client.list_tools()).tools}
            assert "get_job" in names and not names & {"list_images", "get_image"}

    run(journey)


@pytest.mark.parametrize("origin", ["https://evil.example", "null"])
def test_pages_of_other_sites_stay_outside_whatever_key_they_have(shared_server: Server, member: Member, origin: str):
    refused = post(shared_server, Authorization=f"Bearer {key_of(member)}", Origin=origin)
    assert refused.status_code == 403
    assert refused.json()["error"]["data"]["code"] == "origin_refused"


def test_only_post_is_answered(shared_server: Server):
    for method in ("GET", "DELETE", "PUT"):
        answer = httpx.request(method, f"{shared_server.url}/mcp", trust_env=False)
        assert answer.status_code == 405 and "POST" in answer.headers["allow"]


# What should not be sent.


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"", 400, -32700),
        (b"{", 400, -32700),
        (b'{"a":"\xff"}', 400, -32700),
        (b"[" * 100_000, 400, -32700),
        (b"[]", 400, -32600),
        (b"5", 400, -32600),
        (b'{"jsonrpc":"2.0","id":1,"id":1,"method":"ping"}', 400, -32600),
        (b'{"jsonrpc":"2.0","id":null,"method":"ping"}', 400, -32600),
        (b'{"jsonrpc":"2.0","id":1,"method":"none"}', 200, -32601),
        (b'{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"none"}}', 200, -32602),
        (b'{"jsonrpc":"2.0","id":1,"method":"tools/call","params":[]}', 400, -32602),
    ],
)
def test_what_is_no_message_is_refused_by_the_right_number(
    shared_server: Server, member: Member, body: bytes, status: int, code: int
):
    answer = post(shared_server, body, Authorization=f"Bearer {key_of(member)}")
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
    assert answer.json()["jsonrpc"] == "2.0"


# `nbp mcp`.


def spoken(desk: Desk, *messages: dict | str, words: tuple[str, ...] = ()) -> list[dict]:
    """What it says to these lines until its input has ended; every line of it is a message."""
    lines = "".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in messages)
    ended = subprocess.run(
        [executable("nbp"), "mcp", *words],
        env=desk.environment(), cwd=desk.here, input=lines.encode(), capture_output=True, timeout=60,
    )
    assert ended.returncode == 0, ended.stderr.decode()
    return [json.loads(line) for line in ended.stdout.splitlines()]


def test_standard_output_has_nothing_but_messages_and_it_ends_with_its_input(desk: Desk):
    answers = spoken(desk, PING, "", "no message", {"jsonrpc": "2.0", "id": "b", "method": "tools/list"})
    assert [answer.get("id") for answer in answers] == [1, None, "b"]
    assert answers[1]["error"]["code"] == -32700
    assert desk.files() == []


def test_a_line_that_is_too_long_is_refused_and_the_next_one_is_read(desk: Desk):
    answers = spoken(desk, '{"jsonrpc":"2.0","id":1,"method":"ping","params":{"a":"' + "x" * (18 << 20) + '"}}', PING | {"id": 2})
    assert [answer.get("id") for answer in answers] == [None, 2]
    assert answers[0]["error"]["code"] == -32600


def test_out_keeps_the_pictures_as_files(tmp_path: Path):
    async def journey() -> None:
        async with over_lines(tmp_path, "--out", "kept/here") as client:
            made = images(await client.call_tool("generate_image", SMALL | {"n": 2}))
            for image in made:
                file = Path(image["path"])
                assert file.parent == tmp_path / "kept/here" and opened(file.read_bytes()).size == (160, 120)
                assert "url" not in image

    run(journey)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("--server", "https://studio.example"), "needs a key"),
        (("--key", "nbp_sk_x"), "--server"),
        (("--server", "https://studio.example", "--key", "x", "--out", "there"), "--out"),
    ],
)
def test_wrong_usage_says_what_to_do(desk: Desk, words: tuple[str, ...], reason: str):
    ended = desk.nbp("mcp", *words)
    assert (ended.status, ended.out) == (64, b"") and reason in ended.said


def test_a_key_that_is_none_is_refused_before_anything_is_sent(desk: Desk):
    ended = desk.nbp("mcp", "--server", "https://studio.example", "--key", "nbp_sk_x")
    assert (ended.status, ended.out) == (1, b"") and "nbp_sk_" in ended.said


def test_a_server_that_is_not_there_is_said_to_whoever_asked(desk: Desk, member: Member):
    answers = spoken(desk, PING, words=("--server", "http://127.0.0.1:9", "--key", key_of(member)))
    assert [answer["id"] for answer in answers] == [1]
    assert answers[0]["error"]["code"] == -32603
