"""https as the network meets it: what is spoken, what is refused, and certificates that change while it runs."""

import datetime
import os
import signal
import socket
import ssl
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from sslyze import (
    ScanCommand,
    ScanCommandAttemptStatusEnum,
    Scanner,
    ServerNetworkLocation,
    ServerScanRequest,
    TlsVersionEnum,
)

from support.certificates import Certificates
from support.person import Person
from support.server import Server, free_port
from support.waiting import eventually
from support.wire import Connection, events

HANDSHAKE_LIMIT = 10  # seconds


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    certificates = Certificates(tmp_path_factory.mktemp("certificates"))
    certificates.issue()
    return certificates


@pytest.fixture(scope="module")
def tls_server(tmp_path_factory: pytest.TempPathFactory, certificates: Certificates) -> Iterator[Server]:
    """A server with https and the port that leads there."""
    server = Server(
        tmp_path_factory.mktemp("tls"),
        tls_cert=certificates.chain,
        tls_key=certificates.key,
        http_redirect_port=free_port(),
    )
    server.trust = certificates.trust
    yield server.start()
    server.close()


@pytest.fixture(params=[False, True], ids=["http/1.1", "http/2"])
def protocol(request: pytest.FixtureRequest) -> dict[str, bool]:
    return {"http1": not request.param, "http2": request.param}


@pytest.fixture
def tls_person(tls_server: Server, protocol: dict[str, bool]) -> Iterator[Person]:
    person = Person(tls_server, **protocol)
    yield person
    person.close()


# What is spoken.


def test_only_TLS_1_2_and_1_3_are_spoken_with_suites_that_hold(tls_server: Server):
    versions = {
        ScanCommand.SSL_2_0_CIPHER_SUITES: "ssl_2_0",
        ScanCommand.SSL_3_0_CIPHER_SUITES: "ssl_3_0",
        ScanCommand.TLS_1_0_CIPHER_SUITES: "tls_1_0",
        ScanCommand.TLS_1_1_CIPHER_SUITES: "tls_1_1",
        ScanCommand.TLS_1_2_CIPHER_SUITES: "tls_1_2",
        ScanCommand.TLS_1_3_CIPHER_SUITES: "tls_1_3",
    }
    flaws = {ScanCommand.HEARTBLEED, ScanCommand.OPENSSL_CCS_INJECTION, ScanCommand.TLS_COMPRESSION, ScanCommand.ROBOT}
    scanner = Scanner()
    location = ServerNetworkLocation("localhost", tls_server.port, ip_address="127.0.0.1")
    commands = set(versions) | flaws | {ScanCommand.SESSION_RENEGOTIATION}
    scanner.queue_scans([ServerScanRequest(server_location=location, scan_commands=commands)])
    [outcome] = scanner.get_results()
    assert outcome.scan_result, outcome.connectivity_error_trace
    found = outcome.scan_result
    for attempt in vars(found).values():
        assert attempt.status != ScanCommandAttemptStatusEnum.ERROR, attempt.error_trace
    suites = {
        version: [suite.cipher_suite.name for suite in getattr(found, f"{version}_cipher_suites").result.accepted_cipher_suites]
        for version in versions.values()
    }
    assert {version for version, accepted in suites.items() if accepted} == {"tls_1_2", "tls_1_3"}
    assert all(name.startswith("TLS_ECDHE_") and ("_GCM_" in name or "CHACHA20" in name) for name in suites["tls_1_2"])
    assert not found.heartbleed.result.is_vulnerable_to_heartbleed
    assert not found.openssl_ccs_injection.result.is_vulnerable_to_ccs_injection
    assert not found.tls_compression.result.supports_compression
    assert found.robot.result.robot_result.name.startswith("NOT_VULNERABLE")
    assert not found.session_renegotiation.result.is_vulnerable_to_client_renegotiation_dos
    assert outcome.connectivity_result.highest_tls_version_supported == TlsVersionEnum.TLS_1_3


def test_both_protocols_answer_alike(tls_person: Person, protocol: dict[str, bool]):
    answer = tls_person.http.get("/gallery")
    assert (answer.status_code, answer.http_version) == (200, "HTTP/2" if protocol["http2"] else "HTTP/1.1")
    assert "strict-transport-security" not in answer.headers  # never on a local server
    assert "connection" not in answer.headers
    image = tls_person.make()["images"][0]
    assert tls_person.file(image).status_code == 200
    assert tls_person.http.post("/api/jobs", json={"prompt": ""}).status_code == 422


