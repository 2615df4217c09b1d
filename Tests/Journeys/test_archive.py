"""Taking one's data away and bringing it in elsewhere (P7, P48, P53, X1)."""

import io
import json
import stat
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from support import archives
from support.canary import canary
from support.member import PASSWORD, Client, Member
from support.product import clean_environment, executable
from support.server import Server
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
        (image["width"], image["height"], image["seed"], image["source"], archive.read(f"images/{image['id']}.png"))
        for image in images
    )
    [account] = archives.rows(archive, "accounts_account")
    return [works, pictures, account["theme"], account["language"], account["sign_in_mails"]]


def test_out_of_one_installation_into_another_and_out_again_is_the_same(member: Member, tmp_path: Path):
    member.form("/account/preferences", "/account/preferences", language="en", theme="dark")
    for prompt in ("a lighthouse 「燈」", "two boats"):
        job = member.http.post("/api/jobs", json={"prompt": prompt, "size": "96x64", "n": 2}).json()["id"]
        member.picture_of(job)
    before = archives.fetched(member)
    server = Server(tmp_path).start()
    with closing(server), closing(Member(server)) as other:
        report = archives.brought(other, before.fp.getvalue())
        assert report["status"] == "complete", report
        sections = {section["name"]: section for section in report["sections"]}
        for name in ("studio_job", "studio_image", "accounts_account"):
            assert sections[name]["read"] == sections[name]["written"] > 0
        assert not sections["accounts_session"]["taken"] and sections["accounts_session"]["skipped"]
        assert plain(archives.fetched(other)) == plain(before)
        found = other.http.get("/api/images", params={"q": "boats"}).json()["data"]
        assert len(found) == 2, "search finds what was brought"


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


@pytest.mark.parametrize("language", ["", "/zh-Hant"])
def test_the_page_makes_an_archive_and_hands_it_over(member: Member, language: str):
    page = f"{language}/privacy/export"
    assert member.form(page, page, step="ask").status_code == 303
    archives.settled(member, f"/api/privacy/exports/{newest(member)}")
    answer = member.form(page, page, step="fetch")
    assert answer.status_code == 200 and answer.headers["content-type"] == "application/zip"
    archive = archives.opened(answer.content)
    assert ("您在" if language else "Your data at") in archive.read("README.txt").decode()
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
