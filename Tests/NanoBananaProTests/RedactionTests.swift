import Foundation
import Testing

@testable import NanoBananaPro

struct RedactionTests {
    private func dumped(_ value: Any) -> String {
        var text = "\(value) \(String(reflecting: value)) "
        dump(value, to: &text)
        return text
    }

    @Test func `the key goes to the server and is shown nowhere`() async throws {
        let test = TestStudio(.get("/api/models", .problem(401, "api_key_invalid")))
        let error = try #require(await caught { _ = try await test.studio.models() })
        let request = try #require(test.transport.requests.first)
        #expect(request.headers["authorization"] == "Bearer \(TestStudio.key)")
        for value: Any in [NanoBananaPro.Key(TestStudio.key), test.studio, request, error] {
            #expect(!dumped(value).contains("0123456789abcdef"))
        }
    }

    @Test(arguments: [" nbp_sk_x\n", "nbp_sk_x"])
    func `white space around a key is dropped`(text: String) {
        #expect(NanoBananaPro.Key(text).bearer == "Bearer nbp_sk_x")
    }

    @Test func `a webhook's secret is shown nowhere`() throws {
        let secret = try #require(
            WebhookSecret("whsec_" + Data("sixteen bytes ..".utf8).base64EncodedString())
        )
        #expect(!dumped(secret).contains("sixteen"))
        #expect(dumped(secret).contains("<redacted>"))
    }
}
