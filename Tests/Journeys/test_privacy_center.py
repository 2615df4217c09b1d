"""The privacy centre: what is kept of somebody, what they can do about it, who has looked, and putting things right."""

from collections.abc import Callable
from contextlib import closing

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from support.books import Books, row_key
from support.canary import traces
from support.member import PASSWORD, Client, Member, link, mails, new_address
from support.product import CHINESE, ENGLISH, Language
from support.server import Server
from support.waiting import eventually
from test_account_pages import new_member
from test_openapi import staff_member

in_every_language = pytest.mark.parametrize("language", [ENGLISH, CHINESE], ids=str)
at_every_width = pytest.mark.parametrize("width", [360, 1440])
CENTER = "/privacy/center"
OWN = {"Sec-Fetch-Site": "same-origin"}


def check_page(page: Page) -> None:
    """What every state of the page has to be: accessible, and no wider than the window."""
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.scrollingElement.scrollWidth - window.innerWidth") <= 0


def open_center(page: Page, server: Server, language: Language) -> None:
    """By the link that every page has in its footer."""
    page.goto(server.url + language.path("/models"))
    page.locator("footer").get_by_role("link", name=language.say("center.page")).click()
    expect(page.locator("h1")).to_have_text(language.say("center.page"))


@in_every_language
@at_every_width
def test_an_account_sees_what_is_kept_and_every_way_is_one_click_away(
    new_context: Callable[..., BrowserContext], shared_server: Server, language: Language, width: int
):
    page = new_context(viewport={"width": width, "height": 800}).new_page()
    new_member(page, shared_server, language)
    open_center(page, shared_server, language)
    check_page(page)
    kept = page.locator("#data")
    for category in ("user_contact_email", "user_name", "user_authorization_password", "user_location_imprecise"):
        expect(kept.get_by_role("heading", name=language.say(f"data.category.{category}"), exact=True)).to_be_visible()
    expect(kept).to_contain_text(language.say("keep.with_account"))
    expect(kept).to_contain_text(language.say("center.recipients_none"))
    expect(page.locator("#journal")).to_contain_text(language.say("center.journal_none"))
    ways = [way.get_attribute("href") for way in page.locator(".rights a").all()]
    assert len(ways) >= 6
    for way in ways:
        answer = page.request.get(shared_server.url + way)
        assert answer.status == 200 and f'lang="{language.tag}"' in answer.text(), way


