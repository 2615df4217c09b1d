"""`passkey.js` makes and uses passkeys in a real browser, under the product's content security policy."""

import secrets
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from support.fido2_site import raw, take
from support.passkey_site import PasskeySite, add_authenticator, creation_options, request_options
from support.soft_key import base64url


@pytest.fixture
def site() -> Iterator[PasskeySite]:
    site = PasskeySite()
    yield site
    site.close()


@pytest.fixture
def tab(page: Page, site: PasskeySite) -> Page:
    """The site's page, before somebody whose device holds passkeys."""
    add_authenticator(page)
    page.goto(site.origin)
    return page


def make(tab: Page, site: PasskeySite, **changes: object) -> str:
    """Asks for a passkey; `known` and `owner` are those of `creation_options`."""
    challenge, handle = base64url(secrets.token_bytes(32)), base64url(secrets.token_bytes(32))
    site.options["create"] = creation_options(challenge, handle, **changes)
    tab.get_by_role("button", name="Make").click()
    return challenge


def use(tab: Page, site: PasskeySite, known: list[dict] | None = None) -> str:
    challenge = base64url(secrets.token_bytes(32))
    site.options["get"] = request_options(challenge, known)
    tab.get_by_role("button", name="Use").click()
    return challenge


def test_a_passkey_is_made_and_then_used_without_an_address(tab: Page, site: PasskeySite):
    creation = make(tab, site)
    tab.wait_for_url("**/done")
    handle = site.options["create"]["user"]["id"]
    assert set(site.answers["create"]) == {"id", "client_data", "attestation_object", "transports"}
    assert site.answers["create"]["transports"] == ["internal"]

    tab.goto(site.origin)
    request = use(tab, site)
    tab.wait_for_url("**/done")
    assert set(site.answers["get"]) == {"id", "client_data", "authenticator_data", "signature", "user_handle"}
    assert site.answers["get"]["user_handle"] == handle
    key = {
        "creation_challenge": creation,
        "registration": site.answers["create"],
        "request_challenge": request,
        "assertion": site.answers["get"],
    }
    credential = take("localhost", site.origin, key)
    assert credential.credential_id == raw(site.answers["get"]["id"])


def test_a_device_makes_no_second_passkey(tab: Page, site: PasskeySite):
    make(tab, site)
    tab.wait_for_url("**/done")
    tab.goto(site.origin)
    known = [{"type": "public-key", "id": site.answers.pop("create")["id"], "transports": ["internal"]}]
    make(tab, site, known=known)
    expect(tab.get_by_role("alert")).to_have_text("It did not work. Known already.")
    assert site.answers == {}


def test_a_site_that_is_not_the_passkeys_own_is_told_so(tab: Page, site: PasskeySite):
    make(tab, site, owner="evil.example")
    expect(tab.get_by_role("alert")).to_have_text("It did not work. Not here.")


def test_a_passkey_that_the_device_does_not_have_is_a_cancelled_one(tab: Page, site: PasskeySite):
    use(tab, site, [{"type": "public-key", "id": base64url(secrets.token_bytes(32)), "transports": []}])
    expect(tab.get_by_role("alert")).to_have_text("It did not work. Cancelled.")
    expect(tab.get_by_role("button", name="Use")).to_be_enabled()


def test_options_that_make_no_sense_fail_without_their_words(tab: Page, site: PasskeySite):
    site.options["create"] = {"challenge": "!"}
    tab.get_by_role("button", name="Make").click()
    expect(tab.get_by_role("alert")).to_have_text("It did not work. Failed.")


def test_without_passkeys_the_buttons_stay_hidden(new_context: Callable[..., BrowserContext], site: PasskeySite):
    context = new_context()
    context.add_init_script("delete window.PublicKeyCredential")
    tab = context.new_page()
    tab.goto(site.origin)
    tab.wait_for_load_state("networkidle")
    assert tab.get_by_role("button").count() == 0
