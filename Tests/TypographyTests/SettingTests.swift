import Foundation
import Kernel
import Testing

@testable import Typography

struct SettingTests {
    static let whole = #"""
        {"text":"Hi\r\nthere","family":"Lato","weight":900,"italic":true,"fit":{"least":10,"most":300},
         "align":"justify","vertical_align":"bottom","wrap":"anywhere","balance":true,"line_spacing":1.5,
         "letter_spacing":-0.1,"fill":{"gradient":{"angle":45,"stops":[{"at":0,"colour":"#ff0000"},
         {"at":1,"colour":"#0000ff80"}]}},"outline":{"width":0.1,"colour":"#ffffff"},
         "shadow":{"x":0.1,"y":-0.2,"blur":0.3,"colour":"#00000080"},
         "backing":{"kind":"pill","colour":"#ffcc00","padding":0.5,"radius":1},"rotation":-15,"arc":90,
         "vertical":false,"direction":"rtl","language":"zh-Hant","opacity":0.5}
        """#

    @Test func `a setting survives being written and read`() throws {
        let read = try JSONDecoder().decode(TextSetting.self, from: Data(Self.whole.utf8))
        #expect(read.text == "Hi\nthere")
        #expect(read.size == .fit(10...300))
        #expect(
            read.backing == TextBacking(.pill, Colour(red: 255, green: 204, blue: 0), padding: 0.5, radius: 1)
        )
        let written = try JSONEncoder().encode(read)
        #expect(try JSONDecoder().decode(TextSetting.self, from: written) == read)
    }

    @Test func `a text and a size are enough`() throws {
        let read = try JSONDecoder().decode(TextSetting.self, from: Data(#"{"text":"x","size":20}"#.utf8))
        #expect(read == TextSetting("x", size: .exactly(20)))
    }

    @Test(arguments: [
        (##""weight":99"##, "weight", Problem.Code.valueOutOfRange),
        (##""weight":901"##, "weight", .valueOutOfRange),
        (##""line_spacing":0.4"##, "line_spacing", .valueOutOfRange),
        (##""letter_spacing":2.1"##, "letter_spacing", .valueOutOfRange),
        (##""rotation":361"##, "rotation", .valueOutOfRange), (##""arc":-400"##, "arc", .valueOutOfRange),
        (##""opacity":1.1"##, "opacity", .valueOutOfRange), (##""align":"left""##, "align", .valueUnknown),
        (##""wrap":"no""##, "wrap", .valueUnknown), (##""direction":"up""##, "direction", .valueUnknown),
        (##""language":"Chinese!""##, "language", .valueUnknown),
        (##""colour":"red""##, "colour", .unknownField),
        (##""fill":{"colour":"red"}"##, "fill.colour", .colourMalformed),
        (
            ##""fill":{"gradient":{"stops":[{"at":0,"colour":"#000000"}]}}"##, "fill.gradient.stops",
            .lengthOutOfRange
        ),
        (
            ##""fill":{"gradient":{"stops":[{"at":0,"colour":"#000000"},{"at":2,"colour":"#000000"}]}}"##,
            "fill.gradient.stops[1].at", .valueOutOfRange
        ),
        (##""outline":{"width":0.6,"colour":"#000000"}"##, "outline.width", .valueOutOfRange),
        (##""shadow":{"x":3,"colour":"#000000"}"##, "shadow.x", .valueOutOfRange),
        (##""backing":{"kind":"star","colour":"#000000"}"##, "backing.kind", .valueUnknown),
        (##""backing":{"kind":"box"}"##, "backing.colour", .missingField),
        (##""italic":"yes""##, "italic", .wrongFieldType), (##""family":"""##, "family", .lengthOutOfRange),
        (##""vertical":true,"arc":30"##, "arc", .unknownField),
    ])
    func `a member that is wrong is named`(member: String, field: String, code: Problem.Code) throws {
        let problem = try #require(TypeCase.refusal(#"{"text":"x","size":20,\#(member)}"#))
        #expect(problem.code == code)
        #expect(problem.field == field)
    }

    @Test(arguments: [
        (#"{"size":20}"#, "text", Problem.Code.missingField),
        (#"{"text":"","size":20}"#, "text", .lengthOutOfRange),
        (#"{"text":"a\u0007","size":20}"#, "text", .controlCharacters), (#"{"text":"x"}"#, "", .oneFieldOf),
        (#"{"text":"x","size":20,"fit":{}}"#, "", .oneFieldOf),
        (#"{"text":"x","size":3}"#, "size", .valueOutOfRange),
        (#"{"text":"x","fit":{"least":50,"most":40}}"#, "fit.least", .valueOutOfRange),
        (#"{"text":"x","fit":{"least":1.5}}"#, "fit.least", .wrongFieldType), (#"[]"#, "", .wrongFieldType),
    ])
    func `text and size are needed and bounded`(json: String, field: String, code: Problem.Code) throws {
        let problem = try #require(TypeCase.refusal(json))
        #expect(problem.code == code)
        #expect(problem.field ?? "" == field)
    }

    @Test func `2,000 characters are taken and one more is not`() throws {
        let longest = String(repeating: "字", count: TextSetting.longest)
        #expect(TypeCase.refusal(#"{"text":"\#(longest)","size":20}"#) == nil)
        #expect(TypeCase.refusal(#"{"text":"\#(longest)字","size":20}"#)?.code == .lengthOutOfRange)
        let marks = "e" + String(repeating: "\u{301}", count: TextSetting.longest)
        #expect(TypeCase.refusal(#"{"text":"\#(marks)","size":20}"#)?.code == .lengthOutOfRange)
    }
}
