"""The pages of one's own account: another address, the security log, preferences, closing, and what was made before."""

import re
from collections.abc import Callable
from contextlib import closing

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from support.post import parsed, plain
from support.product import CHINESE, ENGLISH, Language
from support.server import Server
from support.waiting import eventually
from test_accounts import PASSWORD, address, confirm, cookies, member, sign_in, sign_up

in_every_language = pytest.mark.parametrize("language", [ENGLISH, CHINESE], ids=str)
PAGES = ["/account", "/account/email", "/account/security", "/account/keys", "/account/activity", "/account/preferences", "/account/webhooks", "/account/close"]


def mails(server: Server, to: str) -> list:
    files = sorted((server.data / "outbox").glob("[!.]*.eml"), key=lambda file: file.stat().st_mtime_ns)
    return [mail for mail in map(parsed, (file.read_bytes() for file in files)) if mail["to"] == to]


def mail(server: Server, to: str, language: Language, kind: str) -> str:
    """The text of the newest mail of a kind to an address."""

    def found() -> str | None:
        subject = language.say(f"mail.{kind}.subject")
        texts = [plain(mail) for mail in mails(server, to) if mail["subject"] == subject]
        return texts[-1] if texts else None

    return eventually(found, about=f"{kind} to {to}")


def link(text: str) -> str:
    return re.search(r"https?://\S+", text).group(0)


def new_member(page: Page, server: Server, language: Language) -> str:
    mail = address()
    sign_up(page, server, language, mail)
    confirm(page, server, language, mail)
    return mail


def ask_for_email(page: Page, server: Server, language: Language, new: str, password: str = PASSWORD) -> None:
    page.goto(server.url + language.path("/account/email"))
    page.locator("#email").fill(new)
    page.locator("#current_password").fill(password)
    page.get_by_role("button", name=language.say("email.action")).click()


@in_every_language
def test_an_address_changes_when_both_ends_agree(
    page: Page, new_context: Callable[..., BrowserContext], shared_server: Server, language: Language
):
    server, old, new = shared_server, new_member(page, shared_server, language), address()
    ask_for_email(page, server, language, new, "a wrong password")
    expect(page.locator("[role=alert]")).to_contain_text(language.say("problem.credentials_wrong.title"))
    ask_for_email(page, server, language, new)
    expect(page.locator(".notice")).to_contain_text(new)
    mailbox = new_context().new_page()
    mailbox.goto(link(mail(server, new, language, "email_change_confirm")))
    mailbox.get_by_role("button", name=language.say("email.agree"), exact=True).click()
    expect(mailbox.locator("main")).to_contain_text(language.say("email.waits_for_old"))
    page.reload()
    expect(page.locator("main")).to_contain_text(language.say("email.has_agreed"))
    expect(page.locator("main")).to_contain_text(old)
    mailbox.goto(link(mail(server, old, language, "email_change_notice")))
    mailbox.get_by_role("button", name=language.say("email.agree"), exact=True).click()
    expect(mailbox.locator("h1")).to_have_text(language.say("email.changed"))
    mail(server, old, language, "email_changed")
    mail(server, new, language, "email_changed")
    page.goto(server.url + language.path("/account"))
    expect(page.locator("main")).to_contain_text(new)
    sign_in(mailbox, server, language, old)
    expect(mailbox.locator("[role=alert]")).to_contain_text(language.say("problem.credentials_wrong.title"))
    sign_in(mailbox, server, language, new)
    expect(mailbox).to_have_url(server.url + language.path("/"))


@in_every_language
def test_the_old_address_stops_a_change(
    page: Page, new_context: Callable[..., BrowserContext], shared_server: Server, language: Language
):
    server, old, new = shared_server, new_member(page, shared_server, language), address()
    ask_for_email(page, server, language, new)
    expect(page.locator(".notice")).to_contain_text(new)
    mailbox = new_context(viewport={"width": 390, "height": 844}).new_page()
    mailbox.goto(link(mail(server, old, language, "email_change_notice")))
    found = Axe().run(mailbox)
    assert found.violations_count == 0, found.generate_report()
    mailbox.get_by_role("button", name=language.say("email.stop")).click()
    expect(mailbox.locator("h1")).to_have_text(language.say("email.stopped"))
    mailbox.goto(link(mail(server, new, language, "email_change_confirm")))
    mailbox.get_by_role("button", name=language.say("email.agree"), exact=True).click()
    expect(mailbox.locator("h1")).to_have_text(language.say("problem.link_expired.title"))
    page.goto(server.url + language.path("/account/activity"))
    expect(page.locator("main")).to_contain_text(language.say("activity.event.email_change_stopped"))


