import Foundation
import Kernel
import Privacy

/// How what is kept of somebody is worded: what, why, and until when.
extension Catalogue {
    func name(of category: DataCategory) -> String {
        let key = category.rawValue.replacing(".", with: "_")
        return strings["data.category.\(key)"] ?? category.rawValue
    }

    /// The part of the product that a table or folder belongs to, as people know it.
    func area(of store: String) -> String {
        let prefix = store.prefix { $0 != "_" }
        return self[Self.areas[String(prefix)] ?? "data.area_other"]
    }

    func name(of recipient: Recipient) -> String {
        recipient.id == "mail-relay" ? self["center.recipient_mail"] : recipient.id
    }

    /// `to make, keep and show your pictures (our agreement with you)`.
    func reasons(_ purposes: [PurposeDefinition]) -> String {
        list(
            purposes.map { purpose in
                let words = name(ofPurpose: purpose.key)
                return self[Message("data.why", ["purpose": words, "basis": name(of: purpose.basis)])]
            }
        )
    }

    /// `to improve models`.
    func name(ofPurpose key: String) -> String { Self.purposes[key].map { self[$0] } ?? key }

    /// What a hold keeps, on which ground and until when somebody looks again.
    func words(of hold: Hold) -> String {
        let date = String(moment(hold.reviewAt).prefix(10))
        let ground = self["hold.\(hold.ground.rawValue)"]
        return self[Message("remove.held", ["record": hold.record.text, "ground": ground, "date": date])]
    }

    /// The rule by which something goes, with the moment where there is one.
    func words(of keep: Retention, until moment: Timestamp?) -> String {
        switch (keep.end, moment) {
        case (.withSubject, nil): self["keep.with_account"]
        case (.withSubject, let moment?), (.subjectAt, let moment?):
            self[Message("keep.with_visit", ["time": self.moment(moment)])]
        case (.at, let moment?), (.after, let moment?):
            self[Message("keep.until", ["time": self.moment(moment)])]
        default:
            self[
                Message(
                    "keep.rule",
                    ["period": words(of: keep.period), "trigger": words(of: keep.trigger)]
                )
            ]
        }
    }

    func name(of basis: LegalBasis) -> String {
        switch basis {
        case .contract: self["data.basis_contract"]
        case .legitimateInterests: self["data.basis_interest"]
        case .consent: self["data.basis_consent"]
        case .legalObligation: self["data.basis_law"]
        }
    }

    func words(of period: Period) -> String {
        switch period {
        case .days(let count): counted("keep.days", count)
        case .months(let count): counted("keep.months", count)
        case .years(let count): counted("keep.years", count)
        }
    }

    private func words(of trigger: Retention.Trigger) -> String {
        switch trigger {
        case .created: self["keep.after_made"]
        case .lastUse: self["keep.after_use"]
        case .accountErased: self["keep.after_account"]
        case .closed: self["keep.after_end"]
        case .consentEnded: self["keep.after_consent"]
        case .orderPaid: self["keep.after_payment"]
        }
    }

    private static let areas = [
        "studio": "data.area_studio", "blobs": "data.area_files", "spool": "data.area_files",
        "accounts": "data.area_account",
        "billing": "data.area_credits", "moderation": "data.area_decisions", "audit": "data.area_audit",
        "mail": "data.area_mail", "outbox": "data.area_outbox", "queue": "data.area_work",
        "privacy": "data.area_privacy", "archives": "data.area_archives", "webhooks": "data.area_webhooks",
        "ring": "data.area_key",
    ]

    private static let purposes = [
        "provide_service": "data.purpose_service", "secure_service": "data.purpose_security",
        "account_for_acts": "data.purpose_acts", "honour_rights": "data.purpose_rights",
        "manage_account": "data.purpose_account", "protect_children": "data.purpose_children",
        "inspect_with_reason": "data.purpose_inspection", "notify_by_mail": "data.purpose_mail",
        "measure_usage": "data.purpose_usage", "send_news": "data.purpose_news",
        "train_models": "data.purpose_training",
    ]
}
