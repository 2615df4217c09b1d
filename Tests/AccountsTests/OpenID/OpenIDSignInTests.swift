import Foundation
import Kernel
import TestSupport
import Testing
import Vault

@testable import Accounts

struct OpenIDSignInTests {
    @Test func `somebody whom a provider vouches for is known by issuer and subject`() async throws {
        try await SignInDesk.open { desk in
            let page = "/gallery?q=1"
            let departure = try await desk.openID.begin(SignInDesk.a, on: .signIn, returningTo: page)
            let query = try desk.provider.approve(departure.address)
            let person = try await desk.openID.finish(
                query,
                cookie: departure.cookie.reveal(),
                at: SignInDesk.a
            )
            #expect(person.provider == SignInDesk.a && person.issuer.hasSuffix("/a"))
            #expect(person.subject == "person-1" && person.email?.text == "ada@example.com")
            #expect(person.isEmailVerified && person.name == "Ada" && person.language == .traditionalChinese)
            #expect(person.page == page)
            #expect("\(person)" == "<redacted>" && "\(departure.cookie)" == "<redacted>")
        }
    }

    @Test(arguments: ["ES256", "EdDSA", "RS256", "PS256"])
    func `each signature that we take is taken`(algorithm: String) async throws {
        var plan = FakeProvider.Plan()
        plan.key =
            switch algorithm {
            case "ES256": .es256("k")
            case "EdDSA": .eddsa("k")
            default: try .rsa("k", algorithm)
            }
        try await SignInDesk.open(plan) { desk in
            let person = try await desk.signIn()
            #expect(person.subject == "person-1")
        }
    }

    @Test func `a secret that belongs into the form goes there`() async throws {
        var plan = FakeProvider.Plan()
        plan.metadata = { $0["token_endpoint_auth_methods_supported"] = ["client_secret_post"] }
        try await SignInDesk.open(plan) { desk in
            #expect(try await desk.signIn().subject == "person-1")
            let request = try #require(desk.server.requests.first { $0.hasPrefix("POST") })
            #expect(!request.lowercased().contains("authorization:"))
        }
    }

    @Test func `what the token does not say is asked for`() async throws {
        var plan = FakeProvider.Plan()
        plan.claims = { claims in for name in ["email", "email_verified"] { claims[name] = nil } }
        plan.userInfo = ["sub": "person-1", "email": "grace@example.com", "email_verified": "true"]
        try await SignInDesk.open(plan) { desk in
            let person = try await desk.signIn()
            #expect(person.email?.text == "grace@example.com" && person.isEmailVerified)
        }
    }

    @Test func `user info about somebody else is refused`() async throws {
        var plan = FakeProvider.Plan()
        plan.claims = { $0["email"] = nil }
        plan.userInfo = ["sub": "person-2", "email": "eve@example.com"]
        try await SignInDesk.open(plan) { desk in
            await #expect(throws: OpenIDFailure.userInfoWrong) { try await desk.signIn() }
        }
    }

    @Test func `an address that nobody vouches for is not verified`() async throws {
        var plan = FakeProvider.Plan()
        plan.claims = { $0["email_verified"] = "yes" }
        try await SignInDesk.open(plan) { desk in
            let person = try await desk.signIn()
            #expect(person.email != nil && !person.isEmailVerified)
        }
    }

