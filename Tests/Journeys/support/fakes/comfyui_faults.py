"""What can go wrong with ComfyUI, as the fake does it on demand."""

import threading

# Answers instead of the real one, on any path.
STATUSES = {"400": 400, "401": 401, "403": 403, "404": 404, "413": 413, "429": 429, "500": 500, "502": 502, "503": 503, "504": 504}
# Answers that are none.
REPLIES = {"html", "redirect", "truncated", "cut", "reset", "hang"}
# What happens to a run.
RUNS = {"oom", "node_error", "interrupted", "no_image", "several", "lag", "lost", "socket_closed"}
# What is said against a graph, or of it.
GRAPHS = {"dropped_output"}


class Faults:
    """Rules that are used up: each is heeded so many times, or for ever."""

    def __init__(self):
        self.rules: list[dict] = []
        self.lock = threading.Lock()

    def add(self, rule: str, at: str | None, times: int | None, options: dict) -> None:
        if rule not in STATUSES and rule not in REPLIES | RUNS | GRAPHS:
            raise ValueError(f"there is no rule {rule}")
        with self.lock:
            self.rules.append({"rule": rule, "at": at, "left": times, **options})

    def clear(self) -> None:
        with self.lock:
            self.rules.clear()

    def take(self, rule: str) -> dict:
        """The options of a rule whose turn it is; empty when there is none."""
        return self._take(lambda each: each["rule"] == rule)

    def take_reply(self, path: str) -> dict:
        """The rule for an answer on this path."""
        is_reply = lambda each: each["rule"] in STATUSES or each["rule"] in REPLIES  # noqa: E731
        return self._take(lambda each: is_reply(each) and (each["at"] is None or path.startswith(each["at"])))

    def _take(self, fits) -> dict:
        with self.lock:
            for each in self.rules:
                if fits(each):
                    if each["left"] is not None:
                        each["left"] -= 1
                        if each["left"] <= 0:
                            self.rules.remove(each)
                    return each
        return {}
