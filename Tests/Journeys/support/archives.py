"""Archives as their people get them, opened with Python's own tools."""

import hashlib
import io
import json
import zipfile

import httpx
import jsonschema

from support.member import Client
from support.waiting import eventually


def settled(client: Client, path: str) -> dict:
    """An export or an import, when no more becomes of it by itself."""

    def ended() -> dict | None:
        now = client.http.get(path).json()
        return None if now["status"] in ("queued", "running") else now

    return eventually(ended, about=path)


def made(client: Client) -> dict:
    """Asks for an archive and waits for it."""
    answer = client.http.post("/api/privacy/exports")
    assert answer.status_code == 202, answer.text
    export = settled(client, answer.headers["location"])
    assert export["status"] == "ready"
    return export


def opened(content: bytes) -> zipfile.ZipFile:
    archive = zipfile.ZipFile(io.BytesIO(content))
    assert archive.testzip() is None
    return archive


def fetched(client: Client) -> zipfile.ZipFile:
    answer = client.http.get(made(client)["url"])
    assert answer.status_code == 200 and answer.headers["content-type"] == "application/zip"
    return opened(answer.content)


def rows(archive: zipfile.ZipFile, section: str) -> list[dict]:
    return json.loads(archive.read(f"data/{section}.json"))


def check(archive: zipfile.ZipFile) -> None:
    """Every file is in the manifest, is what it says there, and fits its schema."""
    manifest = json.loads(archive.read("manifest.json"))
    lines = {line["path"]: line for line in manifest["files"]}
    assert set(lines) == set(archive.namelist()) - {"manifest.json"}
    for path, line in lines.items():
        content = archive.read(path)
        assert line["bytes"] == len(content), path
        assert line["sha256"] == hashlib.sha256(content).hexdigest(), path
        if path.startswith("data/"):
            assert line["records"] == len(json.loads(content)), path
    for path in archive.namelist():
        if path.startswith("schemas/"):
            schema = json.loads(archive.read(path))
            jsonschema.Draft202012Validator.check_schema(schema)
            section = path.removeprefix("schemas/").removesuffix(".schema.json")
            jsonschema.validate(rows(archive, section), schema)


def brought(client: Client, content: bytes) -> dict:
    """Brings an archive and waits for the report."""
    answer = client.http.post("/api/privacy/imports", content=content, headers={"Content-Type": "application/zip"})
    assert answer.status_code == 202, answer.text
    return settled(client, answer.headers["location"])


def expected(client: Client) -> str:
    """A transfer address that the client's installation has just made for them."""
    answer = client.http.post("/api/privacy/arrivals")
    assert answer.status_code == 201, answer.text
    return answer.json()["address"]


def send(client: Client, export: dict, address: str) -> httpx.Response:
    """Asks that an archive be sent to another installation."""
    return client.http.post(f"/api/privacy/exports/{export['id']}/push", json={"to": address})


def landed(client: Client, export: dict) -> dict:
    """An archive that was sent, when it is no longer on its way."""

    def ended() -> dict | None:
        now = client.http.get(f"/api/privacy/exports/{export['id']}").json()
        return None if now["status"] == "sending" else now

    return eventually(ended, about="the archive is no longer on its way", within=60)


def sent(client: Client, export: dict, address: str) -> dict:
    """Sends an archive and waits for the end."""
    answer = send(client, export, address)
    assert (answer.status_code, answer.json()["status"]) == (202, "sending"), answer.text
    assert answer.json()["push"]["status"] == "sending" and answer.json()["url"] is None
    return landed(client, export)


def rezipped(archive: zipfile.ZipFile, **changes: bytes) -> bytes:
    """The same files, some with another content, by their path."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as copy:
        for name in archive.namelist():
            copy.writestr(name, changes.get(name, archive.read(name)))
    return target.getvalue()


def resealed(archive: zipfile.ZipFile, **changes: bytes) -> bytes:
    """The same files, some with another content that the manifest is made to tell."""
    manifest = json.loads(archive.read("manifest.json"))
    for line in manifest["files"]:
        if content := changes.get(line["path"]):
            line.update(bytes=len(content), sha256=hashlib.sha256(content).hexdigest())
    return rezipped(archive, **changes, **{"manifest.json": json.dumps(manifest).encode()})
