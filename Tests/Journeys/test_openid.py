"""Signing in with a provider that others wrote: accounts that it opens, makes and proves."""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

import httpx
import oidc_provider_mock
import pyotp
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from support.member import PASSWORD, Client, Member, new_address
from support.server import Server

# The provider would refuse plain HTTP; it is on loopback.
os.environ.setdefault("AUTHLIB_INSECURE_TRANSPORT", "1")

SETTINGS = """
openid:
  - id: mock
    name: Mock
    issuer: {issuer}
    client_id: studio
    client_secret: hunter2hunter2
"""
BACK = "/login/openid/mock"


@dataclass
class World:
    """A server, and the provider on loopback that it believes."""

    server: Server
    issuer: str

    def know(self, sub: str, **claims: object) -> None:
        """Lets the provider know somebody."""
        httpx.put(f"{self.issuer}/users/{sub}", json=claims, trust_env=False).raise_for_status()

    def depart(self, client: Client, **query: str) -> str:
        """Where a click on the provider's link leads to."""
        answer = client.http.get("/login/with/mock", params=query)
        assert answer.status_code == 303, answer.text
        return answer.headers["location"]

    def approve(self, address: str, sub: str = "ada", **form: str) -> str:
        """The path that the provider sends the browser back to."""
        sent = httpx.post(address, data=form or {"sub": sub}, trust_env=False, timeout=30)
        assert sent.status_code == 302, sent.text
        back = urlsplit(sent.headers["location"])
        assert back.path == BACK
        return f"{BACK}?{back.query}"

    def come_back(self, client: Client, path: str) -> httpx.Response:
        """As from the provider's page: from another site."""
        return client.http.get(path, headers={"Sec-Fetch-Site": "cross-site"})

    def enter(self, client: Client, sub: str = "ada", **query: str) -> httpx.Response:
        return self.come_back(client, self.approve(self.depart(client, **query), sub))

    def refusals(self) -> list[str]:
        return re.findall(r'"?reason"?[:=]"?(\w+)', self.server.log_text())


@pytest.fixture
def world(new_server: Callable[..., Server]) -> Iterator[World]:
    with oidc_provider_mock.run_server_in_thread(require_nonce=True) as provider:
        issuer = f"http://localhost:{provider.server_port}"
        server = new_server()
        server.data.mkdir(mode=0o700)
        (server.data / "nbp.yaml").write_text(SETTINGS.format(issuer=issuer))
        yield World(server.start(), issuer)


@pytest.fixture
def ada(world: World) -> str:
    """Somebody whose address the provider has confirmed."""
    address = new_address()
    world.know("ada", email=address, email_verified=True, name="Ada Lovelace", locale="zh-TW")
    return address


def sign_up(world: World, client: Client, sub: str = "ada") -> httpx.Response:
    """The whole way of a newcomer."""
    answer = world.enter(client, sub)
    assert answer.headers["location"].endswith("/signup")
    asked = client.form("/signup", "/signup/age", country="DE", birth_year="1990", birth_month="5")
    ticket = re.search(r'name="age_ticket" value="([^"]+)"', asked.text).group(1)
    csrf = re.search(r'name="csrf" value="([^"]+)"', asked.text).group(1)
    form = {"csrf": csrf, "age_ticket": ticket, "email": "", "display_name": "Ada", "accept_terms": "yes"}
    return client.http.post("/signup/openid", data=form)


def test_a_newcomer_gets_an_account_after_the_age_question_and_comes_in_by_the_provider(world: World, ada: str):
    with closing(Client(world.server)) as client:
        assert sign_up(world, client).headers["location"] == "/account"
        assert client.http.get("/api/account").json()["email"] == ada
        assert client.cookie("newcomer") is None
    with closing(Client(world.server)) as other:
        assert world.enter(other, return_to="/gallery").headers["location"] == "/gallery"
        assert other.http.get("/api/account").json()["display_name"] == "Ada"
    log = world.server.log_text()
    for secret in (ada, "hunter2"):
        assert secret not in log


