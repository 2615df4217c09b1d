"""The rights desk: what people demand about their data, by page, by program, by mail and through an agent."""

import base64
import json
import re
import subprocess
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import httpx
import pytest
from nacl.signing import SigningKey

from support import archives
from support.books import Books, row_key
from support.member import Client, Member, mails, new_address
from support.post import plain
from support.problems import assert_problem
from support.product import LANGUAGES, clean_environment, executable
from support.server import Server
from support.waiting import eventually

CODE = re.compile(r"\b(\d{4} \d{4})\b")


def code_in(server: Server, address: str) -> str:
    def found() -> list[str]:
        return [code for mail in mails(server, address) for code in CODE.findall(plain(mail))]

    return eventually(found, about=f"a code for {address}")[-1]


def ask(client: Client, **body: str) -> httpx.Response:
    return client.http.post("/api/privacy/requests", json=body)


def nbp(server: Server, *words: str, given: bytes = b"") -> str:
    ended = subprocess.run(
        [executable("nbp"), "privacy", *words],
        env=clean_environment(data_dir=server.data, port=server.port),
        input=given,
        capture_output=True,
        timeout=60,
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout.decode()


def letter(sender: str, text: str) -> bytes:
    return f"From: <{sender}>\r\nSubject: my data\r\nMessage-ID: <{new_address()}>\r\n\r\n{text}\r\n".encode()


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.tag)
def test_an_account_is_deleted_from_the_page_with_the_code(shared_server: Server, language):
    page = language.path("/privacy/request")
    with closing(Member(shared_server)) as member, closing(Client(shared_server)) as nobody:
        sent = nobody.form(page, page, kind="deletion", email=member.address, region="eu", text="")
        assert sent.status_code == 303
        status = sent.headers["location"]
        code = code_in(shared_server, member.address)
        wrong = nobody.form(status, status + "/code", code="0000 0000")
        assert wrong.status_code == 422
        assert member.http.get("/api/account").status_code == 200
        again = nobody.form(status, status + "/new-code")
        assert again.status_code == 303
        newest = eventually(
            lambda: (found := code_in(shared_server, member.address)) != code and found, about="another code"
        )
        assert nobody.form(status, status + "/code", code=newest).status_code == 303
        assert member.http.get("/api/account").status_code == 401
        assert language.say("request.state.fulfilled") in nobody.http.get(status).text
        # The page has no form any more; a program may still try.
        replayed = nobody.form("/login", status + "/code", code=newest)
        assert replayed.status_code in (403, 409)


def test_known_and_unknown_addresses_are_answered_alike(shared_server: Server):
    with closing(Member(shared_server)) as member, closing(Client(shared_server)) as nobody:
        stranger = new_address()
        known, unknown = (ask(nobody, kind="access", email=each) for each in (member.address, stranger))
        assert known.status_code == unknown.status_code == 202
        assert known.json().keys() == unknown.json().keys()
        assert known.json()["next_step"] == "verification_required"
        both = member.address, stranger
        for each in both:
            code_in(shared_server, each)
        subjects = [{mail["subject"].split(":")[0] for mail in mails(shared_server, each)[-2:]} for each in both]
        assert subjects[0] == subjects[1] and len(subjects[0]) == 2
        # The link shows it, and may take it back; another's does not.
        link = unknown.json()["link"]
        assert nobody.http.get(f"/api/privacy/requests/{link}").json()["state"] == "verifying"
        assert nobody.http.get(f"/api/privacy/requests/{link[:-1]}x").status_code == 404
        assert nobody.http.get(f"/api/privacy/requests/{known.json()['id']}").status_code == 404
        assert nobody.http.delete(f"/api/privacy/requests/{link}").json()["state"] == "withdrawn"


def test_whoever_is_signed_in_needs_no_code(shared_server: Server):
    with closing(Member(shared_server)) as member:
        taken = ask(member, kind="correction", text="My name is another one")
        assert (taken.status_code, taken.json()["state"]) == (202, "open")
        listed = member.http.get("/api/privacy/requests").json()["data"]
        assert [each["id"] for each in listed] == [taken.json()["id"]]
        assert member.http.get(f"/api/privacy/requests/{taken.json()['id']}").status_code == 200


def told(server: Server, address: str, ticket: str, path: str) -> str:
    """The newest letter about a request that leads to a page."""

    def found() -> list[str]:
        texts = [plain(mail) for mail in mails(server, address)]
        return [text for text in texts if ticket in text and re.search(rf"https?://[^/\s]+{path}\s", text)]

    return eventually(found, about=f"the letter about {ticket}")[-1]