def test_a_cookie_over_https_is_bound_to_the_host(tls_person: Person):
    cookie = tls_person.order("a house", size="64x64").headers["set-cookie"]
    assert cookie.startswith("__Host-visitor=")
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))


def test_events_reach_their_reader_in_both_protocols_and_the_connection_stays(tls_person: Person):
    job = tls_person.submit()["id"]
    with events(tls_person, job) as stream:
        names = [event.name for event in stream]
    assert names[-1] == "done"
    with tls_person.http.stream("GET", f"/api/jobs/{job}/events") as answer:
        assert "connection" not in answer.headers
        answer.read()
    after = tls_person.http.get("/healthz")
    assert after.status_code == 200
    assert len({response.extensions["network_stream"].get_extra_info("client_addr") for response in (answer, after)}) == 1


def test_other_requests_go_on_beside_events_on_one_connection(tls_server: Server):
    person = Person(tls_server, http1=False, http2=True)
    with tls_server.fault("engine:slow"):
        job = person.submit()["id"]
        with events(person, job) as stream:
            assert next(stream)
            assert person.http.get("/healthz").http_version == "HTTP/2"
            assert person.job(job)["status"] == "running"
            assert [event.name for event in stream][-1] == "done"
    person.close()


@pytest.mark.parametrize("protocol", [{"http1": True, "http2": False}], ids=["http/1.1"])
def test_a_reader_who_leaves_is_noticed(tls_person: Person, tls_server: Server, protocol: dict[str, bool]):
    # httpx leaves a stream of HTTP/2 without a word, so that it cannot show the same there.
    def running() -> float:
        text = httpx.get(f"{tls_server.url}/metrics", trust_env=False, verify=tls_server.trust).text
        lines = [line for line in text.splitlines() if line.startswith("http_server_active_requests")]
        return sum(float(line.split()[-1]) for line in lines)

    before = running()  # the one that asks is among them
    assert before >= 1
    with tls_server.fault("engine:slow"):
        job = tls_person.submit(n=4)["id"]
        with events(tls_person, job) as stream:
            assert next(stream)
            assert running() == before + 1
        eventually(lambda: running() == before, about="the reader's leaving is noticed", within=5)
        assert tls_person.job(job)["status"] in ("queued", "running")
        tls_person.http.delete(f"/api/jobs/{job}")


@pytest.mark.prove
def test_a_handshake_that_never_ends_is_cut_off(tls_server: Server):
    connection = Connection(tls_server, timeout=HANDSHAKE_LIMIT + 5)
    assert connection.everything() == b""
    connection.close()


# Certificates that change.


def _serial(server: Server, certificates: Certificates) -> str:
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as plain:
        with certificates.trust.wrap_socket(plain, server_hostname="localhost") as encrypted:
            return encrypted.getpeercert()["serialNumber"]


def test_a_new_certificate_is_taken_by_itself_and_at_once_on_a_signal(tls_server: Server, certificates: Certificates):
    first = _serial(tls_server, certificates)
    certificates.issue()
    os.kill(tls_server.process.pid, signal.SIGHUP)
    second = eventually(
        lambda: (now := _serial(tls_server, certificates)) != first and now, about="the signal is heeded", within=2
    )
    certificates.issue()
    eventually(lambda: _serial(tls_server, certificates) not in (first, second), about="the files are followed", within=15)


def test_a_certificate_without_its_key_leaves_the_earlier_one(tls_server: Server, certificates: Certificates):
    before = _serial(tls_server, certificates)
    certificates.issue(only_chain=True)
    os.kill(tls_server.process.pid, signal.SIGHUP)
    eventually(lambda: "cannot be served" in tls_server.log_text(), about="the log says so")
    assert _serial(tls_server, certificates) == before
    certificates.issue()
    os.kill(tls_server.process.pid, signal.SIGHUP)
    eventually(lambda: _serial(tls_server, certificates) != before, about="the pair is taken")


