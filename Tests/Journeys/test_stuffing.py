"""Passwords tried by the thousand, from many addresses and on many accounts: held, and nobody is kept out of their own."""

import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from support.canary import canary
from support.member import PASSWORD, Client, Member, new_address
from support.problems import assert_problem
from support.server import Server
from support.studio_host import studio_server, through_proxy
from support.waiting import eventually

TRIES = 1_000
ACCOUNTS = 25
# What the throttle lets through (`ThrottlePolicy.signIn`), and what it gives back while the attack lasts.
BY_ACCOUNT, BY_NETWORK, BY_EVERYBODY, WINDOW = 10, 100, 3_000, 900
GIVEN_BACK = 2


@pytest.fixture
def proxied(tmp_path: Path) -> Iterator[Server]:
    server = studio_server(tmp_path, metrics_token=canary()).start()
    yield server
    server.close()


def networks() -> Iterator[str]:
    """An address of another network each time."""
    return (f"{first}.{second}.{third}.7" for first, second, third in itertools.product(range(60, 90), range(256), range(256)))


@dataclass
class Attack:
    """What came of it."""

    answers: list[httpx.Response]
    hashes: int

    @property
    def statuses(self) -> Counter[int]:
        return Counter(answer.status_code for answer in self.answers)


def hashes(server: Server) -> int:
    """How many passwords the server has worked on since it started."""
    text = httpx.get(f"{server.url}/metrics", headers=operator(server), trust_env=False).text
    found = re.search(r"^password_hashes(?:_total)? (\d+)", text, re.MULTILINE)
    return int(found.group(1)) if found else 0


def operator(server: Server) -> dict[str, str]:
    return {"Authorization": f"Bearer {server.settings['metrics_token']}", "Host": "studio.example", "X-Forwarded-Proto": "https"}


def attack(server: Server, accounts: list[str], tries: int, **headers: str) -> Attack:
    """Tries wrong passwords on accounts in turn, each time from another network; by page and by program alternately."""
    client = Client(server, **through_proxy(), **headers)
    csrf, places, before = client.token(), networks(), hashes(server)

    def attempt(number: int, place: str) -> httpx.Response:
        address, wrong = accounts[number % len(accounts)], f"a wrong password, number {number}"
        fields = {"X-Forwarded-For": place, "Sec-Fetch-Site": "same-origin", "Cookie": ""}
        if number // len(accounts) % 2:
            form = {"csrf": csrf, "email": address, "password": wrong}
            return client.http.post("/login", data=form, headers=fields)
        return client.http.post("/api/account/sessions", json={"email": address, "password": wrong}, headers=fields)

    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(attempt, range(tries), itertools.islice(places, tries)))
    client.close()
    return Attack(answers, hashes(server) - before)


def test_a_thousand_passwords_are_held_and_the_owner_gets_in(proxied: Server):
    with closing(Member(proxied, **through_proxy("198.51.100.7"))) as owner:
        accounts = [owner.address, *(new_address() for _ in range(ACCOUNTS - 1))]
        found = attack(proxied, accounts, TRIES)
        assert set(found.statuses) == {401, 429}
        most = ACCOUNTS * (BY_ACCOUNT + GIVEN_BACK)
        assert ACCOUNTS * BY_ACCOUNT <= found.statuses[401] == found.hashes <= most, found.statuses
        # The account that exists and those that do not are held alike.
        tried = [Counter(answer.status_code for answer in found.answers[place::ACCOUNTS]) for place in range(ACCOUNTS)]
        assert all(BY_ACCOUNT <= each[401] <= BY_ACCOUNT + GIVEN_BACK for each in tried)
        refused = next(answer for answer in found.answers if answer.status_code == 429 and "json" in answer.headers["content-type"])
        assert_problem(refused, 429, "quota-exceeded")
        assert refused.json()["violated-policies"] == ["sign_in_account"]
        assert "ratelimit" in refused.headers and int(refused.headers["retry-after"]) > 0
        # With the right password a stranger's device is held like any other: it could be the thief's.
        with closing(Client(proxied, **through_proxy("192.0.2.9"))) as stranger:
            assert stranger.sign_in(owner.address).status_code == 429
            # The owner's own device is known, wherever it is now.
            stranger.cookies = {"__Host-device": owner.cookie("device")}
            assert stranger.sign_in(owner.address).status_code == 200
            assert stranger.form("/login", "/login", email=owner.address, password=PASSWORD).status_code == 303
        assert owner.sign_in(owner.address).status_code == 200
        # Somebody who is not attacked signs in as ever.
        with closing(Member(proxied, **through_proxy("198.51.100.99"))) as bystander:
            assert bystander.sign_in(bystander.address).status_code == 200


def test_one_network_is_held_whatever_accounts_it_tries(proxied: Server):
    with closing(Client(proxied, **through_proxy("203.0.113.5"))) as thief:
        answers = [thief.sign_in(f"{number}@mail.example").status_code for number in range(BY_NETWORK + 20)]
    assert BY_NETWORK <= answers.count(401) <= BY_NETWORK + GIVEN_BACK
    assert set(answers[BY_NETWORK + GIVEN_BACK :]) == {429}


def test_what_an_untrusted_peer_says_of_addresses_changes_nothing(new_server: Callable[..., Server]):
    """Without a proxy that is trusted, a new address in a header is no new network."""
    check_forwarders(new_server(trusted_proxies="10.0.0.0/8").start())


def check_forwarders(server: Server) -> None:
    def attempt(number: int) -> int:
        headers = {"X-Forwarded-For": f"60.0.{number}.7", "Forwarded": f"for=60.1.{number}.7", "X-Real-IP": f"60.2.{number}.7"}
        with closing(Client(server, **headers)) as client:
            return client.http.delete("/api/jobs/job_1").status_code

    before = len(server.log_text())
    for number in range(5):
        attempt(number)

    def logged() -> list[str]:
        lines = [line for line in server.log_text()[before:].splitlines() if '"method":"DELETE"' in line]
        return re.findall(r'"network":"([^"]+)"', "".join(lines))

    networks = eventually(lambda: len(found := logged()) == 5 and found, about="the requests are logged")
    assert set(networks) == {"127.0.0.0"}, "a header was believed"


@pytest.mark.prove
def test_everybody_together_is_held(proxied: Server):
    """Ever new accounts from ever new networks meet the limit of everybody, which is a rate that two cores bear."""
    tries = BY_EVERYBODY + 600
    with closing(Member(proxied, **through_proxy("198.51.100.7"))) as owner:
        accounts = [f"{number}@mail.example" for number in range(tries // 2)]
        found = attack(proxied, accounts, tries)
        held = found.statuses[429]
        # Each account was tried twice: once everybody's limit is used up, those tried before are refused.
        assert set(found.statuses) == {401, 429} and held >= 100, found.statuses
        assert found.hashes == found.statuses[401]
        assert owner.sign_in(owner.address).status_code == 200
