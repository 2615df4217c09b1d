"""Who may ask for what: every address of the server is of one kind, and a new one belongs to none until it is put here."""

import json
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass

import httpx

from support.books import MAIN, Books, row_key
from support.archives import settled
from support.canary import canary
from support.member import PASSWORD, Client, Member
from support.server import Server
from support.waiting import eventually

# Where the shapes of others are spoken: OpenAI's, Gemini's, and either.
OPENAI = r"(/openai)?/v1"
GEMINI = r"(/gemini)?/v1(beta|alpha)?"
SHAPED = r"(/openai/v1|(/gemini)?/v1(beta|alpha)?)"

# The kinds, in the order in which they are looked up. Addresses are without a language.
KINDS = {
    # For staff alone: nobody else learns that it is there.
    "staff": [r"\w+ (/api)?/admin(/.*)?"],
    # One thing of somebody's, named by its id: it does not exist for anybody else.
    "object": [
        r"GET /jobs/{id}",
        r"POST /jobs/{id}/cancel",
        r"GET /images/{id}",
        r"POST /images/{id}/delete",
        r"(GET|POST) /images/{id}/edit",
        r"POST /account/sessions/{id}/end",
        r"(GET|DELETE) /api/jobs/{id}",
        r"GET /api/jobs/{id}/events",
        r"(GET|DELETE) /api/images/{id}",
        r"GET /api/images/{id}/(file|lineage|scene)",
        r"(PUT|DELETE) /api/images/{id}/favourite",
        r"(GET|POST) /api/images/{id}/shares",
        r"DELETE /api/images/{id}/shares/{share}",
        r"POST /images/{id}/(upscale|scene|turns|favourite|collections|shares|shares/{share}/revoke)",
        r"(GET|PATCH|DELETE) /api/collections/{id}",
        r"POST /api/collections/{id}/images",
        r"DELETE /api/collections/{id}/images/{image}",
        r"(GET|DELETE) /api/batches/{id}",
        r"GET /batch/{id}",
        r"POST /batch/{id}/(cancel|delete|retry)",
        r"POST /api/batches/{id}/(cancel|retry)",
        r"POST /collections/{id}(/delete)?",
        r"DELETE /api/account/sessions/{id}",
        r"POST /privacy/delete/{id}/cancel",
        r"DELETE /api/privacy/erasures/{id}",
        r"(PUT|DELETE) /api/images/{id}/restriction",
        r"POST /account/security/passkeys/{id}/(rename|remove)",
        r"(PATCH|DELETE) /api/account/passkeys/{id}",
        r"(GET|POST) /account/keys/{id}",
        r"POST /account/keys/{id}/(rotate|revoke)",
        r"POST /api/keys/{id}/rotate",
        r"(PATCH|DELETE) /api/keys/{id}",
        r"GET /api/privacy/(exports|imports)/{id}",
        r"POST /api/privacy/exports/{id}/push",
        rf"(GET|DELETE) {GEMINI}/interactions/{{id}}",
        rf"POST {GEMINI}/interactions/{{id}}/cancel",
        rf"(GET|DELETE) {SHAPED}/files/{{id}}",
        rf"GET {OPENAI}/files/{{id}}/content",
        rf"GET {SHAPED}/batches/{{id}}",
        rf"POST {OPENAI}/batches/{{id}}/cancel",
        rf"(POST|DELETE) {GEMINI}/batches/{{id}}",
        r"(GET|PATCH|DELETE) /api/webhooks/{id}",
        r"POST /api/webhooks/{id}/(rotate|test)",
        r"GET /api/webhooks/{id}/deliveries(/{delivery})?",
        r"POST /api/webhooks/{id}/deliveries/{delivery}/redeliver",
        r"(GET|POST) /account/webhooks/{id}",
        r"POST /account/webhooks/{id}/(rotate|test|switch|delete)",
        r"GET /account/webhooks/{id}/deliveries/{delivery}",
        r"POST /account/webhooks/{id}/deliveries/{delivery}/redeliver",
        rf"(GET|DELETE) {OPENAI}/responses/{{id}}",
        rf"POST {OPENAI}/responses/{{id}}/cancel",
        rf"GET {OPENAI}/responses/{{id}}/input_items",
    ],
    # The same, and gone once its owner has had it.
    "once": [r"GET /api/privacy/exports/{id}/file"],
    # A link of a mail, or an address that was made to be given away: whoever has it may use it, once.
    "link": [
        r"(GET|POST) /(confirm|reset)/{token}",
        r"(GET|POST) /email/(old|new)/{token}",
        r"POST /email/old/{token}/stop",
        r"(GET|POST) /appeals/{link}",
        r"(GET|POST) /unsubscribe/{link}",
        r"(GET|POST) /api/appeals/{link}",
        r"GET /privacy/request/{link}",
        r"POST /privacy/request/{link}/(code|new-code|withdraw)",
        r"(GET|DELETE) /api/privacy/requests/{id}",
        r"POST /api/privacy/requests/{id}/code",
        r"POST /api/privacy/arrivals/{token}",
    ],
    # One's own account: whoever is not signed in is asked to.
    "member": [
        r"GET /account(/(password|security|security/app|email|activity|preferences|close|bring|prove|providers|keys|webhooks))?",
        r"POST /account/(profile|password|sessions/end-others)",
        r"POST /account/(bring|close|email|email/stop|preferences|prove|webhooks)",
        r"(GET|POST) /api/webhooks",
        rf"GET {SHAPED}/(files|batches)",
        rf"POST {OPENAI}/(files|batches)",
        r"POST (/gemini)?/upload/v1(beta|alpha)?/files",
        r"POST /account/security/(app|app/confirm|app/remove|recovery-codes)",
        r"POST /account/(providers/{provider}/disconnect|keys)",
        r"(GET|POST) /api/keys",
        r"GET /api/keys/current",
        r"(GET|PATCH|DELETE) /api/account",
        r"GET /api/account/(sessions|activity|factors|passkeys)",
        r"(POST|DELETE) /api/account/factors/one-time-code",
        r"POST /api/account/factors/(one-time-code/confirm|recovery-codes)",
        r"POST /api/account/passkeys(/options)?",
        r"POST /api/account/proof(/passkey(/options)?)?",
        r"POST /api/privacy/corrections",
    ],
    # What is there for everybody, filled with one's own.
    "own": [
        r"GET (/privacy/center|/api/privacy(/journal)?)",
        r"GET /privacy/(delete|restrict)",
        r"POST /privacy/(delete|restrict)",
        r"GET /api/privacy/erasures",
        r"DELETE /api/privacy/(content|data)",
        r"(PUT|DELETE) /api/privacy/restriction",
        r"GET /(gallery|erase)?",
        r"POST /(jobs|erase|images)",
        r"(GET|POST) /compose",
        r"(GET|POST) /batch",
        r"(GET|POST) /designs/{id}",
        r"POST /api/(jobs|previews)",
        r"(GET|POST) /api/(images|uploads|collections|batches)",
        r"GET /api/(jobs|jobs/events|usage)",
        r"POST (/api/images/archive|/gallery/selection)",
        r"GET (/api)?/decisions",
        r"(GET|POST) /privacy/(export|import)",
        r"POST /privacy/import/address",
        r"POST /api/privacy/(exports|imports|arrivals)",
        r"GET /api/privacy/exports",
        r"GET /api/privacy/requests",
        rf"POST {GEMINI}/((models|tunedModels)/\*\*|interactions)",
        rf"POST {OPENAI}/(responses|images/(generations|edits|variations))",
    ],
    # The same for everybody.
    "open": [
        # What a browser decides about its data, with and without an account; a receipt is its person's alone.
        r"(GET|POST) (/api/privacy/consents|/cookies)",
        r"DELETE /api/privacy/consents/{purpose}",
        r"GET /api/privacy/(objections|receipts/{id})",
        r"(PUT|DELETE) /api/privacy/objections/{purpose}",
        r"GET /(cookies\.json|\.well-known/gpc\.json)",
        # A report tells numbers, to whoever knows its id.
        r"GET (/api/privacy/erasures|/erased)/{id}",
        r"GET /docs(/{group})?",
        r"GET /(privacy|models|terms|login|signup|signup/sent|reset|reset/sent|erased|report|report/{id})",
        r"POST /(login|logout|signup|signup/age|reset|preferences|report)",
        # Half-way between nobody and somebody: a cookie of one's own says who.
        r"(GET|POST) /login/second",
        r"GET /login/(with|openid)/{provider}",
        r"POST /signup/openid(/leave)?",
        r"POST /api/account/sessions/(second|second/passkey|second/passkey/options|passkey|passkey/options)",
        r"POST /api/reports",
        r"(GET|POST) /verify",
        r"GET /verify/root\.pem",
        # Whoever was given the link.
        r"GET (/s/{token}(/file)?|/v1/images/files/{token})",
        r"POST /api/verify",
        r"GET /designs",
        r"GET /api/(models|models/{id}|presets|drawings|designs|designs/{id}/sample|fonts|darkroom/tools)",
        r"POST /api/darkroom/read",
        rf"GET {SHAPED}/models(/\*\*)?",
        r"POST /api/events",
        r"(GET|POST) /privacy/request",
        r"POST /api/privacy/requests",
        # For agents, who bring a bearer of their own.
        r"POST /v1/data-rights-request",
        r"(GET|DELETE) /v1/data-rights-request/{id}",
        r"(GET|POST) /v1/agent/{id}",
        # For programs with a key, which a cookie is not.
        r"POST /mcp",
        r"POST /api/(age|account|account/sessions)",
        r"GET /(openapi\.json|retention\.json|datamap\.yml|healthz|readyz|metrics)",
        r"GET /audit/(checkpoint|key|inclusion|consistency)",
        r"GET /\.well-known/(change-password|security\.txt)",
        r"GET /assets/{edition}/\*\*",
        r"POST /csp-reports",
    ],
}

