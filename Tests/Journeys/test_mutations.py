"""Each control, spoilt, makes a proof fail: a proof that passes all the same would prove nothing (H6)."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from support import archives
from support.books import Books
from support.matrix import Owner, check_stranger
from support.member import PASSWORD, Client, Member, link, new_address
from support.server import Server
from support.studio_host import studio_server, through_proxy
from support.transparency import verified
from test_headers import POLICY, check, check_clearing, check_no_cookie
from test_stuffing import check_forwarders

UNDER_AGE = {"country": "DE", "birth_year": 2020, "birth_month": 1}
OF_AGE = UNDER_AGE | {"birth_year": 1990}


def owner_alone(server: Server) -> None:
    """`test_matrix`: what is somebody else's does not exist."""
    with closing(Member(server)) as stranger:
        owner = Owner(server)
        check_stranger(owner, stranger, lambda answer: answer.status_code == 404)
        owner.close()


def a_new_session_at_each_sign_in(server: Server) -> None:
    with closing(Member(server)) as member:
        before = member.cookie("sid")
        assert member.sign_in(member.address).status_code == 200
        assert member.cookie("sid") != before


def an_ended_session_is_over(server: Server) -> None:
    """`test_bad_input`: a new password ends every session."""
    with closing(Member(server)) as member, closing(Client(server)) as other:
        assert member.http.get("/api/account").status_code == 200
        other.form("/login", "/reset", email=member.address)
        path = link(server, member.address, to="/reset/")
        assert other.form("/login", path, password="quite another long password").status_code == 303
        assert member.http.get("/api/account").status_code == 401


def an_address_is_not_told(server: Server) -> None:
    with closing(Member(server)) as member, closing(Client(server)) as other:
        known, unknown = (other.sign_in(address, "not the password") for address in (member.address, new_address()))
        assert (known.status_code, known.json()) == (unknown.status_code, unknown.json())


def the_young_are_refused(server: Server) -> None:
    with closing(Client(server)) as client:
        assert client.http.post("/api/age", json=UNDER_AGE).status_code == 403


def another_answer_does_not_help(server: Server) -> None:
    with closing(Client(server)) as client:
        client.http.post("/api/age", json=UNDER_AGE)
        answer = client.http.post("/api/age", json=OF_AGE)
        assert answer.status_code == 403 and answer.json()["code"] == "age_blocked"


def an_answer_is_kept_nowhere(server: Server) -> None:
    """`test_accounts`: whoever is too young is told so, and nothing is kept."""
    before = {path: path.stat().st_size for path in server.data.rglob("*") if path.is_file()}
    with closing(Client(server)) as client:
        client.http.post("/api/age", json=UNDER_AGE)
    assert {path: path.stat().st_size for path in server.data.rglob("*") if path.is_file()} == before


def tries_are_held(server: Server) -> None:
    """`test_stuffing`, in small."""
    with closing(Client(server)) as client:
        address = new_address()
        assert 429 in [client.sign_in(address).status_code for _ in range(15)]


def plain_HTTP_is_refused(server: Server) -> None:
    """`test_proxies`: what the proxy got unencrypted is led away or refused."""
    with closing(Client(server, **through_proxy() | {"X-Forwarded-Proto": "http"})) as client:
        assert client.http.get("/gallery").status_code == 308
        assert client.http.post("/api/jobs", json={"prompt": "a"}).status_code == 403


def browsers_forget(server: Server) -> None:
    check_clearing(server, through_proxy())


def pages_set_no_cookie(server: Server) -> None:
    check_no_cookie(server, {})


def cookies_are_bound(server: Server) -> None:
    with closing(Member(server)) as member:
        answer = member.sign_in(member.address)
        assert answer.headers.get_list("set-cookie") and POLICY
        check(answer, server, "a sign-in")


def checkpoints_are_signed(server: Server) -> None:
    with closing(Client(server)) as client:
        text = client.http.get("/audit/checkpoint").text
        assert "\n\n— " in text, "no signature"
        verified(text, client.http.get("/audit/key").text)


