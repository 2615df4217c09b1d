import Accounts
import HTTPTypes
import Testing

@testable import HTTPKit

/// Which address asks what of a key.
struct KeyRightsTests {
    private static let rights: [(String, KeyRights)] = [
        ("GET /api/models", KeyRights.open), ("GET /api/presets", .open), ("POST /api/darkroom/read", .open),
        ("GET /api/keys/current", .open), ("POST /api/verify", .open), ("POST /mcp", .open),
        ("POST /api/jobs", .needs(.jobs)), ("GET /api/jobs/x", .ownOrNeeds(.read)),
        ("HEAD /api/jobs/x", .ownOrNeeds(.read)), ("GET /api/jobs/x/events", .ownOrNeeds(.read)),
        ("DELETE /api/jobs/x", .needs(.jobs)), ("GET /api/jobs", .needs(.read)),
        ("GET /api/batches", .needs(.read)), ("GET /api/batches/x", .needs(.read)),
        ("POST /api/batches", .needsSecret(.jobs)), ("POST /api/batches/x/cancel", .needs(.manage)),
        ("POST /api/batches/x/retry", .needsSecret(.jobs)), ("DELETE /api/batches/x", .needs(.manage)),
        ("POST /api/previews", .needs(.read)), ("GET /api/images", .needs(.read)),
        ("POST /api/images", .needs(.jobs)), ("GET /api/images/x", .needs(.read)),
        ("GET /api/images/x/file", .ownOrNeeds(.read)), ("GET /api/images/x/scene", .needs(.read)),
        ("DELETE /api/images/x", .needs(.manage)), ("PUT /api/images/x/favourite", .needs(.manage)),
        ("POST /api/images/archive", .needs(.read)), ("POST /api/images/x/shares", .needs(.manage)),
        ("GET /api/images/x/shares", .needs(.read)), ("GET /api/collections", .needs(.read)),
        ("PATCH /api/collections/x", .needs(.manage)), ("GET /api/webhooks", .needs(.webhooks)),
        ("GET /api/account", .needs(.account)), ("GET /api/privacy", .needs(.account)),
        ("GET /v1/models", .open), ("GET /v1/models/x", .open), ("POST /v1/models/x:countTokens", .open),
        ("POST /v1/images/generations", .needs(.jobs)), ("POST /v1/images/edits", .needs(.jobs)),
        ("POST /v1beta/models/x:generateContent", .needs(.jobs)),
        ("POST /openai/v1/images/edits", .needs(.jobs)),
        ("POST /v1/responses", .needs(.jobs)), ("GET /v1/responses/x", .ownOrNeeds(.read)),
        ("GET /openai/v1/responses/x/input_items", .ownOrNeeds(.read)),
        ("POST /v1/responses/x/cancel", .needs(.jobs)), ("DELETE /v1/responses/x", .needs(.manage)),
        ("POST /gemini/v1beta/models/x:generateContent", .needs(.jobs)),
        ("GET /v1beta/files", .needs(.read)), ("DELETE /v1beta/files/x", .needs(.manage)),
        ("POST /upload/v1beta/files", .needsSecret(.jobs)),
        ("POST /gemini/upload/v1beta/files", .needsSecret(.jobs)), ("POST /v1/files", .needsSecret(.jobs)),
        ("POST /v1/batches", .needsSecret(.jobs)), ("POST /v1/batches/x/cancel", .needsSecret(.jobs)),
        ("POST /v1beta/models/x:batchGenerateContent", .needsSecret(.jobs)),
        ("POST /v1/interactions", .needs(.jobs)), ("DELETE /v1/interactions/x", .needs(.manage)),
    ]

    @Test(arguments: rights)
    func `an address asks what it asks`(asked: String, rights: KeyRights) throws {
        #expect(try Self.rights(of: asked) == rights)
    }

    @Test(
        arguments: [
            "GET /", "GET /gallery", "POST /jobs", "GET /account", "GET /account/keys", "POST /account/keys",
            "GET /zh-Hant/account", "GET /admin", "GET /api/admin/accounts", "GET /api/keys",
            "POST /api/keys",
            "POST /api/keys/current", "PATCH /api/keys/x", "PATCH /api/keys/current", "DELETE /api/keys/x",
            "POST /api/keys/x/rotate", "PATCH /api/account",
            "DELETE /api/account", "POST /api/account/sessions", "GET /api/account/sessions",
            "GET /api/account/activity", "POST /api/account/passkeys", "POST /api/account/proof",
            "DELETE /api/privacy/data", "DELETE /api/privacy/content", "POST /api/privacy/exports",
            "GET /api/privacy/journal", "PUT /api/privacy/restriction", "PUT /api/images/x/restriction",
            "DELETE /api/images/x/restriction", "POST /api/reports", "GET /api/decisions", "POST /api/age",
            "POST /api/events", "GET /openapi.json", "GET /metrics", "GET /healthz", "GET /api/nothing",
            "GET /api",
            "POST /v1/data-rights-request", "GET /v1/agent/x", "GET /v1", "GET /v2/models", "GET /s/x/file",
            "GET /openai", "GET /gemini/api/jobs/x", "POST /openai/mcp",
        ]
    )
    func `no key opens what is for people`(asked: String) throws {
        #expect(try Self.rights(of: asked) == .refused)
    }

    private static func rights(of asked: String) throws -> KeyRights {
        let parts = asked.split(separator: " ")
        let method = try #require(HTTPRequest.Method(rawValue: String(parts[0])))
        return KeyRights(method, String(parts[1]))
    }
}
