import Foundation
import Imaging
import Kernel
import Testing

@testable import API

struct TalkTests {
    private func wish(_ contents: String) throws -> Talk.Wish {
        try Talk(gemini: LenientObject(json: Data(#"{"contents":\#(contents)}"#.utf8))).wish(of: "contents")
    }

    private static let shown = #"{"inlineData":{"data":"AAAA"}}"#

    @Test func `the words since the model's last picture are asked for`() throws {
        let wish = try wish(
            #"""
            [{"parts":[{"text":"a cup"}]}, {"role":"model","parts":[{"text":"Here."},\#(Self.shown)]},
             {"parts":[{"text":"bluer"}]}, {"role":"model","parts":[{"text":"How blue?"}]},
             {"parts":[{"text":"very"}]}]
            """#
        )
        #expect(wish.words == "bluer\nvery")
        #expect(wish.last != nil)
        #expect(wish.shown.isEmpty)
    }

    @Test func `without a picture of the model's all words count`() throws {
        let wish = try wish(
            #"[{"parts":[{"text":"a cup"},\#(Self.shown)]},{"role":"model","parts":[{"text":"Blue?"}]},{"parts":[{"text":"yes"}]}]"#
        )
        #expect(wish.words == "a cup\nyes")
        #expect(wish.last == nil)
        #expect(wish.shown.count == 1)
    }

    @Test func `pictures of earlier turns went into the model's, and are not shown again`() throws {
        let wish = try wish(
            #"[{"parts":[{"text":"a"},\#(Self.shown)]},{"role":"model","parts":[\#(Self.shown)]},{"parts":[{"text":"b"},\#(Self.shown)]}]"#
        )
        #expect(wish.shown.count == 1)
        let order = ShapedOrder(wish, model: "m", own: nil)
        #expect(order.pictures.count == 2, "the model's last one is shown first")
    }

    @Test func `thoughts are not the answer`() throws {
        let thought = #"{"thought":true,"inlineData":{"data":"BBBB"}}"#
        let wish = try wish(
            #"[{"parts":[{"text":"a"}]},{"role":"model","parts":[\#(thought),\#(Self.shown),\#(thought)]},{"parts":[{"text":"b"}]}]"#
        )
        guard case .bytes(let bytes)? = wish.last?.picture else { throw Missing() }
        #expect(bytes == Data([0, 0, 0]))
    }

    @Test(arguments: ["+/+/+w==", "-_-_-w==", "-_-_-w"])
    func `a signature is the same in every alphabet`(text: String) throws {
        let wish = try wish(
            #"""
            [{"parts":[{"text":"a"}]},{"role":"model","parts":[{"inlineData":{"data":"AAAA"},"thoughtSignature":"\#(text)"}]},
             {"parts":[{"text":"b"}]}]
            """#
        )
        #expect(wish.last?.signature == Data([0xFB, 0xFF, 0xBF, 0xFB]))
    }

    @Test(arguments: ["[]", #"[{"role":"model","parts":[{"text":"x"}]}]"#, #"[{"parts":[]}]"#])
    func `somebody has to ask for something`(contents: String) {
        #expect(throws: Problem(.missingField, field: "contents")) { try wish(contents) }
    }

    private struct Missing: Error {}
}

struct InteractionTalkTests {
    private func talk(_ input: String) throws -> Talk {
        try Talk(interaction: LenientObject(json: Data(#"{"input":\#(input)}"#.utf8)))
    }

    @Test(arguments: [
        #""a cup""#, #"{"type":"text","text":"a cup"}"#, #"[{"type":"text","text":"a cup"}]"#,
        #"[{"type":"user_input","content":[{"type":"text","text":"a cup"}]}]"#,
        #"[{"type":"user_input","content":"a cup"}]"#, #"[{"text":"a cup"},{"type":"audio","data":"AAAA"}]"#,
    ])
    func `an input has many forms`(input: String) throws {
        #expect(try talk(input).wish(of: "input").words == "a cup")
    }

    @Test func `a thought signs the picture after it`() throws {
        let wish = try talk(
            #"""
            [{"type":"user_input","content":"a"},{"type":"thought","signature":"QUJDRA=="},
             {"type":"model_output","content":[{"type":"image","data":"AAAA"}]},{"type":"user_input","content":"b"}]
            """#
        ).wish(of: "input")
        #expect(wish.last?.signature == Data("ABCD".utf8))
        #expect(wish.words == "b")
    }

    @Test(arguments: [
        (#"{"input":"x"}"#, true), (#"{"input":"x","store":false}"#, false),
        (#"{"input":"x","store":true}"#, true),
    ])
    func `an interaction is kept unless its person says otherwise`(json: String, isKept: Bool) throws {
        let request = try InteractionRequest(LenientObject(json: Data(json.utf8)))
        #expect(request.isKept == isKept)
        #expect(request.model == "default")
    }

    @Test func `the newer place for a format beats the older one`() throws {
        let json = #"""
            {"input":"x","response_format":[{"type":"text"},{"type":"image","aspect_ratio":"16:9","mime_type":"image/jpeg","delivery":"uri"}],
             "generation_config":{"image_config":{"aspect_ratio":"1:1","image_size":"2K"}}}
            """#
        let format = try InteractionRequest(LenientObject(json: Data(json.utf8))).format
        #expect(format.shape.ratio == "16:9")
        #expect(format.shape.tier == nil)
        #expect(format.type == .jpeg)
        #expect(format.isAddress)
    }

    @Test func `an interaction is its job by another name`() throws {
        let job = try #require(JobID("job_06F8Z0Q9V8Y3M5K2T7R4W1X6C9"))
        #expect(InteractionID(job).text == "int_06F8Z0Q9V8Y3M5K2T7R4W1X6C9")
        #expect(InteractionID(InteractionID(job).text)?.job == job)
        #expect(InteractionID(job.text) == nil)
        #expect(InteractionID(InteractionID.ofNothing("a1b2")) == nil)
    }
}
