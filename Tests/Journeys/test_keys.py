"""API keys: made by a program and on the command line; what they open, what they may spend, and how they end."""

import base64
import hashlib
import re
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import BrowserContext

from support.books import Books
from support.canary import traces
from support.desk import Desk
from support.key_pages import signed_in
from support.keys import PUBLISHABLE, SECRET, SMALL, Program, made
from support.member import Member, mails
from support.post import plain
from support.problems import assert_problem
from support.product import ENGLISH
from support.server import Server, free_port
from support.waiting import eventually


@pytest.fixture
def member(shared_server: Server) -> Iterator[Member]:
    with closing(Member(shared_server)) as member:
        yield member


# The API.


def test_a_program_of_its_person_s_makes_lists_renews_and_ends_keys(member: Member):
    shown = made(member, scopes=["jobs", "read"], images_per_day=20, credits_per_month=100, days=30)
    secret, key = shown["secret"], shown["key"]
    assert SECRET.match(secret)
    assert (key["hint"], key["kind"], key["scopes"], key["state"]) == (secret[-4:], "secret", ["jobs", "read"], "live")
    assert key["limits"] == {"requests_per_minute": None, "images_per_day": 20, "credits_per_month": 100}
    assert key["spent"] == {"images_today": 0, "credits_of_month": 0}
    assert member.http.get("/api/keys").json() == {"data": [key], "next_cursor": None}
    renewed = member.http.post(f"/api/keys/{key['id']}/rotate", json={"overlap_hours": 24}).json()
    with closing(Program(member.server, secret)) as old, closing(Program(member.server, renewed["secret"])) as new:
        assert old.http.get("/api/keys/current").status_code == new.http.get("/api/keys/current").status_code == 200
        assert new.http.get("/api/keys/current").json()["old_secret_until"]
        assert member.http.delete(f"/api/keys/{key['id']}").status_code == 204
        assert_problem(new.http.get("/api/keys/current"), 401, "api_key_revoked")
        assert_problem(old.http.get("/api/keys/current"), 401, "api_key_invalid")
    assert_problem(member.http.delete(f"/api/keys/{key['id']}"), 404, "not_found")
    assert member.http.get("/api/keys").json()["data"][0]["state"] == "revoked"


def test_a_key_becomes_another_and_its_program_goes_on(member: Member):
    shown = made(member, scopes=["jobs", "read"], images_per_day=20, days=30)
    secret, key = shown["secret"], shown["key"]
    path = f"/api/keys/{key['id']}"
    wish = {"name": "Stall", "scopes": ["read"], "images_per_day": None, "requests_per_minute": 600, "days": None}
    changed = member.http.patch(path, json=wish)
    assert changed.status_code == 200, changed.text
    expected = key | {"name": "Stall", "scopes": ["read"], "expires_at": None}
    expected["limits"] = {"requests_per_minute": 600, "images_per_day": None, "credits_per_month": None}
    assert changed.json() == expected
    assert member.http.patch(path, json={}).json() == expected
    with closing(Program(member.server, secret)) as program:
        assert program.http.get("/api/keys/current").json()["name"] == "Stall"
        assert_problem(program.http.post("/api/jobs", json={"prompt": "a"}), 403, "scope_missing")
        assert_problem(program.http.patch(path, json={"name": "Mine"}), 403, "key_refused")
    for body, status, code in (
        ({"kind": "publishable"}, 400, "unknown_field"),
        ({"name": ""}, 422, "name_malformed"),
        ({"scopes": ["all"]}, 422, "value_unknown"),
        ({"origins": ["https://shop.example"]}, 422, "origin_malformed"),
        ({"images_per_day": 0}, 422, "value_out_of_range"),
        ({"days": 366}, 422, "value_out_of_range"),
        ({"days": "90"}, 422, "wrong_field_type"),
    ):
        refused = member.http.patch(path, json=body)
        assert_problem(refused, status, code)
    assert member.http.delete(path).status_code == 204
    assert_problem(member.http.patch(path, json={"name": "Late"}), 404, "not_found")


def test_making_and_renewing_is_told_by_mail(member: Member):
    id = made(member)["key"]["id"]
    assert member.http.post(f"/api/keys/{id}/rotate", json={"overlap_hours": 0}).status_code == 200
    told = {ENGLISH.say(f"mail.{kind}.subject") for kind in ("api_key_made", "api_key_rotated")}
    eventually(
        lambda: told <= {mail["subject"] for mail in mails(member.server, member.address)}, about="both mails have come"
    )


