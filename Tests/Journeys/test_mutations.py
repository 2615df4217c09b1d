"""Each control, spoilt, makes a proof fail: a proof that passes all the same would prove nothing (H6)."""

import calendar
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from support import archives
from support.books import Books
from support.canary import traces
from support.letters import send
from support.matrix import Owner, check_stranger
from support.member import PASSWORD, Client, Member, link, mails, new_address
from support.moderators import REFUSED, Staffer, with_rules
from support.post import plain
from support.server import Server
from support.studio_host import studio_server, through_proxy
from support.transparency import verified
from test_choices import (
    USAGE,
    check_counted,
    check_forged,
    check_no_cookie_wall,
    check_no_implicit_consent,
    check_no_wall,
    check_objection,
    check_registered,
    check_signal,
    check_strictness,
    check_training,
    consent,
    interested,
)
from support.waiting import eventually
import spoilt_privacy as privacy
from test_headers import POLICY, check, check_clearing, check_no_cookie
from test_letters import come_back, got, way_out
from test_log_canaries import check_cut, check_scrubbed
from test_policy_documents import whats_over_goes
from test_provenance import fails_closed, marked_and_nothing_else
from test_privacy_center import check_correction
from test_requests import ask as ask_desk
from test_requests import letter, nbp
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


def nothing_goes_without_its_basis(server: Server) -> None:
    """P16: what rests on a consent is not done without one, and not against a signal either."""
    with closing(Member(server, **{"Sec-GPC": "1"})) as member:
        for purpose in (USAGE, "send_news", "train_models"):
            assert not consent(member, purpose)["allowed"], f"{purpose} rests on nothing"


def news_need_an_opt_in(server: Server) -> None:
    with closing(Member(server)) as member:
        assert not got(server, member.address, send(server, "news"))


def what_was_ended_stays_ended(server: Server) -> None:
    """`test_letters`: signing up again does not bring the letters back."""
    with closing(Member(server)) as member:
        path = way_out(server, member.address, send(server, "update")).split("localhost", 1)[1]
        member.http.post(path[path.index("/") :], data={"List-Unsubscribe": "One-Click"})
        come_back(server, member)
        assert not got(server, member.address, send(server, "update"))


def each_day_has_a_salt_of_its_own(server: Server) -> None:
    for _ in range(2):
        server.advance("P1D")
        server.upkeep()
    salts = server.salts()
    assert len(salts) == 3 and len(set(salts)) == 3


def no_salt_is_on_disk(server: Server) -> None:
    """Neither the day's nor an earlier one's, now or after a start."""
    server.advance("P1D")
    server.upkeep()
    salts = server.salts()
    assert len(salts) >= 2
    suspects = {f"salt {number}": bytes.fromhex(salt) for number, salt in enumerate(salts)}
    assert traces(server.data, suspects) == []
    server.restart()
    assert traces(server.data, suspects) == []
    assert set(server.salts()).isdisjoint(salts)


def a_look_is_read_by_its_person(server: Server) -> None:
    """`test_moderation`, `GlassTests`: staff say why they look, and the person reads it."""
    with closing(Member(server)) as member, closing(Staffer(server)) as staff:
        subject = member.http.get("/api/account").json()["id"]
        look = {"scope": "work", "ground": "abuse", "reason": "A report has to be decided"}
        assert staff.http.get(f"/api/admin/subjects/{subject}?open=work").json()["code"] == "reason_required"
        assert staff.http.post(f"/api/admin/subjects/{subject}/open", json=look).status_code == 201
        assert staff.http.get(f"/api/admin/subjects/{subject}?open=work").status_code == 200
        lines = member.http.get("/api/account/activity").json()["data"]
        assert any(look["reason"] in str(line) and "support" in str(line) for line in lines), "nobody was told"


def refuse(member: Member, tries: int = 1) -> str:
    """Orders what is refused; the path below `/api` where a person can be asked to look again."""
    for number in range(tries):
        answer = member.http.post("/api/jobs", json={"prompt": f"{REFUSED['en']} {number}", "size": "64x64"})
        assert (answer.status_code, answer.json()["code"]) == (422, "prompt_refused")
    return f"/api{answer.json()['appeal_url']}"


def queue(staff: Staffer) -> list[dict]:
    return staff.http.get("/api/admin/moderation").json()["data"]


def an_appeal_comes_to_a_person(server: Server) -> None:
    with closing(Member(server)) as member, closing(Staffer(server)) as staff:
        path = refuse(member)
        assert member.http.post(path, json={"text": "They are flowers."}).status_code == 202
        entries = [entry for entry in queue(staff) if entry["source"] == "appeal"]
        assert len(entries) == 1, "nobody looks at it"
        decision = {"action": "grant", "reason": "Flowers are welcome"}
        answer = staff.http.post(f"/api/admin/moderation/{entries[0]['id']}/decision", json=decision)
        assert answer.status_code == 200
        assert member.http.get(path).json()["appeal"] == "granted"


def no_rule_closes_an_account(server: Server) -> None:
    with closing(Member(server)) as member, closing(Staffer(server)) as staff:
        refuse(member, tries=5)
        assert [entry["source"] for entry in queue(staff)] == ["rule"]
        assert member.http.get("/api/account").status_code == 200, "a rule has closed it"
        assert member.http.post("/api/jobs", json={"prompt": "a house", "size": "64x64"}).status_code == 202


