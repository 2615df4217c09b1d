import Audit
import Blobs
import FoundationEssentials
import Kernel
import Outbound
import Purposes
import Queue
import Store
import Vault

/// Hands one archive over to another installation, piece by piece, and deletes it here once that one has it.
///
/// It is called the same at every try, so that the other installation takes it once even where its answer was not heard.
struct PushExport: WorkHandler {
    static let type = WorkType(rawValue: "privacy.push")
    /// Of an answer, which nobody reads.
    private static let longestAnswer = 64 << 10

    let archives: Archives

    var type: WorkType { Self.type }

    func run(_ work: LeasedWork, report: @escaping @Sendable (WorkProgress) -> Void) async throws {
        let (id, archives) = (PushID(work.target), archives)
        let found = try await archives.store.read { tx in try PushRecords(tx).push(id) }
        guard let row = found, row.status == .sending else {
            return try await archives.store.write { tx in try archives.courier.finish(work, in: tx) }
        }
        let permit = try await archives.gate.permit(HonourRights.self, for: row.subject)
        let outcome = try await outcome(of: row, work, under: permit)
        await archives.checkpoint.reach("push.answered")
        guard !outcome.isPassing else {
            try await archives.store.write { tx in
                try archives.courier.confirm(work, in: tx)
                try PushRecords(tx).note(id, outcome)
            }
            throw NotTakenYet()
        }
        let now = archives.clock.now()
        try await archives.store.write { tx in
            try archives.courier.finish(work, in: tx)
            try PushRecords(tx).end(id, outcome, at: now)
            if outcome.isTaken { try ExportRecords(tx).send(row.export, at: now) }
        }
        if outcome.isTaken { try await archives.discard(row.export) }
    }

    func abandon(
        _ work: LeasedWork,
        because end: WorkEnd,
        in tx: Transaction
    ) throws {
        let (records, id) = (PushRecords(tx), PushID(work.target))
        guard let row = try records.push(id), row.status == .sending else { return }
        let outcome =
            end == .failed
            ? row.lastOutcome
            : PushOutcome(reason: .stopped, answer: nil, isPassing: false)
        try records.end(id, outcome, at: archives.clock.now())
    }

    func permission(for work: LeasedWork) -> WorkPermission? {
        guard let subject = work.subject else { return nil }
        let gate = archives.gate
        return { try await gate.refusal(of: HonourRights.self, for: subject) == nil }
    }

    /// One try.
    private func outcome(
        of row: PushRow,
        _ work: LeasedWork,
        under permit: borrowing Permit<HonourRights>
    ) async throws -> PushOutcome {
        let now = archives.clock.now()
        let end = row.askedAt + Archives.arrivalPatience
        // No address is good for longer, so that nobody need wait for the other server any more.
        guard now < end else { return row.lastOutcome }
        let isReady = try await archives.store.read { tx in
            try ExportRecords(tx).isReady(row.export, at: now)
        }
        guard isReady, let blob = try await archives.shelf.open(Archives.file(of: row.export), under: permit)
        else { return .expired }
        guard let address = try await opened(row, under: permit) else { throw NotTakenYet() }
        try await begin(row, work, to: address)
        let call = OutboundCall.post(
            address.url,
            OutboundStream(blob, size: blob.size),
            headers: [
                (name: "Content-Type", value: "application/zip"),
                (name: "Idempotency-Key", value: row.id.text),
            ],
            limits: Self.limits(for: blob.size, within: end - now)
        )
        do {
            return PushOutcome(try await archives.outbound.send(call, to: .transfer))
        } catch let error as OutboundError {
            let outcome = PushOutcome(error)
            // A server that lets two tries wait would let all of them wait, and others' archives with them.
            let isSecondTimeout = outcome.reason == .timedOut && row.reason == .timedOut
            return isSecondTimeout ? row.lastOutcome : outcome
        }
    }

    private func opened(
        _ row: PushRow,
        under permit: borrowing Permit<HonourRights>
    ) async throws -> TransferAddress? {
        guard let bytes = row.address else { return nil }
        let sealed = Sealed(bytes, at: .pushAddress(of: row.id))
        let plain = try await archives.vault.open(sealed, under: permit)
        return TransferAddress(String(decoding: plain, as: UTF8.self))
    }

    /// Counts the try; of the first one the audit log tells before a byte leaves, so that nothing leaves untold.
    private func begin(
        _ row: PushRow,
        _ work: LeasedWork,
        to address: TransferAddress
    ) async throws {
        var act: PreparedAct?
        if row.tries == 0 {
            let what = "archive → \(address.url.base)"
            act = try await archives.audit.prepare(.export, about: row.subject, [.what: what])
        }
        let (courier, audit, first) = (archives.courier, archives.audit, act)
        try await archives.store.write { tx in
            try courier.confirm(work, in: tx)
            try PushRecords(tx).begin(row.id)
            if let first { try audit.append(first, in: tx) }
        }
    }

    /// Two minutes, and as long as the archive takes at 256 KiB a second; no longer than what is `left` of the address's hour.
    private static func limits(for bytes: Int, within left: Duration) -> OutboundLimits {
        var limits = OutboundLimits()
        limits.whole = min(Duration.seconds(120 + bytes / (256 << 10)), left)
        limits.bodySize = longestAnswer
        return limits
    }
}

extension PushRow {
    /// What came of the last try, when no other follows.
    fileprivate var lastOutcome: PushOutcome {
        PushOutcome(reason: reason ?? .brokenOff, answer: answer, isPassing: false)
    }
}

/// The other installation has not taken it, and may at the next try.
private struct NotTakenYet: Error {}
