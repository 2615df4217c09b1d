"""The document that developers read, against the server that it describes."""

import json
import os
import re
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field

import httpx
import hypothesis
import jsonschema
import pytest
import schemathesis
from openapi_spec_validator import OpenAPIV31SpecValidator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012
from schemathesis.checks import not_a_server_error
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from support.books import MAIN
from support.conformance import absolute
from support.member import Member
from support.product import clean_environment, executable
from support.server import Server

# What programs ask, and the document need not describe: it is for operators, for browsers, or a page.
BESIDE = re.compile(
    r"/(healthz|readyz|metrics|csp-reports|cookies\.json|verify/root\.pem|s/[^/]+/file|assets/.*|\.well-known/.*|v1/(data-rights-request|agent)\b.*)"
)
# Agents speak the Data Rights Protocol, which is described elsewhere.
PROGRAMS = re.compile(
    r"/(api|audit)/|/(openapi\.json|retention\.json|datamap\.yml)$"
    r"|/(v1(?!/(data-rights-request|agent))|v1beta|v1alpha|upload|openai|gemini|mcp)\b"
)
# Of these the shape is somebody else's, and so is its description.
SHAPES = re.compile(r"/((openai|gemini)/)?(v1alpha|v1beta|upload|mcp|v1(?!/(data-rights-request|agent)))\b")
METHODS = {"get", "put", "post", "delete", "options", "head", "patch", "trace"}

SCOPES = ["jobs", "read", "manage", "webhooks", "account"]

EXAMPLES = 400 if os.environ.get("NBP_PROVE") else 10
# How a misfit may be answered: what is too large is one too, which the check's own list leaves out.
REJECTIONS = ["4xx"]
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
]


@pytest.fixture(scope="module")
def api_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of its own: what is tried here uses limits up."""
    server = Server(tmp_path_factory.mktemp("openapi")).start()
    yield server
    server.close()


@pytest.fixture(scope="module")
def document(api_server: Server) -> dict:
    return httpx.get(f"{api_server.url}/openapi.json", trust_env=False).json()


def operations(document: dict) -> dict[tuple[str, str], dict]:
    return {
        (method.upper(), path): operation
        for path, item in document["paths"].items()
        for method, operation in item.items()
        if method in METHODS
    }


def test_the_document_is_valid_and_every_address_is_in_it(api_server: Server, document: dict):
    OpenAPIV31SpecValidator(document).validate()
    described, mounted = set(operations(document)), set(api_server.addresses())
    asked = {(method, path) for method, path in mounted if PROGRAMS.match(path) and not SHAPES.match(path)}
    assert asked - described == set(), "describe these in share/openapi"
    assert described - mounted == set(), "share/openapi describes what nobody answers"


def test_every_address_is_a_page_s_or_a_program_s(api_server: Server):
    """Pages exist in both languages."""
    paths = {path for _, path in api_server.addresses()}
    others = {path for path in paths if not PROGRAMS.match(path) and not BESIDE.fullmatch(path)}
    chinese = {path for path in others if path.startswith("/zh-Hant")}
    assert {("/zh-Hant" + path).removesuffix("/") for path in others - chinese} == chinese


def test_every_operation_says_what_a_developer_needs(document: dict):
    named = operations(document)
    ids = [operation["operationId"] for operation in named.values()]
    assert len(ids) == len(set(ids))
    tags = {tag["name"] for tag in document["tags"]}
    for (method, path), operation in named.items():
        assert operation["summary"] and set(operation["tags"]) <= tags, (method, path)
        assert "security" in operation, f"{method} {path} does not say who may ask"
        for status, response in operation["responses"].items():
            response = resolved(document, response)
            assert response["description"], (method, path, status)
            if status[0] in "45":
                assert set(response["content"]) == {"application/problem+json"}, (method, path, status)
        if "requestBody" in operation:
            content = resolved(document, operation["requestBody"])["content"].get("application/json")
            # What is no JSON is a file, which says itself what it is.
            assert content is None or "example" in content or "examples" in content, f"{method} {path} has no example"


def resolved(document: dict, value: dict) -> dict:
    if "$ref" not in value:
        return value
    for part in value["$ref"].removeprefix("#/").split("/"):
        document = document[part]
    return document


def test_every_example_fits_its_schema(document: dict):
    registry = Registry().with_resource("urn:api", Resource(contents=document, specification=DRAFT202012))
    found = 0
    for holder in holders_of_schemas(document):
        examples = [holder["example"]] if "example" in holder else []
        examples += [each["value"] for each in holder.get("examples", {}).values()]
        schema = absolute(holder["schema"])
        for example in examples:
            jsonschema.Draft202012Validator(schema, registry=registry).validate(example)
            found += 1
    assert found > 8


def holders_of_schemas(value: object) -> Iterator[dict]:
    if isinstance(value, dict):
        if "schema" in value:
            yield value
        for member in value.values():
            yield from holders_of_schemas(member)
    elif isinstance(value, list):
        for item in value:
            yield from holders_of_schemas(item)


def test_tools_find_it_and_need_not_read_it_twice(api_server: Server):
    page = httpx.get(api_server.url, trust_env=False).text
    assert '<link rel="service-desc" href="/openapi.json" type="application/json">' in page
    first = httpx.get(f"{api_server.url}/openapi.json", trust_env=False)
    assert first.headers["content-type"] == "application/json; charset=utf-8"
    again = httpx.get(f"{api_server.url}/openapi.json", headers={"If-None-Match": first.headers["etag"]}, trust_env=False)
    assert (again.status_code, again.content) == (304, b"")
    assert "set-cookie" not in first.headers


def test_it_names_this_installation_and_no_age(api_server: Server, document: dict):
    assert document["servers"][0]["url"] == api_server.url
    assert document["components"]["securitySchemes"]["session"]["name"] == "nbp_sid"
    question = [document["paths"]["/api/age"], document["components"]["schemas"]["Age"]]
    assert not re.search(r"\b1[3-8]\b", json.dumps(question))


# What is tried by a machine.


@dataclass(frozen=True)
class Identity:
    """Who asks, and what of the first member's there is to ask about."""

    cookies: dict[str, str]
    owned: dict[str, str]
    """Ids by the addresses that lead to them."""
    is_owner: bool = False
    headers: dict[str, str] = field(default_factory=dict)


