package import Accounts
import Audit
import Billing
import Blobs
package import Engines
package import Imaging
package import Kernel
import Logging
import Mail
import Metrics
import Moderation
import Neural
package import Outbound
import Privacy
import Purposes
package import Queue
package import Store
package import Studio
import Vault

extension Core {
    /// Every migration, in the order in which a new database gets them.
    package static let migrations: [Migration] =
        Queue.migrations + Accounts.migrations + Billing.migrations + Studio.migrations + Privacy.migrations
        + Mail.migrations + AuditLog.migrations + Staff.migrations + Moderation.migrations
        + Archives.migrations

    /// Every column of the main database.
    package static let inventory: [InventoryTable] =
        Queue.inventory + Accounts.inventory + Billing.inventory + Studio.inventory + Privacy.inventory
        + Mail.inventory + AuditLog.inventory + Staff.inventory + Moderation.inventory
        + Archives.inventory

    /// What the policy in force allows.
    static let purposes = [
        ProvideService.definition, SecureService.definition, HonourRights.definition, NotifyByMail.definition,
        ManageAccount.definition, ProtectChildren.definition, AccountForActs.definition,
        InspectWithReason.definition, MeasureUsage.definition, SendNews.definition, TrainModels.definition,
    ]

    /// Every kind of file about people.
    package static let files: [InventoryFile] = Studio.files + Mail.files + Archives.files

    /// What differs between installations.
    package struct Choices: Sendable {
        package let models: ModelRegistry
        /// Engines by the name that models call them by.
        package let engines: @Sendable (Imaging) throws -> [String: any Engine]
        package var limits: StudioLimits
        package let mail: MailChoices
        package let accounts: AccountChoices
        package let moderation: ModerationChoices
        package var queue: QueueSettings
        /// The name that the audit log's checkpoints bear.
        package let auditOrigin: String
        package var outside = Outside()
        package var archives = ArchiveChoices()

        package init(
            models: ModelRegistry,
            engines: @escaping @Sendable (Imaging) throws -> [String: any Engine],
            limits: StudioLimits,
            mail: MailChoices,
            accounts: AccountChoices,
            moderation: ModerationChoices,
            queue: QueueSettings,
            auditOrigin: String
        ) {
            self.models = models
            self.engines = engines
            self.limits = limits
            self.mail = mail
            self.accounts = accounts
            self.moderation = moderation
            self.queue = queue
            self.auditOrigin = auditOrigin
        }
    }

    /// What may be asked outside, and who is believed there; without settings nothing and nobody.
    package struct Outside: Sendable {
        package var policy = OutboundPolicy(isLocal: true)
        package var providers: [OpenIDProvider] = []
        /// Where a provider sends people back to.
        package var returnAddress: @Sendable (OpenIDProvider.ID) -> String = { _ in "" }

        package init() {}
    }

