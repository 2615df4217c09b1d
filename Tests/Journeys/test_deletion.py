"""Deleting in parts, with a grace or at once, restricting, and holding: what goes, what stays, and what the report says."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from support.books import Books
from support.member import PASSWORD, Client, Member, mails
from support.person import Person
from support.product import LANGUAGES, Language
from support.server import Server
from support.waiting import eventually


@pytest.fixture
def member(server: Server) -> Iterator[Member]:
    with closing(Member(server)) as member:
        yield member


def report(client: Client, id: str) -> dict:
    return client.http.get(f"/api/privacy/erasures/{id}").raise_for_status().json()


def finished(client: Client, id: str) -> dict:
    eventually(lambda: report(client, id)["state"] == "erased", about="the deletion has ended")
    return report(client, id)


def counts(told: dict) -> dict[str, int]:
    assert all(line["erased"] == line["before"] > 0 for line in told["counts"]), told["counts"]
    return {line["store"]: line["before"] for line in told["counts"]}


def test_a_wipe_takes_what_was_made_and_leaves_the_account(server: Server, member: Member):
    member.picture()
    files = len(Books(server.data).pictures_on_disk())
    asked = member.http.delete("/api/privacy/content")
    assert asked.status_code == 202
    told = finished(member, asked.json()["id"])
    assert counts(told)["studio_image"] == 1 and counts(told)["blobs"] == files > 0
    assert Books(server.data).pictures_on_disk() == set()
    assert member.http.get("/api/images").json()["data"] == []
    assert member.http.get("/api/account").status_code == 200


def test_an_account_goes_and_its_report_stays(server: Server, member: Member):
    member.picture()
    asked = member.http.delete("/api/account")
    assert asked.status_code == 202
    assert member.http.get("/api/account").status_code == 401
    with closing(Client(server)) as anybody:
        told = finished(anybody, asked.json()["id"])
        assert counts(told)["accounts_account"] == 1
        assert [line["store"] for line in told["retained"]] == ["privacy_erasure"]
        page = anybody.http.get(told["url"]).text
        assert member.address not in page and "a legal obligation" in page
    [last] = [mail for mail in mails(server, member.address) if "closed" in mail["Subject"]]
    assert told["id"] in last.as_string().replace("=\n", "")
    assert Books(server.data).count("privacy_removal WHERE notice IS NOT NULL") == 0


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.tag)
def test_a_grace_can_be_stopped_on_the_page_until_it_is_due(server: Server, member: Member, language: Language):
    member.picture()
    page = f"{language.prefix}/privacy/delete"
    wish = {"scope": "content", "grace_days": "7", "current_password": PASSWORD}
    assert member.form(page, page, **wish).status_code == 303
    [waiting] = member.http.get("/api/privacy/erasures").json()["data"]
    assert waiting["state"] == "pending"
    server.advance("P6D")
    assert member.sign_in(member.address).status_code == 200
    server.upkeep()
    assert len(member.http.get("/api/images").json()["data"]) == 1
    assert member.form(page, f"{page}/{waiting['id']}/cancel").status_code == 303
    assert report(member, waiting["id"])["state"] == "canceled"


def test_it_is_too_late_once_it_has_begun(server: Server, member: Member):
    id = member.http.delete("/api/privacy/content", params={"grace_days": 7}).json()["id"]
    assert member.http.delete("/api/privacy/content", params={"grace_days": 30}).json()["id"] == id
    server.advance("P7D")
    assert member.sign_in(member.address).status_code == 200
    answer = member.http.delete(f"/api/privacy/erasures/{id}")
    assert (answer.status_code, answer.json()["code"]) == (409, "erasure_begun")
    server.upkeep()
    finished(member, id)
    assert member.http.delete("/api/privacy/content", params={"grace_days": 8}).status_code == 400


def test_a_restricted_person_s_job_stops_and_nothing_new_begins(server: Server):
    person = Person(server)
    person.make()
    with server.fault("engine:slow"):
        job = person.submit(n=4)["id"]
        person.running(job)
        assert person.http.put("/api/privacy/restriction").status_code == 204
        answer = person.order("a house")
        assert (answer.status_code, answer.json()["code"]) == (423, "restricted")
        eventually(
            lambda: Books(server.data).ask("SELECT count(*) FROM studio_job WHERE finished_at IS NULL") == [(0,)],
            about="the job stops",
            within=1.5,
        )
    assert person.http.get("/gallery").status_code == 423
    assert person.http.get("/privacy/restrict").status_code == 200
    assert person.http.delete("/api/privacy/restriction").status_code == 204
    assert person.job(job)["status"] == "canceled"
    person.close()


def test_a_picture_can_be_restricted_alone(server: Server):
    person = Person(server)
    made = person.make(n=2)
    one, other = (image["id"] for image in made["images"])
    assert person.http.put(f"/api/images/{one}/restriction").status_code == 204
    assert person.http.get(f"/api/images/{one}/file").status_code == 423
    assert person.http.get(f"/api/images/{other}/file").status_code == 200
    person.close()


@pytest.mark.parametrize("point", ["wipe.ledger", "wipe.noted", "wipe.files", "wipe.rows"])
def test_a_wipe_that_a_crash_tore_apart_is_finished_after_the_start(server: Server, member: Member, point: str):
    member.picture()
    server.crash_at(point)
    try:
        member.http.delete("/api/privacy/content")
    except Exception:  # it may die before it can answer
        pass
    server.wait_for_crash()
    server.start()
    books = Books(server.data)
    eventually(
        lambda: books.ask("SELECT count(*) FROM privacy_removal WHERE finished_at IS NULL") == [(0,)],
        about="the wipe has ended",
    )
    assert books.pictures_on_disk() == set() and books.count("studio_job") == 0
