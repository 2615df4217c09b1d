package import Kernel
package import Store

/// What kind of work an item is; each kind has one handler.
package struct WorkType: Hashable, Sendable, RawRepresentable, SQLConvertible {
    /// `feature.verb`, stable: it is stored.
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }
}

/// Work to put into the queue.
///
/// It names what it is about and carries nothing else, so that the queue holds no content.
package struct NewWork: Sendable {
    package let type: WorkType
    package let subject: SubjectID?
    /// What the work is about: a job, a person.
    ///
    /// One item of a type and target can wait at a time.
    package let target: UUIDv7
    package let notBefore: Timestamp?

    package init(
        _ type: WorkType,
        on target: UUIDv7,
        of subject: SubjectID?,
        notBefore: Timestamp? = nil
    ) {
        self.type = type
        self.target = target
        self.subject = subject
        self.notBefore = notBefore
    }
}

/// An item that this process works on.
///
/// The lease proves it: whoever lost it can no longer finish the item.
package struct LeasedWork: Hashable, Sendable {
    package let id: WorkID
    package let type: WorkType
    package let target: UUIDv7
    package let subject: SubjectID?
    /// How many tries failed before this one.
    package let failures: Int
    let lease: RowID
    /// How many times a worker vanished with it.
    let losses: Int
    /// Whether it was asked to stop while an earlier worker had it.
    let isCanceled: Bool
}

/// How far an item is, as others see it.
package struct WorkProgress: Hashable, Sendable {
    package let stage: String
    /// From 0 to 1.
    package let fraction: Double
    package let isRunning: Bool

    package init(
        stage: String,
        fraction: Double,
        isRunning: Bool
    ) {
        self.stage = stage
        self.fraction = fraction
        self.isRunning = isRunning
    }
}

/// What asking to cancel found.
package enum CancelOutcome: Sendable {
    /// It had not begun and is gone; the caller settles what hangs on it, in the same transaction.
    case removed
    /// It runs, and stops as soon as it notices.
    case asked
    /// There is no such item: it has ended.
    case ended
}

/// Whose time an item takes while it runs: each has slots of its own, so that the one never waits for the other.
package enum WorkPlace: Hashable, Sendable, CaseIterable {
    /// This machine's: the item keeps a processor core busy.
    case here
    /// Another server's: the item waits, for minutes perhaps, and does little meanwhile.
    case elsewhere
}

/// Does one kind of work.
package protocol WorkHandler: Sendable {
    var type: WorkType { get }

    var place: WorkPlace { get }

    /// Whether a worker does one item of the type at a time, because each takes much memory.
    var isAlone: Bool { get }

    /// Does the work and ends it with `Queue.finish` in the very transaction that stores its effect.
    ///
    /// May run again for the same item after a crash: what is already stored must be kept, not made twice.
    /// - Throws: anything, to be tried again later; `CancellationError` when it was told to stop.
    func run(_ work: LeasedWork, report: @escaping @Sendable (WorkProgress) -> Void) async throws

    /// Settles what hangs on an item that will not be tried again, in the transaction that removes it.
    func abandon(
        _ work: LeasedWork,
        because end: WorkEnd,
        in tx: Transaction
    ) throws

    /// Asks whether the work may still go on; nil for work that nobody's state can stop.
    ///
    /// It is asked again every half second while the work runs, so that a restriction, an objection or a withdrawal, made in
    /// whatever process, ends it within a second. It must cost little while nothing has changed.
    func permission(for work: LeasedWork) -> WorkPermission?
}

/// Whether work may go on.
package typealias WorkPermission = @Sendable () async throws -> Bool

extension WorkHandler {
    package var place: WorkPlace { .here }

    package var isAlone: Bool { false }

    package func permission(for work: LeasedWork) -> WorkPermission? { nil }
}

/// Why an item ends without its effect.
package enum WorkEnd: Hashable, Sendable {
    case canceled
    /// Every try failed.
    case failed
    /// The person whom it is about may not be worked on any more.
    case refused
}

/// The item is no longer ours: it was cancelled, erased, or given to another worker.
package struct LeaseLost: Error {
    package init() {}
}
