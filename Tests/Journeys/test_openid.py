"""Signing in with a provider that others wrote, from the redirect to the person whom it vouches for."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

import httpx
import oidc_provider_mock
import pytest

from support.server import Server

# The provider would refuse plain HTTP; it is on loopback.
os.environ.setdefault("AUTHLIB_INSECURE_TRANSPORT", "1")

ADA = {"email": "ada@example.com", "email_verified": True, "name": "Ada Lovelace", "locale": "zh-TW"}
SETTINGS = """
openid:
  - id: mock
    name: Mock
    issuer: {issuer}
    client_id: studio
    client_secret: hunter2hunter2
"""


@dataclass
class SignIn:
    """One person's sign-in at one server, with the provider on loopback."""

    server: Server
    issuer: str

    def begin(self, page: str = "/gallery") -> httpx.Response:
        url = f"http://127.0.0.1:{self.server.test_port}/test/openid/begin"
        return httpx.get(url, params={"provider": "mock", "page": page}, trust_env=False, timeout=30)

    def finish(self, query: str, cookie: str | None) -> httpx.Response:
        url = f"http://127.0.0.1:{self.server.test_port}/test/openid/finish"
        body = {"provider": "mock", "query": query, "cookie": cookie}
        return httpx.post(url, json=body, trust_env=False, timeout=30)

    def answer(self, address: str, **form: str) -> str:
        """What the browser brings back from the provider, where somebody filled in the form."""
        sent = httpx.post(address, data=form or {"sub": "ada"}, trust_env=False, timeout=30)
        assert sent.status_code == 302, sent.text
        back = urlsplit(sent.headers["location"])
        assert back.path == "/login/openid/mock"
        return back.query

    @property
    def log(self) -> str:
        return self.server.log_text()


@pytest.fixture
def sign_in(new_server: Callable[..., Server]) -> Iterator[SignIn]:
    with oidc_provider_mock.run_server_in_thread(require_nonce=True) as provider:
        issuer = f"http://localhost:{provider.server_port}"
        httpx.put(f"{issuer}/users/ada", json=ADA, trust_env=False).raise_for_status()
        server = new_server()
        server.data.mkdir(mode=0o700)
        (server.data / "nbp.yaml").write_text(SETTINGS.format(issuer=issuer))
        yield SignIn(server.start(), issuer)


def reason(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["message"]


def test_a_person_comes_back_as_whom_the_provider_knows(sign_in: SignIn):
    departure = sign_in.begin().json()
    asked = {name: values[0] for name, values in parse_qs(urlsplit(departure["address"]).query).items()}
    assert (asked["response_type"], asked["code_challenge_method"]) == ("code", "S256")
    assert asked["redirect_uri"] == f"{sign_in.server.url}/login/openid/mock"
    assert asked["scope"] == "openid email profile"
    query = sign_in.answer(departure["address"])
    person = sign_in.finish(query, departure["cookie"]).json()
    assert person == {
        "provider": "mock",
        "issuer": sign_in.issuer,
        "subject": "ada",
        "email": "ada@example.com",
        "isEmailVerified": True,
        "name": "Ada Lovelace",
        "language": "zh-Hant",
        "page": "/gallery",
    }
    code = parse_qs(query)["code"][0]
    for secret in (code, departure["cookie"], asked["state"], asked["nonce"], "hunter2", "ada@example.com"):
        assert secret not in sign_in.log
    assert '"host_id":"openid-mock"' in sign_in.log or "host_id=openid-mock" in sign_in.log


def test_nothing_is_kept_between_going_and_coming_back(sign_in: SignIn):
    departure = sign_in.begin().json()
    sign_in.server.restart()
    assert sign_in.finish(sign_in.answer(departure["address"]), departure["cookie"]).json()["subject"] == "ada"


def test_an_answer_counts_once(sign_in: SignIn):
    departure = sign_in.begin().json()
    query = sign_in.answer(departure["address"])
    assert sign_in.finish(query, departure["cookie"]).status_code == 200
    assert reason(sign_in.finish(query, departure["cookie"])) == (403, "state_used")
    sign_in.server.restart()
    # Another process does not know the state; the provider does not exchange a code twice.
    assert reason(sign_in.finish(query, departure["cookie"])) == (403, "code_refused")


def test_what_does_not_belong_together_is_refused(sign_in: SignIn):
    mine, other = sign_in.begin().json(), sign_in.begin().json()
    query = sign_in.answer(other["address"])
    assert reason(sign_in.finish(query, mine["cookie"])) == (403, "state_wrong")
    assert reason(sign_in.finish(query, None)) == (403, "cookie_missing")
    assert reason(sign_in.finish(query, other["cookie"][:-4] + "AAAA")) == (403, "cookie_altered")
    assert '"reason":"state_wrong"' in sign_in.log or "reason=state_wrong" in sign_in.log


def test_a_person_may_decline(sign_in: SignIn):
    departure = sign_in.begin().json()
    query = sign_in.answer(departure["address"], action="deny")
    if "state" not in parse_qs(query):  # this provider forgets it when somebody declines
        query += "&state=" + parse_qs(urlsplit(departure["address"]).query)["state"][0]
    assert reason(sign_in.finish(query, departure["cookie"])) == (403, "declined")


def test_a_person_who_takes_too_long_starts_again(sign_in: SignIn):
    departure = sign_in.begin().json()
    query = sign_in.answer(departure["address"])
    sign_in.server.advance("PT11M")
    assert reason(sign_in.finish(query, departure["cookie"])) == (403, "cookie_expired")


def test_nobody_is_sent_on_to_another_site(sign_in: SignIn):
    departure = sign_in.begin(page="//evil.example").json()
    person = sign_in.finish(sign_in.answer(departure["address"]), departure["cookie"]).json()
    assert person["page"] == "/"


def test_a_provider_without_tls_stops_the_start_of_a_server_that_is_not_local(new_server: Callable[..., Server]):
    server = new_server()
    server.data.mkdir(mode=0o700)
    (server.data / "nbp.yaml").write_text(SETTINGS.format(issuer="http://localhost:9400"))
    status, words = server.refusal(
        base_url="https://studio.example",
        contact_email="me@studio.example",
        operator_name="Studio",
        operator_address="1 Street",
        operator_country="DE",
    )
    assert status == 1
    assert "issuer: must be an https address" in words
    assert "hunter2" not in words
