"""Taking one's data away and bringing it in elsewhere (P7, P48, P53, X1)."""

import io
import json
import re
import stat
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import httpx
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from support import archives
from support.books import Books
from support.canary import canary
from support.member import PASSWORD, Client, Member
from support.product import Language, clean_environment, executable, in_every_language
from support.server import Server
from support.studio_host import studio_server, through_proxy
from support.waiting import eventually


@pytest.fixture
def member(shared_server: Server) -> Iterator[Member]:
    with closing(Member(shared_server)) as member:
        yield member


def visitor(server: Server, prompt: str) -> Client:
    client = Client(server)
    job = client.http.post("/api/jobs", json={"prompt": prompt, "size": "64x64"}).json()["id"]
    Member.picture_of(client, job)
    return client


def test_an_archive_holds_everything_and_is_what_its_manifest_says(member: Member):
    secret, name = canary(), canary()
    member.http.patch("/api/account", json={"display_name": name})
    job = member.http.post("/api/jobs", json={"prompt": f"a boat {secret}", "size": "64x64"}).json()["id"]
    image = member.picture_of(job)
    original = member.http.get(f"/api/images/{image}/file").content
    archive = archives.fetched(member)
    archives.check(archive)
    assert archives.rows(archive, "studio_job")[0]["prompt"] == f"a boat {secret}"
    [account] = archives.rows(archive, "accounts_account")
    assert (account["email"], account["name"]) == (member.address, name)
    assert archive.read(f"images/{image.removeprefix('img_')}.png") == original
    assert {"accounts_session", "accounts_event", "journal", "moderation_decision"} <= {
        name.removeprefix("data/").removesuffix(".json") for name in archive.namelist()
    }
    everything = b"".join(archive.read(each) for each in archive.namelist())
    assert member.cookie("sid").encode() not in everything and PASSWORD.encode() not in everything
    manifest = json.loads(archive.read("manifest.json"))
    assert not [line for line in manifest["not_included"] if "damaged" in line["why"]]


def test_a_visitor_gets_theirs_with_their_cookie_alone(shared_server: Server):
    with closing(visitor(shared_server, "a red hill")) as client:
        archive = archives.fetched(client)
        assert archives.rows(archive, "studio_job")[0]["prompt"] == "a red hill"


def test_an_archive_goes_once_and_only_to_its_person(member: Member, shared_server: Server):
    export = archives.made(member)
    with closing(Member(shared_server)) as other, closing(Client(shared_server)) as nobody:
        assert other.http.get(export["url"]).status_code == 404
        assert nobody.http.get(export["url"]).status_code == 404
    assert member.http.head(export["url"]).status_code == 200
    assert member.http.get(export["url"]).status_code == 200
    again = member.http.get(export["url"])
    assert (again.status_code, again.json()["code"]) == (410, "export_taken")
    assert archives.settled(member, f"/api/privacy/exports/{export['id']}")["url"] is None


def test_an_archive_needs_a_fresh_proof_and_is_gone_after_a_day(tmp_path: Path):
    server = Server(tmp_path).start()
    with closing(server), closing(Member(server)) as member:
        export = archives.made(member)
        shelf = tmp_path / "archives"
        assert [path for path in server.data.joinpath("archives").rglob("*.zip")]
        server.advance("PT11M")
        assert member.http.get(export["url"]).json()["code"] == "reauthenticate"
        assert member.http.post("/api/privacy/exports").json()["code"] == "reauthenticate"
        assert member.http.post("/api/account/proof", json={"password": PASSWORD}).status_code == 200
        server.advance("PT6H")
        member.http.get("/api/account")
        server.advance("PT11H")
        member.http.get("/api/account")
        server.advance("PT7H")
        server.upkeep()
        assert not [path for path in server.data.joinpath("archives").rglob("*.zip")], shelf
        assert member.sign_in(member.address).status_code == 200
        gone = member.http.get(export["url"])
        assert (gone.status_code, gone.json()["code"]) == (410, "export_expired")


