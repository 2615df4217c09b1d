"""From words to pictures, in a browser, in every language."""

import re

import pytest
from playwright.sync_api import Locator, expect

from support.person import Person
from support.pixels import colours, opened, share_of
from support.product import CHINESE, ENGLISH, in_every_language
from support.studio_page import PICTURE_LIMIT, StudioPage
from support.waiting import eventually

LANDSCAPE = (1264, 848)
PROMPT_LIMIT = 32_000


# Making pictures.


@in_every_language
def test_words_become_the_pictures_that_were_asked_for(studio: StudioPage):
    studio.fill(studio.language.red_house, style="flat", aspect_ratio="3:2", count=2)
    expect(studio.page.locator("#pixels")).to_have_text("{} × {}".format(*LANDSCAPE))
    expect(studio.create).to_contain_text(studio.language.say("studio.create_other", n=2))
    studio.create.click()
    job = studio.newest_job
    expect(job.locator(".picture")).to_have_count(2, timeout=PICTURE_LIMIT)
    expect(job.locator("[data-part=state]")).to_have_text(studio.language.say("job.done_other", n=2))
    expect(job.locator("[data-part=prompt]")).to_have_text(studio.language.red_house)
    for index in range(2):
        picture = opened(studio.file(job, index))
        assert picture.size == LANDSCAPE
        assert colours(picture) > 100


@in_every_language
def test_an_asked_colour_dominates_what_it_was_asked_for(studio: StudioPage):
    red, blue = (
        opened(studio.file(studio.make(prompt, seed=7)))
        for prompt in (studio.language.red_house, studio.language.blue_house)
    )
    assert share_of("red", red) > 0.05
    assert share_of("red", red) > 5 * share_of("red", blue)
    assert share_of("blue", blue) > 2 * share_of("blue", red)


@in_every_language
def test_progress_is_shown_while_a_picture_is_drawn(studio: StudioPage):
    with studio.server.fault("engine:slow"):
        job = studio.order(studio.language.red_house)
        ring = job.get_by_role("progressbar")
        seen = set()

        def has_risen() -> bool:
            seen.add(int(ring.get_attribute("aria-valuenow")))
            return len(seen) >= 3

        expect(ring).to_be_visible()
        eventually(has_risen, about="the ring shows three different numbers")
        drawing = studio.language.say("stage.drawing")
        expect(job.locator("[data-part=state]")).to_have_text(
            studio.language.say("job.state", stage=drawing, done=0, count=1)
        )
        expect(job.locator(".picture img")).to_be_visible(timeout=PICTURE_LIMIT)
    expect(ring).to_have_count(0)
    assert max(seen) > min(seen)


@in_every_language
def test_a_canceled_job_ends_at_once_and_says_so(studio: StudioPage):
    with studio.server.fault("engine:slow"):
        job = studio.order(studio.language.red_house, count=4)
        expect(job.get_by_role("progressbar")).to_be_visible()
        job.get_by_role("button", name=studio.language.say("job.cancel")).click()
        expect(job).to_have_attribute("data-status", "canceled")
    expect(job.locator("[data-part=state]")).to_have_text(studio.language.say("status.canceled"))
    expect(job.locator(".slot")).to_have_count(0)


@in_every_language
def test_a_job_that_fails_says_what_to_do(studio: StudioPage):
    with studio.server.fault("engine:fail"):
        job = studio.order(studio.language.red_house)
        expect(job).to_have_attribute("data-status", "failed", timeout=PICTURE_LIMIT)
    expect(job.locator("[data-part=problem]")).to_contain_text(studio.language.say("problem.engine_failed.detail"))


@in_every_language
def test_the_same_seed_makes_the_same_pixels(studio: StudioPage):
    first, again, other = (
        opened(studio.file(studio.make(studio.language.three_cats, seed=seed))) for seed in (11, 11, 12)
    )
    assert first.tobytes() == again.tobytes()
    assert first.tobytes() != other.tobytes()


@in_every_language
def test_words_that_have_no_drawing_are_named(studio: StudioPage):
    job = studio.make(studio.language.undrawable)
    note = studio.language.say("note.words_not_drawn", words=studio.language.undrawn_word)
    expect(job.locator(".notes li")).to_have_text([note])


# Orders that cannot be.


@in_every_language
@pytest.mark.parametrize(
    ("prompt", "problem"),
    [("", "problem.prompt_empty.detail"), ("字" * (PROMPT_LIMIT + 1), "problem.prompt_too_long.detail")],
    ids=["empty", "too long"],
)
def test_a_prompt_that_cannot_be_is_refused_beside_the_button(studio: StudioPage, prompt: str, problem: str):
    studio.prompt.fill(prompt)
    studio.create.click()
    expect(studio.refusal).to_contain_text(studio.language.say(problem, limit=f"{PROMPT_LIMIT:,}"))
    expect(studio.prompt).to_be_focused()
    expect(studio.prompt).to_have_attribute("aria-invalid", "true")
    expect(studio.page.locator("article.job")).to_have_count(0)
    assert studio.page.context.cookies() == []


@in_every_language
def test_a_prompt_of_the_longest_length_is_taken(studio: StudioPage):
    longest = studio.language.red_house + "，" + "字" * (PROMPT_LIMIT - 1 - len(studio.language.red_house))
    studio.make(longest)


# What one can do with pictures.


