import Engines
import Foundation
import Kernel
import TestSupport
import Testing

@testable import API

struct GeminiRequestTests {
    /// Everything that a client of this shape may say.
    static let whole = #"""
        {"contents":[{"role":"user","parts":[{"text":"put this cup on a beach"},
           {"inlineData":{"data":"iVBORw0KGgo","mime_type":"image/png"}},
           {"fileData":{"file_uri":"https://host/v1/files/img_06F8Z0Q9V8Y3M5K2T7R4W1X6C9"}}]}],
         "systemInstruction":{"parts":[{"text":"flat colours only"}],"role":"user"},
         "safetySettings":[{"category":"HARM_CATEGORY_HARASSMENT","threshold":"BLOCK_ONLY_HIGH"}],
         "tools":[{"googleSearch":{}}],"serviceTier":"standard","labels":{"a":"b"},"cachedContent":"x","store":true,
         "generationConfig":{"candidateCount":1,"seed":3,"temperature":1.0,"topP":0.95,"topK":64,
           "maxOutputTokens":32768,"responseModalities":["TEXT","IMAGE"],"thinkingConfig":{"include_thoughts":true},
           "imageConfig":{"aspectRatio":"16:9","imageSize":"2K"}}}
        """#

    private func read(_ json: String) throws -> GeminiRequest {
        try GeminiRequest(LenientObject(json: Data(json.utf8)))
    }

    @Test func `everything that says something is read`() throws {
        let request = try read(Self.whole)
        #expect(request.seed == 3)
        #expect(request.shape.ratio == "16:9")
        #expect(request.shape.tier == "2K")
        #expect(request.takesWords)
        let wish = try request.talk.wish(of: "contents")
        #expect(wish.words == "flat colours only\nput this cup on a beach")
        #expect(wish.shown.count == 2)
        #expect(wish.last == nil)
    }

    /// As other clients write the same.
    @Test func `the other spelling says the same`() throws {
        let other = Self.whole.replacing("inlineData", with: "inline_data")
            .replacing("imageConfig", with: "image_config").replacing("aspectRatio", with: "aspect_ratio")
            .replacing("generationConfig", with: "generation_config")
            .replacing("systemInstruction", with: "system_instruction")
            .replacing("responseModalities", with: "response_modalities").replacing(
                #""role":"user","#,
                with: ""
            )
        let request = try read(other)
        #expect(request.shape.ratio == "16:9")
        #expect(try request.talk.wish(of: "contents").words == "flat colours only\nput this cup on a beach")
        #expect(try request.talk.wish(of: "contents").shown.count == 2)
    }

    @Test func `every truncation is refused as malformed`() {
        let bytes = Data(Self.whole.utf8)
        for length in 0..<(bytes.count - 1) {
            #expect(throws: Problem(.malformedBody)) {
                try GeminiRequest(LenientObject(json: bytes.prefix(length)))
            }
        }
    }

    @Test func `no changed byte makes the reader fall`() {
        let bytes = Array(Self.whole.utf8)
        for place in bytes.indices {
            for byte in [UInt8(ascii: "\""), UInt8(ascii: "}"), UInt8(ascii: "0"), 0, 0xFF] {
                var changed = bytes
                changed[place] = byte
                // What it throws is a problem by its type; nothing may trap.
                _ = try? GeminiRequest(LenientObject(json: Data(changed))).talk.wish(of: "contents")
            }
        }
    }

    @Test(arguments: [
        (#"{}"#, "contents"), (#"{"contents":"x"}"#, "contents"), (#"{"contents":[1]}"#, "contents[0]"),
        (#"{"contents":[{"role":1}]}"#, "contents[0].role"),
        (#"{"contents":[{"parts":[{"text":1}]}]}"#, "contents[0].parts[0].text"),
        (#"{"contents":[{"parts":[{"inlineData":{}}]}]}"#, "contents[0].parts[0].inlineData.data"),
        (
            #"{"contents":[{"parts":[{"inlineData":{"data":"*"}}]}]}"#,
            "contents[0].parts[0].inlineData.data"
        ),
        (
            #"{"contents":[{"parts":[{"fileData":{"fileUri":"https://other.example/a.png"}}]}]}"#,
            "contents[0].parts[0].fileData.fileUri"
        ),
        (
            #"{"contents":[],"generationConfig":{"candidateCount":2}}"#,
            "generationConfig.candidateCount"
        ),
        (
            #"{"contents":[],"generationConfig":{"responseModalities":["TEXT"]}}"#,
            "generationConfig.responseModalities"
        ),
    ])
    func `a refusal names the place`(json: String, field: String) {
        let problem = #expect(throws: Problem.self) { try read(json) }
        #expect(problem?.field == field)
    }

    @Test(arguments: ["1k", "512", "8K", "", "2 K"])
    func `a tier that the model does not have is refused with those that it has`(tier: String) throws {
        let model = try ModelRegistry.forTests.models.first { $0.id == "table" }
        let shape = WantedShape(tier: tier, tierField: "imageSize")
        #expect(throws: Problem(.valueUnknown, field: "imageSize", ["known": "1K"])) {
            try shape.size(for: #require(model))
        }
    }

    @Test func `a shape that the model does not have is refused with those that it has`() throws {
        let model = try ModelRegistry.forTests.models.first { $0.id == "table" }
        let shape = WantedShape(ratio: "16:9", ratioField: "aspectRatio")
        #expect(throws: Problem(.valueUnknown, field: "aspectRatio", ["known": "1:1"])) {
            try shape.size(for: #require(model))
        }
    }

    @Test(arguments: [
        (nil, nil, true), ("16:9", nil, true), ("16:9", "1K", true), (nil, "1K", true), ("1:1", nil, false),
        ("16:9", "2K", false),
    ])
    func `a shape is known in a picture that has it`(ratio: String?, tier: String?, isThat: Bool) {
        let shape = WantedShape(ratio: ratio, tier: tier)
        #expect(shape.isThat(of: PixelSize(width: 1_376, height: 768)) == isThat)
    }
}

struct GeminiMethodTests {
    @Test(arguments: [
        ("default:generateContent", "default", "generateContent"),
        ("google/x:generateContent", "google/x", "generateContent"),
        ("google%2Fx:generateContent", "google/x", "generateContent"),
        ("a:b:countTokens", "a:b", "countTokens"),
        ("models/a:predict", "a", "predict"),
    ])
    func `the verb stands behind the last colon`(path: String, model: String, verb: String) throws {
        let method = try GeminiMethod(path.split(separator: "/"))
        #expect((method.model, method.verb) == (model, verb))
    }

    @Test(arguments: ["", "default", ":generateContent", "models/:generateContent", "%FF:x"])
    func `an address without both is not there`(path: String) {
        #expect(throws: Problem(.notFound)) { try GeminiMethod(path.split(separator: "/")) }
    }
}

struct PictureNameTests {
    static let id = "img_06F8Z0Q9V8Y3M5K2T7R4W1X6C9"

    @Test(arguments: [
        id, "files/\(id)", "https://host/v1/files/\(id)", "https://host/api/images/\(id)/file",
        "https://host/v1/files/\(id)?alt=media",
    ])
    func `a picture is known by any of its names`(name: String) {
        #expect(PictureName.read(name)?.text == Self.id)
    }

    @Test(arguments: ["", "files/abc", "https://other.example/cat.png", "img_1", "\(id)/a/b"])
    func `everything else names none`(name: String) {
        #expect(PictureName.read(name) == nil)
    }
}
