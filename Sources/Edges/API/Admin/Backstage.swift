package import Audit
package import FoundationEssentials
package import Kernel
package import Moderation
package import Privacy
package import Queue
package import Store
package import Studio
package import Telemetry

/// What the admin site shows of the machine: gathered once for pages and programs alike, and about nobody.
package struct Backstage: Sendable {
    package let history: MetricsHistory
    package let settings: [SettingLine]
    let store: any Store
    let queue: Queue
    let studio: Studio
    let privacy: Privacy
    let choices: PrivacyChoices
    let requests: RequestDesk
    let moderation: Moderation
    let audit: AuditLog
    let auditWatch: AuditWatch
    let dataFolder: URL?
    /// The servers and keys of engines elsewhere, in the order in which they are shown.
    let lanes: @Sendable () async -> [LaneState]
    let clock: Clock

    package init(
        store: any Store,
        queue: Queue,
        studio: Studio,
        privacy: Privacy,
        choices: PrivacyChoices,
        requests: RequestDesk,
        moderation: Moderation,
        audit: AuditLog,
        auditWatch: AuditWatch,
        history: MetricsHistory,
        settings: [SettingLine],
        dataFolder: URL?,
        lanes: @escaping @Sendable () async -> [LaneState],
        clock: Clock
    ) {
        self.store = store
        self.queue = queue
        self.studio = studio
        self.privacy = privacy
        self.choices = choices
        self.requests = requests
        self.moderation = moderation
        self.audit = audit
        self.auditWatch = auditWatch
        self.history = history
        self.settings = settings
        self.dataFolder = dataFolder
        self.lanes = lanes
        self.clock = clock
    }
}

/// A setting in force.
package struct SettingLine: Hashable, Sendable {
    package let variable: String
    package let meaning: String
    /// Nil for a secret, of which nobody is told more than whether it is set.
    package let value: String?
    /// `environment`, `file` or `default`.
    package let source: String

    package init(
        variable: String,
        meaning: String,
        value: String?,
        source: String
    ) {
        self.variable = variable
        self.meaning = meaning
        self.value = value
        self.source = source
    }

    package var isSet: Bool { source != "default" }
}
