import Accounts
import FoundationEssentials
import HTTPKit
package import Kernel
package import Privacy
import Store
import Studio

extension Core {
    /// Who answers requests about data here, by which calendar, and which agents may ask for others.
    package struct RequestChoices: Sendable {
        package let office: RequestOffice
        package let agents: AgentRegister
        package let words: RequestWords

        package init(
            office: RequestOffice,
            agents: AgentRegister,
            words: RequestWords
        ) {
            self.office = office
            self.agents = agents
            self.words = words
        }
    }
}

extension Core.RequestChoices {
    /// What the share folder and the settings say.
    /// - Throws: `RegimeRefusal`.
    init(_ share: ShareFolder, _ words: Catalogues, _ settings: Settings?) throws {
        let file = share.folder.appending(path: "privacy/regimes.json")
        self.init(
            office: RequestOffice(
                contact: settings?.contact.email,
                authority: settings?.requests.authority,
                zone: settings?.requests.zone ?? "UTC",
                regimes: try RegimeTable(json: Data(contentsOf: file))
            ),
            agents: AgentRegister(settings?.requests.agents ?? []),
            words: RequestWords(
                at: settings.map { "\($0.baseURL)" } ?? "http://localhost",
                words
            )
        )
    }
}

extension RequestWords {
    /// The links of the site map below a base URL, and the catalogues' words.
    package init(at base: String, _ catalogues: Catalogues) {
        self.init(
            status: { base + Route.privacyRequestStatus($0).path(in: $1) },
            queue: { base + Route.admin(.request($0)).path },
            kind: { catalogues[$1]["request.kind.\($0.rawValue)"] },
            ground: { catalogues[$1]["request.ground.\($0.rawValue)"] },
            done: { kind, language in
                RequestWords.ending(of: kind, in: language, at: base).map { catalogues[language][$0] }
            },
            archive: { base + Route.exportPage.path(in: $0) }
        )
    }

    private static func ending(
        of kind: RequestKind,
        in language: Language,
        at base: String
    ) -> Message? {
        switch kind {
        case .access, .portability:
            Message("request.done.archive", ["link": base + Route.exportPage.path(in: language)])
        case .restriction:
            Message("request.done.restriction", ["link": base + Route.privacyRestrict.path(in: language)])
        case .correction, .deletion, .objection, .childReport, .other:
            nil
        }
    }
}

/// Accounts and pictures, as far as the rights desk asks them.
struct PeopleOfRequests: RequestPeople {
    let accounts: Accounts
    let staff: Staff
    let store: any Store

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
        guard let found = try await owner(namedIn: text) else { return nil }
        // A report must not be a way to lock out those who would check it.
        return try await staff.role(of: found) == nil ? found : nil
    }

    private func owner(namedIn text: String) async throws -> SubjectID? {
        let words = text.split { $0.isWhitespace || "<>()[],;:\"'/?#=&".contains($0) }.prefix(2_000)
        for word in words {
            let word = word.drop { $0 == "." }
            if let image = ImageID(word.prefix(30)) {
                if let owner = try await store.read({ tx in try Studio.owner(of: image, in: tx) }) {
                    return owner
                }
            } else if word.contains("@") {
                let address = EmailAddress(word) ?? EmailAddress(word.dropLast())
                guard let address else { continue }
                if let owner = try await staff.find(address) { return owner }
            }
        }
        return nil
    }
}
