"""Second factors and passkeys, as people meet them: setting up, signing in, showing again that it is oneself."""

import re
import time
from collections.abc import Callable
from contextlib import closing

import httpx
import pyotp
import pytest
import zxingcpp
from PIL import Image
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from support.passkey_site import add_authenticator
from support.post import parsed
from support.product import ENGLISH, Language, in_every_language
from support.server import Server
from support.waiting import eventually
from test_accounts import NEXT_PASSWORD, PASSWORD, address, confirm, cookies, member, sign_in, sign_up


class App:
    """An authenticator app: another program, which knows the secret alone."""

    def __init__(self, secret: str):
        self.codes = pyotp.TOTP(secret)
        self.used: set[str] = set()

    def code(self) -> str:
        """A code that was not handed out before; the server takes that of the next half minute too."""
        code = next(code for code in map(self._later, (0, 1)) if code not in self.used)
        self.used.add(code)
        return code

    def _later(self, periods: int) -> str:
        return self.codes.at(int(time.time()) + 30 * periods)


def newcomer(page: Page, server: Server, language: Language) -> str:
    mail = address()
    sign_up(page, server, language, mail)
    confirm(page, server, language, mail)
    return mail


def open_security(page: Page, server: Server, language: Language) -> None:
    page.goto(server.url + language.path("/account/security"))


def set_up_app(page: Page, server: Server, language: Language) -> tuple[App, list[str]]:
    open_security(page, server, language)
    page.get_by_role("button", name=language.say("factors.app_set_up")).click()
    expect(page.locator("h1")).to_have_text(language.say("factors.app_page"))
    app = App(page.locator(".secret").inner_text().replace(" ", ""))
    page.locator("#code").fill(app.code())
    page.get_by_role("button", name=language.say("factors.turn_on")).click()
    expect(page.locator("h1")).to_have_text(language.say("factors.codes_page"))
    return app, page.locator("#codes").inner_text().split()


def sign_out(page: Page, language: Language) -> None:
    page.get_by_role("button", name=language.say("account.sign_out"), exact=True).click()
    page.wait_for_url(re.compile(r"/(zh-Hant/)?$"))


def type_code(page: Page, language: Language, code: str) -> None:
    expect(page.locator("h1")).to_have_text(language.say("second.page"))
    page.locator("#code").fill(code)
    page.locator("main").get_by_role("button", name=language.say("login.action"), exact=True).click()


def subjects(server: Server, to: str) -> list[str]:
    files = (server.data / "outbox").glob("[!.]*.eml")
    mails = [mail for mail in (parsed(file.read_bytes()) for file in files) if mail["to"] == to]
    return [mail["subject"] for mail in mails]


