"""The pages about keys, as journeys use and judge them."""

import json
import subprocess

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from support.member import Member
from support.product import ENGLISH


def signed_in(context: BrowserContext, member: Member) -> Page:
    """A tab of somebody who has signed in by a program."""
    context.add_cookies([{"name": "nbp_sid", "value": member.cookie("sid"), "url": member.server.url}])
    return context.new_page()


def fill(page: Page, **fields: str) -> None:
    for name, value in fields.items():
        if name == "kind":
            page.locator("#kind").select_option(value)
        else:
            page.locator(f"[name={name}]").fill(value)


def run(page: Page) -> tuple[int, dict]:
    """What the command that a page offers is answered: the status and the body."""
    command = page.locator("#command").inner_text() + " --silent --noproxy '*' --max-time 30 --write-out '\\n%{http_code}'"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, timeout=60, check=True)
    answer, status = done.stdout.rsplit("\n", 1)
    return int(status), json.loads(answer)


def leads_away(page: Page) -> int:
    """How much on a page, beside links, leads away from it for the sake of a setting."""
    return page.locator("[name=language], [name=theme], [data-ask]").count()


# Whether nothing lies over either end of an element.
UNCOVERED = """(seen) => {
  const { left, top, bottom } = seen.getBoundingClientRect();
  return [top + 2, bottom - 2].every((y) => seen.contains(document.elementFromPoint(left + 4, y)));
}"""


def assert_sound(page: Page) -> None:
    """Nothing for axe to find, and nothing wider than the screen."""
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def assert_at_fault(page: Page, fault: str, problem: str) -> None:
    """A form came back: its reader is at the field at fault, which says why; above the form stands what is wrong, and where."""
    title = ENGLISH.say("form.other_day" if fault == "ends_on" else f"problem.{problem}.title")
    field = page.locator(f"[name={fault}]")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
    reason = page.locator(".fault")
    expect(reason).to_contain_text(title)
    for seen in (field, reason):
        expect(seen).to_be_in_viewport()
    assert field.get_attribute("aria-describedby").split()[-1] == reason.get_attribute("id")
    summary = page.locator("form .problem")
    expect(summary).to_contain_text(title)
    # The sentence is read out once, with the field.
    assert summary.get_attribute("role") is None
    expect(summary.get_by_role("link")).to_have_text(page.locator(f"label[for={field.get_attribute('id')}]").inner_text())
    expect(summary.get_by_role("link")).to_have_attribute("href", f"#{field.get_attribute('id')}")
    summary.get_by_role("link").click()
    expect(field).to_be_focused()
    for seen in (page.locator(f"label[for={field.get_attribute('id')}]"), reason, field):
        expect(seen).to_be_in_viewport(ratio=1)
        assert seen.evaluate(UNCOVERED), seen
