"""Waiting for what must come, instead of for time to pass."""

import time
from collections.abc import Callable
from typing import TypeVar

Answer = TypeVar("Answer")

PAUSE = 0.03


def eventually(ask: Callable[[], Answer], *, about: str, within: float = 30) -> Answer:
    """Asks until the answer is true, and returns it; `about` says in the failure what was waited for."""
    deadline = time.monotonic() + within
    while not (answer := ask()):
        assert time.monotonic() < deadline, f"not within {within} s: {about}; the last answer was {answer!r}"
        time.sleep(PAUSE)
    return answer