def test_an_address_in_use_looks_like_a_free_one(page: Page, shared_server: Server):
    with closing(member(shared_server)) as owner:
        taken = owner.get("/api/account").json()["email"]
        new_member(page, shared_server, ENGLISH)
        ask_for_email(page, shared_server, ENGLISH, taken)
        expect(page.locator(".notice")).to_contain_text(taken)
        mail(shared_server, taken, ENGLISH, "email_change_in_use")
        assert owner.get("/api/account").json()["email"] == taken


@in_every_language
def test_a_new_browser_is_told_seen_in_the_log_and_can_be_switched_off(
    page: Page, new_context: Callable[..., BrowserContext], shared_server: Server, language: Language
):
    server, owner = shared_server, new_member(page, shared_server, language)
    sign_in(new_context().new_page(), server, language, owner)
    assert "Chrome, Linux" in mail(server, owner, language, "new_sign_in")
    page.goto(server.url + language.path("/account/activity"))
    expect(page.locator(".activity li")).to_have_count(1)
    expect(page.locator(".activity")).to_contain_text(language.say("activity.event.signed_in"))
    expect(page.locator(".activity")).to_contain_text("Chrome, Linux")
    page.goto(server.url + language.path("/account/preferences"))
    page.locator("[name=sign_in_mails]").uncheck()
    page.locator("main").get_by_role("button", name=language.say("account.save")).click()
    expect(page.locator(".notice")).to_have_text(language.say("account.saved"))
    expect(page.locator("[name=sign_in_mails]")).not_to_be_checked()
    before = len(mails(server, owner))
    sign_in(new_context().new_page(), server, language, owner)
    page.goto(server.url + language.path("/account/activity"))
    expect(page.locator(".activity li")).to_have_count(2)
    assert len(mails(server, owner)) == before


def test_theme_and_language_come_along_to_a_new_browser(
    page: Page, new_context: Callable[..., BrowserContext], shared_server: Server
):
    server, owner = shared_server, new_member(page, shared_server, ENGLISH)
    page.goto(server.url + "/account/preferences")
    page.locator("#language").select_option("zh-Hant")
    page.locator("#theme").select_option("dark")
    page.locator("main").get_by_role("button", name=ENGLISH.say("account.save")).click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hant")
    other = new_context().new_page()
    sign_in(other, server, ENGLISH, owner)
    expect(other).to_have_url(server.url + "/zh-Hant/")
    expect(other.locator("html")).to_have_attribute("data-theme", "dark")


@in_every_language
def test_an_account_closes_by_its_password_and_the_last_address_is_told(
    page: Page, shared_server: Server, language: Language
):
    server, owner = shared_server, new_member(page, shared_server, language)
    deleted = re.compile("|".join(language.say(f"report.{state}") for state in ("erasing", "erased")))
    for password, heading in (("a wrong password", language.say("account.close")), (PASSWORD, deleted)):
        page.goto(server.url + language.path("/account/close"))
        expect(page.locator("main")).to_contain_text(owner)
        page.locator("#current_password").fill(password)
        page.get_by_role("button", name=language.say("close.action")).click()
        expect(page.locator("h1")).to_have_text(heading)
    eventually(lambda: page.reload() and page.locator("h1").inner_text() == language.say("report.erased"), about="it is deleted")
    assert cookies(page) == set()
    mail(server, owner, language, "account_closed")


def draw(page: Page, server: Server, language: Language) -> None:
    page.goto(server.url + language.path("/"))
    page.locator("#prompt").fill(language.red_house)
    page.locator("button.make").click()
    expect(page.locator("[data-status=succeeded]")).to_have_count(1, timeout=30_000)


