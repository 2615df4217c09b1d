"""What is refused, reported, decided and looked at again, as people meet it."""

import time
from collections.abc import Callable
from contextlib import closing

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from support.books import Books, identifier
from support.moderators import REFUSED, RULES, appoint, mails, with_rules
from support.person import Person
from support.product import CHINESE, ENGLISH, Language
from support.server import Server
from support.waiting import eventually
from test_accounts import address, confirm, sign_in, sign_up

in_every_language = pytest.mark.parametrize("language", [ENGLISH, CHINESE], ids=str)


@pytest.fixture
def moderated(new_server: Callable[..., Server]) -> Server:
    return with_rules(new_server()).start()


def decide(staff: Page, action: str, reason: str, category: str | None = None, days: int | None = None) -> None:
    staff.locator("#action").select_option(action)
    if category:
        staff.locator("#category").select_option(category)
    staff.locator("#reason").fill(reason)
    if days:
        staff.locator("#days").fill(str(days))
    staff.locator("main form button.make").click()
    expect(staff.locator("#action")).to_have_count(0)


def open_first_case(staff: Page, server: Server) -> None:
    staff.goto(server.url + "/admin/abuse")
    staff.locator("section[aria-labelledby=open-title] tbody a").first.click()


def make_picture(page: Page, server: Server, language: Language) -> str:
    """Draws something and answers the address of its page."""
    page.goto(server.url + language.path("/"))
    page.locator("#prompt").fill(language.red_house)
    page.locator("#composer button.make").click()
    expect(page.locator("[data-status=succeeded]")).to_have_count(1, timeout=30_000)
    page.goto(server.url + language.path("/gallery"))
    page.locator("main .thumb a, main a.thumb").first.click()
    expect(page.locator(".easel img")).to_be_visible()
    return page.url


@in_every_language
def test_a_refused_prompt_is_contested_and_a_person_clears_it(
    page: Page, new_context: Callable[..., BrowserContext], moderated: Server, language: Language
):
    server, mail, words = moderated, address(), REFUSED[language.tag]
    sign_up(page, server, language, mail)
    confirm(page, server, language, mail)
    page.goto(server.url + language.path("/"))
    page.locator("#prompt").fill(words)
    page.locator("#composer button.make:not([formaction])").click()
    expect(page.locator("#problem")).to_contain_text(language.say("problem.prompt_refused.title"))
    expect(page.locator("#problem")).to_contain_text("weapons")
    page.locator("#problem button").click()
    expect(page.locator("h1")).to_have_text(language.say("appeal.page"))
    expect(page.locator("#prompt")).to_have_value(words)
    page.locator("#text").fill("They are flowers.")
    page.get_by_role("button", name=language.say("appeal.action")).click()
    expect(page.locator("main form")).to_have_count(0)
    staff = appoint(server, new_context().new_page())
    open_first_case(staff, server)
    expect(staff.locator("main")).to_contain_text("They are flowers.")
    expect(staff.locator("main")).to_contain_text(words)
    decide(staff, "grant", "Flowers are welcome")
    subject = language.say("mail.appeal_granted.subject")
    eventually(lambda: [m for m in mails(server, mail) if m["subject"] == subject], about="the answer's mail")
    page.reload()
    expect(page.locator("main")).to_contain_text("Flowers are welcome")
    page.goto(server.url + language.path("/"))
    page.locator("#prompt").fill(words)
    page.locator("#composer button.make").click()
    expect(page.locator("[data-status=succeeded]")).to_have_count(1, timeout=30_000)


@in_every_language
def test_without_scripts_a_refusal_leads_to_a_person_too(
    new_context: Callable[..., BrowserContext], moderated: Server, language: Language
):
    page = new_context(java_script_enabled=False).new_page()
    page.goto(moderated.url + language.path("/"))
    page.locator("#prompt").fill(REFUSED[language.tag])
    page.locator("#composer button.make").click()
    expect(page.locator("#problem")).to_contain_text(language.say("problem.prompt_refused.title"))
    assert page.context.cookies() == []
    page.locator("#problem button").click()
    page.locator("#email").fill("guest@mail.example")
    page.get_by_role("button", name=language.say("appeal.action")).click()
    expect(page.locator("main form")).to_have_count(0)


