import HTTPKit
import Kernel
import Mustache
import Privacy

/// Every cookie, and every choice about one's data, with and without an account.
struct CookiesPage: PageModel {
    static let template = Template.cookies

    var layout: Layout
    let isAccount: Bool
    let isSecure: Bool
    var consents: [ConsentPart]
    var objections: [ObjectionPart]
    /// What was just done.
    var notice: String?

    func child(named name: String) -> Any? {
        let words = layout.words
        return switch name {
        case "notice": notice
        case "has_consents": !consents.isEmpty
        case "scope": words[isAccount ? "cookies.choices_account" : "cookies.choices_browser"]
        case "consents": consents
        case "objections": objections
        case "cookies":
            RegisteredCookie.allCases.map { CookieRow(cookie: $0, words: words, isSecure: isSecure) }
        case "cookie_list_url": Route.cookieList.path
        case "needs": words[Message("cookies.needs_detail", names)]
        default: layout.child(named: name)
        }
    }

    private var names: [String: String] {
        [
            "session": RegisteredCookie.session.name(isSecure: isSecure),
            "visitor": RegisteredCookie.visitor.name(isSecure: isSecure),
            "consent": RegisteredCookie.consent.name(isSecure: isSecure),
        ]
    }
}

/// A consent, how it stands, and the two ways to decide.
struct ConsentPart: MustacheParent, Sendable {
    let purpose: String
    let state: String
    let title: String
    let detail: String
    let standing: String
    let refuseLabel: String
    let allowLabel: String
    let receiptURL: String?

    func child(named name: String) -> Any? {
        switch name {
        case "purpose": purpose
        case "state": state
        case "choice_title": title
        case "detail": detail
        case "standing": standing
        case "refuse_label": refuseLabel
        case "allow_label": allowLabel
        case "receipt_url": receiptURL
        default: nil
        }
    }
}

extension ConsentPart {
    init(_ standing: ConsentStanding, _ words: Catalogue) {
        purpose = standing.purpose
        title = words["choice.\(purpose).title"]
        detail = words["choice.\(purpose).detail"]
        state = standing.newest?.state.rawValue ?? "none"
        let times = [
            "time": standing.newest.map { words.moment($0.at) } ?? "",
            "end": standing.newest.map { words.moment($0.endsAt) } ?? "",
        ]
        self.standing = words[Message("consent.state.\(state)", times)]
        refuseLabel = "\(words["choice.refuse"]): \(title)"
        allowLabel = "\(words["choice.allow"]): \(title)"
        receiptURL = standing.newest.map { Route.receipt($0.id).path }
    }
}

/// A purpose that rests on our interests, and the way to object to it.
struct ObjectionPart: MustacheParent, Sendable {
    let purpose: String
    let state: String
    let title: String
    let detail: String
    let standing: String
    let choice: CookieChoice
    let label: String

    func child(named name: String) -> Any? {
        switch name {
        case "purpose": purpose
        case "state": state
        case "choice_title": title
        case "detail": detail
        case "standing": standing
        case "choice": choice.rawValue
        case "label": label
        default: nil
        }
    }
}

extension ObjectionPart {
    init(_ purpose: String, _ objection: Objection?, balancing: String, _ words: Catalogue) {
        self.purpose = purpose
        title = words["objection.\(purpose).title"]
        detail = balancing
        state = objection?.state.rawValue ?? "none"
        let arguments = [
            "time": objection.map { words.moment($0.at) } ?? "", "ground": objection?.ground ?? "",
        ]
        let isGranted = objection?.state == .standing && objection?.ground != nil
        let wording = isGranted ? "granted" : state
        standing = words[Message("objection.state.\(wording)", arguments)]
        let isOpen = objection?.state == .asked || objection?.state == .standing
        choice = isOpen ? .withdrawObjection : .object
        label = words[isOpen ? "objection.withdraw" : "objection.object"]
    }
}

/// What a button of the page does.
enum CookieChoice: String, Sendable {
    case allow
    case refuse
    case object
    case withdrawObjection = "withdraw_objection"
}

/// A line of the cookies' table.
private struct CookieRow: MustacheParent {
    let cookie: RegisteredCookie
    let words: Catalogue
    let isSecure: Bool

    func child(named name: String) -> Any? {
        switch name {
        case "name": cookie.name(isSecure: isSecure)
        case "class": words["cookie.class.\(cookie.kind.rawValue)"]
        case "use": words[cookie.purposeKey]
        case "set_when": words[cookie.occasionKey]
        case "max_age": words.length(of: cookie.lifetime)
        default: nil
        }
    }
}

extension Catalogue {
    /// `183 days`, in the largest unit that is whole.
    fileprivate func length(of lifetime: Duration) -> String {
        let seconds = Int(lifetime.components.seconds)
        if seconds.isMultiple(of: 86_400) { return counted("cookies.days", seconds / 86_400) }
        if seconds.isMultiple(of: 3_600) { return counted("cookies.hours", seconds / 3_600) }
        return counted("cookies.minutes", seconds / 60)
    }
}
