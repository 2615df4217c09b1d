package import Accounts
package import Analytics
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
package import Outbound
package import Privacy
package import Provenance
package import Purposes
package import Queue
package import Store
package import Studio
package import Telemetry
import Testing
package import Vault
package import Webhooks

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
    package let choices: PrivacyChoices
    package let privacyPlatform: PrivacyPlatform
    package let overview: PrivacyOverview
    package let archives: Archives
    /// Where archives wait.
    package let shelf: any BlobStore
    package let corrections: CorrectionRelay
    package let provenance: Provenance
    package let studio: Studio
    package let webhooks: Webhooks
    package let mail: Mail
    package let moderation: Moderation
    package let analytics: Analytics
    package let requests: RequestDesk
    /// Kept for as long as somebody uses the installation.
    private let folder: TempFolder?

    /// What a test may want otherwise.
    package struct Plan: Sendable {
        package var time = TestClock()
        package var engine = FakeEngine(always: .draws)
        /// What the model `distant` is made by.
        package var server = FakeEngine(always: .draws, waitsForServers: true)
        package var limits = StudioLimits(freeImagesPerDay: nil)
        /// What everybody is to the studio.
        package var standing = Standing.member
        /// Whether every key was revoked since it was used.
        package var isKeyOver = false
        package var queue = QueueSettings.patient
        /// How archives are sent elsewhere.
        package var courier = QueueSettings.patient
        /// How notices are posted to people's servers.
        package var posting = QueueSettings.patient
        /// Who knows the names of people's servers.
        package var names = Resolver.system
        /// Whether it is a local server's way out.
        package var isLocal = true
        package var checkpoint = Checkpoint.none
        package var randomness = Randomness.seeded()
        package var onPasswordWork: @Sendable () -> Void = {}
        package var links = AccountLinks.forTests
        package var mails: any MailTransport = NoMails()
        package var hashing = TreeHashing.sha256
        package var rules = PromptRules.none
        /// Who writes the marks into pictures.
        package var marks: @Sendable (Provenance) -> any Marks = { $0 }
        package var classifier = ClassifierChoice.off
        /// What the classifier makes of a picture.
        package var score: @Sendable (Picture) -> Double = { _ in 0 }
        /// Counts what an installation in memory asks its database for.
        package var counts: StoreCounts?
        /// Whom people may authorise.
        package var agents: [Agent] = []
        /// Where an installation in memory keeps its files; a folder's is the folder.
        package var files: (any BlobStore)?
        /// What counting how the site is used rests on.
        package var analyticsBasis = LegalBasis.consent
        package var notices = ConsentNotices([:])
        /// What people are taken to have chosen, beside what the installation itself knows of them.
        package var choices = StandingChoices()
        package var salts = Randomness.seeded()
        package var tampering = ArchiveTampering()

        package init() {}

        /// What another process on the same folder has: a clock of its own, and other chance.
        package static func later(than first: TestInstallation, by duration: Duration) -> Plan {
            var plan = Plan()
            plan.time = TestClock(first.time.now + duration)
            plan.randomness = .seeded(2)
            return plan
        }

        var policy: PolicyPurposes {
            get throws { try .inForce(measuringOn: analyticsBasis) }
        }
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
        let rules = ChoiceRules(policy: try plan.policy, notices: plan.notices)
        let states = PrivacyStates(store: store, rules: rules, clock: clock, checkpoint: plan.checkpoint)
        gate = PurposeGate(policy: rules.policy, states: plan.choices.added(to: states), clock: clock)
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
            readers: AccountReaders(store: store),
            clock: clock,
            ids: ids,
            checkpoint: plan.checkpoint
        )
        corrections = CorrectionRelay(
            store: store,
            vault: vault,
            gate: gate,
            queue: queue,
            clock: clock,
            ids: ids
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
                relay: TestAddressRelay(relay: corrections),
                clock: clock,
                ids: ids,
                randomness: randomness
            ),
            passwords: PasswordKeeper(onWork: plan.onPasswordWork),
            rules: try .forTests,
            links: plan.links,
            site: .forTests,
            words: .forTests
        )
        choices = PrivacyChoices(
            store: store,
            vault: vault,
            ring: ring,
            gate: gate,
            audit: audit,
            rules: rules,
            master: ground.master,
            controller: .local(at: "http://localhost"),
            clock: clock,
            ids: ids
        )
        analytics = Analytics(
            store: store,
            leave: TestLeave(gate: gate),
            salts: plan.salts,
            site: "localhost",
            clock: clock
        )
        let pictures = try #require(Studio.files.first)
        overview = PrivacyOverview(
            places: [OverviewPlace(name: "nbp_main", store: store, tables: Self.inventory)],
            folders: [
                OverviewFolder(pictures) { [store] subject in
                    let tally = try await store.read { tx in try Studio.tallyFiles(of: subject, in: tx) }
                    return FileTally(count: tally.count, since: tally.since)
                }
            ],
            recipients: [],
            country: "DE",
            audit: audit
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
        let credentials = try Credentials.temporary(at: clock.now(), .system)
        provenance = Provenance(
            maker: Maker(name: "Nano Banana Pro", version: "1.2.3"),
            credentials: credentials,
            roots: [credentials.root],
            clock: clock,
            randomness: .system
        )
        webhooks = Webhooks(
            platform: WebhookPlatform(
                store: store,
                vault: vault,
                gate: gate,
                queue: Queue(
                    store: store,
                    clock: clock,
                    ids: ids,
                    randomness: randomness,
                    settings: plan.posting
                ),
                outbound: Outbound(
                    OutboundPolicy(isLocal: plan.isLocal),
                    resolver: plan.names,
                    clock: clock,
                    randomness: randomness
                ),
                mail: mail,
                clock: clock,
                ids: ids,
                randomness: randomness,
                checkpoint: plan.checkpoint
            ),
            mailboxes: TestMailboxes(accounts: accounts),
            links: .forTests
        )
        studio = Studio(
            platform: StudioPlatform(
                store: store,
                vault: vault,
                blobs: blobs,
                gate: gate,
                queue: queue,
                imaging: .forTests,
                marks: plan.marks(provenance),
                clock: clock,
                ids: ids,
                randomness: randomness,
                checkpoint: plan.checkpoint
            ),
            billing: billing,
            models: try .forTests,
            engines: ["fake": plan.engine, "server": plan.server],
            limits: plan.limits,
            tools: try .forTests,
            screening: TestScreening(
                moderation: moderation,
                score: plan.score,
                standing: plan.standing,
                isKeyOver: plan.isKeyOver
            ),
            listener: TestListener(webhooks: webhooks)
        )
        shelf = ground.shelf
        archives = Archives(
            platform: ArchivePlatform(
                store: store,
                vault: vault,
                gate: gate,
                queue: queue,
                courier: Queue(
                    store: store,
                    clock: clock,
                    ids: ids,
                    randomness: randomness,
                    settings: plan.courier
                ),
                outbound: Outbound(
                    OutboundPolicy(isLocal: plan.isLocal),
                    clock: clock,
                    randomness: randomness
                ),
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
        privacyPlatform = PrivacyPlatform(
            store: store,
            ring: ring,
            vault: vault,
            gate: gate,
            blobs: files,
            queue: queue,
            audit: audit,
            seal: InstallationSeal(ground.master, for: "erasure notice"),
            clock: clock,
            ids: ids,
            checkpoint: plan.checkpoint
        )
        privacy = Privacy(
            platform: privacyPlatform,
            inventory: Self.inventory,
            files: [StudioFiles()],
            traces: [MailFiles(mail: mail), archives, RequestTraces(store: store)],
            content: StudioContent(studio: studio),
            notices: AccountNotices(accounts: accounts),
            caretakers: StaffCaretakers()
        )
        requests = try .forTests(
            over: privacy,
            RequestPlatform(
                vault: vault,
                gate: gate,
                mail: mail,
                outbound: Outbound(OutboundPolicy(isLocal: true), clock: clock, randomness: randomness),
                archives: archives,
                ids: ids,
                randomness: randomness
            ),
            accounts,
            Staff(accounts: accounts, audit: audit, cases: TestCases(moderation: moderation)),
            agents: plan.agents
        )
    }

    /// What is remembered of calls to servers.
    package var journal: StudioJournal { journal(stoppingAt: .none) }

    package func journal(stoppingAt checkpoint: Checkpoint) -> StudioJournal {
        StudioJournal(store: store, blobs: blobs, gate: gate, clock: time.clock, checkpoint: checkpoint)
    }

    package let history = MetricsHistory()

    /// Deletes what is over, as the server's does each hour.
    package var sweeper: RetentionSweeper {
        get throws {
            RetentionSweeper(
                try RetentionPlan(Self.inventory, files: Studio.files + Mail.files),
                store: store,
                holds: privacy.legalHolds,
                privacy: privacy,
                clock: time.clock
            )
        }
    }

    /// Who may do what on the admin site.
    package var staff: Staff {
        Staff(accounts: accounts, audit: audit, cases: TestCases(moderation: moderation))
    }

    /// The handlers of all queued work but mails, archives that go elsewhere, and notices to people's servers.
    package var work: [any WorkHandler] {
        studio.work + studio.bulkWork(reading: SpokenLines()) + privacy.work + archives.work + requests.work
            + accounts.work(moving: BroughtWork(studio: studio, privacy: privacy))
    }

    package static let migrations =
        Queue.migrations + Billing.migrations + Accounts.migrations + Privacy.migrations + Studio.migrations
        + Mail.migrations + AuditLog.migrations + Staff.migrations + Moderation.migrations
        + Analytics.migrations + PrivacyChoices.migrations + Archives.migrations
        + CorrectionRelay.migrations + RequestDesk.migrations + Webhooks.migrations

    package static let inventory =
        Queue.inventory + Billing.inventory + Accounts.inventory + Privacy.inventory + Studio.inventory
        + Mail.inventory + AuditLog.inventory + Staff.inventory + Moderation.inventory + Analytics.inventory
        + PrivacyChoices.inventory + Archives.inventory + CorrectionRelay.inventory + RequestDesk.inventory
        + Webhooks.inventory
}

extension TestInstallation {
    /// A visitor who has just come.
    package func newVisitor() async throws -> SubjectID {
        try await accounts.welcome().visitor.subject
    }

    package func permit(for person: SubjectID) async throws -> Permit<ProvideService> {
        try await gate.permit(for: person)
    }

    /// Deletes what is over now.
    package func sweep() async throws {
        try await sweeper.sweep()
    }

    /// Whose time is over, in each table the oldest first: those whom the next sweep erases.
    package func subjectsOver(limit: Int = 10) async throws -> [SubjectID] {
        let now = time.now
        var people: [SubjectID] = []
        for table in Self.inventory {
            guard case .subjectAt(let end) = table.keep?.end, case .column(let owner) = table.subject
            else { continue }
            let name = try #require(SQLName(table.name))
            let (moment, person) = (try #require(SQLName(end)), try #require(SQLName(owner)))
            people += try await store.read { tx -> [SubjectID] in
                try tx.all(
                    """
                    SELECT \(name: person) AS subject FROM \(name: name) WHERE \(name: moment) <= \(now)
                    ORDER BY \(name: moment) LIMIT \(limit)
                    """
                ) { try $0.get("subject") }
            }
        }
        return people
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
        get throws { try inForce(measuringOn: .consent) }
    }
}

private struct BroughtWork: VisitorsWork {
    let studio: Studio
    let privacy: Privacy

    func move(from visitor: SubjectID, to account: SubjectID) async throws -> Bool {
        let isAll = try await studio.move(from: visitor, to: account)
        try await privacy.follow(from: visitor, to: account)
        return isAll
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
        let pictures = try Studio.pictures(
            of: subject,
            after: last.map { ImageID($0) },
            limit: limit,
            in: tx
        ).map { picture in
            ArchivedFile(
                id: picture.id.value,
                blob: BlobName(picture.id, variant: "full"),
                fileExtension: picture.format.fileExtension,
                mediaType: picture.format.mediaType
            )
        }
        let lines = try Studio.filesOfLines(
            of: subject,
            after: last.map { StoredFileID($0) },
            limit: limit,
            in: tx
        ).map { file in
            ArchivedFile(
                id: file.id.value,
                blob: file.blob,
                fileExtension: "jsonl",
                mediaType: StoredFile.linesType,
                folder: "files"
            )
        }
        return Array((pictures + lines).sorted { $0.id < $1.id }.prefix(limit))
    }
}

private struct TestAddressRelay: AddressRelay {
    let relay: CorrectionRelay

    func prepare(
        from old: EmailAddress,
        of subject: SubjectID
    ) async throws -> @Sendable (Transaction) throws -> Void {
        let correction = try await relay.prepare(from: old, of: subject)
        return { tx in try relay.add(correction, in: tx) }
    }

    func wake() { relay.wake() }
}

/// Leave from the gate, as a server has it.
private struct TestLeave: UsageLeave {
    let gate: PurposeGate

    func allows(_ asker: UsageAsker) async -> Bool {
        guard let subject = asker.subject else { return false }
        do { _ = try await gate.permit(MeasureUsage.self, for: subject) } catch { return false }
        return true
    }
}