def test_a_key_that_may_do_more_is_told_by_mail_with_what_was_changed(member: Member):
    shown = made(member, images_per_day=20, days=30)
    path, subject = f"/api/keys/{shown['key']['id']}", ENGLISH.say("mail.api_key_changed.subject")
    wider = {"name": "Stall", "scopes": ["jobs", "account"], "images_per_day": 100, "days": None}
    for wish in ({"scopes": ["jobs", "read"], "images_per_day": 10}, wider):
        assert member.http.patch(path, json=wish).status_code == 200

    def told() -> list[str]:
        return [plain(mail) for mail in mails(member.server, member.address) if mail["subject"] == subject]

    text = eventually(told, about="the mail has come")[0]
    added = f"{ENGLISH.say('keys.scopes_added')}: {ENGLISH.say('keys.scope_account')}"
    for change in ("Shop → Stall", added, f"{ENGLISH.say('keys.images_label')}: 100", ENGLISH.say("keys.endless")):
        assert change in text
    # What it could do before is not named.
    assert ENGLISH.say("keys.scope_jobs") not in text
    assert shown["secret"] not in text
    # To let it do less was told to nobody.
    assert len(told()) == 1


def test_anybody_can_tell_a_key_from_other_text(member: Member):
    """As `docs/api.md` says, so that scanners find what leaked."""
    alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    secret = made(member)["secret"]
    number, digits = int.from_bytes(hashlib.sha256(secret[:-6].encode()).digest()[:4], "big"), ""
    for _ in range(6):
        number, digit = divmod(number, 62)
        digits = alphabet[digit] + digits
    assert secret[-6:] == digits
    for wrong in (secret[:-1], secret + "0", secret[:20] + ("a" if secret[20] != "a" else "b") + secret[21:], secret.swapcase()):
        with closing(Program(member.server, wrong)) as program:
            assert_problem(program.http.get("/api/keys/current"), 401, "api_key_invalid")


def test_a_revoked_key_is_refused_at_the_very_next_request(member: Member):
    shown = made(member)
    with closing(Program(member.server, shown["secret"])) as program:
        for _ in range(5):
            assert program.http.get("/api/keys/current").status_code == 200
        assert member.http.delete(f"/api/keys/{shown['key']['id']}").status_code == 204
        for method, path in (("GET", "/api/keys/current"), ("GET", "/api/images"), ("POST", "/api/jobs")):
            assert_problem(program.http.request(method, path), 401, "api_key_revoked")


# For people alone, whatever the key; a new address below `/api` is either here or in `KeyRights`.
FOR_PEOPLE = re.compile(
    r"GET /api/(keys|account/.*|privacy/.*|decisions|appeals/.*)"
    r"|\w+ /api/(admin|age|reports|appeals|events)(/.*)?"
    r"|(POST|PATCH|PUT|DELETE) /api/(keys|account|privacy)(/.*)?"
    r"|(PUT|DELETE) /api/images/{id}/restriction"
)
# Whoever brings an archive shows the token of its address.
BY_TOKEN = "POST /api/privacy/arrivals/{token}"


def test_a_key_opens_what_is_for_programs_and_nothing_for_people(member: Member):
    secret = made(member, scopes=["jobs", "read", "manage", "webhooks", "account"])["secret"]
    with closing(Program(member.server, secret)) as program:
        for method, template in member.server.addresses():
            line = f"{method} {template}"
            if not template.startswith("/api/") or line == BY_TOKEN or line == "GET /api/keys/current":
                continue
            answer = program.http.request(method, re.sub(r"{\w+}", "x", template))
            code = answer.json().get("code") if "json" in answer.headers["content-type"] else None
            assert (code == "key_refused") == bool(FOR_PEOPLE.fullmatch(line)), f"{line}: {answer.status_code} {code}"
        for page in ("/", "/gallery", "/account", "/account/keys", "/admin"):
            assert program.http.get(page).status_code == 403, page


def test_other_people_s_bearers_are_none_of_ours(member: Member):
    """A proxy may put a token of its own into every request: pages must not be refused for it."""
    headers = {"Authorization": "Bearer eyJhbGciOiJSUzI1NiJ9.e30.c2ln"}
    assert member.http.get("/account", headers=headers).status_code == 200
    assert member.http.get("/api/account/sessions", headers=headers).status_code == 200


