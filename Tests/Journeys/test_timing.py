"""How long an answer takes tells nobody whether an address is known. Long, for few measurements show little."""

import random
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest

from support.member import AGE, PASSWORD, Client, Member, new_address
from support.server import Server

pytestmark = pytest.mark.prove

PAIRS = 150
SHUFFLES = 2_000
# What chance alone does once in a thousand proofs, and what nobody could measure through a network.
LEAST_CHANCE = 0.001
IMMEASURABLE = 0.0004  # seconds


@pytest.fixture(scope="module")
def quiet_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose limits count nothing, so that one address can be asked for again and again."""
    server = Server(tmp_path_factory.mktemp("timing")).start()
    with server.fault("throttle:off"):
        yield server
    server.close()


def seconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def measured(one: Callable[[], object], other: Callable[[], object]) -> tuple[list[float], list[float]]:
    """Both, by turns and in changing order, so that whatever else the machine does meets both alike."""
    for act in (one, other) * 5:
        act()
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(PAIRS):
        order = [0, 1]
        random.shuffle(order)
        for which in order:
            times[which].append(seconds((one, other)[which]))
    return times


def chance(times: tuple[list[float], list[float]]) -> tuple[float, float]:
    """The difference of the medians, and how often pairs that are turned at random differ as much."""
    seen = abs(statistics.median(times[0]) - statistics.median(times[1]))
    as_much = 0
    for _ in range(SHUFFLES):
        turned = [pair if random.random() < 0.5 else pair[::-1] for pair in zip(*times, strict=True)]
        first, second = zip(*turned, strict=True)
        as_much += abs(statistics.median(first) - statistics.median(second)) >= seen
    return seen, as_much / SHUFFLES


def tells(times: tuple[list[float], list[float]]) -> bool:
    difference, by_chance = chance(times)
    return difference > IMMEASURABLE and by_chance < LEAST_CHANCE


def sign_in(client: Client, address: str) -> None:
    assert client.sign_in(address, "a wrong password, again").status_code == 401


def sign_in_by_page(client: Client, address: str) -> None:
    answer = client.http.post("/login", data={"csrf": client.csrf, "email": address, "password": "a wrong password"})
    assert answer.status_code == 401


def sign_up(client: Client, address: str) -> None:
    body = {"email": address, "password": PASSWORD, "age_ticket": client.ticket, "accept_terms": True}
    assert client.http.post("/api/account", json=body).status_code == 201


def reset(client: Client, address: str) -> None:
    assert client.http.post("/reset", data={"csrf": client.csrf, "email": address}).status_code == 303


@pytest.mark.parametrize("ask", [sign_in, sign_in_by_page, sign_up, reset], ids=lambda ask: ask.__name__)
def test_a_known_and_an_unknown_address_take_the_same_time(quiet_server: Server, ask: Callable[[Client, str], None]):
    with closing(Member(quiet_server)) as member, closing(Client(quiet_server)) as client:
        client.csrf, client.ticket = client.token(), client.http.post("/api/age", json=AGE).json()["ticket"]
        unknown = new_address()

        def known() -> None:
            ask(client, member.address)

        def strange() -> None:
            ask(client, unknown)

        # Noise may look like a difference once; a real one does so each time.
        assert not all(tells(measured(known, strange)) for _ in range(3))


def test_a_difference_would_be_found(quiet_server: Server):
    """Four milliseconds more, a tenth of a hash, for the one is noticed by the same measure."""
    with closing(Client(quiet_server)) as client:
        client.csrf, address = client.token(), new_address()

        def plain() -> None:
            sign_in(client, address)

        def longer() -> None:
            time.sleep(0.004)
            sign_in(client, address)

        assert tells(measured(plain, longer))
