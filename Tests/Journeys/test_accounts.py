"""Accounts, as people meet them: sign-up, confirmation by mail, signing in and out, a forgotten password."""

import re
from collections.abc import Callable
from contextlib import closing

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from support.canary import canary
from support.post import parsed
from support.product import CHINESE, ENGLISH, Language
from support.server import Server
from support.waiting import eventually

PASSWORD = "correct horse battery staple"
NEXT_PASSWORD = "quite another long password"

in_every_language = pytest.mark.parametrize("language", [ENGLISH, CHINESE], ids=str)


def link_in_mail(server: Server, to: str, after: int = 0) -> str:
    """The link of the newest mail to an address, once there are more than `after` of them."""

    def newest() -> str | None:
        # Names with a dot are being written.
        files = sorted((server.data / "outbox").glob("[!.]*.eml"), key=lambda file: file.stat().st_mtime_ns)
        mails = [mail for mail in map(parsed, (file.read_bytes() for file in files)) if mail["to"] == to]
        if len(mails) <= after:
            return None
        return re.search(r"https?://\S+", mails[-1].get_body(("plain",)).get_content()).group(0)

    return eventually(newest, about=f"a mail to {to}")


def address() -> str:
    return f"{canary().lower()}@mail.example"


def answer_age(page: Page, language: Language, year: str = "1990") -> None:
    page.locator("#country").select_option("TW")
    page.locator("#birth_month").select_option("5")
    page.locator("#birth_year").fill(year)
    page.get_by_role("button", name=language.say("signup.continue")).click()


def sign_up(page: Page, server: Server, language: Language, address: str) -> None:
    page.goto(server.url + language.path("/signup"))
    answer_age(page, language)
    page.locator("#email").fill(address)
    page.locator("#password").fill(PASSWORD)
    page.locator("#display_name").fill("梅")
    page.locator("[name=accept_terms]").check()
    page.get_by_role("button", name=language.say("signup.action")).click()
    expect(page.locator("h1")).to_have_text(language.say("signup.sent"))


def confirm(page: Page, server: Server, language: Language, address: str) -> None:
    page.goto(link_in_mail(server, address))
    page.locator("#password").fill(PASSWORD)
    page.get_by_role("button", name=language.say("confirm.action")).click()
    expect(page.locator("h1")).to_have_text(language.say("account.title"))


def sign_in(page: Page, server: Server, language: Language, mail: str, password: str = PASSWORD) -> None:
    page.goto(server.url + language.path("/login"))
    page.locator("#email").fill(mail)
    page.locator("#password").fill(password)
    page.locator("main").get_by_role("button", name=language.say("login.action")).click()


def cookies(page: Page) -> set[str]:
    return {cookie["name"] for cookie in page.context.cookies()}


@in_every_language
def test_somebody_signs_up_confirms_and_keeps_what_they_made(page: Page, shared_server: Server, language: Language):
    server, mail = shared_server, address()
    page.goto(server.url + language.path("/"))
    page.locator("#prompt").fill(language.red_house)
    page.locator("button.make").click()
    expect(page.locator("[data-status=succeeded]")).to_have_count(1, timeout=30_000)
    sign_up(page, server, language, mail)
    assert "nbp_sid" not in cookies(page)
    confirm(page, server, language, mail)
    assert cookies(page) == {"nbp_sid", "nbp_device"}
    expect(page.locator("main")).to_contain_text(mail)
    page.goto(server.url + language.path("/gallery"))
    expect(page.locator("main .thumb")).not_to_have_count(0)


@in_every_language
def test_signing_out_and_in_again(page: Page, shared_server: Server, language: Language):
    server, mail = shared_server, address()
    sign_up(page, server, language, mail)
    confirm(page, server, language, mail)
    page.get_by_role("button", name=language.say("account.sign_out"), exact=True).click()
    expect(page).to_have_url(server.url + language.path("/"))
    assert "nbp_sid" not in cookies(page)
    page.goto(server.url + language.path("/account"))
    expect(page.locator("h1")).to_have_text(language.say("login.page"))
    page.locator("#email").fill(mail)
    page.locator("#password").fill("not the right password")
    page.locator("main").get_by_role("button", name=language.say("login.action")).click()
    expect(page.locator("[role=alert]")).to_contain_text(language.say("problem.credentials_wrong.title"))
    expect(page.locator("#email")).to_have_value(mail)
    page.locator("#password").fill(PASSWORD)
    page.locator("main").get_by_role("button", name=language.say("login.action")).click()
    expect(page).to_have_url(server.url + language.path("/account"))