@in_every_language
def test_a_report_is_received_decided_and_answered(
    page: Page, new_context: Callable[..., BrowserContext], moderated: Server, language: Language
):
    server, mail, reporter = moderated, address(), address()
    sign_up(page, server, language, mail)
    confirm(page, server, language, mail)
    picture = make_picture(page, server, language)
    page.get_by_role("link", name=language.say("report.image")).click()
    page.locator("#category").select_option("person")
    page.locator("#text").fill("That is me.")
    page.locator("#email").fill(reporter)
    page.get_by_role("button", name=language.say("report.action")).click()
    expect(page.locator("h1")).to_have_text(language.say("report.taken"))
    received = language.say("mail.report_received.subject")
    eventually(lambda: [m for m in mails(server, reporter) if m["subject"] == received], about="the receipt")
    staff = appoint(server, new_context().new_page())
    open_first_case(staff, server)
    expect(staff.locator("main")).to_contain_text("That is me.")
    expect(staff.locator("main img")).to_have_count(0)
    case = staff.url
    staff.get_by_role("link", name=ENGLISH.say("admin.case_account")).click()
    glass = staff.locator("form[action$='/open']")
    glass.locator("[name=scope]").select_option("work")
    glass.locator("[name=ground]").select_option("abuse")
    glass.locator("[name=reason]").fill("A report about this image has to be decided")
    glass.locator("button.make").click()
    expect(staff.locator("main .works img")).not_to_have_count(0)
    staff.goto(case)
    expect(staff.locator("main .works img")).to_have_count(1)
    decide(staff, "withhold", "It shows somebody who did not agree", "person")
    subject = language.say("mail.image_withheld.subject")
    eventually(lambda: [m for m in mails(server, mail) if m["subject"] == subject], about="the owner's mail")
    decided = language.say("mail.report_decided.subject")
    eventually(lambda: [m for m in mails(server, reporter) if m["subject"] == decided], about="the reporter's mail")
    page.goto(picture)
    expect(page.locator("main .veil")).to_contain_text("It shows somebody who did not agree")
    expect(page.locator(".easel")).to_have_count(0)
    assert page.locator("main img, .downloads").count() == 0
    page.goto(server.url + language.path("/gallery"))
    expect(page.locator("main .veil")).to_contain_text(language.say("veil.title"))
    expect(page.locator("#wall img")).to_have_count(page.locator("#wall > li").count() - 1)
    check(page, "gallery")
    page.locator("main .veil").get_by_role("link", name=language.say("veil.decision")).click()
    expect(page.locator("h1")).to_have_text(language.say("appeal.page"))
    page.goto(server.url + language.path("/"))
    expect(page.locator("main .veil")).to_have_count(1)
    check(page, "studio")
    cookies = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
    file = httpx.get(f"{server.url}/api/images/{picture.rsplit('/', 1)[1]}/file", cookies=cookies)
    assert file.status_code == 451
    assert file.json()["appeal_url"].startswith("/appeals/dec_")


@in_every_language
def test_a_visitor_s_reported_picture_is_looked_at_with_a_reason_that_the_visitor_reads(
    page: Page, new_context: Callable[..., BrowserContext], moderated: Server, language: Language
):
    server, reason = moderated, "A report about this image has to be decided"
    make_picture(page, server, language)
    with closing(Person(server)) as bystander:
        bystander.make("a tree")
    page.get_by_role("link", name=language.say("report.image")).click()
    page.locator("#category").select_option("violence")
    page.get_by_role("button", name=language.say("report.action")).click()
    expect(page.locator("h1")).to_have_text(language.say("report.taken"))
    staff = appoint(server, new_context().new_page())
    staff.goto(server.url + "/admin")
    section = staff.locator("section", has_text=ENGLISH.say("admin.attention_cases_title"))
    section.get_by_role("link", name=ENGLISH.say("admin.look")).click()
    staff.locator("section[aria-labelledby=open-title] tbody a").first.click()
    case = staff.url
    staff.get_by_role("link", name=ENGLISH.say("admin.case_account")).click()
    expect(staff.locator("h1")).to_have_text(ENGLISH.say("admin.visitor"))
    assert staff.locator("#scope option").all_inner_texts() == [ENGLISH.say("admin.scope.work")]
    assert staff.locator("main img").count() == 0
    subjects = {id for (id,) in Books(server.data).ask("SELECT subject_id FROM accounts_visitor")}
    (named,) = {id for (id,) in Books(server.data).ask("SELECT subject_id FROM moderation_case")}
    (other,) = subjects - {named}
    assert staff.goto(server.url + f"/admin/accounts/{identifier('sub', other)}").status == 404
    staff.go_back()
    staff.locator("#ground").select_option("abuse")
    staff.locator("#reason").fill(reason)
    staff.get_by_role("button", name=ENGLISH.say("admin.glass_action")).click()
    expect(staff.locator("main .works img")).not_to_have_count(0)
    check(staff, "visitor")
    staff.goto(case)
    expect(staff.locator("main .works img")).to_have_count(1)
    page.goto(server.url + language.path("/erase"))
    page.get_by_role("link", name=language.say("erase.decisions")).click()
    looks = page.locator("section[aria-labelledby=looks-title]")
    expect(looks).to_contain_text(reason)
    expect(looks).to_contain_text(language.say("activity.role_support"))
    check(page, "looks")


