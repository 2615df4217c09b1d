import Audit
import Kernel
import Privacy

extension Core {
    /// Opens what lies at `places`: migrates it, compares it with the inventory, and puts everything together.
    /// - Throws: whatever forbids the start, with a description that says what to do: `VaultRefusal`, `UndeclaredStore`,
    ///   `StoreError`, `PurposeRefusal`.
    package static func open(
        _ places: CorePlaces,
        _ choices: Choices,
        _ ambience: Ambience
    ) async throws -> Core {
        let foundation = try await CoreFoundation(places, choices, ambience)
        let accounts = foundation.accounts()
        let moderation = foundation.moderation(accounts)
        let classifier = foundation.classifier()
        let router = foundation.router()
        let webhooks = foundation.webhooks(accounts)
        let studio = try foundation.studio(moderation, classifier, accounts, router, webhooks)
        let archives = foundation.archives(studio, accounts)
        let privacy = foundation.privacy(studio, accounts, archives)
        let (mail, audit) = (foundation.mail, foundation.audit)
        return Core(
            store: places.store,
            ring: foundation.ring,
            vault: foundation.vault,
            blobStore: places.blobs,
            spool: places.spool,
            gate: foundation.gate,
            queue: foundation.queue,
            imaging: foundation.imaging,
            provenance: foundation.provenance,
            audit: audit,
            auditWatch: AuditWatch(log: audit, witness: places.witness),
            outbound: foundation.outbound,
            accounts: accounts,
            openID: foundation.openID(),
            moderation: moderation,
            classifier: classifier,
            privacy: privacy,
            sweeper: foundation.sweeper(privacy, archives),
            choices: foundation.privacyChoices(),
            requests: foundation.requests(privacy, archives, accounts, moderation),
            archives: archives,
            studio: studio,
            webhooks: webhooks,
            router: router,
            mail: mail,
            analytics: foundation.analytics(),
            corrections: foundation.corrections,
            tamperedCopies: choices.tamperedCopies,
            overview: overview(places, choices.outside, mail, audit, ambience.clock),
            ambience: ambience,
            backups: choices.backups
        )
    }
}
