"""A request that fails, with a canary in each of its fields: none is in the log, and none in the data (P5, P9, P12)."""

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import httpx

from support.canary import canary, traces
from support.member import Client
from support.server import Server
from support.studio_host import studio_server, through_proxy
from support.waiting import eventually

FULL = {"203.0.113.77": "203.0.113.0", "2001:db8:1:2:3::4": "2001:db8:1::", "::ffff:203.0.113.77": "203.0.113.0"}


def check_scrubbed(server: Server) -> None:
    """An error in the midst of a request is told without the request."""
    names = ("path", "query", "header", "cookie", "body", "agent", "referer", "forwarded", "file")
    words = {name: canary() for name in names}
    headers = {
        "User-Agent": words["agent"],
        "Referer": f"http://elsewhere.example/{words['referer']}",
        "X-Forwarded-For": words["forwarded"],
        "Forwarded": f"for={words['forwarded']}",
        "X-Request-Id": words["header"],
        "Authorization": f"Bearer {words['header']}",
        "Cookie": f"nbp_visitor={words['cookie']}; nbp_sid={words['cookie']}",
        "Origin": server.url,
    }
    body = json.dumps({"ssn": words["body"], "email": f"{words['body']}@mail.example"})
    before = len(server.log_text())
    with httpx.Client(base_url=server.url, headers=headers, trust_env=False) as client:
        for path in (f"/{words['path']}", f"/images/{words['path']}", f"/s/{words['path']}", "/gallery", "/api/jobs"):
            client.get(path, params={"token": words["query"]})
        unknown = client.post("/api/account", content=body, headers={"Content-Type": "application/json"})
        assert unknown.status_code == 400
        for path in ("/api/jobs", "/api/age", "/api/reports", "/csp-reports"):
            client.post(path, content=body, params={"q": words["query"]}, headers={"Content-Type": "application/json"})
        form = {"email": f"{words['body']}@mail.example", "password": words["body"], "csrf": words["body"]}
        client.post("/login", data=form)
        client.post("/report", files={"file": (words["file"], b"text")})
    eventually(lambda: server.log_text().count("Request served", before) >= 12, about="the requests are logged")
    log = server.log_text()[before:]
    found = [name for name, word in words.items() if word.lower() in log.lower()]
    assert found == []
    assert traces(server.data, {name: word.encode() for name, word in words.items()}) == []


def check_forced_error(server: Server) -> None:
    """A page whose row is damaged is a 500; what was asked for is in the log all the same as little as ever."""
    word = canary()
    with closing(Client(server)) as client:
        made = client.http.post("/api/jobs", json={"prompt": f"a tree {word}", "size": "64x64"}).json()
        eventually(lambda: client.http.get(f"/api/jobs/{made['id']}").json()["status"] == "succeeded", about="it is made")
        with closing(sqlite3.connect(server.data / "nbp.sqlite", timeout=10)) as database:
            database.execute("UPDATE studio_job SET prompt = x'00'")
            database.commit()
        answer = client.http.get(f"/jobs/{made['id']}", params={"token": word}, headers={"User-Agent": word, "Referer": f"http://x.example/{word}"})
        assert answer.status_code == 500
    eventually(lambda: '"status":500' in server.log_text(), about="the error is logged")
    assert word.lower() not in server.log_text().lower()


def check_cut(server: Server) -> None:
    """Whole addresses are nowhere: not in the log, not in the data."""
    for whole, network in FULL.items():
        before = len(server.log_text())
        with closing(Client(server, **through_proxy(whole))) as client:
            client.http.get("/gallery")
            client.http.delete("/api/jobs/job_1")
        lines = eventually(
            lambda start=before: re.findall(
                r'"route":"/(?:gallery|api/jobs/\{id\})".*?"network":"([^"]+)"', server.log_text()[start:]
            ),
            about="the request is logged",
        )
        assert set(lines) == {network}
        assert traces(server.data, {whole: whole.encode()}) == []


def test_a_failing_request_leaves_none_of_its_fields_behind(server: Server):
    check_scrubbed(server)
    check_forced_error(server)


def test_addresses_are_cut_before_anything_is_written(tmp_path: Path):
    server = studio_server(tmp_path).start()
    try:
        check_cut(server)
    finally:
        server.close()
