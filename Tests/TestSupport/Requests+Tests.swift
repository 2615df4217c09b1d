import Accounts
import Foundation
import Kernel
package import Privacy

extension RequestDesk {
    /// The desk as the composition root puts it together, in a zone east of Greenwich.
    static func forTests(
        over privacy: Privacy,
        _ platform: RequestPlatform,
        _ accounts: Accounts,
        _ staff: Staff,
        agents: [Agent]
    ) throws -> RequestDesk {
        RequestDesk(
            privacy: privacy,
            platform: platform,
            people: TestPeople(accounts: accounts, staff: staff),
            words: RequestWords(
                status: { "http://localhost/\($1.rawValue)/privacy/request/\($0.text)" },
                queue: { "http://localhost/admin/requests/\($0.text)" },
                kind: { kind, _ in kind.rawValue },
                ground: { ground, _ in ground.rawValue },
                done: { kind, _ in "done: \(kind.rawValue)" },
                archive: { "http://localhost/\($0.rawValue)/privacy/export" }
            ),
            office: RequestOffice(
                contact: EmailAddress("privacy@studio.example"),
                authority: "Example authority, 1 Sample Road",
                zone: "Asia/Taipei",
                regimes: try .forTests
            ),
            agents: AgentRegister(agents)
        )
    }
}

extension RegimeTable {
    /// The table that the product ships.
    package static var forTests: RegimeTable { get throws { try loaded.get() } }

    private static let loaded = Result {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../share/privacy/regimes.json").standardizedFileURL
        return try RegimeTable(json: Data(contentsOf: file))
    }
}

/// Accounts, as the composition root hands them to the rights desk.
private struct TestPeople: RequestPeople {
    let accounts: Accounts
    let staff: Staff

    func correspondent(keptFor lifetime: Duration) async throws -> SubjectID {
        try await accounts.correspondent(keptFor: lifetime)
    }

    func addressee(_ typed: EmailAddress, otherwise nobody: SubjectID) async throws -> RequestAddressee {
        let found = try await accounts.addressee(typed, otherwise: nobody)
        return RequestAddressee(account: found.account, email: found.email)
    }

    func hasSecondFactor(_ account: SubjectID) async throws -> Bool {
        try await accounts.secondFactors(of: account).isSet
    }

    func mailbox(of account: SubjectID) async throws -> EmailAddress? {
        try await accounts.mailbox(answering: account)
    }

    func account(namedIn text: String) async throws -> SubjectID? {
        guard let address = EmailAddress(text) else { return nil }
        return try await staff.find(address)
    }
}
