import FoundationEssentials
package import Kernel

/// Who is behind an address or an account; App wires it to Accounts.
package protocol RequestPeople: Sendable {
    /// A subject of its own for one request, which outlives the account that it may be about.
    func correspondent(keptFor lifetime: Duration) async throws -> SubjectID

    /// Where a mail about an address goes: of an account always to the spelling on file.
    ///
    /// An address without an account costs the same work; `nobody` has a key then.
    func addressee(_ typed: EmailAddress, otherwise nobody: SubjectID) async throws -> RequestAddressee

    /// Whether an account asks for more than its password and its mailbox.
    func hasSecondFactor(_ account: SubjectID) async throws -> Bool

    /// Where somebody with an account is written to; nil for anybody else.
    func mailbox(of account: SubjectID) async throws -> EmailAddress?

    /// Whose account a text names: by its address, or by a picture's id; nil for nobody's, or for one of staff, whose role
    /// has to go first.
    func account(namedIn text: String) async throws -> SubjectID?
}

package struct RequestAddressee: Sendable {
    package let account: SubjectID?
    package let email: EmailAddress

    package init(account: SubjectID?, email: EmailAddress) {
        self.account = account
        self.email = email
    }
}

/// What the desk's mails say and where they lead; the composition root knows catalogues and site map.
package struct RequestWords: Sendable {
    let status: @Sendable (RequestLink, Language) -> String
    let queue: @Sendable (RightsRequestID) -> String
    let kind: @Sendable (RequestKind, Language) -> String
    let ground: @Sendable (RefusalGround, Language) -> String
    /// What a letter tells of a request that was done at once; nil where there is nothing to tell.
    let done: @Sendable (RequestKind, Language) -> String?
    /// Where people fetch their archives.
    let archive: @Sendable (Language) -> String

    package init(
        status: @escaping @Sendable (RequestLink, Language) -> String,
        queue: @escaping @Sendable (RightsRequestID) -> String,
        kind: @escaping @Sendable (RequestKind, Language) -> String,
        ground: @escaping @Sendable (RefusalGround, Language) -> String,
        done: @escaping @Sendable (RequestKind, Language) -> String?,
        archive: @escaping @Sendable (Language) -> String
    ) {
        self.status = status
        self.queue = queue
        self.kind = kind
        self.ground = ground
        self.done = done
        self.archive = archive
    }
}

/// Who answers requests, and by which calendar.
package struct RequestOffice: Sendable {
    /// Where alarms go; nil on a local server without one.
    let contact: EmailAddress?
    /// Where one can complain, as the operator says it.
    let authority: String?
    /// The name of the operator's time zone, `Asia/Taipei`.
    let zone: String
    package let regimes: RegimeTable

    package init(
        contact: EmailAddress?,
        authority: String?,
        zone: String,
        regimes: RegimeTable
    ) {
        self.contact = contact
        self.authority = authority
        self.zone = zone
        self.regimes = regimes
    }
}
