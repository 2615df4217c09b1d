"""The server as the network meets it: malformed bytes, other sites, methods, headers and metrics."""

from collections.abc import Callable
from http.client import HTTPConnection

import httpx
import pytest

from support.books import Books
from support.canary import canary
from support.person import Person
from support.problems import assert_problem
from support.server import Server
from support.waiting import eventually
from support.wire import connected, statuses

SLOW_BODY_LIMIT = 30  # seconds

# What only bytes can say.


REQUEST = (
    b"POST /api/jobs HTTP/1.1\r\n"
    b"Host: localhost:%d\r\n"
    b"Sec-Fetch-Site: same-origin\r\n"
    b"Content-Type: application/json\r\n"
)
ORDER = b'{"prompt":"a house","size":"64x64"}'
MALFORMED = {
    "a body cut short": b"Content-Length: 500\r\n\r\n" + ORDER,
    "a length that is no number": b"Content-Length: many\r\n\r\n" + ORDER,
    "a negative length": b"Content-Length: -5\r\n\r\n" + ORDER,
    "two lengths": b"Content-Length: 5\r\nContent-Length: 35\r\n\r\n" + ORDER,
    "length and chunks": b"Content-Length: 35\r\nTransfer-Encoding: chunked\r\n\r\n23\r\n" + ORDER + b"\r\n0\r\n\r\n",
    "a length too short": b"Content-Length: 10\r\n\r\n" + ORDER,
    "a chunk without a size": b"Transfer-Encoding: chunked\r\n\r\nxyz\r\n" + ORDER,
    "chunks cut short": b"Transfer-Encoding: chunked\r\n\r\n23\r\n" + ORDER[:5],
    "an endless header": b"X-Long: " + b"x" * 1_000_000 + b"\r\n\r\n",
    "no request at all": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
}


@pytest.mark.parametrize("rest", MALFORMED.values(), ids=MALFORMED.keys())
def test_malformed_bytes_make_no_job_and_do_no_harm(shared_server: Server, rest: bytes):
    jobs = Books(shared_server.data).count("studio_job")
    with connected(shared_server) as connection:
        try:
            connection.send(REQUEST % shared_server.port + rest)
            connection.end()
        except (BrokenPipeError, ConnectionResetError):
            pass  # it did not want to hear more
        answers = connection.everything()
    assert 202 not in statuses(answers)
    assert set(statuses(answers)) <= {400, 408, 413, 431}
    assert Books(shared_server.data).count("studio_job") == jobs
    assert httpx.get(f"{shared_server.url}/healthz", trust_env=False).status_code == 200


UNADDRESSED = {
    "no host": b"",
    "an empty host": b"Host:\r\n",
    "two hosts": b"Host: localhost\r\nHost: localhost\r\n",
    "a host with a space": b"Host: local host\r\n",
    "an address as host": b"Host: http://localhost/\r\n",
}


@pytest.mark.parametrize("fields", UNADDRESSED.values(), ids=UNADDRESSED.keys())
def test_whoever_does_not_say_whom_a_request_is_for_is_not_heard(shared_server: Server, fields: bytes):
    with connected(shared_server) as connection:
        connection.send(b"GET /healthz HTTP/1.1\r\n" + fields + b"\r\n")
        connection.end()
        assert statuses(connection.everything()) == [400]


def test_HTTP_1_0_need_not_say_whom_it_is_for(shared_server: Server):
    with connected(shared_server) as connection:
        connection.send(b"GET /healthz HTTP/1.0\r\n\r\n")
        connection.end()
        assert statuses(connection.everything()) == [200]


@pytest.mark.prove
def test_a_body_that_trickles_does_not_hold_its_connection(shared_server: Server):
    with connected(shared_server) as connection:
        connection.socket.settimeout(1)
        connection.send(REQUEST % shared_server.port + b"Content-Length: 500\r\n\r\n")

        def is_answered() -> bytes | bool:
            try:
                connection.send(b" ")
                return connection.socket.recv(65_536)
            except TimeoutError:
                return False

        answer = eventually(is_answered, about="the trickle is cut off", within=SLOW_BODY_LIMIT + 10)
    assert statuses(answer) == [408]


def test_requests_on_one_connection_are_answered_in_turn(shared_server: Server):
    connection = HTTPConnection("localhost", shared_server.port)
    connection.connect()
    first = connection.sock
    for _ in range(20):
        connection.request("GET", "/healthz")
        answer = connection.getresponse()
        assert (answer.status, answer.read()) == (200, b"ok\n")
    assert connection.sock is first
    connection.close()


# Other sites.