@pytest.fixture(scope="module")
def identities(api_server: Server) -> Iterator[dict[str, Identity]]:
    first, second, reported = Member(api_server), Member(api_server), Member(api_server)
    job, image = first.picture()
    # Staff may hide what is reported and suspend who made it, so those are somebody else's.
    _, shown = reported.picture()
    session = first.http.get("/api/account/sessions").json()["data"][0]["id"]
    owned = {"/api/jobs/": job, "/api/images/": image, "/api/account/sessions/": session}
    first_cookies, second_cookies = ({"nbp_sid": person.cookie("sid")} for person in (first, second))
    staff = staff_member(api_server)
    report = {"address": f"{api_server.url}/images/{shown}", "category": "other"}
    assert reported.http.post("/api/reports", json=report).status_code == 202
    case = staff.http.get("/api/admin/moderation").json()["data"][0]["id"]
    subject = reported.http.get("/api/account").json()["id"]
    for scope in ("profile", "work"):
        reason = {"scope": scope, "ground": "help", "reason": "She asked us to look"}
        assert staff.http.post(f"/api/admin/subjects/{subject}/open", json=reason).status_code == 201
    owned |= {"/api/admin/moderation/": case, "/api/admin/subjects/": subject}
    key = first.http.post("/api/keys", json={"name": "All", "scopes": SCOPES}).json()["secret"]
    yield {
        "a program": Identity({}, owned, is_owner=True, headers={"Authorization": f"Bearer {key}"}),
        "staff": Identity({"nbp_sid": staff.cookie("sid")}, owned, is_owner=True),
        "nobody": Identity({}, owned),
        "a member": Identity(first_cookies, owned, is_owner=True),
        "another member": Identity(second_cookies, owned),
    }
    assert first.http.get(f"/api/images/{image}").status_code == 200, "somebody else's request deleted it"
    for person in (first, second, staff):
        person.close()


def staff_member(server: Server) -> Member:
    """Somebody who may do everything that staff may, in a session that counts as begun with a second factor."""
    member = Member(server)
    subprocess.run(
        [executable("nbp"), "admin", "create", "--email", member.address, "--role", "owner", "--country", "TW"],
        env=clean_environment(**server.settings | {"test_port": None}),
        cwd=server.log.parent,
        capture_output=True,
        check=True,
    )
    with closing(sqlite3.connect(server.data / MAIN, timeout=10)) as books, books:
        books.execute(
            "UPDATE accounts_session SET second_factor_at = made_at WHERE subject_id IN (SELECT subject_id FROM accounts_staff)"
        )
    return member


# They end what the others are tried with; nobody alone tries them.
ENDING = {
    "DELETE /api/account",
    "DELETE /api/account/sessions/{id}",
    "DELETE /api/images/{id}",
    "DELETE /api/privacy/content",
    "DELETE /api/privacy/data",
    # Of a deletion, which is carried out at once for whoever has just shown that it is them, as a new member has.
    "POST /api/privacy/requests",
    "PUT /api/privacy/restriction",
    "PUT /api/images/{id}/restriction",
    "POST /api/admin/subjects/{id}/restrict",
}
# Their body is a file, which a machine cannot think of by a schema; `test_archive`, `test_uploads` and `test_provenance` try them.
TAKING_FILES = {
    "POST /api/images",
    "POST /api/uploads",
    "POST /api/privacy/imports",
    "POST /api/privacy/arrivals/{token}",
    "POST /api/verify",
}


