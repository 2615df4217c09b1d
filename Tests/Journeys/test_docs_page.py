"""The pages for developers: all of the document is on them, and the programs that they show work as they stand there."""

import html
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import BrowserContext, expect

from support.member import Member
from support.photos import photograph
from support.product import Language, in_every_language
from support.server import Server
from support.waiting import eventually

METHODS = {"get", "post", "put", "patch", "delete"}
SAMPLE = re.compile(r'<pre[^>]* id="(\w+)-(\w+)" data-language="(\w+)"[^>]*><code>(.*?)</code></pre>', re.DOTALL)
EXAMPLE_ID = re.compile(r"\b(img|job|col|bat|shr|key|whk|dlv)_[0-9A-HJKMNP-TV-Z]{26}\b")
# Seconds that one program may take; a job that is followed has ended.
LIMIT = 90
ALL = ["jobs", "read", "manage", "webhooks", "account"]
# Open to everybody, and about nothing of anybody's.
OPEN = {"Models", "Workshop"}


@dataclass(frozen=True)
class Sample:
    operation: str
    language: str
    code: str


@pytest.fixture(scope="module")
def docs_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of its own: what the examples make uses limits up."""
    server = Server(tmp_path_factory.mktemp("docs")).start()
    yield server
    server.close()


@pytest.fixture(scope="module")
def document(docs_server: Server) -> dict:
    return page(docs_server, "/openapi.json").json()


def page(server: Server, path: str) -> httpx.Response:
    return httpx.get(server.url + path, trust_env=False, timeout=60)


def operations(document: dict) -> Iterator[tuple[str, str, dict]]:
    for path, item in document["paths"].items():
        for method, operation in item.items():
            if method in METHODS:
                yield method, path, operation


def groups(document: dict) -> list[str]:
    used = {operation["tags"][0] for _, _, operation in operations(document)}
    return [tag["name"] for tag in document["tags"] if tag["name"] in used]


def samples(server: Server, document: dict) -> list[Sample]:
    found = []
    for group in groups(document):
        text = page(server, f"/docs/{group.lower()}").text
        found += [Sample(id, language, html.unescape(code)) for id, language, _, code in SAMPLE.findall(text)]
    return found


@in_every_language
def test_every_operation_is_on_a_page_that_the_first_page_leads_to(docs_server: Server, document: dict, language: Language):
    landing = page(docs_server, language.path("/docs")).text
    for group in groups(document):
        address = language.path(f"/docs/{group.lower()}")
        assert f'href="{address}"' in landing
        text = page(docs_server, address).text
        assert f"<title>{group} · " in text
        for method, path, operation in operations(document):
            if operation["tags"][0] == group:
                assert f'id="{operation["operationId"]}"' in text
                assert f'href="{address}#{operation["operationId"]}"' in landing
                for parameter in operation.get("parameters", []):
                    if "name" in parameter:
                        assert f"<code>{parameter['name']}</code>" in text, (method, path)
        for target in re.findall(r'href="#([\w-]+)"', text):
            assert f'id="{target}"' in text, f"{address} leads to #{target}"
    assert 'href="/openapi.json"' in landing


@in_every_language
def test_a_shell_is_told_who_asks_and_where(docs_server: Server, language: Language):
    landing = html.unescape(page(docs_server, language.path("/docs")).text)
    for address in ("/api", "/v1", "/mcp"):
        assert f"<code>{docs_server.url}{address}</code>" in landing
    assert docs_server.url + "/api/jobs" in landing and "$NBP_KEY" in landing
    assert all(source.startswith("/assets/") for source in re.findall(r'\bsrc="([^"]*)"', landing))


def test_each_operation_is_shown_in_four_languages(docs_server: Server, document: dict):
    found = samples(docs_server, document)
    for _, _, operation in operations(document):
        own = {sample.language for sample in found if sample.operation == operation["operationId"]}
        assert own == {"curl", "python", "javascript", "swift"}, operation["operationId"]


@in_every_language
def test_a_program_is_copied_with_a_script_and_selected_without(
    docs_server: Server, new_context: Callable[..., BrowserContext], language: Language
):
    context = new_context()
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    tab = context.new_page()
    tab.goto(docs_server.url + language.path("/docs"))
    button = tab.locator('[data-copy="first-curl"]')
    button.click()
    expect(button).to_have_text(language.say("image.copied"))
    assert tab.evaluate("navigator.clipboard.readText()") == tab.locator("#first-curl").text_content()
    plain = new_context(java_script_enabled=False).new_page()
    plain.goto(docs_server.url + language.path("/docs"))
    expect(plain.locator("#first-curl")).to_be_visible()
    expect(plain.locator('[data-copy="first-curl"]')).to_be_hidden()


# The programs themselves.


class Workbench:
    """Somebody with a key and one of everything, and a folder with a picture in which programs run."""

    def __init__(self, server: Server, folder: Path):
        self.member, self.folder = Member(server), folder
        shown = self.member.http.post("/api/keys", json={"name": "Docs", "scopes": ALL}).json()
        self.environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "NBP_KEY": shown["secret"], "PYTHONWARNINGS": "ignore"}
        photograph(96, 64).save(folder / "picture.png")
        self.key = shown["key"]["id"]

    def made(self, word: str) -> list[str]:
        """New ids of a kind, for a program that may delete what they name."""
        http = self.member.http
        match word:
            case "bat":
                # A key tries those again that were ordered with it.
                order, headers = {"list": "a tree", "size": "64x64"}, {"Authorization": f"Bearer {self.environment['NBP_KEY']}"}
                return [httpx.post(f"{self.member.server.url}/api/batches", json=order, headers=headers, trust_env=False).json()["id"]]
            case "key":
                return [self.key]
            case "col":
                return [http.post("/api/collections", json={"name": "Cats", "images": self.images[:1]}).json()["id"]]
            case "shr":
                return [http.post(f"/api/images/{self.images[0]}/shares", json={"expires_in": 1}).json()["id"]]
            case "whk":
                body = {"url": "https://localhost:9/", "events": ["job.succeeded"]}
                self.webhook = http.post("/api/webhooks", json=body).json()["id"]
                return [self.webhook]
            case "dlv":
                # Of the webhook before it in the address.
                place = f"/api/webhooks/{self.webhook}"
                id = http.post(f"{place}/test").json()["id"]
                eventually(lambda: http.get(f"{place}/deliveries/{id}").json()["ended_at"], about="the end of a test")
                return [id]
            case "job":
                return [self.job]
        return self.images

    def filled(self, code: str) -> str:
        """The program about what there is: each example's id becomes a real one, the same one each time."""
        order = {"prompt": "a house", "size": "64x64", "n": 3}
        job = self.member.http.post("/api/jobs", json=order, headers={"Prefer": "wait=60"}).json()
        self.job, self.images = job["id"], [image["id"] for image in job["images"]]
        ids: dict[str, list[str]] = {}
        chosen: dict[str, str] = {}
        for match in EXAMPLE_ID.finditer(code):
            if match[0] not in chosen:
                known = ids.setdefault(match[1], self.made(match[1]))
                chosen[match[0]] = known[sum(each.startswith(match[1]) for each in chosen) % len(known)]
        return EXAMPLE_ID.sub(lambda match: chosen[match[0]], code)

    def run(self, language: str, code: str) -> tuple[int, str]:
        """The status that a program was answered with, and what it printed."""
        match language:
            case "curl":
                command = ["sh", "-c", code + " --silent --show-error --max-time 60 --write-out '\\n%{http_code}'"]
            case "python":
                command = [sys.executable, "-c", code.replace("answer.raise_for_status()", "status = answer.status_code") + "\nprint(status)"]
            case _:
                program = self.folder / "program.mjs"
                program.write_text(code.replace("if (!answer.ok) throw new Error(await answer.text());", "") + "\nconsole.log(answer.status);")
                command = ["node", str(program)]
        done = subprocess.run(command, cwd=self.folder, env=self.environment, capture_output=True, text=True, timeout=LIMIT)
        assert done.returncode == 0, f"{code}\n{done.stdout}\n{done.stderr}"
        return int(done.stdout.split()[-1]), done.stdout

    def close(self) -> None:
        self.member.close()