def plain(archive: zipfile.ZipFile) -> list[tuple]:
    """What two archives of the same works have alike."""
    jobs = archives.rows(archive, "studio_job")
    dull = ("id", "parent_id", "created_at", "finished_at", "revision")
    works = sorted(json.dumps({k: v for k, v in job.items() if k not in dull}, sort_keys=True) for job in jobs)
    images = archives.rows(archive, "studio_image")
    pictures = sorted(
        (
            *(image[key] for key in ("width", "height", "seed", "source")),
            image["favourite_at"] is not None,
            archive.read(f"images/{image['id']}.png"),
        )
        for image in images
    )
    places = [row["collection_id"] for row in archives.rows(archive, "studio_collection_image")]
    collections = sorted(
        (row["name"], places.count(row["id"])) for row in archives.rows(archive, "studio_collection")
    )
    [account] = archives.rows(archive, "accounts_account")
    return [works, pictures, collections, account["theme"], account["language"], account["sign_in_mails"]]


def test_out_of_one_installation_into_another_and_out_again_is_the_same(member: Member, tmp_path: Path):
    member.form("/account/preferences", "/account/preferences", language="en", theme="dark", sign_in_mails="yes")
    for prompt in ("a lighthouse 「燈」", "two boats"):
        job = member.http.post("/api/jobs", json={"prompt": prompt, "size": "96x64", "n": 2}).json()["id"]
        image = member.picture_of(job)
    assert member.http.put(f"/api/images/{image}/favourite").status_code == 204
    collection = member.http.post("/api/collections", json={"name": "海 Boats", "images": [image]})
    assert collection.status_code == 201, collection.text
    before = archives.fetched(member)
    server = Server(tmp_path).start()
    with closing(server), closing(Member(server)) as other:
        report = archives.brought(other, before.fp.getvalue())
        assert report["status"] == "complete", report
        sections = {section["name"]: section for section in report["sections"]}
        for name in ("studio_job", "studio_image", "studio_collection", "studio_collection_image", "accounts_account"):
            assert sections[name]["read"] == sections[name]["written"] > 0
        assert not sections["accounts_session"]["taken"] and sections["accounts_session"]["skipped"]
        assert plain(archives.fetched(other)) == plain(before)
        found = other.http.get("/api/images", params={"q": "boats"}).json()["data"]
        assert len(found) == 2, "search finds what was brought"


def test_what_a_brought_picture_says_beside_its_pixels_stays_outside(member: Member, shared_server: Server):
    image = member.picture_of(member.http.post("/api/jobs", json={"prompt": "a hill", "size": "64x64"}).json()["id"])
    before = archives.fetched(member)
    path = f"images/{image.removeprefix('img_')}.png"
    stream = io.BytesIO()
    told = PngInfo()
    told.add_text("Comment", "a garden in Tamsui")
    Image.open(io.BytesIO(before.read(path))).save(stream, "PNG", pnginfo=told)
    with closing(Member(shared_server)) as other:
        report = archives.brought(other, archives.resealed(before, **{path: stream.getvalue()}))
        assert report["status"] == "complete", report
        [row] = other.http.get("/api/images").json()["data"]
        assert b"Tamsui" not in other.http.get(row["url"]).content


def test_what_is_brought_silences_no_mail_about_a_sign_in(member: Member, shared_server: Server):
    member.form("/account/preferences", "/account/preferences", language="en", theme="dark")
    archive = archives.fetched(member)
    [account] = archives.rows(archive, "accounts_account")
    assert not account["sign_in_mails"]
    with closing(Member(shared_server)) as other:
        report = archives.brought(other, archive.fp.getvalue())
        [section] = [section for section in report["sections"] if section["name"] == "accounts_account"]
        assert (section["written"], section["skipped"]) == (1, {"asked_again": 1})
        [account] = archives.rows(archives.fetched(other), "accounts_account")
        assert account["theme"] == "dark" and account["sign_in_mails"]


