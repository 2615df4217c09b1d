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

    private func tokens() async throws -> FormTokens {
        let place = try await TestInstallation()
        return FormTokens(vault: place.vault, clock: place.time.clock, randomness: .system)
    }
}
