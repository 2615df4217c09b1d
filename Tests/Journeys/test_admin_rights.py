"""What staff do about people's rights on pages: legal holds, objections, restrictions, each by a form and without scripts."""

from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from support.books import Books
from support.member import PASSWORD, Client, Member, mails
from support.moderators import Staffer, appoint, give_second_factors
from support.product import ENGLISH, Language, in_every_language
from support.server import Server
from support.waiting import eventually
from test_admin import is_narrow, violations

REASON = "Evidence in case 2026-114 before the court"
NARROWEST = 360


def at_desk(new_context: Callable[..., BrowserContext], server: Server, role: str, **options: object) -> Page:
    """A browser without scripts of somebody of the staff."""
    options = {"java_script_enabled": False} | options
    return appoint(server, new_context(**options).new_page(), role, f"{role}@staff.example")


def day(days: int) -> str:
    return (datetime.now(UTC) + timedelta(days=days)).date().isoformat()


def subject_of(client: Client) -> str:
    return client.http.get("/api/account").json()["id"]


def press(place: Page | Locator, language: Language, key: str) -> None:
    place.get_by_role("button", name=language.say(key), exact=True).click()


def fill_in(page: Page, language: Language, **values: str) -> dict[str, str]:
    """Sends the form that proposes a hold."""
    fields = {"authority": "District Court", "reason": REASON, "review_at": day(90), "ground": "order"} | values
    page.locator("#ground").select_option(fields["ground"])
    for field in ("record", "authority", "reason", "review_at"):
        page.locator(f"#{field}").fill(fields[field])
    press(page, language, "admin.hold_propose_action")
    return fields


def hold(server: Server, record: str, *, is_approved: bool, days: int = 90) -> None:
    """The same by program."""
    body = {"record": record, "ground": "order", "authority": "District Court", "reason": REASON}
    body["review_at"] = f"{day(days)}T00:00:00Z"
    with closing(Staffer(server, "owner")) as one, closing(Staffer(server, "privacy")) as other:
        made = one.http.post("/api/admin/holds", json=body)
        assert made.status_code == 201, made.text
        if is_approved:
            assert other.http.post(f"/api/admin/holds/{made.json()['id']}/approve").status_code == 200


# Holds.


@in_every_language
def test_a_hold_takes_two_people_and_goes_when_it_is_lifted(
    new_context: Callable[..., BrowserContext], server: Server, language: Language
):
    with closing(Member(server)) as member:
        image = member.picture()[1]
        one, other = (at_desk(new_context, server, role) for role in ("owner", "privacy"))
        one.goto(server.url + language.path("/admin/holds"))
        expect(one.locator("h1")).to_have_text(language.say("admin.holds"))
        fill_in(one, language, record=image)
        section = one.locator("section", has_text=image)
        for text in (language.say("admin.hold_proposed"), f"District Court: {REASON}", day(90)):
            expect(section).to_contain_text(text)
        press(section, language, "admin.hold_approve")
        refusal = one.locator("section", has_text=image).locator("[role=alert]")
        refusal = refusal.filter(has_text=language.say("problem.second_approver_required.title"))
        expect(refusal).to_have_count(1)

        other.goto(server.url + language.path("/admin"))
        waiting = other.locator("section", has_text=language.say("admin.attention_holds_title"))
        waiting.get_by_role("link", name=language.say("admin.look")).click()
        expect(other.locator("h1")).to_have_text(language.say("admin.holds"))
        press(other, language, "admin.hold_approve")
        expect(other.locator("section", has_text=image)).to_contain_text(language.say("admin.hold_in_force"))
        refused = member.http.delete(f"/api/images/{image}")
        assert (refused.status_code, refused.json()["code"]) == (409, "held")

        press(other, language, "admin.hold_lift")
        expect(other.locator("section", has_text=image)).to_have_count(0)
        expect(other.locator("main")).to_contain_text(language.say("admin.requests_none"))
        assert member.http.delete(f"/api/images/{image}").status_code < 300
        other.goto(server.url + language.path("/admin"))
        expect(waiting).to_have_count(0)


