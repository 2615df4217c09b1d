"""What the native API refuses, and how it says so."""

import contextlib

import httpx
import pytest

from support.person import Person
from support.pixels import opened
from support.problems import assert_problem
from support.product import CHINESE
from support.server import Server
from support.wire import connected, statuses

JSON = {"Content-Type": "application/json"}
LONGEST_PROMPT = 32_000

REFUSED_ORDERS = {
    "no body": (b"", 400, "malformed_body"),
    "no JSON": (b"prompt=a", 400, "malformed_body"),
    "cut JSON": (b'{"prompt":"a', 400, "malformed_body"),
    "two values": (b'{"prompt":"a"} {}', 400, "malformed_body"),
    "broken UTF-8": (b'{"prompt":"\xff\xfe"}', 400, "malformed_body"),
    "a list": (b'["a"]', 400, "malformed_body"),
    "deep": (b"[" * 100_000, 400, "malformed_body"),
    "no prompt": (b"{}", 422, "missing_field"),
    "null prompt": (b'{"prompt":null}', 422, "missing_field"),
    "number prompt": (b'{"prompt":7}', 422, "wrong_field_type"),
    "unknown member": (b'{"prompt":"a","colour":"red"}', 400, "unknown_field"),
    "empty prompt": (b'{"prompt":""}', 422, "prompt_empty"),
    "blank prompt": (b'{"prompt":" \\n\\t "}', 422, "prompt_empty"),
    "control character": (b'{"prompt":"a\\u0000b"}', 422, "prompt_control_characters"),
    "prompt one too long": (b'{"prompt":"' + b"a" * (LONGEST_PROMPT + 1) + b'"}', 422, "prompt_too_long"),
    "no picture": (b'{"prompt":"a","n":0}', 422, "count_out_of_bounds"),
    "eleven pictures": (b'{"prompt":"a","n":11}', 422, "count_out_of_bounds"),
    "fraction": (b'{"prompt":"a","n":1.5}', 422, "wrong_field_type"),
    "huge number": (b'{"prompt":"a","n":1e400}', 422, "wrong_field_type"),
    "negative seed": (b'{"prompt":"a","seed":-1}', 422, "seed_out_of_bounds"),
    "seed too large": (b'{"prompt":"a","seed":2147483648}', 422, "seed_out_of_bounds"),
    "size in words": (b'{"prompt":"a","size":"big"}', 422, "size_malformed"),
    "size too small": (b'{"prompt":"a","size":"63x64"}', 422, "size_out_of_bounds"),
    "too many pixels": (b'{"prompt":"a","size":"12288x12288"}', 422, "size_out_of_bounds"),
    "two sizes": (b'{"prompt":"a","size":"64x64","aspect_ratio":"1:1"}', 422, "size_and_ratio"),
    "shape": (b'{"prompt":"a","aspect_ratio":"7:5"}', 422, "aspect_ratio_unknown"),
    "resolution": (b'{"prompt":"a","resolution":"8K"}', 422, "resolution_unknown"),
    "style": (b'{"prompt":"a","style":"baroque"}', 422, "style_unknown"),
    "model": (b'{"prompt":"a","model":"dall-e"}', 404, "model_unknown"),
    "task": (b'{"prompt":"a","task":"dream"}', 422, "task_unsupported"),
    "nobody's picture": (b'{"prompt":"a","variation_of":"img_01M84Y09ZBE0083F8ARC95AYF6"}', 404, "not_found"),
}


@pytest.mark.parametrize(("body", "status", "code"), REFUSED_ORDERS.values(), ids=REFUSED_ORDERS.keys())
def test_an_order_that_cannot_be_is_refused_with_its_reason(person: Person, body: bytes, status: int, code: str):
    answer = person.http.post("/api/jobs", content=body, headers=JSON)
    assert_problem(answer, status, code)


@pytest.mark.parametrize(
    "member", [{"n": 0}, {"n": 11}, {"style": "baroque"}, {"model": "dall-e"}, {"seed": -1}], ids=str
)
def test_a_refused_order_starts_no_visitor(person: Person, member: dict):
    assert person.order("a house", **member).status_code >= 400
    assert person.cookie is None


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "", "application/jsonp"])
def test_an_order_is_JSON_and_says_so(person: Person, kind: str):
    answer = person.http.post("/api/jobs", content=b'{"prompt":"a"}', headers={"Content-Type": kind})
    assert_problem(answer, 415, "unsupported_media_type")


@pytest.mark.parametrize("key", ["", "a b", "k" * 256, "\u00e9"])
def test_a_key_is_255_visible_characters_at_most(person: Person, key: str):
    answer = person.http.post("/api/jobs", json={"prompt": "a"}, headers=[(b"Idempotency-Key", key.encode())])
    assert_problem(answer, 400, "idempotency_key_malformed")


