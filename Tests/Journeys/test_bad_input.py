"""What people should not send: every form of every page, every body of the API, every link of a mail."""

import sqlite3
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from urllib.parse import quote_plus, urlencode

import httpx
import pytest

from support.books import MAIN, Books
from support.canary import canary
from support.forms import Form, forms
from support.matrix import addresses
from support.member import PASSWORD, Client, Member, link, mails, new_address
from support.moderators import REFUSED, Staffer, with_rules
from support.problems import assert_problem
from support.server import Server
from support.waiting import eventually

FORM = "application/x-www-form-urlencoded"
FAILED_WORK = """
    INSERT INTO queue_work (id, type, target, run_at, made_at, failures) VALUES (?1, 'journey', ?1, ?2, 0, 1)
"""
NEXT_PASSWORD = "quite another long password"
VALUES = {
    "email": "somebody@mail.example",
    "password": PASSWORD,
    "current_password": PASSWORD,
    "birth_year": "1990",
    "birth_month": "5",
    "country": "DE",
    "accept_terms": "yes",
    "prompt": "a house",
    "return_to": "/gallery",
    "seed": "7",
    "n": "1",
}


@pytest.fixture(scope="module")
def lax_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose limits count nothing, so that everything can be tried."""
    server = with_rules(Server(tmp_path_factory.mktemp("input"))).start()
    with server.fault("throttle:off"):
        yield server
    server.close()


@pytest.fixture(scope="module")
def member(lax_server: Server) -> Iterator[Member]:
    with closing(Member(lax_server)) as member:
        member.image = member.picture()[1]
        # A second session, so that there is one to end.
        with closing(Client(lax_server)) as other:
            assert other.sign_in(member.address).status_code == 200
        yield member


@pytest.fixture(scope="module")
def staff(lax_server: Server) -> Iterator[Staffer]:
    # Somebody else of the staff, a frozen and restricted account, one that may become so, somebody who was reported, objects and
    # demands something, a hold and work that fails: there are forms about them.
    with (
        closing(Staffer(lax_server, "owner")) as staff,
        closing(Staffer(lax_server, "support")) as colleague,
        closing(Member(lax_server)) as frozen,
        closing(Member(lax_server)) as looked_at,
        closing(Member(lax_server)) as reported,
    ):
        staff.colleague, staff.frozen, staff.reported = subject_of(colleague), subject_of(frozen), reported
        staff.looked_at = subject_of(looked_at)
        reported.image = reported.picture()[1]
        page = f"/admin/accounts/{staff.frozen}"
        assert staff.form(page, f"{page}/freeze").status_code == 303
        assert staff.form(page, f"{page}/restrict", reason="Its person contests it").status_code == 303
        held = {"record": reported.image, "ground": "claim", "authority": "A court", "reason": "Evidence in a case"}
        held["review_at"] = (datetime.now(UTC) + timedelta(days=90)).date().isoformat()
        assert staff.form("/admin/holds", "/admin/holds", **held).status_code == 303
        assert reported.http.put("/api/privacy/objections/secure_service").status_code == 204
        wish = reported.http.post("/api/privacy/corrections", json={"text": "My name is spelt otherwise"})
        staff.request = wish.json()["id"]
        fail_work(lax_server)
        yield staff


def subject_of(client: Client) -> str:
    return client.http.get("/api/account").json()["id"]


def fail_work(server: Server) -> None:
    """An item of the queue that has failed and waits for tomorrow."""
    with closing(sqlite3.connect(server.data / MAIN, timeout=10)) as books, books:
        tomorrow = int((time.time() + 86_400) * 1_000)
        key = uuid.uuid4().int & ~(0xF << 76) | 7 << 76
        books.execute(FAILED_WORK, [key.to_bytes(16, "big"), tomorrow])


@pytest.fixture
def nobody(lax_server: Server) -> Iterator[Client]:
    with closing(Client(lax_server)) as nobody:
        yield nobody


def counts(server: Server) -> dict[str, int]:
    """How many rows each table has, but those that are still worked on after an answer."""
    books = Books(server.data)
    tables = [name for (name,) in books.ask("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    working = {"queue_work", "billing_entry", "studio_image", "mail_outbox"}
    # One question, for thousands of bodies are counted after.
    count = " UNION ALL ".join(f"SELECT '{table}', count(*) FROM {table}" for table in tables if table not in working)
    return dict(books.ask(count))


def is_quiet(server: Server) -> bool:
    """Whether nothing is being deleted now."""
    due = "SELECT count(*) FROM queue_work WHERE type IN ('privacy.erase', 'privacy.remove') AND run_at <= ?1"
    return Books(server.data).ask(due, int(time.time() * 1000)) == [(0,)]


# Forms.


def pages(server: Server) -> list[str]:
    """Every page that leads somewhere without an id, in English."""
    kept = [path for method, path in server.addresses() if method == "GET" and ("GET", f"/zh-Hant{path}") in all_of(server)]
    return ["/", *(path for path in kept if "{" not in path)]


def all_of(server: Server) -> set[tuple[str, str]]:
    return set(server.addresses())


def every_form(server: Server, client: Client, more: tuple[str, ...] = ()) -> dict[str, Form]:
    """The forms that somebody sees, one for each address that they are sent to."""
    found = {}
    for page in (*pages(server), *more):
        answer = client.http.get(page)
        for form in forms(page, answer.text):
            # Those without an address are templates for scripts.
            if form.method == "POST" and form.action and not form.takes_file:
                found.setdefault(form.action, form)
    return found


# Forms on pages that only show them on the way through something; the journeys of that way try them.
ON_THE_WAY = {
    "/account/bring": "test_account_pages",
    "/account/email/stop": "test_account_pages",
    "/email/new/{token}": "test_account_pages",
    "/email/old/{token}": "test_account_pages",
    "/email/old/{token}/stop": "test_account_pages",
    "/account/security/app/confirm": "test_factors",
    "/account/security/app/remove": "test_factors",
    "/account/security/passkeys/{id}/remove": "test_factors",
    "/account/security/passkeys/{id}/rename": "test_factors",
    "/account/security/recovery-codes": "test_factors",
    "/login/second": "test_factors",
    "/account/webhooks/{id}": "test_webhooks",
    "/account/webhooks/{id}/rotate": "test_webhooks",
    "/account/webhooks/{id}/test": "test_webhooks",
    "/account/webhooks/{id}/switch": "test_webhooks",
    "/account/webhooks/{id}/delete": "test_webhooks",
    "/account/webhooks/{id}/deliveries/{delivery}/redeliver": "test_webhooks",
    "/account/keys": "test_keys",
    "/account/keys/{id}": "test_keys",
    "/account/keys/{id}/rotate": "test_keys",
    "/account/keys/{id}/revoke": "test_keys",
    "/account/providers/{provider}/disconnect": "test_openid",
    "/signup/openid": "test_openid",
    "/signup/openid/leave": "test_openid",
    "/unsubscribe/{link}": "test_letters",
    "/erase": "test_visitor",
    "/privacy/delete/{id}/cancel": "test_deletion",
    "/privacy/request/{link}/code": "test_requests",
    "/privacy/request/{link}/new-code": "test_requests",
    "/privacy/request/{link}/withdraw": "test_requests",
    # With a file.
    "/privacy/import": "test_archive",
    "/images": "test_uploads",
    "/collections/{id}": "test_library",
    "/collections/{id}/delete": "test_library",
    "/images/{id}/shares/{share}/revoke": "test_library",
    "/images/{id}/turns": "test_conversation",
    "/verify": "test_provenance",
    "/batch": "test_batch",
    "/batch/{id}/cancel": "test_batch",
    "/batch/{id}/delete": "test_batch",
    "/batch/{id}/retry": "test_batch",
}


def test_every_form_of_the_server_is_found(lax_server: Server, member: Member, nobody: Client, staff: Staffer):
    """So that a new form is tried as soon as a page has it."""
    actions = set(all_forms(lax_server, member, nobody, staff))
    templates = {address.template for address in addresses(lax_server) if address.method == "POST"}
    posted = {template for template in templates if f"/zh-Hant{template}" in templates}
    found = {template for template in posted if any(fits(template, action) for action in actions)}
    assert posted - found - set(ON_THE_WAY) == set(), "no page that is looked at has a form for these"


def fits(template: str, action: str) -> bool:
    parts, given = template.split("/"), action.split("/")
    return len(parts) == len(given) and all(
        part == word or part.startswith("{") for part, word in zip(parts, given, strict=True)
    )


def all_forms(server: Server, member: Member, nobody: Client, staff: Staffer) -> dict[str, tuple[Form, Client]]:
    """Each form with somebody whom it is for; forms of links and of the second step of a sign-up too."""
    found = {action: (form, nobody) for action, form in every_form(server, nobody).items()}
    age = nobody.form("/signup", "/signup/age", **{name: VALUES[name] for name in ("country", "birth_month", "birth_year")})
    found |= {form.action: (form, nobody) for form in forms("/signup", age.text) if form.action == "/signup"}
    asked = new_address()
    nobody.ask_for_account(asked)
    # Somebody else's: a reset ends every session of whom it is for, and one of the oddities may do for a password.
    with closing(Member(server)) as forgetful:
        nobody.form("/reset", "/reset", email=forgetful.address)
    for path in (link(server, asked), link(server, forgetful.address, to="/reset/")):
        found |= {form.action: (form, nobody) for form in forms(path, nobody.http.get(path).text) if path in form.action}
    refused = nobody.http.post("/api/jobs", json={"prompt": f"{REFUSED['en']} {canary()}", "size": "64x64"}).json()
    contested = refused["appeal_url"]
    found |= {form.action: (form, nobody) for form in forms(contested, nobody.http.get(contested).text) if "/appeals" in form.action}
    own = every_form(server, member, (f"/images/{member.image}", f"/images/{member.image}/edit", "/designs/poster-bold", *jobs_of(server, member)))
    found |= {action: (form, member) for action, form in own.items() if action not in found}
    desks = every_form(server, staff, admin_pages(server, staff))
    return found | {action: (form, staff) for action, form in desks.items() if "/admin" in action}


def admin_pages(server: Server, staff: Staffer) -> tuple[str, ...]:
    """Pages of the admin site that need an id; the case is a new one, for it may be decided."""
    report = {"address": f"{server.url}/images/{staff.reported.image}", "category": "hate", "text": canary()}
    assert staff.reported.http.post("/api/reports", json=report).status_code == 202
    entry = staff.http.get("/api/admin/moderation").json()["data"][-1]["id"]
    return (
        f"/admin/abuse/{entry}",
        f"/admin/accounts/{staff.looked_at}",
        f"/admin/accounts/{staff.frozen}",
        f"/admin/requests/{staff.request}",
        f"/admin/staff/{staff.colleague}",
    )


def jobs_of(server: Server, member: Member) -> tuple[str, ...]:
    """A job whose page offers to stop it."""
    job, _ = member.picture()
    return (f"/jobs/{job}",)


def bodies(form: Form) -> Iterator[tuple[str, bytes, str, set[int]]]:
    """What may be wrong with any form: its name, the body, its type, and how it may be answered."""
    good = form.filled(VALUES)
    encoded = urlencode(good).encode()
    yield "another type", b"{}", "application/json", {415}
    yield "parts", b"--x\r\n\r\n--x--", "multipart/form-data; boundary=x", {415}
    yield "no type", encoded, "", {415}
    yield "a broken escape", encoded + b"&a=%zz", FORM, {400}
    yield "broken UTF-8", encoded + b"&a=%ff", FORM, {400}
    yield "raw broken UTF-8", encoded + b"&a=\xff\xfe", FORM, {400}
    yield "a hundred fields", encoded + b"".join(b"&f%d=1" % number for number in range(100)), FORM, {400}
    yield "too long", encoded + b"&a=" + b"x" * 600_000, FORM, {413}
    yield "an unknown field", encoded + b"&ssn=" + b"x", FORM, {400}
    if "csrf" in form.fields:
        without = {name: value for name, value in good.items() if name != "csrf"}
        yield "nothing", b"", FORM, {403}
        yield "no token", urlencode(without).encode(), FORM, {403}
        altered = ("x", good["csrf"][:-1], good["csrf"] + "0", good["csrf"].replace(".", "..", 1))
        for token in (*altered, "0.0.0", "-9223372036854775808.0.0", "9" * 40):
            yield f"the token {token}", urlencode(without | {"csrf": token}).encode(), FORM, {403}
    for name in good:
        yield f"{name} twice", encoded + f"&{name}={quote_plus(good[name])}".encode(), FORM, {400}


def test_nothing_wrong_with_a_form_s_body_is_taken(lax_server: Server, member: Member, nobody: Client, staff: Staffer):
    for action, (form, client) in all_forms(lax_server, member, nobody, staff).items():
        before = counts(lax_server)
        for fault, body, kind, statuses in bodies(form):
            answer = client.http.post(action, content=body, headers={"Content-Type": kind} if kind else {})
            # The studio keeps what was typed and shows why it was refused, whatever the token.
            assert answer.status_code in statuses, f"{form}, {fault}: {answer.status_code}"
            assert answer.headers["content-type"].startswith("text/html"), f"{form}, {fault}"
            assert counts(lax_server) == before, f"{form}, {fault}: something was stored"


ODDITIES = {
    "nothing": None,
    "blank": " \t ",
    "long": "x" * 20_000,
    "NUL": "a\u0000b",
    "a control character": "a\u001bb",
    "a line break": "a\r\nBcc: b@mail.example",
    "a turned direction": "a\u202egnp.exe",
    "an unassigned character": "a\U0003fffdb",
    "a lone combining mark": "\u0301",
    "markup": "<script>alert(1)</script>\"'><img src=x>",
    "a template": "{{csrf}} {{> parts/header}} ${7*7}",
    "SQL": "' OR 1=1; DROP TABLE accounts_account; --",
    "a huge number": "9" * 400,
    "a negative number": "-1",
    "a fraction": "1.5",
    "full-width digits": "１９９０",
    "Arabic digits": "١٩٩٠",
    "an id": "img_" + "Z" * 26,
    "a path": "../../etc/passwd",
}


def test_nothing_odd_in_a_field_breaks_a_form(lax_server: Server, member: Member, nobody: Client, staff: Staffer):
    """Taken or refused: never an error of the server's, never markup, and nothing is stored of what was refused."""
    forms = all_forms(lax_server, member, nobody, staff)
    before = counts(lax_server)
    for action, (form, client) in forms.items():
        if any(ending in action for ending in ("end-others", "logout", "/erase", "/account/close")):
            continue  # nothing but a token or a password, and an end when it is right
        for name in set(form.fields) - {"csrf"}:
            for oddity, value in ODDITIES.items():
                sent = form.filled(VALUES) | {"csrf": client.token() if "csrf" in form.fields else ""}
                sent = {key: text for key, text in sent.items() if key != name and (key != "csrf" or text)}
                if value is not None:
                    sent[name] = value
                answer = client.http.post(action, data=sent)
                client.cookies.pop("nbp_language", None)  # a language that was chosen would lead elsewhere
                assert answer.status_code < 500, f"{form}: {name} is {oddity}: {answer.text[:500]}"
                assert "<script>alert" not in answer.text and "uid=" not in answer.text, f"{form}: {name} is {oddity}"
                if answer.status_code < 400:
                    # A deletion that was taken goes on after its answer.
                    eventually(lambda: is_quiet(lax_server), about="what was deleted is gone")
                    before = counts(lax_server)
                    continue
                assert counts(lax_server) == before, f"{form}: {name} is {oddity}: something was stored"


