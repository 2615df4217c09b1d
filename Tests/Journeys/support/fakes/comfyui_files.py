"""The disk of the fake of ComfyUI: inputs, outputs and what is there for a while, below three folders."""

import hashlib
import posixpath

FOLDERS = ("input", "output", "temp")


class Outside(Exception):
    """A path that leads out of its folder."""


class Files:
    def __init__(self):
        self.contents: dict[tuple[str, str], bytes] = {}
        self.counters: dict[tuple[str, str], int] = {}

    def names(self, folder: str) -> set[str]:
        return {path for kind, path in self.contents if kind == folder}

    def input(self, path: str) -> bytes:
        return self.contents["input", path]

    def upload(self, name: str, data: bytes, subfolder: str, kind: str, overwrites: bool) -> dict:
        """As ComfyUI names it: the same bytes under the same name are one file, others get a number."""
        path = self._within(kind, subfolder, name)
        stem, ending = posixpath.splitext(name)
        number = 1
        while not overwrites and (kind, path) in self.contents:
            if hashlib.sha256(self.contents[kind, path]).digest() == hashlib.sha256(data).digest():
                break
            name = f"{stem} ({number}){ending}"
            path = self._within(kind, subfolder, name)
            number += 1
        self.contents[kind, path] = data
        return {"name": name, "subfolder": subfolder, "type": kind}

    def save(self, data: bytes, prefix: str, kind: str) -> dict:
        subfolder, stem = posixpath.split(prefix)
        number = self.counters[kind, prefix] = self.counters.get((kind, prefix), 0) + 1
        name = f"{stem}_{number:05}_.png"
        self.contents[kind, self._within(kind, subfolder, name)] = data
        return {"filename": name, "subfolder": subfolder, "type": kind}

    def view(self, name: str, subfolder: str, kind: str) -> bytes | None:
        self._within(kind, subfolder, "")
        return self.contents.get((kind, posixpath.normpath(posixpath.join(subfolder, posixpath.basename(name)))))

    @staticmethod
    def _within(kind: str, subfolder: str, name: str) -> str:
        root = f"/{kind}"
        path = posixpath.normpath(posixpath.join(root, subfolder, name))
        if path != root and not path.startswith(root + "/"):
            raise Outside
        return path[len(root) + 1 :]