@in_every_language
def test_a_wrong_proposal_comes_back_as_it_was_typed(
    new_context: Callable[..., BrowserContext], server: Server, language: Language
):
    with closing(Member(server)) as member:
        image = member.picture()[1]
    page = at_desk(new_context, server, "privacy")
    page.goto(server.url + language.path("/admin/holds"))
    for field, text, problem in (
        ("record", "job_nothing", "record_not_found"),
        ("reason", "Too short", "reason_required"),
        ("review_at", "2020-01-31", "review_date_malformed"),
        ("review_at", day(800), "review_date_malformed"),
    ):
        typed = fill_in(page, language, **{"record": image, "ground": "claim"} | {field: text})
        expect(page.locator(".problem", has_text=language.say(f"problem.{problem}.title"))).to_have_count(1)
        expect(page.locator("[aria-invalid=true]")).to_have_attribute("id", field)
        for name, value in typed.items():
            expect(page.locator(f"#{name}")).to_have_value(value)
    assert Books(server.data).count("privacy_hold") == 0


def test_a_hold_past_its_review_date_stands_out(new_context: Callable[..., BrowserContext], server: Server):
    with closing(Member(server)) as member:
        hold(server, member.picture()[1], is_approved=True, days=1)
    page = at_desk(new_context, server, "privacy")
    page.goto(server.url + "/admin")
    expect(page.locator("main")).not_to_contain_text(ENGLISH.say("admin.attention_holds_title"))
    server.advance("P2D")
    page.goto(server.url + "/login")
    page.locator("#email").fill("privacy@staff.example")
    page.locator("#password").fill(PASSWORD)
    page.locator("main button.make").click()
    page.wait_for_url(lambda url: "/login" not in url)
    give_second_factors(server)
    page.goto(server.url + "/admin")
    expect(page.locator("main")).to_contain_text(ENGLISH.say("admin.attention_holds_title"))
    page.goto(server.url + "/admin/holds")
    expect(page.locator("section.alarm")).to_contain_text(ENGLISH.say("admin.hold_due"))


# Objections.


def objection(client: Client) -> dict:
    told = client.http.get("/api/privacy/objections").json()["data"]
    return next(each for each in told if each["purpose"] == "secure_service")


@in_every_language
def test_objections_are_decided_and_their_people_read_why(
    new_context: Callable[..., BrowserContext], server: Server, language: Language
):
    with closing(Member(server)) as one, closing(Member(server)) as two:
        for member in (one, two):
            assert member.http.put("/api/privacy/objections/secure_service").status_code == 204
        page = at_desk(new_context, server, "privacy")
        page.goto(server.url + language.path("/admin"))
        waiting = page.locator("section", has_text=language.say("admin.attention_objections_title"))
        expect(waiting).to_contain_text("2")
        waiting.get_by_role("link", name=language.say("admin.look")).click()
        expect(page.locator("h1")).to_have_text(language.say("admin.objections"))
        for member, decision, state in ((one, "grant", "standing"), (two, "reject", "rejected")):
            section = page.locator("section", has_text=subject_of(member))
            expect(section).to_contain_text(language.say("objection.secure_service.title"))
            section.locator("select").select_option(decision)
            section.locator("textarea").fill("   ")
            press(section, language, "admin.case_decide")
            expect(section.locator(".problem")).to_contain_text(language.say("problem.reason_required.title"))
            expect(section.locator("textarea")).to_have_attribute("aria-invalid", "true")
            expect(section.locator("select")).to_have_value(decision)
            assert objection(member)["state"] == "asked"
            section.locator("textarea").fill(REASON)
            press(section, language, "admin.case_decide")
            expect(section).to_have_count(0)
            told = objection(member)
            assert (told["state"], told["ground"], told["stopped"]) == (state, REASON, decision == "grant")
            assert REASON in member.http.get(language.path("/cookies")).text
        expect(page.locator("main")).to_contain_text(language.say("admin.requests_none"))


# Restrictions.