def test_a_key_s_budget_is_kept_and_what_is_refused_costs_nothing(server: Server):
    with closing(Member(server)) as member:
        shown = made(member, images_per_day=3)
        with closing(Program(server, shown["secret"])) as program:
            with ThreadPoolExecutor(8) as pool:
                answers = list(pool.map(lambda _: program.order(), range(8)))
            refused = [answer for answer in answers if answer.status_code != 202]
            assert len(refused) == 5
            for answer in refused:
                assert_problem(answer, 429, "quota-exceeded")
                assert answer.json()["violated-policies"] == ["key_images"]
                assert int(answer.headers["retry-after"]) > 0
            assert program.http.get("/api/keys/current").json()["spent"]["images_today"] == 3
            held = Books(server.data).ask("SELECT count(*), sum(images) FROM billing_entry WHERE kind = 'hold'")
            assert held == [(3, 3)]
            # Its person is not bound by it, and the next day it has its own again.
            assert member.http.post("/api/jobs", json=SMALL).status_code == 202
            server.advance("P1D")
            assert program.order().status_code == 202


def test_a_key_s_pace_is_its_own(server: Server):
    with closing(Member(server)) as member:
        slow, quick = made(member, requests_per_minute=3), made(member)
        with closing(Program(server, slow["secret"])) as program, closing(Program(server, quick["secret"])) as other:
            first = program.http.get("/api/keys/current")
            assert '"key_requests";q=3;w=60' in first.headers["ratelimit-policy"]
            assert '"key_requests";r=2' in first.headers["ratelimit"]
            statuses = [program.http.get("/api/keys/current").status_code for _ in range(5)]
            assert statuses[:2] == [200, 200] and statuses[-1] == 429
            assert other.http.get("/api/keys/current").status_code == 200
            server.advance("PT1M")
            assert program.http.get("/api/keys/current").status_code == 200


def test_every_answer_has_a_number_by_which_the_log_knows_it(member: Member):
    answers = [member.http.get(path) for path in ("/", "/nowhere", "/api/models", "/api/nowhere", "/healthz")]
    numbers = [answer.headers["x-request-id"] for answer in answers]
    assert len(set(numbers)) == len(numbers)
    number = numbers[2].removeprefix("req_")
    eventually(lambda: f'"request_id":"{number}"' in member.server.log_text(), about="the log names it")


# A secret that leaked.


def test_a_secret_is_nowhere_once_it_was_shown(server: Server):
    with closing(Member(server)) as member:
        page = member.form("/account/keys", "/account/keys", name="Shop", kind="secret", scope_jobs="yes", scope_read="yes")
        secret = re.search(r'id="secret">(nbp_sk_\w+)<', page.text).group(1)
        assert page.headers["cache-control"] == "no-store"
        with closing(Program(server, secret)) as program:
            program.picture()
            program.http.get("/api/models", params={"key": secret})
            program.http.get(f"/{secret}")
            id = program.http.get("/api/keys/current").json()["id"]
        renewed = member.http.post(f"/api/keys/{id}/rotate", json={"overlap_hours": 1}).json()["secret"]
        eventually(lambda: len(mails(server, member.address)) >= 3, about="the mails have come")
        for path in ("/account/keys", "/account/activity", "/privacy/center", "/api/keys", "/api/privacy", "/api/account/activity"):
            assert secret not in member.http.get(path).text
        assert traces(server.data, {"the secret": secret.encode(), "the next": renewed.encode()}) == []
        assert secret not in server.log_text() and renewed not in server.log_text()


def test_an_erased_account_s_keys_end_with_it(server: Server):
    with closing(Member(server)) as member:
        shown = made(member)
        with closing(Program(server, shown["secret"])) as program:
            program.picture()
            assert member.http.delete("/api/privacy/data").status_code in (200, 202, 204)
            assert_problem(program.http.get("/api/keys/current"), 401, "api_key_invalid")


# The command line.