def test_a_foreign_name_for_this_machine_starts_no_visitor(shared_server: Server):
    rebound = {
        "Host": f"evil.example:{shared_server.port}",
        "Origin": f"http://evil.example:{shared_server.port}",
        "Sec-Fetch-Site": "same-origin",
    }
    before = Books(shared_server.data).count("accounts_visitor")
    answer = httpx.post(f"{shared_server.url}/api/jobs", json={"prompt": "a"}, headers=rebound, trust_env=False)
    assert_problem(answer, 401, "visitor_required")
    assert "set-cookie" not in answer.headers
    assert Books(shared_server.data).count("accounts_visitor") == before


FOREIGN = {
    "another site": {"Sec-Fetch-Site": "cross-site"},
    "a sibling": {"Sec-Fetch-Site": "same-site"},
    "typed into the bar": {"Sec-Fetch-Site": "none"},
    "a foreign origin": {"Origin": "https://evil.example"},
    "no origin": {"Origin": "null"},
    "nothing": {},
}


@pytest.mark.parametrize("headers", FOREIGN.values(), ids=FOREIGN.keys())
def test_another_site_neither_starts_a_visitor_nor_acts_as_one(person: Person, headers: dict[str, str]):
    made = person.make()
    foreign = httpx.Client(base_url=person.server.url, headers=headers, trust_env=False)
    assert_problem(foreign.post("/api/jobs", json={"prompt": "a"}), 401, "visitor_required")
    foreign.cookies.set("nbp_visitor", person.cookie)
    assert_problem(foreign.post("/api/jobs", json={"prompt": "a"}), 403, "origin_refused")
    assert_problem(foreign.delete(f"/api/images/{made['images'][0]['id']}"), 403, "origin_refused")
    assert foreign.post("/erase", data={"csrf": "0.0"}).status_code == 403
    assert person.file(made["images"][0]).status_code == 200


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1", "[::1]"])
def test_the_names_of_this_machine_are_one_origin(shared_server: Server, name: str):
    origin = f"http://{name}:{shared_server.port}"
    headers = {"Host": f"{name}:{shared_server.port}", "Origin": origin}
    answer = httpx.post(
        f"{shared_server.url}/api/jobs", json={"prompt": "a", "size": "64x64"}, headers=headers, trust_env=False
    )
    assert answer.status_code == 202


# HEAD, headers and operating.


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/gallery",
        "/images/{image[id]}",
        "{image[url]}",
        "{image[url]}?w=160",
        "{image[url]}?format=webp",
        "/api/images",
        "/healthz",
        "/nowhere",
        "/jobs/job_1",
        "/api/nothing",
        "/api/jobs",
    ],
)
def test_HEAD_answers_as_GET_does_without_a_body(person: Person, path: str):
    path = path.format(image=person.make()["images"][0])
    got = person.http.get(path)
    with connected(person.server) as connection:
        fields = f"Host: localhost\r\nCookie: nbp_visitor={person.cookie}\r\nConnection: close\r\n"
        connection.send(f"HEAD {path} HTTP/1.1\r\n{fields}\r\n".encode())
        head, _, body = connection.everything().partition(b"\r\n\r\n")
    assert (statuses(head), body) == ([got.status_code], b"")
    fields = dict(line.split(": ", 1) for line in head.decode().split("\r\n")[1:])
    for name in ("Content-Type", "Content-Length", "Cache-Control", "Content-Security-Policy"):
        assert fields.get(name) == got.headers.get(name), name


def test_every_answer_has_the_header_policy(person: Person):
    image = person.make()["images"][0]
    for path in ("/", "/nowhere", "/api/images", "/api/nothing", image["url"], "/healthz", "/gallery"):
        headers = person.http.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["cache-control"] in ("no-store", "private, no-cache"), path
        assert "server" not in headers


def test_assets_are_kept_for_a_year_and_asked_for_once(person: Person):
    page = person.http.get("/").text
    style = page.split('rel="stylesheet" href="')[1].split('"')[0]
    first = person.http.get(style)
    assert first.headers["cache-control"] == "public, max-age=31536000, immutable"
    again = person.http.get(style, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded"])
def test_metrics_answer_direct_local_requests_only(person: Person, header: str):
    assert person.http.get("/metrics").status_code == 200
    assert "# TYPE" in person.http.get("/metrics").text
    forwarded = person.http.get("/metrics", headers={header: "for=127.0.0.1" if header == "Forwarded" else "127.0.0.1"})
    assert forwarded.status_code == 404


def test_metrics_answer_their_token_only_once_there_is_one(new_server: Callable[..., Server]):
    token = canary()
    server = new_server(metrics_token=token).start()
    for authorization, status in ((f"Bearer {token}", 200), ("Bearer wrong", 404), ("", 404)):
        answer = httpx.get(f"{server.url}/metrics", headers={"Authorization": authorization}, trust_env=False)
        assert answer.status_code == status