def test_an_unknown_field_is_named_and_kept_nowhere(lax_server: Server, member: Member, nobody: Client, staff: Staffer):
    for action, (form, client) in all_forms(lax_server, member, nobody, staff).items():
        secret = canary()
        answer = client.http.post(action, data=form.filled(VALUES) | {"ssn": secret})
        assert (answer.status_code, secret in answer.text) == (400, False), form
        assert secret not in lax_server.log_text()
        for file in lax_server.data.rglob("*"):
            assert not file.is_file() or secret.encode() not in file.read_bytes(), form


def test_a_token_of_somebody_else_s_page_is_refused(lax_server: Server, member: Member, nobody: Client, staff: Staffer):
    with closing(Member(lax_server)) as other:
        theirs = other.token("/account")
        for action, (form, client) in all_forms(lax_server, member, nobody, staff).items():
            if "csrf" in form.fields:
                answer = client.http.post(action, data=form.filled(VALUES) | {"csrf": theirs})
                assert answer.status_code == 403, form


# Addresses and names.


def sign_up(server: Server, address: str, **members: object) -> httpx.Response:
    with closing(Client(server)) as client:
        body = {"email": address, "password": PASSWORD, "age_ticket": client.age_ticket(), "accept_terms": True}
        return client.http.post("/api/account", json=body | members)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "a",
        "a@",
        "@b.example",
        "a@b",
        "a b@c.example",
        "a@b@c.example",
        "a@b..example",
        "a@-b.example",
        ".a@b.example",
        "a.@b.example",
        "a..b@c.example",
        '"a b"@c.example',
        "a@[127.0.0.1]",
        "a@b.example\r\nBcc: c@d.example",
        "a@b.example, c@d.example",
        "a<a@b.example>",
        "a\u0000@b.example",
        "a\u200b@b.example",
        "a\u202e@b.example",
        "a@b\u2024example",
        "a" * 65 + "@b.example",
        "a@" + "b" * 64 + ".example",
        "a@" + "b." * 130 + "example",
    ],
)
def test_what_is_no_address_is_refused_by_its_name(lax_server: Server, address: str):
    before = counts(lax_server)
    answer = sign_up(lax_server, address)
    assert_problem(answer, 422, "email_malformed")
    assert list(answer.json()["errors"]) == ["email"]
    assert counts(lax_server) == before


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("", 422),
        ("   ", 422),
        ("x" * 81, 422),
        ("a\nb", 422),
        ("a\u0000b", 422),
        ("a\u202eb", 422),
        ("a\u2066b", 422),
        ("a\u2028b", 422),
        ("\ue000", 422),
        ("梅", 201),
        ("x" * 80, 201),
        ("e\u0301", 201),
        ("👩‍👩‍👧", 201),
        ("Ｍｅｉ", 201),
        ("O'Brien <b>", 201),
    ],
)
def test_a_name_is_one_line_that_reads_in_one_direction(lax_server: Server, name: str, status: int):
    answer = sign_up(lax_server, new_address(), display_name=name)
    assert answer.status_code == status, answer.text
    if status == 422:
        assert list(answer.json()["errors"]) == ["display_name"]


