"""The header policy, to the byte, over every address of the running server; and where nobody is led."""

import re
from collections.abc import Iterator
from contextlib import closing

import httpx
import pytest

from support.matrix import Address, Owner, addresses, ask, each_id
from support.member import PASSWORD, Client, Member, link, mails, new_address
from support.post import plain
from support.server import Server
from support.studio_host import studio_server, through_proxy

POLICY = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; "
        "font-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; "
        "frame-ancestors 'none'; report-to csp"
    ),
    "reporting-endpoints": 'csp="/csp-reports"',
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": (
        "geolocation=(), camera=(), microphone=(), publickey-credentials-create=(self), publickey-credentials-get=(self)"
    ),
    "x-xss-protection": "0",
}
HSTS = "max-age=63072000; includeSubDomains"
# What is nobody's may be kept by browsers, once it was asked whether it is still so.
PUBLIC = {
    "/openapi.json",
    "/audit/checkpoint",
    "/audit/key",
    "/audit/inclusion",
    "/audit/consistency",
    "/cookies.json",
    "/.well-known/gpc.json",
    "/retention.json",
    "/datamap.yml",
    "/verify/root.pem",
}


# The same for everybody, told where answers may set cookies: no cache but one's own may keep it.
LISTS = {"/api/models", "/api/presets", "/api/designs", "/api/fonts", "/api/drawings", "/api/darkroom/tools"}


@pytest.fixture(scope="module", params=["local", "public"])
def owner(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Owner]:
    """Somebody with one of everything, on a server of this machine and on one of the public internet."""
    folder = tmp_path_factory.mktemp(request.param)
    server = (Server(folder) if request.param == "local" else studio_server(folder)).start()
    with server.fault("throttle:off"):
        owner = Owner(server, **headers_for(server))
        yield owner
        owner.close()
    server.close()


def is_public(server: Server) -> bool:
    return "base_url" in server.settings


def headers_for(server: Server) -> dict[str, str]:
    return through_proxy() if is_public(server) else {}


def check(answer: httpx.Response, server: Server, about: object) -> None:
    found = {name: answer.headers.get(name) for name in POLICY}
    assert found == POLICY, about
    for name in POLICY:
        assert len(answer.headers.get_list(name)) == 1, f"{about}: {name} twice"
    assert answer.headers.get("strict-transport-security") == (HSTS if is_public(server) else None), about
    assert "server" not in answer.headers and "access-control-allow-origin" not in answer.headers, about
    for cookie in answer.headers.get_list("set-cookie"):
        check_cookie(cookie, is_public(server))


def check_cookie(cookie: str, is_secure: bool) -> None:
    name, *attributes = cookie.split("; ")
    assert name.startswith("__Host-" if is_secure else "nbp_"), cookie
    expected = {"Path=/", "HttpOnly", "SameSite=Lax"} | ({"Secure"} if is_secure else set())
    assert {attribute for attribute in attributes if not attribute.startswith("Max-Age=")} == expected, cookie
    assert any(attribute.startswith("Max-Age=") for attribute in attributes), cookie


def answers(owner: Owner, client: Client) -> Iterator[tuple[Address, httpx.Response]]:
    """What a client gets at every address that reads or refuses; what ends a session is not asked for."""
    for address in addresses(owner.server):
        if address.kind == "object":
            path = address.path(*each_id(owner, address))
        else:
            path = address.path(*(["0"] * address.template.count("{")), "x")
        if address.method == "GET":
            yield address, client.http.get(path)
        elif client.cookie("sid") is None and not address.is_ending:
            yield address, ask(client, address, path)


def test_every_answer_has_the_header_policy(owner: Owner):
    nobody = Client(owner.server, **headers_for(owner.server))
    for client in (owner.member, nobody):
        for address, answer in answers(owner, client):
            check(answer, owner.server, address)
            kept = answer.headers["cache-control"]
            if address.plain in PUBLIC and answer.status_code == 200:
                assert kept == "no-cache", address
            elif address.plain in LISTS and answer.status_code == 200:
                assert kept == "private, no-cache", address
            elif not address.plain.startswith("/assets/"):
                assert kept == "no-store", f"{address}: {kept}"
    nobody.close()


def test_refusals_and_oddities_have_it_too(owner: Owner):
    http = owner.member.http
    style = http.get("/").text.split('rel="stylesheet" href="')[1].split('"')[0]
    for answer in (
        http.get("/nowhere"),
        http.get("/api/nowhere"),
        http.head("/"),
        http.put("/gallery"),
        http.put("/api/jobs"),
        http.get("/zh-TW/gallery/"),
        http.get(style),
        http.get("/assets/0/none.css"),
        http.post("/api/jobs", content=b"[", headers={"Content-Type": "application/json"}),
        http.post("/login", content=b"x" * 600_000, headers={"Content-Type": "application/x-www-form-urlencoded"}),
        http.post("/api/account/sessions", json={}, headers={"Sec-Fetch-Site": "cross-site"}),
    ):
        check(answer, owner.server, answer.request.url)


