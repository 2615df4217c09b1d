"""The designs that ship: what they say can be read, by a character recogniser that others wrote."""

import pytest

from support.hostile import picture
from support.person import Person
from support.pixels import opened
from support.product import Language, in_every_language
from support.reader import Reader, Tally, compare
from support.server import Server

ENOUGH = 0.99
FEW = ("poster-bold", "menu-bistro", "certificate-formal")


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader()


def designs(person: Person) -> list[dict]:
    answer = person.http.get("/api/designs")
    assert answer.status_code == 200, answer.text
    return answer.json()["data"]


def photo(person: Person) -> str:
    """Brings the picture that a design asks for."""
    answer = person.http.post("/api/images", files=[("file", ("photo.jpg", picture("jpeg", size=(1200, 900)), "image/jpeg"))])
    assert answer.status_code == 201, answer.text
    return answer.json()["data"][0]["id"]


def typeset(person: Person, design: dict, aspect: str, language: Language) -> dict:
    """Has a design set with its samples; the job when it has succeeded."""
    order = {"task": "typeset", "template": design["id"], "aspect_ratio": aspect, "resolution": "2K"}
    if design["picture"] == "required":
        order["images"] = [photo(person)]
    answer = person.http.post("/api/jobs", json=order, headers={"Accept-Language": language.tag})
    assert answer.status_code == 202, answer.text
    job = person.ended(answer.json()["id"])
    assert job["status"] == "succeeded", job
    return job


def read(server: Server, reader: Reader, design: dict, aspects: list[str], language: Language) -> Tally:
    """How much of a design's samples is read right at all of the aspects; says what is not."""
    tally = Tally()
    person = Person(server)
    for aspect in aspects:
        job = typeset(person, design, aspect, language)
        readings = reader.readings(opened(person.file(job["images"][0]).content))
        for layer, found in compare(job["document"], readings).items():
            tally.add(found)
            if found.right < found.wanted:
                print(f"{design['id']} {aspect} {language} {layer}: {found.right} of {found.wanted}")
    person.close()
    return tally


@in_every_language
def test_what_a_few_designs_say_can_be_read(shared_server: Server, person: Person, reader: Reader, language: Language):
    few = [design for design in designs(person) if design["id"] in FEW]
    assert len(few) == len(FEW)
    tally = Tally()
    for design in few:
        tally.add(read(shared_server, reader, design, design["aspect_ratios"][:1], language))
    assert tally.share >= ENOUGH, tally


@pytest.mark.prove
@in_every_language
def test_what_every_design_says_can_be_read_at_every_aspect(
    shared_server: Server, person: Person, reader: Reader, language: Language
):
    every = designs(person)
    assert len(every) >= 24
    tally = Tally()
    for design in every:
        tally.add(read(shared_server, reader, design, design["aspect_ratios"], language))
    print(f"{language}: {tally.right} of {tally.wanted} characters, {tally.share:.2%}")
    assert tally.share >= ENOUGH, tally
