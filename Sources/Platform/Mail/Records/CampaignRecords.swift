import FoundationEssentials
import Kernel
import Store

/// The SQL of `mail_campaign` and `mail_campaign_reader`.
struct CampaignRecords {
    private let tx: Transaction

    init(_ tx: Transaction) {
        self.tx = tx
    }

    /// Leaves one of the same kind and words as it is.
    func insert(_ campaign: Campaign) throws {
        try tx.run(
            """
            INSERT INTO mail_campaign (id, digest, kind, words, made_at)
            VALUES (\(campaign.id), \(campaign.words.digest), \(campaign.kind), \(try Self.json(campaign.words)),
                \(campaign.madeAt))
            ON CONFLICT (kind, digest) DO NOTHING
            """
        )
    }

    func campaign(_ kind: MailKind, _ words: [Language: CampaignWords]) throws -> Campaign? {
        try first("kind = \(kind) AND digest = \(words.digest)")
    }

    func campaign(_ id: CampaignID) throws -> Campaign? {
        try first("id = \(id)")
    }

    func finish(_ id: CampaignID, at now: Timestamp) throws {
        try tx.run("UPDATE mail_campaign SET finished_at = \(now) WHERE id = \(id)")
    }

    /// - Returns: whether it is the first time.
    func add(_ reader: SubjectID, of id: CampaignID, at now: Timestamp) throws -> Bool {
        try tx.run(
            """
            INSERT INTO mail_campaign_reader (campaign_id, subject_id, at) VALUES (\(id), \(reader), \(now))
            ON CONFLICT (campaign_id, subject_id) DO NOTHING
            """
        ) > 0
    }

    func hasReached(_ reader: SubjectID, _ id: CampaignID) throws -> Bool {
        let question: SQL =
            "SELECT 1 AS one FROM mail_campaign_reader WHERE campaign_id = \(id) AND subject_id = \(reader)"
        return try tx.first(question) { _ in true } ?? false
    }

    private func first(_ condition: SQL) throws -> Campaign? {
        try tx.first(
            "SELECT id, kind, words, made_at, finished_at FROM mail_campaign WHERE \(condition)",
            Campaign.init(row:)
        )
    }

    private static func json(_ words: [Language: CampaignWords]) throws -> String {
        let byName = Dictionary(uniqueKeysWithValues: words.map { ($0.key.rawValue, $0.value) })
        return String(decoding: try JSONEncoder().encode(byName), as: UTF8.self)
    }
}

extension Campaign {
    fileprivate init(row: Row) throws {
        let text: String = try row.get("words")
        let byName = try JSONDecoder().decode([String: CampaignWords].self, from: Data(text.utf8))
        let known = byName.compactMap { name, words in Language(rawValue: name).map { ($0, words) } }
        try self.init(
            id: row.get("id"),
            kind: row.get("kind"),
            words: Dictionary(uniqueKeysWithValues: known),
            madeAt: row.get("made_at"),
            finishedAt: row.get("finished_at")
        )
    }
}
