package import Kernel
import Purposes
import Queue
import Store

extension Archives {
    /// Has an archive of everything about a person made.
    ///
    /// One is made at a time: while one is, or is being sent, asking again answers with it. One that waits to be fetched gives way
    /// to the new one.
    package func ask(for subject: SubjectID, in language: Language) async throws -> Export {
        let permit = try await gate.permit(HonourRights.self, for: subject)
        let (subject, now) = (permit.subject, clock.now())
        let row = ExportRow(
            id: ids.next(),
            subject: subject,
            language: language,
            askedAt: now,
            readyAt: nil,
            takenAt: nil,
            failedAt: nil,
            expiresAt: nil,
            bytes: nil
        )
        let queue = queue
        let export = try await store.write { tx -> Export in
            let exports = ExportRecords(tx)
            try tx.serialise(on: "export:\(subject.text)")
            if let earlier = try exports.newest(of: subject) {
                let progress = try queue.progress(of: PackExport.type, on: earlier.id.value, in: tx)
                let push = try PushRecords(tx).newest(of: earlier.id).map { Push($0) }
                let export = Export(earlier, progress: progress?.runningFraction, push: push, at: now)
                let isBeingMade = export.isOpen && progress != nil
                if isBeingMade || export.status == .sending { return export }
            }
            try exports.end(waitingOf: subject, at: now)
            try exports.insert(row)
            try queue.add(NewWork(PackExport.type, on: row.id.value, of: subject), in: tx)
            return Export(row, progress: nil, push: nil, at: now)
        }
        queue.wake()
        return export
    }

    /// One of a person's exports.
    /// - Throws: `Problem` `not_found`, for other people's too.
    package func export(_ id: ExportID, of subject: SubjectID) async throws -> Export {
        guard let export = try await found({ try $0.export(id, of: subject) }) else {
            throw Problem(.notFound)
        }
        return export
    }

    /// The export that a person asked for last; nil for somebody who has asked for none lately.
    package func newest(of subject: SubjectID) async throws -> Export? {
        try await found { try $0.newest(of: subject) }
    }

    /// What a person asked for lately, the newest first.
    package func exports(of subject: SubjectID) async throws -> [Export] {
        try await all { try $0.latest(of: subject, limit: Self.longestList) }
    }

    /// Exports that are listed at most.
    private static let longestList = 20

    private func found(
        _ look: @escaping @Sendable (ExportRecords) throws -> ExportRow?
    ) async throws -> Export? {
        try await all { try [look($0)].compactMap { $0 } }.first
    }

    private func all(
        _ look: @escaping @Sendable (ExportRecords) throws -> [ExportRow]
    ) async throws -> [Export] {
        let (queue, now) = (queue, clock.now())
        return try await store.read { tx in
            try look(ExportRecords(tx)).map { row in
                let progress = try queue.progress(of: PackExport.type, on: row.id.value, in: tx)
                let push = try PushRecords(tx).newest(of: row.id).map { Push($0) }
                return Export(row, progress: progress?.runningFraction, push: push, at: now)
            }
        }
    }
}

extension WorkProgress {
    /// Nil for what waits.
    fileprivate var runningFraction: Double? { isRunning ? fraction : nil }
}
