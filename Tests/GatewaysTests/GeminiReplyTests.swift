import Foundation
import Testing

@testable import Gateways

/// What is made of an answer under a 200.
struct GeminiReplyTests {
    private static func part(_ data: String, more: String = "") -> String {
        #"{"inlineData":{"mimeType":"image/jpeg","data":"\#(data)"}\#(more)}"#
    }

    private func picture(_ parts: String, end: String = "STOP") throws -> GatewayPicture {
        try GeminiSample.outcome(GeminiSample.reply(parts: parts, end: end).utf8).get()
    }

    @Test func `a picture comes with its signature and all that is told about the call`() throws {
        let picture = try GeminiSample.outcome(GeminiSample.good.utf8).get()
        #expect(picture.bytes == GeminiSample.bytes)
        #expect(picture.signature == "c2ln+/8=")
        #expect(picture.receipt.id == "answer-1")
        #expect(picture.receipt.modelVersion == "gemini-3-pro-image")
        #expect(picture.receipt.end == "STOP")
        #expect(picture.receipt.usage == GatewayUsage(input: 571, output: 1_120, text: 50))
    }

    @Test func `of several pictures the last that is no thought counts`() throws {
        let thought = Self.part("dA==", more: #","thought":true"#)
        let final = Self.part("Zg==", more: #","thoughtSignature":"QUJDRA==""#)
        for parts in [
            [Self.part("ZA=="), #"{"text":"Refining."}"#, final],
            [thought, final], [final, thought], [final, #"{"text":"Done."}"#], [#"{"text":"Here:"}"#, final],
        ] {
            let picture = try picture(parts.joined(separator: ","))
            #expect(picture.bytes == Data("f".utf8))
            #expect(picture.signature == "QUJDRA==")
        }
    }

    @Test(arguments: ["iVBOR/v//j4=", "iVBOR/v//j4", "iVBOR_v__j4=", "iVBOR_v__j4"])
    func `base64 is read in both alphabets, padded or not`(text: String) throws {
        #expect(try picture(Self.part(text)).bytes == GeminiSample.bytes)
    }

    @Test func `members in snake case are read too, and a type that lies is not believed`() throws {
        let data = #"{"mime_type":"text/html","data":"Zg=="}"#
        let picture = try picture(#"{"inline_data":\#(data),"thought_signature":"c2ln"}"#)
        #expect(picture.bytes == Data("f".utf8))
        #expect(picture.signature == "c2ln")
    }

    @Test(arguments: ["MAX_TOKENS", "OTHER", "MALFORMED_RESPONSE", "LANGUAGE", "A_NEW_ONE"])
    func `another end is noted, and a picture that is there counts`(end: String) throws {
        #expect(try picture(GeminiSample.part, end: end).receipt.end == end)
        #expect(GeminiSample.reason(GeminiSample.reply(parts: #"{"text":"x"}"#, end: end)) == .noImage)
    }

    @Test func `an input that is refused is told apart from an output`() throws {
        let body = """
            {"promptFeedback":{"blockReason":"OTHER","safetyRatings":[]},"usageMetadata":{"promptTokenCount":571,\
            "totalTokenCount":571},"modelVersion":"gemini-3-pro-image","responseId":"a"}
            """
        let failure = try #require(GeminiSample.outcome(body.utf8).failure)
        #expect(failure.reason == .refusedInput)
        #expect(
            failure.receipt
                == GatewayReceipt(
                    id: "a",
                    modelVersion: "gemini-3-pro-image",
                    usage: GatewayUsage(input: 571),
                    end: "OTHER"
                )
        )
    }

    @Test(arguments: [
        "IMAGE_SAFETY", "IMAGE_PROHIBITED_CONTENT", "PROHIBITED_CONTENT", "SAFETY", "BLOCKLIST", "SPII",
        "IMAGE_RECITATION", "RECITATION", "MODEL_ARMOR",
    ])
    func `an output that is refused is refused, drafts or not`(end: String) {
        for candidate in [
            #"{"content":{},"finishReason":"\#(end)","finishMessage":"withheld","index":0}"#,
            #"{"finishReason":"\#(end)","index":0}"#,
            #"{"content":{"parts":[\#(GeminiSample.part)]},"finishReason":"\#(end)"}"#,
        ] {
            #expect(GeminiSample.reason(#"{"candidates":[\#(candidate)]}"#) == .refusedOutput)
        }
    }

    @Test(arguments: ["IMAGE_OTHER", "NO_IMAGE"])
    func `an output that was given up is no picture, drafts or not`(end: String) {
        for content in [
            "null", "{}", #"{"role":"model","parts":null}"#, #"{"parts":[\#(GeminiSample.part)]}"#,
        ] {
            let body = #"{"candidates":[{"content":\#(content),"finishReason":"\#(end)","index":0}]}"#
            #expect(GeminiSample.reason(body) == .noImage)
        }
    }

    @Test(arguments: [
        "{}", #"{"candidates":null}"#, #"{"candidates":[]}"#, #"{"candidates":[null]}"#,
        #"{"candidates":{}}"#,
        #"{"candidates":[{}]}"#, #"{"candidates":[{"content":null}]}"#, #"{"candidates":[7,"x",[]]}"#,
        #"{"candidates":[{"content":{"role":"model","parts":[{"text":"I can say it."}]},"finishReason":"STOP"}]}"#,
        #"{"candidates":[{"content":{"parts":[null,1,{},{"inlineData":null},{"inlineData":{}}]}}]}"#,
        #"{"candidates":[{"content":{"parts":[{"inlineData":{"data":""}},{"inlineData":{"data":7}}]}}]}"#,
        #"{"candidates":[{"content":{"parts":[{"thought":true,"inlineData":{"data":"Zg=="}}]}}]}"#,
    ])
    func `words, thoughts or nothing are no picture`(body: String) {
        #expect(GeminiSample.reason(body) == .noImage)
    }

    @Test func `what is not what it should be costs nobody a picture`() throws {
        let body = """
             \n{"candidates":[null,{"content":{"parts":["x",null,\(GeminiSample.part),{"text":7}],"role":[]},\
            "finishReason":3,"safetyRatings":"?"}],"usageMetadata":"many","modelVersion":{},"responseId":5,\
            "promptFeedback":[],"error":null}
            """
        let picture = try GeminiSample.outcome(body.utf8).get()
        #expect(picture.bytes == GeminiSample.bytes)
        #expect(picture.receipt == GatewayReceipt())
    }

    @Test func `a list of chunks is read as one answer`() throws {
        let words = GeminiSample.reply(parts: #"{"text":"x"}"#, end: "")
        let picture = try GeminiSample.outcome("[\(words),\(GeminiSample.good)]".utf8).get()
        #expect(picture.bytes == GeminiSample.bytes)
    }

    @Test(arguments: [
        "", "null", "7", "\"x\"", "<html><title>Bad gateway</title></html>", "{", "[1]", "{} {}",
    ])
    func `what is no answer of Gemini's leaves open what became of the call`(body: String) {
        #expect(GeminiSample.reason(body) == .unknown)
    }

    @Test(arguments: ["*", "Z", "Z g = =", "Zm9v=Yg=", "data:image/png;base64,Zg=="])
    func `a picture that cannot be read is a failure of the engine`(text: String) {
        #expect(GeminiSample.reason(GeminiSample.reply(parts: Self.part(text))) == .engineFailed)
    }

    @Test func `nothing that a server says in words gets into what is told`() throws {
        let words = "as you asked: a lighthouse for Mrs Kowalska"
        let body = """
            {"candidates":[{"content":{"parts":[{"text":"\(words)"}]},"finishReason":"\(words)",\
            "finishMessage":"\(words)"}],"modelVersion":"\(words)","responseId":"\(words)"}
            """
        let failure = try #require(GeminiSample.outcome(body.utf8).failure)
        #expect(failure == GatewayFailure(.noImage))
    }
}
