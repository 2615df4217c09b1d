import Foundation
import Kernel
import TestSupport
import Testing

@testable import Gateways

/// What was said and shown before.
struct GeminiConversationTests {
    private typealias JSONValue = GeminiSample.JSONValue

    private let picture: JSONValue = ["mimeType": "image/png", "data": .text(GeminiSample.base64)]
    private let asked: JSONValue = ["text": .text(GeminiSample.words)]

    private func contents(
        _ turns: [GatewayOrder.Turn],
        replaysPictures: Bool = true
    ) throws -> JSONValue? {
        try GeminiSample.body(GeminiSample.order(turns: turns), replaysPictures: replaysPictures)["contents"]
    }

    @Test(arguments: ["c2ln+/8=", "c2ln-_8", "not base64 at all"])
    func `a picture of Gemini's goes back with its signature as it came`(signature: String) throws {
        let expected: JSONValue = [
            ["role": "user", "parts": [["text": "a lighthouse"]]],
            [
                "role": "model",
                "parts": [
                    ["text": "Here it is."], ["inlineData": picture, "thoughtSignature": .text(signature)],
                ],
            ],
            ["role": "user", "parts": [asked]],
        ]
        #expect(try contents(GeminiSample.turns(signature: signature)) == expected)
    }

    @Test func `one without a signature goes along as the person's, and the words about it stay behind`()
        throws
    {
        let expected: JSONValue = [
            ["role": "user", "parts": [["text": "a lighthouse"], ["inlineData": picture], asked]]
        ]
        #expect(try contents(GeminiSample.turns(signature: nil)) == expected)
        #expect(try contents(GeminiSample.turns(signature: "c2ln"), replaysPictures: false) == expected)
    }

    @Test func `where pictures of before are in the same turn, it is said that they are not counted`() throws
    {
        let order = try GeminiSample.order(
            references: [GeminiSample.reference()],
            mask: GeminiSample.bytes,
            turns: GeminiSample.turns(signature: nil)
        )
        let words = try #require(try GeminiSample.body(order)["contents"]?[0]?["parts"]?[2]?["text"]?.text)
        #expect(words.contains("The first 1 of the pictures of this message were shown before."))
        #expect(words.contains("change only the white area of image 2;"))
    }

    @Test func `several pictures under one signature go along as the person's`() throws {
        let turn = GatewayOrder.Turn(
            speaker: .model,
            text: "Two.",
            pictures: [GeminiSample.reference(), GeminiSample.reference()],
            signature: "c2ln"
        )
        let expected: JSONValue = [
            ["role": "user", "parts": [["inlineData": picture], ["inlineData": picture], asked]]
        ]
        #expect(try contents([turn]) == expected)
    }

    @Test func `a person's picture needs no signature, and words of Gemini's neither`() throws {
        let turns = [
            GatewayOrder.Turn(speaker: .person, text: "this", pictures: [GeminiSample.reference()]),
            GatewayOrder.Turn(speaker: .model, text: "Which colour?", pictures: [], signature: "c2ln"),
        ]
        let expected: JSONValue = [
            ["role": "user", "parts": [["text": "this"], ["inlineData": picture]]],
            ["role": "model", "parts": [["text": "Which colour?"]]],
            ["role": "user", "parts": [asked]],
        ]
        #expect(try contents(turns) == expected)
    }

    @Test func `neighbours of one speaker are one turn, and one without content is none`() throws {
        let turns = ["one", "", "two"].map { GatewayOrder.Turn(speaker: .person, text: $0, pictures: []) }
        let expected: JSONValue = [
            ["role": "user", "parts": [["text": "one"], ["text": "two"], asked]]
        ]
        #expect(try contents(turns) == expected)
    }

    @Test func `a picture of before that is too large is refused, and no reference is named`() throws {
        let large = GeminiSample.reference(Data(count: GeminiRequest.largestPicture + 1))
        for speaker in [GatewayOrder.Turn.Speaker.person, .model] {
            let turn = GatewayOrder.Turn(speaker: speaker, text: "", pictures: [large], signature: "c2ln")
            #expect(throws: GatewayFailure(.invalidRequest)) { try contents([turn]) }
        }
    }

    @Test func `whether pictures go as Gemini's own is known`() throws {
        let order = try GeminiSample.order(turns: GeminiSample.turns(signature: "c2ln"))
        #expect(try GeminiRequest(order, threshold: nil).hasPicturesOfModel)
        #expect(try !GeminiRequest(order, threshold: nil, replaysPictures: false).hasPicturesOfModel)
        #expect(try !GeminiRequest(GeminiSample.order(), threshold: nil).hasPicturesOfModel)
    }
}
