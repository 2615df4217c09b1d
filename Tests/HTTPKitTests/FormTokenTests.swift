import HTTPKit
import Kernel
import TestSupport
import Testing

struct FormTokenTests {
    @Test func `a token is good for the one that it was made for, and for no other`() async throws {
        let tokens = try await tokens()
        let token = tokens.token(for: .sample(1))
        try tokens.check(token, for: .sample(1))
        #expect(throws: Problem(.formExpired)) { try tokens.check(token, for: .sample(2)) }
        #expect(throws: Problem(.formExpired)) { try tokens.check(token, for: nil) }
    }

    @Test(arguments: ["", "x", "0.0.0", "-1.0.0", "\(Int64.min).0.0", "\(Int64.max).0.0"])
    func `whatever else is sent is refused, and harms nothing`(token: String) async throws {
        let tokens = try await tokens()
        #expect(throws: Problem(.formExpired)) { try tokens.check(token, for: nil) }
    }

    @Test func `what somebody did is vouched for to them alone, as what it was, for an hour`() async throws {
        let place = try await TestInstallation()
        let tokens = tokens(place)
        let mark = tokens.mark(of: "/account/keys revoked", by: .sample(1))
        #expect(tokens.vouches(mark, for: "/account/keys revoked", by: .sample(1)))
        #expect(!tokens.vouches(mark, for: "/account/keys revoked", by: .sample(2)))
        #expect(!tokens.vouches(mark, for: "/account/keys again", by: .sample(1)))
        place.time.advance(by: .seconds(3_600))
        #expect(tokens.vouches(mark, for: "/account/keys revoked", by: .sample(1)))
        place.time.advance(by: .seconds(60))
        #expect(!tokens.vouches(mark, for: "/account/keys revoked", by: .sample(1)))
    }

    @Test(arguments: ["", "yes", "0.0", "\(Int64.min).0", "\(Int64.max).0", "1.2.3"])
    func `what nobody did is not vouched for`(mark: String) async throws {
        #expect(!(try await tokens().vouches(mark, for: "", by: .sample(1))))
    }

    private func tokens() async throws -> FormTokens {
        tokens(try await TestInstallation())
    }

    private func tokens(_ place: TestInstallation) -> FormTokens {
        FormTokens(vault: place.vault, clock: place.time.clock, randomness: .system)
    }
}
