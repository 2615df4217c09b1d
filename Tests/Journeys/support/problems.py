"""Refusals of the native API."""

import httpx


def assert_problem(answer: httpx.Response, status: int, code: str) -> None:
    """A refusal is a problem document (RFC 9457) in words that show nothing of the inside."""
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    problem = answer.json()
    assert (problem["code"], problem["type"], problem["status"]) == (code, f"/problems/{code}", status)
    assert problem["title"] and problem["detail"] and "{" not in problem["title"] + problem["detail"]
    for word in ("Swift", "SQLite", "Error", "Optional", ".swift"):
        assert word not in answer.text
