"""The pages themselves: what they store and ask for, their languages, their themes and their weight."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Request, expect

from support.person import Person
from support.product import CHINESE, ENGLISH, LANGUAGES, Language, in_every_language
from support.server import Server
from support.studio_page import StudioPage

PAGES = ["/", "/designs", "/compose", "/batch", "/gallery", "/models", "/terms", "/erase", "/erased"]
NO_PAGE = "/nowhere"
FOREIGN_WORDS = {ENGLISH: re.compile(r"[\u4e00-\u9fff]+"), CHINESE: re.compile(r"[A-Za-z]{2,}")}
# What keeps its name in every language; `nbp_visitor` is a cookie.
NAMES = set("Nano Banana Pro Google AI Cookie PNG JPEG WebP AVIF SVG HEIC GIF TIFF MB ZIP API CSV prompt size aspect ratio resolution seed style model negative animal English EN 繁體中文 中文 nbp visitor".split())
FIRST_PAGE_LIMIT = 60 * 1024  # bytes over the wire, headers included


# Looking at pages.


@in_every_language
def test_looking_at_pages_sets_no_cookie_and_stores_nothing(studio: StudioPage):
    answers = []
    studio.page.on("response", lambda answer: answers.append(answer))
    for path in [*PAGES, NO_PAGE]:
        studio.open(path, status=404 if path == NO_PAGE else 200)
        expect(studio.page.locator("main")).to_be_visible()
        stored = studio.page.evaluate(
            """async () => ({
                storage: localStorage.length + sessionStorage.length,
                databases: (await indexedDB.databases()).length,
                caches: (await caches.keys()).length,
                workers: (await navigator.serviceWorker.getRegistrations()).length,
            })"""
        )
        assert set(stored.values()) == {0}, f"{path} stores {stored}"
    assert len(answers) > len(PAGES)
    assert [answer.url for answer in answers if "set-cookie" in answer.all_headers()] == []
    assert studio.page.context.cookies() == []


@in_every_language
def test_no_page_asks_anybody_else_for_anything(studio: StudioPage):
    asked: list[Request] = []
    studio.page.on("request", lambda request: asked.append(request))
    for path in [*PAGES, NO_PAGE]:
        studio.open(path, status=404 if path == NO_PAGE else 200)
    studio.open().make(studio.language.red_house)
    studio.page.locator(".picture-link").first.click()
    expect(studio.page.locator("figure img")).to_be_visible()
    ours = urlsplit(studio.server.url).netloc
    strangers = [request.url for request in asked if urlsplit(request.url).netloc not in (ours, "")]
    assert strangers == []
    assert len(asked) > len(PAGES)


@in_every_language
def test_pages_speak_one_language(studio: StudioPage):
    person = Person(studio.server)
    job = person.make(studio.language.red_house, style="flat")
    studio.be(person)
    image = job["images"][0]["id"]
    for path in [*PAGES, "/gallery?q=1", f"/?from={image}", f"/jobs/{job['id']}", f"/images/{image}"]:
        shown = studio.open(path).page.locator("body").inner_text()
        words = set(FOREIGN_WORDS[studio.language].findall(shown))
        assert words <= NAMES, path


@pytest.mark.parametrize("language", LANGUAGES, ids=str)
def test_the_first_page_is_light(page: Page, shared_server: Server, language: Language):
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.send("Network.setCacheDisabled", {"cacheDisabled": True})
    sizes: list[float] = []
    network.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    StudioPage(page, shared_server, language).open()
    page.wait_for_load_state("networkidle")
    assert len(sizes) > 5
    assert sum(sizes) <= FIRST_PAGE_LIMIT


# Language and theme.


@pytest.mark.parametrize(("language", "other"), [(ENGLISH, CHINESE), (CHINESE, ENGLISH)], ids=str)
def test_switching_the_language_keeps_the_page(studio: StudioPage, other: Language):
    job = studio.make(studio.language.red_house)
    pages = [
        "/",
        "/gallery",
        "/models",
        "/erase",
        f"/jobs/{job.get_attribute('data-job')}",
        f"/images/{studio.image(job)}",
    ]
    for path in pages:
        studio.open(path)
        studio.page.get_by_role("button", name=other.say(f"language.{other.tag}"), exact=True).click()
        expect(studio.page).to_have_url(studio.server.url + other.path(path))
        expect(studio.page.locator("html")).to_have_attribute("lang", other.tag)
        studio.page.context.clear_cookies(name="nbp_language")


@in_every_language
def test_a_chosen_language_is_kept_and_leads_back_to_itself(studio: StudioPage):
    studio.open("/models")
    other = CHINESE if studio.language == ENGLISH else ENGLISH
    for language in (other, studio.language):
        studio.page.get_by_role("button", name=language.say(f"language.{language.tag}"), exact=True).click()
        expect(studio.page.locator("html")).to_have_attribute("lang", language.tag)
    assert [cookie["name"] for cookie in studio.page.context.cookies()] == ["nbp_language"]
    studio.page.goto(studio.server.url + "/gallery")
    expect(studio.page).to_have_url(studio.server.url + studio.language.path("/gallery"))


@in_every_language
def test_a_chosen_theme_stays_and_leaves_one_cookie(studio: StudioPage):
    root, button = studio.page.locator("html"), studio.page.locator("button[name=theme]")
    expect(root).to_have_attribute("data-theme", "auto")
    for theme in ("light", "dark"):
        with studio.page.expect_response("**/preferences"):
            button.click()
        expect(root).to_have_attribute("data-theme", theme)
        studio.open("/gallery")
        expect(root).to_have_attribute("data-theme", theme)
        assert [cookie["name"] for cookie in studio.page.context.cookies()] == ["nbp_theme"]
    with studio.page.expect_response("**/preferences"):
        button.click()
    studio.open()
    expect(root).to_have_attribute("data-theme", "auto")
    assert studio.page.context.cookies() == []


def test_the_dark_theme_is_dark(page: Page, shared_server: Server):
    studio = StudioPage(page, shared_server, ENGLISH).open()
    brightness = """() => {
        const [red, green, blue] = getComputedStyle(document.body).backgroundColor.match(/\\d+/g);
        return +red + +green + +blue;
    }"""
    assert page.evaluate(brightness) > 600
    studio.page.emulate_media(color_scheme="dark")
    assert page.evaluate(brightness) < 150
