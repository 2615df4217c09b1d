import Accounts
import Audit
import Kernel

/// How a security log is worded.
extension Catalogue {
    func title(of event: SecurityEvent) -> String {
        switch (event.kind, event.count) {
        case (.signedIn, let tries?): counted("activity.signed_in_after", tries)
        case (.workBrought, let pictures?): counted("activity.work_brought", pictures)
        default: self["activity.event.\(event.kind.rawValue)"]
        }
    }

    /// By what and from where.
    func detail(of event: SecurityEvent) -> String {
        [
            event.means.map { self["activity.means.\($0.rawValue)"] }, event.traits?.device,
            event.traits?.network,
        ]
        .compactMap { $0 }.joined(separator: " · ")
    }

    /// An act of the audit log; one that a later version wrote is named as what it is: something.
    func title(of act: OpenedAct) -> String {
        act.act.map { self["activity.act.\($0.rawValue)"] } ?? self["activity.unknown"]
    }

    /// In which role, what, and why; or that the record does not fit the log any more.
    func detail(of act: OpenedAct) -> String {
        guard let details = act.details else { return self["activity.damaged"] }
        return [
            details[.role].map { role in
                self[Message("activity.role", ["role": word(role, among: Self.roles)])]
            },
            details[.what].map { word($0, among: Self.things) },
            details[.reason].map { self[Message("activity.reason", ["reason": reason($0)])] },
        ].compactMap { $0 }.joined(separator: " · ")
    }

    /// A reason of a closed list, alone or before what was typed.
    private func reason(_ text: String) -> String {
        let parts = text.split(separator: ": ", maxSplits: 1)
        guard let ground = parts.first, let key = Self.grounds[String(ground)] else { return text }
        return ([self[key]] + parts.dropFirst().map(String.init)).joined(separator: ": ")
    }

    private func word(_ text: String, among keys: [String: String]) -> String {
        keys[text].map { self[$0] } ?? text
    }

    private static let roles = [
        "owner": "activity.role_owner", "support": "activity.role_support",
        "privacy": "activity.role_privacy", "finance": "activity.role_finance",
        "read-only": "activity.role_reader",
    ]

    private static let things = [
        "profile": "activity.thing_profile", "work": "activity.thing_work",
    ]

    private static let grounds = [
        "help": "activity.ground_help", "abuse": "activity.ground_abuse", "child": "activity.ground_child",
        "rights": "activity.ground_rights", "demand": "activity.ground_demand",
        "asked": "activity.ground_asked", "expired": "activity.ground_expired",
        "moved": "activity.ground_moved",
    ]
}
