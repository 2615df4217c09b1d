"""Letters to many: written, sent by the command, and waited for."""

import subprocess
from pathlib import Path

from support.books import Books
from support.canary import canary
from support.product import clean_environment, executable
from support.server import Server
from support.waiting import eventually


def letter(folder: Path) -> tuple[Path, str]:
    """A new letter in both languages, and its subject in English."""
    subject = f"What is new {canary()}"
    file = folder / "letter.md"
    file.write_text(f"# en: {subject}\nOne.\n\nTwo.\n\n# zh-Hant: 新消息\n一。\n", encoding="utf-8")
    return file, subject


def nbp_mail(server: Server, *words: object) -> subprocess.CompletedProcess[str]:
    """`nbp mail …`, beside the running server."""
    return subprocess.run(
        [executable("nbp"), "mail", *map(str, words)],
        env=clean_environment(**server.settings | {"test_port": None}),
        cwd=server.log.parent,
        capture_output=True,
        text=True,
        timeout=60,
    )


def send(server: Server, kind: str) -> str:
    """Sends a new letter to everybody who takes its kind, waits until the mails have gone, and returns its subject."""
    file, subject = letter(server.log.parent)
    done = nbp_mail(server, kind, "--file", file)
    assert done.returncode == 0, done.stderr
    books = Books(server.data)
    question = "SELECT count(*) FROM mail_campaign WHERE finished_at IS NULL"
    eventually(lambda: books.ask(question) == [(0,)], about="everybody has been gone through")
    eventually(lambda: books.count("mail_outbox") == 0, about="no mail waits any more")
    return subject
