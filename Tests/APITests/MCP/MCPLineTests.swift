import Accounts
import Foundation
import Kernel
import TestSupport
import Testing

/// The protocol over lines, as `nbp mcp` speaks it.
struct MCPLineTests {
    @Test(
        arguments: [
            ("2024-11-05", "2024-11-05"), ("2025-03-26", "2025-03-26"), ("2025-06-18", "2025-06-18"),
            ("2025-11-25", "2025-11-25"), ("2026-07-28", "2025-11-25"), ("1999-01-01", "2025-11-25"),
        ]
    )
    func `a client gets the revision that it asks for, else the newest with a handshake`(
        asked: String,
        agreed: String
    ) async throws {
        try await MCPUnderTest().talk { client in
            await client.send(
                #"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"\#(asked)","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}"#
            )
            let result = try #require(try await client.answer(to: 1)["result"] as? JSONObject)
            #expect(result["protocolVersion"] as? String == agreed)
            #expect((result["serverInfo"] as? JSONObject)?["name"] as? String == "nano-banana-pro")
        }
    }

    @Test func `requests of the newest revision state it and need no handshake`() async throws {
        try await MCPUnderTest().talk { client in
            await client.send(
                #"{"jsonrpc":"2.0","id":1,"method":"server/discover","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}}}"#
            )
            let result = try #require(try await client.answer(to: 1)["result"] as? JSONObject)
            #expect((result["supportedVersions"] as? [String])?.last == "2026-07-28")
            #expect(result["resultType"] as? String == "complete")
            #expect(result["cacheScope"] as? String == "private")
        }
    }

