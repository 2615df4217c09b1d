/// How the queue and the jobs of the last day are doing.
public struct WorkStateBody: Codable, Sendable, Hashable {
    /// Items that wait.
    public var waiting: Int
    /// Items that run.
    public var running: Int
    /// RFC 3339, UTC.
    public var oldestWaitingAt: String?
    /// What failed and waits for another try.
    public var struggles: [StruggleBody]
    /// Jobs by status.
    public var jobs: [String: Int]
    /// Failed jobs by cause.
    public var failures: [String: Int]

    /// Makes a body of all its members.
    public init(
        waiting: Int,
        running: Int,
        oldestWaitingAt: String?,
        struggles: [StruggleBody],
        jobs: [String: Int],
        failures: [String: Int]
    ) {
        self.waiting = waiting
        self.running = running
        self.oldestWaitingAt = oldestWaitingAt
        self.struggles = struggles
        self.jobs = jobs
        self.failures = failures
    }

    enum CodingKeys: String, CodingKey {
        case waiting, running, struggles, jobs, failures
        case oldestWaitingAt = "oldest_waiting_at"
    }
}

/// Work that failed and is tried again.
public struct StruggleBody: Codable, Sendable, Hashable {
    /// `wrk_…`.
    public var id: String
    /// Which code runs.
    public var kind: String
    /// How many tries failed.
    public var tries: Int
    /// RFC 3339, UTC.
    public var nextTryAt: String

    /// Makes a body of all its members.
    public init(
        id: String,
        kind: String,
        tries: Int,
        nextTryAt: String
    ) {
        self.id = id
        self.kind = kind
        self.tries = tries
        self.nextTryAt = nextTryAt
    }

    enum CodingKeys: String, CodingKey {
        case id, kind, tries
        case nextTryAt = "next_try_at"
    }
}

/// A model and how it did in the last day.
public struct EngineStateBody: Codable, Sendable, Hashable {
    /// Its id.
    public var model: String
    /// `well`, `idle`, `failing`, `off` or `retired`.
    public var health: String
    /// Jobs that ended.
    public var jobs: Int
    /// Those that failed.
    public var failed: Int
    /// RFC 3339, UTC.
    public var lastFailureAt: String?

    /// Makes a body of all its members.
    public init(
        model: String,
        health: String,
        jobs: Int,
        failed: Int,
        lastFailureAt: String?
    ) {
        self.model = model
        self.health = health
        self.jobs = jobs
        self.failed = failed
        self.lastFailureAt = lastFailureAt
    }

    enum CodingKeys: String, CodingKey {
        case model, health, jobs, failed
        case lastFailureAt = "last_failure_at"
    }
}

/// A setting in force.
public struct SettingBody: Codable, Sendable, Hashable {
    /// The environment variable.
    public var name: String
    /// Absent for a secret.
    public var value: String?
    /// Whether it was given.
    public var isSet: Bool
    /// `environment`, `file` or `default`.
    public var source: String

    /// Makes a body of all its members.
    public init(
        name: String,
        value: String?,
        isSet: Bool,
        source: String
    ) {
        self.name = name
        self.value = value
        self.isSet = isSet
        self.source = source
    }

    enum CodingKeys: String, CodingKey {
        case name, value, source
        case isSet = "is_set"
    }
}

/// What happened between two looks at the counters.
public struct MetricStepBody: Codable, Sendable, Hashable {
    /// RFC 3339, UTC.
    public var at: String
    /// Requests by the first digit of their status, as `2xx`.
    public var requests: [String: Int]
    /// `p50`, `p95` and `p99`; absent without a request.
    public var latencySeconds: [String: Double]?
    /// Jobs that ended.
    public var jobsPerMinute: Double
    /// Work that waited.
    public var waiting: Int
    /// Resident.
    public var memoryBytes: Int
    /// Refusals of the purpose gate.
    public var refusals: Int
    /// Mails that came to a bad end.
    public var lostMails: Int
    /// Absent before the log was looked at.
    public var isAuditVerified: Bool?

    /// Makes a body of all its members.
    public init(
        at: String,
        requests: [String: Int],
        latencySeconds: [String: Double]?,
        jobsPerMinute: Double,
        waiting: Int,
        memoryBytes: Int,
        refusals: Int,
        lostMails: Int,
        isAuditVerified: Bool?
    ) {
        self.at = at
        self.requests = requests
        self.latencySeconds = latencySeconds
        self.jobsPerMinute = jobsPerMinute
        self.waiting = waiting
        self.memoryBytes = memoryBytes
        self.refusals = refusals
        self.lostMails = lostMails
        self.isAuditVerified = isAuditVerified
    }

    enum CodingKeys: String, CodingKey {
        case at, requests, waiting, refusals
        case latencySeconds = "latency_seconds"
        case jobsPerMinute = "jobs_per_minute"
        case memoryBytes = "memory_bytes"
        case lostMails = "lost_mails"
        case isAuditVerified = "is_audit_verified"
    }
}