@in_every_language
def test_what_was_made_before_the_sign_in_comes_along(
    page: Page, new_context: Callable[..., BrowserContext], server: Server, language: Language
):
    owner = new_member(page, server, language)
    other = new_context().new_page()
    draw(other, server, language)
    sign_in(other, server, language, owner)
    expect(other.locator("h1")).to_have_text(language.say("bring.title"))
    found = Axe().run(other)
    assert found.violations_count == 0, found.generate_report()
    expect(other.locator("[value=bring]")).to_be_checked()
    other.get_by_role("button", name=language.say("bring.action")).click()
    expect(other).to_have_url(server.url + language.path("/gallery"))
    assert "nbp_visitor" not in cookies(other)

    def shown() -> bool:
        page.goto(server.url + language.path("/gallery"))
        return page.locator("main .thumb").count() > 0

    eventually(shown, about="the pictures are in the account's gallery")
    source = page.locator("main .thumb img").first.get_attribute("src")
    assert page.request.get(server.url + source).status == 200
    server.advance("PT2M")
    other.context.clear_cookies()
    other.goto(server.url + language.path("/gallery"))
    expect(other.locator("main .thumb")).to_have_count(0)


def test_what_somebody_else_made_stays_in_the_browser(
    page: Page, new_context: Callable[..., BrowserContext], shared_server: Server
):
    owner = new_member(page, shared_server, ENGLISH)
    other = new_context().new_page()
    draw(other, shared_server, ENGLISH)
    sign_in(other, shared_server, ENGLISH, owner)
    other.locator("[value=leave]").check()
    other.get_by_role("button", name=ENGLISH.say("bring.action")).click()
    other.goto(shared_server.url + "/gallery")
    expect(other.locator("main .thumb")).to_have_count(0)
    other.get_by_role("link", name=ENGLISH.say("account.title")).first.click()
    other.get_by_role("button", name=ENGLISH.say("account.sign_out"), exact=True).click()
    other.goto(shared_server.url + "/gallery")
    expect(other.locator("main .thumb")).not_to_have_count(0)


@pytest.mark.parametrize("width", [390, 1280])
@in_every_language
def test_axe_finds_nothing_on_the_account_s_pages(
    new_context: Callable[..., BrowserContext], shared_server: Server, language: Language, width: int
):
    page = new_context(viewport={"width": width, "height": 844}).new_page()
    new_member(page, shared_server, language)
    ask_for_email(page, shared_server, language, address())
    for path in PAGES:
        page.goto(shared_server.url + language.path(path))
        expect(page.locator("nav [aria-current=page]").first).to_be_visible()
        found = Axe().run(page)
        assert found.violations_count == 0, (path, found.generate_report())
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), path


@pytest.mark.parametrize("path", [*PAGES[1:], "/account/bring"])
def test_the_pages_are_for_whoever_is_signed_in(page: Page, shared_server: Server, path: str):
    page.goto(shared_server.url + path)
    expect(page.locator("h1")).to_have_text(ENGLISH.say("login.page"))


# The API.


def test_the_log_of_the_api_is_one_s_own_and_comes_in_pages(shared_server: Server):
    with closing(member(shared_server)) as one, closing(member(shared_server)) as other:
        right = {"email": one.get("/api/account").json()["email"], "password": PASSWORD}
        for _ in range(3):
            assert one.post("/api/account/sessions", json=right).status_code == 200
        whole = one.get("/api/account/activity").json()
        assert [line["kind"] for line in whole["data"]] == ["signed_in"] * 3
        assert {line["source"] for line in whole["data"]} == {"account"}
        first = one.get("/api/account/activity", params={"limit": 2}).json()
        rest = one.get("/api/account/activity", params={"cursor": first["next_cursor"]}).json()
        assert first["data"] + rest["data"] == whole["data"] and rest["next_cursor"] is None
        assert other.get("/api/account/activity", params={"cursor": first["next_cursor"]}).json()["data"] == []
        assert other.get("/api/account/activity").json()["data"] == []
        assert one.get("/api/account/activity", params={"cursor": "nonsense"}).status_code == 400