@in_every_language
def test_a_forgotten_password_is_set_anew_and_ends_every_session(
    page: Page, new_context: Callable[..., BrowserContext], shared_server: Server, language: Language
):
    server, mail = shared_server, address()
    sign_up(page, server, language, mail)
    confirm(page, server, language, mail)
    other = new_context().new_page()
    other.goto(server.url + language.path("/reset"))
    other.locator("#email").fill(mail)
    other.get_by_role("button", name=language.say("reset.action")).click()
    expect(other.locator("h1")).to_have_text(language.say("signup.sent"))
    other.goto(link_in_mail(server, mail, after=1))
    other.locator("#password").fill(NEXT_PASSWORD)
    other.get_by_role("button", name=language.say("account.change_password")).click()
    expect(other.locator("h1")).to_have_text(language.say("login.page"))
    page.goto(server.url + language.path("/account"))
    expect(page.locator("h1")).to_have_text(language.say("login.page"))
    sign_in(other, server, language, mail, NEXT_PASSWORD)
    expect(other).to_have_url(server.url + language.path("/"))


@in_every_language
def test_somebody_sees_where_they_are_signed_in_and_ends_it(
    page: Page, new_context: Callable[..., BrowserContext], shared_server: Server, language: Language
):
    server, mail = shared_server, address()
    sign_up(page, server, language, mail)
    confirm(page, server, language, mail)
    other = new_context().new_page()
    sign_in(other, server, language, mail)
    page.goto(server.url + language.path("/account/security"))
    expect(page.get_by_text("Chrome, Linux")).to_have_count(2)
    page.get_by_role("button", name=language.say("account.session_end")).click()
    expect(page.get_by_text("Chrome, Linux")).to_have_count(1)
    other.goto(server.url + language.path("/account"))
    expect(other.locator("h1")).to_have_text(language.say("login.page"))


@in_every_language
def test_whoever_is_too_young_is_told_so_kindly_and_nothing_is_kept(
    page: Page, new_server: Callable[..., Server], language: Language
):
    server = new_server().start()
    before = {path: path.stat().st_size for path in server.data.rglob("*") if path.is_file()}
    page.goto(server.url + language.path("/signup"))
    answer_age(page, language, "2019")
    expect(page.locator("h1")).to_have_text(language.say("problem.under_age.title"))
    assert cookies(page) == {"nbp_age"}
    page.goto(server.url + language.path("/signup"))
    answer_age(page, language, "1980")
    expect(page.locator("h1")).to_have_text(language.say("problem.age_blocked.title"))
    assert {path: path.stat().st_size for path in server.data.rglob("*") if path.is_file()} == before
    assert "2019" not in server.log_text()


def test_an_address_in_use_answers_like_a_new_one_and_its_owner_is_told(page: Page, shared_server: Server):
    mail = address()
    sign_up(page, shared_server, ENGLISH, mail)
    confirm(page, shared_server, ENGLISH, mail)
    page.context.clear_cookies()
    sign_up(page, shared_server, ENGLISH, mail)
    link = link_in_mail(shared_server, mail, after=1)
    assert link == shared_server.url + "/login"


@pytest.mark.parametrize("path", ["/signup", "/login", "/reset", "/signup/sent", "/account"])
@pytest.mark.parametrize("language", [ENGLISH, CHINESE], ids=str)
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_on_the_pages_of_accounts(
    new_context: Callable[..., BrowserContext], shared_server: Server, path: str, language: Language, width: int
):
    page = new_context(viewport={"width": width, "height": 844}).new_page()
    if path == "/account":
        mail = address()
        sign_up(page, shared_server, language, mail)
        confirm(page, shared_server, language, mail)
    page.goto(shared_server.url + language.path(path))
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@in_every_language
def test_an_account_is_erased_by_its_password_alone(page: Page, shared_server: Server, language: Language):
    server, mail = shared_server, address()
    sign_up(page, server, language, mail)
    confirm(page, server, language, mail)
    deleted = re.compile("|".join(language.say(f"report.{state}") for state in ("erasing", "erased")))
    for password, heading in (("a wrong password", language.say("account.close")), (PASSWORD, deleted)):
        page.goto(server.url + language.path("/erase"))
        page.locator("#current_password").fill(password)
        page.locator("main").get_by_role("button", name=language.say("close.action")).click()
        expect(page.locator("h1")).to_have_text(heading)
    eventually(lambda: page.reload() and page.locator("h1").inner_text() == language.say("report.erased"), about="it is deleted")
    assert cookies(page) == set()
    sign_in(page, server, language, mail)
    expect(page.locator("[role=alert]")).to_contain_text(language.say("problem.credentials_wrong.title"))


