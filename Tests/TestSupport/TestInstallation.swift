package import Accounts
package import Audit
package import Billing
package import Blobs
import Engines
package import Foundation
package import Imaging
package import Kernel
package import Logging
package import Mail
package import Moderation
import NIOPosix
import Outbound
package import Privacy
package import Purposes
package import Queue
package import Store
package import Studio
package import Telemetry
import Testing
package import Vault

/// Everything below the edges, put together as a server does it, with a clock and an engine that obey the test.
package struct TestInstallation: Sendable {
    package let time: TestClock
    package let engine: FakeEngine
    package let store: any Store
    package let ring: KeyRing
    package let vault: Vault
    package let gate: PurposeGate
    package let files: any BlobStore
    package let blobs: Blobs
    package let queue: Queue
    package let audit: AuditLog
    package let auditWatch: AuditWatch
    package let billing: Billing
    package let accounts: Accounts
    /// With no provider.
    package let openID: OpenID
    package let privacy: Privacy
    package let archives: Archives
    /// Where archives wait.
    package let shelf: any BlobStore
    package let studio: Studio
    package let mail: Mail
    package let moderation: Moderation
    /// Kept for as long as somebody uses the installation.
    private let folder: TempFolder?

    /// What a test may want otherwise.
    package struct Plan: Sendable {
        package var time = TestClock()
        package var engine = FakeEngine(always: .draws)
        package var limits = StudioLimits(freeImagesPerDay: nil)
        package var queue = QueueSettings.patient
        package var checkpoint = Checkpoint.none
        package var randomness = Randomness.seeded()
        package var onPasswordWork: @Sendable () -> Void = {}
        package var links = AccountLinks.forTests
        package var mails: any MailTransport = NoMails()
        package var hashing = TreeHashing.sha256
        package var rules = PromptRules.none
        package var classifier = ClassifierChoice.off
        /// What the classifier makes of a picture.
        package var score: @Sendable (Picture) -> Double = { _ in 0 }
        /// Counts what an installation in memory asks its database for.
        package var counts: StoreCounts?
        /// Where an installation in memory keeps its files; a folder's is the folder.
        package var files: (any BlobStore)?
        package var tampering = ArchiveTampering()

        package init() {}
    }

    /// In memory, gone with the object.
    package init(_ plan: Plan = Plan()) async throws {
        try await self.init(
            plan,
            ground: Ground(
                store: plan.counts.map { CountingStore(try SQLiteStore(), $0) } ?? SQLiteStore(),
                ringStore: SQLiteStore(),
                files: plan.files ?? MemoryBlobStore(clock: plan.time.clock),
                shelf: MemoryBlobStore(clock: plan.time.clock),
                master: MasterKey(plan.randomness),
                folder: nil
            )
        )
    }

    /// In a folder, laid out as a data directory.
    ///
    /// Two of one folder are two processes.
    package init(_ plan: Plan = Plan(), in folder: TempFolder) async throws {
        try await self.init(plan, at: folder.url, keeping: folder)
    }

    /// In the data directory of another process's test.
    package init(_ plan: Plan = Plan(), at directory: URL) async throws {
        try await self.init(plan, at: directory, keeping: nil)
    }

    private init(_ plan: Plan, at directory: URL, keeping folder: TempFolder?) async throws {
        let ringFile = directory.appending(path: "keys/ring.sqlite")
        let master = try MasterKey(
            file: directory.appending(path: "keys/master.key"),
            hasData: FileManager.default.fileExists(atPath: ringFile.path),
            randomness: plan.randomness
        )
        try await self.init(
            plan,
            ground: Ground(
                store: SQLiteStore(file: directory.appending(path: "nbp.sqlite")),
                ringStore: SQLiteStore(file: ringFile, surviving: .powerCut),
                files: FileBlobStore(folder: directory.appending(path: "blobs"), threads: .singleton),
                shelf: FileBlobStore(folder: directory.appending(path: "archives"), threads: .singleton),
                master: master,
                folder: folder
            )
        )
    }

    /// What differs between memory and disk.
    private struct Ground {
        let store: any Store
        let ringStore: any Store
        let files: any BlobStore
        let shelf: any BlobStore
        let master: MasterKey
        let folder: TempFolder?
    }

    private init(_ plan: Plan, ground: Ground) async throws {
        let (clock, randomness) = (plan.time.clock, plan.randomness)
        let ids = IDs(clock: clock, randomness: randomness)
        (time, engine, store, files, folder) = (
            plan.time, plan.engine, ground.store, ground.files, ground.folder
        )
        try await store.migrate(Self.migrations)
        try await store.liveSchema().check(against: Self.inventory)
        ring = try await KeyRing.open(
            in: ground.ringStore,
            with: ground.master,
            clock: clock,
            randomness: randomness
        )
        vault = Vault(ring: ring, master: ground.master)
        gate = PurposeGate(policy: try .forTests, states: PrivacyStates(store: store))
        blobs = Blobs(store: files, vault: vault, randomness: randomness)
        queue = Queue(store: store, clock: clock, ids: ids, randomness: randomness, settings: plan.queue)
        audit = AuditLog(
            store: store,
            vault: vault,
            gate: gate,
            clock: clock,
            ids: ids,
            randomness: randomness,
            signer: NoteSigner(name: "localhost/audit", key: try ground.master.signingKey("audit")),
            hashing: plan.hashing
        )
        openID = OpenID(
            [],
            outbound: Outbound(OutboundPolicy(isLocal: true), clock: clock, randomness: randomness),
            master: ground.master,
            returnAddress: { $0.text },
            clock: clock,
            randomness: randomness
        )
        auditWatch = AuditWatch(log: audit, witness: nil)
        billing = Billing(clock: clock, ids: ids)
        mail = Mail(
            store: store,
            vault: vault,
            gate: gate,
            queue: Queue(
                store: store,
                clock: clock,
                ids: ids,
                randomness: randomness,
                settings: .patientMail
            ),
            press: try .forTests(),
            transport: plan.mails,
            clock: clock,
            ids: ids,
            checkpoint: plan.checkpoint
        )
        accounts = Accounts(
            platform: AccountsPlatform(
                store: store,
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
            passwords: PasswordKeeper(onWork: plan.onPasswordWork),
            rules: try .forTests,
            links: plan.links,
            site: .forTests
        )
        moderation = Moderation(
            platform: ModerationPlatform(
                store: store,
                vault: vault,
                gate: gate,
                audit: audit,
                mail: mail,
                clock: clock,
                ids: ids
            ),
            mailboxes: TestMailboxes(accounts: accounts),
            sources: [TestGallery(store: store)],
            links: ModerationLinks(bases: ["http://localhost"]) { link, language in
                "http://localhost/\(language.rawValue)/appeals/\(link.text)"
            },
            book: RuleBook(plan.rules),
            classifier: plan.classifier
        )
        studio = Studio(
            platform: StudioPlatform(
                store: store,
                vault: vault,
                blobs: blobs,
                gate: gate,
                queue: queue,
                imaging: .forTests,
                clock: clock,
                ids: ids,
                randomness: randomness,
                checkpoint: plan.checkpoint
            ),
            billing: billing,
            models: try .forTests,
            engines: ["fake": plan.engine],
            limits: plan.limits,
            screening: TestScreening(moderation: moderation, score: plan.score)
        )
        shelf = ground.shelf
        archives = Archives(
            platform: ArchivePlatform(
                store: store,
                vault: vault,
                gate: gate,
                queue: queue,
                audit: audit,
                pictures: files,
                shelf: ground.shelf,
                clock: clock,
                ids: ids,
                randomness: randomness,
                checkpoint: plan.checkpoint
            ),
            inventory: Self.inventory,
            sources: ArchiveSources(
                files: TestPictures(),
                controller: ArchiveController(instance: "studio.example", base: "https://studio.example"),
                recipients: [],
                folders: Studio.files + Mail.files + Archives.files
            ),
            taker: TestTaker(studio: studio, accounts: accounts),
            words: try .forTests,
            tampering: plan.tampering
        )
        privacy = Privacy(
            store: store,
            ring: ring,
            blobs: files,
            queue: queue,
            audit: audit,
            inventory: Self.inventory,
            files: [StudioFiles()],
            traces: [MailFiles(mail: mail), archives],
            clock: clock,
            checkpoint: plan.checkpoint
        )
    }

    package let history = MetricsHistory()

    /// Who may do what on the admin site.
    package var staff: Staff { Staff(accounts: accounts, audit: audit) }

    /// The handlers of all queued work but mails.
    package var work: [any WorkHandler] {
        studio.work + privacy.work + archives.work
            + accounts.work(moving: BroughtWork(studio: studio, privacy: privacy))
    }

    package static let migrations =
        Queue.migrations + Billing.migrations + Accounts.migrations + Privacy.migrations + Studio.migrations
        + Mail.migrations + AuditLog.migrations + Staff.migrations + Moderation.migrations
        + Archives.migrations

    package static let inventory =
        Queue.inventory + Billing.inventory + Accounts.inventory + Privacy.inventory + Studio.inventory
        + Mail.inventory + AuditLog.inventory + Staff.inventory + Moderation.inventory
        + Archives.inventory
}

extension TestInstallation {
    /// A visitor who has just come.
    package func newVisitor() async throws -> SubjectID {
        try await accounts.welcome().visitor.subject
    }

    package func permit(for person: SubjectID) async throws -> Permit<ProvideService> {
        try await gate.permit(for: person)
    }

    /// Puts an order in and does nothing else.
    package func submit(_ order: Order, for person: SubjectID) async throws -> JobID {
        try await studio.submit(order, for: person).id
    }

    package func job(_ id: JobID, of person: SubjectID) async throws -> Job {
        try await studio.job(id, under: permit(for: person))
    }

    /// Waits, beside a worker, until a job has ended.
    package func ended(_ id: JobID, of person: SubjectID) async throws -> Job {
        for await _ in studio.changes(of: id) {
            let job = try await job(id, of: person)
            if job.status.isFinal { return job }
        }
        throw CancellationError()
    }

    /// Submits an order and runs it to its end.
    package func run(_ order: Order, for person: SubjectID) async throws -> Job {
        let id = try await submit(order, for: person)
        return try await working { try await ended(id, of: person) }
    }

    package func grant(_ credits: Credits, to person: SubjectID) async throws {
        try await store.write { [billing] tx in try billing.grant(credits, to: person, in: tx) }
    }

    package func freeCredits(of person: SubjectID) async throws -> Credits {
        try await store.read { [billing] tx in try billing.freeCredits(of: person, in: tx) }
    }

    /// How many rows of a table fulfil the condition.
    package func rows(in table: String, where condition: SQL = "1 = 1") async throws -> Int {
        let name = try #require(SQLName(table))
        return try await store.read { tx in
            try tx.first("SELECT count(*) AS number FROM \(name: name) WHERE \(condition)") {
                try $0.get("number")
            }
        } ?? 0
    }

    /// Seals a letter and puts it into the outbox.
    package func queue(_ letter: Letter, for person: SubjectID) async throws {
        let sealed = try await mail.seal(letter, for: person)
        try await store.write { [mail] tx in try mail.add(sealed, in: tx) }
        mail.wake()
    }

    /// Runs `body` beside a worker, which ends with it.
    package func working<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
        let worker = Worker(queue: queue, handlers: work)
        return try await withThrowingTaskGroup { group in
            group.addTask { try await withLogger(.silent) { _ in try await worker.run() } }
            defer { group.cancelAll() }
            return try await body()
        }
    }
}