# What an id in an address is one of, by the word before it.
OBJECTS = ("jobs", "images", "shares", "collections", "batches", "batch", "sessions", "passkeys", "delete", "erasures", "exports", "imports", "keys", "interactions", "responses", "webhooks", "deliveries", "files", "bulks")

# They end the session or the account that asks.
ENDING = re.compile(r"POST (/logout|/erase|/account/close|/account/password|/account/sessions/end-others)|DELETE /api/(account|privacy/data)")

# What makes each form and each body a good one, so that nothing but its sender can be the reason of a refusal.
BODIES = {
    "POST /jobs": {"prompt": "a tree", "n": "1", "model": "default", "resolution": "1K"},
    "POST /erase": {"current_password": PASSWORD},
    "POST /privacy/delete": {"scope": "content", "grace_days": "30", "current_password": PASSWORD},
    "POST /privacy/restrict": {"state": "off"},
    "POST /account/close": {"current_password": PASSWORD},
    "POST /account/email": {"current_password": PASSWORD, "email": "somebody@mail.example"},
    "POST /account/preferences": {"language": "en", "theme": "auto"},
    "POST /account/prove": {"password": PASSWORD},
    "POST /account/security/passkeys/{id}/rename": {"name": "Key"},
    "PATCH /api/account/passkeys/{id}": {"name": "Key"},
    "POST /api/account/proof": {"password": PASSWORD},
    "POST /account/profile": {"display_name": "Bo"},
    "POST /account/keys": {"name": "Shop", "kind": "secret", "scope_jobs": "yes"},
    "POST /account/keys/{id}": {"name": "Shop", "scope_jobs": "yes"},
    "POST /account/keys/{id}/rotate": {"overlap_hours": "1"},
    "POST /api/keys": {"name": "Shop"},
    "PATCH /api/keys/{id}": {"name": "Shop"},
    "POST /api/keys/{id}/rotate": {"overlap_hours": 1},
    "POST /account/password": {"current_password": PASSWORD, "password": "quite another long password"},
    "POST /confirm/{token}": {"password": PASSWORD},
    "POST /reset/{token}": {"password": PASSWORD},
    "POST /images/{id}/upscale": {"scale": "2", "method": "lanczos"},
    "POST /images/{id}/scene": {"prompt": "make it night"},
    "POST /images/{id}/turns": {"prompt": "make it night"},
    "POST /images/{id}/favourite": {"state": "on"},
    "POST /images/{id}/collections": {"name": "Cats"},
    "POST /images/{id}/shares": {"expires_in": "1"},
    "POST /api/images/{id}/shares": {"expires_in": 1},
    "POST /collections/{id}": {"name": "Cats"},
    "PATCH /api/collections/{id}": {"name": "Cats"},
    "POST /api/collections": {"name": "Cats"},
    "POST /api/collections/{id}/images": {"images": ["img_06F8Z0Q9V8Y3M5K2T7R4W1X6C9"]},
    "POST /api/batches": {"list": "a tree", "size": "64x64"},
    "POST /api/jobs": {"prompt": "a tree", "size": "64x64"},
    "POST /api/darkroom/read": {"prompt": "blur it"},
    "POST /api/previews": {"task": "typeset", "template": "poster-bold", "aspect_ratio": "2:3"},
    "POST /images/{id}/edit": {"instruction": "make it warmer"},
    "POST /designs/{id}": {"aspect_ratio": "2:3", "resolution": "1K"},
    "POST /compose": {"layout": "grid", "resolution": "1K"},
    "PATCH /api/account": {"display_name": "Bo"},
    "POST /api/privacy/corrections": {"text": "That is not so."},
    "POST /account/webhooks": {"url": "https://hooks.example/"},
    "POST /account/webhooks/{id}": {"url": "https://hooks.example/"},
    "POST /account/webhooks/{id}/switch": {"state": "off"},
    "POST /api/webhooks": {"url": "https://hooks.example/"},
    "PATCH /api/webhooks/{id}": {"enabled": False},
    "POST /api/privacy/exports/{id}/push": {"to": f"https://studio.example/api/privacy/arrivals/{'0' * 64}"},
}


