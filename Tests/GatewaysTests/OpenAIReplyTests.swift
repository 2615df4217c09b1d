import FoundationEssentials
import TestSupport
import Testing

@testable import Gateways

/// What is read from an answer that came whole.
struct OpenAIReplyTests {
    private typealias Asked = OpenAIImages.Asked

    private func answer(_ body: String) throws(GatewayFailure) -> OpenAIImages.Answer {
        try OpenAIImages.answer(in: Data(body.utf8), Asked(receipt: GatewayReceipt(id: "req_1")))
    }

    @Test func `a picture comes with what it used`() throws {
        let answer = try answer(OpenAITest.reply)
        #expect(answer.delivery == .bytes(OpenAITest.png))
        let usage = GatewayUsage(input: 11, output: 1_100, text: 20)
        #expect(answer.receipt == GatewayReceipt(id: "req_1", usage: usage))
    }

    @Test(arguments: [
        #"{"data":[{"b64_json":"\#(OpenAITest.base64)"}]}"#,
        #"{"created":0,"error":null,"data":[{"b64_json":"\#(OpenAITest.base64)"}],"usage":null}"#,
        #"{"created":"now","error":"","data":[{"b64_json":"\#(OpenAITest.base64)"}],"usage":"12"}"#,
        #"{"code":0,"message":"success","data":[{"b64_json":"\#(OpenAITest.base64)","url":null}]}"#,
        #"{"data":[{"b64_json":"data:image/webp;base64,\#(OpenAITest.base64)"}]}"#,
        #"{"data":[{"b64_json":null,"url":"data:image/png;base64,\#(OpenAITest.base64)"}]}"#,
        #"{"data":[null,7,{},{"b64_json":""},{"b64_json":"\#(OpenAITest.base64)"}]}"#,
        #"{"data":[{"b64_json":"\#(OpenAITest.base64)"},{"b64_json":"AAAA"}],"error":{"message":"One failed"}}"#,
        "\n  {\"data\":[{\"b64_json\":\"\(OpenAITest.base64)\"}]}\r\n",
    ])
    func `a picture is found in what hosts make of the answer`(body: String) throws {
        #expect(try answer(body).delivery == .bytes(OpenAITest.png))
    }

    @Test(arguments: ["https://host.example/a.png?sig=1", "/generated/a.png", "nonsense"])
    func `a link is handed on as it is`(url: String) throws {
        #expect(try answer(#"{"data":[{"url":"\#(url)"}]}"#).delivery == .link(url))
    }

    @Test(arguments: [
        (#"{"created":1,"data":[]}"#, GatewayFailure.Reason.noImage),
        (#"{"created":1}"#, .noImage),
        (#"{}"#, .noImage),
        (#"{"data":null}"#, .noImage),
        (#"{"data":[{"revised_prompt":"tea"}]}"#, .noImage),
        (#"{"data":[],"error":{"code":"moderation_blocked"}}"#, .refusedInput),
        (#"{"error":{"message":"x","type":"server_error"}}"#, .overloaded),
        (#"{"message":"x"}"#, .engineFailed),
        (#"{"data":[{"b64_json":"%%%"}]}"#, .engineFailed),
        (#"{"data":[{"b64_json":"AAA"}]}"#, .engineFailed),
        (#"{"data":[{"b64_json":"data:image/png;base64"}]}"#, .engineFailed),
        (#"{"data":[{"b64_json":"data:image/png;base64,"}]}"#, .engineFailed),
        ("<!doctype html><title>Sign in</title>", .engineFailed),
        ("", .engineFailed),
        ("null", .engineFailed),
        (#"[{"b64_json":"AAAA"}]"#, .engineFailed),
        (#"{"data":[{"b64_json":"iVBORw0KGgo"#, .unknown),
    ])
    func `an answer without a picture is a failure`(body: String, reason: GatewayFailure.Reason) throws {
        let failure = try #require(throws: GatewayFailure.self) { try answer(body) }
        #expect(failure.reason == reason)
        #expect(failure.receipt.id == "req_1")
    }

    @Test func `a stream under another name is read all the same`() throws {
        let stream = OpenAITest.drafts.joined() + OpenAITest.completed
        #expect(try answer(stream).delivery == .bytes(OpenAITest.png))
    }

    @Test(arguments: [
        (#"{"input_tokens":5,"output_tokens":9}"#, GatewayUsage(input: 5, output: 9)),
        (
            #"{"output_tokens":9,"output_tokens_details":{"text_tokens":2}}"#,
            GatewayUsage(output: 7, text: 2)
        ),
        (#"{"input_tokens":-5,"output_tokens":-9223372036854775808}"#, GatewayUsage()),
        (#"{"input_tokens":1.5,"output_tokens":"9"}"#, GatewayUsage()),
        (
            #"{"output_tokens":1,"output_tokens_details":{"text_tokens":9223372036854775807}}"#,
            GatewayUsage(text: .max)
        ),
    ])
    func `odd counts count as nothing`(usage: String, read: GatewayUsage) throws {
        let body = #"{"model":"gpt-image-2-2026-04-21","data":[{"b64_json":"AAAA"}],"usage":\#(usage)}"#
        let receipt = try answer(body).receipt
        #expect(receipt.usage == read)
        #expect(receipt.modelVersion == "gpt-image-2-2026-04-21")
    }

    @Test(arguments: [
        OpenAITest.reply,
        OpenAITest.error(type: "image_generation_user_error", code: "moderation_blocked"),
        #"{"data":[{"url":"https://host.example/a.png"}]}"#,
    ])
    func `an answer that is cut anywhere is a failure`(body: String) {
        for length in 0..<body.utf8.count {
            #expect(throws: GatewayFailure.self) {
                try answer(String(decoding: body.utf8.prefix(length), as: UTF8.self))
            }
        }
    }

    @Test(arguments: [
        OpenAITest.reply,
        OpenAITest.error(type: "image_generation_user_error", code: "moderation_blocked"),
        OpenAITest.drafts.joined() + OpenAITest.completed,
    ])
    func `an answer with any wrong byte is a failure or a picture`(body: String) {
        for index in 0..<body.utf8.count {
            for byte in [0x00, 0x0A, 0x22, 0x2C, 0x2D, 0x39, 0x5B, 0x7B, 0x7D, 0xFF] as [UInt8] {
                var bytes = Data(body.utf8)
                bytes[index] = byte
                guard let answer = try? OpenAIImages.answer(in: bytes, Asked()) else { continue }
                #expect(answer.delivery != .bytes(Data()))
            }
        }
    }
}