def a_changed_log_raises_the_alarm(server: Server) -> None:
    """`test_audit`: a row that was changed on the disk is found."""
    import sqlite3

    member = Member(server)
    assert member.form("/account/close", "/erase", current_password=PASSWORD).status_code == 303
    member.close()
    assert Books(server.data).count("audit_leaf") >= 1
    with closing(sqlite3.connect(server.data / "nbp.sqlite", timeout=10)) as database:
        database.execute("UPDATE audit_leaf SET at = at + 1 WHERE number = 0")
        database.commit()
    server.upkeep()
    assert "The audit log does not verify" in server.log_text()


def archives_hold_the_logs(server: Server) -> None:
    with closing(Member(server)) as member:
        archives.fetched(member)
        # The first archive is an act that the second one tells of.
        archive = archives.fetched(member)
        assert {"data/accounts_session.json", "data/journal.json"} <= set(archive.namelist())
        assert archives.rows(archive, "accounts_session"), "sessions"
        assert any(act["act"] == "export" for act in archives.rows(archive, "journal")), "journal"


def an_archive_is_handed_over_once(server: Server) -> None:
    with closing(Member(server)) as member:
        path = archives.made(member)["url"]
        assert member.http.get(path).status_code == 200
        assert member.http.get(path).status_code == 410


def the_manifest_can_be_checked(server: Server) -> None:
    with closing(Member(server)) as member:
        archives.check(archives.fetched(member))


def what_is_brought_is_here(server: Server) -> None:
    with closing(Member(server)) as giver, closing(Member(server)) as taker:
        giver.picture()
        report = archives.brought(taker, archives.fetched(giver).fp.getvalue())
        assert report["status"] == "complete"
        assert len(taker.http.get("/api/images").json()["data"]) == 1


def local(folder: Path) -> Server:
    return Server(folder)


def untrusting(folder: Path) -> Server:
    return Server(folder, trusted_proxies="10.0.0.0/8")


# Each control that can be spoilt, the server that its proof needs, and the proof.
PROOFS: dict[str, tuple[Callable[[Path], Server], Callable[[Server], None]]] = {
    "ownership-check:off": (local, owner_alone),
    "session-keeper:no-rotate": (local, a_new_session_at_each_sign_in),
    "session-keeper:survive-erase": (local, an_ended_session_is_over),
    "password-keeper:enumerate": (local, an_address_is_not_told),
    "age-gate:off": (local, the_young_are_refused),
    "age-gate:retry-allowed": (local, another_answer_does_not_help),
    "age-gate:keep-date": (local, an_answer_is_kept_nowhere),
    "throttle:off": (local, tries_are_held),
    "throttle:trust-any-forwarder": (untrusting, check_forwarders),
    "transport-guard:plain-ok": (studio_server, plain_HTTP_is_refused),
    "header-policy:no-clear": (studio_server, browsers_forget),
    "cookie-registry:early-set": (local, pages_set_no_cookie),
    "cookie-registry:weak-attributes": (local, cookies_are_bound),
    "locale-chooser:early-cookie": (local, pages_set_no_cookie),
    "audit-log:unsigned": (local, checkpoints_are_signed),
    "audit-log:skip-verify": (local, a_changed_log_raises_the_alarm),
    "export-packer:omit-logs": (local, archives_hold_the_logs),
    "export-packer:reusable-link": (local, an_archive_is_handed_over_once),
    "export-packer:no-hash": (local, the_manifest_can_be_checked),
    "importer:drop-section": (local, what_is_brought_is_here),
}


def test_every_control_that_can_be_spoilt_has_a_proof(shared_server: Server):
    assert set(shared_server.mutations()) == set(PROOFS)


@pytest.mark.parametrize("mutation", PROOFS)
def test_a_spoilt_control_is_noticed_and_a_whole_one_passes(tmp_path: Path, mutation: str):
    make, proof = PROOFS[mutation]
    server = make(tmp_path).start()
    try:
        with server.fault(mutation), pytest.raises(AssertionError):
            proof(server)
    finally:
        server.close()
    (tmp_path / "whole").mkdir()
    whole = make(tmp_path / "whole").start()
    try:
        proof(whole)
    finally:
        whole.close()
