import Kernel
package import Purposes

/// Which decision of somebody's counts now: the one place that says so, for the gate and for the pages.
package struct ChoiceRules: Sendable {
    /// What a signal of a browser opts out of, beside what we never do anyway.
    static let signalled: Set<String> = [MeasureUsage.definition.key]
    /// What only somebody with an account can be asked for.
    static let forAccounts: Set<String> = [SendNews.definition.key, TrainModels.definition.key]

    package let policy: PolicyPurposes
    package let notices: ConsentNotices
    /// Hashes of the notices are computed once.
    private let hashes: [String: Set<String>]

    package init(policy: PolicyPurposes, notices: ConsentNotices) {
        self.policy = policy
        self.notices = notices
        hashes = Dictionary(
            uniqueKeysWithValues: policy.purposes(on: .consent).map { purpose in
                (purpose.key, Set(Language.allCases.map { notices.hash(of: purpose.key, in: $0) }))
            }
        )
    }

    /// The keys of the purposes that can be consented to.
    package func consentPurposes(isAccount: Bool) -> [String] {
        policy.purposes(on: .consent).map(\.key).filter { isAccount || !Self.forAccounts.contains($0) }
    }

    /// The keys of the purposes that can be objected to.
    package var objectionPurposes: [String] {
        policy.purposes(on: .legitimateInterests).map(\.key) + [SendNews.definition.key]
    }

    /// Whether a decision still counts: its time is not over, and it is about the words that we show today.
    func counts(_ event: ConsentEvent, at now: Timestamp) -> Bool {
        now < event.endsAt && hashes[event.purpose]?.contains(event.noticeHash) == true
    }

    /// Whether a browser's signal stands against a purpose; a later, specific consent wins over it.
    func isOptedOut(of purpose: String, by signal: SignalRecord?, _ newest: ConsentEvent?) -> Bool {
        guard let signal, Self.signalled.contains(purpose) else { return false }
        guard let newest, newest.state == .given else { return true }
        return newest.at <= signal.at
    }
}
