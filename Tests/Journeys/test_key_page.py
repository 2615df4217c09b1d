"""The page of one API key: how it is changed there."""

from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from support.key_pages import assert_at_fault, assert_sound, fill, signed_in
from support.keys import Program, made
from support.member import PASSWORD, Member
from support.problems import assert_problem
from support.product import ENGLISH, Language, in_every_language
from support.server import Server


@pytest.fixture
def member(shared_server: Server) -> Iterator[Member]:
    with closing(Member(shared_server)) as member:
        yield member


def open_key(page: Page, member: Member, language: Language = ENGLISH) -> None:
    """To the page of one's only key, as from the list."""
    page.goto(member.server.url + language.path("/account/keys"))
    page.locator(".key").get_by_role("link", name=language.say("keys.change")).click()
    expect(page.locator("h1")).to_have_text(language.say("keys.one"))


def save(page: Page, language: Language = ENGLISH) -> None:
    page.get_by_role("button", name=language.say("account.save"), exact=True).click()


@in_every_language
@pytest.mark.parametrize("width", [360, 1280])
def test_a_key_is_changed_on_its_page_and_its_program_goes_on(
    new_context: Callable[..., BrowserContext], member: Member, language: Language, width: int
):
    shown = made(member, scopes=["jobs", "read"], images_per_day=20, days=30)
    page = signed_in(new_context(viewport={"width": width, "height": 844}), member)
    open_key(page, member, language)
    expect(page.locator(".account-nav [aria-current=page]")).to_have_text(language.say("keys.title"))
    # The form is filled with what is so.
    expect(page.locator("#name")).to_have_value("Shop")
    expect(page.locator("#images_per_day")).to_have_value("20")
    expect(page.locator("#requests_per_minute")).to_have_value("")
    expect(page.locator("#ends_on")).to_have_value(shown["key"]["expires_at"][:10])
    expect(page.locator("#scopes :checked")).to_have_count(2)
    expect(page.locator("#origins")).to_have_count(0)
    assert_sound(page)
    page.locator("[name=scope_read]").uncheck()
    fill(page, name="攤位", images_per_day="100", requests_per_minute="600", ends_on="")
    save(page, language)
    expect(page.locator(".notice")).to_have_text(language.say("account.saved"))
    expect(page.locator("h2").first).to_have_text("攤位")
    expect(page.locator(".facts").first).to_contain_text(language.say("keys.endless"))
    assert_sound(page)
    with closing(Program(member.server, shown["secret"])) as program:
        current = program.http.get("/api/keys/current").json()
    assert (current["name"], current["scopes"], current["expires_at"]) == ("攤位", ["jobs"], None)
    assert current["limits"] == {"requests_per_minute": 600, "images_per_day": 100, "credits_per_month": None}
    # A key that has ended can be looked at, and is what it was.
    assert member.http.delete(f"/api/keys/{current['id']}").status_code == 204
    page.reload()
    expect(page.locator("h2").first).to_have_text("攤位")
    expect(page.locator(".settings-page form")).to_have_count(0)
    assert_sound(page)
    page.goto(member.server.url + language.path("/account/keys"))
    expect(page.locator(".key")).to_contain_text("攤位")
    expect(page.locator(".key a")).to_have_count(0)


def test_the_sites_of_a_page_s_key_are_changed_without_scripts(new_context: Callable[..., BrowserContext], member: Member):
    old, new = "https://shop.example", "https://stall.example"
    secret = made(member, kind="publishable", origins=[old])["secret"]
    page = signed_in(new_context(java_script_enabled=False, viewport={"width": 360, "height": 740}), member)
    open_key(page, member)
    expect(page.locator("#origins")).to_have_value(old)
    expect(page.locator("[name^=scope_]")).to_have_count(0)
    fill(page, origins="http://stall.example")
    save(page)
    expect(page.locator(".fault")).to_contain_text(ENGLISH.say("problem.origin_not_https.title"))
    expect(page.locator("#origins")).to_be_focused()
    expect(page.locator("#origins")).to_have_value("http://stall.example")
    fill(page, origins=f"{new}\nhttp://localhost:3000")
    save(page)
    expect(page.locator(".notice")).to_have_text(ENGLISH.say("account.saved"))
    with closing(Program(member.server, secret, Origin=old)) as shop, closing(Program(member.server, secret, Origin=new)) as stall:
        assert_problem(shop.order(), 403, "key_origin_refused")
        assert stall.order().status_code == 202


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize(
    ("fields", "problem", "fault"),
    [
        ({"name": "x" * 81}, "name_malformed", "name"),
        ({"requests_per_minute": "1000001"}, "value_out_of_range", "requests_per_minute"),
        ({"images_per_day": "0"}, "value_out_of_range", "images_per_day"),
        ({"credits_per_month": "-1"}, "value_out_of_range", "credits_per_month"),
        ({"ends_on": "2020-01-31"}, "value_out_of_range", "ends_on"),
    ],
)
def test_what_a_key_cannot_become_comes_back_with_the_reason(
    new_context: Callable[..., BrowserContext],
    member: Member,
    fields: dict[str, str],
    problem: str,
    fault: str,
    width: int,
):
    key = made(member)["key"]
    page = signed_in(new_context(viewport={"width": width, "height": 740}), member)
    open_key(page, member)
    fill(page, **fields)
    page.locator("form.questions").evaluate("form => { form.noValidate = true; }")
    save(page)
    assert_at_fault(page, fault, problem)
    for name, value in fields.items():
        expect(page.locator(f"[name={name}]")).to_have_value(value)
    assert_sound(page)
    assert member.http.get("/api/keys").json()["data"] == [key]


