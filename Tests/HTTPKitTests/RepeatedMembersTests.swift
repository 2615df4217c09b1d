import Testing

@testable import HTTPKit

struct RepeatedMembersTests {
    @Test(
        arguments: [
            (#"{"a":1,"a":2}"#, "a"), (#"{"a":1,"b":{"c":1,"c":2}}"#, "c"),
            (#"[{"a":1},{"b":1,"b":1}]"#, "b"),
            (#"{"a":1,"\u0061":2}"#, "a"), (#"{"\u0061\u0062":1,"ab":2}"#, "ab"), (#"{"":1,"":2}"#, ""),
            (#"{"a\"b":1,"a\u0022b":2}"#, "a\"b"), (#"{"a\\":1,"a\u005c":2}"#, "a\\"),
            (#"{"\ud83c\udf4c":1,"🍌":2}"#, "🍌"), ("{\"a\"\n\t :1,\"a\" :2}", "a"),
            (#"{"a":{"a":1},"b":[],"a":0}"#, "a"), ("{\"\u{E9}\":1,\"e\u{301}\":2}", "e\u{301}"),
            (#"{"a":"}","a":"{"}"#, "a"), (#"{"\n":1,"\u000A":1}"#, "\n"),
        ]
    )
    func `a name that occurs twice in one object is found, however it is written`(
        json: String,
        name: String
    ) throws {
        #expect(try RepeatedMembers.first(in: json.utf8) == name)
    }

    @Test(
        arguments: [
            "{}", "[]", "1", #""a""#, #"{"a":1,"b":1}"#, #"{"a":{"a":{"a":1}}}"#, #"[{"a":1},{"a":2}]"#,
            #"{"a":"a","b":"a"}"#, #"{"a":"\"a\":","b":["a","a"]}"#, #"{"a":1,"A":2}"#,
            #"{"a":[{"a":1},"a"],"b":"a"}"#, #"{"x":"a","a":["x","x"]}"#,
        ]
    )
    func `names of other objects and values are none`(json: String) throws {
        #expect(try RepeatedMembers.first(in: json.utf8) == nil)
    }

    @Test func `a text that goes too deep is refused`() throws {
        let deep = { (depth: Int) in
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(try RepeatedMembers.first(in: deep(64).utf8) == nil)
        #expect(throws: RepeatedMembers.TooDeep.self) { try RepeatedMembers.first(in: deep(65).utf8) }
    }

    private static let text = #"{"a":{"b\u0041":[1,"x\"\\",{}],"b":null},"c":"\ud83c\udf4c"}"#

    @Test(arguments: 0..<text.utf8.count)
    func `any cut and any changed byte ends without a crash`(place: Int) {
        _ = try? RepeatedMembers.first(in: Self.text.utf8.prefix(place))
        for byte in ["\"", "\\", "{", "}", "[", "]", ":", "u", "\0", "\u{7F}"].flatMap(\.utf8) {
            var bytes = Array(Self.text.utf8)
            bytes[place] = byte
            _ = try? RepeatedMembers.first(in: bytes)
        }
    }
}