    /// Opens what lies at `places`: migrates it, compares it with the inventory, and puts everything together.
    /// - Throws: whatever forbids the start, with a description that says what to do: `VaultRefusal`, `UndeclaredStore`,
    ///   `StoreError`, `PurposeRefusal`.
    package static func open(
        _ places: CorePlaces,
        _ choices: Choices,
        _ ambience: Ambience
    ) async throws -> Core {
        let (clock, randomness) = (ambience.clock, ambience.randomness)
        let ring = try await KeyRing.open(
            in: places.ringStore,
            with: places.master,
            clock: clock,
            randomness: randomness
        )
        try await places.store.migrate(migrations)
        try await places.store.liveSchema().check(against: inventory)
        let ids = IDs(clock: clock, randomness: randomness)
        let vault = Vault(ring: ring, master: places.master)
        let gate = PurposeGate(
            policy: try PolicyPurposes(purposes),
            states: PrivacyStates(store: places.store)
        )
        let queue = Queue(
            store: places.store,
            clock: clock,
            ids: ids,
            randomness: randomness,
            settings: choices.queue
        )
        let mail = Mail(
            store: places.store,
            vault: vault,
            gate: gate,
            queue: Queue(
                store: places.store,
                clock: clock,
                ids: ids,
                randomness: randomness,
                settings: .mail
            ),
            press: choices.mail.press,
            transport: try choices.mail.transport(clock),
            clock: clock,
            ids: ids,
            checkpoint: ambience.checkpoint
        )
        let audit = AuditLog(
            store: places.store,
            vault: vault,
            gate: gate,
            clock: clock,
            ids: ids,
            randomness: randomness,
            signer: NoteSigner(name: choices.auditOrigin, key: try places.master.signingKey("audit"))
        )
        let imaging = Imaging { reason in
            Logger.current.warning("The imaging library refused", metadata: ["error": "\(reason)"])
        }
        let outbound = Outbound(choices.outside.policy, clock: clock, randomness: randomness)
        let accounts = Accounts(
            platform: AccountsPlatform(
                store: places.store,
                vault: vault,
                ring: ring,
                gate: gate,
                mail: mail,
                audit: audit,
                queue: queue,
                clock: clock,
                ids: ids,
                randomness: randomness
            ),
            passwords: PasswordKeeper {
                Counter(label: "password.hashes").increment()
            },
            rules: choices.accounts.rules,
            links: choices.accounts.links,
            site: choices.accounts.site
        )
        let moderation = Moderation(
            platform: ModerationPlatform(
                store: places.store,
                vault: vault,
                gate: gate,
                audit: audit,
                mail: mail,
                clock: clock,
                ids: ids
            ),
            mailboxes: AccountMailboxes(accounts: accounts),
            sources: [OwnGallery(store: places.store)],
            links: choices.moderation.links,
            book: choices.moderation.book,
            classifier: choices.moderation.classifier
        )
        let classifier = PictureClassifier(weights: choices.moderation.weights, imaging: imaging)
        let studio = Studio(
            platform: StudioPlatform(
                store: places.store,
                vault: vault,
                blobs: Blobs(store: places.blobs, vault: vault, randomness: randomness),
                gate: gate,
                queue: queue,
                imaging: imaging,
                clock: clock,
                ids: ids,
                randomness: randomness,
                checkpoint: ambience.checkpoint
            ),
            billing: Billing(clock: clock, ids: ids),
            models: choices.models,
            engines: try choices.engines(imaging),
            limits: choices.limits,
            screening: ModeratedStudio(moderation: moderation, classifier: classifier)
        )
        let archives = Archives(
            platform: ArchivePlatform(
                store: places.store,
                vault: vault,
                gate: gate,
                queue: queue,
                audit: audit,
                pictures: places.blobs,
                shelf: places.archives,
                clock: clock,
                ids: ids,
                randomness: randomness,
                checkpoint: ambience.checkpoint
            ),
            inventory: inventory,
            sources: choices.archives.sources(choices.outside.policy.register),
            taker: WorksTaker(studio: studio, accounts: accounts),
            words: choices.archives.words,
            tampering: choices.archives.tampering
        )
        return Core(
            store: places.store,
            ring: ring,
            vault: vault,
            blobStore: places.blobs,
            gate: gate,
            queue: queue,
            imaging: imaging,
            audit: audit,
            auditWatch: AuditWatch(log: audit, witness: places.witness),
            outbound: outbound,
            accounts: accounts,
            openID: OpenID(
                choices.outside.providers,
                outbound: outbound,
                master: places.master,
                returnAddress: choices.outside.returnAddress,
                clock: clock,
                randomness: randomness
            ),
            moderation: moderation,
            classifier: classifier,
            privacy: Privacy(
                store: places.store,
                ring: ring,
                blobs: places.blobs,
                queue: queue,
                audit: audit,
                inventory: inventory,
                files: [ImageFiles()],
                traces: [MailFiles(mail: mail), archives],
                clock: clock,
                checkpoint: ambience.checkpoint
            ),
            archives: archives,
            studio: studio,
            mail: mail,
            ambience: ambience
        )
    }
}

/// The files of a person's pictures, which Studio names for the erasure.
private struct ImageFiles: SubjectFiles {
    func names(of subject: SubjectID, in tx: Transaction) throws -> [BlobName] {
        try Studio.fileNames(of: subject, in: tx)
    }
}

/// The mails to a person that were written to files.
private struct MailFiles: SubjectTraces {
    let mail: Mail

    func delete(of subject: SubjectID) async throws {
        try await mail.deleteFiles(of: subject)
    }
}