@in_every_language
def test_an_account_is_restricted_with_a_reason_and_free_a_day_after_its_person_was_told(
    new_context: Callable[..., BrowserContext], server: Server, language: Language
):
    with closing(Member(server)) as member:
        page = at_desk(new_context, server, "privacy")
        page.goto(server.url + language.path(f"/admin/accounts/{subject_of(member)}"))
        section = page.locator("section[aria-labelledby=restriction-title]")
        expect(section).to_contain_text(language.say("admin.restriction_none"))
        for act, action in (("restrict", "admin.restrict_action"), ("lift", "admin.lift_action")):
            section.locator(f"#{act}-reason").fill("Too short")
            press(section, language, action)
            summary = section.locator(".problem").filter(has_text=language.say("problem.reason_required.title"))
            expect(summary).to_have_count(1)
            expect(page.locator("[aria-invalid=true]")).to_have_attribute("id", f"{act}-reason")
            expect(section.locator(f"#{act}-reason")).to_have_value("Too short")
            section.locator(f"#{act}-reason").fill(f"{REASON}: {act}")
            press(section, language, action)
            expect(section.locator(f"#{act}-reason")).to_have_count(0)
            expect(section).to_contain_text(language.say("admin.restriction_by_staff"))
            assert order(member) == 423
            assert f"{REASON}: {act}" in member.http.get(language.path("/account/activity")).text
        # Since when, and when it ends.
        expect(section.locator("tbody time")).to_have_count(2)
        subject = ENGLISH.say("mail.restriction_lifting.subject")
        eventually(
            lambda: [mail for mail in mails(server, member.address) if mail["subject"] == subject],
            about="the mail about its end",
        )
        server.advance("P1D")
        server.upkeep()
        assert member.sign_in(member.address).status_code == 200
        assert order(member) == 202


def order(member: Member) -> int:
    return member.http.post("/api/jobs", json={"prompt": "a tree", "size": "64x64"}).status_code


# Who may, and how it looks.


@pytest.mark.parametrize("role", ["support", "finance", "read-only"])
def test_other_roles_have_none_of_it(shared_server: Server, role: str):
    with closing(Staffer(shared_server, role)) as staff, closing(Member(shared_server)) as member:
        account = f"/admin/accounts/{subject_of(member)}"
        for answer in (
            staff.http.get("/admin/holds"),
            staff.http.get("/admin/objections"),
            staff.http.post("/admin/holds", data={}),
            staff.http.post(f"{account}/restrict", data={"reason": REASON}),
            staff.http.post(f"{account}/lift", data={"reason": REASON}),
        ):
            assert answer.status_code == 403, answer.url
            assert ENGLISH.say("problem.right_missing.title") in answer.text, answer.url
        overview = staff.http.get("/admin").text
        assert "/admin/holds" not in overview and "/admin/objections" not in overview
        assert "restriction-title" not in staff.http.get(account).text


@in_every_language
@pytest.mark.parametrize("width", [NARROWEST, 1440])
def test_the_pages_are_accessible_and_fit(
    new_context: Callable[..., BrowserContext], server: Server, language: Language, width: int
):
    with closing(Member(server)) as member:
        for is_approved in (True, False):
            hold(server, member.picture()[1], is_approved=is_approved)
        assert member.http.put("/api/privacy/objections/secure_service").status_code == 204
        assert member.http.put("/api/privacy/restriction").status_code == 204
        account = f"/admin/accounts/{subject_of(member)}"
    viewport = {"width": width, "height": 900}
    page = at_desk(new_context, server, "owner", java_script_enabled=True, viewport=viewport)

    def check(what: str) -> None:
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            assert violations(page) == [], (what, theme)
            assert is_narrow(page), (what, theme)

    for place in ("/admin", "/admin/holds", "/admin/objections", account):
        assert page.goto(server.url + language.path(place)).status == 200
        check(place)
    page.goto(server.url + language.path("/admin/holds"))
    fill_in(page, language, record="job_nothing")
    expect(page.locator("[aria-invalid=true]")).to_have_attribute("id", "record")
    check("a refused hold")
    page.goto(server.url + language.path(account))
    page.locator("#lift-reason").fill("Too short")
    press(page, language, "admin.lift_action")
    expect(page.locator("[aria-invalid=true]")).to_have_attribute("id", "lift-reason")
    check("a refused end of a restriction")
