import API
import Kernel
import Queue
import Store
import Studio
import Telemetry

extension Core {
    /// Adds a minute to the history of the process's numbers.
    func takeSample() async throws {
        let (queue, now) = (queue, ambience.clock.now())
        var sample = Telemetry.metrics.sample(at: now)
        let depth = try await store.read { tx in try queue.depth(in: tx) }
        sample.waiting = depth.map(\.waiting).reduce(0, +)
        sample.running = depth.map(\.running).reduce(0, +)
        let before = history.latest?.at ?? now - MetricsHistory.interval
        sample.jobs = try await studio.jobsEnded(after: before, until: now)
        history.add(sample)
    }
}

extension Backstage {
    /// What the admin site of a server shows.
    init(_ core: Core, _ settings: Settings) {
        self.init(
            store: core.store,
            queue: core.queue,
            studio: core.studio,
            privacy: core.privacy,
            choices: core.choices,
            requests: core.requests,
            moderation: core.moderation,
            audit: core.audit,
            auditWatch: core.auditWatch,
            history: core.history,
            settings: settings.table.rows.map(SettingLine.init),
            dataFolder: settings.dataFolder,
            lanes: { await core.laneStates },
            clock: core.ambience.clock
        )
    }
}

extension SettingLine {
    fileprivate init(_ row: SettingsTable.Row) {
        self.init(
            variable: row.key.variable,
            meaning: row.key.meaning,
            value: row.key.isSecret ? nil : row.value,
            source: row.source
        )
    }
}
