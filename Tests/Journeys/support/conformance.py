"""Holds what the server answers against what its document says of it, in every journey that asks by `Person` or `Member`."""

import re
from functools import cache

import httpx
import jsonschema
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

METHODS = ("get", "post", "put", "patch", "delete")


class Document:
    """`/openapi.json`, by its operations."""

    def __init__(self, document: dict):
        self.document = document
        self.registry = Registry().with_resource("urn:api", Resource(contents=document, specification=DRAFT202012))
        # The longest path first: `/api/jobs/events` before `/api/jobs/{id}`.
        self.paths = [
            (re.compile(re.sub(r"{\w+}", "[^/]+", path)), path)
            for path in sorted(document["paths"], key=lambda path: (path.count("{"), path))
        ]

    def path_of(self, address: str) -> str | None:
        return next((path for pattern, path in self.paths if pattern.fullmatch(address)), None)

    def resolved(self, value: dict) -> dict:
        while "$ref" in value:
            found: dict = self.document
            for part in value["$ref"].removeprefix("#/").split("/"):
                found = found[part]
            value = found
        return value

    @cache
    def validator(self, path: str, method: str, status: str) -> jsonschema.Draft202012Validator | None:
        """Of the JSON that an operation answers; nil where it says nothing of it."""
        response = self.resolved(self.document["paths"][path][method]["responses"][status])
        for kind, content in response.get("content", {}).items():
            if "json" in kind and "schema" in content:
                return jsonschema.Draft202012Validator(absolute(content["schema"]), registry=self.registry)
        return None

    def check(self, response: httpx.Response) -> None:
        """Fails for an answer that is not in the document."""
        method, path = response.request.method.lower(), self.path_of(response.request.url.path)
        if path is None or method not in METHODS or method not in self.document["paths"][path]:
            return
        line, status = f"{method.upper()} {path}", str(response.status_code)
        described = self.document["paths"][path][method]["responses"]
        if response.is_success:
            assert status in described, f"{line} answers {status}, which the document does not say"
            if is_json(response) and (validator := self.validator(path, method, status)):
                response.read()
                error = jsonschema.exceptions.best_match(validator.iter_errors(response.json()))
                assert error is None, f"{line} answers what the document does not say: {error.json_path} {error.message}"
        elif response.status_code >= 400 and is_json(response):
            response.read()
            problem = jsonschema.Draft202012Validator(absolute({"$ref": "#/components/schemas/Problem"}), registry=self.registry)
            error = jsonschema.exceptions.best_match(problem.iter_errors(response.json()))
            assert error is None, f"{line} refuses otherwise than the document says: {error.json_path} {error.message}"


def is_json(response: httpx.Response) -> bool:
    return "json" in response.headers.get("content-type", "")


def absolute(schema: object) -> object:
    """The schema with references that lead into the document from anywhere."""
    if isinstance(schema, dict):
        return {name: f"urn:api{value}" if name == "$ref" else absolute(value) for name, value in schema.items()}
    return [absolute(item) for item in schema] if isinstance(schema, list) else schema


_known: list[Document] = []


def conforming(client: httpx.Client) -> httpx.Client:
    """The client, which fails for every answer that is not in the server's document; servers of one build have one document."""

    def check(response: httpx.Response) -> None:
        if not response.request.url.path.startswith("/api/"):
            return
        if not _known:
            url = response.request.url.copy_with(path="/openapi.json", query=None)
            # On a connection of its own: this one may be in the middle of its answer.
            document = httpx.get(url, trust_env=False, verify=False, timeout=30)
            if document.status_code != 200:
                return
            _known.append(Document(document.json()))
        _known[0].check(response)

    hooks = client.event_hooks
    client.event_hooks = {"request": hooks["request"], "response": [*hooks["response"], check]}
    return client
