import Crypto
import Foundation
import Kernel
import TestSupport
import Testing

@testable import Accounts

/// Tokens that are right but for one thing.
struct IDTokenTests {
    private func expect(_ failure: OpenIDFailure, _ plan: FakeProvider.Plan) async throws {
        try await SignInDesk.open(plan) { desk in
            await #expect(throws: failure) { try await desk.signIn() }
        }
    }

    /// Relative to a token of this moment, in seconds.
    private static let now = Int(TestClock().now.milliseconds / 1_000)

    private static let broken: [(String, (any Sendable)?, OpenIDFailure)] = [
        ("iss", "https://evil.example", .issuerWrong), ("iss", nil, .tokenMalformed),
        ("sub", nil, .tokenMalformed), ("sub", "", .subjectMalformed),
        ("sub", String(repeating: "x", count: 256), .subjectMalformed),
        ("aud", "somebody", .audienceWrong), ("aud", nil, .tokenMalformed),
        ("aud", [String](), .audienceWrong),
        ("aud", ["studio", "somebody"], .authorizedPartyWrong), ("azp", "somebody", .authorizedPartyWrong),
        ("exp", now - 61, .tokenExpired), ("exp", nil, .tokenMalformed), ("exp", "soon", .tokenMalformed),
        ("iat", now + 61, .issuedInFuture), ("iat", nil, .tokenMalformed),
        ("nonce", "another", .nonceWrong), ("nonce", nil, .nonceWrong),
        ("at_hash", "AAAAAAAAAAAAAAAAAAAAAA", .accessTokenHashWrong),
    ]

    @Test(arguments: broken.indices)
    func `a claim that is wrong or missing is refused`(index: Int) async throws {
        let (name, value, failure) = Self.broken[index]
        var plan = FakeProvider.Plan()
        plan.claims = { $0[name] = value }
        try await expect(failure, plan)
    }

    private static let sound: [(String, any Sendable)] = [
        ("exp", now - 59), ("iat", now + 59), ("aud", ["studio"]), ("azp", "studio"),
        ("exp", Double(now) + 0.5),
        ("at_hash", encoded(Data(SHA256.hash(data: Data("access".utf8)).prefix(16)))),
        ("sub", String(repeating: "x", count: 255)), ("exp", 1e300),
    ]

    @Test(arguments: sound.indices)
    func `a claim at the edge of what is allowed is taken`(index: Int) async throws {
        let (name, value) = Self.sound[index]
        var plan = FakeProvider.Plan()
        plan.claims = { $0[name] = value }
        try await SignInDesk.open(plan) { desk in _ = try await desk.signIn() }
    }

    @Test func `two audiences need an authorized party who is us`() async throws {
        var plan = FakeProvider.Plan()
        plan.claims = { claims in
            claims["aud"] = ["studio", "somebody"]
            claims["azp"] = "studio"
        }
        try await SignInDesk.open(plan) { desk in _ = try await desk.signIn() }
    }

    @Test func `EdDSA's access token hash is that of SHA-512`() async throws {
        var plan = FakeProvider.Plan()
        plan.key = .eddsa("k")
        plan.claims = { $0["at_hash"] = encoded(Data(SHA512.hash(data: Data("access".utf8)).prefix(32))) }
        try await SignInDesk.open(plan) { desk in _ = try await desk.signIn() }
    }

    @Test(arguments: ["none", "None", "HS256", "HS512", "ES384", "RS512", ""])
    func `no other algorithm is taken`(name: String) async throws {
        var plan = FakeProvider.Plan()
        plan.header = { $0["alg"] = name }
        try await expect(.algorithmRefused, plan)
    }

    @Test func `a token without a signature is refused, whatever it says`() async throws {
        var plan = FakeProvider.Plan()
        plan.tokens = { members in
            let parts = (members["id_token"] as? String ?? "").split(separator: ".")
            members["id_token"] = parts.prefix(2).joined(separator: ".") + "."
        }
        try await expect(.signatureWrong, plan)
    }

    @Test func `a public key is no secret to sign with`() async throws {
        let rsa = try SigningKey.rsa("k", "RS256")
        var plan = FakeProvider.Plan()
        plan.key = .hmac("k", with: rsa.published["n"] as? String ?? "")
        plan.published = [rsa.published]
        try await expect(.algorithmRefused, plan)
        plan.header = { $0["alg"] = "RS256" }
        try await expect(.signatureWrong, plan)
    }