def a_decision_says_why(server: Server) -> None:
    with closing(Member(server)) as member, closing(Staffer(server)) as staff:
        refuse(member, tries=5)
        path = f"/api/admin/moderation/{queue(staff)[0]['id']}/decision"
        decision = {"action": "warn", "category": "violence", "reason": "Five times in a day"}
        assert 400 <= staff.http.post(path, json=decision | {"reason": " "}).status_code < 500
        assert staff.http.post(path, json=decision).status_code == 200
        told = member.http.get("/api/decisions").json()["data"]
        assert [line["reason"] for line in told if line["action"] == "warn"] == [decision["reason"]]
        assert all(line["reason"] for line in told), "a refusal without a reason"
        eventually(
            lambda: [mail for mail in mails(server, member.address) if decision["reason"] in plain(mail)],
            about="the mail that says why",
        )


def moderated(folder: Path) -> Server:
    return with_rules(Server(folder))


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


def a_child_is_frozen(server: Server) -> None:
    """`test_requests`: a report freezes the account that it names."""
    with closing(Member(server)) as child, closing(Client(server)) as nobody:
        assert ask_desk(nobody, kind="child_report", text=child.address).status_code == 202
        assert child.http.post("/api/jobs", json={"prompt": "a tree", "size": "64x64"}).status_code == 423


def a_month_is_a_month(server: Server) -> None:
    """A deadline is the same day of the next month, at the end of that day."""
    with closing(Client(server)) as nobody:
        link = ask_desk(nobody, kind="other", email=new_address(), region="eu", text="hello").json()["link"]
        request = nobody.http.get(f"/api/privacy/requests/{link}").json()
        received, due = (datetime.fromisoformat(request[each]) for each in ("received_at", "due_at"))
        year, month = (received.year + received.month // 12, received.month % 12 + 1)
        day = min(received.day, calendar.monthrange(year, month)[1])
        assert (due.year, due.month, due.day, due.hour, due.minute) == (year, month, day, 23, 59)


def nobody_is_verified_without_the_code(server: Server) -> None:
    with closing(Client(server)) as nobody:
        link = ask_desk(nobody, kind="access", email=new_address()).json()["link"]
        assert nobody.http.get(f"/api/privacy/requests/{link}").json()["state"] == "verifying"


def a_mail_is_not_lost(server: Server) -> None:
    ticket = nbp(server, "inbox", given=letter(new_address(), "Please delete my data")).split()[0]
    with closing(Client(server)) as nobody:
        nobody.http.get("/")
    assert ticket in nbp(server, "requests")


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
    "cookie-registry:bypass": (local, check_registered),
    "cookie-registry:cookie-wall": (local, check_no_cookie_wall),
    "consent-ledger:allow-all": (local, check_training),
    "consent-ledger:wall": (local, check_no_wall),
    "consent-ledger:trust-client": (local, check_forged),
    "consent-ledger:implicit": (local, check_no_implicit_consent),
    "objection-register:ignore": (interested, check_objection),
    "signal-reader:ignore": (local, check_signal),
    "signal-reader:lenient": (local, check_strictness),
    "training-switch:on-by-default": (local, check_training),
    "training-switch:sticky": (local, check_training),
    "purpose-permit:always-allow": (local, check_training),
    "purpose-permit:default-basis": (local, nothing_goes_without_its_basis),
    "purpose-permit:skip-count": (local, check_counted),
    "locale-chooser:early-cookie": (local, pages_set_no_cookie),
    "audit-log:unsigned": (local, checkpoints_are_signed),
    "mail-gate:no-optin": (local, news_need_an_opt_in),
    "suppression-list:forget-on-erase": (local, what_was_ended_stays_ended),
    "salt-wheel:static": (local, each_day_has_a_salt_of_its_own),
    "salt-wheel:persist": (local, no_salt_is_on_disk),
    "audit-log:skip-verify": (local, a_changed_log_raises_the_alarm),
    "access-journal:silent": (local, a_look_is_read_by_its_person),
    "moderation-register:no-review": (moderated, an_appeal_comes_to_a_person),
    "moderation-register:auto-close": (moderated, no_rule_closes_an_account),
    "moderation-register:no-reason": (moderated, a_decision_says_why),
    **{mutation: (local, proof) for mutation, proof in privacy.PROOFS.items()},
    "retention-sweeper:off": (local, whats_over_goes),
    "retention-sweeper:longer": (local, whats_over_goes),
    "address-cutter:off": (studio_server, check_cut),
    "address-cutter:v4-only": (studio_server, check_cut),
    "log-scrubber:off": (local, check_scrubbed),
    "export-packer:omit-logs": (local, archives_hold_the_logs),
    "export-packer:reusable-link": (local, an_archive_is_handed_over_once),
    "export-packer:no-hash": (local, the_manifest_can_be_checked),
    "importer:drop-section": (local, what_is_brought_is_here),
    "correction-relay:local-only": (local, check_correction),
    "output-marker:off": (local, marked_and_nothing_else),
    "output-marker:vendor-name": (local, marked_and_nothing_else),
    "output-marker:xmp-after-sign": (local, marked_and_nothing_else),
    "output-marker:with-prompt": (local, marked_and_nothing_else),
    "output-marker:with-thumbnail": (local, marked_and_nothing_else),
    "output-marker:fail-open": (local, fails_closed),
    "request-desk:no-freeze": (local, a_child_is_frozen),
    "request-desk:wrong-calendar": (local, a_month_is_a_month),
    "request-desk:no-verify": (local, nobody_is_verified_without_the_code),
    "request-desk:ignore-mail": (local, a_mail_is_not_lost),
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
