package import Audit
import Engines
import FoundationEssentials
import Glibc
import Kernel
import Moderation
import Privacy
package import Telemetry

/// Something that somebody should look after.
package enum Attention: Hashable, Sendable {
    case auditAlarm
    case diskLow(freeBytes: Int64)
    case workFails(items: Int)
    case engineFails(model: String)
    /// Reports, appeals and proposals that nobody has decided.
    case casesOpen(Int)
    /// Requests about data that are due within a week, or overdue.
    case requestsDue(Int)
    /// Holds that nobody else has approved, or that somebody must look at again.
    case holdsWaiting(Int)
    /// Objections that nobody has decided.
    case objectionsWaiting(Int)
    case accountsFrozen(Int)
    case mailsLost(Int)
}

/// How the audit log is doing.
package struct AuditReport: Sendable {
    package let finding: AuditFinding?
    /// The signed note as `/audit/checkpoint` serves it; nil while the log is too damaged for one.
    package let checkpoint: String?
}

extension Backstage {
    /// Below this much free space somebody should look.
    private static let leastFreeSpace: Int64 = 1 << 30

    /// Within this time of its deadline somebody should look at a request.
    private static let dueSoon: Duration = .days(7)

    /// What needs somebody first, the gravest first.
    package func attention() async throws -> [Attention] {
        var found: [Attention] = []
        if case .damaged = await auditWatch.finding { found.append(.auditAlarm) }
        if let free = freeSpace, free < Self.leastFreeSpace { found.append(.diskLow(freeBytes: free)) }
        let struggles = try await work().struggles.count
        if struggles > 0 { found.append(.workFails(items: struggles)) }
        found += try await engines().filter { $0.health == .failing || $0.health == .off }
            .map { .engineFails(model: $0.model.id) }
        let cases = try await moderation.openCaseCount()
        if cases > 0 { found.append(.casesOpen(cases)) }
        let soon = clock.now() + Self.dueSoon
        let due = try await requests.requests(areOpen: true).filter { $0.dueAt < soon }.count
        if due > 0 { found.append(.requestsDue(due)) }
        let holds = try await privacy.waitingHolds()
        if holds > 0 { found.append(.holdsWaiting(holds)) }
        let objections = try await choices.waitingObjectionCount()
        if objections > 0 { found.append(.objectionsWaiting(objections)) }
        let frozen = try await privacy.frozenAccounts()
        if frozen > 0 { found.append(.accountsFrozen(frozen)) }
        let lost = steps(over: .day).map(\.lostMails).reduce(0, +)
        if lost > 0 { found.append(.mailsLost(Int(lost))) }
        return found
    }

    package func steps(over span: MetricsSpan) -> [MetricsStep] {
        history.steps(over: span, until: clock.now())
    }

    package func auditReport() async -> AuditReport {
        let checkpoint = try? await audit.checkpoint().text
        return AuditReport(finding: await auditWatch.finding, checkpoint: checkpoint)
    }

    /// Bytes free for the data directory; nil where there is none.
    package var freeSpace: Int64? {
        guard let dataFolder else { return nil }
        var facts = statvfs()
        guard statvfs(dataFolder.path, &facts) == 0 else { return nil }
        return Int64(facts.f_bavail) * Int64(facts.f_frsize)
    }
}