extension Logger {
    /// For what provokes failures: its log would only look like trouble.
    package static let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
}

extension QueueSettings {
    /// For tests: nobody looks by himself within an hour, and shutting down waits for nobody.
    package static var patient: QueueSettings {
        var settings = QueueSettings()
        settings.poll = .hours(1)
        settings.patience = .zero
        return settings
    }
}

extension PolicyPurposes {
    /// The purposes that the product's policy names today.
    package static var forTests: PolicyPurposes {
        get throws {
            try PolicyPurposes([
                ProvideService.definition, SecureService.definition, HonourRights.definition,
                NotifyByMail.definition, ManageAccount.definition, ProtectChildren.definition,
                AccountForActs.definition, InspectWithReason.definition,
            ])
        }
    }
}

private struct BroughtWork: VisitorsWork {
    let studio: Studio
    let privacy: Privacy

    func move(from visitor: SubjectID, to account: SubjectID) async throws -> Bool {
        try await studio.move(from: visitor, to: account)
    }

    func erase(_ visitor: SubjectID) async throws {
        try await privacy.erase(visitor, because: .moved)
    }
}

private struct TestPictures: ArchivedFiles {
    func originals(
        of subject: SubjectID,
        after last: UUIDv7?,
        limit: Int,
        in tx: Transaction
    ) throws -> [ArchivedFile] {
        try Studio.pictures(of: subject, after: last.map { ImageID($0) }, limit: limit, in: tx).map { id in
            ArchivedFile(
                id: id.value,
                blob: BlobName(id, variant: "full"),
                fileExtension: "png",
                mediaType: "image/png"
            )
        }
    }
}

private struct StudioFiles: SubjectFiles {
    func names(of subject: SubjectID, in tx: Transaction) throws -> [BlobName] {
        try Studio.fileNames(of: subject, in: tx)
    }
}

private struct MailFiles: SubjectTraces {
    let mail: Mail

    func delete(of subject: SubjectID) async throws {
        try await mail.deleteFiles(of: subject)
    }
}