@pytest.mark.parametrize("kind", ["access", "portability"])
@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.tag)
def test_the_code_has_a_copy_made_and_the_letter_says_where_it_is(shared_server: Server, language, kind: str):
    with closing(Member(shared_server)) as member, closing(Client(shared_server, **{"Accept-Language": language.tag})) as nobody:
        taken = ask(nobody, kind=kind, email=member.address).json()
        assert taken["state"] == "verifying"
        path = f"/api/privacy/requests/{taken['link']}/code"
        done = nobody.http.post(path, json={"code": code_in(shared_server, member.address)})
        assert done.json()["state"] == "fulfilled"
        page = language.path("/privacy/export")
        assert told(shared_server, member.address, taken["id"], page)
        assert nobody.http.post(path, json={"code": "0000 0000"}).status_code == 409
        eventually(lambda: 'value="fetch"' in member.http.get(page).text, about="the copy is ready")
        archive = archives.opened(member.form(page, page, step="fetch").content)
        assert archives.rows(archive, "accounts_account")[0]["email"] == member.address
        subject = row_key(member.http.get("/api/account").json()["id"])
        asked = "SELECT count(*) FROM privacy_export WHERE subject_id = ?"
        assert Books(shared_server.data).ask(asked, subject) == [(1,)]


def test_the_code_restricts_and_the_letter_says_how_to_end_it(shared_server: Server):
    with closing(Member(shared_server)) as member, closing(Client(shared_server)) as nobody:
        taken = ask(nobody, kind="restriction", email=member.address).json()
        path = f"/api/privacy/requests/{taken['link']}/code"
        done = nobody.http.post(path, json={"code": code_in(shared_server, member.address)})
        assert done.json()["state"] == "fulfilled"
        assert told(shared_server, member.address, taken["id"], "/privacy/restrict")
        order = {"prompt": "a house", "size": "64x64"}
        assert member.http.post("/api/jobs", json=order).json()["code"] == "restricted"
        assert member.http.delete("/api/privacy/restriction").status_code == 204
        assert member.http.post("/api/jobs", json=order).status_code == 202


@pytest.mark.parametrize("kind", ["access", "restriction"])
def test_what_whoever_is_signed_in_asks_for_is_done_at_once(shared_server: Server, kind: str):
    with closing(Member(shared_server)) as member:
        taken = ask(member, kind=kind)
        assert (taken.status_code, taken.json()["state"]) == (202, "fulfilled")
        assert member.http.get(f"/api/privacy/requests/{taken.json()['id']}").json()["closed_at"]


def test_a_correction_is_a_request_that_the_session_proves(shared_server: Server):
    with closing(Member(shared_server)) as member, closing(Client(shared_server)) as nobody:
        body = {"text": "The sign-in of 3 May was not mine"}
        assert_problem(nobody.http.post("/api/privacy/corrections", json=body), 401, "sign_in_required")
        taken = member.http.post("/api/privacy/corrections", json=body)
        assert taken.status_code == 202
        request = taken.json()
        assert (request["kind"], request["state"]) == ("correction", "open") and "next_step" not in request
        assert member.http.get(f"/api/privacy/requests/{request['id']}").json()["due_at"] == request["due_at"]
        assert nobody.http.delete(f"/api/privacy/requests/{request['link']}").json()["state"] == "withdrawn"


@pytest.fixture(scope="module")
def corrector(shared_server: Server) -> Iterator[Member]:
    with closing(Member(shared_server)) as member:
        yield member


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({}, 422, "missing_field"),
        ({"text": "x", "email": "somebody@mail.example"}, 400, "unknown_field"),
        ({"text": ["x"]}, 422, "wrong_field_type"),
        ({"text": ""}, 422, "request_needs_words"),
        ({"text": " \n"}, 422, "request_needs_words"),
        ({"text": "x" * 2_001}, 422, "text_malformed"),
        ({"text": "a\u0000b"}, 422, "text_malformed"),
    ],
)
def test_a_correction_that_says_nothing_or_too_much_is_refused(corrector: Member, body: dict, status: int, code: str):
    assert_problem(corrector.http.post("/api/privacy/corrections", json=body), status, code)
    assert corrector.http.get("/api/privacy/requests").json()["data"] == []


def test_mail_opens_a_request_and_does_nothing_else(shared_server: Server):
    with closing(Member(shared_server)) as member:
        given = letter(member.address, "Please delete my data")
        first, again = nbp(shared_server, "inbox", given=given), nbp(shared_server, "inbox", given=given)
        assert first.split()[0] == again.split()[0] and " deletion " in first
        assert first.split()[0] in nbp(shared_server, "requests")
        code_in(shared_server, member.address)
        assert member.http.get("/api/account").status_code == 200


