import Foundation
import Kernel
import Testing

@testable import API

struct LenientObjectTests {
    @Test(arguments: [
        #"{"imageConfig":{"aspectRatio":"16:9"}}"#, #"{"image_config":{"aspect_ratio":"16:9"}}"#,
        #"{"imageConfig":{"aspect_ratio":"16:9"}}"#, #"{"IMAGE_CONFIG":{"ASPECT_RATIO":"16:9"}}"#,
        #"{"imageConfig":{"aspectRatio":"16:9"},"image_config":null}"#,
    ])
    func `a member is found in either spelling`(json: String) throws {
        let body = try LenientObject(json: Data(json.utf8))
        #expect(try body.object("imageConfig")?.text("aspectRatio") == "16:9")
    }

    @Test func `null is no member`() throws {
        let body = try LenientObject(json: Data(#"{"seed":null}"#.utf8))
        #expect(try body.number("seed") == nil)
    }

    @Test(arguments: [("3", 3), ("3.0", 3), (#""3""#, 3), ("-1", -1)])
    func `a whole number may be text`(json: String, number: Int) throws {
        let body = try LenientObject(json: Data(#"{"seed":\#(json)}"#.utf8))
        #expect(try body.number("seed") == number)
    }

    @Test(arguments: ["3.5", #""x""#, "true", "[]", "{}", "1e300"])
    func `what is no whole number names its place`(json: String) throws {
        let body = try LenientObject(json: Data(#"{"options":{"seed":\#(json)}}"#.utf8))
        let options = try #require(try body.object("options"))
        #expect(throws: Problem(.wrongFieldType, field: "options.seed")) { try options.number("seed") }
    }

    @Test(arguments: ["", "[]", "1", "{", "null", #"{"a":1}x"#, String(repeating: #"{"a":"#, count: 100)])
    func `what is no object is a malformed body`(text: String) {
        #expect(throws: Problem(.malformedBody)) { try LenientObject(json: Data(text.utf8)) }
    }

    @Test func `broken letters are a malformed body`() {
        #expect(throws: Problem(.malformedBody)) {
            try LenientObject(json: Data(#"{"a":""#.utf8) + [0xFF] + Data(#""}"#.utf8))
        }
    }
}
