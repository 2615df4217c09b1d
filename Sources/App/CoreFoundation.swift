import Accounts
import Audit
import Imaging
import Kernel
import Logging
import Mail
import Outbound
import Privacy
import Provenance
import Purposes
import Queue
import Store
import Vault

/// What every feature stands on, opened and checked.
struct CoreFoundation {
    let places: CorePlaces
    let choices: Core.Choices
    let ambience: Ambience
    let ids: IDs
    let ring: KeyRing
    let vault: Vault
    let plan: RetentionPlan
    let rules: ChoiceRules
    let gate: PurposeGate
    let queue: Queue
    let mail: Mail
    let audit: AuditLog
    let imaging: Imaging
    let provenance: Provenance
    let outbound: Outbound
    let corrections: CorrectionRelay

    var store: any Store { places.store }
    var clock: Clock { ambience.clock }
    var randomness: Randomness { ambience.randomness }

    /// Migrates what lies at `places` and compares it with the inventory.
    /// - Throws: as `Core.open`.
    init(_ places: CorePlaces, _ choices: Core.Choices, _ ambience: Ambience) async throws {
        let (store, clock, randomness) = (places.store, ambience.clock, ambience.randomness)
        (self.places, self.choices, self.ambience) = (places, choices, ambience)
        ids = IDs(clock: clock, randomness: randomness)
        ring = try await KeyRing.open(
            in: places.ringStore,
            with: places.master,
            clock: clock,
            randomness: randomness
        )
        try await store.migrate(Core.migrations)
        try await store.liveSchema().check(against: Core.inventory)
        plan = try RetentionPlan(
            Core.inventory,
            others: KeyRing.inventory,
            files: Core.files,
            shorter: choices.shorterPeriods
        )
        vault = Vault(ring: ring, master: places.master)
        rules = try Self.rules(choices.consents)
        gate = Self.gate(store, rules, choices.consents, ambience)
        queue = Self.queue(choices.queue, store, ids, ambience)
        mail = Mail(
            store: store,
            vault: vault,
            gate: gate,
            queue: Self.queue(.mail, store, ids, ambience),
            press: choices.mail.press,
            transport: try choices.mail.transport(clock),
            readers: AccountReaders(store: store),
            clock: clock,
            ids: ids,
            checkpoint: ambience.checkpoint
        )
        audit = AuditLog(
            store: store,
            vault: vault,
            gate: gate,
            clock: clock,
            ids: ids,
            randomness: randomness,
            signer: NoteSigner(name: choices.auditOrigin, key: try places.master.signingKey("audit"))
        )
        imaging = Imaging { reason in
            Logger.current.warning("The imaging library refused", metadata: ["error": "\(reason)"])
        }
        provenance = Provenance(
            maker: .product,
            credentials: places.credentials,
            roots: places.roots,
            signers: places.signers,
            clock: clock,
            randomness: randomness
        )
        outbound = Outbound(choices.outside.policy, clock: clock, randomness: randomness)
        corrections = CorrectionRelay(
            store: store,
            vault: vault,
            gate: gate,
            queue: queue,
            clock: clock,
            ids: ids
        )
    }

    /// A queue over the same tables, with a pace of its own.
    func queue(_ settings: QueueSettings) -> Queue {
        Self.queue(settings, store, ids, ambience)
    }

    private static func queue(
        _ settings: QueueSettings,
        _ store: any Store,
        _ ids: IDs,
        _ ambience: Ambience
    ) -> Queue {
        Queue(
            store: store,
            clock: ambience.clock,
            ids: ids,
            randomness: ambience.randomness,
            settings: settings
        )
    }

    private static func rules(_ consents: Core.ConsentChoices) throws -> ChoiceRules {
        let rules = ChoiceRules(
            policy: try .inForce(measuringOn: consents.analyticsBasis),
            notices: consents.notices
        )
        // What counting the use rests on is the operator's choice; what is stored for it is declared once.
        let purposes = rules.policy.byKey.values + [MeasureUsage.definition]
        try PolicyCheck(Core.inventory + KeyRing.inventory, Core.files, Array(purposes)).require()
        return rules
    }

    private static func gate(
        _ store: any Store,
        _ rules: ChoiceRules,
        _ consents: Core.ConsentChoices,
        _ ambience: Ambience
    ) -> PurposeGate {
        let states = PrivacyStates(
            store: store,
            rules: rules,
            clock: ambience.clock,
            checkpoint: ambience.checkpoint
        )
        return PurposeGate(policy: rules.policy, states: consents.states(states), clock: ambience.clock)
    }
}
