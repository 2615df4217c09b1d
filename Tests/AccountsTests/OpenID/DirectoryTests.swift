import Foundation
import Kernel
import Synchronization
import TestSupport
import Testing

@testable import Accounts

/// What providers say of themselves.
struct DirectoryTests {
    private func expect(
        _ failure: OpenIDFailure,
        metadata: @escaping @Sendable (inout Members) -> Void
    ) async throws {
        var plan = FakeProvider.Plan()
        plan.metadata = metadata
        try await SignInDesk.open(plan) { desk in
            await #expect(throws: failure) {
                _ = try await desk.openID.begin(SignInDesk.a, on: .signIn, returningTo: "/")
            }
        }
    }

    @Test func `metadata for another issuer is refused, be it for a slash`() async throws {
        try await expect(.metadataIssuerWrong) { $0["issuer"] = "https://evil.example" }
        try await expect(.metadataIssuerWrong) { $0["issuer"] = ($0["issuer"] as? String ?? "") + "/" }
    }

    @Test(arguments: ["issuer", "authorization_endpoint", "token_endpoint", "jwks_uri"])
    func `metadata that lacks a member is refused`(name: String) async throws {
        try await expect(.metadataMalformed) { $0[name] = nil }
    }

    @Test(arguments: ["authorization_endpoint", "token_endpoint", "jwks_uri", "userinfo_endpoint"])
    func `an endpoint without TLS beside the issuer's own is refused`(name: String) async throws {
        for address in ["http://evil.example/", "http://127.0.0.1:1/", "javascript:alert(1)", "ftp://x/"] {
            try await expect(.endpointRefused) { $0[name] = address }
        }
    }

    @Test func `an endpoint of another host must be on the public internet`() async throws {
        var plan = FakeProvider.Plan()
        plan.metadata = { $0["jwks_uri"] = "https://127.0.0.1:1/keys" }
        try await SignInDesk.open(plan) { desk in
            await #expect(throws: OpenIDFailure.providerUnreachable) { try await desk.signIn() }
        }
    }

    @Test func `a provider that takes no way of showing our secret is refused`() async throws {
        try await expect(.clientMethodUnsupported) {
            $0["token_endpoint_auth_methods_supported"] = ["private_key_jwt"]
        }
    }

    @Test func `an unknown provider is told apart`() async throws {
        try await SignInDesk.open { desk in
            let stranger = try #require(OpenIDProvider.ID("stranger"))
            await #expect(throws: OpenIDFailure.providerUnknown) {
                try await desk.openID.begin(stranger, on: .signIn, returningTo: "/")
            }
        }
    }

    @Test func `metadata and keys are asked for once an hour`() async throws {
        try await SignInDesk.open { desk in
            for _ in 0..<3 { _ = try await desk.signIn() }
            #expect(desk.count("openid-configuration") == 1 && desk.count("/keys") == 1)
            desk.time.advance(by: .hours(1))
            _ = try await desk.signIn()
            #expect(desk.count("openid-configuration") == 2 && desk.count("/keys") == 2)
        }
    }

    @Test func `a new key is found, but nobody can make us ask without end`() async throws {
        try await SignInDesk.open { desk in
            _ = try await desk.signIn()
            desk.provider.plan.withLock { $0.key = .es256("two") }
            _ = try await desk.signIn()
            #expect(desk.count("/keys") == 2)
            desk.provider.plan.withLock { plan in
                plan.published = [plan.key.published]
                plan.key = .es256("three")
            }
            for _ in 0..<3 {
                await #expect(throws: OpenIDFailure.keyUnknown) { try await desk.signIn() }
            }
            #expect(desk.count("/keys") == 2)
            desk.time.advance(by: .seconds(60))
            await #expect(throws: OpenIDFailure.keyUnknown) { try await desk.signIn() }
            #expect(desk.count("/keys") == 3)
        }
    }

    @Test(arguments: [
        ("https://login.example", false, true), ("https://login.example/tenant/v2.0", false, true),
        ("http://localhost:9400", true, true), ("http://127.0.0.1:9400", true, true),
        ("http://localhost:9400", false, false), ("http://login.example", true, false),
        ("https://login.example?x=1", false, false), ("login.example", false, false),
    ])
    func `an issuer has TLS, or is this machine of a local server`(text: String, isLocal: Bool, isTaken: Bool)
    {
        #expect((OpenIDProvider.Issuer(text, isLocal: isLocal) != nil) == isTaken)
    }

    @Test(arguments: ["", "A", "a_b", "a.b", "a/b", String(repeating: "a", count: 33)])
    func `a provider's id is a plain word`(text: String) {
        #expect(OpenIDProvider.ID(text) == nil)
    }
}

extension SignInDesk {
    fileprivate func count(_ part: String) -> Int {
        server.requests.filter { $0.prefix { $0 != "\r" }.contains(part) }.count
    }
}
