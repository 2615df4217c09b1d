"""What the controls of deletion, restriction, holds and backups promise, in small: each fails when its control is spoilt."""

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing, suppress

import httpx

from support.books import MAIN, PROOF, Books, row_key
from support.canary import canary, traces
from support.member import Client, Member, mails
from support.person import Person
from support.product import ENGLISH
from support.server import Server
from support.waiting import eventually
from test_backup import erased_after_a_backup, old_backups_go


def erased(server: Server, member: Member) -> dict:
    """Erases an account and waits for the report."""
    id = member.http.delete("/api/account").json()["id"]
    with closing(Client(server)) as anybody:

        def told() -> dict | None:
            report = anybody.http.get(f"/api/privacy/erasures/{id}").json()
            return report if report["state"] == "erased" else None

        return eventually(told, about="the erasure has ended")


def nothing_of_a_person_is_left(server: Server) -> None:
    """`test_deletion`, in small: rows, files, key, and bytes of all of them."""
    with closing(Member(server)) as member:
        job, image = member.picture()
        subject = row_key(member.http.get("/api/account").json()["id"])
        books = Books(server.data)
        sealed = books.ask("SELECT prompt FROM studio_job WHERE subject_id = ?", subject)[0][0]
        with closing(sqlite3.connect(server.data / MAIN, timeout=10)) as database, database:
            database.execute(
                "INSERT INTO moderation_report (id, subject_id, case_id, ground, text, address, language, made_at)"
                " VALUES (?, ?, ?, 'other', ?, ?, 'en', 0)",
                [subject, subject, subject, b"sealed", b"sealed"],
            )
        suspects = {"prompt": sealed, "job": row_key(job), "image": row_key(image)}
        before = traces(server.data, suspects)
        assert all(any(name in line for line in before) for name in suspects), "each can be found while they are there"
        told = erased(server, member)
        assert all(line["erased"] == line["before"] for line in told["counts"])
        assert books.rows_about(subject) == PROOF
        assert traces(server.data, suspects) == []
        assert not [file for file in books.pictures_on_disk() if image in file]
        assert books.ask("SELECT count(*) FROM ring_key WHERE subject_id = ?", subject, of="keys/ring.sqlite") == [(0,)]


def a_report_tells_what_stays(server: Server) -> None:
    with closing(Member(server)) as member:
        assert erased(server, member)["retained"], "the proof of the erasure stays, and the report must say so"


def a_crash_after_the_key_is_made_good(server: Server) -> None:
    """`test_crash`: the ledger line is there before anything is destroyed, with what the last mail needs."""
    with closing(Member(server)) as member:
        member.picture()
        subject = row_key(member.http.get("/api/account").json()["id"])
        server.crash_at("erase.key")
        with suppress(httpx.TransportError):
            member.http.delete("/api/account")
        server.wait_for_crash()
    server.start()
    with suppress(AssertionError):
        eventually(lambda: Books(server.data).is_erased(subject), about="the erasure has ended", within=5)
    assert Books(server.data).rows_about(subject) == PROOF
    # What stands beside the keys alone would make the erasure good, and leave its person without a word.
    told = ENGLISH.say("mail.account_closed.subject")
    eventually(
        lambda: told in [mail["subject"] for mail in mails(server, member.address)], about="the last mail", within=5
    )


def what_is_asked_lies_sealed(server: Server) -> None:
    """X1: prompts are in no file in clear."""
    with closing(Person(server)) as person:
        secret = canary()
        person.make(f"a house {secret}")
        assert traces(server.data, {"prompt": secret.encode()}) == []


def nobody_comes_back(server: Server) -> None:
    """`test_backup`, with the control spoilt or not from the start on."""
    spoilt = [fault for fault in server.faults if fault.startswith("restore-replay")]
    _, subject = erased_after_a_backup(server)
    if spoilt:
        (server.data / "test-fault").write_text(spoilt[0])
    server.start()
    assert Books(server.data).rows_about(subject) == PROOF


def restricted_data_is_not_used(server: Server) -> None:
    with closing(Person(server)) as person:
        person.make()
        person.http.put("/api/privacy/restriction")
        assert person.order().status_code == 423
        assert person.http.get("/gallery").status_code == 423


def a_restricted_person_s_job_stops(server: Server) -> None:
    with closing(Person(server)) as person:
        person.make()
        with server.fault("engine:slow"):
            person.running(person.submit()["id"])
            person.http.put("/api/privacy/restriction")
            time.sleep(1.5)  # the promise is a second
            open_jobs = Books(server.data).ask("SELECT count(*) FROM studio_job WHERE finished_at IS NULL")
            assert open_jobs == [(0,)], "the job still runs"


def held(server: Server, member: Member) -> tuple[str, str]:
    """Two pictures, of which a hold in force keeps the first."""
    pictures = [member.picture()[1] for _ in range(2)]
    subject = row_key(member.http.get("/api/account").json()["id"])
    with closing(sqlite3.connect(server.data / MAIN, timeout=10)) as database, database:
        database.execute(
            "INSERT INTO privacy_hold (id, subject_id, keeper_id, record, ground, words, proposer, approver, made_at,"
            " approved_at, review_at) VALUES (?, ?, ?, ?, 'order', ?, ?, ?, 0, 0, 4102444800000)",
            [subject, subject, subject[::-1], pictures[0], b"sealed", subject, subject[::-1]],
        )
    return pictures[0], pictures[1]


def a_held_picture_stays_and_its_neighbour_goes(server: Server) -> None:
    with closing(Member(server)) as member:
        kept, gone = held(server, member)
        answer = member.http.delete(f"/api/images/{kept}")
        assert answer.status_code == 409 and answer.json()["code"] == "held"
        asked = member.http.delete("/api/privacy/content")
        assert asked.status_code == 202
        books = Books(server.data)
        eventually(
            lambda: books.ask("SELECT count(*) FROM privacy_removal WHERE finished_at IS NULL") == [(0,)],
            about="the wipe has ended",
        )
        assert books.ask("SELECT id FROM studio_image") == [(row_key(kept),)]
        assert {name.split(".")[0] for name in books.pictures_on_disk()} == {kept}
        assert gone not in str(books.pictures_on_disk())


PROOFS: dict[str, Callable[[Server], None]] = {
    "erasure-ledger:skip-support": nothing_of_a_person_is_left,
    "erasure-ledger:skip-report": a_report_tells_what_stays,
    "erasure-ledger:skip-index": nothing_of_a_person_is_left,
    "erasure-ledger:skip-wal": nothing_of_a_person_is_left,
    "erasure-ledger:skip-blobs": nothing_of_a_person_is_left,
    "erasure-ledger:write-after": a_crash_after_the_key_is_made_good,
    "key-shredder:keep-key": nothing_of_a_person_is_left,
    "key-shredder:plain-store": what_is_asked_lies_sealed,
    "restore-replay:off": nobody_comes_back,
    "backup-keeper:keep-forever": old_backups_go,
    "restriction-state:ignore": restricted_data_is_not_used,
    "restriction-state:jobs-exempt": a_restricted_person_s_job_stops,
    "legal-hold:ignore": a_held_picture_stays_and_its_neighbour_goes,
    "legal-hold:whole-account": a_held_picture_stays_and_its_neighbour_goes,
}