# The API.


@in_every_language
def test_the_terms_are_there_to_read_before_and_the_account_keeps_which_were_agreed_to(
    page: Page, shared_server: Server, language: Language
):
    server, mail = shared_server, address()
    page.goto(server.url + language.path("/signup"))
    answer_age(page, language)
    with page.context.expect_page() as opened:
        page.get_by_role("link", name=language.say("signup.read_terms")).click()
    terms = opened.value
    expect(terms.locator("h1")).to_have_text(language.say("terms.page"))
    edition = terms.locator(".lead").inner_text()
    version = re.search(r"\d{4}\.\d+", edition).group(0)
    assert edition == language.say("terms.edition", version=version, date=re.search(r"\d{4}-\d\d-\d\d", edition).group(0))
    expect(terms.locator("main")).to_contain_text(language.say("terms.who_own"))
    terms.locator("footer").get_by_role("link", name=language.say("terms.page")).click()
    expect(terms.locator("h1")).to_have_text(language.say("terms.page"))
    page.locator("#email").fill(mail)
    page.locator("#password").fill(PASSWORD)
    page.locator("[name=accept_terms]").check()
    page.get_by_role("button", name=language.say("signup.action")).click()
    confirm(page, server, language, mail)
    kept = page.request.get(f"{server.url}/api/account").json()["terms"]
    assert kept["version"] == version and re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+Z", kept["at"])
    expect(page.locator("main")).to_contain_text(version)
    assert page.get_by_role("link", name=language.say("admin.navigation"), exact=True).count() == 0


def test_the_terms_name_who_runs_the_server(new_server: Callable[..., Server]):
    card = {"operator_name": "Example Studio", "operator_country": "TW", "contact_email": "help@studio.example"}
    server = new_server(**card, operator_address="3 Sample Road").start()
    text = httpx.get(f"{server.url}/terms", trust_env=False).text
    for words in ("Example Studio", "3 Sample Road", "Taiwan", "help@studio.example"):
        assert words in text


def test_an_unknown_member_of_a_sign_up_is_refused_and_kept_nowhere(shared_server: Server):
    secret = canary()
    body = {"email": address(), "password": PASSWORD, "age_ticket": "x", "accept_terms": True, "ssn": secret}
    answer = httpx.post(f"{shared_server.url}/api/account", json=body)
    assert (answer.status_code, answer.json()["code"]) == (400, "unknown_field")
    assert secret not in shared_server.log_text()
    for file in shared_server.data.rglob("*"):
        assert not file.is_file() or secret.encode() not in file.read_bytes()


def test_programs_sign_up_and_in_and_see_their_account(shared_server: Server):
    mail = address()
    with httpx.Client(base_url=shared_server.url) as http:
        ticket = http.post("/api/age", json={"country": "DE", "birth_year": 1990, "birth_month": 5}).json()["ticket"]
        body = {"email": mail, "password": PASSWORD, "age_ticket": ticket, "accept_terms": True}
        answer = http.post("/api/account", json=body)
        assert (answer.status_code, answer.json()) == (201, {"status": "confirmation_sent"})
        wrong = http.post("/api/account/sessions", json={"email": mail, "password": PASSWORD})
        assert (wrong.status_code, wrong.json()["code"]) == (401, "credentials_wrong")
        assert http.get("/api/account").status_code == 401


def test_the_age_question_of_the_api_refuses_without_a_figure(shared_server: Server):
    answer = httpx.post(f"{shared_server.url}/api/age", json={"country": "DE", "birth_year": 2020, "birth_month": 1})
    assert (answer.status_code, answer.json()["code"]) == (403, "under_age")
    assert not re.search(r"1[3-8]", answer.json()["title"] + answer.json()["detail"])


