"""The queue of the fake of ComfyUI, and its one worker, which makes pictures one graph at a time."""

import copy
import threading
import time
import uuid

from support.fakes.comfyui_execution import Execution, Run
from support.fakes.comfyui_faults import Faults
from support.fakes.comfyui_files import Files
from support.fakes.comfyui_sockets import Sockets


class Runs:
    def __init__(self, sockets: Sockets, files: Files, faults: Faults):
        self.sockets, self.files, self.faults = sockets, files, faults
        self.step_time = 0.005
        self.writes_metadata = True
        self.pending: list[Run] = []
        self.running: Run | None = None
        self.history: dict[str, dict] = {}
        self.interrupted = threading.Event()
        self.cache: set[str] = set()
        self.changed = threading.Condition()
        self.is_paused = self.is_over = False
        self.worker = threading.Thread(target=self._work, daemon=True)
        self.worker.start()

    # What routes ask.

    def remaining(self) -> int:
        return len(self.pending) + (self.running is not None)

    def put(self, number: float, run_id: str, graph: dict, extra: dict, outputs: list[str]) -> None:
        with self.changed:
            self.pending.append(Run(number, run_id, copy.deepcopy(graph), extra, outputs))
            self.pending.sort(key=lambda run: run.number)
            self.changed.notify_all()
        self._update()

    def delete(self, run_id: str) -> bool:
        """Takes a run out of the queue, if it has not begun."""
        with self.changed:
            count = len(self.pending)
            self.pending = [run for run in self.pending if run.id != run_id]
            return len(self.pending) < count

    def interrupt(self, run_id: str | None) -> bool:
        """Stops a run if it is at work, or whatever is."""
        if self.running is None or run_id not in (None, self.running.id):
            return False
        self.interrupted.set()
        return True

    def entry(self, run_id: str) -> dict:
        entry = self.history.get(run_id)
        return {run_id: entry["shown"]} if entry and entry["since"] <= time.monotonic() else {}

    def pause(self, paused: bool = True) -> None:
        """Keeps runs in the queue."""
        with self.changed:
            self.is_paused = paused
            self.changed.notify_all()

    def lose(self) -> None:
        """Everything that a restart loses."""
        with self.changed:
            self.pending.clear()
            self.history.clear()
            self.interrupted.set()
            self.running = None
        self.sockets.close_all()

    def end(self) -> None:
        with self.changed:
            self.is_over = True
            self.interrupted.set()
            self.changed.notify_all()
        self.worker.join(5)

    # The worker.

    def _work(self) -> None:
        while True:
            with self.changed:
                self.changed.wait_for(lambda: self.is_over or (self.pending and not self.is_paused))
                if self.is_over:
                    return
                run = self.running = self.pending.pop(0)
            self.interrupted.clear()
            self._update()
            outputs, is_success = Execution(run, self).outputs()
            with self.changed:
                if self.running is not run:  # lost by a restart
                    continue
                self.running = None
                status = {"status_str": "success" if is_success else "error", "completed": is_success, "messages": run.messages}
                shown = {"prompt": run.item, "outputs": outputs, "status": status, "meta": {}}
                lag = self.faults.take("lag").get("seconds", 0)
                self.history[run.id] = {"shown": shown, "since": time.monotonic() + lag}
            self._update()
            if run.client is not None:
                self.sockets.tell("executing", {"node": None, "prompt_id": run.id}, run.client)

    def _update(self) -> None:
        self.sockets.tell("status", {"status": {"exec_info": {"queue_remaining": self.remaining()}}})


def is_job_id(text: object) -> bool:
    """Newer servers take no other spelling of a UUID than this one."""
    try:
        return isinstance(text, str) and str(uuid.UUID(text)) == text
    except ValueError:
        return False