def test_nothing_is_stored_of_a_newcomer_before_the_sign_up(world: World, ada: str):
    with closing(Client(world.server)) as client:
        world.enter(client)
        assert client.cookie("sid") is None
        body = {"country": "DE", "birth_year": 2020, "birth_month": 1}
        assert client.http.post("/api/age", json=body).json()["code"] == "under_age"
    bytes_on_disk = b"".join(path.read_bytes() for path in world.server.data.rglob("*") if path.is_file())
    assert ada.encode() not in bytes_on_disk


def test_an_account_is_not_found_by_the_address_that_a_provider_tells(world: World):
    with closing(Member(world.server)) as member, closing(Client(world.server)) as other:
        world.know("eve", email=member.address, email_verified=True)
        answer = world.enter(other, "eve")
        assert (answer.status_code, other.cookie("sid")) == (409, None)
        assert "has an account here already" in answer.text


def test_an_address_that_the_provider_has_not_confirmed_opens_nothing(world: World):
    world.know("eve", email=new_address(), email_verified=False)
    with closing(Client(world.server)) as client:
        answer = world.enter(client, "eve")
        assert (answer.status_code, client.cookie("newcomer")) == (403, None)


def test_a_member_connects_a_provider_and_disconnects_it(world: World, ada: str):
    with closing(Member(world.server)) as member, closing(Client(world.server)) as other:
        page = "/account/providers"
        assert "Not connected" in member.http.get(page).text
        assert world.enter(member, errand="connect", return_to=page).headers["location"] == page
        assert "Connected, last used" in member.http.get(page).text
        assert world.enter(other).status_code == 303
        assert other.http.get("/api/account").json()["email"] == member.address
        log = member.http.get("/account/activity").text
        assert "Way to sign in added" in log
        assert member.form(page, f"{page}/mock/disconnect").status_code == 303
        with closing(Client(world.server)) as third:
            assert world.enter(third).headers["location"].endswith("/signup")


def test_the_only_way_in_stays(world: World, ada: str):
    with closing(Client(world.server)) as client:
        sign_up(world, client)
        answer = client.form("/account/providers", "/account/providers/mock/disconnect")
        assert answer.status_code == 409
        assert "Nothing else would open your account" in answer.text


def test_one_identity_opens_one_account(world: World, ada: str):
    with closing(Member(world.server)) as member, closing(Member(world.server)) as other:
        assert world.enter(member, errand="connect").status_code == 303
        assert world.enter(other, errand="connect").status_code == 409


def test_a_connection_is_made_for_whoever_asked_for_it(world: World, ada: str):
    with closing(Member(world.server)) as member, closing(Member(world.server)) as other:
        path = world.approve(world.depart(member, errand="connect"))
        for name in [name for name in member.cookies if "openid" in name]:
            other.cookies[name] = member.cookies[name]
        assert world.come_back(other, path).status_code == 403
        assert "Not connected" in other.http.get("/account/providers").text


def test_only_somebody_who_has_just_proved_themselves_connects(world: World, ada: str):
    with closing(Member(world.server)) as member:
        world.server.advance("PT11M")
        answer = member.http.get("/login/with/mock", params={"errand": "connect"})
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/account/prove")


def test_a_provider_shows_anew_that_it_is_oneself(world: World, ada: str):
    with closing(Client(world.server)) as client:
        sign_up(world, client)
        world.server.advance("PT11M")
        page = client.http.get("/account/prove").text
        assert "/login/with/mock?errand=prove" in page
        departure = world.depart(client, errand="prove", return_to="/account/security")
        assert parse_qs(urlsplit(departure).query)["prompt"] == ["login"]
        before = client.cookie("sid")
        assert world.come_back(client, world.approve(departure)).headers["location"] == "/account/security"
        assert client.cookie("sid") != before
        assert len(client.http.get("/api/account/sessions").json()["data"]) == 1
        assert world.depart(client, errand="connect").startswith(world.issuer)


def test_a_second_factor_is_asked_for_after_a_provider_too(world: World, ada: str):
    with closing(Member(world.server)) as member:
        assert world.enter(member, errand="connect").status_code == 303
        secret = member.http.post("/api/account/factors/one-time-code", json={}).json()["secret"]
        code = pyotp.TOTP(secret).now()
        answer = member.http.post("/api/account/factors/one-time-code/confirm", json={"code": code})
        assert answer.status_code == 200, answer.text
    with closing(Client(world.server)) as other:
        assert world.enter(other).headers["location"].startswith("/login/second")
        assert other.cookie("sid") is None


