"""The routes of the fake of ComfyUI."""

import json
import posixpath
import re
import time
import uuid

from support.fakes.comfyui_answers import PLAIN, Answered, Answers
from support.fakes.comfyui_call import Call
from support.fakes.comfyui_files import FOLDERS, Outside
from support.fakes.comfyui_multipart import Malformed, fields
from support.fakes.comfyui_nodes import Node
from support.fakes.comfyui_runs import is_job_id
from support.fakes.comfyui_sockets import Client
from support.fakes.comfyui_validation import Refused, Validation, fault

TYPES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}


class Routes(Answers):
    def do_GET(self) -> None:
        self._serve("GET", b"")

    def do_POST(self) -> None:
        self._serve("POST", self.rfile.read(int(self.headers.get("Content-Length", 0))))

    def _serve(self, method: str, body: bytes) -> None:
        fake = self.server_fake
        call = Call(method, self.path, {name.lower(): value for name, value in self.headers.items()}, body)
        fake.calls.append(call)
        try:
            self._guard(call)
            self._misbehave(call)
            # Every route is there under /api too.
            path = call.path.removeprefix("/api") if call.path.startswith("/api/") and not call.path.startswith("/api/jobs") else call.path
            self._route(call, path)
        except Answered:
            pass
        except Refused as refusal:
            self._json(refusal.body, 400)
        except Outside:
            self._empty(400)
        except (ValueError, TypeError, AttributeError, KeyError):
            self._bytes(b"500 Internal Server Error\n\nServer got itself in trouble", PLAIN, 500)

    def _route(self, call: Call, path: str) -> None:
        runs = self.server_fake.runs
        match call.method, path.strip("/").split("/"):
            case "GET", ["ws"]:
                self._socket(call)
            case "POST", ["prompt"]:
                self._prompt(call.json)
            case "GET", ["prompt"]:
                self._json({"exec_info": {"queue_remaining": runs.remaining()}})
            case "GET", ["history"]:
                self._json({run_id: entry["shown"] for run_id, entry in runs.history.items()})
            case "GET", ["history", run_id]:
                self._json(runs.entry(run_id))
            case "POST", ["history"]:
                self._forget(call.json)
            case "GET", ["queue"]:
                running = [runs.running.item] if runs.running else []
                self._json({"queue_running": running, "queue_pending": [run.item for run in runs.pending]})
            case "POST", ["queue"]:
                self._dequeue(call.json)
            case "POST", ["interrupt"]:
                self._interrupt(call.body)
            case "POST", ["upload", "image"]:
                self._upload(call)
            case "GET", ["view"]:
                self._view(call.query)
            case "GET", ["system_stats"]:
                self._json({"system": {"os": "linux", "comfyui_version": "0.36.0", "ram_total": 1 << 36, "ram_free": 1 << 35}, "devices": []})
            case "GET", ["object_info"]:
                self._json({name: self._info(name, node) for name, node in self.server_fake.nodes.items()})
            case "GET", ["object_info", name]:
                node = self.server_fake.nodes.get(name)
                self._json({name: self._info(name, node)} if node else {})
            case method, ["api", "jobs", run_id, *rest] if self.server_fake.has_jobs:
                self._job(method, run_id, rest)
            case "POST", _:
                # Beneath all of it lie the files of the pages, which are only read.
                self._empty(405)
            case _:
                self._empty(404)

    # Runs.

    def _prompt(self, body: dict) -> None:
        fake = self.server_fake
        number = float(body["number"]) if "number" in body else fake.number * (-1 if body.get("front") else 1)
        fake.number += "number" not in body
        if "prompt" not in body:
            raise Refused(fault("no_prompt", "No prompt provided", "No prompt provided"), {})
        run_id = body.get("prompt_id")
        if run_id is None:
            run_id = str(uuid.uuid4())
        elif not is_job_id(run_id):
            raise Refused(fault("invalid_prompt_id", "prompt_id must be a valid UUID"), {})
        graph = body["prompt"]
        validation = Validation(graph, fake.nodes, fake.files.names("input"))
        outputs, errors = validation.outputs, validation.node_errors
        if fake.faults.take("dropped_output"):
            error = fault("custom_validation_failed", "Custom validation failed for node", "image")
            errors = {outputs[0]: {"errors": [error], "dependent_outputs": [outputs[0]], "class_type": graph[outputs[0]]["class_type"]}}
            outputs = outputs[1:]
        extra = {**body.get("extra_data", {}), "create_time": int(time.time() * 1_000)}
        if "client_id" in body:
            extra["client_id"] = body["client_id"]
        fake.runs.put(number, run_id, graph, extra, outputs)
        self._json({"prompt_id": run_id, "number": number, "node_errors": errors})

    def _forget(self, body: dict) -> None:
        history = self.server_fake.runs.history
        if body.get("clear"):
            history.clear()
        for run_id in body.get("delete", []):
            history.pop(run_id, None)
        self._empty(200)

    def _dequeue(self, body: dict) -> None:
        runs = self.server_fake.runs
        if body.get("clear"):
            runs.pending.clear()
        for run_id in body.get("delete", []):
            runs.delete(run_id)
        self._empty(200)

    def _interrupt(self, body: bytes) -> None:
        try:
            run_id = json.loads(body).get("prompt_id")
        except ValueError:
            run_id = None
        self.server_fake.runs.interrupt(run_id or None)
        self._empty(200)

    def _job(self, method: str, run_id: str, rest: list[str]) -> None:
        runs = self.server_fake.runs
        if (method, rest) == ("POST", ["cancel"]):
            self._json({"cancelled": runs.interrupt(run_id) or runs.delete(run_id)})
        elif (method, rest) == ("GET", []):
            is_running = runs.running is not None and runs.running.id == run_id
            state = "in_progress" if is_running else "pending" if any(run.id == run_id for run in runs.pending) else None
            if runs.entry(run_id):
                state = "completed" if runs.entry(run_id)[run_id]["status"]["completed"] else "failed"
            self._json({"id": run_id, "status": state} if state else {"error": "Job not found"}, 200 if state else 404)
        else:
            self._empty(405)

    # Files.

    def _upload(self, call: Call) -> None:
        try:
            parts = fields(call.headers.get("content-type", ""), call.body)
        except Malformed:
            return self._empty(400)
        image = parts.get("image")
        kind = parts["type"].text if "type" in parts else "input"
        if image is None or not image.filename or kind not in FOLDERS:
            return self._empty(400)
        overwrites = "overwrite" in parts and parts["overwrite"].text in ("true", "1")
        subfolder = parts["subfolder"].text if "subfolder" in parts else ""
        self._json(self.server_fake.files.upload(image.filename, image.data, subfolder, kind, overwrites))

    def _view(self, query: dict[str, str]) -> None:
        name, kind = query.get("filename"), query.get("type", "output")
        if name is None:
            return self._empty(404)
        if not name or name.startswith("/") or ".." in name or kind not in FOLDERS:
            return self._empty(400)
        try:
            data = self.server_fake.files.view(name, query.get("subfolder", ""), kind)
        except Outside:
            return self._empty(403)
        if data is None:
            return self._empty(404)
        kind = TYPES.get(posixpath.splitext(name)[1], "application/octet-stream")
        self._bytes(data, kind, headers={"Content-Disposition": f'filename="{posixpath.basename(name)}"'})

    @staticmethod
    def _info(name: str, node: Node) -> dict:
        required = {field: [spec, {}] if isinstance(spec, list) else list(spec) for field, spec in node.required.items()}
        shape = {"input": {"required": required}, "input_order": {"required": list(required)}, "output": list(node.returns)}
        return {**shape, "output_node": node.is_output, "name": name, "display_name": name, "category": "sd"}

    def _socket(self, call: Call) -> None:
        lines = [self.raw_requestline.decode("latin-1").rstrip("\r\n"), *(f"{name}: {value}" for name, value in self.headers.items())]
        self.close_connection = True
        if not re.search("websocket", call.headers.get("upgrade", ""), re.IGNORECASE):
            return self._bytes(b"No WebSocket UPGRADE hdr", PLAIN, 400)
        client = Client(self.connection, ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1"))
        fake = self.server_fake
        fake.sockets.serve(call.query.get("clientId", ""), client, fake.runs.remaining)
