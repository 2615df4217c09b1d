import Foundation
import NanoBananaPro
import Testing

/// The vector is that of the Standard Webhooks libraries' own tests.
struct WebhookTests {
    private let body = Data(#"{"test": 2432232314}"#.utf8)
    private let now = Date(timeIntervalSince1970: 1_614_265_330)
    private let headers = [
        "Webhook-Id": "msg_p5jXN8AQM9LWM0D4loKWxJek", "webhook-timestamp": "1614265330",
        "WEBHOOK-SIGNATURE": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    ]

    private var secret: WebhookSecret {
        get throws { try #require(WebhookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")) }
    }

    private func refusal(
        _ body: Data? = nil,
        _ changes: [String: String?] = [:],
        later seconds: Double = 0
    ) throws -> WebhookSignature.Refusal? {
        var fields = Dictionary(uniqueKeysWithValues: headers.map { ($0.lowercased(), $1) })
        for (name, value) in changes { fields[name] = value }
        do {
            try WebhookSignature.verify(
                body ?? self.body,
                headers: fields,
                secrets: secret,
                at: now.addingTimeInterval(seconds)
            )
            return nil
        } catch let refusal as WebhookSignature.Refusal {
            return refusal
        }
    }

    @Test func `what was signed is believed`() throws {
        try WebhookSignature.verify(body, headers: headers, secrets: secret, at: now)
    }

    @Test(arguments: [-300.0, -1, 0, 300])
    func `clocks may differ by five minutes`(seconds: Double) throws {
        #expect(try refusal(later: seconds) == nil)
    }

    @Test(arguments: [-301.0, 301, 1e9])
    func `what is older may be a recording`(seconds: Double) throws {
        #expect(try refusal(later: seconds) == .outOfTime)
    }

    @Test func `any other byte of the body is seen`() throws {
        for place in body.indices {
            var spoilt = body
            spoilt[place] ^= 1
            #expect(try refusal(spoilt) == .signatureWrong, "byte \(place)")
        }
    }

    @Test(
        arguments: [
            ("webhook-id", "msg_other", WebhookSignature.Refusal.signatureWrong),
            ("webhook-timestamp", "1614265331", .signatureWrong),
            ("webhook-timestamp", "now", .headersMissing),
            ("webhook-id", "", .headersMissing), ("webhook-signature", "", .signatureWrong),
            ("webhook-signature", "v1,", .signatureWrong), ("webhook-signature", "v1,!!", .signatureWrong),
            ("webhook-signature", "v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", .signatureWrong),
            ("webhook-signature", String(repeating: "v1,AA ", count: 1_000), .headersMissing),
        ]
    )
    func `any other field is seen`(name: String, value: String, expected: WebhookSignature.Refusal) throws {
        #expect(try refusal(nil, [name: value]) == expected)
    }

    @Test(arguments: ["webhook-id", "webhook-timestamp", "webhook-signature"])
    func `no field may be missing`(name: String) throws {
        #expect(try refusal(nil, [name: String?.none]) == .headersMissing)
    }

    @Test func `one good signature of several is enough`() throws {
        let several = "v1a,AAAA v1,Zm9v v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
        #expect(try refusal(nil, ["webhook-signature": several]) == nil)
    }

    @Test func `while a secret is rotated either one fits`() throws {
        let other = try #require(WebhookSecret("whsec_Zm9vYmFyZm9vYmFyZm9vYmFy"))
        try WebhookSignature.verify(body, headers: headers, secrets: other, secret, at: now)
        #expect(throws: WebhookSignature.Refusal.signatureWrong) {
            try WebhookSignature.verify(body, headers: headers, secrets: other, at: now)
        }
    }

    @Test(arguments: ["", "whsec_", "whsec_!!", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "nbp_sk_x"])
    func `what is no secret is none`(text: String) {
        #expect(WebhookSecret(text) == nil)
    }
}
