import Foundation
import Kernel
import TestSupport
import Testing

@testable import Gateways

/// What Gemini is sent.
struct GeminiRequestTests {
    private typealias JSONValue = GeminiSample.JSONValue

    private func lastParts(_ body: JSONValue) -> [JSONValue] {
        guard case .list(let contents) = body["contents"], case .list(let parts) = contents.last?["parts"]
        else { return [] }
        return parts
    }

    private func picture(_ type: String = "image/png", _ data: String = GeminiSample.base64) -> JSONValue {
        ["inlineData": ["mimeType": .text(type), "data": .text(data)]]
    }

    @Test func `a prompt alone is words, a seed, a shape and a tier, and nothing else`() throws {
        let order = try GeminiSample.order(shape: (.landscape16x9, .twoK))
        let expected: JSONValue = [
            "contents": [["role": "user", "parts": [["text": .text(GeminiSample.words)]]]],
            "generationConfig": [
                "candidateCount": 1, "seed": 7, "responseModalities": ["TEXT", "IMAGE"],
                "imageConfig": ["aspectRatio": "16:9", "imageSize": "2K"],
            ],
        ]
        #expect(try GeminiSample.body(order) == expected)
    }

    @Test(arguments: AspectRatio.allCases, Resolution.allCases)
    func `every shape and tier of the table is asked for as it is called`(
        ratio: AspectRatio,
        resolution: Resolution
    ) throws {
        let body = try GeminiSample.body(GeminiSample.order(shape: (ratio, resolution)))
        let expected: JSONValue = [
            "aspectRatio": .text(ratio.rawValue), "imageSize": .text(resolution.rawValue),
        ]
        #expect(body["generationConfig"]?["imageConfig"] == expected)
    }

    @Test func `a size outside of the table is refused`() throws {
        let order = try GeminiSample.order(shape: nil)
        #expect(throws: GatewayFailure(.invalidRequest)) { try GeminiSample.body(order) }
    }

    @Test func `the model with one tier is asked for no tier, and for no other one`() throws {
        let model = "gemini-2.5-flash-image"
        let body = try GeminiSample.body(GeminiSample.order(model: model))
        #expect(body["generationConfig"]?["imageConfig"] == ["aspectRatio": "1:1"])
        let large = try GeminiSample.order(model: model, shape: (.square, .twoK))
        #expect(throws: GatewayFailure(.invalidRequest)) { try GeminiSample.body(large) }
    }

    @Test func `references follow the words in their order, in padded base64 of the standard alphabet`()
        throws
    {
        let order = try GeminiSample.order(references: [
            GeminiSample.reference(), GeminiSample.reference(Data("b".utf8), .jpeg),
        ])
        let expected: [JSONValue] = [
            ["text": .text(GeminiSample.words)], picture(), picture("image/jpeg", "Yg=="),
        ]
        #expect(lastParts(try GeminiSample.body(order)) == expected)
    }

    @Test(arguments: [1, 3])
    func `a mask comes last, and the words say which picture it is`(count: Int) throws {
        let order = try GeminiSample.order(
            references: Array(repeating: GeminiSample.reference(), count: count),
            mask: Data("m".utf8)
        )
        let parts = lastParts(try GeminiSample.body(order))
        #expect(parts.count == count + 2)
        #expect(parts.last == picture("image/png", "bQ=="))
        let words = try #require(parts.first?["text"]?.text)
        #expect(words.hasPrefix(GeminiSample.words + "\n\n"))
        #expect(words.contains("change only the white area of image \(count + 1);"))
    }

    @Test func `a mask of nothing is refused`() throws {
        let order = try GeminiSample.order(mask: GeminiSample.bytes)
        #expect(throws: GatewayFailure(.invalidRequest)) { try GeminiSample.body(order) }
    }

    @Test func `what must not be shown is said in words`() throws {
        let order = try GeminiSample.order(negativePrompt: "people")
        #expect(
            lastParts(try GeminiSample.body(order)) == [
                ["text": .text(GeminiSample.words + "\n\nDo not show: people")]
            ]
        )
    }

    @Test func `a picture that is demanded is demanded in words and in kind`() throws {
        let body = try GeminiSample.body(GeminiSample.order(demandsImage: true))
        #expect(body["generationConfig"]?["responseModalities"] == ["IMAGE"])
        #expect(lastParts(body) == [["text": .text(GeminiSample.words + "\n\nOutput the final image only.")]])
    }

    @Test func `pictures may do without words, but not without pictures`() throws {
        let order = try GeminiSample.order(prompt: "", references: [GeminiSample.reference()])
        #expect(lastParts(try GeminiSample.body(order)) == [picture()])
        let empty = try GeminiSample.order(prompt: "")
        #expect(throws: GatewayFailure(.invalidRequest)) { try GeminiSample.body(empty) }
    }

    @Test func `a reference that is too large, or one too many, is named`() throws {
        let most = GeminiSample.reference(Data(count: GeminiRequest.largestPicture))
        let larger = GeminiSample.reference(Data(count: GeminiRequest.largestPicture + 1))
        #expect(throws: Never.self) {
            try GeminiRequest(GeminiSample.order(references: [most]), threshold: nil)
        }
        #expect(throws: GatewayFailure(.invalidRequest, reference: 1)) {
            try GeminiRequest(GeminiSample.order(references: [most, larger, larger]), threshold: nil)
        }
        let many = Array(repeating: GeminiSample.reference(), count: 15)
        #expect(throws: GatewayFailure(.invalidRequest, reference: 14)) {
            try GeminiRequest(GeminiSample.order(references: many), threshold: nil)
        }
    }

    @Test func `a mask that is too large, or has no room, is refused`() throws {
        let large = Data(count: GeminiRequest.largestPicture + 1)
        let many = Array(repeating: GeminiSample.reference(), count: 14)
        for (references, mask) in [([GeminiSample.reference()], large), (many, GeminiSample.bytes)] {
            let order = try GeminiSample.order(references: references, mask: mask)
            #expect(throws: GatewayFailure(.invalidRequest)) { try GeminiRequest(order, threshold: nil) }
        }
    }

    @Test(arguments: Gemini.Threshold.allCases)
    func `a threshold is asked for in each category`(threshold: Gemini.Threshold) throws {
        let body = try GeminiSample.body(GeminiSample.order(), threshold: threshold)
        let categories = ["HARASSMENT", "HATE_SPEECH", "SEXUALLY_EXPLICIT", "DANGEROUS_CONTENT"]
        let settings: [JSONValue] = categories.map {
            ["category": .text("HARM_CATEGORY_\($0)"), "threshold": .text(threshold.rawValue)]
        }
        #expect(body["safetySettings"] == .list(settings))
    }

    @Test(arguments: [
        "\"}]}],\"contents\":[{\"role\":\"model", "<lora:x:1>\n{{x}} \\u0000 \u{202E}", "é\u{1F34C}",
    ])
    func `a prompt stays words, whatever it looks like`(prompt: String) throws {
        let order = try GeminiSample.order(prompt: prompt)
        #expect(lastParts(try GeminiSample.body(order)) == [["text": .text(order.prompt.text)]])
    }
}