    @Test(
        arguments: [
            (#""method":"server/discover""#, -32_602), (#""method":"prompts/list""#, -32_601),
            (#""method":"initialize""#, -32_602), (#""method":"tools/call""#, -32_602),
            (#""method":"tools/call","params":{"name":"paint"}"#, -32_602),
            (#""method":"tools/call","params":{"name":"get_job","arguments":[]}"#, -32_602),
            (#""method":"resources/read","params":{}"#, -32_602),
            (#""method":"resources/read","params":{"uri":"nbp://images/img_1"}"#, -32_002),
            (#""method":"resources/read","params":{"uri":"file:///etc/passwd"}"#, -32_002),
            (#""method":"resources/list","params":{"cursor":"x"}"#, -32_602),
            (
                #""method":"ping","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2030-01-01","io.modelcontextprotocol/clientCapabilities":{}}}"#,
                -32_022
            ),
            (
                #""method":"ping","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}}"#,
                -32_601
            ),
            (
                #""method":"tools/list","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}}"#,
                -32_602
            ),
        ]
    )
    func `faults have the protocol's numbers`(members: String, code: Int) async throws {
        try await MCPUnderTest().talk { client in
            await client.send(#"{"jsonrpc":"2.0","id":1,\#(members)}"#)
            let error = try #require(try await client.answer(to: 1)["error"] as? JSONObject)
            #expect(error["code"] as? Int == code)
        }
    }

    @Test func `every tool is listed with words and schemas`() async throws {
        try await MCPUnderTest().talk { client in
            await client.send(#"{"jsonrpc":"2.0","id":1,"method":"tools/list"}"#)
            let result = try #require(try await client.answer(to: 1)["result"] as? JSONObject)
            let tools = try #require(result["tools"] as? [JSONObject])
            let names = [
                "generate_image", "edit_image", "compose_images", "typeset_text", "upscale_image",
                "list_models",
                "get_job", "list_images", "get_image",
            ]
            #expect(tools.compactMap { $0["name"] as? String } == names)
            for tool in tools {
                #expect(!(tool["description"] as? String ?? "mcp.").hasPrefix("mcp."))
                #expect(!(tool["title"] as? String ?? "mcp.").hasPrefix("mcp."))
                #expect((tool["outputSchema"] as? JSONObject)?["type"] as? String == "object")
            }
        }
    }

    @Test func `a picture comes as values, as a small picture and as a link, and can be worked on`()
        async throws
    {
        try await MCPUnderTest().talk { client in
            let made = try await client.call(
                "generate_image",
                #"{"prompt":"x","size":"96x64","seed":7}"#,
                id: 1
            )
            #expect(!made.isRefusal)
            let content = try #require(made["content"] as? [JSONObject])
            #expect(content.compactMap { $0["type"] as? String } == ["text", "image", "resource_link"])
            let id = try #require(made.imageIDs.first)
            #expect(content[2]["uri"] as? String == "nbp://images/\(id)")
            let data = try #require(content[1]["data"] as? String)
            let edited = try await client.call(
                "edit_image",
                #"{"images":["nbp://images/\#(id)"],"prompt":"blur it"}"#,
                id: 2
            )
            #expect((edited.values["job"] as? JSONObject)?["task"] as? String == "edit")
            let brought = try await client.call(
                "compose_images",
                #"{"images":[{"type":"image","data":"\#(data)"},"\#(id)"],"layout":{"kind":"grid"},"size":"128x128"}"#,
                id: 3
            )
            #expect((brought.values["job"] as? JSONObject)?["status"] as? String == "succeeded")
            let listed = try await client.call("list_images", "{}", id: 4)
            // What was made, edited, brought and composed.
            #expect(listed.imageIDs.count == 4)
            let shown = try await client.call("get_image", #"{"image":"\#(id)"}"#, id: 5)
            #expect((shown.values["image"] as? JSONObject)?["prompt"] as? String == "x")
            await client.send(
                #"{"jsonrpc":"2.0","id":6,"method":"resources/read","params":{"uri":"nbp://images/\#(id)"}}"#
            )
            let read = try #require(try await client.answer(to: 6)["result"] as? JSONObject)
            let file = try #require((read["contents"] as? [JSONObject])?.first)
            #expect(file["mimeType"] as? String == "image/png")
            #expect((file["blob"] as? String)?.hasPrefix("iVBORw0KGgo") == true)
        }
    }

    @Test(
        arguments: [
            ("generate_image", "{}", "missing_field", "prompt"),
            ("generate_image", #"{"prompt":"x","colour":"red"}"#, "unknown_field", "colour"),
            ("generate_image", #"{"prompt":7}"#, "wrong_field_type", "prompt"),
            ("generate_image", #"{"prompt":"x","n":11}"#, "count_out_of_bounds", "n"),
            ("generate_image", #"{"prompt":"x","wait":"no"}"#, "wrong_field_type", "wait"),
            ("generate_image", #"{"prompt":"x","model":"none"}"#, "model_unknown", "model"),
            ("edit_image", #"{"prompt":"blur it"}"#, "missing_field", "images"),
            ("edit_image", #"{"prompt":"blur it","images":["img_1"]}"#, "not_found", "images[0]"),
            ("edit_image", #"{"prompt":"blur it","images":"img_1"}"#, "wrong_field_type", "images"),
            ("upscale_image", #"{"images":[],"scale":3}"#, "length_out_of_range", "images"),
            ("compose_images", #"{"images":[]}"#, "missing_field", "layout"),
            ("get_job", #"{"job":"job_1"}"#, "not_found", "job"),
            ("get_image", "{}", "missing_field", "image"),
            ("list_images", #"{"limit":0}"#, "value_out_of_range", "limit"),
            ("list_images", #"{"show":"mine"}"#, "value_unknown", "show"),
        ]
    )
    func `a refusal is a result that names the member`(
        tool: String,
        arguments: String,
        code: String,
        member: String
    ) async throws {
        try await MCPUnderTest().talk { client in
            let result = try await client.call(tool, arguments, id: 1)
            #expect(result.isRefusal)
            #expect(result.refusal == code)
            #expect(result.sentence.hasPrefix("\(member): "), "\(result.sentence)")
        }
    }

    @Test func `what is wrong about an order keeps its pictures from being brought`() async throws {
        let place = try await MCPUnderTest()
        try await place.talk { client in
            let data = Data(repeating: 7, count: 300).base64EncodedString()
            let result = try await client.call(
                "upscale_image",
                #"{"images":["\#(data)"],"method":"magic"}"#,
                id: 1
            )
            #expect(result.refusal == "value_unknown")
            let broken = try await client.call("upscale_image", #"{"images":["\#(data)"]}"#, id: 2)
            #expect(broken.sentence.hasPrefix("images[0]: "))
        }
        #expect(try await place.installation.rows(in: "studio_job") == 0)
    }

    @Test func `progress is told to whoever gave a token, and rises`() async throws {
        try await MCPUnderTest().talk { client in
            await client.send(
                #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"_meta":{"progressToken":"t"},"name":"generate_image","arguments":{"prompt":"x","n":2}}}"#
            )
            _ = try await client.answer(to: 1)
            let told = client.said.all.filter { $0["method"] as? String == "notifications/progress" }
                .compactMap { $0["params"] as? JSONObject }
            #expect(told.allSatisfy { $0["progressToken"] as? String == "t" })
            let shares = told.compactMap { $0["progress"] as? Double }
            #expect(zip(shares, shares.dropFirst()).allSatisfy { $0 < $1 })
        }
    }

    @Test func `a call that is taken back stops its job and gets no answer`() async throws {
        let (begun, never) = (Latch(), Latch())
        var plan = TestInstallation.Plan()
        plan.engine = FakeEngine(always: .waits(begun, until: never))
        try await MCPUnderTest(plan).talk { client in
            await client.send(
                #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"_meta":{"progressToken":1},"name":"generate_image","arguments":{"prompt":"x"}}}"#
            )
            try await begun.wait()
            // The call is known as one with a job once it has told of progress.
            _ = try await client.first { $0["method"] as? String == "notifications/progress" }
            await client.send(
                #"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}"#
            )
            await client.send(#"{"jsonrpc":"2.0","id":2,"method":"ping"}"#)
            _ = try await client.answer(to: 2)
            let jobs = try await client.call("list_images", "{}", id: 3)
            #expect(jobs.imageIDs.isEmpty)
            #expect(!client.said.all.contains { $0["id"] as? Int == 1 })
        }
    }

    @Test func `a call that does not wait answers at once, and its job can be asked for`() async throws {
        try await MCPUnderTest().talk { client in
            let begun = try await client.call("generate_image", #"{"prompt":"x","wait":false}"#, id: 1)
            let job = try #require((begun.values["job"] as? JSONObject)?["id"] as? String)
            let ended = try await client.call("get_job", #"{"job":"\#(job)","wait":true}"#, id: 2)
            #expect((ended.values["job"] as? JSONObject)?["status"] as? String == "succeeded")
            #expect(ended.imageIDs.count == 1)
        }
    }

    @Test func `the same idempotency key leads to the same job, with pictures that are sent again too`()
        async throws
    {
        try await MCPUnderTest().talk { client in
            let order = #"{"prompt":"x","idempotency_key":"k"}"#
            let first = try await client.call("generate_image", order, id: 1)
            let again = try await client.call("generate_image", order, id: 2)
            #expect(first.imageIDs == again.imageIDs)
            let other = try await client.call(
                "generate_image",
                #"{"prompt":"y","idempotency_key":"k"}"#,
                id: 3
            )
            #expect(other.refusal == "idempotency_key_reused")
        }
    }

    @Test func `a failed job is a result that says why`() async throws {
        var plan = TestInstallation.Plan()
        plan.engine = FakeEngine(always: .refuses(.engineRefusedInput))
        try await MCPUnderTest(plan).talk { client in
            let result = try await client.call("generate_image", #"{"prompt":"x"}"#, id: 1)
            #expect(result.isRefusal)
            let job = result.values["job"] as? JSONObject
            #expect((job?["error"] as? JSONObject)?["code"] as? String == "engine_refused_input")
        }
    }

    @Test(arguments: [("generate_image", "jobs"), ("list_images", "read"), ("get_image", "read")])
    func `each tool asks for its scope`(tool: String, scope: String) async throws {
        try await MCPUnderTest().talk(scopes: [.webhooks]) { client in
            let result = try await client.call(tool, #"{}"#, id: 1)
            #expect(result.refusal == "scope_missing")
            #expect(result.sentence.contains(scope))
            #expect(try await client.call("list_models", "{}", id: 2).isRefusal == false)
        }
    }

    @Test func `one of somebody else's pictures is not there`() async throws {
        let place = try await MCPUnderTest()
        var id: String?
        try await place.talk { client in
            id = try await client.call("generate_image", #"{"prompt":"x"}"#, id: 1).imageIDs.first
        }
        let image = try #require(id)
        try await place.talk { stranger in
            let edited = try await stranger.call(
                "edit_image",
                #"{"prompt":"blur it","images":["\#(image)"]}"#,
                id: 1
            )
            #expect(edited.refusal == "not_found")
            #expect(
                try await stranger.call("get_image", #"{"image":"\#(image)"}"#, id: 2).refusal == "not_found"
            )
            await stranger.send(
                #"{"jsonrpc":"2.0","id":3,"method":"resources/read","params":{"uri":"nbp://images/\#(image)"}}"#
            )
            let error = try #require(try await stranger.answer(to: 3)["error"] as? JSONObject)
            #expect(error["code"] as? Int == -32_002)
        }
    }
}
