import Kernel
import Logging
package import Metrics

/// Verifies the log again and again, and witnesses its growth.
///
/// A checkpoint is witnessed only when the log agrees with those before it: a log that was changed never gets a witness that
/// would cover the change. Until somebody has looked after it, each round finds it again.
package actor AuditWatch {
    private let log: AuditLog
    private let witness: WitnessFile?
    private let verified: Meter
    private let size: Meter
    /// What the last round had read; nil when the next one has to begin at the first leaf.
    private var reader: LogReader?
    /// What the last round found; nil before the first.
    package private(set) var finding: AuditFinding?
    /// The size of the newest checkpoint that this process saw in the file.
    private var witnessed = 0

    /// Watches a log; `witness` is nil only for what lies in memory.
    package init(
        log: AuditLog,
        witness: WitnessFile?,
        metrics: any MetricsFactory = MetricsSystem.factory
    ) {
        self.log = log
        self.witness = witness
        verified = Meter(label: "audit.verified", factory: metrics)
        size = Meter(label: "audit.size", factory: metrics)
    }

    /// Verifies the log and witnesses it when it has grown; raises the alarm when it does not verify.
    /// - Parameter isFull: reads every leaf again; else only those that are new.
    /// - Returns: whether the log is what it was.
    @discardableResult
    package func round(isFull: Bool) async -> Bool {
        do {
            let head = try await look(isFull: isFull)
            size.set(head.size)
            verified.set(1)
            finding = .verified(size: head.size)
            return true
        } catch is CancellationError {
            return true
        } catch let damage as AuditDamage {
            alarm("The audit log does not verify", "\(damage)")
        } catch let refusal as WitnessRefusal {
            alarm("The audit log could not be witnessed", "\(refusal)")
        } catch {
            alarm("The audit log could not be verified", "\(type(of: error))")
        }
        return false
    }

    /// Verifies the whole log, and changes nothing.
    /// - Returns: what the log holds, and the size of the newest witnessed checkpoint.
    /// - Throws: `AuditDamage` or `WitnessRefusal`.
    package func inspect() async throws -> (head: TreeHead, witnessed: Int) {
        let witnessed = try await checkpoints()
        return (try await log.verify(against: witnessed), witnessed.last?.size ?? 0)
    }

    private func look(isFull: Bool) async throws -> TreeHead {
        // Another round may witness while this one reads the file: what counts is what was known before.
        let seen = witnessed
        let checkpoints = try await checkpoints()
        let newest = checkpoints.last?.size ?? 0
        guard newest >= seen else { throw AuditDamage.witnessCut }
        let head = try await verify(isFull: isFull, against: checkpoints)
        if let witness, head.size > newest { try await witness.append(log.signer.sign(head)) }
        if witness != nil { witnessed = max(witnessed, head.size) }
        return head
    }

    /// - Returns: the published head, which the leaves themselves bear out.
    private func verify(isFull: Bool, against checkpoints: [TreeHead]) async throws -> TreeHead {
        var next = (isFull ? nil : reader) ?? LogReader(log)
        let isNew = next.head.size == 0
        reader = nil
        try await next.read(to: log.size(), past: checkpoints)
        if isNew { try await log.checkExtent() }
        let head = try await log.publish()
        try await next.read(to: head.size, past: [])
        guard next.head == head else { throw AuditDamage.hashChanged(leaves: 0...max(0, head.size - 1)) }
        reader = next
        return head
    }

    /// The witnessed checkpoints, smallest first.
    private func checkpoints() async throws -> [TreeHead] {
        let (claims, verifier) = (try await witness?.claims() ?? [], log.signer.verifier)
        for claim in claims where !verifier.verifies(claim) {
            throw AuditDamage.witnessForged(size: claim.head.size)
        }
        return claims.map(\.head).sorted { $0.size < $1.size }
    }

    private func alarm(_ message: Logger.Message, _ words: String) {
        verified.set(0)
        finding = .damaged("\(message): \(words)")
        Logger.current.error(message, metadata: ["error": "\(words)"])
    }
}

/// What a look at the audit log found.
package enum AuditFinding: Hashable, Sendable {
    case verified(size: Int)
    /// In words for whoever looks after it.
    case damaged(String)
}
