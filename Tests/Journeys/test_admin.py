"""The admin site, as staff meet it: made by a command, come in with two factors, look behind glass with a reason."""

import json
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from support.books import MAIN
from support.desk import Desk
from support.product import ENGLISH, Language, in_every_language
from support.server import Server
from test_accounts import PASSWORD, address, confirm, sign_in, sign_up
from test_factors import set_up_app

REASON = "She wrote that her pictures are gone"
PLACES = ["", "/accounts", "/staff", "/holds", "/objections", "/jobs", "/engines", "/metrics", "/metrics?span=day", "/settings", "/audit"]


def create(desk: Desk, server: Server, mail: str, role: str, language: Language = ENGLISH) -> str:
    """Makes somebody staff beside the running server, and returns the link that sets their password."""
    ended = desk.nbp(
        *("admin", "create", "--email", mail, "--role", role, "--country", "TW", "--language", language.tag),
        data_dir=server.data,
        port=server.port,
    )
    assert (ended.status, ended.said) == (0, "")
    return re.search(r"http\S+", ended.out.decode()).group(0)


def set_password(page: Page, link: str, language: Language) -> None:
    page.goto(link)
    page.locator("#password").fill(PASSWORD)
    page.get_by_role("button", name=language.say("account.change_password")).click()


def come_in(page: Page, desk: Desk, server: Server, language: Language, role: str = "owner") -> str:
    """Somebody of the staff, from the command to the admin site."""
    mail = address()
    set_password(page, create(desk, server, mail, role, language), language)
    sign_in(page, server, language, mail)
    page.wait_for_url(re.compile(r"/(zh-Hant/)?$"))
    set_up_app(page, server, language)
    page.goto(server.url + language.path("/admin"))
    expect(page.locator("h1")).to_have_text(language.say("admin.overview"))
    return mail


def violations(page: Page) -> list[str]:
    return [found["id"] for found in Axe().run(page).response["violations"]]


def is_narrow(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@in_every_language
def test_staff_come_from_a_command_to_a_look_behind_the_glass(
    page: Page, new_context: Callable[..., BrowserContext], desk: Desk, shared_server: Server, language: Language
):
    server, mail = shared_server, address()
    person = new_context().new_page()
    sign_up(person, server, language, mail)
    confirm(person, server, language, mail)

    own = address()
    link = create(desk, server, own, "support", language)
    set_password(page, link, language)
    sign_in(page, server, language, own)
    page.wait_for_url(re.compile(r"/(zh-Hant/)?$"))
    assert page.goto(server.url + language.path("/admin")).status == 403
    expect(page.locator("h1")).to_have_text(language.say("problem.staff_second_factor.title"))
    set_up_app(page, server, language)
    page.goto(server.url + language.path("/account"))
    page.get_by_role("link", name=language.say("admin.navigation"), exact=True).click()
    expect(page.locator("h1")).to_have_text(language.say("admin.overview"))
    expect(page.get_by_role("link", name=language.say("admin.staff"), exact=True)).to_have_count(0)

    page.get_by_role("link", name=language.say("admin.accounts"), exact=True).click()
    page.locator("#email").fill(mail.upper())
    page.get_by_role("button", name=language.say("admin.find_action")).click()
    expect(page.locator("h1")).to_have_text(language.say("admin.account"))
    assert mail not in page.content() and mail not in page.url
    page.locator("#scope").select_option("profile")
    page.locator("#ground").select_option("help")
    page.locator("#reason").fill(REASON)
    assert violations(page) == []
    page.get_by_role("button", name=language.say("admin.glass_action")).click()
    expect(page.locator("main")).to_contain_text(mail)
    assert violations(page) == []

    with closing(sqlite3.connect(f"file:{server.data / MAIN}?mode=ro", uri=True)) as database:
        (reads,) = database.execute("SELECT count(*) FROM audit_leaf WHERE type = 'staff_read'").fetchone()
    assert reads >= 1
    for secret in (mail, REASON, own):
        assert secret not in server.log_text()


def test_nobody_else_finds_the_admin_site(page: Page, shared_server: Server):
    for place in PLACES:
        assert page.goto(f"{shared_server.url}/admin{place}").status == 404


@in_every_language
def test_every_place_is_accessible_and_fits(page: Page, desk: Desk, server: Server, language: Language):
    come_in(page, desk, server, language)
    for _ in range(4):  # only now: an authenticator app knows nothing of a clock that was moved
        server.advance("PT1M")
        server.upkeep()
    for width, theme in [(390, "light"), (390, "dark"), (1440, "light"), (1440, "dark")]:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=theme)
        for place in PLACES:
            assert page.goto(server.url + language.path("/admin") + place).status == 200
            assert violations(page) == [], (place, width, theme)
            assert is_narrow(page), (place, width)


# The command.


def test_the_command_makes_staff_before_the_first_start_and_looks_after_them(desk: Desk):
    place = {"data_dir": desk.here / "data"}

    def admin(*words: str) -> tuple[int, str, str]:
        ended = desk.nbp("admin", *words, **place)
        return ended.status, ended.out.decode(), ended.said

    assert "Nobody is staff" in admin("list")[1]
    for mail, role in (("a@staff.example", "owner"), ("b@staff.example", "read-only")):
        status, out, said = admin("create", "--email", mail, "--role", role, "--country", "TW")
        assert (status, said) == (0, "") and re.match(r"http://localhost:8080/reset/[0-9a-f]{64}\n", out)
    assert admin("role", "--email", "b@staff.example", "--role", "support")[0] == 0
    listed = admin("list")[1].splitlines()
    assert [line.split("  ")[:2] for line in listed] == [["a@staff.example", "owner"], ["b@staff.example", "support"]]
    assert admin("remove", "--email", "b@staff.example")[0] == 0
    for words, said in [
        (("remove", "--email", "a@staff.example"), "The last owner stays"),
        (("role", "--email", "a@staff.example", "--role", "support"), "The last owner stays"),
        (("remove", "--email", "b@staff.example"), "b@staff.example is no staff"),
        (("role", "--email", "nobody@staff.example", "--role", "owner"), "nobody@staff.example is no staff"),
        (("create", "--email", "nobody", "--role", "owner", "--country", "TW"), "nobody is no e-mail address"),
        (("create", "--email", "c@staff.example", "--role", "king", "--country", "TW"), "king is no role"),
        (("create", "--email", "c@staff.example", "--role", "owner", "--country", "XX"), "XX is no country"),
        (("create", "--email", "c@staff.example", "--role", "owner"), "the country is missing"),
    ]:
        status, out, line = admin(*words)
        assert (status, out) == (1, "") and said in line and line.count("\n") == 1, words
    assert len(admin("list")[1].splitlines()) == 1
    assert desk.nbp("admin", "create", **place).status == 64


def test_programs_are_told_the_same(page: Page, desk: Desk, shared_server: Server):
    come_in(page, desk, shared_server, ENGLISH)
    for name in ("staff", "jobs", "engines", "settings", "metrics"):
        answer = page.request.get(f"{shared_server.url}/api/admin/{name}")
        assert answer.status == 200 and isinstance(json.loads(answer.text()), dict), name
    settings = page.request.get(f"{shared_server.url}/api/admin/settings").json()["data"]
    assert any(line["name"] == "NBP_PORT" and line["is_set"] for line in settings)
