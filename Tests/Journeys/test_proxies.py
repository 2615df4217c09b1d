"""Behind a proxy: whose word is taken, what is refused, what is counted and what is written."""

from collections.abc import Callable, Iterator

import http_sfv
import httpx
import pytest
from sectxt import Parser

from support.canary import canary
from support.problems import assert_problem
from support.server import Server
from support.waiting import eventually

STUDIO = {
    "base_url": "https://studio.example",
    "contact_email": "privacy@studio.example",
    "operator_name": "Studio",
    "operator_address": "1 Road\nTown",
    "operator_country": "DE",
}


@pytest.fixture(scope="module")
def studio_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of the public internet behind a proxy that it trusts: this machine."""
    server = Server(
        tmp_path_factory.mktemp("proxied"), trusted_proxies="127.0.0.1, 10.0.0.0/8", guest_images=1, **STUDIO
    )
    yield server.start()
    server.close()


def through(server: Server, address: str, **headers: str) -> httpx.Client:
    """Somebody at this address, as the proxy passes them on."""
    fields = {
        "Host": "studio.example",
        "Sec-Fetch-Site": "same-origin",
        "X-Forwarded-Proto": "https",
        "X-Forwarded-For": address,
    }
    return httpx.Client(base_url=f"http://127.0.0.1:{server.port}", headers=fields | headers, trust_env=False)


# Whose word is taken.


def _networks(server: Server, mark: str) -> list[str]:
    lines = [line for line in server.log_text()[len(mark) :].splitlines() if "Request served" in line]
    return [line.split('"network":"')[1].split('"')[0] for line in lines if '"network":"' in line]


@pytest.mark.parametrize(
    ("forwarded", "network"),
    [
        ("203.0.113.77", "203.0.113.0"),
        ("2001:db8:1:2:3::4", "2001:db8:1::"),
        ("::ffff:203.0.113.77", "203.0.113.0"),
        ("[2001:db8:1:2:3::4]:4711", "2001:db8:1::"),
        ("198.51.100.9, 203.0.113.77", "203.0.113.0"),
        ("203.0.113.77, 10.1.2.3", "203.0.113.0"),
        ("203.0.113.77, nonsense", "127.0.0.0"),
    ],
)
def test_the_log_has_the_client_s_network_and_nothing_of_the_client(
    studio_server: Server, forwarded: str, network: str
):
    before = studio_server.log_text()
    secret = canary()
    client = through(studio_server, forwarded)
    client.get(f"/gallery?token={secret}", headers={"User-Agent": secret, "Referer": f"https://x.example/{secret}"})
    [logged] = eventually(lambda: _networks(studio_server, before), about="the request is logged")
    assert logged == network
    added = studio_server.log_text()[len(before) :]
    assert secret not in added
    assert "203.0.113.77" not in added and "3::4" not in added


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP"])
def test_what_an_untrusted_peer_says_means_nothing(shared_server: Server, header: str):
    before = shared_server.log_text()
    value = "for=203.0.113.77" if header == "Forwarded" else "203.0.113.77"
    httpx.get(f"{shared_server.url}/healthz", headers={header: value}, trust_env=False)
    networks = eventually(lambda: _networks(shared_server, before), about="the request is logged")
    assert set(networks) == {"127.0.0.0"}


def test_a_day_s_pictures_are_counted_by_network_and_refused_with_what_is_left(studio_server: Server):
    def order(address: str) -> httpx.Response:
        return through(studio_server, address).post("/api/jobs", json={"prompt": "a", "size": "64x64"})

    # Each order is another visitor's first; ten visitors' quotas are a network's.
    assert [order(f"203.0.113.{last}").status_code for last in range(10)] == [202] * 10
    refused = order("203.0.113.200")
    assert_problem(refused, 429, "quota-exceeded")
    assert refused.json()["violated-policies"] == ["network_images"]
    [(policy, standing)] = _limits(refused, "network_images")
    assert policy == {"q": 10, "w": 86_400}
    assert standing["r"] == 0
    assert int(refused.headers["retry-after"]) >= standing["t"] > 0
    assert order("198.51.100.1").status_code == 202
    spoofed = through(studio_server, "203.0.113.201, 203.0.113.202")
    assert spoofed.post("/api/jobs", json={"prompt": "a", "size": "64x64"}).status_code == 429


def test_browsers_of_one_network_that_choose_for_the_first_time_meet_a_limit_on_the_page_and_in_the_api(
    studio_server: Server,
):
    def by_page(address: str) -> httpx.Response:
        form = {"choice": "refuse", "purpose": "measure_usage"}
        return through(studio_server, address).post("/cookies", data=form)

    def by_api(address: str) -> httpx.Response:
        body = {"purpose": "measure_usage", "given": False}
        return through(studio_server, address).post("/api/privacy/consents", json=body)

    first = by_page("192.0.2.1")
    assert first.status_code == 303
    assert [by_page("192.0.2.2").status_code for _ in range(14)] == [303] * 14
    assert [by_api("192.0.2.3").status_code for _ in range(15)] == [201] * 15
    refused = by_page("192.0.2.4")
    assert refused.status_code == 429 and "text/html" in refused.headers["content-type"]
    assert "Too many requests" in refused.text
    assert "consent" not in refused.headers.get("set-cookie", "")
    assert_problem(by_api("192.0.2.5"), 429, "quota-exceeded")
    assert by_page("198.51.100.1").status_code == 303
    [cookie] = [line for line in first.headers.get_list("set-cookie") if "consent" in line]
    known = through(studio_server, "192.0.2.6", Cookie=cookie.split(";")[0])
    assert known.put("/api/privacy/objections/secure_service").status_code == 204


# Plain HTTP.


def test_what_the_proxy_got_unencrypted_is_led_away_or_refused(studio_server: Server):
    plain = through(studio_server, "203.0.113.1", **{"X-Forwarded-Proto": "http"})
    page = plain.get("/gallery?q=a")
    assert (page.status_code, page.headers["location"]) == (308, "https://studio.example/gallery?q=a")
    assert "strict-transport-security" not in page.headers
    assert_problem(plain.post("/api/jobs", json={"prompt": "a"}), 403, "tls_required")
    assert plain.get("/api/models").status_code == 308
    keyed = plain.get("/api/jobs", headers={"Authorization": "Bearer nbp_sk_x"})
    assert_problem(keyed, 403, "tls_required")
    assert "location" not in keyed.headers
    assert "set-cookie" not in plain.post("/api/jobs", json={"prompt": "a"}).headers


def test_https_is_demanded_for_years_and_nothing_is_kept_at_the_end(studio_server: Server):
    client = through(studio_server, "198.51.100.50")
    answer = client.post("/api/jobs", json={"prompt": "a", "size": "64x64"})
    assert answer.headers["strict-transport-security"] == "max-age=63072000; includeSubDomains"
    cookie = answer.headers["set-cookie"].split(";")[0]
    page = client.get("/erase", headers={"Cookie": cookie}).text
    token = page.split('name="csrf" value="')[1].split('"')[0]
    erased = client.post("/erase", data={"csrf": token}, headers={"Cookie": cookie})
    assert erased.status_code == 303
    assert erased.headers["clear-site-data"] == '"cache", "cookies", "storage"'


def test_a_server_that_cannot_tell_says_so_at_start(new_server: Callable[..., Server]):
    server = new_server(**STUDIO).start()
    assert "plain HTTP cannot be told from https" in server.log_text()


def test_one_that_can_tell_says_nothing(studio_server: Server, shared_server: Server):
    for server in (studio_server, shared_server):
        assert "cannot be told" not in server.log_text()


# Limits.


def _limits(answer: httpx.Response, name: str) -> list[tuple[dict, dict]]:
    """What the two fields say of a policy, read as structured fields."""
    policies, standing = http_sfv.List(), http_sfv.List()
    policies.parse(answer.headers["ratelimit-policy"].encode())
    standing.parse(answer.headers.get("ratelimit", "").encode())
    published = {item.value: dict(item.params) for item in policies}
    now = {item.value: dict(item.params) for item in standing}
    assert set(now) <= set(published)
    assert all({"q", "w"} == set(params) for params in published.values())
    assert all({"r", "t"} == set(params) for params in now.values())
    return [(published[name], now[name])] if name in now else []


def test_limits_are_structured_fields_that_name_nobody(studio_server: Server):
    client = through(studio_server, "198.51.100.77")
    answer = client.get("/api/models")
    [(policy, standing)] = _limits(answer, "api_read_network")
    assert policy == {"q": 30_000, "w": 60}
    assert standing["r"] < 30_000
    assert _limits(answer, "api_read_everybody") == []
    for name in ("ratelimit", "ratelimit-policy"):
        assert "198.51" not in answer.headers[name] and "pk=" not in answer.headers[name]
    assert "ratelimit" not in client.get("/gallery").headers


def test_a_flood_of_one_client_meets_its_limit(studio_server: Server):
    client = through(studio_server, "198.51.100.90")
    cookie = client.post("/api/jobs", json={"prompt": "a", "size": "64x64"}).headers["set-cookie"].split(";")[0]
    client.headers["Cookie"] = cookie
    for _ in range(3_000):
        answer = client.delete("/api/jobs/job_1")
        if answer.status_code == 429:
            break
        assert answer.status_code == 404
    assert_problem(answer, 429, "quota-exceeded")
    assert answer.json()["violated-policies"] == ["api_write_client"]
    [(policy, standing)] = _limits(answer, "api_write_client")
    assert (policy, standing["r"]) == ({"q": 600, "w": 60}, 0)
    assert int(answer.headers["retry-after"]) >= standing["t"] >= 1
    assert client.get("/api/images").status_code == 200
    assert through(studio_server, "198.51.100.91").delete("/api/jobs/job_1").status_code == 404


# Reports and well-known addresses.


def test_security_txt_says_whom_to_write_to(studio_server: Server):
    answer = through(studio_server, "198.51.100.2").get("/.well-known/security.txt")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    parser = Parser(answer.content)
    assert parser.errors == []
    assert {remark["code"] for remark in parser.recommendations} <= {"no_encryption", "not_signed", "no_csaf"}
    assert "Contact: mailto:privacy@studio.example" in answer.text


def test_without_an_operator_there_is_no_security_txt(shared_server: Server):
    answer = httpx.get(f"{shared_server.url}/.well-known/security.txt", trust_env=False)
    assert_problem(answer, 404, "not_found")


def test_password_keepers_find_their_page(shared_server: Server):
    answer = httpx.get(f"{shared_server.url}/.well-known/change-password", trust_env=False)
    assert (answer.status_code, answer.headers["location"]) == (302, "/account/password")


@pytest.mark.parametrize("kind", ["application/csp-report", "application/reports+json"])
def test_a_report_of_a_browser_is_counted_and_cut(shared_server: Server, kind: str):
    def count() -> int:
        text = httpx.get(f"{shared_server.url}/metrics", trust_env=False).text
        lines = [line for line in text.splitlines() if line.startswith('csp_reports_total{directive="img-src"}')]
        return int(float(lines[0].split()[-1])) if lines else 0

    secret, before = canary(), count()
    blocked, page = f"https://evil.example/{secret}?{secret}#{secret}", f"{shared_server.url}/?q={secret}"
    report = {"csp-report": {"document-uri": page, "blocked-uri": blocked, "effective-directive": "img-src"}}
    if kind == "application/reports+json":
        body = {"documentURL": page, "blockedURL": blocked, "effectiveDirective": "img-src"}
        report = [{"type": "csp-violation", "age": 1, "url": page, "user_agent": secret, "body": body}]
    answer = httpx.post(
        f"{shared_server.url}/csp-reports", json=report, headers={"Content-Type": kind}, trust_env=False
    )
    assert (answer.status_code, answer.content) == (204, b"")
    assert count() == before + 1
    log = eventually(
        lambda: (text := shared_server.log_text()).count("https://evil.example") and text, about="it is logged"
    )
    assert secret not in log


@pytest.mark.parametrize(
    ("kind", "body", "status", "code"),
    [
        ("application/json", b"{}", 415, "unsupported_media_type"),
        ("application/csp-report", b"[", 400, "malformed_body"),
        ("application/reports+json", b"{}", 400, "malformed_body"),
        ("application/csp-report", b" " * 40_000, 413, "body_too_large"),
    ],
)
def test_a_report_that_is_none_is_refused(shared_server: Server, kind: str, body: bytes, status: int, code: str):
    answer = httpx.post(
        f"{shared_server.url}/csp-reports", content=body, headers={"Content-Type": kind}, trust_env=False
    )
    assert_problem(answer, status, code)


def test_pages_say_where_to_report_and_who_may_find_them(shared_server: Server):
    def headers(path: str) -> httpx.Headers:
        return httpx.get(f"{shared_server.url}{path}", trust_env=False).headers

    studio = headers("/")
    assert studio["content-security-policy"].endswith("; report-to csp")
    assert studio["reporting-endpoints"] == 'csp="/csp-reports"'
    assert "publickey-credentials-get=(self)" in studio["permissions-policy"]
    assert "x-robots-tag" not in studio
    for path in ("/gallery", "/erase", "/nowhere"):
        assert headers(path)["x-robots-tag"] == "noindex"