@in_every_language
def test_an_app_is_set_up_and_asked_for_at_sign_in(page: Page, shared_server: Server, language: Language):
    server = shared_server
    mail = newcomer(page, server, language)
    app, codes = set_up_app(page, server, language)
    assert len(set(codes)) == 10 and all(re.fullmatch(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){2}", code) for code in codes)
    page.get_by_role("link", name=language.say("factors.codes_kept")).click()
    expect(page.locator("main")).to_contain_text(language.say("factors.app_on"))
    expect(page.locator("main")).to_contain_text(language.say("factors.codes_left_other", n=10))
    eventually(
        lambda: language.say("mail.second_factor_on.subject") in subjects(server, mail), about="a mail tells of the app"
    )

    page.goto(server.url + language.path("/account"))
    sign_out(page, language)
    sign_in(page, server, language, mail)
    expect(page).to_have_url(server.url + language.path("/login/second"))
    assert "nbp_sid" not in cookies(page) and "nbp_second" in cookies(page)
    type_code(page, language, "000000")
    expect(page.locator("[role=alert]").first).to_contain_text(language.say("problem.second_factor_wrong.title"))
    assert "nbp_sid" not in cookies(page)
    type_code(page, language, app.code())
    expect(page).to_have_url(server.url + language.path("/"))
    assert "nbp_sid" in cookies(page) and "nbp_second" not in cookies(page)


@in_every_language
def test_after_the_second_factor_one_is_where_one_wanted_to_be(page: Page, shared_server: Server, language: Language):
    server = shared_server
    mail = newcomer(page, server, language)
    app, _ = set_up_app(page, server, language)
    page.context.clear_cookies()
    page.goto(server.url + language.path("/account/security"))
    page.locator("#email").fill(mail)
    page.locator("#password").fill(PASSWORD)
    page.locator("main").get_by_role("button", name=language.say("login.action"), exact=True).click()
    type_code(page, language, app.code())
    expect(page).to_have_url(server.url + language.path("/account/security"))


@in_every_language
def test_a_recovery_code_takes_the_place_of_the_app_once(page: Page, shared_server: Server, language: Language):
    server = shared_server
    mail = newcomer(page, server, language)
    _, codes = set_up_app(page, server, language)
    for code in codes[:8]:
        page.context.clear_cookies(name="nbp_sid")
        sign_in(page, server, language, mail)
        type_code(page, language, code.lower())
        expect(page).to_have_url(server.url + language.path("/"))
    open_security(page, server, language)
    expect(page.locator("main")).to_contain_text(language.say("factors.codes_left_other", n=2))
    expect(page.locator("main")).to_contain_text(language.say("factors.few_codes"))
    page.context.clear_cookies(name="nbp_sid")
    sign_in(page, server, language, mail)
    type_code(page, language, codes[0])
    expect(page.locator("[role=alert]").first).to_contain_text(language.say("problem.second_factor_wrong.title"))
    said = language.say("mail.recovery_code_used.subject")
    eventually(lambda: subjects(server, mail).count(said) == 8, about="each use is told by mail")


@in_every_language
def test_a_new_password_by_mail_leaves_the_second_factor(page: Page, shared_server: Server, language: Language):
    server = shared_server
    mail = newcomer(page, server, language)
    app, _ = set_up_app(page, server, language)
    page.context.clear_cookies()
    page.goto(server.url + language.path("/reset"))
    page.locator("#email").fill(mail)
    page.get_by_role("button", name=language.say("reset.action")).click()
    page.goto(eventually(lambda: _reset_link(server, mail), about="a mail with a link to a new password"))
    page.locator("#password").fill(NEXT_PASSWORD)
    page.get_by_role("button", name=language.say("account.change_password")).click()
    expect(page.locator("h1")).to_have_text(language.say("login.page"))
    sign_in(page, server, language, mail, NEXT_PASSWORD)
    expect(page.locator("main")).to_contain_text(language.say("second.lost_all"))
    type_code(page, language, app.code())
    expect(page).to_have_url(server.url + language.path("/"))


def _reset_link(server: Server, mail: str) -> str | None:
    for file in (server.data / "outbox").glob("[!.]*.eml"):
        letter = parsed(file.read_bytes())
        found = re.search(r"https?://\S+/reset/\S+", letter.get_body(("plain",)).get_content())
        if letter["to"] == mail and found:
            return found.group(0)
    return None


@in_every_language
def test_a_passkey_is_made_named_used_and_removed(page: Page, shared_server: Server, language: Language):
    server = shared_server
    add_authenticator(page)
    mail = newcomer(page, server, language)
    open_security(page, server, language)
    page.locator("#passkey-name").fill("筆電")
    page.get_by_role("button", name=language.say("factors.passkey_add")).click()
    expect(page.locator("#passkeys li")).to_contain_text("筆電")
    expect(page.locator("main")).to_contain_text(language.say("factors.few_codes"))

    page.context.clear_cookies()
    page.goto(server.url + language.path("/login") + "?return_to=" + language.path("/account/security"))
    page.get_by_role("button", name=language.say("login.passkey")).click()
    expect(page).to_have_url(server.url + language.path("/account/security"))

    page.context.clear_cookies()
    sign_in(page, server, language, mail)
    expect(page.locator("label[for=code]")).to_have_text(language.say("second.recovery_code"))
    page.get_by_role("button", name=language.say("second.passkey")).click()
    expect(page).to_have_url(server.url + language.path("/"))

    open_security(page, server, language)
    page.locator("#passkeys").get_by_text(language.say("factors.passkey_rename")).click()
    page.locator("#passkeys li [name=name]").fill("Key ring")
    page.locator("#passkeys li").get_by_role("button", name=language.say("account.save")).click()
    expect(page.locator("#passkeys li b")).to_have_text("Key ring")
    page.locator("#passkeys li").get_by_role("button", name=language.say("factors.passkey_remove")).click()
    expect(page.locator("#passkeys li")).to_have_count(0)
    sign_out(page, language)
    sign_in(page, server, language, mail)
    expect(page).to_have_url(server.url + language.path("/"))
    for kind in ("passkey_added", "passkey_removed"):
        said = language.say(f"mail.{kind}.subject")
        eventually(lambda said=said: said in subjects(server, mail), about=f"a mail says: {said}")


@in_every_language
def test_what_is_sensitive_asks_again_by_both_factors_or_a_passkey(
    page: Page, new_server: Callable[..., Server], language: Language
):
    server = new_server().start()
    add_authenticator(page)
    newcomer(page, server, language)
    _, codes = set_up_app(page, server, language)
    open_security(page, server, language)
    page.get_by_role("button", name=language.say("factors.passkey_add")).click()
    expect(page.locator("#passkeys li")).to_have_count(1)
    stale = page.get_by_role("button", name=language.say("factors.codes_make"))

    server.advance("PT10M")
    stale.click()
    expect(page.locator("h1")).to_have_text(language.say("prove.page"))
    page.locator("#password").fill(PASSWORD)
    page.locator("#code").fill("000000")
    page.get_by_role("button", name=language.say("prove.action")).click()
    expect(page.locator("[role=alert]").first).to_contain_text(language.say("problem.second_factor_wrong.title"))
    page.locator("#password").fill(PASSWORD)
    page.locator("#code").fill(codes[0])
    page.get_by_role("button", name=language.say("prove.action")).click()
    expect(page).to_have_url(server.url + language.path("/account/security"))
    page.get_by_role("button", name=language.say("factors.codes_make")).click()
    expect(page.locator("h1")).to_have_text(language.say("factors.codes_page"))
    assert set(page.locator("#codes").inner_text().split()).isdisjoint(codes)

    server.advance("PT10M")
    open_security(page, server, language)
    expect(page.get_by_role("button", name=language.say("factors.turn_off"))).to_have_count(0)
    page.get_by_role("link", name=language.say("prove.page")).click()
    page.get_by_role("button", name=language.say("prove.passkey")).click()
    expect(page).to_have_url(server.url + language.path("/account/security"))
    page.get_by_role("button", name=language.say("factors.turn_off")).click()
    expect(page.locator("main")).to_contain_text(language.say("factors.app_off"))


@in_every_language
def test_the_password_form_asks_for_the_second_factor_first(
    page: Page, new_server: Callable[..., Server], language: Language
):
    server = new_server().start()
    newcomer(page, server, language)
    _, codes = set_up_app(page, server, language)
    server.advance("PT10M")
    for heading in ("prove.page", "account.security"):
        open_security(page, server, language)
        page.locator("#current_password").fill(PASSWORD)
        page.locator("#password").fill(NEXT_PASSWORD)
        page.get_by_role("button", name=language.say("account.change_password")).click()
        expect(page.locator("h1")).to_have_text(language.say(heading))
        if heading == "prove.page":
            page.locator("#password").fill(PASSWORD)
            page.locator("#code").fill(codes[0])
            page.get_by_role("button", name=language.say("prove.action")).click()
            expect(page.locator("h1")).to_have_text(language.say("account.security"))
    expect(page.locator("[role=status]").first).to_contain_text(language.say("account.password_changed"))


def test_without_scripts_codes_can_be_set_up_and_kept(
    new_context: Callable[..., BrowserContext], shared_server: Server
):
    context = new_context(java_script_enabled=False, accept_downloads=True)
    page = context.new_page()
    mail = newcomer(page, shared_server, ENGLISH)
    app, codes = set_up_app(page, shared_server, ENGLISH)
    with page.expect_download() as download:
        page.get_by_role("link", name=ENGLISH.say("factors.codes_save")).click()
    assert download.value.path().read_text().split() == codes
    assert page.get_by_role("button", name=ENGLISH.say("factors.codes_copy")).count() == 0
    open_security(page, shared_server, ENGLISH)
    expect(page.get_by_text(ENGLISH.say("factors.passkey_scripts"))).to_be_visible()
    assert page.get_by_role("button", name=ENGLISH.say("factors.passkey_add")).count() == 0
    context.clear_cookies()
    sign_in(page, shared_server, ENGLISH, mail)
    type_code(page, ENGLISH, app.code())
    expect(page).to_have_url(shared_server.url + "/")


def test_a_picture_of_the_secret_is_what_the_text_says(page: Page, shared_server: Server, tmp_path):
    mail = newcomer(page, shared_server, ENGLISH)
    open_security(page, shared_server, ENGLISH)
    page.get_by_role("button", name=ENGLISH.say("factors.app_set_up")).click()
    secret = page.locator(".secret").inner_text().replace(" ", "")
    shown = tmp_path / "qr.png"
    page.locator("svg.qr").screenshot(path=str(shown))
    found = zxingcpp.read_barcodes(Image.open(shown), formats=zxingcpp.BarcodeFormat.QRCode)
    codes = pyotp.parse_uri(found[0].text)
    assert (codes.secret, codes.name, codes.issuer) == (secret, mail, "Nano Banana Pro")
    answer = page.reload()
    assert answer.headers["cache-control"] == "no-store"
    assert page.locator(".secret").inner_text().replace(" ", "") == secret


@in_every_language
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_on_the_pages_of_second_factors(
    new_context: Callable[..., BrowserContext], shared_server: Server, language: Language, width: int, theme: str
):
    server = shared_server
    context = new_context(
        viewport={"width": width, "height": 844}, reduced_motion="reduce", color_scheme=theme
    )
    page = context.new_page()
    add_authenticator(page)
    mail = newcomer(page, server, language)

    def check() -> None:
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")

    open_security(page, server, language)
    check()
    page.get_by_role("button", name=language.say("factors.app_set_up")).click()
    check()
    secret = page.locator(".secret").inner_text().replace(" ", "")
    page.locator("#code").fill("000000")
    page.get_by_role("button", name=language.say("factors.turn_on")).click()
    check()
    page.locator("#code").fill(App(secret).code())
    page.get_by_role("button", name=language.say("factors.turn_on")).click()
    expect(page.locator("h1")).to_have_text(language.say("factors.codes_page"))
    check()
    open_security(page, server, language)
    page.get_by_role("button", name=language.say("factors.passkey_add")).click()
    expect(page.locator("#passkeys li")).to_have_count(1)
    page.locator("#passkeys").get_by_text(language.say("factors.passkey_rename")).click()
    check()
    page.goto(server.url + language.path("/account/prove"))
    check()
    context.clear_cookies()
    page.goto(server.url + language.path("/login"))
    check()
    sign_in(page, server, language, mail)
    expect(page.locator("h1")).to_have_text(language.say("second.page"))
    check()


def test_a_device_that_cancels_says_so_and_nothing_is_kept(page: Page, shared_server: Server):
    newcomer(page, shared_server, ENGLISH)
    page.goto(shared_server.url + "/account/prove")
    assert page.locator("[data-passkey]").count() == 0  # no passkey, no button
    page.context.clear_cookies()
    add_authenticator(page)
    page.goto(shared_server.url + "/login")
    page.get_by_role("button", name=ENGLISH.say("login.passkey")).click()
    expect(page.locator("#passkey-problem")).to_contain_text(ENGLISH.say("passkey.title"))
    assert "nbp_sid" not in cookies(page)


# The API.


def factor_member(server: Server) -> tuple[httpx.Client, App, list[str]]:
    """Somebody with an app, signed in as a program is."""
    http = member(server)
    secret = http.post("/api/account/factors/one-time-code").json()["secret"]
    app = App(secret)
    codes = http.post("/api/account/factors/one-time-code/confirm", json={"code": app.code()}).json()["recovery_codes"]
    assert len(codes) == 10
    return http, app, codes


def half_way(server: Server, http: httpx.Client) -> httpx.Client:
    """The same person at another program, after the right password."""
    other = httpx.Client(base_url=server.url, headers={"Sec-Fetch-Site": "same-origin"})
    mail = http.get("/api/account").json()["email"]
    answer = other.post("/api/account/sessions", json={"email": mail, "password": PASSWORD})
    assert (answer.status_code, answer.json()["code"]) == (401, "second_factor_needed")
    assert set(other.cookies) == {"nbp_second"}
    return other


def test_programs_sign_in_by_two_factors(shared_server: Server):
    http, app, codes = factor_member(shared_server)
    with closing(http), closing(half_way(shared_server, http)) as other:
        assert other.get("/api/account").status_code == 401
        wrong = other.post("/api/account/sessions/second", json={"code": "000000"})
        assert (wrong.status_code, wrong.json()["code"]) == (401, "second_factor_wrong")
        assert other.post("/api/account/sessions/second", json={"code": codes[0]}).status_code == 200
        assert other.get("/api/account/factors").json() == {
            "one_time_code": True, "passkeys": 0, "recovery_codes_left": 9
        }
        again = other.post("/api/account/sessions/second", json={"code": codes[1]})
        assert (again.status_code, again.json()["code"]) == (401, "second_step_over")


def test_a_half_way_token_is_this_browsers_from_our_pages_alone(shared_server: Server):
    http, app, codes = factor_member(shared_server)
    with closing(http), closing(half_way(shared_server, http)) as other:
        token = other.cookies["nbp_second"]
        foreign = {"Cookie": f"nbp_second={token}", "Sec-Fetch-Site": "cross-site"}
        for path in ("second", "second/passkey/options", "second/passkey"):
            answer = httpx.post(f"{shared_server.url}/api/account/sessions/{path}", json={"code": codes[0]}, headers=foreign)
            assert (answer.status_code, answer.json()["code"]) == (403, "origin_refused")
        altered = token[:-1] + ("0" if token[-1] != "0" else "1")
        for wrong in (altered, http.cookies["nbp_sid"], "x", ""):
            headers = {"Cookie": f"nbp_second={wrong}", "Sec-Fetch-Site": "same-origin"}
            answer = httpx.post(f"{shared_server.url}/api/account/sessions/second", json={"code": codes[0]}, headers=headers)
            assert (answer.status_code, answer.json()["code"]) == (401, "second_step_over")
        assert other.post("/api/account/sessions/second", json={"code": codes[0]}).status_code == 200


def test_the_passkey_options_are_the_same_for_everybody(shared_server: Server):
    http, _, _ = factor_member(shared_server)
    mail = http.get("/api/account").json()["email"]
    http.close()
    asked = []
    for body in ({}, {"email": mail}, {"email": address()}):
        answer = httpx.post(f"{shared_server.url}/api/account/sessions/passkey/options", json=body)
        asked.append((answer.status_code, {name: value for name, value in answer.json().items() if name != "challenge"}))
    assert asked[0] == asked[1] == asked[2]
    assert asked[0][1]["allowCredentials"] == []


def test_guesses_are_held_back_while_the_owner_still_gets_in(shared_server: Server):
    http, app, codes = factor_member(shared_server)
    mail = http.get("/api/account").json()["email"]
    device = http.cookies["nbp_device"]
    statuses = []
    for _ in range(2):
        with closing(half_way(shared_server, http)) as thief:
            for _ in range(5):
                statuses.append(thief.post("/api/account/sessions/second", json={"code": "000000"}).status_code)
            assert "nbp_device" not in thief.cookies
    assert statuses == [401] * 5 + [429] * 5
    code = app.code()
    with closing(half_way(shared_server, http)) as stranded:
        assert stranded.post("/api/account/sessions/second", json={"code": code}).status_code == 429
        assert stranded.post("/api/account/sessions/second", json={"code": codes[0]}).status_code == 200
    with closing(http), httpx.Client(
        base_url=shared_server.url, headers={"Sec-Fetch-Site": "same-origin"}, cookies={"nbp_device": device}
    ) as owner:
        answer = owner.post("/api/account/sessions", json={"email": mail, "password": PASSWORD})
        assert answer.json()["code"] == "second_factor_needed"
        assert owner.post("/api/account/sessions/second", json={"code": code}).status_code == 200


@pytest.mark.parametrize(
    "request_line",
    [
        "GET /api/account/factors", "POST /api/account/factors/one-time-code",
        "POST /api/account/factors/one-time-code/confirm", "DELETE /api/account/factors/one-time-code",
        "POST /api/account/factors/recovery-codes", "GET /api/account/passkeys", "POST /api/account/passkeys/options",
        "POST /api/account/passkeys", "POST /api/account/proof", "POST /api/account/proof/passkey/options",
        "POST /api/account/proof/passkey",
    ],
)
def test_nobody_sees_or_changes_factors_without_a_session(shared_server: Server, request_line: str):
    method, path = request_line.split()
    answer = httpx.request(method, shared_server.url + path, json={"code": "000000"} if method == "POST" else None)
    assert (answer.status_code, answer.json()["code"]) == (401, "sign_in_required")


def test_malformed_answers_of_devices_are_refused(shared_server: Server):
    with closing(member(shared_server)) as http:
        assert http.post("/api/account/passkeys/options", json={}).status_code == 200
        whole = {"id": "AAAA", "client_data": "AAAA", "attestation_object": "AAAA", "transports": []}
        for body, status, code in (
            (whole, 422, "passkey_refused"),
            (whole | {"id": "not base64url!"}, 422, "wrong_field_type"),
            (whole | {"extra": 1}, 400, "unknown_field"),
            ({"id": "AAAA"}, 422, "missing_field"),
            (whole | {"name": "x" * 81}, 422, "name_malformed"),
        ):
            answer = http.post("/api/account/passkeys", json=body)
            assert (answer.status_code, answer.json()["code"]) == (status, code), body
        signature = {"id": "AAAA", "client_data": "AAAA", "authenticator_data": "AAAA", "signature": "AAAA"}
        for path in ("sessions/passkey", "proof/passkey"):
            answer = http.post(f"/api/account/{path}", json=signature)
            assert (answer.status_code, answer.json()["code"]) == (422, "passkey_refused")


def test_secrets_and_codes_reach_neither_log_nor_disk(new_server: Callable[..., Server]):
    server = new_server().start()
    http, app, codes = factor_member(server)
    with closing(http):
        secret = app.codes.secret
        kept = [secret, secret.lower(), *codes, *(code.replace("-", "") for code in codes)]
        raw = [pyotp.TOTP(secret).byte_secret()] + [text.encode() for text in kept]
        for file in server.data.rglob("*"):
            if file.is_file():
                content = file.read_bytes()
                assert not any(secret in content for secret in raw), file
        assert not any(text in server.log_text() for text in kept)