@in_every_language
def test_a_suspended_person_sees_why_and_until_when(
    page: Page, new_context: Callable[..., BrowserContext], moderated: Server, language: Language
):
    server, mail = moderated, address()
    sign_up(page, server, language, mail)
    confirm(page, server, language, mail)
    for number in range(5):
        page.goto(server.url + language.path("/"))
        page.locator("#prompt").fill(f"{REFUSED[language.tag]} {number}")
        page.locator("#composer button.make").click()
        expect(page.locator("#problem")).to_contain_text("weapons")
    staff = appoint(server, new_context().new_page())
    open_first_case(staff, server)
    decide(staff, "suspend", "Five times in a day", "violence", days=3)
    page.goto(server.url + language.path("/"))
    expect(page.locator(".suspended")).to_contain_text("Five times in a day")
    page.locator("#prompt").fill(language.red_house)
    page.locator("#composer button.make").click()
    expect(page.locator("#problem")).to_contain_text("Five times in a day")
    other = new_context().new_page()
    sign_in(other, server, language, mail)
    expect(other.locator(".suspended")).to_contain_text("Five times in a day")
    other.locator(".suspended a").click()
    expect(other.locator("h1")).to_have_text(language.say("decisions.page"))
    other.get_by_role("link", name=language.say("appeal.open")).first.click()
    other.get_by_role("button", name=language.say("appeal.action")).click()
    expect(other.locator("main form")).to_have_count(0)
    eventually(
        lambda: [m for m in mails(server, mail) if m["subject"] == language.say("mail.suspended.subject")],
        about="the mail about the suspension",
    )
    server.advance("P3D")
    server.upkeep()
    sign_in(other, server, language, mail)
    expect(other.locator(".suspended")).to_have_count(0)
    ended = language.say("mail.suspension_ended.subject")
    eventually(lambda: [m for m in mails(server, mail) if m["subject"] == ended], about="the mail about its end")


def test_programs_of_staff_decide_cases(page: Page, moderated: Server):
    url = f"{moderated.url}/api/admin/moderation"
    report = {"address": f"{moderated.url}/gallery", "category": "hate", "text": "Seen there"}
    assert httpx.post(f"{moderated.url}/api/reports", json=report, trust_env=False).status_code == 202
    assert page.request.get(url).status == 404
    appoint(moderated, page)
    (entry,) = page.request.get(url).json()["data"]
    assert (entry["source"], entry["rule"], entry["severity"]) == ("report", "terms-hate", "medium")
    assert page.request.get(f"{url}/{entry['id']}").json()["reports"][0]["text"] == "Seen there"

    def decide(**decision: object) -> tuple[int, dict]:
        headers = {"Origin": moderated.url}
        answer = page.request.post(f"{url}/{entry['id']}/decision", data=decision, headers=headers)
        return answer.status, answer.json()

    status, refusal = decide(action="dismiss", category="hate", reason="Nothing to see", days=3)
    assert (status, refusal["code"], list(refusal["errors"])) == (422, "verdict_unsuitable", ["days"])
    assert decide(action="warn", category="hate", reason="It is about nobody")[0] == 422
    status, file = decide(action="dismiss", category="hate", reason="Nothing to see")
    assert status == 200 and file["case"]["decided_at"] and file["decisions"][0].startswith("dismiss terms-hate ")
    assert decide(action="dismiss", category="hate", reason="Again")[1]["code"] == "case_decided"
    assert [case["id"] for case in page.request.get(f"{url}?state=decided").json()["data"]] == [entry["id"]]
    assert page.request.get(url).json()["data"] == []


def test_a_bad_line_of_the_block_list_refuses_to_start(new_server: Callable[..., Server]):
    server = with_rules(new_server(), RULES + "\nnonsense\n")
    status, said = server.refusal()
    assert status == 1
    assert "blocklist.txt, line 9: " in said


def test_a_changed_block_list_is_taken_without_a_restart(moderated: Server):
    def is_refused() -> bool:
        answer = httpx.post(
            f"{moderated.url}/api/jobs",
            json={"prompt": "a lighthouse", "size": "64x64"},
            headers={"Origin": moderated.url},
        )
        return answer.status_code == 422

    assert not is_refused()
    with_rules(moderated, RULES + "- lighthouse\n")
    eventually(is_refused, about="the new rule holds", within=15)
    with_rules(moderated, "broken")
    time.sleep(6)
    assert is_refused()


@pytest.mark.parametrize("language", [ENGLISH, CHINESE], ids=str)
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_on_the_pages_of_moderation(
    new_context: Callable[..., BrowserContext], moderated: Server, language: Language, width: int
):
    server = moderated
    page = new_context(viewport={"width": width, "height": 844}).new_page()
    mail = address()
    sign_up(page, server, language, mail)
    confirm(page, server, language, mail)
    page.goto(server.url + language.path("/"))
    page.locator("#prompt").fill(REFUSED[language.tag])
    page.locator("#composer button.make").click()
    page.locator("#problem button").click()
    check(page, "appeal")
    page.get_by_role("button", name=language.say("appeal.action")).click()
    expect(page.locator("main form")).to_have_count(0)
    check(page, "waiting")
    for path in ["/report", "/decisions"]:
        page.goto(server.url + language.path(path))
        check(page, path)
    staff = appoint(server, new_context(viewport={"width": width, "height": 844}).new_page())
    staff.goto(server.url + language.path("/admin/abuse"))
    check(staff, "queue")
    staff.locator("tbody a").first.click()
    check(staff, "case")


def check(page: Page, what: str) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, f"{what}: {found.generate_report()}"
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), what
