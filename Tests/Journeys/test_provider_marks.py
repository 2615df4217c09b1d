"""A provider's own content credentials stay in the file: an independent reader finds them behind ours, and our pages tell of them."""

import html
import io
import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PIL import Image

from conftest import ServerMaker

from support.credentials import UNTRUSTED, read
from support.fakes.gemini import Gemini
from support.member import Client
from support.person import Person
from support.product import Language, in_every_language
from support.provider_marks import MAKER, Provider
from support.server import Server

MODEL = "gemini-nano-banana-2.1"
GROWN = {"country": "TW", "birth_year": 1990, "birth_month": 3}


@pytest.fixture
def fake(tmp_path: Path) -> Iterator[Gemini]:
    provider = Provider(tmp_path)
    with Gemini(finish=lambda content: provider.signed(content, "png")) as fake:
        yield fake


@pytest.fixture
def server(fake: Gemini, new_server: ServerMaker) -> Server:
    return new_server(gemini_api_key=fake.key, gemini_base_url=fake.url).start()


@pytest.fixture
def person(server: Server) -> Iterator[Person]:
    with closing(Person(server)) as person:
        yield person


def made(person: Person, prompt: str = "a red kite over the sea") -> dict:
    ticket = person.http.post("/api/age", json=GROWN).json()["ticket"]
    job = person.order(prompt, model=MODEL, age_ticket=ticket).json()
    ended = person.ended(job["id"])
    assert ended["status"] == "succeeded", ended
    return ended["images"][0]


@pytest.mark.parametrize("kind", ["png", "jpeg", "webp"])
def test_an_independent_reader_finds_the_provider_s_mark_in_ours(person: Person, kind: str) -> None:
    content = person.file(made(person), format=kind).content
    found = read(content, kind)
    assert (found.state, found.faults) == ("Valid", [UNTRUSTED])
    assert found.manifest["claim_generator_info"][0]["name"] == "Nano Banana Pro"
    [ingredient] = found.manifest["ingredients"]
    assert ingredient["relationship"] == "inputTo"
    other = json.loads(found.text)["manifests"][ingredient["active_manifest"]]
    assert other["claim_generator_info"][0]["name"] == MAKER
    told = {each["code"] for each in ingredient["validation_results"]["activeManifest"]["success"]}
    assert {"claimSignature.validated", "assertion.dataHash.match"} <= told


def test_every_change_in_the_provider_s_mark_is_noticed(person: Person, server: Server) -> None:
    content = person.file(made(person)).content
    place = content.index(MAKER.encode())
    with closing(Client(server)) as anybody:
        for offset in range(0, 400, 20):
            changed = bytearray(content)
            changed[place + offset] ^= 1
            answer = anybody.http.post("/api/verify", content=bytes(changed), headers={"Content-Type": "image/png"})
            assert answer.json()["result"] != "made_here", offset


@in_every_language
def test_our_pages_tell_what_it_says(person: Person, server: Server, language: Language) -> None:
    image = made(person)
    sentence = language.say("verify.provider.named").replace("{maker}", MAKER)
    content = person.file(image).content
    with closing(Client(server)) as anybody:
        answer = anybody.http.post("/api/verify", content=content, headers={"Content-Type": "image/png"})
        assert (answer.json()["result"], answer.json()["provider"]) == ("made_here", {"maker": MAKER})
        page = language.path("/verify")
        fields = {"csrf": anybody.token(page)}
        told = anybody.http.post(page, data=fields, files={"file": ("a.png", content, "image/png")}).text
    assert sentence in html.unescape(told)
    assert sentence in html.unescape(person.http.get(language.path(f"/images/{image['id']}")).text)


def test_a_broken_mark_costs_nothing_but_the_mark(person: Person, fake: Gemini) -> None:
    sign = fake.finish

    def recoloured(content: bytes) -> bytes:
        """Another picture with the mark of this one."""
        signed, other = sign(content), io.BytesIO()
        Image.new("RGB", Image.open(io.BytesIO(content)).size, "blue").save(other, "PNG")
        start = signed.index(b"caBX") - 4
        chunk = signed[start : start + 12 + int.from_bytes(signed[start : start + 4])]
        plain = other.getvalue()
        return plain[:33] + chunk + plain[33:]

    fake.finish = recoloured
    found = read(person.file(made(person)).content, "png")
    assert (found.state, found.faults) == ("Valid", [UNTRUSTED])
    assert "ingredients" not in found.manifest


def test_a_mark_that_repeats_the_prompt_is_not_kept(person: Person) -> None:
    content = person.file(made(person, MAKER)).content
    assert "ingredients" not in read(content, "png").manifest
    assert MAKER.encode() not in content
