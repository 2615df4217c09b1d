"""Backups: made beside a running server, sealed, and never a way back for whoever was erased."""

import subprocess
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path

import httpx
import pytest

from support.books import PROOF, Books, row_key
from support.canary import canary, traces
from support.member import PASSWORD, Client, Member
from support.product import clean_environment, executable
from support.server import Server
from support.waiting import eventually


def backup(server: Server, *words: str, status: int = 0) -> str:
    """Runs `nbp backup …` on the server's data; what it printed."""
    ended = subprocess.run(
        [executable("nbp"), "backup", *words],
        env=clean_environment(data_dir=server.data),
        cwd=server.data.parent,
        capture_output=True,
        timeout=60,
    )
    assert ended.returncode == status, ended.stderr.decode()
    return (ended.stdout + ended.stderr).decode()


def create(server: Server, *words: str) -> list[Path]:
    return [Path(line) for line in backup(server, "create", *words).splitlines() if line.endswith(".nbpbackup")]


def test_a_backup_opens_and_holds_nothing_readable(server: Server, tmp_path: Path):
    with closing(Member(server)) as member:
        secret = canary()
        job = member.http.post("/api/jobs", json={"prompt": f"a house {secret}", "size": "64x64"}).json()["id"]
        member.picture_of(job)
        data, keys = create(server, "--to", str(tmp_path / "there"), "--keys", str(tmp_path / "apart"))
        assert (data.parent.name, keys.parent.name) == ("there", "apart")
        assert "1 people" in backup(server, "verify", str(data), "--keys", str(keys)) or "people" in backup(
            server, "verify", str(data)
        )
        subject = row_key(member.http.get("/api/account").json()["id"])
        assert traces(data.parent, {"prompt": secret.encode(), "address": member.address.encode(), "id": subject}) == []


def test_a_cut_or_foreign_backup_does_not_open(server: Server, new_server, tmp_path: Path):
    with closing(Member(server)) as member:
        member.picture()
    [data] = create(server, "--to", str(tmp_path / "there"))
    whole = data.read_bytes()
    for name, spoilt in {"cut": whole[:-5], "changed": whole[:2000] + b"\0" + whole[2001:], "empty": b""}.items():
        bad = tmp_path / f"{name}.nbpbackup"
        bad.write_bytes(spoilt)
        said = backup(server, "verify", str(bad), status=1)
        assert said.count("\n") == 1 and "Error" not in said, said


def erased_after_a_backup(server: Server) -> tuple[str, bytes]:
    """Somebody with a picture, a backup, and then their erasure; the server is stopped and the backup restored."""
    with closing(Member(server)) as member:
        member.picture()
        subject = row_key(member.http.get("/api/account").json()["id"])
        session = member.cookie("sid")
        [data] = create(server)
        assert member.http.delete("/api/account").status_code == 202
    eventually(lambda: Books(server.data).is_erased(subject), about="the erasure has ended")
    assert "in use" in backup(server, "restore", str(data), "--replace", status=1)
    server.stop()
    assert "--replace" in backup(server, "restore", str(data), status=1)
    backup(server, "restore", str(data), "--replace")
    assert Books(server.data).rows_about(subject).get("accounts_account") == 1, "the backup has them"
    return session, subject


def nobody_comes_back(server: Server) -> None:
    """A restored backup is cleaned of whoever was erased since, before it serves."""
    session, subject = erased_after_a_backup(server)
    server.start()
    assert Books(server.data).rows_about(subject) == PROOF
    assert Books(server.data).pictures_on_disk() == set()
    answer = httpx.get(f"{server.url}/api/account", cookies={"nbp_sid": session or ""}, trust_env=False)
    assert answer.status_code == 401


def test_an_old_backup_does_not_bring_an_erased_person_back(server: Server):
    nobody_comes_back(server)


def test_everything_is_503_until_a_restored_copy_is_clean(server: Server):
    _, subject = erased_after_a_backup(server)
    hold = server.data / "test-wait"
    hold.write_text("replay.line")
    with ThreadPoolExecutor(1) as beside:
        starting = beside.submit(server.start)

        def asked(path: str) -> httpx.Response | None:
            with suppress(httpx.TransportError):
                return httpx.get(f"{server.url}{path}", trust_env=False)
            return None

        eventually(lambda: asked("/"), about="the server listens")
        for path in ("/", "/gallery", "/api/images", "/healthz", "/readyz", "/openapi.json", "/nothing"):
            assert asked(path).status_code == 503, path
        assert asked("/api/images").json()["code"] == "restoring"
        hold.unlink()
        starting.result()
    assert asked("/").status_code == 200
    assert Books(server.data).rows_about(subject) == PROOF


def test_a_replay_that_a_crash_cut_off_goes_on_at_the_next_start(server: Server):
    _, subject = erased_after_a_backup(server)
    (server.data / "test-crash").write_text("replay.line")
    with pytest.raises(AssertionError):
        server.start()
    (server.data / "test-crash").unlink()
    server.start()
    assert Books(server.data).rows_about(subject) == PROOF


def old_backups_go(server: Server) -> None:
    """No backup is older than the published period, whoever made it."""
    with closing(Member(server)) as member:
        member.picture()
    [data] = create(server)
    server.advance("P29D")
    server.upkeep()
    assert data.exists()
    server.advance("P2D")
    server.upkeep()
    assert not data.exists(), "a backup outlived the published period"


def test_old_backups_go(server: Server):
    old_backups_go(server)


def test_keys_that_are_here_are_not_replaced_by_older_ones(server: Server, tmp_path: Path):
    with closing(Client(server)) as client:
        client.ask_for_account("a@mail.example", PASSWORD)
    data, keys = create(server, "--keys", str(tmp_path / "apart"))
    server.stop()
    assert "--keys" in backup(server, "restore", str(data), "--keys", str(keys), "--replace", status=1)
    (server.data / "keys" / "ring.sqlite").unlink()
    backup(server, "restore", str(data), "--keys", str(keys), "--replace")
    server.start()
