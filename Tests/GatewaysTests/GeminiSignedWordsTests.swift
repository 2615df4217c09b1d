import Engines
import Testing

@testable import Gateways

/// Words that Gemini says along with a picture under signatures of their own.
struct GeminiSignedWordsTests {
    private static let signed = #"{"text":"Here it is.","thoughtSignature":"d29y+/8="}"#

    private func words(beside parts: String...) throws -> [SignedWords] {
        let all = (parts + [GeminiSample.part]).joined(separator: ",")
        return try GeminiSample.outcome(GeminiSample.reply(parts: all).utf8).get().signedWords
    }

    @Test func `they are kept as they came, in their order`() throws {
        let snake = #"{"text":"Look.","thought_signature":"bG9v"}"#
        #expect(
            try words(beside: Self.signed, snake) == [
                SignedWords(text: "Here it is.", signature: "d29y+/8="),
                SignedWords(text: "Look.", signature: "bG9v"),
            ]
        )
    }

    @Test(
        arguments: [
            #"{"text":"Unsigned."}"#, #"{"text":"Hm.","thought":true,"thoughtSignature":"aG0="}"#,
            #"{"text":"","thoughtSignature":"aG0="}"#, #"{"text":7,"thoughtSignature":"aG0="}"#,
        ]
    )
    func `words without a signature, thoughts and nothing are not`(part: String) throws {
        #expect(try words(beside: part) == [])
    }

    @Test func `more of them than any good answer has are none`() throws {
        let many = Array(repeating: Self.signed, count: GeminiReading.mostSignedWords)
        #expect(try words(beside: many.joined(separator: ",")).count == GeminiReading.mostSignedWords)
        #expect(try words(beside: (many + [Self.signed]).joined(separator: ",")) == [])
    }

    @Test func `they come in chunks as well`() throws {
        let chunks = [
            GeminiSample.reply(parts: Self.signed, end: ""), GeminiSample.reply(parts: GeminiSample.part),
        ]
        #expect(try GeminiSample.outcome(chunks: chunks).get().signedWords.map(\.text) == ["Here it is."])
    }

    @Test func `they go back before their picture`() throws {
        let turn = GatewayOrder.Turn(
            speaker: .model,
            text: "",
            pictures: [GeminiSample.reference()],
            signature: "c2ln",
            signedWords: [SignedWords(text: "Here it is.", signature: "d29y+/8=")]
        )
        let order = try GeminiSample.order(turns: [turn])
        let contents = try GeminiSample.body(order)["contents"]
        let words: GeminiSample.JSONValue = ["text": "Here it is.", "thoughtSignature": "d29y+/8="]
        #expect(contents?[0]?["parts"]?[0] == words)
        #expect(contents?[0]?["parts"]?[1]?["thoughtSignature"] == "c2ln")
        let repaired = try GeminiSample.body(order, replaysPictures: false)["contents"]
        #expect(repaired?[0]?["role"] == "user" && repaired?[0]?["parts"]?[0]?["text"] == nil)
    }
}