def test_a_page_view_sets_no_cookie(owner: Owner):
    check_no_cookie(owner.server, headers_for(owner.server))


def check_no_cookie(server: Server, headers: dict[str, str]) -> None:
    for address in addresses(server):
        if address.method == "GET":
            nobody = Client(server, **headers)
            answer = nobody.http.get(address.path(*(["0"] * address.template.count("{")), "x"))
            assert "set-cookie" not in answer.headers, address
            nobody.close()


def test_what_a_browser_kept_goes_at_sign_out_and_everything_at_erasure(owner: Owner):
    check_clearing(owner.server, headers_for(owner.server))


def check_clearing(server: Server, headers: dict[str, str]) -> None:
    def session_of(member: Member) -> str:
        return member.http.get("/api/account/sessions").json()["data"][0]["id"]

    endings = {
        "a sign-out": (lambda member: member.form("/account", "/logout"), '"cache", "storage"'),
        "a sign-out by program": (
            lambda member: member.http.delete(f"/api/account/sessions/{session_of(member)}"),
            '"cache", "storage"',
        ),
        "an erasure": (
            lambda member: member.form("/account/close", "/erase", current_password=PASSWORD),
            '"cache", "cookies", "storage"',
        ),
        "an erasure by program": (lambda member: member.http.delete("/api/account"), '"cache", "cookies", "storage"'),
    }
    for name, (end, expected) in endings.items():
        member = Member(server, **headers)
        answer = end(member)
        assert answer.status_code < 400, name
        assert answer.headers.get("clear-site-data") == (expected if is_public(server) else None), name
        [expired] = [each for each in answer.headers.get_list("set-cookie") if each.split("=")[0].endswith("sid")]
        assert "=;" in expired and "Max-Age=0" in expired, name
        member.close()


# Where nobody is led.

ELSEWHERE = [
    "https://evil.example/",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/%2fevil.example",
    "/%5cevil.example",
    "https:evil.example",
    "http:/\\/evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "/\tevil.example",
    "/\r\nLocation: https://evil.example",
    "/gallery\r\nSet-Cookie: a=b",
    "/login/../../evil",
    "/account/..//evil.example",
    "/.evil.example",
    "@evil.example",
    "/@evil.example",
    "https://studio.example.evil.example/",
    "/zh-Hant//evil.example",
    "/gallery?next=//evil.example",
    "/gallery#//evil.example",
    "／／evil.example",
    "\u2215\u2215evil.example",
    "/\u0000/evil.example",
    "",
    "gallery",
    "/" * 5_000,
]


@pytest.mark.parametrize("text", ELSEWHERE, ids=range(len(ELSEWHERE)))
def test_nobody_is_led_to_another_site(owner: Owner, text: str):
    member = owner.member
    client = Client(owner.server, **headers_for(owner.server))
    for answer in (
        client.form("/login", "/login", email=member.address, password=PASSWORD, return_to=text),
        client.form("/login", "/preferences", theme="dark", return_to=text),
        client.form("/login", "/zh-Hant/preferences", language="en", return_to=text),
    ):
        assert answer.status_code == 303, answer.text
        assert_ours(answer.headers["location"])
        assert "evil" not in str(answer.headers)
    shown = client.http.get("/login", params={"return_to": text})
    assert "evil" not in shown.text.replace("evil.example.evil", "")
    client.close()


def test_one_is_led_back_to_a_page_of_ours(owner: Owner):
    headers = headers_for(owner.server)
    with closing(Member(owner.server, **headers)) as member, closing(Client(owner.server, **headers)) as client:
        answer = client.form("/login", "/login", email=member.address, password=PASSWORD, return_to="/zh-Hant/gallery")
        # In the language of the account, which comes along to a new browser.
        assert answer.headers["location"] == "/gallery"


def assert_ours(place: str) -> None:
    assert place.startswith("/") and not place.startswith(("//", "/\\")), place
    assert place.isascii() and place.isprintable() and "\\" not in place and len(place) < 200


def test_an_odd_spelling_of_a_page_leads_to_that_page_alone(owner: Owner):
    for path in ("//evil.example", "/zh-TW//evil.example/", "/gallery/", "/zh-hant/gallery", "///gallery"):
        answer = owner.member.http.get(str(httpx.URL(owner.server.url)).rstrip("/") + path)
        if "location" in answer.headers:
            assert_ours(answer.headers["location"])


def test_a_mail_s_link_is_the_base_URL_s_whatever_host_was_asked(owner: Owner):
    """A sign-up that names another host must not send its link there."""
    client, address = Client(owner.server, **headers_for(owner.server)), new_address()
    client.http.headers.update({"X-Forwarded-Host": "evil.example", "X-Original-Host": "evil.example"})
    assert client.ask_for_account(address).status_code == 201
    assert link(owner.server, address).startswith("/confirm/")
    [text] = map(plain, mails(owner.server, address))
    base = owner.server.settings.get("base_url", owner.server.url)
    assert set(re.findall(r"https?://[^/\s]+", text)) == {base}
    client.close()