def member(server: Server) -> httpx.Client:
    """Somebody with an account, signed in as a program is."""
    http, mail = httpx.Client(base_url=server.url, headers={"Sec-Fetch-Site": "same-origin"}), address()
    ticket = http.post("/api/age", json={"country": "DE", "birth_year": 1990, "birth_month": 5}).json()["ticket"]
    http.post("/api/account", json={"email": mail, "password": PASSWORD, "age_ticket": ticket, "accept_terms": True})
    link = link_in_mail(server, mail)
    csrf = re.search(r'name="csrf" value="([^"]+)"', http.get(link).text).group(1)
    assert http.post(link, data={"csrf": csrf, "password": PASSWORD}).status_code == 303
    assert http.get("/api/account").json()["email"] == mail
    return http


def test_of_somebody_else_s_account_nothing_is_seen_changed_or_ended(shared_server: Server):
    with closing(member(shared_server)) as one, closing(member(shared_server)) as other:
        job = one.post("/api/jobs", json={"prompt": "a house", "size": "64x64"}).json()["id"]
        eventually(lambda: one.get(f"/api/jobs/{job}").json()["status"] == "succeeded", about="the picture is made")
        image = one.get("/api/images").json()["data"][0]["id"]
        session = one.get("/api/account/sessions").json()["data"][0]["id"]
        for method, path in (
            ("GET", f"/api/jobs/{job}"),
            ("DELETE", f"/api/jobs/{job}"),
            ("GET", f"/api/jobs/{job}/events"),
            ("GET", f"/api/images/{image}"),
            ("GET", f"/api/images/{image}/file"),
            ("DELETE", f"/api/account/sessions/{session}"),
            ("GET", f"/jobs/{job}"),
            ("GET", f"/images/{image}"),
        ):
            assert other.request(method, path).status_code == 404, (method, path)
        assert other.get("/api/images").json()["data"] == []
        assert [line["id"] for line in one.get("/api/account/sessions").json()["data"]] == [session]


def test_many_wrong_passwords_are_held_back_while_the_owner_still_gets_in(shared_server: Server):
    with closing(member(shared_server)) as owner:
        mail = owner.get("/api/account").json()["email"]
        right = {"email": mail, "password": PASSWORD}
        assert owner.post("/api/account/sessions", json=right).status_code == 200
        statuses = [
            httpx.post(f"{shared_server.url}/api/account/sessions", json=right | {"password": "a wrong one, again"})
            for _ in range(12)
        ]
        assert {answer.status_code for answer in statuses} == {401, 429}
        refused = statuses[-1]
        assert refused.json()["code"] == "quota-exceeded" and int(refused.headers["retry-after"]) > 0
        assert "RateLimit" in refused.headers and "RateLimit-Policy" in refused.headers
        assert owner.post("/api/account/sessions", json=right).status_code == 200


def test_an_open_session_is_no_place_to_guess_the_password(shared_server: Server):
    with closing(member(shared_server)) as one:
        statuses = []
        for _ in range(7):
            csrf = re.search(r'name="csrf" value="([^"]+)"', one.get("/account").text).group(1)
            form = {"csrf": csrf, "current_password": "a guess of mine", "password": NEXT_PASSWORD}
            statuses.append(one.post("/account/password", data=form).status_code)
        assert statuses == [401] * 5 + [429] * 2


@pytest.mark.parametrize(
    "request_line",
    ["GET /api/account", "PATCH /api/account", "DELETE /api/account", "GET /api/account/sessions"],
)
def test_nobody_sees_or_changes_an_account_without_a_session(shared_server: Server, request_line: str):
    method, path = request_line.split()
    answer = httpx.request(method, shared_server.url + path, json={} if method == "PATCH" else None)
    assert (answer.status_code, answer.json()["code"]) == (401, "sign_in_required")


def test_another_site_cannot_sign_a_browser_in(shared_server: Server):
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
        answer = httpx.post(
            f"{shared_server.url}/api/account/sessions", json={"email": address(), "password": PASSWORD}, headers=headers
        )
        assert (answer.status_code, answer.json()["code"]) == (403, "origin_refused")