def test_what_is_damaged_or_tampered_with_is_left_out_and_said(member: Member, shared_server: Server):
    member.picture()
    _, kept = member.picture()
    before = archives.fetched(member)
    [spoilt] = [
        each["id"] for each in archives.rows(before, "studio_image") if each["id"] != kept.removeprefix("img_")
    ]
    changed = archives.rezipped(before, **{f"images/{spoilt}.png": before.read(f"images/{spoilt}.png")[:-9] + b"tampered."})
    with closing(Member(shared_server)) as other:
        report = archives.brought(other, changed)
        assert report["status"] == "partial"
        [pictures] = [section for section in report["sections"] if section["name"] == "studio_image"]
        assert (pictures["read"], pictures["written"], pictures["skipped"]) == (2, 1, {"damaged": 1})
        tampered = archives.rezipped(before, **{"data/studio_job.json": b"[]"})
        report = archives.brought(other, tampered)
        assert report["status"] == "partial"
        assert {s["name"]: s["written"] for s in report["sections"]}["studio_job"] == 0


def hostile(kind: str, archive: zipfile.ZipFile) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in archive.namelist():
            copy.writestr(name, archive.read(name))
        if kind == "traversal":
            copy.writestr("../../up.txt", "x")
        elif kind == "absolute":
            copy.writestr("/etc/up.txt", "x")
        elif kind == "link":
            link = zipfile.ZipInfo("images/link.png")
            link.external_attr = (stat.S_IFLNK | 0o777) << 16
            copy.writestr(link, "/etc/passwd")
        elif kind == "bomb":
            copy.writestr("images/zeros.png", bytes(200_000_000))
    return target.getvalue()


@pytest.mark.parametrize("kind", ["traversal", "absolute", "link", "bomb", "no zip", "another zip"])
def test_a_hostile_archive_is_refused_and_nothing_is_written(member: Member, shared_server: Server, kind: str):
    member.picture()
    content = {"no zip": b"nothing", "another zip": b"PK\x05\x06" + bytes(18)}.get(kind)
    content = content or hostile(kind, archives.fetched(member))
    with closing(Member(shared_server)) as other:
        report = archives.brought(other, content)
        assert report["status"] == "refused" and report["refusal"], report
        assert other.http.get("/api/images").json()["data"] == []


def test_a_manifest_that_claims_any_number_ends_no_server(shared_server: Server):
    most = 2**63 - 1
    files = [{"path": f"data/kind_{number}.json", "sha256": "", "records": most} for number in range(300)]
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        manifest = {"schema": "https://elsewhere.example/schemas/archive/1", "files": files}
        archive.writestr("manifest.json", json.dumps(manifest))
    with closing(Member(shared_server)) as other:
        report = archives.brought(other, target.getvalue())
        assert all(0 <= section["read"] < most for section in report["sections"])
        assert len(report["sections"]) < len(files)
        assert other.http.get("/privacy/import").status_code == 200


@pytest.mark.parametrize("language", ["", "/zh-Hant"])
def test_the_page_makes_an_archive_and_hands_it_over(member: Member, language: str):
    page = f"{language}/privacy/export"
    assert member.form(page, page, step="ask").status_code == 303
    archives.settled(member, f"/api/privacy/exports/{newest(member)}")
    answer = member.form(page, page, step="fetch")
    assert answer.status_code == 200 and answer.headers["content-type"] == "application/zip"
    archive = archives.opened(answer.content)
    assert ("你在" if language else "Your data at") in archive.read("README.txt").decode()
    assert "step" in member.http.get(page).text


