"""One run of the fake of ComfyUI: node by node, told to whoever listens."""

import json
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from support.fakes.comfyui_nodes import Evaluation, png, steps

if TYPE_CHECKING:
    from support.fakes.comfyui_runs import Runs


@dataclass
class Run:
    number: float
    id: str
    graph: dict
    extra: dict
    outputs: list[str]
    messages: list = field(default_factory=list)

    @property
    def item(self) -> list:
        return [self.number, self.id, self.graph, self.extra, self.outputs]

    @property
    def client(self) -> str | None:
        return self.extra.get("client_id")


class Interrupted(Exception):
    pass


class Failed(Exception):
    """A node threw something of this class."""


class Execution:
    def __init__(self, run: Run, runs: "Runs"):
        self.run, self.runs = run, runs

    def outputs(self) -> tuple[dict, bool]:
        """What the nodes of the graph put out, and whether all went well."""
        self._say("execution_start", {})
        key = json.dumps(self.run.graph, sort_keys=True)
        is_cached = key in self.runs.cache
        self._say("execution_cached", {"nodes": list(self.run.graph) if is_cached else []})
        node_id, outputs = "", {}
        try:
            if not is_cached:
                evaluation = Evaluation(self.run.graph, self.runs.files.input)
                for node_id, count in steps(self.run.graph):
                    self._run_node(node_id, count)
                    if node_id in self.run.outputs:
                        outputs[node_id] = self._output(node_id, evaluation)
        except Interrupted:
            details = {"node_id": node_id, "node_type": self.run.graph[node_id]["class_type"], "executed": []}
            self._say("execution_interrupted", details)
            return {}, False
        except (Failed, ValueError) as error:
            self._say("execution_error", self._error(node_id, error))
            return {}, False
        self.runs.cache.add(key)
        self._say("execution_success", {})
        return outputs, True

    def _error(self, node_id: str, error: Exception) -> dict:
        kind = str(error) if isinstance(error, Failed) else "PIL.UnidentifiedImageError"
        return {
            "node_id": node_id,
            "node_type": self.run.graph[node_id]["class_type"],
            "executed": [],
            "exception_message": "Allocation on device 0 would exceed allowed memory",
            "exception_type": kind,
            "traceback": [f"prompt: {json.dumps(self.run.graph)}"],
            "current_inputs": self.run.graph[node_id]["inputs"],
            "current_outputs": [],
        }

    def _run_node(self, node_id: str, count: int) -> None:
        self._tell("executing", {"node": node_id, "display_node": node_id})
        if self.runs.faults.take("lost"):
            self.runs.lose()
        for step in range(1, count + 1):
            if self.runs.interrupted.wait(self.runs.step_time if count > 1 else 0):
                raise Interrupted
            if count > 1:
                self._tell("progress", {"value": step, "max": count, "node": node_id})
                self.runs.sockets.show(b"\xff\xd8\xff\xd9", self.run.client, node_id=node_id, prompt_id=self.run.id)
            state = {"value": step, "max": count, "state": "finished" if step == count else "running", "node_id": node_id}
            self._tell("progress_state", {"nodes": {node_id: {**state, "prompt_id": self.run.id, "display_node_id": node_id}}})
            if count > 1 and self.runs.faults.take("oom"):
                raise Failed("torch.OutOfMemoryError")
            if count > 1 and self.runs.faults.take("node_error"):
                raise Failed("RuntimeError")
            if self.runs.faults.take("interrupted"):
                raise Interrupted
            if count > 1 and self.runs.faults.take("socket_closed"):
                self.runs.sockets.close_all()

    def _output(self, node_id: str, evaluation: Evaluation) -> dict:
        node = self.run.graph[node_id]
        canvas = evaluation.canvas(node_id)
        count = self.runs.faults.take("several").get("count", canvas.count)
        kind = "temp" if node["class_type"] == "PreviewImage" else "output"
        files = [
            self.runs.files.save(
                png(canvas.width, canvas.height, evaluation.seed() + place, self.run.graph if self.runs.writes_metadata else None),
                node["inputs"].get("filename_prefix", "ComfyUI_temp"),
                kind,
            )
            for place in range(0 if self.runs.faults.take("no_image") else count)
        ]
        self._tell("executed", {"node": node_id, "display_node": node_id, "output": {"images": files}})
        return {"images": files}

    def _say(self, kind: str, data: dict) -> None:
        """What the history keeps too; without a client nobody is told, save that a run was interrupted: that is told to all."""
        data = {**data, "prompt_id": self.run.id, "timestamp": int(time.time() * 1_000)}
        self.run.messages.append([kind, data])
        if self.run.client is not None or kind == "execution_interrupted":
            self.runs.sockets.tell(kind, data, self.run.client)

    def _tell(self, kind: str, data: dict) -> None:
        if self.run.client is not None:
            self.runs.sockets.tell(kind, {**data, "prompt_id": self.run.id}, self.run.client)
