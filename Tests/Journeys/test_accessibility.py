"""Every page and state, checked by axe-core, at the width of phones, and by keyboard alone."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Locator, Page, expect

from support.books import MAIN, row_key
from support.person import Person
from support.product import ENGLISH, Language, in_every_language
from support.server import Server
from support.studio_page import PICTURE_LIMIT, StudioPage
from support.waiting import eventually

WIDTHS = [390, 1440]
NARROWEST = 360
THEMES = ["light", "dark"]
RULES_OF_COLOUR = ["color-contrast", "link-in-text-block"]
AXE = Axe()
TAB_LIMIT = 60


class Exhibit:
    """Somebody with pictures, and somebody without, before whom every state of the site can be opened."""

    def __init__(self, server: Server, language: Language, new_page: Callable[[], Page]):
        self.server, self.language = server, language
        self.stranger = StudioPage(new_page(), server, language)
        self.owner = StudioPage(new_page(), server, language)
        person = Person(server)
        self.job = person.make(language.undrawable, n=2)
        self.broken_job = person.make("a tree")
        with closing(sqlite3.connect(server.data / MAIN, timeout=10)) as database, database:
            key = row_key(self.broken_job["id"])
            database.execute("UPDATE studio_job SET prompt = zeroblob(64) WHERE id = ?", (key,))
            database.execute("DELETE FROM studio_image WHERE job_id = ?", (key,))
        self.owner.be(person)

    @property
    def image(self) -> str:
        return self.job["images"][0]["id"]


def visit(path: str, *, known: bool = True, status: int = 200) -> Callable[[Exhibit], StudioPage]:
    """Opens a page as its owner, or as somebody whom the server does not know."""
    return lambda exhibit: (exhibit.owner if known else exhibit.stranger).open(path.format(exhibit=exhibit), status)


def empty_order(exhibit: Exhibit) -> StudioPage:
    studio = exhibit.stranger.open()
    studio.create.click()
    expect(studio.refusal).not_to_be_empty()
    return studio


def more_shapes(exhibit: Exhibit) -> StudioPage:
    studio = exhibit.stranger.open()
    studio.page.get_by_text(studio.language.say("studio.more_shapes")).click()
    return studio


def finished_job(exhibit: Exhibit) -> StudioPage:
    studio = exhibit.owner.open()
    studio.make(studio.language.undrawable, count=2)
    studio.newest_job.locator("summary").first.click()
    return studio


def failed_job(exhibit: Exhibit) -> StudioPage:
    studio = exhibit.owner.open()
    with exhibit.server.fault("engine:fail"):
        job = studio.order(studio.language.red_house)
        expect(job).to_have_attribute("data-status", "failed", timeout=PICTURE_LIMIT)
    return studio


def confirmed_deletion(exhibit: Exhibit) -> StudioPage:
    studio = exhibit.owner.open(f"/images/{exhibit.image}")
    studio.page.get_by_text(studio.language.say("image.delete"), exact=True).click()
    return studio


def ready_copy(exhibit: Exhibit) -> StudioPage:
    studio = exhibit.owner.open("/privacy/export")
    ask = studio.page.get_by_role("button", name=studio.language.say("export.ask"), exact=True)
    if ask.count():
        ask.click()
    eventually(lambda: studio.open("/privacy/export").page.locator("#to").count(), about="the copy is ready")
    return studio


def refused_address(exhibit: Exhibit) -> StudioPage:
    studio = ready_copy(exhibit)
    studio.page.locator("#to").fill(exhibit.server.url)
    studio.page.get_by_role("button", name=studio.language.say("push.action"), exact=True).click()
    expect(studio.page.locator(".questions .problem")).not_to_be_empty()
    return studio


def transfer_address(exhibit: Exhibit) -> StudioPage:
    studio = exhibit.owner.open("/privacy/import")
    studio.page.get_by_role("button", name=studio.language.say("arrival.action")).click()
    expect(studio.page.locator("#address")).to_contain_text("/api/privacy/arrivals/")
    return studio


STATES = {
    "studio": visit("/", known=False),
    "studio, refused": empty_order,
    "studio, all shapes": more_shapes,
    "studio, earlier": visit("/"),
    "studio, variation": visit("/?from={exhibit.image}"),
    "studio, finished": finished_job,
    "studio, failed": failed_job,
    "job": visit("/jobs/{exhibit.job[id]}"),
    "gallery": visit("/gallery"),
    "gallery, empty": visit("/gallery", known=False),
    "gallery, nothing found": visit("/gallery?q=xylophone"),
    "image": visit("/images/{exhibit.image}"),
    "image, deletion": confirmed_deletion,
    "editor": visit("/images/{exhibit.image}/edit"),
    "designs": visit("/designs", known=False),
    "design": visit("/designs/poster-bold"),
    "compose": visit("/compose?image={exhibit.image}"),
    "batch": visit("/batch?preset=travel-poster"),
    "models": visit("/models"),
    "docs": visit("/docs", known=False),
    "docs of jobs": visit("/docs/jobs"),
    "docs of staff": visit("/docs/staff", known=False),
    "terms": visit("/terms", known=False),
    "verify": visit("/verify", known=False),
    "privacy": visit("/privacy"),
    "erase": visit("/erase"),
    "erase, nothing": visit("/erase", known=False),
    "a copy of one's data": visit("/privacy/export"),
    "a copy of one's data, nothing": visit("/privacy/export", known=False),
    "a copy of one's data, ready": ready_copy,
    "a copy of one's data, to no address": refused_address,
    "an archive": visit("/privacy/import"),
    "an archive, from elsewhere": transfer_address,
    "an archive, nothing": visit("/privacy/import", known=False),
    "erased": visit("/erased", known=False),
    "privacy, deletion": visit("/privacy/delete"),
    "privacy, nothing to delete": visit("/privacy/delete", known=False),
    "privacy, restriction": visit("/privacy/restrict"),
    "privacy centre": visit("/privacy/center"),
    "privacy centre, nobody": visit("/privacy/center", known=False),
    "404": visit("/nowhere", known=False, status=404),
    "500": visit("/jobs/{exhibit.broken_job[id]}", status=500),
}


@pytest.fixture(scope="module")
def exhibits(shared_server: Server, browser) -> Iterator[Callable[[Language], Exhibit]]:
    """One exhibit a language, for all states."""
    contexts: list[BrowserContext] = []
    made: dict[Language, Exhibit] = {}

    def new_page() -> Page:
        contexts.append(browser.new_context(viewport={"width": WIDTHS[0], "height": 900}, reduced_motion="reduce"))
        return contexts[-1].new_page()

    def exhibit(language: Language) -> Exhibit:
        if language not in made:
            made[language] = Exhibit(shared_server, language, new_page)
        return made[language]

    yield exhibit
    for context in contexts:
        context.close()


@pytest.fixture
def exhibit(exhibits: Callable[[Language], Exhibit], language: Language) -> Exhibit:
    return exhibits(language)


@in_every_language
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(exhibit: Exhibit, state: str):
    page = STATES[state](exhibit).page
    assert violations_everywhere(page) == []
    assert sideways_scroll(page) == 0


@in_every_language
def test_axe_finds_nothing_while_pictures_are_made(exhibit: Exhibit):
    studio = exhibit.owner.open()
    with exhibit.server.fault("engine:slow"):
        job = studio.order(studio.language.red_house, count=10)
        expect(job.get_by_role("progressbar")).to_be_visible()
        assert violations_everywhere(studio.page) == []
        assert sideways_scroll(studio.page) == 0
        expect(job).to_have_attribute("data-status", "running")
        studio.page.get_by_role("button", name=studio.language.say("job.cancel")).click()
        expect(job).to_have_attribute("data-status", "canceled")


def test_axe_would_find_what_is_wrong(exhibits: Callable[[Language], Exhibit]):
    page = exhibits(ENGLISH).stranger.open("/models").page
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=x><button></button>')")
    found = " ".join(violations_everywhere(page))
    assert "image-alt" in found
    assert "button-name" in found


def violations_everywhere(page: Page) -> list[str]:
    """What axe-core finds at every width in every theme; of the second theme what depends on colours, for nothing else differs."""
    found = []
    page.evaluate(AXE.axe_script)
    for theme in THEMES:
        page.emulate_media(color_scheme=theme)
        options = {"resultTypes": ["violations"]}
        if theme != THEMES[0]:
            options["runOnly"] = RULES_OF_COLOUR
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            violations = page.evaluate("async (options) => (await axe.run(options)).violations", options)
            found += [
                f"{violation['id']} at {width} px, {theme}: {node['html']} {node['failureSummary']}"
                for violation in violations
                for node in violation["nodes"]
            ]
    return found


def sideways_scroll(page: Page) -> int:
    """By how many pixels the page is wider than the narrowest phone."""
    page.set_viewport_size({"width": NARROWEST, "height": 800})
    return page.evaluate("document.scrollingElement.scrollWidth - window.innerWidth")


# By keyboard.


class Keyboard:
    """Somebody who never touches the mouse."""

    def __init__(self, page: Page):
        self.page = page

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def reach(self, goal: Locator) -> None:
        """Goes on by Tab until the goal has the focus, and checks that one sees so."""
        expect(goal).to_be_attached()
        for _ in range(TAB_LIMIT):
            if goal.evaluate("(element) => element === document.activeElement"):
                assert self._focus_is_visible(goal), f"{goal} has the focus, and nothing shows it"
                return
            self.press("Tab")
        raise AssertionError(f"{goal} cannot be reached by keyboard")

    def _focus_is_visible(self, goal: Locator) -> bool:
        """Whether the focused element, or the face that stands for a radio button, has an outline or a ring."""
        return goal.evaluate(
            """(element) => {
                const face = element.nextElementSibling;
                const around = [element.closest("label, .joined"), element.parentElement];
                return [element, face, ...(face?.children ?? []), ...around].filter(Boolean).some((shown) => {
                    const style = getComputedStyle(shown);
                    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
                });
            }"""
        )


@in_every_language
def test_a_picture_is_made_looked_at_and_deleted_by_keyboard(
    new_context: Callable[..., BrowserContext], shared_server: Server, language: Language
):
    studio = StudioPage(new_context().new_page(), shared_server, language).open()
    page, keyboard = studio.page, Keyboard(studio.page)
    keyboard.press("Tab")
    expect(page.get_by_role("link", name=language.say("page.skip"))).to_be_focused()
    keyboard.press("Enter")
    keyboard.reach(studio.prompt)
    page.keyboard.insert_text(language.red_house)
    keyboard.reach(page.locator("input[name=style]:checked"))
    keyboard.press("ArrowRight")
    expect(page.locator("input[name=style]:checked")).to_have_value("flat")
    keyboard.reach(page.locator("input[name=aspect_ratio]:checked"))
    keyboard.press("ArrowRight")
    expect(page.locator("input[name=aspect_ratio]:checked")).to_have_value("4:3")
    keyboard.reach(page.get_by_label(language.say("studio.count")))
    keyboard.press("Control+a", "1")
    keyboard.reach(studio.create)
    keyboard.press("Enter")
    expect(studio.newest_job.locator(".picture")).to_have_count(1, timeout=PICTURE_LIMIT)
    keyboard.reach(studio.newest_job.locator(".picture-link"))
    keyboard.press("Enter")
    keyboard.reach(page.locator("details.danger summary"))
    keyboard.press("Space")
    keyboard.reach(page.get_by_role("button", name=language.say("image.delete_action")))
    keyboard.press("Enter")
    expect(page.locator(".blank h2")).to_have_text(language.say("gallery.empty_title"))


def test_control_and_enter_send_the_form(page: Page, shared_server: Server):
    studio = StudioPage(page, shared_server, ENGLISH).open()
    studio.fill("a tree")
    studio.prompt.press("Control+Enter")
    expect(studio.newest_job.locator(".picture")).to_have_count(1, timeout=PICTURE_LIMIT)


def test_escape_closes_a_menu_and_gives_the_focus_back(page: Page, shared_server: Server):
    studio = StudioPage(page, shared_server, ENGLISH).open()
    job = studio.make("a tree")
    summary = job.locator("summary")
    summary.focus()
    page.keyboard.press("Enter")
    expect(job.locator("a[data-format=png]")).to_be_visible()
    page.keyboard.press("Escape")
    expect(job.locator("a[data-format=png]")).to_be_hidden()
    expect(summary).to_be_focused()
