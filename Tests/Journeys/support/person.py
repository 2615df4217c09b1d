"""Somebody who uses the native API from a page of ours, with a cookie of their own."""

import httpx

from support.conformance import conforming
from support.server import Server
from support.waiting import eventually

FINAL = {"succeeded", "failed", "canceled"}


class Person:
    """A client that keeps its cookie, as a browser on one of our own pages does."""

    def __init__(self, server: Server, **options: object):
        self.server = server
        self.http = httpx.Client(
            base_url=server.url,
            headers={"Sec-Fetch-Site": "same-origin", "Accept-Language": "en"},
            timeout=30,
            trust_env=False,
            verify=server.trust,
            **options,
        )
        conforming(self.http)

    def order(self, prompt: str = "a house", *, key: str | None = None, **members: object) -> httpx.Response:
        """Asks for pictures and returns the answer, whatever it is."""
        headers = {"Idempotency-Key": key} if key else {}
        return self.http.post("/api/jobs", json={"prompt": prompt, **members}, headers=headers)

    def submit(self, prompt: str = "a house", **members: object) -> dict:
        """Asks for pictures, small ones unless told otherwise; the job as it was accepted."""
        members.setdefault("size", "256x256")
        answer = self.order(prompt, **members)
        assert answer.status_code == 202, answer.text
        return answer.json()

    def job(self, job: str) -> dict:
        answer = self.http.get(f"/api/jobs/{job}")
        assert answer.status_code == 200, answer.text
        return answer.json()

    def ended(self, job: str, within: float = 60) -> dict:
        """Waits for the job's end."""
        return eventually(
            lambda: (now := self.job(job))["status"] in FINAL and now,
            about=f"{job} ends",
            within=within,
        )

    def running(self, job: str) -> dict:
        """Waits until the job is being worked on."""
        return eventually(
            lambda: (now := self.job(job))["status"] == "running" and now,
            about=f"{job} is running",
        )

    def make(self, prompt: str = "a house", **members: object) -> dict:
        """Has pictures made; the job when it has succeeded."""
        job = self.ended(self.submit(prompt, **members)["id"])
        assert job["status"] == "succeeded", job
        return job

    def file(self, image: dict, **parameters: object) -> httpx.Response:
        return self.http.get(image["url"], params=parameters)

    @property
    def cookie(self) -> str | None:
        return self.http.cookies.get("nbp_visitor")

    def close(self) -> None:
        self.http.close()
