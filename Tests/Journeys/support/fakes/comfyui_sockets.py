"""The web sockets of the fake of ComfyUI: one a client, the newest of a name."""

import json
import socket
import struct
import threading
import uuid
from collections.abc import Callable

from websockets.frames import CloseCode
from websockets.protocol import State
from websockets.server import ServerProtocol

PREVIEW, TEXT, PREVIEW_WITH_METADATA = 1, 3, 4
JPEG = 1


class Client:
    """One end of a socket, over a connection whose request was read already."""

    def __init__(self, connection: socket.socket, request: bytes):
        self.connection = connection
        self.protocol = ServerProtocol(max_size=None)
        self.lock = threading.Lock()
        self.takes_metadata = False
        self.protocol.receive_data(request)
        self.protocol.send_response(self.protocol.accept(self.protocol.events_received()[0]))
        self._flush()

    def listen(self) -> None:
        """Answers pings and the end, until there is one."""
        try:
            while data := self.connection.recv(65_536):
                with self.lock:
                    self.protocol.receive_data(data)
                    self._heed()
                    self._flush()
                if self.protocol.state is not State.OPEN:
                    return
        except OSError:
            return

    def _heed(self) -> None:
        for frame in self.protocol.events_received():
            try:
                message = json.loads(frame.data)
                if message.get("type") == "feature_flags":
                    self.takes_metadata = message["data"].get("supports_preview_metadata", False)
            except (ValueError, AttributeError):
                continue

    def send(self, data: str | bytes) -> None:
        try:
            with self.lock:
                if self.protocol.state is State.OPEN:
                    self.protocol.send_text(data.encode()) if isinstance(data, str) else self.protocol.send_binary(data)
                    self._flush()
        except OSError:
            return

    def close(self) -> None:
        try:
            with self.lock:
                if self.protocol.state is State.OPEN:
                    self.protocol.send_close(CloseCode.GOING_AWAY)
                    self._flush()
            self.connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            return

    def _flush(self) -> None:
        for data in self.protocol.data_to_send():
            if data:
                self.connection.sendall(data)


class Sockets:
    """Whoever listens, by the id that they chose."""

    def __init__(self):
        self.clients: dict[str, Client] = {}
        self.is_silent = False

    def serve(self, name: str, client: Client, remaining: Callable[[], int]) -> None:
        """Keeps a client until it goes; a second of the same name takes the first one's place, which hears nothing more."""
        name = name or uuid.uuid4().hex
        self.clients[name] = client
        self.tell("status", {"status": {"exec_info": {"queue_remaining": remaining()}}, "sid": name}, name)
        try:
            client.listen()
        finally:
            if self.clients.get(name) is client:
                del self.clients[name]

    def tell(self, kind: str, data: dict, name: str | None = None) -> None:
        """To one client, or to all of them."""
        if self.is_silent:
            return
        listening = dict(self.clients)
        for client in listening.values() if name is None else filter(None, [listening.get(name)]):
            client.send(json.dumps({"type": kind, "data": data}))

    def show(self, picture: bytes, name: str, **metadata: object) -> None:
        """A preview while a picture is made, big-endian: event, format or length of the metadata, picture."""
        client = self.clients.get(name)
        if self.is_silent or client is None:
            return
        if client.takes_metadata:
            words = json.dumps({"image_type": "image/jpeg", **metadata}).encode()
            client.send(struct.pack(">II", PREVIEW_WITH_METADATA, len(words)) + words + picture)
        else:
            client.send(struct.pack(">II", PREVIEW, JPEG) + picture)

    def close_all(self) -> None:
        for client in list(self.clients.values()):
            client.close()
        self.clients.clear()
