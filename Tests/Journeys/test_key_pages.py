"""API keys on their pages: how they are made, renewed and revoked there."""

from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from playwright.sync_api import BrowserContext, expect

from support.key_pages import assert_at_fault, assert_sound, fill, leads_away, run, signed_in
from support.keys import PUBLISHABLE, SECRET, Program, made
from support.member import Member
from support.problems import assert_problem
from support.product import ENGLISH, Language, in_every_language
from support.server import Server


@pytest.fixture
def member(shared_server: Server) -> Iterator[Member]:
    with closing(Member(shared_server)) as member:
        yield member


@in_every_language
@pytest.mark.parametrize("width", [390, 1280])
def test_a_key_is_made_tried_renewed_and_revoked_on_its_page(
    new_context: Callable[..., BrowserContext], member: Member, language: Language, width: int
):
    server = member.server
    page = signed_in(new_context(viewport={"width": width, "height": 844}), member)
    page.goto(server.url + language.path("/account/keys"))
    expect(page.locator("main")).to_contain_text(language.say("keys.none"))
    fill(page, name="梅's shop", requests_per_minute="60", images_per_day="20", days="90")
    page.get_by_role("button", name=language.say("keys.make"), exact=True).click()
    expect(page.locator("h1")).to_have_text(language.say("keys.shown_page"))
    expect(page.locator("main")).to_contain_text("梅's shop")
    secret = page.locator("#secret").inner_text()
    assert SECRET.match(secret)
    assert_sound(page)
    assert leads_away(page) == 0
    # The line that is offered works as it stands.
    status, answer = run(page)
    assert status == 200 and answer["name"] == "梅's shop"
    with closing(Program(server, secret)) as program:
        assert program.http.get("/api/keys/current").json()["name"] == "梅's shop"
        page.get_by_role("link", name=language.say("keys.kept")).click()
        entry = page.locator(".key")
        expect(entry).to_contain_text(secret[-4:])
        for phrase in (language.say("keys.live"), language.say("keys.limit_images", n=20), language.say("keys.scope_read")):
            expect(entry).to_contain_text(phrase)
        assert secret not in page.content()
        entry.get_by_text(language.say("keys.rotate"), exact=True).click()
        entry.get_by_text(language.say("keys.revoke"), exact=True).click()
        assert_sound(page)
        entry.locator("[name=overlap_hours]").fill("0")
        entry.get_by_role("button", name=language.say("keys.rotate_action")).click()
        renewed = page.locator("#secret").inner_text()
        assert SECRET.match(renewed) and renewed != secret
        assert_problem(program.http.get("/api/keys/current"), 401, "api_key_invalid")
    with closing(Program(server, renewed)) as program:
        assert program.http.get("/api/keys/current").status_code == 200
        page.goto(server.url + language.path("/account/keys"))
        entry.get_by_text(language.say("keys.revoke"), exact=True).click()
        entry.get_by_role("button", name=language.say("keys.revoke_action")).click()
        expect(page.locator(".notice")).to_have_text(language.say("keys.gone"))
        expect(entry.locator("form")).to_have_count(0)
        assert_problem(program.http.get("/api/keys/current"), 401, "api_key_revoked")


def test_the_secret_is_copied_by_a_button(new_context: Callable[..., BrowserContext], member: Member):
    context = new_context()
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=member.server.url)
    page = signed_in(context, member)
    page.goto(member.server.url + "/account/keys")
    fill(page, name="Copied")
    page.get_by_role("button", name=ENGLISH.say("keys.make"), exact=True).click()
    page.locator("[data-copy=secret]").click()
    expect(page.locator("[data-copy=secret]")).to_have_text(ENGLISH.say("image.copied"))
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#secret").inner_text()


def test_a_refused_clipboard_leaves_the_secret_selected(new_context: Callable[..., BrowserContext], member: Member):
    page = signed_in(new_context(), member)
    page.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error('no'))")
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.goto(member.server.url + "/account/keys")
    fill(page, name="Refused")
    page.get_by_role("button", name=ENGLISH.say("keys.make"), exact=True).click()
    page.locator("[data-copy=secret]").click()
    expect(page.locator("[data-copy=secret]")).to_have_text(ENGLISH.say("image.copy_selected"))
    assert page.evaluate("getSelection().toString()").strip() == page.locator("#secret").inner_text()
    assert faults == []


@in_every_language
def test_a_page_that_shows_a_secret_makes_no_other_one_when_it_is_loaded_anew(
    new_context: Callable[..., BrowserContext], member: Member, language: Language
):
    page = signed_in(new_context(), member)
    page.goto(member.server.url + language.path("/account/keys"))
    fill(page, name="Once")
    page.get_by_role("button", name=language.say("keys.make"), exact=True).click()
    secret = page.locator("#secret").inner_text()
    page.reload()
    expect(page.locator(".notice")).to_have_text(language.say("keys.sent_again"))
    expect(page.locator(".key")).to_have_count(1)
    page.get_by_text(language.say("keys.rotate"), exact=True).click()
    page.get_by_role("button", name=language.say("keys.rotate_action")).click()
    renewed = page.locator("#secret").inner_text()
    page.reload()
    expect(page.locator(".notice")).to_have_text(language.say("keys.sent_again"))
    # The overlap that was asked for holds, and the new secret is the one that was shown.
    for each in (secret, renewed):
        with closing(Program(member.server, each)) as program:
            assert program.http.get("/api/keys/current").status_code == 200


