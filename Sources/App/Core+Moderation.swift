package import Accounts
package import FoundationEssentials
import HTTPKit
package import Imaging
package import Kernel
package import Moderation
package import Neural
package import Privacy
package import Store
package import Studio
package import Vault

extension Core {
    /// What an installation refuses, and where decisions lead.
    package struct ModerationChoices: Sendable {
        package let book: RuleBook
        package let classifier: ClassifierChoice
        /// The classifier's weights, whether they are there or not.
        package let weights: URL
        package let links: ModerationLinks

        package init(
            book: RuleBook,
            classifier: ClassifierChoice,
            weights: URL,
            links: ModerationLinks
        ) {
            self.book = book
            self.classifier = classifier
            self.weights = weights
            self.links = links
        }
    }
}

extension Core.ModerationChoices {
    /// What the settings choose; a command on its own refuses nothing.
    /// - Throws: `RuleFileRefusal`; `ClassifierError` when thresholds are set and the weights are missing or damaged.
    init(_ share: ShareFolder, _ settings: Settings?) throws {
        let weights = share.folder.appending(path: PictureClassifier.weightsPath)
        let wish = settings?.moderation
        if wish?.isClassifierWanted == true { try PictureClassifier.check(weights) }
        self.init(
            book: try RuleBook(file: wish?.blockList, isRequired: wish?.isBlockListNamed ?? false),
            classifier: ClassifierChoice(
                review: wish?.review,
                refuse: wish?.refuse,
                version: PictureClassifier.version
            ),
            weights: weights,
            links: ModerationLinks(at: settings.map { "\($0.baseURL)" } ?? "http://localhost")
        )
    }
}

extension ModerationLinks {
    /// The links of the site map below a base URL.
    package init(at base: String) {
        self.init(
            bases: [base],
            appeal: { base + Route.appeal($0).path(in: $1) }
        )
    }
}

/// Accounts, as far as Moderation writes to people.
package struct AccountMailboxes: Mailboxes {
    let accounts: Accounts

    package init(accounts: Accounts) {
        self.accounts = accounts
    }

    package func mailbox(of subject: SubjectID) async throws -> Mailbox? {
        try await accounts.mailAddress(of: subject).map {
            Mailbox(address: $0.address, language: $0.language)
        }
    }

    package func correspondent(keptFor lifetime: Duration) async throws -> SubjectID {
        try await accounts.correspondent(keptFor: lifetime)
    }
}

/// Moderation, as far as staff may see somebody for its sake.
struct NamedInCases: CaseSubjects {
    let moderation: Moderation

    func isNamed(_ subject: SubjectID) async throws -> Bool {
        try await moderation.hasCase(about: subject)
    }
}

/// One's own pictures, at the addresses where one sees them.
package struct OwnGallery: ReportableSource {
    private let store: any Store

    package init(store: any Store) {
        self.store = store
    }

    package func picture(at parts: [String], seenBy reporter: SubjectID?) async throws -> ReportedPicture? {
        let parts = parts.first == "api" ? parts.dropFirst() : parts[...]
        guard let reporter, parts.first == "images",
            let image = parts.dropFirst().first.flatMap({ ImageID($0) }),
            try await store.read({ tx in try Studio.holds(image, of: reporter, in: tx) })
        else { return nil }
        return ReportedPicture(image: image, owner: reporter, isPublic: false)
    }
}

/// Pictures that people share, at the addresses that they give away.
package struct SharedPictures: ReportableSource {
    private let store: any Store
    private let vault: Vault
    private let clock: Clock

    package init(store: any Store, vault: Vault, clock: Clock) {
        self.store = store
        self.vault = vault
        self.clock = clock
    }

    package func picture(at parts: [String], seenBy reporter: SubjectID?) async throws -> ReportedPicture? {
        guard parts.first == "s", let token = parts.dropFirst().first.flatMap({ ShareToken($0) }) else {
            return nil
        }
        let (vault, now) = (vault, clock.now())
        let found = try await store.read { tx in
            try Studio.picture(sharedBy: token, vault: vault, at: now, in: tx)
        }
        return found.map { ReportedPicture(image: $0.image, owner: $0.owner, isPublic: true) }
    }
}

/// Moderation, as far as Studio asks it.
package struct ModeratedStudio: Screening {
    private let moderation: Moderation
    private let classifier: PictureClassifier
    private let restricted: RestrictedPictures
    private let accounts: Accounts
    /// Whether models elsewhere are for those who have an account.
    private let needsAccount: Bool

    package init(
        moderation: Moderation,
        classifier: PictureClassifier,
        restricted: RestrictedPictures,
        accounts: Accounts,
        needsAccount: Bool
    ) {
        self.moderation = moderation
        self.classifier = classifier
        self.restricted = restricted
        self.accounts = accounts
        self.needsAccount = needsAccount
    }

    package func check(_ prompt: Prompt, of subject: SubjectID?) async throws {
        try await moderation.screen(prompt, of: subject)
    }

    package func requireAllowed(_ subject: SubjectID) async throws {
        guard let suspension = try await moderation.suspension(of: subject) else { return }
        throw Problem(suspension, appeal: moderation.link(to: suspension.decision))
    }

    package func requireGrown(_ subject: SubjectID) async throws {
        if needsAccount, try await !accounts.hasAccount(subject) { throw Problem(.signInRequired) }
        try await accounts.requireAge(of: subject, ticket: nil)
    }

    package func requireStanding(_ key: APIKeyID, of subject: SubjectID) async throws {
        _ = try await accounts.standingKey(key, of: subject)
    }

    package func standing(of subject: SubjectID) async throws -> Standing {
        guard let isStaff = try await accounts.isStaff(subject) else { return .visitor }
        return isStaff ? .staff : .member
    }

    package func check(_ picture: Picture, of subject: SubjectID) async throws -> PictureVerdict {
        guard moderation.classifier.isOn else { return .passes }
        let found = try await classifier.judge(picture)
        return switch try await moderation.judge(score: found.score, fingerprint: found.seen, of: subject) {
        case .passes: .passes
        case .flagged(let flag): .noted(PictureFinding(flag))
        case .refused(let link): .refused(Note(.imageRefused, appeal: link.text))
        }
    }

    package func mayShow(draft: Picture, of subject: SubjectID) async throws -> Bool {
        guard moderation.classifier.isOn else { return true }
        return moderation.passes(score: try await classifier.judge(draft).score)
    }

    package func keep(
        _ finding: PictureFinding,
        on image: ImageID,
        of subject: SubjectID,
        in tx: Transaction
    ) throws {
        try moderation.keep(PictureFlag(finding), on: image, of: subject, in: tx)
    }

    package func requireShown(_ image: ImageID) async throws {
        try await restricted.requireFree(image)
        guard let sheet = try await moderation.withholding(of: image, in: .english) else { return }
        throw Problem(.imageWithheld, ["reason": sheet.decision.reason, "appeal": sheet.link.text])
    }
}

extension PictureFinding {
    fileprivate init(_ flag: PictureFlag) {
        self.init(scoreClass: flag.scoreClass, fingerprint: flag.input)
    }
}

extension PictureFlag {
    fileprivate init(_ finding: PictureFinding) {
        self.init(scoreClass: finding.scoreClass, input: finding.fingerprint)
    }
}