def test_a_key_that_may_do_nothing_comes_back_at_its_boxes(new_context: Callable[..., BrowserContext], member: Member):
    made(member, scopes=["jobs"])
    page = signed_in(new_context(viewport={"width": 360, "height": 740}), member)
    open_key(page, member)
    page.locator("[name=scope_jobs]").uncheck()
    save(page)
    expect(page.locator("[name=scope_jobs]")).to_be_focused()
    expect(page.locator("#scopes .fault")).to_contain_text(ENGLISH.say("form.choose"))
    assert page.locator("#scopes").get_attribute("aria-describedby").split()[-1] == "scopes-problem"
    assert_sound(page)
    # The link above leads to the boxes as a group.
    page.locator("form .problem a").click()
    expect(page.locator("#scopes")).to_be_focused()


@in_every_language
def test_a_page_that_shows_a_key_as_it_was_widens_nothing_again(
    new_context: Callable[..., BrowserContext], member: Member, language: Language
):
    shown = made(member, scopes=["jobs", "manage"], images_per_day=100)
    path = f"/api/keys/{shown['key']['id']}"
    page = signed_in(new_context(viewport={"width": 360, "height": 740}), member)
    open_key(page, member, language)
    narrower = member.http.patch(path, json={"scopes": ["jobs"], "images_per_day": 10})
    assert narrower.status_code == 200, narrower.text
    fill(page, name="Stall")
    save(page, language)
    summary = page.locator("form .problem")
    expect(summary).to_contain_text(language.say("problem.key_changed.title"))
    expect(summary).to_contain_text(language.say("problem.key_changed.detail"))
    expect(summary).to_be_focused()
    # It shows what is so now, and nothing was done.
    expect(page.locator("#name")).to_have_value("Shop")
    expect(page.locator("#images_per_day")).to_have_value("10")
    expect(page.locator("[name=scope_manage]")).not_to_be_checked()
    assert_sound(page)
    assert member.http.get("/api/keys").json()["data"] == [narrower.json()]
    fill(page, name="Stall")
    save(page, language)
    expect(page.locator(".notice")).to_have_text(language.say("account.saved"))
    assert member.http.get("/api/keys").json()["data"] == [narrower.json() | {"name": "Stall"}]


def test_a_key_that_ends_soon_keeps_its_day_when_it_is_renamed(new_context: Callable[..., BrowserContext], member: Member):
    shown = made(member, days=1)
    page = signed_in(new_context(), member)
    open_key(page, member)
    day = page.locator("#ends_on")
    end = shown["key"]["expires_at"][:10]
    assert day.get_attribute("min") <= end < day.get_attribute("max")
    fill(page, name="Stall")
    save(page)
    expect(page.locator(".notice")).to_have_text(ENGLISH.say("account.saved"))
    assert member.http.get("/api/keys").json()["data"] == [shown["key"] | {"name": "Stall"}]


def test_to_let_a_key_do_more_on_its_page_takes_a_proof_and_less_does_not(
    server: Server, new_context: Callable[..., BrowserContext]
):
    with closing(Member(server)) as member:
        place = f"{server.url}/account/keys/{made(member)['key']['id']}"
        server.advance("PT11M")
        page = signed_in(new_context(), member)
        page.goto(place)
        expect(page.locator("main")).to_contain_text(ENGLISH.say("keys.change_prove"))
        page.locator("[name=scope_manage]").uncheck()
        save(page)
        expect(page.locator(".notice")).to_have_text(ENGLISH.say("account.saved"))
        page.locator("[name=scope_account]").check()
        fill(page, name="Stall")
        save(page)
        summary = page.locator("form .problem")
        expect(summary).to_contain_text(ENGLISH.say("problem.form_unproven.title"))
        expect(summary).to_be_focused()
        assert_sound(page)
        # What was typed waits, while the proof is shown in a tab of its own.
        with page.context.expect_page() as opened:
            summary.get_by_role("link").click()
        proof = opened.value
        expect(proof.locator("h1")).to_have_text(ENGLISH.say("prove.page"))
        proof.locator("#password").fill(PASSWORD)
        proof.get_by_role("button", name=ENGLISH.say("prove.action"), exact=True).click()
        expect(proof).to_have_url(place)
        expect(proof.locator("[name=scope_account]")).not_to_be_checked()
        expect(page.locator("[name=scope_account]")).to_be_checked()
        expect(page.locator("#name")).to_have_value("Stall")
        save(page)
        expect(page.locator(".notice")).to_have_text(ENGLISH.say("account.saved"))
        expect(page.locator("[name=scope_account]")).to_be_checked()


def test_a_renewal_that_is_refused_comes_back_on_the_key_s_page(new_context: Callable[..., BrowserContext], member: Member):
    made(member)
    page = signed_in(new_context(), member)
    page.goto(member.server.url + "/account/keys")
    page.get_by_text(ENGLISH.say("keys.rotate"), exact=True).click()
    page.locator("[name=overlap_hours]").fill("169")
    page.locator(".key form").first.evaluate("form => { form.noValidate = true; }")
    page.get_by_role("button", name=ENGLISH.say("keys.rotate_action")).click()
    expect(page.locator("h1")).to_have_text(ENGLISH.say("keys.one"))
    field = page.locator("[name=overlap_hours]")
    expect(field).to_be_focused()
    expect(field).to_have_value("169")
    expect(field).to_have_attribute("aria-invalid", "true")
    reason = page.locator(".fault")
    expect(reason).to_be_visible()
    assert field.get_attribute("aria-describedby").split()[-1] == reason.get_attribute("id")
    assert_sound(page)
