"""The command line, in a place where it can be seen what it leaves behind."""

import os
import pty
import select
import subprocess
from dataclasses import dataclass
from pathlib import Path

from support.product import clean_environment, executable

TIME_LIMIT = 60


@dataclass(frozen=True)
class Ended:
    """A command that has ended."""

    status: int
    out: bytes
    said: str
    """What it wrote on standard error."""


class Desk:
    """An empty home and an empty working directory, in which commands run."""

    def __init__(self, folder: Path):
        self.home, self.here = folder / "home", folder / "here"
        for place in (self.home, self.here):
            place.mkdir()

    def nbp(self, *words: str, **settings: object) -> Ended:
        ended = subprocess.run(
            [executable("nbp"), *words],
            env=self.environment(**settings),
            cwd=self.here,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=TIME_LIMIT,
        )
        return Ended(ended.returncode, ended.stdout, ended.stderr.decode())

    def environment(self, **settings: object) -> dict[str, str]:
        return clean_environment(**settings) | {"HOME": str(self.home), "TMPDIR": str(self.home)}

    def files(self) -> list[str]:
        """Everything that commands left behind."""
        return sorted(str(file.relative_to(place)) for place in (self.home, self.here) for file in place.rglob("*"))

    def read(self, name: str) -> bytes:
        return (self.here / name).read_bytes()


def generate(desk: Desk, *words: str) -> Ended:
    """Has small pictures made, which must succeed in silence."""
    ended = desk.nbp("generate", *words)
    assert (ended.status, ended.said) == (0, "")
    return ended


def on_a_terminal(desk: Desk, *words: str, **settings: object) -> tuple[int, str]:
    """Runs a command whose standard error is a terminal; its status and what it showed there."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [executable("nbp"), *words],
        env=desk.environment(**settings) | {"TERM": "xterm"},
        cwd=desk.here,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=theirs,
    )
    os.close(theirs)
    shown = b""
    while select.select([ours], [], [], TIME_LIMIT)[0]:
        try:
            shown += os.read(ours, 65_536)
        except OSError:
            break  # the other end is closed
    os.close(ours)
    return process.wait(TIME_LIMIT), shown.decode()
