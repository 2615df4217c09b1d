"""Keys of accounts, and programs that show one."""

import re

import httpx

from support.member import Member
from support.server import Server
from support.waiting import eventually

SECRET = re.compile(r"^nbp_sk_[0-9A-Za-z]{46}$")
PUBLISHABLE = re.compile(r"^nbp_pk_[0-9A-Za-z]{46}$")
SMALL = {"prompt": "a house", "size": "64x64"}


class Program:
    """What shows a key, and nothing else."""

    def __init__(self, server: Server, secret: str, **headers: str):
        self.http = httpx.Client(
            base_url=server.url, headers={"Authorization": f"Bearer {secret}"} | headers, timeout=30, trust_env=False
        )

    def order(self, **members: object) -> httpx.Response:
        return self.http.post("/api/jobs", json=SMALL | members)

    def picture(self) -> tuple[str, str]:
        """Has a picture made: the ids of its job and of the picture."""
        job = self.order().json()["id"]
        ended = eventually(
            lambda: (now := self.http.get(f"/api/jobs/{job}").json())["status"] == "succeeded" and now, about=f"{job} ends"
        )
        return job, ended["images"][0]["id"]

    def close(self) -> None:
        self.http.close()


def made(member: Member, **members: object) -> dict:
    """A key with its secret, made by its person."""
    answer = member.http.post("/api/keys", json={"name": "Shop"} | members)
    assert answer.status_code == 201, answer.text
    return answer.json()
