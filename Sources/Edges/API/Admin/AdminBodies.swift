import Accounts
import Engines
import Kernel
import Queue
import Studio
import Telemetry
import Wire

extension StaffSubjectBody {
    init(
        _ facts: AccountFacts,
        _ holdings: Holdings,
        frozenAt: Timestamp?
    ) {
        self.init(
            id: facts.subject.text,
            createdAt: facts.madeAt.description,
            role: facts.role?.rawValue,
            frozenAt: frozenAt?.description,
            hasAccount: facts.hasAccount,
            sessions: facts.sessions,
            hasSecondFactor: facts.hasSecondFactor,
            jobs: holdings.jobs,
            images: holdings.images,
            bytes: holdings.bytes,
            credits: Int(holdings.credits.amount),
            profile: nil,
            works: nil
        )
    }
}

extension StaffWorkBody {
    init(_ work: InspectedWork) {
        self.init(
            id: work.picture.id.text,
            prompt: work.prompt.text,
            model: work.model,
            createdAt: work.picture.madeAt.description
        )
    }
}

extension StaffLineBody {
    init(_ entry: StaffEntry) {
        self.init(
            id: entry.line.subject.text,
            email: entry.email?.text,
            role: entry.line.role.rawValue,
            createdAt: entry.line.madeAt.description,
            isInvited: !entry.hasPassword
        )
    }
}

extension WorkStateBody {
    init(_ work: WorkReport) {
        let jobs = work.tally.byStatus.map { ($0.key.rawValue, $0.value) }
        self.init(
            waiting: work.waiting,
            running: work.running,
            oldestWaitingAt: work.oldestWaiting?.description,
            struggles: work.struggles.map(StruggleBody.init),
            jobs: Dictionary(uniqueKeysWithValues: jobs),
            failures: work.tally.byFailure
        )
    }
}

extension StruggleBody {
    init(_ struggle: Struggle) {
        self.init(
            id: struggle.id.text,
            kind: struggle.type.rawValue,
            tries: struggle.failures + struggle.losses,
            nextTryAt: struggle.runAt.description
        )
    }
}

extension EngineStateBody {
    init(_ engine: EngineReport) {
        self.init(
            model: engine.model.id,
            health: engine.health.rawValue,
            jobs: engine.ended,
            failed: engine.failed,
            lastFailureAt: engine.lastFailure?.description
        )
    }
}

extension SettingBody {
    init(_ line: SettingLine) {
        self.init(name: line.variable, value: line.value, isSet: line.isSet, source: line.source)
    }
}

extension MetricStepBody {
    init(_ step: MetricsStep) {
        let requests = step.requests.map { ("\($0.key)xx", Int($0.value)) }
        let latency = step.quantiles.map { zip(["p50", "p95", "p99"], $0) }
        self.init(
            at: step.at.description,
            requests: Dictionary(uniqueKeysWithValues: requests),
            latencySeconds: latency.map { Dictionary(uniqueKeysWithValues: Array($0)) },
            jobsPerMinute: step.jobsAMinute,
            waiting: step.waiting,
            memoryBytes: Int(step.memory),
            refusals: Int(step.refusals),
            lostMails: Int(step.lostMails),
            isAuditVerified: step.isAuditVerified
        )
    }
}
