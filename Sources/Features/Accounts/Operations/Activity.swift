package import Audit
import FoundationEssentials
package import Kernel
import Purposes
import Store
import Vault

/// A line of a person's security log.
package struct ActivityLine: Hashable, Sendable {
    package enum What: Hashable, Sendable {
        /// Of their account's safety.
        case event(SecurityEvent)
        /// Of the audit log: what staff did, or what they themselves demanded.
        case act(OpenedAct)
    }

    package let at: Timestamp
    package let what: What

    package init(at: Timestamp, what: What) {
        self.at = at
        self.what = what
    }
}

/// How far a reader has come in the two sources of a security log.
package struct ActivityCursor: Hashable, Sendable {
    let event: RowID?
    let leaf: Int?

    init(event: RowID?, leaf: Int?) {
        self.event = event
        self.leaf = leaf
    }

    /// Reads what `text` wrote; nil for anything else.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        let (event, leaf) = (RowID(parts[0]), Int(parts[1]))
        guard event != nil || parts[0].isEmpty, leaf.map({ $0 >= 0 }) ?? parts[1].isEmpty else { return nil }
        self.init(event: event, leaf: leaf)
    }

    package var text: String { "\(event?.text ?? "").\(leaf.map(String.init) ?? "")" }
}

/// Some lines of a security log.
package struct ActivityPage: Sendable {
    package let lines: [ActivityLine]
    /// Where the next page begins; nil on the last.
    package let next: ActivityCursor?
}

extension Accounts {
    package static let longestActivityPage = 100

    /// What happened to somebody's account and data, newest first: the events of the last 90 days and every act of the audit
    /// log about them.
    package func activity(
        of session: Session,
        before cursor: ActivityCursor? = nil,
        limit: Int
    ) async throws -> ActivityPage {
        let (subject, count) = (session.subject, min(max(limit, 1), Self.longestActivityPage))
        let permit = try await gate.permit(HonourRights.self, for: subject)
        let events = try await store.read { tx in
            try EventRecords(tx).events(of: subject, before: cursor?.event, limit: count + 1)
        }
        let acts = try await audit.acts(before: cursor?.leaf, limit: count + 1, under: permit).acts
        var merge = ActivityMerge(events: events[...], acts: acts[...], reached: cursor)
        var lines: [ActivityLine] = []
        while lines.count < count, let next = merge.next() {
            switch next {
            case .event(let event):
                let plain = try await vault.open(event.details, under: permit)
                let opened = try JSONDecoder().decode(SecurityEvent.self, from: plain)
                lines.append(ActivityLine(at: event.at, what: .event(opened)))
            case .act(let act):
                lines.append(ActivityLine(at: act.at, what: .act(act)))
            }
        }
        return ActivityPage(lines: lines, next: merge.isDone ? nil : merge.cursor)
    }
}

extension Accounts {
    /// When staff looked at what a visitor made, newest first: somebody without an account has no security log.
    package func looks(at visitor: Visitor) async throws -> [ActivityLine] {
        let permit = try await gate.permit(HonourRights.self, for: visitor.subject)
        return try await audit.acts(limit: Self.longestActivityPage, under: permit).acts
            .filter { $0.act == .staffRead }
            .map { ActivityLine(at: $0.at, what: .act($0)) }
    }
}

/// Two lists, each newest first, read as one.
private struct ActivityMerge {
    enum Next {
        case event(PreparedEvent)
        case act(OpenedAct)
    }

    private var events: ArraySlice<PreparedEvent>
    private var acts: ArraySlice<OpenedAct>
    private(set) var cursor: ActivityCursor

    init(
        events: ArraySlice<PreparedEvent>,
        acts: ArraySlice<OpenedAct>,
        reached cursor: ActivityCursor?
    ) {
        self.events = events
        self.acts = acts
        self.cursor = cursor ?? ActivityCursor(event: nil, leaf: nil)
    }

    var isDone: Bool { events.isEmpty && acts.isEmpty }

    mutating func next() -> Next? {
        if let event = events.first, acts.first.map({ $0.at <= event.at }) ?? true {
            events.removeFirst()
            cursor = ActivityCursor(event: event.id, leaf: cursor.leaf)
            return .event(event)
        }
        guard let act = acts.popFirst() else { return nil }
        cursor = ActivityCursor(event: cursor.event, leaf: act.number)
        return .act(act)
    }
}
