import FoundationEssentials
import Kernel
import Logging
import Mail
import Metrics
import Store

extension RequestDesk {
    /// People whose answered requests are erased in one round; the rest follow in the next.
    private static let endedPerRound = 200

    /// What time brings: reminds the contact address seven days and one day before a deadline and when it has passed, ends
    /// what nobody verified, goes on with what a crash left open, erases what was kept long enough.
    ///
    /// A clock that jumps reminds of the last stage alone, and of each once. `page` is how many requests are read at once.
    package func keepClocks(page: Int = 1_000) async throws {
        let now = clock.now()
        var (open, overdue): (Int64, Int64) = (0, 0)
        var (last, isMore): (RequestRow?, Bool) = (nil, true)
        while isMore {
            let start = last
            let rows = try await store.read { tx in try RequestRecords(tx).open(after: start, limit: page) }
            open += Int64(rows.count)
            overdue += Int64(rows.filter { $0.request.isOverdue(at: now) }.count)
            try await keep(rows, at: now)
            (last, isMore) = (rows.last, rows.count == page)
        }
        Meter(label: "requests.open").set(open)
        Meter(label: "requests.overdue").set(overdue)
        let limit = now - Self.keep.duration
        let ended = try await store.read { tx in
            try RequestRecords(tx).ended(before: limit, atOnce: Self.endedPerRound)
        }
        for subject in ended { try await privacy.erase(subject, because: .expired) }
    }

    private func keep(_ rows: [RequestRow], at now: Timestamp) async throws {
        for row in rows {
            do {
                try await keep(row, at: now)
            } catch is Problem {
                // Answered in between, or its person is gone.
                continue
            }
        }
    }

    private func keep(_ row: RequestRow, at now: Timestamp) async throws {
        let request = row.request
        if request.state == .verifying, request.dueAt < now {
            return try await close(row, RequestEnd(state: .expired), by: .system, because: "not verified")
        }
        try await perform(request.id)
        guard let stage = RequestAlarm(of: request, at: now), stage.rawValue > row.alarm else { return }
        try await raise(stage, about: row)
    }

    private func raise(_ stage: RequestAlarm, about row: RequestRow) async throws {
        let request = row.request
        Logger.current.warning("A request has to be answered soon", metadata: ["count": "1"])
        var letter: SealedLetter?
        if let contact = office.contact {
            let values: [MailPlaceholder: String] = [
                .link: words.queue(request.id), .code: request.id.text, .time: request.dueAt.inMail,
                .topic: words.kind(request.kind, .english),
            ]
            let kind: MailKind = stage == .overdue ? .requestOverdue : .requestDueSoon
            letter = try await mail.seal(
                Letter(kind, to: contact, in: .english, values: values),
                for: row.subject
            )
        }
        let told = letter
        try await store.write { tx in
            guard try RequestRecords(tx).raiseAlarm(request.id, to: stage.rawValue) else { return }
            if let told { try mail.add(told, in: tx) }
        }
        mail.wake()
    }
}

/// How near a deadline is.
enum RequestAlarm: Int {
    case week = 1
    case day = 2
    case overdue = 3

    init?(of request: RightsRequest, at now: Timestamp) {
        let left = request.dueAt - now
        if left < .zero {
            self = .overdue
        } else if left <= .days(1) {
            self = .day
        } else if left <= .days(7) {
            self = .week
        } else {
            return nil
        }
    }
}
