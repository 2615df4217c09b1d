"""An AI program: the protocol's own Python client, over HTTP with a key and over the lines of a process."""

import base64
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path

import anyio
import httpx2
from mcp.client import Client
from mcp.client.stdio import StdioServerParameters
from mcp.client.streamable_http import streamable_http_client
from mcp.types import CallToolResult, ImageContent, ResourceLink, TextContent

from support.member import Member
from support.product import clean_environment, executable
from support.server import Server

NEWEST = "2026-07-28"
# With a handshake, and without.
MODES = ["legacy", NEWEST, "auto"]
PATIENCE = 60


def run(journey: Callable[..., Awaitable[None]], *arguments: object) -> None:
    """Runs a journey in a thread of its own: a browser that was driven before has a loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(anyio.run, journey, *arguments).result()


def key_of(member: Member, *scopes: str) -> str:
    """A secret key of somebody's; with all that the tools ask for unless told otherwise."""
    answer = member.http.post("/api/keys", json={"name": "Agent", "scopes": list(scopes) or ["jobs", "read"]})
    assert answer.status_code == 201, answer.text
    return answer.json()["secret"]


@asynccontextmanager
async def over_http(server: Server, key: str | None, mode: str = "auto", **headers: str) -> AsyncIterator[Client]:
    fields = headers | ({"Authorization": f"Bearer {key}"} if key else {})
    async with httpx2.AsyncClient(headers=fields, timeout=PATIENCE, trust_env=False) as http:
        transport = streamable_http_client(f"{server.url}/mcp", http_client=http)
        async with Client(transport, mode=mode, read_timeout_seconds=PATIENCE) as client:
            yield client


@asynccontextmanager
async def over_lines(folder: Path, *words: str, mode: str = "auto", **settings: object) -> AsyncIterator[Client]:
    environment = clean_environment(**settings) | {"HOME": str(folder), "TMPDIR": str(folder)}
    process = StdioServerParameters(command=str(executable("nbp")), args=["mcp", *words], env=environment, cwd=folder)
    async with Client(process, mode=mode, read_timeout_seconds=PATIENCE) as client:
        yield client


def said(result: CallToolResult) -> str:
    return next(part.text for part in result.content if isinstance(part, TextContent))


def shown(result: CallToolResult) -> list[bytes]:
    """The small pictures of a result."""
    return [base64.b64decode(part.data) for part in result.content if isinstance(part, ImageContent)]


def links(result: CallToolResult) -> list[str]:
    return [str(part.uri) for part in result.content if isinstance(part, ResourceLink)]


def images(result: CallToolResult) -> list[dict]:
    assert not result.is_error, said(result)
    return result.structured_content["images"]


def problem(result: CallToolResult) -> str:
    """The code of a refusal of the product."""
    assert result.is_error
    return result.meta["problem"]["code"]
