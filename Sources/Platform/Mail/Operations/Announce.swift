package import Kernel
package import Store

extension Mail {
    /// Keeps a campaign; the same words of the same kind are one.
    package func keep(
        _ kind: MailKind,
        saying words: [Language: CampaignWords],
        in tx: Transaction
    ) throws -> Campaign {
        let records = CampaignRecords(tx)
        let new = Campaign(id: ids.next(), kind: kind, words: words, madeAt: clock.now(), finishedAt: nil)
        try records.insert(new)
        return try records.campaign(kind, words) ?? new
    }

    package func campaign(_ id: CampaignID, in tx: Transaction) throws -> Campaign? {
        try CampaignRecords(tx).campaign(id)
    }

    package func finish(_ campaign: Campaign, in tx: Transaction) throws {
        try CampaignRecords(tx).finish(campaign.id, at: clock.now())
    }

    package func hasReached(_ reader: SubjectID, _ campaign: Campaign, in tx: Transaction) throws -> Bool {
        try CampaignRecords(tx).hasReached(reader, campaign.id)
    }

    /// Queues a campaign's mail to one reader, once, whoever tries again.
    /// - Throws: `Problem`, as `requireLeave` does.
    package func send(
        _ campaign: Campaign,
        to address: EmailAddress,
        in language: Language,
        for subject: SubjectID
    ) async throws {
        let letter = try Letter(campaign.kind, to: address, in: language, campaign: campaign.id)
        let (sealed, now) = (try await seal(letter, for: subject), clock.now())
        let mail = self
        try await store.write { tx in
            guard try CampaignRecords(tx).add(subject, of: campaign.id, at: now) else { return }
            try mail.add(sealed, in: tx)
        }
        wake()
    }
}