def test_a_button_that_is_pressed_twice_makes_one_key_and_shows_it(new_context: Callable[..., BrowserContext], member: Member):
    page = signed_in(new_context(), member)
    page.goto(member.server.url + "/account/keys")
    fill(page, name="Twice")
    page.get_by_role("button", name=ENGLISH.say("keys.make"), exact=True).dblclick()
    assert SECRET.match(page.locator("#secret").inner_text())
    assert len(member.http.get("/api/keys").json()["data"]) == 1


def test_a_long_name_is_no_wider_than_a_phone(new_context: Callable[..., BrowserContext], member: Member):
    page = signed_in(new_context(viewport={"width": 360, "height": 740}), member)
    page.goto(member.server.url + "/account/keys")
    fill(page, name="W" * 80)
    page.get_by_role("button", name=ENGLISH.say("keys.make"), exact=True).click()
    expect(page.locator("h1")).to_have_text(ENGLISH.say("keys.shown_page"))
    assert_sound(page)


def test_all_of_it_works_without_scripts(new_context: Callable[..., BrowserContext], member: Member):
    page = signed_in(new_context(java_script_enabled=False), member)
    page.goto(member.server.url + "/account/keys")
    fill(page, name="Widget", kind="publishable", origins="https://shop.example\nhttp://localhost:3000")
    page.get_by_role("button", name=ENGLISH.say("keys.make"), exact=True).click()
    assert PUBLISHABLE.match(page.locator("#secret").inner_text())
    expect(page.locator("[data-copy]").first).to_be_hidden()
    expect(page.locator("#command")).to_contain_text("Origin: https://shop.example")
    status, answer = run(page)
    assert status == 200 and answer["data"]
    page.get_by_role("link", name=ENGLISH.say("keys.kept")).click()
    # However many keys there are, another one is a link away.
    page.get_by_role("link", name=ENGLISH.say("keys.new"), exact=True).click()
    expect(page.locator("#new-key-title")).to_be_in_viewport()
    page.locator(".key details.danger summary").click()
    page.get_by_role("button", name=ENGLISH.say("keys.revoke_action")).click()
    expect(page.locator(".notice")).to_have_text(ENGLISH.say("keys.gone"))


@pytest.mark.parametrize(
    ("fields", "problem", "fault"),
    [
        ({"name": "x" * 81}, "name_malformed", "name"),
        ({"name": "Shop", "kind": "publishable"}, "origin_missing", "origins"),
        ({"name": "Shop", "kind": "publishable", "origins": "http://shop.example"}, "origin_not_https", "origins"),
        ({"name": "Shop", "origins": "https://shop.example"}, "origin_of_secret", "origins"),
        ({"name": "Shop", "kind": "publishable", "origins": "https://a..example"}, "origin_malformed", "origins"),
        ({"name": "Shop", "days": "366"}, "value_out_of_range", "days"),
        ({"name": "Shop", "images_per_day": "0"}, "value_out_of_range", "images_per_day"),
    ],
)
def test_what_cannot_be_a_key_comes_back_with_the_reason(
    new_context: Callable[..., BrowserContext], member: Member, fields: dict[str, str], problem: str, fault: str
):
    page = signed_in(new_context(viewport={"width": 390, "height": 844}), member)
    page.goto(member.server.url + "/account/keys")
    fill(page, **fields)
    # Some of it a browser would not send by itself.
    page.locator("form.questions").evaluate("form => { form.noValidate = true; }")
    page.get_by_role("button", name=ENGLISH.say("keys.make"), exact=True).click()
    assert_at_fault(page, fault, problem)
    # What was typed is still there.
    expect(page.locator("#name")).to_have_value(fields["name"])
    assert member.http.get("/api/keys").json()["data"] == []


def test_whoever_signed_in_long_ago_shows_first_that_it_is_them(server: Server, new_context: Callable[..., BrowserContext]):
    with closing(Member(server)) as member:
        id = made(member)["key"]["id"]
        server.advance("PT11M")
        assert_problem(member.http.post("/api/keys", json={"name": "More"}), 401, "reauthenticate")
        assert_problem(member.http.post(f"/api/keys/{id}/rotate", json={"overlap_hours": 1}), 401, "reauthenticate")
        answer = member.form("/account/keys", "/account/keys", name="More", kind="secret", scope_jobs="yes")
        assert answer.status_code == 303
        assert answer.headers["location"] == "/account/prove?return_to=/account/keys"
        page = signed_in(new_context(), member)
        page.goto(server.url + "/account/keys")
        expect(page.locator("main")).to_contain_text(ENGLISH.say("keys.prove"))
        expect(page.locator("#name")).to_have_count(0)
        # To let one do less, or to end it, needs no proof.
        assert_problem(member.http.patch(f"/api/keys/{id}", json={"scopes": ["jobs", "account"]}), 401, "reauthenticate")
        assert member.http.patch(f"/api/keys/{id}", json={"scopes": ["jobs"]}).status_code == 200
        assert member.http.delete(f"/api/keys/{id}").status_code == 204
