import FoundationEssentials
import Kernel
import Store

/// The SQL of `accounts_link`: links in mails, each good once.
struct LinkRecords {
    private let tx: Transaction

    init(_ tx: Transaction) {
        self.tx = tx
    }

    func insert(
        _ link: Link,
        id: RowID,
        token: Data,
        now: Timestamp
    ) throws {
        try tx.run(
            """
            INSERT INTO accounts_link (id, subject_id, token_index, use, made_at, expires_at)
            VALUES (\(id), \(link.subject), \(token), \(link.use), \(now), \(now + link.use.lifetime))
            """
        )
    }

    /// The link of a token; nil when it is over or used.
    func link(
        token: Data,
        for use: LinkUse,
        now: Timestamp
    ) throws -> Link? {
        try tx.first(
            """
            SELECT subject_id, use FROM accounts_link
            WHERE token_index = \(token) AND use = \(use) AND expires_at > \(now)
            """
        ) { try Link(subject: $0.get("subject_id"), use: $0.get("use")) }
    }

    /// Takes a link away: of several that try at once, one succeeds.
    func take(token: Data) throws -> Bool {
        try tx.run("DELETE FROM accounts_link WHERE token_index = \(token)") == 1
    }

    func deleteAll(of subject: SubjectID, for use: LinkUse) throws {
        try tx.run("DELETE FROM accounts_link WHERE subject_id = \(subject) AND use = \(use)")
    }

    /// Takes away every link of a person.
    func deleteAll(of subject: SubjectID) throws {
        try tx.run("DELETE FROM accounts_link WHERE subject_id = \(subject)")
    }
}

/// Whom a link in a mail is for, and what for.
struct Link: Hashable, Sendable {
    let subject: SubjectID
    let use: LinkUse
}

enum LinkUse: String, Sendable, SQLConvertible {
    /// Sets a new password.
    case reset
    /// Sets the first password of an account that was made for somebody of the staff.
    case invitation
    /// Agrees, from the old mailbox, that an account has another address; or stops that.
    case oldAddress = "old_address"
    /// Agrees from the new one.
    case newAddress = "new_address"
    /// Leads nowhere: for an address without an account, so that both leave the same traces.
    case nothing

    var lifetime: Duration {
        switch self {
        case .reset, .nothing: .seconds(3_600)
        case .invitation: .days(1)
        case .oldAddress, .newAddress: EmailChange.lifetime
        }
    }
}