def test_nothing_is_kept_between_going_and_coming_back(world: World, ada: str):
    with closing(Client(world.server)) as client:
        path = world.approve(world.depart(client))
        world.server.restart()
        assert world.come_back(client, path).headers["location"].endswith("/signup")


def test_an_answer_counts_once(world: World, ada: str):
    with closing(Client(world.server)) as client:
        path = world.approve(world.depart(client))
        cookies = dict(client.cookies)
        assert world.come_back(client, path).status_code == 303
        client.cookies = dict(cookies)
        assert world.come_back(client, path).status_code == 403
        world.server.restart()
        # Another process does not know the state; the provider does not exchange a code twice.
        client.cookies = dict(cookies)
        assert world.come_back(client, path).status_code == 403
    assert world.refusals() == ["state_used", "code_refused"]


def test_what_does_not_belong_together_is_refused(world: World, ada: str):
    with closing(Client(world.server)) as mine, closing(Client(world.server)) as other:
        world.depart(mine)
        path = world.approve(world.depart(other))
        name, value = next((name, value) for name, value in other.cookies.items() if "openid" in name)
        assert world.come_back(mine, path).status_code == 403
        mine.cookies = {}
        assert world.come_back(mine, path).status_code == 403
        mine.cookies = {name: value[:-4] + "AAAA"}
        assert world.come_back(mine, path).status_code == 403
    assert world.refusals() == ["state_wrong", "cookie_missing", "cookie_altered"]


def test_a_person_may_decline_or_take_too_long(world: World, ada: str):
    with closing(Client(world.server)) as client:
        departure = world.depart(client)
        path = world.approve(departure, action="deny")
        if "state" not in parse_qs(urlsplit(path).query):  # this provider forgets it when somebody declines
            path += "&state=" + parse_qs(urlsplit(departure).query)["state"][0]
        assert world.come_back(client, path).status_code == 403
        path = world.approve(world.depart(client))
        world.server.advance("PT11M")
        assert world.come_back(client, path).status_code == 403
    assert world.refusals() == ["declined", "cookie_expired"]


def test_nobody_is_sent_on_to_another_site_or_sent_away_by_one(world: World, ada: str):
    with closing(Member(world.server)) as member:
        world.enter(member, errand="connect")
        assert world.enter(member, return_to="//evil.example").headers["location"] == "/"
        answer = member.http.get("/login/with/mock", headers={"Sec-Fetch-Site": "cross-site"})
        assert answer.headers["location"] == "/login"
        assert member.http.get("/login/with/nobody").status_code == 404


@pytest.mark.parametrize(("prefix", "label"), [("", "Continue with Mock"), ("/zh-Hant", "使用 Mock 繼續")])
def test_a_newcomer_in_a_browser(world: World, ada: str, new_context: Callable[..., BrowserContext], prefix: str, label: str):
    page: Page = new_context().new_page()
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{world.server.url}{prefix}/login")
    page.get_by_role("link", name=label).click()
    page.locator("input[name=sub]").first.fill("ada")
    page.get_by_role("button").first.click()
    page.wait_for_url(f"{world.server.url}{prefix}/signup")
    page.select_option("#country", "TW")
    page.select_option("#birth_month", "5")
    page.fill("#birth_year", "1990")
    page.locator("main form.questions button").click()
    expect(page.locator("#email")).to_have_value(ada)
    expect(page.locator("#email")).not_to_be_editable()
    page.check("[name=accept_terms]")
    page.locator("main form.questions button").click()
    page.wait_for_url(f"{world.server.url}{prefix}/account")
    page.goto(f"{world.server.url}{prefix}/account/providers")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_provider_without_tls_stops_the_start_of_a_server_that_is_not_local(new_server: Callable[..., Server]):
    server = new_server()
    server.data.mkdir(mode=0o700)
    (server.data / "nbp.yaml").write_text(SETTINGS.format(issuer="http://localhost:9400"))
    status, words = server.refusal(
        base_url="https://studio.example",
        contact_email="me@studio.example",
        operator_name="Studio",
        operator_address="1 Street",
        operator_country="DE",
    )
    assert status == 1
    assert "issuer: must be an https address" in words
    assert "hunter2" not in words