def test_a_name_is_kept_in_one_spelling(member: Member):
    shown = [
        member.http.patch("/api/account", json={"display_name": name}).json()["display_name"]
        for name in ("e\u0301", "\u00e9", " \u00e9 ")
    ]
    assert shown == ["\u00e9"] * 3


LOOK_ALIKES = {
    "upper case": lambda address: address.upper(),
    "full width": lambda address: "".join(chr(ord(sign) + 0xFEE0) if sign.isalnum() else sign for sign in address),
    "a long s": lambda address: address.replace("s", "\u017f") if "s" in address else address.replace("mail", "\u2098ail"),
}


@pytest.mark.parametrize("name", LOOK_ALIKES)
def test_a_mail_goes_to_the_account_s_own_spelling_and_to_no_look_alike(lax_server: Server, member: Member, name: str):
    """Whoever types a spelling that folds into another's address must not get that one's link."""
    typed = LOOK_ALIKES[name](member.address)
    assert typed != member.address
    outbox = lax_server.data / "outbox"
    before = set(outbox.glob("[!.]*.eml"))
    with closing(Client(lax_server)) as client:
        client.form("/reset", "/reset", email=typed)
        sign_up(lax_server, new_address())  # its mail comes after the reset's, if there is one
        assert sign_up(lax_server, typed).status_code in (201, 422)
    for each in mails(lax_server, typed):
        assert "/reset/" not in each.as_string(), "the link went to the look-alike"
    # Another person's address in another script is another person's.
    cyrillic = member.address.replace("a", "\u0430")
    with closing(Client(lax_server)) as client:
        assert client.sign_in(cyrillic).status_code == 401
    assert set(outbox.glob("[!.]*.eml")) >= before