def test_the_page_takes_an_archive_and_says_what_became_of_it(member: Member, shared_server: Server):
    member.picture()
    content = archives.fetched(member).fp.getvalue()
    page = "/privacy/import"
    with closing(Member(shared_server)) as other:
        token = other.token(page)

        def send(fields: dict[str, str], name: str = "archive", content: bytes = content) -> int:
            file = {name: ("archive.zip", content, "application/zip")}
            return other.http.post(page, data=fields, files=file).status_code

        assert send({}) == 403 and send({"csrf": token[:-1]}) == 403, "without the page's token"
        assert send({"csrf": token}, name="other") == 400
        assert other.http.post(page, data={"csrf": token}).status_code == 415
        assert other.http.get("/api/images").json()["data"] == []
        assert send({"csrf": token}) == 303
        shown = eventually(
            lambda: (text := other.http.get(page).text) and "Pictures: 1 in the archive, 1 taken over" in text and text,
            about="the report",
        )
        assert "Everything that can be taken over is here." in shown
        assert "可以匯入的內容都已經在這裡了" in other.http.get(f"/zh-Hant{page}").text
        assert len(other.http.get("/api/images").json()["data"]) == 1


def newest(member: Member) -> str:
    """The export that is being made, or the one that waits."""
    return member.http.post("/api/privacy/exports").json()["id"]


def test_an_operator_exports_and_brings_beside_the_running_server(member: Member, shared_server: Server, tmp_path: Path):
    import subprocess

    member.picture()
    file = tmp_path / "archive.zip"

    def run(*words: str) -> subprocess.CompletedProcess:
        environment = clean_environment() | {"NBP_DATA_DIR": str(shared_server.data)}
        return subprocess.run(
            [executable("nbp"), "privacy", *words], env=environment, capture_output=True, text=True, timeout=60
        )

    done = run("export", "--address", member.address, "-o", str(file))
    assert done.returncode == 0, done.stderr
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    archive = archives.opened(file.read_bytes())
    archives.check(archive)
    acts = archives.rows(archives.fetched(member), "journal")
    assert [act["details"]["role"] for act in acts if act["act"] == "export"] == ["operator"]
    with closing(Member(shared_server)) as other:
        done = run("import", "--address", other.address, str(file))
        assert done.returncode == 0, done.stdout + done.stderr
        assert len(other.http.get("/api/images").json()["data"]) == 1
    assert run("export", "--address", "nobody@mail.example", "-o", str(tmp_path / "x.zip")).returncode == 1


# Out of one installation into another, without a detour.


ZIPPED = {"Content-Type": "application/zip"}
SOMEWHERE = f"/api/privacy/arrivals/{'0' * 64}"


def bring(address: str, content: bytes = b"no archive", **headers: str) -> httpx.Response:
    """What another installation does, or somebody who pretends to be one: no cookie, no session."""
    return httpx.post(address, content=content, headers=ZIPPED | headers, trust_env=False, timeout=30)


def imports(server: Server) -> list[str]:
    """What became of everything that was brought to a server, when no more becomes of it."""
    books = Books(server.data)
    eventually(
        lambda: not books.ask("SELECT 1 FROM privacy_import WHERE finished_at IS NULL"), about="nothing is being read"
    )
    return [status for (status,) in books.ask("SELECT status FROM privacy_import ORDER BY id")]


def pictures(client: Client) -> int:
    return len(client.http.get("/api/images").json()["data"])


@in_every_language
def test_the_pages_send_an_archive_to_another_installation(member: Member, server: Server, language: Language):
    member.picture()
    here, there = language.path("/privacy/export"), language.path("/privacy/import")
    with closing(Member(server)) as other:
        shown = other.form(there, f"{there}/address")
        assert shown.status_code == 200 and shown.headers["cache-control"] == "no-store"
        address = re.search(rf"{server.url}/api/privacy/arrivals/[0-9a-f]{{64}}", shown.text).group()
        assert address not in other.http.get(there).text, "an address is shown once"
        archives.made(member)
        refused = member.form(here, here, step="send", to=server.url)
        assert refused.status_code == 422
        assert language.say("problem.transfer_address_malformed.title") in refused.text
        answer = member.form(here, here, step="send", to=f" {address} ")
        assert (answer.status_code, answer.headers["location"]) == (303, here)
        eventually(
            lambda: language.say("export.over.sent") in member.http.get(here).text, about="the archive was sent"
        )
        eventually(
            lambda: language.say("import.outcome.complete") in other.http.get(there).text, about="the report is there"
        )
        assert pictures(other) == 1


