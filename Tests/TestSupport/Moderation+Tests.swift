import Accounts
import Foundation
import Imaging
import Kernel
package import Moderation
import Store
import Studio

/// Accounts, as the composition root hands them to Moderation.
struct TestMailboxes: Mailboxes {
    let accounts: Accounts

    func mailbox(of subject: SubjectID) async throws -> Mailbox? {
        try await accounts.mailAddress(of: subject).map {
            Mailbox(address: $0.address, language: $0.language)
        }
    }

    func correspondent(keptFor lifetime: Duration) async throws -> SubjectID {
        try await accounts.correspondent(keptFor: lifetime)
    }
}

/// Moderation, as the composition root hands it to the staff register.
struct TestCases: CaseSubjects {
    let moderation: Moderation

    func isNamed(_ subject: SubjectID) async throws -> Bool {
        try await moderation.hasCase(about: subject)
    }
}

/// One's own pictures at `/images/{id}`.
struct TestGallery: ReportableSource {
    let store: any Store

    func picture(at parts: [String], seenBy reporter: SubjectID?) async throws -> ReportedPicture? {
        guard let reporter, parts.count == 2, parts[0] == "images", let image = ImageID(parts[1]),
            try await store.read({ tx in try Studio.holds(image, of: reporter, in: tx) })
        else { return nil }
        return ReportedPicture(image: image, owner: reporter, isPublic: false)
    }
}

/// Moderation, as the composition root hands it to Studio, with a classifier that obeys the test.
struct TestScreening: Screening {
    let moderation: Moderation
    let score: @Sendable (Picture) -> Double
    let standing: Standing
    /// Whether every key was revoked since.
    let isKeyOver: Bool

    func standing(of subject: SubjectID) async throws -> Standing { standing }

    func requireStanding(_ key: APIKeyID, of subject: SubjectID) async throws {
        if isKeyOver { throw Problem(.apiKeyRevoked) }
    }

    func check(_ prompt: Prompt, of subject: SubjectID?) async throws {
        try await moderation.screen(prompt, of: subject)
    }

    func requireAllowed(_ subject: SubjectID) async throws {
        guard try await moderation.suspension(of: subject) == nil else { throw Problem(.accountSuspended) }
    }

    func requireGrown(_ subject: SubjectID) async throws {}

    func check(_ picture: Picture, of subject: SubjectID) async throws -> PictureVerdict {
        guard moderation.classifier.isOn else { return .passes }
        let seen = picture.withSamples { samples, _ in Data(samples.prefix(64)) }
        return switch try await moderation.judge(score: score(picture), fingerprint: seen, of: subject) {
        case .passes: .passes
        case .flagged(let flag): .noted(PictureFinding(scoreClass: flag.scoreClass, fingerprint: flag.input))
        case .refused(let link): .refused(Note(.imageRefused, appeal: link.text))
        }
    }

    func mayShow(draft: Picture, of subject: SubjectID) async throws -> Bool {
        !moderation.classifier.isOn || moderation.passes(score: score(draft))
    }

    func keep(
        _ finding: PictureFinding,
        on image: ImageID,
        of subject: SubjectID,
        in tx: Transaction
    ) throws {
        let flag = PictureFlag(scoreClass: finding.scoreClass, input: finding.fingerprint)
        try moderation.keep(flag, on: image, of: subject, in: tx)
    }

    func requireShown(_ image: ImageID) async throws {
        guard let sheet = try await moderation.withholding(of: image, in: .english) else { return }
        throw Problem(.imageWithheld, ["reason": sheet.decision.reason, "appeal": sheet.link.text])
    }
}

extension PromptRules {
    /// Rules as an operator writes them.
    package static func sample(_ text: String = sampleText) throws -> PromptRules {
        try RuleBook(text).rules
    }

    package static let sampleText = """
        [weapons]
        reason: Instructions for weapons are not drawn here.
        reason.zh-Hant: 這裡不畫武器。
        severity: high
        - pipe bomb
        - 土製炸彈
        """
}