@pytest.fixture
def workbench(docs_server: Server, tmp_path: Path) -> Iterator[Workbench]:
    with closing(Workbench(docs_server, tmp_path)) as workbench:
        yield workbench


@pytest.mark.parametrize("language", ["curl", "python", "javascript"])
def test_the_programs_of_the_page_work_as_they_stand_there(docs_server: Server, document: dict, workbench: Workbench, language: str):
    """Of every operation that takes a key, and of those that tell everybody what there is."""
    if language == "javascript" and not shutil.which("node"):
        pytest.skip("there is no node here")
    described = {operation["operationId"]: operation for _, _, operation in operations(document)}
    tried = 0
    with docs_server.fault("throttle:off"):
        for sample in samples(docs_server, document):
            operation = described[sample.operation]
            is_open = operation["tags"][0] in OPEN and "requestBody" not in operation
            if sample.language != language or not (is_open or any("key" in way for way in operation["security"])):
                continue
            code = workbench.filled(sample.code)
            status, printed = workbench.run(language, code)
            assert status < 300 and str(status) in operation["responses"], f"{sample.operation}: {status}\n{code}\n{printed}"
            tried += 1
    assert tried > 30


def shown(server: Server, anchor: str, language: str) -> str:
    """A program of the first page."""
    if language == "javascript" and not shutil.which("node"):
        pytest.skip("there is no node here")
    found = SAMPLE.findall(page(server, "/docs").text)
    [code] = [html.unescape(code) for id, name, _, code in found if (id, name) == (anchor, language)]
    return code