def test_a_transfer_address_takes_one_delivery(member: Member, server: Server):
    member.picture()
    with closing(Member(server)) as other:
        address = archives.expected(other)
        assert bring(address[:-1] + ("0" if address[-1] != "0" else "1")).status_code == 404
        assert bring(address, **{"Content-Type": "text/plain"}).status_code == 415
        assert imports(server) == [], "what was refused has used nothing up"
        done = archives.sent(member, archives.made(member), address)
        assert (done["status"], done["push"]["status"]) == ("taken", "sent")
        assert done["push"]["ended_at"] and not done["push"]["reason"]
        gone = member.http.get(f"/api/privacy/exports/{done['id']}/file")
        assert (gone.status_code, gone.json()["code"]) == (410, "export_taken")
        replayed = bring(address)
        assert (replayed.status_code, replayed.json()["code"]) == (410, "arrival_over")
        again = archives.sent(member, archives.made(member), address)
        assert (again["status"], again["push"]["status"]) == ("ready", "refused")
        assert (again["push"]["reason"], again["push"]["answer"]) == ("used_address", 410)
        page = member.http.get("/privacy/export").text
        assert "This transfer address was used already" in page and "Download it" in page
        assert member.http.get(again["url"]).status_code == 200
        listed = member.http.get("/api/privacy/exports").json()["data"]
        assert [each["id"] for each in listed] == [again["id"], done["id"]]
        assert imports(server) == ["complete"] and pictures(other) == 1
        acts = archives.rows(archives.fetched(member), "journal")
        told = [act["details"]["what"] for act in acts if act["act"] == "export"]
        assert told.count(f"archive → {server.url}") == 2, "each sending is an act, and tells where to"
        assert address not in member.http.get("/account/activity").text
        assert server.url in member.http.get("/account/activity").text


def test_a_transfer_address_ends_with_its_hour_and_with_the_next_one(server: Server):
    with closing(Member(server)) as other:
        first, second = archives.expected(other), archives.expected(other)
        assert bring(first).status_code == 404
        assert "is good until" in other.http.get("/privacy/import").text
        server.advance("PT1H")
        late = bring(second)
        assert (late.status_code, late.json()["code"]) == (410, "arrival_over")
        assert "is good until" not in other.http.get("/privacy/import").text
        third = archives.expected(other)
        assert bring(third).status_code == 202
        assert imports(server) == ["refused"], "it is read like any other archive"


def test_archives_are_brought_ten_times_an_hour_whichever_way(server: Server):
    with closing(Member(server)) as other:
        for _ in range(5):
            assert archives.brought(other, b"no archive")["status"] == "refused"
        addresses = [archives.expected(other) for _ in range(5)]
        refused = other.http.post("/api/privacy/imports", content=b"no archive", headers=ZIPPED)
        assert (refused.status_code, refused.json()["code"]) == (429, "quota-exceeded")
        assert other.http.post("/api/privacy/arrivals").status_code == 429
        assert bring(addresses[-1]).status_code == 202, "what is expected already may come"


def test_an_archive_is_sent_by_its_person_alone_and_with_a_fresh_proof(server: Server):
    with closing(Member(server)) as member:
        export = archives.made(member)
        address = server.url + SOMEWHERE
        with closing(Member(server)) as other, closing(Client(server)) as nobody:
            assert archives.send(other, export, address).status_code == 404
            assert archives.send(nobody, export, address).status_code == 404
            assert nobody.http.post("/api/privacy/arrivals").status_code == 404
            assert nobody.http.get("/api/privacy/exports").json()["data"] == []
        foreign = {"Sec-Fetch-Site": "cross-site"}
        for path in (f"/api/privacy/exports/{export['id']}/push", "/api/privacy/arrivals"):
            assert member.http.post(path, json={"to": address}, headers=foreign).status_code == 403
        for text in ("", "x", server.url, f"{address}0", f"{address}?a=b", address.replace("arrivals", "imports")):
            answer = archives.send(member, export, text)
            assert (answer.status_code, answer.json()["code"]) == (422, "transfer_address_malformed"), text
        server.advance("PT11M")
        assert archives.send(member, export, address).json()["code"] == "reauthenticate"
        assert member.http.get(f"/api/privacy/exports/{export['id']}").json()["status"] == "ready"