@in_every_language
@at_every_width
def test_without_scripts_a_visitor_sees_what_is_kept(
    new_context: Callable[..., BrowserContext], shared_server: Server, language: Language, width: int
):
    context = new_context(java_script_enabled=False, viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(shared_server.url + language.path("/"))
    page.locator("#prompt").fill(language.red_house)
    page.locator("#composer button.make").click()
    open_center(page, shared_server, language)
    expect(page.locator("main")).to_contain_text(language.say("center.lead_visitor"))
    content = page.get_by_role("heading", name=language.say("data.category.user_content_private"), exact=True)
    expect(content).to_be_visible()
    expect(page.locator("#data")).to_contain_text(language.say("keep.with_visit").split("{time}")[0].strip())
    assert page.evaluate("document.scrollingElement.scrollWidth - window.innerWidth") <= 0
    page.locator("#delete").get_by_role("link", name=language.say("center.delete_all")).click()
    expect(page.locator("h1")).to_have_text(language.say("erase.title"))
    page.locator("main").get_by_role("link", name=language.say("center.page")).click()
    expect(page.locator("h1")).to_have_text(language.say("center.page"))


@in_every_language
@at_every_width
def test_somebody_unknown_learns_what_there_may_be_of_them(
    new_context: Callable[..., BrowserContext], shared_server: Server, language: Language, width: int
):
    page = new_context(viewport={"width": width, "height": 800}).new_page()
    open_center(page, shared_server, language)
    check_page(page)
    expect(page.locator("main")).to_contain_text(language.say("center.stranger_log"))
    expect(page.locator("#data, #journal, .rights section")).to_have_count(0)
    page.locator("main").get_by_role("link", name=language.say("login.page")).click()
    expect(page.locator("h1")).to_have_text(language.say("login.page"))
    assert page.context.cookies() == []


def test_the_answer_is_what_lies_in_the_database(shared_server: Server):
    with closing(Member(shared_server)) as member, closing(Client(shared_server)) as nobody:
        member.picture()
        books, subject = Books(shared_server.data), row_key(member.http.get("/api/account").json()["id"])
        answer = member.http.get("/api/privacy").json()
        assert answer["holder"] == "account"
        shown: dict[str, int] = {}
        for line in answer["data"]:
            shown[line["store"]] = max(shown.get(line["store"], 0), line["count"])
            assert line["purposes"] and line["since"], line
        rows = books.rows_about(subject)
        working = {"queue_work", "mail_outbox"}
        assert {store: count for store, count in shown.items() if store in rows and store not in working} == {
            table: count for table, count in rows.items() if table in shown and table not in working
        }
        assert set(rows) - working <= set(shown)
        assert {place["store"] for place in answer["locations"]} == {"nbp_main", "nbp_keys", "blobs", "outbox"}
        assert answer["recipients"] == []
        assert nobody.http.get("/api/privacy").json()["data"] == []


@in_every_language
def test_how_choices_restriction_and_requests_stand_is_told_to_people_and_to_programs(
    new_context: Callable[..., BrowserContext], shared_server: Server, language: Language
):
    page = new_context(viewport={"width": 360, "height": 800}).new_page()
    new_member(page, shared_server, language)
    open_center(page, shared_server, language)
    expect(page.locator("#choices")).to_contain_text(language.say("center.choices_none"))
    expect(page.locator("#requests")).to_have_count(0)

    def tell(method: str, path: str, data: dict | None = None) -> None:
        answer = page.request.fetch(shared_server.url + path, method=method, data=data, headers=OWN)
        assert answer.ok, (path, answer.text())

    tell("POST", "/api/privacy/consents", {"purpose": "send_news", "given": True})
    tell("PUT", "/api/privacy/objections/secure_service")
    tell("POST", "/api/privacy/corrections", {"text": "My name is spelt with two s"})
    open_center(page, shared_server, language)
    check_page(page)
    expect(page.locator("#choices")).to_contain_text(language.say("data.purpose_news"))
    expect(page.locator("#choices")).to_contain_text(
        language.say("center.objection.asked").replace("{purpose}", language.say("data.purpose_security"))
    )
    asked = page.locator("#requests")
    expect(asked).to_contain_text(language.say("request.kind.correction"))
    expect(asked).to_contain_text(language.say("request.due"))
    state = page.request.get(shared_server.url + "/api/privacy").json()["state"]
    assert [each["purpose"] for each in state["consents"] if each["allowed"]] == ["send_news"]
    assert [each["state"] for each in state["objections"] if each["purpose"] == "secure_service"] == ["asked"]
    [request] = state["requests"]
    assert (request["kind"], request["state"]) == ("correction", "open") and request["due_at"]
    assert state["restrictions"] == state["holds"] == [] and state["policy_version"]
    page.goto(shared_server.url + language.path("/account/activity"))
    told = page.locator("main").inner_text()
    assert all(word not in told for word in ("send_news", "secure_service", "taken", "given")), told
    assert language.say("activity.ground_given") in told and language.say("activity.objection_asked") in told
    tell("PUT", "/api/privacy/restriction")
    open_center(page, shared_server, language)
    expect(page.locator("#restrict")).to_contain_text(language.say("restrict.state_on"))
    state = page.request.get(shared_server.url + "/api/privacy").json()["state"]
    assert [(each["by"], "ends_at" in each) for each in state["restrictions"]] == [("person", False)]
    assert [each["purpose"] for each in state["consents"] if each["allowed"]] == []


def test_each_look_of_staff_is_in_the_journal_with_its_reason(shared_server: Server):
    with closing(Member(shared_server)) as member, closing(staff_member(shared_server)) as staff:
        assert member.http.get("/api/privacy/journal").json() == {"data": [], "next_cursor": None}
        subject = member.http.get("/api/account").json()["id"]
        reason = {"scope": "profile", "ground": "help", "reason": "She asked us to look"}
        assert staff.http.post(f"/api/admin/subjects/{subject}/open", json=reason).status_code == 201
        [look] = member.http.get("/api/privacy/journal").json()["data"]
        assert (look["kind"], look["role"]) == ("staff_read", "owner")
        assert "She asked us to look" in look["reason"]
        page = member.http.get(CENTER).text
        assert "She asked us to look" in page
        older = member.http.get(f"/api/privacy/journal?cursor={look['leaf']}").json()
        assert older["data"] == []


def change_address(member: Member, new: str) -> None:
    """As both mailboxes agree to."""
    server, old = member.server, member.address
    assert member.form("/account/email", "/account/email", email=new, current_password=PASSWORD).status_code == 303
    for address, end in ((old, "/email/old/"), (new, "/email/new/")):
        path = link(server, address, to=end)
        assert member.form(path, path).status_code < 400
    member.address = new


def check_correction(server: Server) -> None:
    """A changed address is changed in every copy; what still names the old one is the mail that tells it of the change."""
    with closing(Member(server)) as member, closing(staff_member(server)) as staff:
        old, new = member.address, new_address()
        image = member.picture()[1]
        report = {"address": f"{server.url}/images/{image}", "category": "other", "email": old}
        assert member.http.post("/api/reports", json=report).status_code == 202
        received = ENGLISH.say("mail.report_received.subject")
        eventually(lambda: [mail for mail in mails(server, old) if mail["subject"] == received], about="the receipt")
        change_address(member, new)
        assert member.http.get("/api/account").json()["email"] == new
        changed = ENGLISH.say("mail.email_changed.subject")
        eventually(
            lambda: [mail["subject"] for mail in mails(server, old)] == [changed],
            about="nothing but the notice names the old address",
            within=15,
        )
        [case] = staff.http.get("/api/admin/moderation").json()["data"]
        decision = {"action": "dismiss", "category": "other", "reason": "Nothing is wrong with it"}
        assert staff.http.post(f"/api/admin/moderation/{case['id']}/decision", json=decision).status_code < 300
        answered = ENGLISH.say("mail.report_decided.subject")
        eventually(lambda: [mail for mail in mails(server, new) if mail["subject"] == answered], about="the answer")
        eventually(lambda: Books(server.data).count("privacy_correction") == 0, about="the old address is forgotten")
        places = traces(server.data, {"old address": old.split("@")[0].encode()})
        assert places and all(".eml" in place for place in places), places
        assert len(mails(server, old)) == 1


def test_a_corrected_address_reaches_every_copy(new_server: Callable[..., Server]):
    check_correction(new_server().start())


@pytest.mark.parametrize(
    "wrong", [{"display_name": "x" * 500}, {"language": "tlh"}, {"display_name": "a\nb"}, {"country": "DE"}]
)
def test_a_correction_to_what_cannot_be_is_refused_and_changes_nothing(shared_server: Server, wrong: dict):
    with closing(Member(shared_server)) as member:
        member.http.patch("/api/account", json={"display_name": "Mei"})
        before = member.http.get("/api/account").json()
        answer = member.http.patch("/api/account", json=wrong)
        assert answer.status_code in (400, 422)
        assert list(answer.json()["errors"]) == list(wrong)
        assert member.http.get("/api/account").json() == before
