"""The studio as somebody in front of a browser uses it."""

from playwright.sync_api import Locator, Page, expect

from support.person import Person
from support.product import Language
from support.server import Server

PICTURE_LIMIT = 30_000  # milliseconds


class StudioPage:
    """One tab of a browser, in one language."""

    def __init__(self, page: Page, server: Server, language: Language):
        self.page, self.server, self.language = page, server, language

    def open(self, path: str = "/", status: int = 200) -> "StudioPage":
        answer = self.page.goto(self.server.url + self.language.path(path))
        assert answer.status == status, f"{path} answers {answer.status}"
        return self

    def be(self, person: Person) -> None:
        """Goes on as somebody who was at the API until now."""
        cookie = {"name": "nbp_visitor", "value": person.cookie, "url": self.server.url}
        self.page.context.add_cookies([cookie])

    @property
    def prompt(self) -> Locator:
        return self.page.get_by_label(self.language.say("studio.prompt_label"))

    @property
    def create(self) -> Locator:
        return self.page.locator("#composer button.make")

    @property
    def refusal(self) -> Locator:
        """Where the form says why an order was refused."""
        return self.page.locator("#problem")

    @property
    def newest_job(self) -> Locator:
        return self.page.locator("article.job").first

    def choose(self, group: str, value: str) -> None:
        """Picks a tile: its radio button lies under its face."""
        self.page.locator(f"label:has(input[name={group}][value='{value}'])").click()

    def fill(self, prompt: str, **settings: object) -> None:
        """Fills the form: `style`, `aspect_ratio`, `count`, `seed`."""
        self.prompt.fill(prompt)
        for group in ("style", "aspect_ratio"):
            if group in settings:
                self.choose(group, str(settings[group]))
        self.page.get_by_label(self.language.say("studio.count")).fill(str(settings.get("count", 1)))
        self.page.locator("#seed").fill(str(settings.get("seed", "")))

    def order(self, prompt: str, **settings: object) -> Locator:
        """Fills the form and sends it; the job on the page."""
        jobs = self.page.locator("article.job").count()
        self.fill(prompt, **settings)
        self.create.click()
        expect(self.page.locator("article.job")).to_have_count(jobs + 1)
        return self.newest_job

    def make(self, prompt: str, **settings: object) -> Locator:
        """Has pictures made; the job on the page when all are there."""
        job = self.order(prompt, **settings)
        expect(job).to_have_attribute("data-status", "succeeded", timeout=PICTURE_LIMIT)
        expect(job.locator(".picture")).to_have_count(int(settings.get("count", 1)))
        return job

    def file(self, job: Locator, index: int = 0) -> bytes:
        """The whole file of one of a job's pictures, as the page's own image element loads it."""
        return self.fetch(job.locator(".picture-link img").nth(index).get_attribute("src"))

    def fetch(self, path: str) -> bytes:
        answer = self.page.request.get(self.server.url + path)
        assert answer.ok, f"{path} answers {answer.status}"
        return answer.body()

    def image(self, job: Locator, index: int = 0) -> str:
        """The id of one of a job's pictures."""
        return job.locator(".picture").nth(index).get_attribute("data-image")
