import Accounts
package import Hummingbird
import Kernel
import Synchronization

/// The closed list of cookies.
///
/// Nothing else in the product writes one.
package enum RegisteredCookie: String, CaseIterable, Sendable {
    /// Leads a visitor back to their pictures. Strictly necessary: set by the first job, never by a page.
    case visitor
    /// Holds somebody signed in. Strictly necessary: set at sign-in.
    case session
    /// Stands for the first factor while the second is asked for. Strictly necessary: set by the right password.
    case secondStep
    /// Says until when a browser that was refused for its age stays refused. Strictly necessary: set by the refusal.
    case ageBlock
    /// Lets somebody in while others try their password. Strictly necessary: set at sign-in.
    case device
    /// Shows, for ten minutes, that an answer of a provider belongs to this browser. Strictly necessary: set on the way there.
    case openID
    /// Leads somebody from a provider through the sign-up. Strictly necessary: set on the way back.
    case newcomer
    /// Leads a browser without an account back to its choices, and says that it opted out by a signal. Strictly necessary: set
    /// by a choice, or by the signal of the browser itself.
    case consent
    /// Light or dark. A preference: set when it is chosen.
    case theme
    /// The language of pages without a language in their address. A preference: set when it is chosen.
    case language

    /// With `__Host-` browsers hold it to this very host, to https and to the whole path; on plain http, which only a local
    /// server has, they would refuse the name.
    package func name(isSecure: Bool) -> String {
        switch self {
        case .visitor: isSecure ? "__Host-visitor" : "nbp_visitor"
        case .session: isSecure ? "__Host-sid" : "nbp_sid"
        case .secondStep: isSecure ? "__Host-second" : "nbp_second"
        case .ageBlock: isSecure ? "__Host-age" : "nbp_age"
        case .device: isSecure ? "__Host-device" : "nbp_device"
        case .openID: isSecure ? "__Host-openid" : "nbp_openid"
        case .newcomer: isSecure ? "__Host-newcomer" : "nbp_newcomer"
        case .consent: isSecure ? "__Host-consent" : "nbp_consent"
        case .theme: isSecure ? "__Host-theme" : "nbp_theme"
        case .language: isSecure ? "__Host-language" : "nbp_language"
        }
    }

    /// How long a browser keeps it.
    package var lifetime: Duration {
        switch self {
        case .visitor: .days(7)
        case .session: .hours(12)
        case .secondStep: .seconds(600)
        case .ageBlock: .hours(24)
        case .device: .days(180)
        case .openID: OpenID.patience
        case .newcomer: Newcomer.patience
        case .consent: .days(183)
        case .theme, .language: .days(365)
        }
    }

    /// What it is there for, in the words of cookie law.
    package enum Class: String, Sendable, CaseIterable {
        /// What was asked for does not work without it.
        case necessary
        /// Remembers what somebody set.
        case preference
        /// Counts how the site is used, with a consent only; none is registered.
        case analytics
    }

    package var kind: Class {
        switch self {
        case .theme, .language: .preference
        case .visitor, .session, .secondStep, .ageBlock, .device, .openID, .newcomer, .consent: .necessary
        }
    }

    /// The string catalogue's keys of what it is for and when it is set.
    package var purposeKey: String { "cookie.\(rawValue.lowercased()).purpose" }
    package var occasionKey: String { "cookie.\(rawValue.lowercased()).set_when" }

    /// How long a browser keeps it, as ISO 8601 has it.
    package var period: String {
        let seconds = lifetime.components.seconds
        if seconds.isMultiple(of: 86_400), seconds > 86_400 { return "P\(seconds / 86_400)D" }
        if seconds.isMultiple(of: 3_600) { return "PT\(seconds / 3_600)H" }
        return "PT\(seconds / 60)M"
    }
}

/// Collects the cookies that one answer sets.
package final class CookieJar: Sendable {
    private let changes = Mutex<[RegisteredCookie: String?]>([:])

    package init() {}

    package func set(_ cookie: RegisteredCookie, to value: String) {
        changes.withLock { $0[cookie] = .some(value) }
    }

    package func expire(_ cookie: RegisteredCookie) {
        changes.withLock { $0[cookie] = .some(nil) }
    }

    func write(into response: inout Response, isSecure: Bool) {
        for (cookie, value) in changes.withLock({ $0 }) {
            let lifetime = value == nil ? 0 : Int(cookie.lifetime.components.seconds)
            response.setCookie(
                Cookie(
                    name: cookie.name(isSecure: isSecure),
                    value: value ?? "",
                    maxAge: lifetime,
                    path: "/",
                    secure: isSecure,
                    httpOnly: true,
                    sameSite: .lax
                )
            )
        }
    }
}

extension Request {
    /// What the browser sent back of a registered cookie.
    package func value(of cookie: RegisteredCookie, isSecure: Bool) -> String? {
        cookies[cookie.name(isSecure: isSecure)]?.value
    }
}
