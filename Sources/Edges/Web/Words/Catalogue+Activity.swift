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
            details[.role].map { self[Message("activity.role", ["role": role($0)])] },
            details[.what].map { thing($0) },
            details[.reason].map { reason in
                self[Message("activity.reason", ["reason": self.reason(reason, of: act.act)])]
            },
        ].compactMap { $0 }.joined(separator: " · ")
    }

    /// A role; the pseudonym behind one tells its reader nothing.
    private func role(_ text: String) -> String {
        let name = text.split(separator: " ").first.map(String.init) ?? text
        return word(name, among: Self.roles)
    }

    /// What was done to what: words of closed lists in the reader's language, ids as they are.
    private func thing(_ text: String) -> String {
        let parts = text.split(separator: " ").map { part in
            let name = String(part)
            return Self.things[name].map { self[$0] } ?? self.name(ofPurpose: name)
        }
        return parts.joined(separator: " ")
    }

    /// A reason of a closed list, alone or before what was typed.
    private func reason(_ text: String, of act: AuditAct?) -> String {
        if act == .objection, let key = Self.objectionStates[text] { return self[key] }
        if let key = Self.grounds[text] { return self[key] }
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
        "read-only": "activity.role_reader", "person": "activity.role_person", "staff": "activity.staff",
        "agent": "activity.role_agent", "system": "activity.role_system",
    ]

    private static let things = [
        "profile": "activity.thing_profile", "work": "activity.thing_work",
        "archive": "activity.thing_archive", "restrict": "activity.did_restrict", "lift": "activity.did_lift",
        "freeze": "activity.did_freeze", "release": "activity.did_lift", "propose": "activity.did_propose",
        "approve": "activity.did_approve", "taken": "activity.did_take", "verified": "activity.did_verify",
        "extended": "activity.did_extend", "note": "activity.did_note",
        "fulfilled": "request.state.fulfilled", "partly": "request.state.partly",
        "refused": "request.state.refused", "withdrawn": "request.state.withdrawn",
        "expired": "request.state.expired", "access": "request.kind.access",
        "portability": "request.kind.portability", "correction": "request.kind.correction",
        "deletion": "request.kind.deletion", "restriction": "request.kind.restriction",
        "objection": "request.kind.objection", "other": "request.kind.other",
        "withhold": "decision.withhold", "warn": "decision.warn", "suspend": "decision.suspend",
        "dismiss": "decision.dismiss", "uphold": "decision.uphold", "overturn": "decision.overturn",
    ]

    private static let grounds = [
        "help": "activity.ground_help", "abuse": "activity.ground_abuse", "child": "activity.ground_child",
        "rights": "activity.ground_rights", "demand": "activity.ground_demand",
        "asked": "activity.ground_asked", "expired": "activity.ground_expired",
        "moved": "activity.ground_moved", "claim": "hold.claim", "order": "hold.order",
        "given": "activity.ground_given", "refused": "activity.ground_refused",
        "withdrawn": "activity.ground_withdrawn", "everything": "remove.scope_everything",
        "content": "remove.scope_content", "image": "remove.scope_image", "form": "activity.by_form",
        "api": "activity.by_program", "mail": "activity.by_mail", "code": "activity.by_code",
        "by hand": "activity.by_hand", "done": "activity.by_itself",
    ]

    private static let objectionStates = [
        "asked": "activity.objection_asked", "standing": "activity.objection_standing",
        "rejected": "activity.objection_rejected", "withdrawn": "activity.ground_withdrawn",
    ]
}