def tried(workbench: Workbench, language: str, code: str) -> subprocess.CompletedProcess[str]:
    """Runs a program as it stands on the page, in a folder without a picture."""
    (workbench.folder / "picture.png").unlink(missing_ok=True)
    program = workbench.folder / "first.mjs"
    program.write_text(code)
    command = {"curl": ["sh", "-c", code], "python": [sys.executable, "-c", code], "javascript": ["node", str(program)]}[language]
    return subprocess.run(command, cwd=workbench.folder, env=workbench.environment, capture_output=True, text=True, timeout=LIMIT)


@pytest.mark.parametrize("language", ["curl", "python", "javascript"])
def test_the_first_program_brings_a_picture(docs_server: Server, workbench: Workbench, language: str):
    done = tried(workbench, language, shown(docs_server, "first", language))
    assert done.returncode == 0, done.stderr
    assert (workbench.folder / "picture.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("language", ["curl", "python", "javascript"])
def test_the_first_program_with_a_wrong_key_fails_and_says_why(docs_server: Server, workbench: Workbench, language: str):
    workbench.environment["NBP_KEY"] = "nbp_sk_wrong"
    done = tried(workbench, language, shown(docs_server, "first", language))
    assert done.returncode != 0 and "api_key_invalid" in done.stderr
    assert not (workbench.folder / "picture.png").exists()


@pytest.mark.parametrize("language", ["curl", "python"])
def test_a_client_of_another_service_makes_a_picture_as_it_is_shown(docs_server: Server, workbench: Workbench, language: str):
    done = tried(workbench, language, shown(docs_server, "clients", language))
    assert done.returncode == 0, done.stderr
    if language == "curl":
        answer = page(docs_server, json.loads(done.stdout)["data"][0]["url"].removeprefix(docs_server.url))
        assert answer.content.startswith(b"\x89PNG")
    else:
        assert (workbench.folder / "picture.png").read_bytes().startswith(b"\x89PNG")