@dataclass(frozen=True)
class Address:
    method: str
    template: str

    @property
    def plain(self) -> str:
        """Without a language."""
        return self.template.removeprefix("/zh-Hant") or "/"

    @property
    def kind(self) -> str | None:
        line = f"{self.method} {self.plain}"
        return next((kind for kind, lines in KINDS.items() if any(re.fullmatch(each, line) for each in lines)), None)

    @property
    def is_ending(self) -> bool:
        return bool(ENDING.fullmatch(f"{self.method} {self.plain}"))

    @property
    def is_for_programs(self) -> bool:
        return bool(re.match(r"/(api|v1beta|v1alpha|gemini|openai|upload)/|/v1/(?!agent|data-rights)", self.plain))

    def path(self, *ids: str) -> str:
        """With its parameters filled in, one after the other."""
        left = iter(ids)
        return re.sub(r"{\w+}|\*\*", lambda _: next(left), self.template)

    def __str__(self) -> str:
        return f"{self.method} {self.template}"


def addresses(server: Server) -> list[Address]:
    return [Address(method, path) for method, path in server.addresses()]


class Owner:
    """Somebody with one of everything, whose secrets must show nowhere."""

    def __init__(self, server: Server, **headers: str):
        self.server = server
        self.member = Member(server, **headers)
        self.secret, self.name = canary(), canary()
        self.member.http.patch("/api/account", json={"display_name": self.name})
        # A second session, so that there is one to end that is not the asker's.
        other = Client(server, **headers)
        assert other.sign_in(self.member.address).status_code == 200
        other.close()
        job = self.member.http.post("/api/jobs", json={"prompt": f"a house {self.secret}", "size": "64x64"}).json()["id"]
        self.job, self.image = job, self.member.picture_of(job)
        sessions = self.member.http.get("/api/account/sessions").json()["data"]
        self.ids = {"jobs": self.job, "images": self.image, "sessions": sessions[0]["id"]}
        # The same job by other names.
        self.ids["responses"] = self.job.replace("job_", "resp_")
        self.ids["interactions"] = self.job.replace("job_", "int_")
        self.ids["files"], self.ids["bulks"] = self._bulk()
        share = self.member.http.post(f"/api/images/{self.image}/shares", json={"shows_words": True})
        collection = {"name": self.name, "images": [self.image]}
        self.ids["shares"] = share.json()["id"]
        self.ids["collections"] = self.member.http.post("/api/collections", json=collection).json()["id"]
        self.ids["batches"] = self.ids["batch"] = self._batch()
        self.subject = self.member.http.get("/api/account").json()["id"]
        self.ids["passkeys"] = self._passkey()
        self.ids["keys"] = self.member.http.post("/api/keys", json={"name": self.name}).json()["key"]["id"]
        waiting = self.member.http.delete("/api/privacy/content", params={"grace_days": 30})
        self.ids["delete"] = self.ids["erasures"] = waiting.json()["id"]
        self.ids["exports"] = self._settled("exports")
        self.ids["webhooks"], self.ids["deliveries"] = self._webhook()
        zipped = {"Content-Type": "application/zip"}
        self.ids["imports"] = self._settled("imports", content=b"no archive", headers=zipped)

    def _settled(self, what: str, **body) -> str:
        """An archive that was asked for or brought, when no more becomes of it."""
        id = self.member.http.post(f"/api/privacy/{what}", **body).json()["id"]
        settled(self.member, f"/api/privacy/{what}/{id}")
        return id

    def _webhook(self) -> tuple[str, str]:
        """A webhook that nobody serves, and a test of it that has failed."""
        body = {"url": f"https://localhost:9/{self.secret}", "description": self.name, "events": ["batch.finished"]}
        id = self.member.http.post("/api/webhooks", json=body).json()["id"]
        delivery = self.member.http.post(f"/api/webhooks/{id}/test").json()["id"]
        ended = lambda: self.member.http.get(f"/api/webhooks/{id}/deliveries/{delivery}").json()["ended_at"]  # noqa: E731
        eventually(ended, about="the end of a test")
        return id, delivery

    def _batch(self) -> str:
        """A batch that has come to its end."""
        id = self.member.http.post("/api/batches", json={"list": f"a tree {self.secret}", "size": "64x64"}).json()["id"]
        ended = lambda: self.member.http.get(f"/api/batches/{id}").json()["status"] == "ended"  # noqa: E731
        eventually(ended, about="the end of a batch")
        return id

    def _bulk(self) -> tuple[str, str]:
        """A file of lines, and a batch of them that has come to its end."""
        line = {"custom_id": "a", "method": "POST", "url": "/v1/images/generations", "body": {"prompt": self.secret, "size": "64x64"}}
        http = self.member.http
        lines = http.post("/openai/v1/files", data={"purpose": "batch"}, files={"file": (f"{self.name}.jsonl", json.dumps(line))}).json()
        order = {"input_file_id": lines["id"], "endpoint": "/v1/images/generations", "completion_window": "24h"}
        id = http.post("/openai/v1/batches", json=order).json()["id"]
        ended = lambda: http.get(f"/openai/v1/batches/{id}").json()["status"] == "completed"  # noqa: E731
        eventually(ended, about="the end of a batch of lines")
        return lines["id"], id

    def _passkey(self) -> str:
        """A passkey's row, whose sealed parts nobody can open: strangers must not even find it."""
        id = "pky_" + self.subject.split("_")[1]
        key = row_key(id)
        with closing(sqlite3.connect(Books(self.server.data).data / MAIN, timeout=10)) as database, database:
            database.execute(
                "INSERT INTO accounts_passkey (id, subject_id, credential_index, credential, name, sign_count,"
                " is_backed_up, made_at) VALUES (?, ?, ?, ?, ?, 0, 0, 0)",
                [key, key, key, b"sealed", b"sealed"],
            )
        return id

    @property
    def secrets(self) -> list[str]:
        return [self.secret, self.name, self.member.address, self.subject]

    def rows(self) -> dict[str, list[tuple]]:
        """Everything that the database has about them, to the byte."""
        books, found = Books(self.server.data), {}
        with closing(sqlite3.connect(f"file:{books.data / MAIN}?mode=ro", uri=True, timeout=10)) as database:
            tables = [name for (name,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
            for table in tables:
                columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
                if "subject_id" in columns:
                    question = f"SELECT * FROM {table} WHERE subject_id = ? ORDER BY 1, 2"
                    found[table] = database.execute(question, [row_key(self.subject)]).fetchall()
        return found

    def close(self) -> None:
        self.member.close()


def ask(client: Client, address: Address, path: str, page: str = "/login") -> httpx.Response:
    """Asks for an address as well as anybody could: a good body, a good token, our own page."""
    if address.method == "GET":
        return client.http.get(path)
    body = BODIES.get(f"{address.method} {address.plain}")
    if address.is_for_programs:
        return client.http.request(address.method, path, json=body)
    return client.http.request(address.method, path, data={"csrf": client.token(page)} | (body or {}))


def is_turned_away(answer: httpx.Response) -> bool:
    """Whether somebody unknown got nothing: not there, sign in first, or led to the sign-in."""
    return answer.status_code == 404 or is_asked_to_sign_in(answer)


def is_asked_to_sign_in(answer: httpx.Response) -> bool:
    """Pages lead there; programs are told, in Gemini's shape as Google tells callers without a key."""
    is_unregistered = answer.status_code == 403 and answer.json()["error"]["status"] == "PERMISSION_DENIED"
    return answer.status_code == 401 or is_unregistered or is_led_to_sign_in(answer)


def is_led_to_sign_in(answer: httpx.Response) -> bool:
    place = answer.headers.get("location", "").removeprefix("/zh-Hant")
    return answer.status_code in (302, 303, 307) and place.split("?")[0] == "/login"


def each_id(owner: Owner, address: Address) -> list[str]:
    """The owner's ids that may stand in an address."""
    words = re.findall(r"/([\w-]+)/{(?:id|share|image|delivery)}", address.plain)
    if re.fullmatch(rf"{SHAPED}/batches/.*", address.plain):
        verb = ":cancel" if address.method == "POST" and address.plain.endswith("{id}") else ""
        return [owner.ids["bulks"] + verb]
    unknown = set(words) - set(OBJECTS)
    assert not unknown, f"{address}: say in OBJECTS what an id behind {unknown} is, and give the Owner one"
    return [owner.ids[word] for word in words]


def check_stranger(owner: Owner, stranger: Client, expects: Callable[[httpx.Response], bool]) -> None:
    """Asks for each thing of the owner's; `expects` says what the stranger must get."""
    for address in addresses(owner.server):
        if address.kind in ("object", "once"):
            answer = ask(stranger, address, address.path(*each_id(owner, address)))
            assert expects(answer), f"{address} answers {answer.status_code}"
            assert_silent(owner, answer, address)


def assert_silent(owner: Owner, answer: httpx.Response, address: Address) -> None:
    shown = answer.text + str(answer.headers)
    for secret in owner.secrets:
        assert secret not in shown, f"{address} tells something of its owner's"