def test_a_public_server_sends_into_no_network_and_not_without_https(tmp_path: Path):
    server = studio_server(tmp_path).start()
    with closing(server), closing(Client(server, **through_proxy())) as visitor:
        job = visitor.http.post("/api/jobs", json={"prompt": "a red hill", "size": "64x64"}).json()["id"]
        Member.picture_of(visitor, job)
        export = archives.made(visitor)
        for base in ("https://10.0.0.1", "https://127.0.0.1:8443", "https://[::1]", "https://169.254.169.254", server.url):
            answer = archives.send(visitor, export, base + SOMEWHERE)
            assert (answer.status_code, answer.json()["code"]) == (422, "address_refused"), base
        # A name that leads here is found out when it is looked up.
        done = archives.sent(visitor, export, f"https://localhost:{server.port}{SOMEWHERE}")
        assert (done["status"], done["push"]["status"], done["push"]["reason"]) == ("ready", "failed", "address_refused")
        assert visitor.http.get(done["url"]).status_code == 200


def test_a_server_that_dies_while_it_takes_an_archive_is_asked_again(member: Member, server: Server):
    member.picture()
    with closing(Member(server)) as other:
        address, export = archives.expected(other), archives.made(member)
        server.crash_at("arrival.file")
        assert archives.send(member, export, address).status_code == 202
        server.wait_for_crash()
        assert Books(server.data).count("privacy_import") == 0, "nothing is half accepted"
        server.start()
        assert archives.landed(member, export)["push"]["status"] == "sent"
        assert imports(server) == ["complete"] and pictures(other) == 1
        server.advance("PT2H")  # so long a file may wait for its row
        server.upkeep()
        assert list((server.data / "archives").rglob("*.zip")) == []


def test_an_answer_that_was_not_heard_brings_nothing_twice(new_server: Callable[..., Server]):
    here, there = new_server().start(), new_server().start()
    with closing(Member(here)) as member, closing(Member(there)) as other:
        member.picture()
        address, export = archives.expected(other), archives.made(member)
        here.crash_at("push.answered")
        with suppress(httpx.TransportError):  # it may die before it has said that it will send
            archives.send(member, export, address)
        here.wait_for_crash()
        here.start()
        done = archives.landed(member, export)
        assert (done["status"], done["push"]["status"]) == ("taken", "sent")
        assert imports(there) == ["complete"] and pictures(other) == 1


def test_a_server_that_stays_away_is_given_up_and_the_archive_stays(new_server: Callable[..., Server]):
    here, there = new_server().start(), new_server().start()
    with closing(Member(here)) as member, closing(Member(there)) as other:
        address, export = archives.expected(other), archives.made(member)
        there.kill()
        assert archives.send(member, export, address).status_code == 202
        waited = 0

        def given_up() -> dict | None:
            """Passes the time until the next try, once for each."""
            nonlocal waited
            for (failures,) in Books(here.data).ask("SELECT failures FROM queue_work WHERE type = 'privacy.push'"):
                if failures > waited:
                    waited = failures
                    page = member.http.get("/privacy/export").text
                    assert "The other server cannot be reached." in page and "there will be another" in page
                    here.advance("PT7M")
            now = member.http.get(f"/api/privacy/exports/{export['id']}").json()
            return None if now["status"] == "sending" else now

        done = eventually(given_up, about="the archive is given up", within=60)
        assert (done["status"], done["push"]["status"], done["push"]["reason"]) == ("ready", "failed", "unreachable")
        assert waited == 9
        assert "Your copy could not be sent." in member.http.get("/privacy/export").text
        assert member.http.post("/api/account/proof", json={"password": PASSWORD}).status_code == 200
        assert member.http.get(done["url"]).status_code == 200
