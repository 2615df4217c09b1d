package import Kernel

/// Where decisions reach somebody by mail.
package struct Mailbox: Sendable {
    package let address: EmailAddress
    package let language: Language

    package init(address: EmailAddress, language: Language) {
        self.address = address
        self.language = language
    }
}

/// Who can be written to; Accounts knows, and App wires it.
package protocol Mailboxes: Sendable {
    /// Nil for somebody without an account.
    func mailbox(of subject: SubjectID) async throws -> Mailbox?

    /// A subject for somebody who writes to us and has neither visit nor account; it is erased at the end of `lifetime`.
    func correspondent(keptFor lifetime: Duration) async throws -> SubjectID
}

/// A picture that was reported.
package struct ReportedPicture: Hashable, Sendable {
    package let image: ImageID
    package let owner: SubjectID
    /// Whether everybody may see it; else staff need a reason.
    package let isPublic: Bool

    package init(image: ImageID, owner: SubjectID, isPublic: Bool) {
        self.image = image
        self.owner = owner
        self.isPublic = isPublic
    }
}

/// Knows some of the addresses at which pictures can be seen; App lists them.
package protocol ReportableSource: Sendable {
    /// The picture at a path of ours, if whoever reports it can see it there; `parts` are without a language.
    func picture(at parts: [String], seenBy reporter: SubjectID?) async throws -> ReportedPicture?
}

/// Who may decide; the staff register knows, and App wires it.
package protocol Deciders: Sendable {
    /// How many members of staff may decide cases.
    func count() async throws -> Int
}

/// Where the links in mails lead; the composition root knows the site map.
package struct ModerationLinks: Sendable {
    package let appeal: @Sendable (AppealLink, Language) -> String
    /// The base URLs that are ours, without a slash at the end.
    package let bases: [String]

    package init(
        bases: [String],
        appeal: @escaping @Sendable (AppealLink, Language) -> String
    ) {
        self.bases = bases
        self.appeal = appeal
    }
}
