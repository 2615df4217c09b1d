import Foundation
import HTTPKit
import Kernel

@testable import Web

extension DocsPage: SampledPage {
    static func sample(_ words: Catalogue) throws -> DocsPage {
        DocsPage(layout: .sample(words, at: .docs), reference: try .sample)
    }
}

extension DocsGroupPage: SampledPage {
    static func sample(_ words: Catalogue) throws -> DocsGroupPage {
        let groups = try APIReference.sample.groups
        return DocsGroupPage(
            layout: .sample(words, at: .docsGroup(groups[0].slug)),
            group: groups[0],
            others: groups
        )
    }
}

extension APIReference {
    static var sample: APIReference {
        get throws { try APIReference(document: Data(Samples.apiDocument.utf8)) }
    }
}

extension Samples {
    /// A small API that has one of everything that its pages show.
    static let apiDocument = """
        {"openapi": "3.1.1", "servers": [{"url": "http://localhost"}],
         "tags": [{"name": "Jobs", "description": "Orders, and **what** becomes of `them`.\\n\\n| who | may |\\n|---|---|\\n| you | `all` |"},
          {"name": "Empty"}],
         "paths": {"/api/jobs": {"post": {"operationId": "orderImages", "tags": ["Jobs"], "summary": "Order pictures",
            "description": "It's <quick>.", "security": [{"session": []}, {"key": ["jobs"]}, {}],
            "parameters": [{"$ref": "#/components/parameters/Prefer"}],
            "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/NewJob"},
              "examples": {"simple": {"value": {"prompt": "it's a \\"house\\"", "n": 2, "seed": null, "sharp": true,
                "steps": [{"tool": "blur"}], "tags": ["a", "b"]}}}}}},
            "responses": {"202": {"description": "Accepted.", "content": {"application/json; charset=utf-8":
              {"schema": {"$ref": "#/components/schemas/Job"}}}}, "429": {"description": "Too many.",
              "content": {"application/problem+json": {}}}}},
           "get": {"operationId": "listJobs", "tags": ["Jobs"], "summary": "List your jobs", "security": [{"key": []}],
            "responses": {"200": {"description": "A page.", "content": {"application/json":
              {"schema": {"type": "object"}}}}}}},
          "/api/jobs/{id}": {"parameters": [{"name": "id", "in": "path", "required": true, "description": "Which.",
             "schema": {"type": "string", "examples": ["job_1"]}}],
           "get": {"operationId": "downloadJob", "tags": ["Jobs"], "summary": "Get it", "security": [{}],
            "responses": {"200": {"description": "Bytes.", "content": {"image/png": {}}}}},
           "delete": {"operationId": "endJob", "tags": ["Jobs"], "summary": "End it", "security": [{"session": []}],
            "responses": {"204": {"description": "Gone."}}}},
          "/api/jobs/{id}/events": {"get": {"operationId": "followJob", "tags": ["Jobs"], "summary": "Follow it",
            "security": [{"key": ["read"]}], "parameters": [{"name": "id", "in": "path", "required": true,
              "schema": {"type": "string"}}],
            "responses": {"200": {"description": "Events.", "content": {"text/event-stream; charset=utf-8": {}}}}}},
          "/api/uploads": {"post": {"operationId": "uploadImages", "tags": ["Jobs"], "summary": "Bring", "security": [{"key": ["jobs"]}],
            "requestBody": {"content": {"multipart/form-data": {}, "image/png": {}}},
            "responses": {"201": {"description": "Taken.", "content": {"application/json": {}}}}}},
          "/api/archives": {"post": {"operationId": "bringArchive", "tags": ["Jobs"], "summary": "Bring all", "security": [{"session": []}],
            "requestBody": {"content": {"application/zip": {}}},
            "responses": {"202": {"description": "Taken.", "content": {"text/plain": {}}}}}}},
         "components": {
          "securitySchemes": {"session": {"name": "nbp_sid"}},
          "parameters": {"Prefer": {"name": "Prefer", "in": "header", "description": "How long.", "schema": {"type": "string"}}},
          "schemas": {
           "NewJob": {"type": "object", "required": ["prompt"], "properties": {
             "prompt": {"type": "string", "description": "What to show."},
             "mode": {"enum": ["fast", null]}, "n": {"type": ["integer", "null"]}}},
           "Job": {"type": "object", "description": "One order.", "properties": {
             "images": {"type": "array", "items": {"$ref": "#/components/schemas/Image"}},
             "error": {"oneOf": [{"$ref": "#/components/schemas/Image"}, {"type": "null"}]},
             "created_at": {"type": "string", "format": "date-time"}}},
           "Image": {"type": "object", "properties": {"job": {"$ref": "#/components/schemas/Job"}}}}}}
        """
}
