import Kernel
import Testing

@testable import HTTPKit

struct FormBodyTests {
    @Test(
        arguments: [
            ("prompt=a+b", "a b"), ("prompt=%E8%B2%93", "貓"), ("x=1&prompt=a%26b%3Dc", "a&b=c"),
            ("prompt=%2B", "+"),
        ]
    )
    func `a field comes back as it was typed`(body: String, text: String) throws {
        #expect(try FormBody(body)["prompt"] == text)
    }

    @Test(arguments: ["", "prompt=", "prompt", "other=1", "prompt=+%20+"])
    func `a blank field is absent`(body: String) throws {
        #expect(try FormBody(body)["prompt"] == nil)
    }

    @Test(arguments: ["prompt=%", "prompt=%4", "prompt=%GG", "prompt=%FF", "prompt=%+1", "a=1&a=2"])
    func `broken escapes and repeated fields are refused`(body: String) {
        #expect(throws: Problem(.malformedBody)) { try FormBody(body) }
    }

    @Test func `more fields than a form of ours has are refused`() {
        let body = (0..<257).map { "f\($0)=1" }.joined(separator: "&")
        #expect(throws: Problem(.malformedBody)) { try FormBody(body) }
    }

    @Test(arguments: 0..<30)
    func `any cut of a body gives fields or a refusal`(length: Int) {
        let body = String("prompt=%E8%B2%93+%F0%9F%8D%8C&n=2".prefix(length))
        _ = try? FormBody(body)
    }
}
