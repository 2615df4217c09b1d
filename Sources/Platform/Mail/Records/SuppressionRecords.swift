import FoundationEssentials
import Kernel
import Store

/// The SQL of `mail_suppression`: which addresses want no mails of a class any more.
struct SuppressionRecords {
    private let tx: Transaction

    init(_ tx: Transaction) {
        self.tx = tx
    }

    /// Asking again changes nothing but the time from which the entry is kept.
    func insert(_ index: Data, _ mailClass: MailClass, now: Timestamp) throws {
        try tx.run(
            """
            INSERT INTO mail_suppression (address_index, class, at) VALUES (\(index), \(mailClass), \(now))
            ON CONFLICT (address_index, class) DO UPDATE SET at = excluded.at
            """
        )
    }

    func holds(_ index: Data, _ mailClass: MailClass) throws -> Bool {
        let question: SQL =
            "SELECT 1 AS one FROM mail_suppression WHERE address_index = \(index) AND class = \(mailClass)"
        return try tx.first(question) { _ in true } ?? false
    }

    func delete(_ index: Data, _ mailClass: MailClass) throws {
        try tx.run("DELETE FROM mail_suppression WHERE address_index = \(index) AND class = \(mailClass)")
    }
}

extension MailClass: SQLConvertible {}
