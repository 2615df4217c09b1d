"""The same without scripts: forms, links and reloads do it all."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from support.pixels import opened, share_of
from support.product import CHINESE, ENGLISH, Language, in_every_language
from support.waiting import eventually
from support.server import Server
from support.studio_page import PICTURE_LIMIT, StudioPage


@pytest.fixture
def studio(new_context: Callable[..., BrowserContext], shared_server: Server, language: Language) -> StudioPage:
    """The studio in a browser whose scripts are switched off."""
    context = new_context(java_script_enabled=False)
    return StudioPage(context.new_page(), shared_server, language).open()


def make(studio: StudioPage, prompt: str, count: int = 1) -> None:
    """Orders pictures, and looks on as the page reloads itself until they are there."""
    studio.fill(prompt, count=count)
    studio.create.click()
    expect(studio.page).to_have_url(re.compile(r"/jobs/job_\w+$"))
    expect(studio.page.locator(".picture")).to_have_count(count, timeout=PICTURE_LIMIT)


@in_every_language
def test_a_form_and_a_page_that_reloads_make_pictures(studio: StudioPage):
    with studio.server.fault("engine:slow"):
        studio.fill(studio.language.red_house, style="flat", aspect_ratio="3:2", count=1, seed=7)
        studio.create.click()
        expect(studio.page.get_by_text(studio.language.say("job.refreshes"))).to_be_visible()
        expect(studio.page.locator(".picture")).to_have_count(1, timeout=PICTURE_LIMIT)
    expect(studio.page.get_by_text(studio.language.say("job.refreshes"))).to_have_count(0)
    picture = opened(studio.file(studio.newest_job))
    assert picture.size == (1264, 848)
    assert share_of("red", picture) > 0.05


@in_every_language
def test_a_refused_order_comes_back_with_its_reason_and_what_was_typed(studio: StudioPage):
    # Unlike the length of the words, the seed is left to the server to check.
    studio.fill(studio.language.red_house, style="ink-wash", count=3, seed="9999999999")
    studio.create.click()
    expect(studio.refusal).to_contain_text(studio.language.say("problem.seed_out_of_bounds.title"))
    expect(studio.prompt).to_have_value(studio.language.red_house)
    expect(studio.page.locator("input[name=style]:checked")).to_have_value("ink-wash")
    expect(studio.page.locator("#count")).to_have_value("3")
    assert studio.page.context.cookies() == []


@in_every_language
def test_words_that_have_no_drawing_are_named(studio: StudioPage):
    make(studio, studio.language.undrawable)
    note = studio.language.say("note.words_not_drawn", words=studio.language.undrawn_word)
    expect(studio.page.locator(".notes li")).to_have_text([note])


@in_every_language
def test_a_waiting_job_can_be_canceled(studio: StudioPage):
    with studio.server.fault("engine:slow"):
        studio.fill(studio.language.red_house, count=4)
        studio.create.click()
        studio.page.get_by_role("button", name=studio.language.say("job.cancel")).click()
        expect(studio.page.locator("[data-part=state]")).to_have_text(studio.language.say("status.canceled"))


@in_every_language
def test_pictures_are_found_downloaded_varied_and_deleted(studio: StudioPage):
    language, page = studio.language, studio.page
    make(studio, language.red_house)
    page.get_by_role("link", name=language.say("nav.gallery"), exact=True).click()
    for word, found in (("xylophone", 0), (language.house, 1)):
        page.get_by_role("searchbox").fill(word)
        page.get_by_role("button", name=language.say("gallery.search_action")).click()
        expect(page.locator(".thumb")).to_have_count(found)
    page.locator(".thumb").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="WebP").click()
    assert opened(download.value.path().read_bytes()).format == "WEBP"
    page.get_by_role("link", name=language.say("image.variations")).click()
    expect(studio.prompt).to_have_value(language.red_house)
    page.go_back()
    page.get_by_text(language.say("image.delete"), exact=True).click()
    page.get_by_role("button", name=language.say("image.delete_action")).click()
    expect(page.locator(".blank h2")).to_have_text(language.say("gallery.empty_title"))


@in_every_language
def test_everything_is_erased_by_one_form(studio: StudioPage):
    language, page = studio.language, studio.page
    make(studio, language.red_house)
    picture = page.locator(".picture-link img").get_attribute("src")
    page.get_by_role("link", name=language.say("nav.gallery"), exact=True).click()
    page.get_by_role("link", name=language.say("gallery.erase")).click()
    expect(page.locator("main")).to_contain_text(language.say("erase.images_one", n=1))
    page.locator("main").get_by_role("button", name=language.say("erase.action")).click()
    page.wait_for_url("**/erased/*")
    eventually(lambda: page.reload() and page.locator("h1").inner_text() == language.say("report.erased"), about="it is gone")
    assert page.context.cookies() == []
    assert page.request.get(studio.server.url + picture).status == 404


@pytest.mark.parametrize(("language", "other"), [(ENGLISH, CHINESE), (CHINESE, ENGLISH)], ids=str)
def test_language_and_theme_are_forms(studio: StudioPage, other: Language):
    studio.open("/models")
    studio.page.locator("button[name=theme]").click()
    expect(studio.page).to_have_url(studio.server.url + studio.language.path("/models"))
    expect(studio.page.locator("html")).to_have_attribute("data-theme", "light")
    studio.page.get_by_role("button", name=other.say(f"language.{other.tag}"), exact=True).click()
    expect(studio.page).to_have_url(studio.server.url + other.path("/models"))
    expect(studio.page.locator("html")).to_have_attribute("data-theme", "light")
