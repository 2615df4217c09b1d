"""Two people and every address of the running server: nothing of the one's is readable or changeable by the other."""

from collections.abc import Iterator

import pytest

from support.matrix import (
    KINDS,
    Owner,
    addresses,
    ask,
    assert_silent,
    check_stranger,
    each_id,
    is_asked_to_sign_in,
    is_turned_away,
)
from support.member import Client, Member, link, new_address
from support.server import Server


@pytest.fixture(scope="module")
def matrix_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("matrix")).start()
    yield server
    server.close()


@pytest.fixture(scope="module")
def owner(matrix_server: Server) -> Iterator[Owner]:
    owner = Owner(matrix_server)
    yield owner
    owner.close()


@pytest.fixture
def stranger(matrix_server: Server) -> Iterator[Member]:
    stranger = Member(matrix_server)
    yield stranger
    stranger.close()


@pytest.fixture
def nobody(matrix_server: Server) -> Iterator[Client]:
    nobody = Client(matrix_server)
    yield nobody
    nobody.close()


@pytest.fixture(autouse=True)
def _nothing_of_the_owner_s_changes(owner: Owner) -> Iterator[None]:
    before = owner.rows()
    assert sum(map(len, before.values())) >= 5
    yield
    assert owner.rows() == before


def test_every_address_is_of_a_kind_and_every_kind_has_some(matrix_server: Server):
    known = addresses(matrix_server)
    strays = [str(address) for address in known if not address.kind]
    assert strays == [], "say in support/matrix.py who may ask for these"
    assert set(KINDS) - {address.kind for address in known} <= {"staff"}


def test_what_is_somebody_else_s_does_not_exist(owner: Owner, stranger: Member, nobody: Client):
    check_stranger(owner, stranger, lambda answer: answer.status_code == 404)
    check_stranger(owner, nobody, is_turned_away)


def test_the_owner_finds_all_of_it(owner: Owner):
    """So that what strangers do not find is really there."""
    for address in addresses(owner.server):
        if address.kind == "object" and address.method == "GET":
            path = address.path(*each_id(owner, address))
            assert owner.member.http.get(path).status_code == 200, address


def test_what_everybody_has_shows_each_their_own(owner: Owner, stranger: Member, nobody: Client):
    for address in addresses(owner.server):
        if address.kind in ("own", "member", "open") and not address.is_ending:
            for client in (stranger, nobody):
                answer = ask(client, address, address.path(*(["0"] * address.template.count("{")), "x"))
                assert answer.status_code < 500, f"{address}: {answer.text}"
                assert_silent(owner, answer, address)
                for id in owner.ids.values():
                    assert id not in answer.text, f"{address} names {id}"


def test_what_ends_something_ends_one_s_own(owner: Owner):
    for address in addresses(owner.server):
        if address.is_ending:
            stranger = Member(owner.server)
            answer = ask(stranger, address, address.path())
            assert answer.status_code < 400, f"{address}: {answer.text}"
            assert_silent(owner, answer, address)
            stranger.close()


def test_whoever_is_not_signed_in_is_asked_to(owner: Owner, nobody: Client):
    for address in addresses(owner.server):
        if address.kind == "member":
            answer = ask(nobody, address, address.path(*["0"] * address.template.count("{")))
            assert is_asked_to_sign_in(answer), f"{address}: {answer.status_code}"
            assert "set-cookie" not in answer.headers


def test_what_is_for_staff_does_not_exist_for_others(owner: Owner, stranger: Member, nobody: Client):
    for address in addresses(owner.server):
        if address.kind == "staff":
            path = address.path(*["0"] * (address.template.count("{") + address.template.count("**")))
            for client in (stranger, nobody):
                assert ask(client, address, path).status_code == 404, address


def test_an_altered_link_leads_nowhere(matrix_server: Server, stranger: Member, nobody: Client):
    address = new_address()
    nobody.ask_for_account(address)
    token = link(matrix_server, address).rsplit("/", 1)[1]
    altered = [token[:-1] + ("0" if token[-1] != "0" else "1"), token[::-1], "0" * 64, "x", token.upper(), token + "0"]
    for each in addresses(matrix_server):
        if each.kind == "link" and each.method == "POST":
            for client in (stranger, nobody):
                for wrong in altered:
                    assert ask(client, each, each.path(wrong)).status_code in (404, 410, 429), f"{each} with {wrong}"