def test_what_cannot_be_served_refuses_to_start(tmp_path: Path):
    certificates = Certificates(tmp_path)
    server = Server(tmp_path, tls_cert=certificates.chain, tls_key=certificates.key)
    long_ago = datetime.datetime(2020, 1, 1, tzinfo=datetime.timezone.utc)

    def open_key() -> None:
        certificates.issue()
        certificates.key.chmod(0o644)

    for prepare, words in (
        (lambda: None, "is not there"),
        (lambda: certificates.issue(not_after=long_ago), "expired at 2020-01-01"),
        (open_key, "can be read by everybody"),
        (lambda: certificates.issue(only_chain=True), "can be read by everybody"),
        (lambda: certificates.key.chmod(0o600), "does not fit"),
        (lambda: certificates.key.write_bytes(b"no key"), "holds no private key"),
        (lambda: certificates.chain.write_bytes(b""), "holds no certificate"),
    ):
        prepare()
        status, said = server.refusal()
        assert status == 1
        assert words in said and said.startswith("nbp: ") and said.count("\n") == 1, said


# The port of plain HTTP.


class Plain:
    """The port beside https."""

    def __init__(self, server: Server):
        self.port = server.settings["http_redirect_port"]


def status_of(head: bytes) -> int:
    return int(head.split()[1])


def _ask_plain(server: Server, request: bytes) -> tuple[int, dict[str, str], bytes]:
    connection = Connection(Plain(server))
    connection.send(request)
    head = b""
    while b"\r\n\r\n" not in head:
        head += connection.socket.recv(65_536)
    head, _, body = head.partition(b"\r\n\r\n")
    fields = dict(line.lower().split(": ", 1) for line in head.decode().split("\r\n")[1:])
    while status_of(head) == 403 and not request.startswith(b"HEAD") and len(body) < int(fields["content-length"]):
        body += connection.socket.recv(65_536)
    connection.close()
    return status_of(head), fields, body


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("target", ["/", "/gallery?q=a%20b", "//evil.example/x", "/no/where", "http://evil.example/x"])
def test_plain_HTTP_is_led_to_the_base_URL(tls_server: Server, method: str, target: str):
    request = f"{method} {target} HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Proto: https\r\n\r\n"
    status, fields, body = _ask_plain(tls_server, request.encode())
    path = target.removeprefix("http://evil.example")
    assert (status, fields["location"], body) == (308, f"https://localhost:{tls_server.port}{path}", b"")
    assert "strict-transport-security" not in fields


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_anything_else_over_plain_HTTP_is_refused_unread(tls_server: Server, method: str):
    request = f"{method} /api/jobs HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer k\r\nContent-Length: 900000000\r\n\r\n"
    status, fields, body = _ask_plain(tls_server, request.encode())
    assert status == 403
    assert fields["content-type"] == "application/problem+json"
    assert b'"code":"tls_required"' in body
    assert "A credential came over plain HTTP" in eventually(tls_server.log_text, about="a line in the log")


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize(
    ("target", "field"),
    [
        ("/api/jobs", "Authorization: Bearer nbp_sk_x"),
        ("/v1/models", "X-Goog-Api-Key: nbp_sk_x"),
        ("/v1beta/models?key=nbp_sk_x", "Accept: */*"),
        ("/api/images", "Cookie: __Host-sid=x"),
    ],
)
def test_a_key_over_plain_HTTP_is_refused_and_not_led_on(tls_server: Server, method: str, target: str, field: str):
    before = tls_server.log_text().count("A credential came over plain HTTP")
    status, fields, _ = _ask_plain(tls_server, f"{method} {target} HTTP/1.1\r\nHost: localhost\r\n{field}\r\n\r\n".encode())
    assert status == 403 and "location" not in fields
    log = eventually(
        lambda: (text := tls_server.log_text()).count("A credential came over plain HTTP") > before and text,
        about="a line in the log",
    )
    assert "nbp_sk_x" not in log


def test_https_does_not_answer_plain_HTTP(tls_server: Server):
    connection = Connection(tls_server)
    connection.send(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert b"HTTP/1.1" not in connection.everything()
    connection.close()


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion:DeprecationWarning")
def test_another_authority_is_not_believed(tls_server: Server, tmp_path: Path):
    stranger = Certificates(tmp_path)
    with pytest.raises(httpx.ConnectError, match="CERTIFICATE_VERIFY_FAILED"):
        httpx.get(tls_server.url, verify=stranger.trust, trust_env=False)
    with pytest.raises(ssl.SSLError):
        with socket.create_connection(("127.0.0.1", tls_server.port), timeout=5) as plain:
            old = certificates_of_yesterday()
            old.wrap_socket(plain, server_hostname="localhost")


def certificates_of_yesterday() -> ssl.SSLContext:
    """A client that speaks nothing newer than TLS 1.1."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.minimum_version, context.maximum_version = ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1
    return context