@pytest.mark.parametrize(
    ("language", "name", "decoder", "suffix"),
    [
        (ENGLISH, "png", "PNG", "png"),
        (CHINESE, "jpeg", "JPEG", "jpg"),
        (ENGLISH, "webp", "WEBP", "webp"),
        (CHINESE, "avif", "AVIF", "avif"),
    ],
    ids=str,
)
def test_a_picture_downloads_in_every_format(studio: StudioPage, name: str, decoder: str, suffix: str):
    job = studio.make(studio.language.red_house, seed=7)
    job.get_by_text(studio.language.say("picture.download")).click()
    with studio.page.expect_download() as download:
        job.locator(f"a[data-format={name}]").click()
    assert re.fullmatch(rf"nano-banana-pro-[0-9a-z]+\.{suffix}", download.value.suggested_filename, re.IGNORECASE)
    picture = opened(download.value.path().read_bytes())
    assert (picture.format, picture.size) == (decoder, (1024, 1024))
    assert share_of("red", picture) > 0.05


@in_every_language
def test_a_variation_starts_from_the_words_and_settings_of_its_picture(studio: StudioPage):
    job = studio.make(studio.language.three_cats, style="paper-cut", aspect_ratio="3:2", seed=5)
    image = studio.image(job)
    job.locator("[data-part=variations]").click()
    expect(studio.page.locator(".from img")).to_be_visible()
    expect(studio.prompt).to_have_value(studio.language.three_cats)
    expect(studio.page.locator("input[name=style]:checked")).to_have_value("paper-cut")
    expect(studio.page.locator("input[name=aspect_ratio]:checked")).to_have_value("3:2")
    expect(studio.page.locator("#seed")).to_have_value("")
    studio.page.get_by_label(studio.language.say("studio.count")).fill("1")
    studio.create.click()
    expect(studio.newest_job.locator(".picture")).to_have_count(1, timeout=PICTURE_LIMIT)
    variation = studio.page.request.get(f"{studio.server.url}/api/images/{studio.image(studio.newest_job)}").json()
    assert variation["variation_of"] == image
    assert variation["seed"] != 5


@in_every_language
def test_the_gallery_shows_what_was_made_and_finds_it_by_words(studio: StudioPage):
    language = studio.language
    studio.make(language.red_house, count=2)
    studio.make(language.three_cats)
    studio.page.get_by_role("link", name=language.say("nav.gallery"), exact=True).click()
    expect(studio.page.locator("#gallery-count")).to_have_text(language.say("gallery.count_other", n=3))
    expect(thumbs(studio)).to_have_count(3)
    for word, found in ((language.house, 2), (language.cat, 1), ("xylophone", 0)):
        search = studio.page.get_by_role("searchbox")
        search.fill(word)
        search.press("Enter")
        expect(studio.page).to_have_url(re.compile(r"\?q="))
        expect(thumbs(studio)).to_have_count(found)
    expect(studio.page.locator(".blank")).to_contain_text(language.say("gallery.no_result"))
    studio.page.get_by_role("link", name=language.say("gallery.no_result_action")).click()
    expect(thumbs(studio)).to_have_count(3)


def thumbs(studio: StudioPage) -> Locator:
    return studio.page.locator("#wall .thumb img")


@pytest.mark.parametrize("language", [ENGLISH], ids=str)
def test_the_gallery_goes_on_when_one_scrolls(studio: StudioPage):
    person = Person(studio.server)
    for _ in range(3):
        person.make(n=10, size="160x120")
    studio.be(person)
    studio.open("/gallery")
    expect(thumbs(studio)).not_to_have_count(0)
    studio.page.keyboard.press("End")
    expect(thumbs(studio)).to_have_count(30)
    sources = thumbs(studio).evaluate_all("images => images.map((image) => image.src)")
    assert len(set(sources)) == 30


@in_every_language
def test_a_picture_has_a_page_with_its_facts(studio: StudioPage):
    language = studio.language
    job = studio.make(language.red_house, style="ink-wash", aspect_ratio="3:2", seed=41)
    job.locator(".picture-link").click()
    expect(studio.page.locator("#prompt-text")).to_have_text(language.red_house)
    facts = studio.page.locator("dl.facts")
    for fact in ("41", "1264 × 848", language.say("style.ink-wash"), language.say("model.sketch.name")):
        expect(facts).to_contain_text(fact)
    expect(studio.page.locator("figure img")).to_have_attribute("alt", re.compile(re.escape(language.red_house)))


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language", [ENGLISH], ids=str)
def test_no_picture_is_shown_distorted(studio: StudioPage, width: int):
    studio.page.set_viewport_size({"width": width, "height": 800})
    person = Person(studio.server)
    job = person.make(size="1024x1024")
    studio.be(person)
    image = job["images"][0]["id"]
    for path in (f"/?from={image}", f"/images/{image}", f"/jobs/{job['id']}", "/gallery"):
        studio.open(path)
        picture = studio.page.locator("img[src*='/api/images/']").first
        expect(picture).to_have_js_property("complete", True)
        fit, shown, whole = picture.evaluate(
            """(img) => [
                getComputedStyle(img).objectFit,
                img.clientWidth / img.clientHeight,
                img.naturalWidth / img.naturalHeight,
            ]"""
        )
        assert fit == "cover" or shown == pytest.approx(whole, rel=0.02), path


@in_every_language
def test_a_deleted_picture_is_gone_and_the_others_stay(studio: StudioPage):
    language = studio.language
    job = studio.make(language.red_house, count=2)
    gone, kept = studio.image(job, 0), studio.image(job, 1)
    job.locator(".picture-link").first.click()
    studio.page.get_by_text(language.say("image.delete"), exact=True).click()
    studio.page.get_by_role("button", name=language.say("image.delete_action")).click()
    expect(thumbs(studio)).to_have_count(1)
    expect(studio.page).to_have_url(studio.server.url + language.path("/gallery"))
    for path in (f"/api/images/{gone}/file", f"/api/images/{gone}/file?w=320", f"/api/images/{gone}"):
        assert studio.page.request.get(studio.server.url + path).status == 404
    studio.fetch(f"/api/images/{kept}/file")