# Links and tickets.


def pending(server: Server) -> tuple[str, str]:
    """Somebody who has asked for an account: the address and the link."""
    address = new_address()
    assert sign_up(server, address).status_code == 201
    return address, link(server, address)


def send(client: Client, path: str, password: str = PASSWORD) -> int:
    return client.form("/login", path, password=password).status_code


def at_once(acts: list[Callable[[], int]]) -> list[int]:
    """Does everything at the same moment; what each was answered."""
    start, answers = threading.Barrier(len(acts)), [0] * len(acts)

    def run(place: int) -> None:
        start.wait()
        answers[place] = acts[place]()

    threads = [threading.Thread(target=run, args=[place]) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def prepared(server: Server, path: str, password: str) -> Callable[[], int]:
    """A form that is ready to be sent."""
    client = Client(server)
    form = {"csrf": client.token(), "password": password}
    return lambda: client.http.post(path, data=form).status_code


def assert_one_won(answers: list[int]) -> None:
    """One; the others came too late, or were one too many for the limits."""
    assert answers.count(303) == 1 and set(answers) <= {303, 410, 429}, answers


def test_of_many_who_follow_one_link_at_once_exactly_one_gets_in(lax_server: Server):
    address, path = pending(lax_server)
    answers = at_once([prepared(lax_server, path, PASSWORD) for _ in range(8)])
    assert_one_won(answers)
    with closing(Client(lax_server)) as client:
        assert client.sign_in(address).status_code == 200


def test_of_many_new_passwords_at_once_exactly_one_is_set(lax_server: Server):
    with closing(Member(lax_server)) as member:
        member.form("/login", "/reset", email=member.address)
        path = link(lax_server, member.address, to="/reset/")
        passwords = [f"{NEXT_PASSWORD} {number}" for number in range(8)]
        answers = at_once([prepared(lax_server, path, password) for password in passwords])
        assert_one_won(answers)
        winner = passwords[answers.index(303)]
        for password in (PASSWORD, *passwords):
            with closing(Client(lax_server)) as client:
                assert client.sign_in(member.address, password).status_code == (200 if password == winner else 401)
        assert member.http.get("/api/account").status_code == 401


def test_a_link_works_once_for_its_own_purpose_and_its_own_time(new_server: Callable[..., Server]):
    server = new_server().start()
    with server.fault("throttle:off"), closing(Member(server)) as member, closing(Client(server)) as client:
        client.form("/login", "/reset", email=member.address)
        reset, (address, confirm) = link(server, member.address, to="/reset/"), pending(server)
        token = {path: path.rsplit("/", 1)[1] for path in (reset, confirm)}
        # Swapped: a link of one kind is none of the other.
        assert send(client, f"/reset/{token[confirm]}") == send(client, f"/confirm/{token[reset]}") == 410
        for wrong in (token[reset][:-1], token[reset] + "0", token[reset].upper(), "0" * 64, "%00", "..%2f"):
            assert send(client, f"/reset/{wrong}") in (404, 410), wrong
        # A wrong password does not use a confirmation up, and a bad new one no reset.
        assert send(client, confirm, "not the password") == 401
        assert send(client, reset, "short") == 422
        assert send(client, confirm) == 303
        assert send(client, reset, NEXT_PASSWORD) == 303
        # Used.
        with closing(Client(server)) as other:
            assert send(other, confirm) == send(other, reset, PASSWORD) == 410
            assert other.sign_in(address).status_code == other.sign_in(member.address, NEXT_PASSWORD).status_code == 200
        # Too old.
        with closing(Client(server)) as other:
            other.form("/login", "/reset", email=address)
            late, (_, too_late) = link(server, address, to="/reset/"), pending(server)
            server.advance("P2D")
            assert send(other, late, NEXT_PASSWORD) == send(other, too_late) == 410


def test_an_age_ticket_is_not_made_or_kept_by_others(new_server: Callable[..., Server]):
    server = new_server().start()
    with server.fault("throttle:off"), closing(Client(server)) as client:
        ticket = client.age_ticket()
        body = {"email": new_address(), "password": PASSWORD, "accept_terms": True}
        flipped = ticket[:-2] + ("A" if ticket[-2] != "A" else "B") + ticket[-1]
        for wrong in ("", "x", ticket[:-1], ticket + "0", flipped, ticket[::-1], "0" * 200, "9" * 4_000):
            assert_problem(client.http.post("/api/account", json=body | {"age_ticket": wrong}), 400, "age_ticket_invalid")
        server.advance("PT16M")
        assert_problem(client.http.post("/api/account", json=body | {"age_ticket": ticket}), 400, "age_ticket_invalid")
        assert counts(server)["accounts_signup"] == 0


def test_two_cookies_of_two_people_are_not_mixed(lax_server: Server):
    """A session of the one beside a visitor or a device of the other: the session says who asks, and nothing else."""
    with closing(Member(lax_server)) as one, closing(Member(lax_server)) as other, closing(Client(lax_server)) as mixed:
        mixed.cookies = {"nbp_sid": one.cookie("sid"), "nbp_device": other.cookie("device")}
        assert mixed.http.get("/api/account").json()["email"] == one.address
        mixed.cookies = {"nbp_sid": other.cookie("device"), "nbp_visitor": one.cookie("sid")}
        assert mixed.http.get("/api/account").status_code == 401
        mixed.cookies = {"nbp_visitor": one.cookie("sid")}
        assert mixed.http.get("/api/images").json()["data"] == []


# Bodies of the API.


ASKING_FIRST = ("/api/account/sessions/second", "/api/appeals/")


def bodies_of_programs(server: Server) -> dict[tuple[str, str], dict]:
    """Every operation that takes a body, with an example of it, as the document has them.

    Not those that ask first for a cookie or a link that a member does not have.
    """
    document = httpx.get(f"{server.url}/openapi.json", trust_env=False).json()
    found = {}
    for path, item in document["paths"].items():
        for method, operation in item.items():
            if isinstance(operation, dict) and "requestBody" in operation and not path.startswith(ASKING_FIRST):
                described = operation["requestBody"]
                if "$ref" in described:
                    described = document["components"]["requestBodies"][described["$ref"].rpartition("/")[2]]
                content = described["content"].get("application/json")
                if content is None:  # a file: `test_archive` tries it
                    continue
                found[(method.upper(), path)] = content.get("example") or next(iter(content["examples"].values()))["value"]
    return found


# What may be longer than other bodies: a table of a megabyte, each sign of it escaped.
ROOMY = {"/api/batches": 5_000_000}


def test_nothing_wrong_with_a_body_is_taken(lax_server: Server, member: Member):
    faults: dict[str, tuple[bytes, str, tuple[int, str]]] = {
        "no JSON": (b"{", "application/json", (400, "malformed_body")),
        "nothing": (b"", "application/json", (400, "malformed_body")),
        "a list": (b"[]", "application/json", (400, "malformed_body")),
        "a text": (b'"a"', "application/json", (400, "malformed_body")),
        "null": (b"null", "application/json", (400, "malformed_body")),
        "broken UTF-8": (b'{"a":"\xff"}', "application/json", (400, "malformed_body")),
        "too deep": (b'{"a":' + b"[" * 5_000 + b"]" * 5_000 + b"}", "application/json", (400, "malformed_body")),
        "too long": (b'{"a":"' + b"x" * 600_000 + b'"}', "application/json", (413, "body_too_large")),
        "a form": (b"a=b", FORM, (415, "unsupported_media_type")),
    }
    for (method, path), example in bodies_of_programs(lax_server).items():
        path, before = path.replace("{id}", "x"), counts(lax_server)
        for fault, (body, kind, expected) in faults.items():
            if fault == "too long":
                body = b'{"a":"' + b"x" * ROOMY.get(path, 600_000) + b'"}'
            answer = member.http.request(method, path, content=body, headers={"Content-Type": kind})
            found = answer.status_code, answer.json()["code"]
            assert found == expected or answer.status_code == 404, f"{method} {path}, {fault}: {found}"
        for name in example:
            text = '{"%s":1,"%s":2}' % (name, name)
            answer = member.http.request(method, path, content=text, headers={"Content-Type": "application/json"})
            assert answer.json()["code"] in ("repeated_field", "not_found"), f"{method} {path}: {name} twice"
            answer = member.http.request(method, path, json=example | {name: {"a": []}})
            assert 400 <= answer.status_code < 500, f"{method} {path}: {name} is an object"
        answer = member.http.request(method, path, json=example | {"ssn": "x"})
        assert answer.json()["code"] in ("unknown_field", "not_found"), f"{method} {path}: an unknown member"
        assert counts(lax_server) == before, f"{method} {path}: something was stored"
