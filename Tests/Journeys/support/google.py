"""Programs that speak Gemini's shape to a server: somebody's key, and the requests that no library sends."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx

from support.member import Member
from support.server import Server

LIMIT = 60
"""Seconds that an answer may take on a busy machine."""


@dataclass(frozen=True)
class Program:
    """What shows a key of somebody's, and nothing else."""

    server: Server
    key: str

    @property
    def url(self) -> str:
        return self.server.url

    def post(self, path: str, body: object, **options: object) -> httpx.Response:
        """As no library would ask; bytes are sent as they are."""
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        headers = {"x-goog-api-key": self.key, "Content-Type": "application/json"} | options.pop("headers", {})
        with httpx.Client(base_url=self.url, trust_env=False, timeout=options.pop("timeout", LIMIT)) as http:
            return http.post(path, content=content, headers=headers)

    def get(self, path: str, **parameters: object) -> httpx.Response:
        with httpx.Client(base_url=self.url, trust_env=False, timeout=LIMIT) as http:
            return http.get(path, params=parameters, headers={"x-goog-api-key": self.key})

    def curl(self, *arguments: str) -> str:
        """What curl prints of an answer to a recipe as it is typed, with `https://host` and `$K` filled in."""
        filled = [each.replace("https://host", self.url).replace("$K", self.key) for each in arguments]
        done = subprocess.run(
            ["curl", "--silent", "--show-error", "--noproxy", "*", *filled], capture_output=True, text=True, timeout=LIMIT
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


@contextmanager
def program(server: Server, **limits: object) -> Iterator[Program]:
    """A program of somebody who has just made an account."""
    member = Member(server)
    answer = member.http.post("/api/keys", json={"name": "Program"} | limits)
    assert answer.status_code == 201, answer.text
    yield Program(server, answer.json()["secret"])
    member.close()