    @Test func `an answer counts once`() async throws {
        try await SignInDesk.open { desk in
            let departure = try await desk.openID.begin(SignInDesk.a, on: .signIn, returningTo: "/")
            let query = try desk.provider.approve(departure.address)
            let cookie = departure.cookie.reveal()
            _ = try await desk.openID.finish(query, cookie: cookie, at: SignInDesk.a)
            await #expect(throws: OpenIDFailure.stateUsed) {
                try await desk.openID.finish(query, cookie: cookie, at: SignInDesk.a)
            }
        }
    }

    @Test func `the answer of another browser's sign-in is refused`() async throws {
        try await SignInDesk.open { desk in
            let mine = try await desk.openID.begin(SignInDesk.a, on: .signIn, returningTo: "/")
            let other = try await desk.openID.begin(SignInDesk.a, on: .signIn, returningTo: "/")
            let query = try desk.provider.approve(other.address)
            await #expect(throws: OpenIDFailure.stateWrong) {
                try await desk.openID.finish(query, cookie: mine.cookie.reveal(), at: SignInDesk.a)
            }
            await #expect(throws: OpenIDFailure.cookieMissing) {
                try await desk.openID.finish(query, cookie: nil, at: SignInDesk.a)
            }
        }
    }

    @Test func `an answer that comes to another provider's address is refused`() async throws {
        try await SignInDesk.open { desk in
            let departure = try await desk.openID.begin(SignInDesk.a, on: .signIn, returningTo: "/")
            let query = try desk.provider.approve(departure.address)
            await #expect(throws: OpenIDFailure.providerMixedUp) {
                try await desk.openID.finish(query, cookie: departure.cookie.reveal(), at: SignInDesk.b)
            }
        }
    }

    @Test(arguments: [(599, true), (600, false), (9_999, false)])
    func `a person may take ten minutes`(seconds: Int, isTaken: Bool) async throws {
        try await SignInDesk.open { desk in
            let departure = try await desk.openID.begin(SignInDesk.a, on: .signIn, returningTo: "/")
            let query = try desk.provider.approve(departure.address)
            desk.time.advance(by: .seconds(seconds))
            let result = await Result.of { () async throws -> OpenIDIdentity in
                try await desk.openID.finish(query, cookie: departure.cookie.reveal(), at: SignInDesk.a)
            }
            #expect(isTaken ? (try? result.get()) != nil : result.failure == .cookieExpired)
        }
    }

    @Test func `a cookie that was changed, cut or sealed elsewhere is refused`() async throws {
        try await SignInDesk.open { desk in
            let departure = try await desk.openID.begin(SignInDesk.a, on: .signIn, returningTo: "/")
            let query = try desk.provider.approve(departure.address)
            let cookie = departure.cookie.reveal()
            for place in stride(from: 0, to: cookie.count, by: 7) {
                var changed = Array(cookie)
                changed[place] = changed[place] == "A" ? "B" : "A"
                for altered in [String(changed), String(cookie.prefix(place)) + "."] {
                    await #expect(throws: OpenIDFailure.cookieAltered) {
                        try await desk.openID.finish(query, cookie: altered, at: SignInDesk.a)
                    }
                }
            }
            let stranger = InstallationSeal(MasterKey(.seeded(8)), for: "openid")
            let otherUse = InstallationSeal(MasterKey(.seeded(7)), for: "other")
            for seal in [stranger, otherUse] {
                let state = OpenIDState(
                    SignInDesk.a,
                    on: .signIn,
                    page: "/",
                    endsAt: desk.time.now + .hours(1),
                    randomness: .seeded()
                )
                let forged = try state.sealed(with: seal).reveal()
                await #expect(throws: OpenIDFailure.cookieAltered) {
                    try await desk.openID.finish(query, cookie: forged, at: SignInDesk.a)
                }
            }
        }
    }

    @Test func `an answer must name its issuer when the provider promises it, and never another`()
        async throws
    {
        for (promises, issuer, isTaken) in [
            (true, nil, false), (true, "right", true), (false, nil, true),
            (false, "https://evil.example", false),
        ] as [(Bool, String?, Bool)] {
            var plan = FakeProvider.Plan()
            plan.metadata = { $0["authorization_response_iss_parameter_supported"] = promises }
            try await SignInDesk.open(plan) { desk in
                let departure = try await desk.openID.begin(SignInDesk.a, on: .signIn, returningTo: "/")
                var query = try desk.provider.approve(departure.address)
                let own = desk.openID.providers[0].issuer.text
                if let issuer { query += "&iss=\(issuer == "right" ? own : issuer)" }
                let result = await Result.of { [query] () async throws -> OpenIDIdentity in
                    try await desk.openID.finish(query, cookie: departure.cookie.reveal(), at: SignInDesk.a)
                }
                #expect(isTaken ? (try? result.get()) != nil : result.failure == .answerIssuerWrong)
            }
        }
    }

    @Test func `a no is a no, and a wrong code is refused by the provider`() async throws {
        try await SignInDesk.open { desk in
            for (change, failure) in [
                (("code=good%2Bcode", "error=access_denied"), OpenIDFailure.declined),
                (("code=good%2Bcode", "code=bad"), .codeRefused),
                (("code=good%2Bcode&", ""), .callbackMalformed),
                (("code=", "code=x&code="), .callbackMalformed),
            ] {
                let departure = try await desk.openID.begin(SignInDesk.a, on: .signIn, returningTo: "/")
                let query = try desk.provider.approve(departure.address).replacing(change.0, with: change.1)
                await #expect(throws: failure) {
                    try await desk.openID.finish(query, cookie: departure.cookie.reveal(), at: SignInDesk.a)
                }
            }
        }
    }

    @Test(arguments: OpenIDFailure.allCases)
    func `every failure is one problem for people`(failure: OpenIDFailure) {
        #expect(failure.problem == Problem(.openIDFailed))
        #expect(failure.rawValue.wholeMatch(of: /[a-z_]+/) != nil)
    }
}

extension Result where Failure == any Error {
    static func of(_ body: () async throws -> Success) async -> Self {
        do {
            return .success(try await body())
        } catch {
            return .failure(error)
        }
    }

    var failure: OpenIDFailure? {
        if case .failure(let error) = self { error as? OpenIDFailure } else { nil }
    }
}