def test_a_child_is_frozen_at_once(shared_server: Server):
    with closing(Member(shared_server)) as child, closing(Client(shared_server)) as nobody:
        assert ask(nobody, kind="child_report", text=f"It is {child.address}").status_code == 202
        assert child.http.post("/api/jobs", json={"prompt": "a tree", "size": "64x64"}).status_code == 423


# The Data Rights Protocol, as another implementation signs.


class Agent:
    def __init__(self, server: Server, key: SigningKey):
        self.key = key
        self.http = httpx.Client(base_url=server.url, trust_env=False, timeout=30)

    def signed(self, **more: object) -> str:
        now = datetime.now(UTC)
        body = {
            "agent-id": "EXAMPLE_AGENT",
            "business-id": "STUDIO",
            "issued-at": (now - timedelta(seconds=5)).isoformat(),
            "expires-at": (now + timedelta(minutes=5)).isoformat(),
        }
        return base64.b64encode(self.key.sign(json.dumps(body | more).encode())).decode()

    def pair(self) -> dict:
        answer = self.http.post("/v1/agent/EXAMPLE_AGENT", content=self.signed())
        assert answer.status_code == 200, answer.text
        self.http.headers["Authorization"] = f"Bearer {answer.json()['token']}"
        return answer.json()


class Callbacks(BaseHTTPRequestHandler):
    received: list[dict] = []

    def do_POST(self) -> None:
        self.received.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


def test_an_agent_demands_follows_and_revokes(tmp_path: Path):
    key = SigningKey.generate()
    listener = HTTPServer(("127.0.0.1", 0), Callbacks)
    threading.Thread(target=listener.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{listener.server_port}"
    (tmp_path / "data").mkdir(mode=0o700)
    (tmp_path / "data" / "nbp.yaml").write_text(
        "agents:\n  - id: EXAMPLE_AGENT\n    name: Example\n    business_id: STUDIO\n"
        f"    verify_key: {base64.b64encode(bytes(key.verify_key)).decode()}\n    callback_base: {base}\n"
    )
    server = Server(tmp_path).start()
    try:
        agent = Agent(server, key)
        assert agent.http.get("/v1/agent/EXAMPLE_AGENT").status_code == 401
        assert agent.pair()["agent-id"] == "EXAMPLE_AGENT"
        assert agent.http.get("/v1/agent/EXAMPLE_AGENT").json() == {}
        assert agent.http.get("/v1/agent/OTHER").status_code == 403
        with closing(Member(server)) as member:
            demand = {"exercise": "deletion", "regime": "ccpa", "drp.version": "1.0", "email": member.address}
            demand |= {"agent-request-id": "r-1", "relationships": [], "status_callback": f"{base}/status"}
            taken = agent.http.post("/v1/data-rights-request", content=agent.signed(**demand)).json()
            assert (taken["status"], taken["reason"]) == ("in_progress", "need_user_verification")
            assert taken["agent_request_id"] == "r-1" and taken["user_verification_url"]
            path = f"/v1/data-rights-request/{taken['request_id']}"
            assert agent.http.get(path).json() == taken
            revoked = agent.http.request("DELETE", path, content=agent.signed(reason="changed my mind"))
            assert revoked.json()["status"] == "revoked"
            eventually(lambda: [each for each in Callbacks.received if each["status"] == "revoked"], about="the callback")
            assert member.http.get("/api/account").status_code == 200
            taken = agent.http.post(
                "/v1/data-rights-request", content=agent.signed(**demand | {"exercise": "access", "agent-request-id": "r-2"})
            ).json()
            with closing(Client(server)) as person:
                link = taken["user_verification_url"].rsplit("/", 1)[1]
                letters = eventually(
                    lambda: [each for each in map(plain, mails(server, member.address)) if link in each and CODE.search(each)],
                    about="the code for the second demand",
                )
                code = CODE.search(letters[0]).group(1)
                assert person.http.post(f"/api/privacy/requests/{link}/code", json={"code": code}).status_code == 200
            done = agent.http.get(f"/v1/data-rights-request/{taken['request_id']}").json()
            assert done["status"] == "fulfilled" and "user_verification_url" not in done
            assert done["results_url"].endswith("/privacy/export") and done["expires_at"] > done["received_at"]
            eventually(lambda: [each for each in Callbacks.received if each["status"] == "fulfilled"], about="the callback")
        forged = Agent(server, SigningKey.generate())
        assert forged.http.post("/v1/agent/EXAMPLE_AGENT", content=forged.signed()).status_code == 403
        forged.http.headers["Authorization"] = agent.http.headers["Authorization"]
        refused = forged.http.post("/v1/data-rights-request", content=forged.signed(**demand))
        assert refused.status_code == 403 and set(refused.json()) == {"code", "message", "fatal"}
    finally:
        server.close()
        listener.shutdown()