@pytest.mark.parametrize("who", ["nobody", "a member", "another member"])
def test_no_request_that_a_machine_thinks_of_breaks_the_server(
    api_server: Server, document: dict, identities: dict[str, Identity], who: str
):
    """Fits and misfits of every operation: no server error, and every answer is one that the document has."""
    for operation in all_operations(document):
        if operation.label in TAKING_FILES:
            continue
        if operation.label not in ENDING or not identities[who].is_owner:
            try_out(api_server, operation, identities[who])


def test_no_request_with_a_key_breaks_the_server(api_server: Server, document: dict, identities: dict[str, Identity]):
    """Of the operations that a key opens, and those that are open to everybody."""
    tried = 0
    for operation in all_operations(document):
        ways = document["paths"][operation.path][operation.method.lower()]["security"]
        if operation.label in TAKING_FILES | ENDING or not any("key" in way for way in ways):
            continue
        try_out(api_server, operation, identities["a program"])
        tried += 1
    assert tried > 30


@pytest.mark.parametrize("scope", ["webhooks", "account"])
def test_a_key_opens_what_the_document_says_and_by_the_scope_that_it_says(
    api_server: Server, document: dict, scope: str
):
    """A key that may do one thing only meets at every other address just the refusal that is described.

    Two, because what the one may is told by the other: an address that any key is said to open is asked by both.
    """
    with closing(Member(api_server)) as member:
        key = member.http.post("/api/keys", json={"name": "One", "scopes": [scope]}).json()["secret"]
        headers = {"Authorization": f"Bearer {key}"}
        with httpx.Client(base_url=api_server.url, headers=headers, timeout=30, trust_env=False) as program:
            for (method, path), operation in operations(document).items():
                scopes = [scope for way in operation["security"] for scope in way.get("key", [])]
                is_named = any("key" in way for way in operation["security"])
                if not path.startswith("/api/") or scope in scopes or (not is_named and {} in operation["security"]):
                    continue
                answer = program.request(method, re.sub(r"{\w+}", "x", path))
                expected = "scope_missing" if scopes else None if is_named else "key_refused"
                if expected:
                    assert answer.status_code == 403 and answer.json()["code"] == expected, f"{method} {path}: {answer.text}"
                else:
                    assert answer.status_code != 403, f"{method} {path}: {answer.text}"
                if is_named:
                    assert {"401", "403"} <= set(operation["responses"]), f"{method} {path} says nothing of refused keys"


def test_every_list_has_the_same_two_members(document: dict):
    for name, schema in document["components"]["schemas"].items():
        if name.endswith("List"):
            assert {"data", "next_cursor"} <= set(schema["required"]), name


def test_no_request_of_staff_breaks_the_server(api_server: Server, document: dict, identities: dict[str, Identity]):
    """The admin site alone: elsewhere staff are what others are."""
    tried = 0
    for operation in all_operations(document):
        if operation.path.startswith("/api/admin/") and operation.label not in ENDING:
            try_out(api_server, operation, identities["staff"])
            tried += 1
    assert tried


def all_operations(document: dict) -> Iterator[schemathesis.schemas.APIOperation]:
    """Without keys and sessions that a machine thinks of: those of an identity are shown in their place."""
    config = SchemathesisConfig.from_dict(
        {
            "generation": {"with-security-parameters": False},
            "checks": {"negative_data_rejection": {"expected-statuses": REJECTIONS}},
        }
    )
    for result in schemathesis.openapi.from_dict(document, config=config).get_all_operations():
        yield result.ok()


def try_out(server: Server, operation: schemathesis.schemas.APIOperation, identity: Identity) -> None:
    fits = operation.as_strategy()
    misfits = operation.as_strategy(generation_mode=schemathesis.GenerationMode.NEGATIVE)
    existing = next((id for start, id in identity.owned.items() if operation.path.startswith(start)), None)

    @hypothesis.settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    @hypothesis.given(case=fits | misfits, names_existing=hypothesis.strategies.booleans())
    def each(case: schemathesis.Case, names_existing: bool) -> None:
        case.cookies = dict(identity.cookies)
        names_existing = names_existing and "id" in case.path_parameters and bool(existing)
        if names_existing:
            case.path_parameters = {**case.path_parameters, "id": existing}
        headers = {"Sec-Fetch-Site": "same-origin"} | identity.headers
        answer = case.call(base_url=server.url, headers=headers, timeout=30)
        # What is misfit about the id is gone with it.
        checks = [check for check in CHECKS if not (names_existing and check is negative_data_rejection)]
        case.validate_response(answer, checks=checks, headers=headers)
        if names_existing and not identity.is_owner:
            assert answer.status_code in (400, 401, 404), f"{operation.label}: {answer.status_code}"

    each()