def test_operators_make_list_renew_and_end_keys_beside_a_running_server(server: Server, desk: Desk):
    with closing(Member(server)) as member:

        def keys(*words: str):
            return desk.nbp("keys", *words, "--email", member.address, **server.settings | {"test_port": None})

        ended = keys("create", "--name", "CI", "--scope", "jobs", "--scope", "read", "--days", "30", "--images-per-day", "5")
        assert ended.status == 0, ended.said
        secret = ended.out.decode().strip()
        assert SECRET.match(secret) and secret not in ended.said
        id = re.search(r"key_\w+", ended.said).group(0)
        with closing(Program(server, secret)) as program:
            current = program.http.get("/api/keys/current").json()
            assert (current["id"], current["name"], current["limits"]["images_per_day"]) == (id, "CI", 5)
            program.picture()
            listed = keys("list")
            assert id in listed.out.decode() and "spent 1 images today" in listed.out.decode()
            changed = keys("change", id, "--name", "CD", "--images-per-day", "6", "--without", "days")
            assert changed.status == 0 and "CD" in changed.out.decode() and "until" not in changed.out.decode()
            assert program.http.get("/api/keys/current").json()["limits"]["images_per_day"] == 6
            assert keys("change", id, "--days", "3", "--without", "days").status != 0
            renewed = keys("rotate", id, "--overlap-hours", "0")
            assert renewed.status == 0 and SECRET.match(renewed.out.decode().strip())
            assert_problem(program.http.get("/api/keys/current"), 401, "api_key_invalid")
        with closing(Program(server, renewed.out.decode().strip())) as program:
            assert program.http.get("/api/keys/current").status_code == 200
            assert keys("revoke", id).status == 0
            assert_problem(program.http.get("/api/keys/current"), 401, "api_key_revoked")
        page = keys("create", "--name", "Widget", "--publishable", "--origin", "https://shop.example")
        assert PUBLISHABLE.match(page.out.decode().strip())
        eventually(lambda: len(mails(server, member.address)) >= 4, about="each was told by mail")
        for words in (
            ("create", "--name", "x", "--publishable"),
            ("create", "--name", "x", "--scope", "everything"),
            ("create", "--name", "x", "--days", "0"),
            ("rotate", id, "--overlap-hours", "169"),
            ("rotate", "key_1"),
            ("revoke", id),
        ):
            refused = keys(*words)
            assert (refused.status, refused.out) == (1, b""), words
            assert refused.said.startswith("nbp: ") and refused.said.count("\n") == 1, refused.said


def test_a_command_about_nobody_says_so(server: Server, desk: Desk):
    ended = desk.nbp("keys", "list", "--email", "nobody@mail.example", **server.settings | {"test_port": None})
    assert (ended.status, ended.out) == (1, b"")
    assert "has no account" in ended.said


# Pages of other sites.


