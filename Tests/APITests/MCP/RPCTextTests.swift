import Foundation
import Kernel
import TestSupport
import Testing
import Wire

@testable import API

/// Messages as they come, whole and broken.
struct RPCTextTests {
    private static let call =
        #"{"jsonrpc":"2.0","id":"é1","method":"tools/call","params":{"name":"get_job","arguments":{"job":"job_1","wait":true}}}"#

    private func code(of text: Data) -> Int? {
        do throws(RPCRejection) {
            _ = try RPCText(text)
            return nil
        } catch {
            return error.fault.code.rawValue
        }
    }

    @Test(
        arguments: [
            ("", -32_700), ("{", -32_700), ("nothing", -32_700), (#"{"jsonrpc":"2.0""#, -32_700),
            (#"{"jsonrpc":"2.0","id":1,"method":"ping"}x"#, -32_700),
            ("1", -32_600), (#""ping""#, -32_600), ("null", -32_600), ("[]", -32_600),
            (#"{"id":1,"method":"ping"}"#, -32_600), (#"{"jsonrpc":"1.0","id":1,"method":"ping"}"#, -32_600),
            (#"{"jsonrpc":2.0,"id":1,"method":"ping"}"#, -32_600), (#"{"jsonrpc":"2.0","id":1}"#, -32_600),
            (#"{"jsonrpc":"2.0","id":1,"method":5}"#, -32_600),
            (#"{"jsonrpc":"2.0","id":null,"method":"ping"}"#, -32_600),
            (#"{"jsonrpc":"2.0","id":1.5,"method":"ping"}"#, -32_600),
            (#"{"jsonrpc":"2.0","id":9007199254740993000,"method":"ping"}"#, -32_600),
            (#"{"jsonrpc":"2.0","id":-9223372036854775808,"method":"ping"}"#, -32_600),
            (#"{"jsonrpc":"2.0","id":{},"method":"ping"}"#, -32_600),
            (#"{"jsonrpc":"2.0","id":1,"id":2,"method":"ping"}"#, -32_600),
            (#"{"jsonrpc":"2.0","id":1,"method":"ping","params":[1]}"#, -32_602),
            (#"{"jsonrpc":"2.0","id":1,"method":"ping","params":"x"}"#, -32_602),
        ]
    )
    func `what is no message is refused by the right number`(text: String, code: Int) {
        #expect(self.code(of: Data(text.utf8)) == code)
    }

    @Test(
        arguments: [
            #"{"jsonrpc":"2.0","id":1,"method":"ping"}"#,
            #"{"jsonrpc":"2.0","id":"a","method":"ping","params":null}"#,
            #"{"jsonrpc":"2.0","method":"notifications/initialized"}"#,
            #"{"jsonrpc":"2.0","id":3,"result":{}}"#,
            #"{"jsonrpc":"2.0","id":3,"error":{"code":1,"message":"x"},"more":[]}"#,
        ]
    )
    func `messages of every kind are read`(text: String) {
        #expect(code(of: Data(text.utf8)) == nil)
    }

    @Test(
        arguments: [
            ("@1", "img"), ("@2", "@2"), ("@0", "@0"), ("@-1", "@-1"),
            ("@-9223372036854775808", "@-9223372036854775808"),
            ("@9223372036854775807", "@9223372036854775807"), ("@", "@"), ("1", "1"),
        ]
    )
    func `a picture stands where its number does, and no other text is one`(text: String, result: String) {
        let picture = ImageID.sample()
        let named = JSONPart.list([.text(text)]).naming([picture])
        #expect(named == .list([.text(result == "img" ? picture.text : result)]))
    }

    @Test func `a text of too many values is refused before it is read`() {
        let values = String(repeating: "0,", count: 600_000)
        let text = #"{"jsonrpc":"2.0","id":1,"method":"ping","params":{"x":[\#(values)0]}}"#
        #expect(code(of: Data(text.utf8)) == -32_700)
    }

    @Test func `no truncation of a message is taken for one`() {
        let text = Data(Self.call.utf8)
        for length in text.indices { #expect(code(of: text.prefix(length)) == -32_700) }
    }

    @Test func `any byte in any place is answered`() {
        let text = Data(Self.call.utf8)
        for place in text.indices {
            for byte in [0x00, 0x22, 0x5B, 0x5C, 0x7B, 0x7D, 0x80, 0xC3, 0xFF] as [UInt8] {
                var spoilt = text
                spoilt[place] = byte
                let code = code(of: spoilt)
                #expect(code == nil || [-32_700, -32_600, -32_602].contains(code))
            }
        }
    }

    @Test(arguments: ["[", "{\"a\":"])
    func `depth is bounded`(opening: String) {
        let text = String(repeating: opening, count: 100_000)
        #expect(code(of: Data(text.utf8)) == -32_700)
        let closed = String(repeating: "[", count: 60) + String(repeating: "]", count: 60)
        let nested = #"{"jsonrpc":"2.0","id":1,"method":"ping","params":{"a":\#(closed)}}"#
        #expect(code(of: Data(nested.utf8)) == -32_700)
    }

    @Test(arguments: [(1, true), (16, true), (17, false)])
    func `a batch has sixteen messages at most`(count: Int, isTaken: Bool) {
        let ping = #"{"jsonrpc":"2.0","id":1,"method":"ping"}"#
        let text = "[" + Array(repeating: ping, count: count).joined(separator: ",") + "]"
        #expect((code(of: Data(text.utf8)) == nil) == isTaken)
    }

    @Test func `a request that cannot be read keeps its number where that can be read`() throws {
        do throws(RPCRejection) {
            _ = try RPCText(Data(#"{"jsonrpc":"2.0","id":7,"method":"ping","params":1}"#.utf8))
            Issue.record("it was taken")
        } catch {
            #expect(error.id == .number(7))
        }
    }
}
