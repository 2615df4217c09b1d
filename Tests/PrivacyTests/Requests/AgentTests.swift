import Crypto
import Foundation
import Kernel
import TestSupport
import Testing

@testable import Privacy

struct AgentTests {
    private static let key = Curve25519.Signing.PrivateKey()

    private static func installation() async throws -> TestInstallation {
        var plan = TestInstallation.Plan()
        plan.agents = [
            try #require(
                Agent(
                    id: "EXAMPLE",
                    name: "Example",
                    key: key.publicKey.rawRepresentation,
                    business: "STUDIO"
                )
            )
        ]
        return try await TestInstallation(plan)
    }

    private static func signed(
        _ installation: TestInstallation,
        _ changes: [String: String] = [:],
        by signer: Curve25519.Signing.PrivateKey = key
    ) throws -> Data {
        let now = installation.time.clock.now()
        var message = [
            "agent-id": "EXAMPLE", "business-id": "STUDIO", "issued-at": (now - .seconds(5)).description,
            "expires-at": (now + .seconds(300)).description, "agent-request-id": "1", "drp.version": "1.0",
            "exercise": "deletion", "regime": "ccpa", "email": "mei@mail.example",
        ]
        message.merge(changes) { $1 }
        let bytes = try JSONEncoder().encode(message)
        return Data((try signer.signature(for: bytes) + bytes).base64EncodedString().utf8)
    }

    @Test func `a demand waits for the person's code, and the same one again is the same`() async throws {
        let installation = try await Self.installation()
        let desk = installation.requests
        let token = try desk.pair("EXAMPLE", with: Self.signed(installation)).token
        let agent = try desk.agent(bearing: token)
        let status = try await desk.exercise(Self.signed(installation), by: agent)
        #expect(status.status == "in_progress" && status.reason == "need_user_verification")
        #expect(status.agentRequestID == "1" && status.verificationURL != nil)
        let again = try await desk.exercise(Self.signed(installation), by: agent)
        #expect(again.requestID == status.requestID)
        let id = try #require(RightsRequestID(status.requestID))
        let revoked = try await desk.revoke(id, Self.signed(installation), by: agent)
        #expect(revoked.status == "revoked")
    }

    @Test func `an agent is told when its person's archive is made, and where the person fetches it`()
        async throws
    {
        let installation = try await Self.installation()
        _ = try await installation.newMember()
        let agent = try #require(installation.requests.agents["EXAMPLE"])
        let body = try Self.signed(installation, ["exercise": "access"])
        let taken = try await installation.requests.exercise(body, by: agent)
        let id = try #require(RightsRequestID(taken.requestID))
        let code = try await installation.code(for: id)
        try await installation.requests.verify(installation.requests.link(to: id), with: code)
        let status = try await installation.requests.status(of: id, for: agent)
        #expect(status.status == "fulfilled" && status.verificationURL == nil)
        #expect(status.resultsURL?.hasSuffix("/privacy/export") == true)
        #expect(status.expiresAt == (installation.time.now + Archives.patience).description)
    }

    @Test(arguments: [("sale:opt-out", "fulfilled"), ("sale:opt-in", "denied")])
    func `nothing is ever sold`(exercise: String, status: String) async throws {
        let installation = try await Self.installation()
        let agent = try #require(installation.requests.agents["EXAMPLE"])
        let body = try Self.signed(installation, ["exercise": exercise])
        #expect(try await installation.requests.exercise(body, by: agent).status == status)
    }

    @Test(arguments: [
        (["agent-id": "OTHER"], 403), (["business-id": "OTHER"], 403),
        (["issued-at": "2099-01-01T00:00:00Z"], 403), (["expires-at": "2020-01-01T00:00:00.5+02:00"], 403),
        (["exercise": "everything"], 400), (["drp.version": "0.9"], 400), (["email": "nobody"], 400),
    ])
    func `what does not fit is refused in the protocol's shape`(
        changes: [String: String],
        status: Int
    ) async throws {
        let installation = try await Self.installation()
        let agent = try #require(installation.requests.agents["EXAMPLE"])
        let body = try Self.signed(installation, changes)
        await #expect {
            _ = try await installation.requests.exercise(body, by: agent)
        } throws: { ($0 as? AgentRefusal)?.status == status }
        #expect(try await installation.rows(in: "privacy_request") == 0)
    }

    @Test func `another's signature, a broken body and another's bearer are refused`() async throws {
        let installation = try await Self.installation()
        let agent = try #require(installation.requests.agents["EXAMPLE"])
        for body in [
            try Self.signed(installation, by: Curve25519.Signing.PrivateKey()), Data("x".utf8), Data(),
        ] {
            await #expect(throws: AgentRefusal.self) {
                _ = try await installation.requests.exercise(body, by: agent)
            }
        }
        for bearer in [nil, "", "EXAMPLE", "EXAMPLE.0", "OTHER.0"] as [String?] {
            #expect(throws: AgentRefusal.self) { _ = try installation.requests.agent(bearing: bearer) }
        }
    }
}
