import Accounts
import Foundation
import HTTPTypes
import HummingbirdTesting
import Kernel
import NIOCore
import TestSupport
import Testing

/// `/mcp`: who gets in, and what revisions ask of HTTP.
struct MCPHTTPTests {
    private static let ping = #"{"jsonrpc":"2.0","id":1,"method":"ping"}"#
    private static let meta =
        #""_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}"#

    private static func field(_ name: String) throws -> HTTPField.Name { try #require(HTTPField.Name(name)) }

    /// The fields of a request of the newest revision.
    private static func newest(_ method: String, _ name: String? = nil) throws -> HTTPFields {
        var fields: HTTPFields = [:]
        fields[try field("MCP-Protocol-Version")] = "2026-07-28"
        fields[try field("Mcp-Method")] = method
        if let name { fields[try field("Mcp-Name")] = name }
        return fields
    }

    @Test func `without a key the door says how to come in`() async throws {
        try await MCPUnderTest().ask { caller in
            let bare = try await caller.bare(Self.ping)
            #expect(bare.status == .unauthorized)
            #expect(bare.headers[.wwwAuthenticate] == #"Bearer realm="nano-banana-pro""#)
            #expect(bare.faultCode == -32_010)
            let wrong = try await caller.bare(Self.ping, headers: [.authorization: "Bearer nbp_sk_wrong"])
            #expect(wrong.status == .unauthorized)
            #expect(wrong.headers[.wwwAuthenticate]?.hasSuffix(#"error="invalid_token""#) == true)
        }
    }

    @Test(arguments: ["https://evil.example", "null", "http://localhost:9999"])
    func `pages of other sites stay outside`(origin: String) async throws {
        try await MCPUnderTest().ask { caller in
            let answer = try await caller.post(Self.ping, headers: [.origin: origin])
            #expect(answer.status == .forbidden)
            #expect(answer.faultCode == -32_010)
        }
    }

    @Test func `keys for pages do not open it`() async throws {
        try await MCPUnderTest().ask(.publishable) { caller in
            let answer = try await caller.post(Self.ping, headers: [.origin: "https://shop.example"])
            #expect(answer.status == .forbidden)
        }
    }

    @Test func `what is no JSON by its type is not read, and messages are bounded`() async throws {
        try await MCPUnderTest().ask { caller in
            let text = try await caller.post(Self.ping, headers: [.contentType: "text/plain"])
            #expect(text.status == .unsupportedMediaType)
            let large = try await caller.post(String(repeating: " ", count: (16 << 20) + 1))
            #expect(large.status == .contentTooLarge)
            #expect(large.faultCode == -32_600)
        }
    }

    @Test(arguments: [HTTPRequest.Method.get, .delete, .put])
    func `only messages are taken, by POST`(method: HTTPRequest.Method) async throws {
        try await MCPUnderTest().ask { caller in
            let answer = try await caller.post("", method: method)
            #expect(answer.status == .methodNotAllowed)
            #expect(answer.headers[.allow] == "POST")
        }
    }

    @Test func `a handshake gives a session's name, and notifications are accepted`() async throws {
        try await MCPUnderTest().ask { caller in
            let hello = try await caller.post(
                #"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}"#
            )
            let session = try #require(hello.headers[try Self.field("Mcp-Session-Id")])
            #expect(session.count == 32)
            var fields: HTTPFields = [:]
            fields[try Self.field("Mcp-Session-Id")] = session
            fields[try Self.field("MCP-Protocol-Version")] = "2025-11-25"
            let noted = try await caller.post(
                #"{"jsonrpc":"2.0","method":"notifications/initialized"}"#,
                headers: fields
            )
            #expect(noted.status == .accepted)
            #expect(noted.body.readableBytes == 0)
            #expect(try await caller.post(Self.ping, headers: fields).object["result"] is JSONObject)
        }
    }

    @Test func `a revision that is not spoken here is refused with those that are`() async throws {
        try await MCPUnderTest().ask { caller in
            var fields: HTTPFields = [:]
            fields[try Self.field("MCP-Protocol-Version")] = "2030-01-01"
            let answer = try await caller.post(Self.ping, headers: fields)
            #expect(answer.status == .badRequest)
            #expect(answer.faultCode == -32_022)
            let data = (answer.object["error"] as? JSONObject)?["data"] as? JSONObject
            #expect((data?["supported"] as? [String])?.contains("2026-07-28") == true)
        }
    }

    @Test(arguments: [("", 200), ("2025-03-26", 200), ("2025-06-18", 400), ("2026-07-28", 400)])
    func `batches are of one revision alone`(revision: String, status: Int) async throws {
        try await MCPUnderTest().ask { caller in
            var fields: HTTPFields = [:]
            if !revision.isEmpty { fields[try Self.field("MCP-Protocol-Version")] = revision }
            let batch =
                #"[\#(Self.ping),{"jsonrpc":"2.0","method":"notifications/initialized"},{"jsonrpc":"2.0","id":2,"method":"none"},5]"#
            let answer = try await caller.post(batch, headers: fields)
            #expect(answer.status.code == status)
            guard status == 200 else { return }
            let list = try JSONSerialization.jsonObject(with: Data(answer.body.readableBytesView))
            let answers = try #require(list as? [JSONObject])
            #expect(answers.compactMap { $0["id"] as? Int } == [1, 2])
            #expect(answers.count == 3)
        }
    }

    @Test(
        arguments: [
            ("tools/list", nil, "tools/list", nil, 200, nil),
            ("tools/list", nil, "tools/call", nil, 400, -32_020),
            ("ping", nil, "ping", nil, 404, -32_601),
            ("tools/call", "list_models", "tools/call", "list_models", 200, nil),
            ("tools/call", "list_models", "tools/call", "=?base64?bGlzdF9tb2RlbHM=?=", 200, nil),
            ("tools/call", "list_models", "tools/call", "get_job", 400, -32_020),
            ("tools/call", "list_models", "tools/call", nil, 400, -32_020),
            ("tools/call", "list_models", "tools/call", "=?base64?bGlzdF9tb2RlbHM?=", 400, -32_020),
            ("tools/call", "none", "tools/call", "none", 400, -32_602),
        ] as [(String, String?, String, String?, Int, Int?)]
    )
    func `requests of the newest revision say the same in fields and message`(
        method: String,
        name: String?,
        methodField: String,
        nameField: String?,
        status: Int,
        code: Int?
    ) async throws {
        try await MCPUnderTest().ask { caller in
            let named = name.map { #""name":"\#($0)","# } ?? ""
            let answer = try await caller.post(
                #"{"jsonrpc":"2.0","id":1,"method":"\#(method)","params":{\#(named)\#(Self.meta)}}"#,
                headers: try Self.newest(methodField, nameField)
            )
            #expect(answer.status.code == status)
            #expect(answer.faultCode == code)
        }
    }

    @Test func `a call is answered by events, or by JSON for whoever takes no events`() async throws {
        try await MCPUnderTest().ask { caller in
            let call =
                #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"generate_image","arguments":{"prompt":"x","size":"64x64"},"_meta":{"progressToken":5}}}"#
            let streamed = try await caller.post(call)
            #expect(streamed.headers[.contentType] == "text/event-stream")
            #expect(try #require(streamed.streamedResult).imageIDs.count == 1)
            let plain = try await caller.post(call, headers: [.accept: "application/json"])
            #expect(plain.headers[.contentType] == "application/json")
            let result = try #require(plain.object["result"] as? JSONObject)
            let image = try #require((result.values["images"] as? [JSONObject])?.first)
            #expect((image["url"] as? String)?.hasPrefix("http://localhost:8080/api/images/img_") == true)
        }
    }

    @Test func `clients of revisions without links get none`() async throws {
        try await MCPUnderTest().ask { caller in
            let call =
                #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"generate_image","arguments":{"prompt":"x","size":"64x64"}}}"#
            var fields: HTTPFields = [:]
            for (revision, kinds) in [
                ("2025-03-26", ["text", "image"]), ("2025-06-18", ["text", "image", "resource_link"]),
            ] {
                fields[try Self.field("MCP-Protocol-Version")] = revision
                let result = try #require(try await caller.post(call, headers: fields).streamedResult)
                let content = try #require(result["content"] as? [JSONObject])
                #expect(content.compactMap { $0["type"] as? String } == kinds)
            }
        }
    }

    @Test func `a key without the scope is told which, in the tool's result`() async throws {
        try await MCPUnderTest().ask(scopes: [.read]) { caller in
            let answer = try await caller.post(
                #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"generate_image","arguments":{"prompt":"x"}}}"#
            )
            let result = try #require(answer.object["result"] as? JSONObject)
            #expect(result.refusal == "scope_missing")
        }
    }

    @Test func `a key that may only order sees what was ordered with it, and nothing else`() async throws {
        try await MCPUnderTest().ask(scopes: [.jobs], beside: [.jobs, .read]) { caller, other in
            let ordered = try await caller.call("generate_image", #"{"prompt":"x","wait":false}"#)
            let job = try #require((ordered.values["job"] as? JSONObject)?["id"] as? String)
            let ended = try await caller.call("get_job", #"{"job":"\#(job)","wait":true}"#)
            let image = try #require(ended.imageIDs.first)
            #expect((try await caller.read(image).object["result"] as? JSONObject)?["contents"] != nil)
            let elsewhere = try await other.call("generate_image", #"{"prompt":"y"}"#)
            let theirs = try #require((elsewhere.values["job"] as? JSONObject)?["id"] as? String)
            let foreign = try await caller.call("get_job", #"{"job":"\#(theirs)"}"#)
            #expect(foreign.refusal == "not_found")
            #expect(try await caller.read(#require(elsewhere.imageIDs.first)).faultCode == -32_002)
            #expect(try await other.call("get_job", #"{"job":"\#(job)"}"#).isRefusal == false)
            #expect(try await caller.call("get_image", #"{"image":"\#(image)"}"#).refusal == "scope_missing")
        }
    }

    @Test(
        arguments: [
            ([.webhooks], ["list_models"]),
            ([.read], ["list_models", "get_job", "list_images", "get_image"]),
            (
                [.jobs],
                [
                    "generate_image", "edit_image", "compose_images", "typeset_text", "upscale_image",
                    "list_models", "get_job",
                ]
            ),
        ] as [(Set<KeyScope>, [String])]
    )
    func `a key is offered the tools that its scopes open`(
        scopes: Set<KeyScope>,
        tools: [String]
    ) async throws {
        try await MCPUnderTest().ask(scopes: scopes) { caller in
            let answer = try await caller.post(#"{"jsonrpc":"2.0","id":1,"method":"tools/list"}"#)
            let listed = (answer.object["result"] as? JSONObject)?["tools"] as? [JSONObject]
            #expect(listed?.compactMap { $0["name"] as? String } == tools)
        }
    }
}
