package import Kernel
package import Purposes
package import Store

/// Tells the purpose gate what stands in a purpose's way.
package struct PrivacyStates: SubjectStates {
    private let store: any Store
    private let rules: ChoiceRules
    private let clock: Clock
    private let checkpoint: Checkpoint

    package init(
        store: any Store,
        rules: ChoiceRules,
        clock: Clock,
        checkpoint: Checkpoint = .none
    ) {
        self.store = store
        self.rules = rules
        self.clock = clock
        self.checkpoint = checkpoint
    }

    /// The number in `privacy_version`, which each change of anybody's state raises in its own transaction.
    package func version() throws -> Int64 {
        try store.glance { tx in try ErasureRecords(tx).version() }
    }

    package func state(of subject: SubjectID) async throws -> SubjectState {
        let (rules, now) = (rules, clock.now())
        let isAsked = !checkpoint.skips("restriction")
        return try await store.read { tx in
            var state = SubjectState()
            state.isErased = try ErasureRecords(tx).isErased(subject)
            state.isFrozenForAge = try FreezeRecords(tx).since(subject) != nil
            state.isRestricted = try isAsked && RestrictionRecords(tx).isRestricted(subject)
            try state.add(choicesOf: subject, rules, in: tx, now: now)
            return state
        }
    }
}

extension SubjectState {
    /// What somebody has decided, as far as it counts now.
    fileprivate mutating func add(
        choicesOf subject: SubjectID,
        _ rules: ChoiceRules,
        in tx: Transaction,
        now: Timestamp
    ) throws {
        let newest = try ConsentRecords(tx).newest(of: subject).filter { rules.counts($0.value, at: now) }
        let given = newest.values.filter { $0.state == .given }
        let signal = try SignalRecords(tx).signal(of: subject)
        consents = Set(given.map(\.purpose))
        validUntil = given.map(\.endsAt).min()
        optOuts = ChoiceRules.signalled.filter { rules.isOptedOut(of: $0, by: signal, newest[$0]) }
        objections = Set(
            try ObjectionRecords(tx).newest(of: subject).filter { $0.state == .standing }.map(\.purpose)
        )
    }
}

/// Says which single pictures are kept and not used.
package struct RestrictedPictures: Sendable {
    private let store: any Store

    package init(store: any Store) {
        self.store = store
    }

    /// - Throws: `Problem` `restricted`.
    package func requireFree(_ image: ImageID) async throws {
        let isRestricted = try await store.read { tx in try RestrictionRecords(tx).isRestricted(image) }
        guard !isRestricted else { throw Problem(.restricted) }
    }
}