def test_the_longest_prompt_is_taken_in_any_spelling(person: Person):
    escaped = "\\ud83d\\ude00" * (LONGEST_PROMPT - 7)
    body = f'{{"prompt":"a tree {escaped}","size":"64x64"}}'
    answer = person.http.post("/api/jobs", content=body, headers=JSON)
    assert answer.status_code == 202, answer.text
    assert person.ended(answer.json()["id"])["status"] == "succeeded"


def test_a_refusal_speaks_the_language_that_was_asked_for(person: Person):
    answer = person.http.post("/api/jobs", json={"prompt": ""}, headers={"Accept-Language": "zh-TW,en;q=0.5"})
    assert answer.json()["title"] == CHINESE.say("problem.prompt_empty.title")
    assert answer.json()["detail"] == CHINESE.say("problem.prompt_empty.detail")


@pytest.mark.parametrize("is_honest", [True, False])
def test_a_body_over_the_limit_is_refused_unread(person: Person, is_honest: bool):
    body = b'{"prompt":"' + b"a" * (8 << 20) + b'"}'
    content = body if is_honest else (body[place : place + 65_536] for place in range(0, len(body), 65_536))
    with contextlib.suppress(httpx.WriteError):  # closing while it is still being sent is an answer too
        assert_problem(person.http.post("/api/jobs", content=content, headers=JSON), 413, "body_too_large")
    assert person.http.get("/healthz").status_code == 200


WRONG_METHODS = [
    ("PUT", "/api/jobs", "GET, HEAD, POST"),
    ("GET", "/api/previews", "POST"),
    ("POST", "/api/jobs/job_01M84Y09N6E008MBMHMF8HD8EG", "GET, HEAD, DELETE"),
    ("PATCH", "/api/images/img_01M84Y09ZBE0083F8ARC95AYF6", "GET, HEAD, DELETE"),
    ("PUT", "/api/images", "GET, HEAD, POST"),
    ("DELETE", "/api/models", "GET, HEAD"),
    ("POST", "/healthz", "GET, HEAD"),
    ("DELETE", "/gallery", "GET, HEAD"),
    ("GET", "/preferences", "POST"),
    ("POST", "/", "GET, HEAD"),
]


@pytest.mark.parametrize(("method", "path", "allowed"), WRONG_METHODS)
def test_a_wrong_method_is_told_the_right_ones(person: Person, method: str, path: str, allowed: str):
    answer = person.http.request(method, path)
    assert (answer.status_code, answer.headers["allow"]) == (405, allowed)


@pytest.mark.parametrize(
    "path",
    [
        "/api",
        "/api/",
        "/api/nothing",
        "/api/jobs/job_1",
        "/api/jobs/img_01M84Y09ZBE0083F8ARC95AYF6",
        "/api/jobs/..%2f..",
        "/api/images/img_01M84Y09ZBE0083F8ARC95AYF6/file",
        "/api/images/%00",
        "/assets/none/studio.css",
        "/assets/%2e%2e/%2e%2e/models.json",
    ],
)
def test_an_unknown_address_is_a_problem_for_programs(person: Person, path: str):
    assert_problem(person.http.get(path), 404, "not_found")


def test_no_path_leads_out_of_the_assets(shared_server: Server):
    with connected(shared_server) as connection:
        connection.send(b"GET /assets/../../models.json HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        answer = connection.everything()
    assert statuses(answer) == [404]
    assert b"sketch" not in answer


@pytest.mark.parametrize(
    "path", ["/nowhere", "/zh-Hant/nowhere", "/jobs/job_1", "/images/x", "/gallery/more", "/%F0%9F", "/fr/"]
)
def test_an_unknown_address_is_a_page_for_people(person: Person, path: str):
    answer = person.http.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert "<h1>" in answer.text


@pytest.mark.parametrize(
    "query",
    ["limit=0", "limit=101", "limit=x", "cursor=x", "cursor=job_01M84Y09N6E008MBMHMF8HD8EG", "limit=1&limit=2"],
)
def test_a_parameter_that_cannot_be_is_refused(person: Person, query: str):
    assert_problem(person.http.get(f"/api/images?{query}"), 400, "malformed_parameter")


@pytest.mark.parametrize("query", ["format=bmp", "format=", "w=0", "w=-1", "w=9999999", "w=x"])
def test_a_file_is_offered_in_its_forms_only(person: Person, query: str):
    image = person.make()["images"][0]
    assert_problem(person.http.get(f"{image['url']}?{query}"), 400, "malformed_parameter")


@pytest.mark.parametrize(("asked", "width"), [(1, 160), (160, 160), (161, 320), (640, 640), (641, 700), (5000, 700)])
def test_a_width_gives_the_next_wider_thumbnail(person: Person, asked: int, width: int):
    image = person.make(size="700x350")["images"][0]
    picture = opened(person.file(image, w=asked).content)
    assert picture.size == (width, width // 2)