    @Test func `a token by another key of the same name is refused`() async throws {
        var plan = FakeProvider.Plan()
        plan.published = [SigningKey.es256("one").published]
        try await expect(.signatureWrong, plan)
    }

    @Test func `a key for another use, algorithm or curve is none`() async throws {
        for (member, value) in [
            ("use", "enc"), ("alg", "ES384"), ("crv", "P-384"), ("kty", "RSA"), ("kid", "two"),
        ] {
            var plan = FakeProvider.Plan()
            var key = plan.key.published
            key[member] = value
            plan.published = [key]
            try await expect(.keyUnknown, plan)
        }
    }

    @Test func `without a name the only key that fits is taken, and of two none`() async throws {
        var plan = FakeProvider.Plan()
        plan.header = { $0["kid"] = nil }
        try await SignInDesk.open(plan) { desk in _ = try await desk.signIn() }
        plan.published = [plan.key.published, SigningKey.es256("two").published]
        try await expect(.keyUnknown, plan)
    }

    @Test func `a key that we cannot read spoils no other`() async throws {
        var plan = FakeProvider.Plan()
        plan.published = [["kty": 1], ["kty": "MAGIC", "kid": "x"], plan.key.published]
        try await SignInDesk.open(plan) { desk in _ = try await desk.signIn() }
    }

    private static let misshapen: [(kind: String, members: [String: String])] = [
        ("RS256", ["n": "", "e": ""]), ("RS256", ["n": "AQ", "e": "AQAB"]), ("RS256", ["n": "!", "e": "!"]),
        ("RS256", ["n": "AAAA", "e": "AAAA"]), ("PS256", ["n": "AQ", "e": "AQ"]),
        ("ES256", ["x": "", "y": ""]), ("ES256", ["x": "AQ", "y": "AQ"]), ("ES256", ["x": "!", "y": "!"]),
        ("EdDSA", ["x": ""]), ("EdDSA", ["x": "AQ"]), ("EdDSA", ["x": "!"]),
    ]

    @Test(arguments: misshapen.indices)
    func `a key whose numbers are none is refused, and stops nobody`(index: Int) async throws {
        let (kind, members) = Self.misshapen[index]
        var plan = FakeProvider.Plan()
        switch kind {
        case "ES256": plan.key = .es256("k")
        case "EdDSA": plan.key = .eddsa("k")
        default: plan.key = try .rsa("k", kind)
        }
        plan.published = [plan.key.published.merging(members) { $1 }]
        try await SignInDesk.open(plan) { desk in
            let failure = await #expect(throws: OpenIDFailure.self) { try await desk.signIn() }
            #expect(failure == .keyUnknown || failure == .signatureWrong)
        }
    }

    @Test func `an extension that must be understood is refused`() async throws {
        var plan = FakeProvider.Plan()
        plan.header = { $0["crit"] = ["exp"] }
        try await expect(.tokenMalformed, plan)
    }

    @Test func `a token that was cut or changed anywhere is refused`() async throws {
        let key = SigningKey.es256("k")
        let head = encoded(try json(["alg": "ES256", "kid": "k"]))
        let claims = encoded(try json(["iss": "i", "sub": "s", "aud": "a", "exp": 9e9, "iat": 0]))
        let signature = encoded(try key.sign(Data("\(head).\(claims)".utf8)))
        let whole = "\(head).\(claims).\(signature)"
        let keys = try OpenIDKeys(try json(["keys": [key.published]]))
        func subject(_ text: String) async throws -> String {
            let token = try IDToken(text)
            guard let key = keys.key(named: token.keyName, for: token.algorithm) else {
                throw OpenIDFailure.keyUnknown
            }
            return try await token.claims(signedBy: key).sub
        }
        #expect(try await subject(whole) == "s")
        for place in whole.indices {
            var changed = whole
            changed.replaceSubrange(place...place, with: whole[place] == "A" ? "B" : "A")
            for text in [String(whole[..<place]), changed] {
                await #expect(throws: OpenIDFailure.self) { _ = try await subject(text) }
            }
        }
    }
}
