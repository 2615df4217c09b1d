"""Google's own client library, in a process of its own: today's version, and an older one beside it.

The older one is run by a Python of its own: that of `NBP_OLD_GENAI`, or of the virtual environment that `make` keeps for it.
"""

import json
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Protocol

import pytest

PROGRAM = Path(__file__).parent / "genai_program.py"
ROOT = Path(__file__).parents[3]
TODAYS, OLD = "3.4.0", "1.47.0"
MODEL = "gemini-3-pro-image"


class Door(Protocol):
    """Where the library is let in: somebody's address, and the key that opens it."""

    url: str
    key: str


class Library:
    """The library takes seconds to start, so one process serves many tests."""

    def __init__(self, version: str, python: Path, **environment: str):
        self.version = version
        # With `-P`, for `google.py` beside the program is not the library's package of that name.
        command = [python, "-P", PROGRAM]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=os.environ | environment, text=True)

    @classmethod
    def todays(cls, **environment: str) -> "Library":
        return cls(TODAYS, Path(sys.executable), **environment)

    @classmethod
    def old(cls, **environment: str) -> "Library":
        """Skips the test where there is none."""
        python = Path(os.environ.get("NBP_OLD_GENAI") or ROOT / ".venv" / f"genai-{OLD}" / "bin" / "python")
        if not python.exists():
            pytest.skip(f"google-genai {OLD} has no virtual environment here")
        return cls(OLD, python, **environment)

    def __call__(self, door: Door, scenario: str, key: str | None = None, model: str = MODEL) -> list:
        """What each call of the scenario brought; fails with the program's own traceback if it broke off."""
        code = self._process.poll()
        assert code is None, f"google-genai {self.version} ended with {code} before"
        self._process.stdin.write(json.dumps([door.url, key or door.key, scenario, model]) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, f"google-genai {self.version} ended with {self._process.wait(20)}"
        answers = json.loads(line)
        assert isinstance(answers, list), f"google-genai {self.version}, {scenario}: {answers}"
        return answers

    def __enter__(self) -> "Library":
        return self

    def __exit__(self, *_: object) -> None:
        # One that has ended early has told the test that asked it.
        with suppress(BrokenPipeError):
            self._process.stdin.close()
        self._process.wait(20)