@pytest.fixture
def shop() -> Iterator[str]:
    """Somebody else's site: its origin."""

    class Shop(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            page = b"<!doctype html><title>Shop</title>"
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(page)))
            self.end_headers()
            self.wfile.write(page)

        def log_message(self, *_: object) -> None:
            pass

    port = free_port()
    site = ThreadingHTTPServer(("127.0.0.1", port), Shop)
    threading.Thread(target=site.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{port}"
    site.shutdown()
    site.server_close()


ORDER = """
async ([base, key]) => {
  const headers = { Authorization: `Bearer ${key}`, "Content-Type": "application/json", "Idempotency-Key": crypto.randomUUID() };
  const order = JSON.stringify({ prompt: "a house", size: "64x64" });
  const accepted = await fetch(`${base}/api/jobs`, { method: "POST", headers, body: order });
  if (!accepted.ok) return { status: accepted.status, code: (await accepted.json()).code };
  let job = await accepted.json();
  while (!["succeeded", "failed"].includes(job.status)) {
    await new Promise((resume) => setTimeout(resume, 50));
    job = await (await fetch(`${base}/api/jobs/${job.id}`, { headers })).json();
  }
  const file = await fetch(base + job.images[0].url, { headers });
  const bytes = new Uint8Array(await file.arrayBuffer());
  const list = await fetch(`${base}/api/images`, { headers });
  return {
    status: accepted.status,
    number: accepted.headers.get("x-request-id"),
    place: accepted.headers.get("location"),
    file: btoa(String.fromCharCode(...bytes.slice(0, 8))),
    list: (await list.json()).code,
  };
}
"""
READ_BY_COOKIE = """
async (base) => {
  try {
    const answer = await fetch(`${base}/api/account`, { credentials: "include" });
    return answer.status;
  } catch {
    return "unreadable";
  }
}
"""


def test_a_page_of_another_site_makes_pictures_with_a_publishable_key(
    new_context: Callable[..., BrowserContext], member: Member, shop: str
):
    base = member.server.url
    key = made(member, kind="publishable", origins=[shop.replace("127.0.0.1", "LOCALHOST"), shop])["secret"]
    context = new_context()
    page = signed_in(context, member)
    page.goto(shop)
    done = page.evaluate(ORDER, [base, key])
    assert done["status"] == 202
    assert base64.b64decode(done["file"]) == b"\x89PNG\r\n\x1a\n"
    assert done["number"].startswith("req_") and done["place"].startswith("/api/jobs/job_")
    assert done["list"] == "scope_missing"
    # What its person's cookies would tell is not for that page.
    assert page.evaluate(READ_BY_COOKIE, base) == "unreadable"


def test_a_page_of_no_named_site_is_told_why_it_is_refused(
    new_context: Callable[..., BrowserContext], member: Member, shop: str
):
    key = made(member, kind="publishable", origins=["https://other.example"])["secret"]
    page = new_context().new_page()
    page.goto(shop)
    assert page.evaluate(ORDER, [member.server.url, key]) == {"status": 403, "code": "key_origin_refused"}


def test_a_publishable_key_sees_what_was_ordered_with_it_alone(member: Member):
    origin = "https://shop.example"
    key = made(member, kind="publishable", origins=[origin])["secret"]
    own_job, own_image = member.picture()
    with closing(Program(member.server, key, Origin=origin)) as page:
        job, image = page.picture()
        assert page.http.get(f"/api/images/{image}/file").content.startswith(b"\x89PNG")
        for path in (f"/api/jobs/{own_job}", f"/api/jobs/{own_job}/events", f"/api/images/{own_image}/file"):
            assert_problem(page.http.get(path), 404, "not_found")
        assert_problem(page.http.delete(f"/api/jobs/{own_job}"), 404, "not_found")
        enlarge = {"task": "upscale", "scale": 2, "images": [own_image]}
        assert_problem(page.http.post("/api/jobs", json=enlarge), 404, "not_found")
        assert page.http.post("/api/jobs", json=enlarge | {"images": [image]}).status_code == 202
        for path in ("/api/images", "/api/batches", "/api/collections", f"/api/images/{image}", "/api/account"):
            assert_problem(page.http.get(path), 403, "scope_missing")
    assert job in [one["job"] for one in member.http.get("/api/images").json()["data"]]


def test_a_publishable_key_uses_up_nothing_of_its_account_s(member: Member):
    origin = "https://shop.example"
    key = made(member, kind="publishable", origins=[origin])["secret"]
    line = {"batch": {"inputConfig": {"requests": {"requests": []}}}}
    with closing(Program(member.server, key, Origin=origin)) as page:
        assert_problem(page.http.post("/api/batches", json={"list": "a tree", "size": "64x64"}), 403, "key_refused")
        for path in ("/v1/files", "/v1/batches", "/upload/v1beta/files", "/v1beta/models/default:batchGenerateContent"):
            assert page.http.post(path, json=line).status_code == 403, path
        # Nor does it tell a page's readers how far it goes.
        assert_problem(page.http.get("/api/keys/current"), 403, "key_refused")


def test_what_one_key_was_answered_another_is_not(member: Member):
    order, name = {"list": "a tree", "size": "64x64"}, {"Idempotency-Key": "nightly"}
    with (
        closing(Program(member.server, made(member)["secret"], **name)) as first,
        closing(Program(member.server, made(member)["secret"], **name)) as second,
    ):
        batch = first.http.post("/api/batches", json=order)
        assert batch.status_code == 202
        assert first.http.post("/api/batches", json=order).json()["id"] == batch.json()["id"]
        assert_problem(second.http.post("/api/batches", json=order), 422, "idempotency_key_reused")
        retry = f"/api/batches/{batch.json()['id']}/retry"
        again = {"Idempotency-Key": "again"}
        assert first.http.post(retry, headers=again).status_code == 202
        assert_problem(second.http.post(retry, headers=again), 422, "idempotency_key_reused")


def test_a_key_that_may_not_read_shares_nothing_that_is_another_s(member: Member):
    _, image = member.picture()
    with closing(Program(member.server, made(member, scopes=["jobs", "manage"])["secret"])) as program:
        assert_problem(program.http.post(f"/api/images/{image}/shares", json={"expires_in": 1}), 404, "not_found")
        _, own = program.picture()
        assert program.http.post(f"/api/images/{own}/shares", json={"expires_in": 1}).status_code == 201
