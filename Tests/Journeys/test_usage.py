"""Counting of use: a closed list, nothing without leave, and answers that tell nothing."""

import httpx
import pytest
from playwright.sync_api import Page

from support.books import Books
from support.problems import assert_problem
from support.server import Server

EVENT = {"name": "image.downloaded", "language": "en"}


def tell(server: Server, body: object, **headers: str) -> httpx.Response:
    fields = {"Sec-Fetch-Site": "same-origin"} | headers
    return httpx.post(f"{server.url}/api/events", json=body, headers=fields, trust_env=False)


def uses(server: Server) -> int:
    return Books(server.data).ask("SELECT coalesce(sum(uses), 0) FROM analytics_use")[0][0]


def test_nothing_is_kept_of_somebody_who_was_never_asked(server: Server):
    for headers in ({}, {"Sec-GPC": "1"}, {"Cookie": "nbp_consent=measure_usage"}, {"Sec-Fetch-Site": "cross-site"}):
        answer = tell(server, EVENT, **headers)
        assert (answer.status_code, answer.content) == (204, b"")
        # A browser that opts out is remembered as such, and as nothing else; what we did not seal goes.
        assert answer.headers.get("set-cookie", "nbp_consent=").startswith("nbp_consent=")
        assert ("set-cookie" in answer.headers) == bool({"Sec-GPC", "Cookie"} & headers.keys())
    httpx.get(f"{server.url}/models", trust_env=False)
    assert uses(server) == 0


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"name": "image.deleted"}, 422, "unknown_event"),
        ({"name": "page.viewed"}, 422, "unknown_event"),
        ({"name": "image.downloaded", "consent": True}, 400, "unknown_field"),
        ({"name": "image.downloaded", "at": "2026-11-28T00:00:00Z"}, 400, "unknown_field"),
        ({"name": "image.downloaded", "language": "fr"}, 422, "language_unknown"),
        ({}, 422, "missing_field"),
    ],
)
def test_what_is_not_on_the_list_is_refused(shared_server: Server, body: object, status: int, code: str):
    assert_problem(tell(shared_server, body), status, code)


def test_a_page_that_nobody_allowed_to_tell_brings_no_script_and_tells_nothing(page: Page, shared_server: Server):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(shared_server.url + "/")
    page.locator("[data-example]").first.click()
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "usage.js" in url or "/api/events" in url]
