import Accounts
import HTTPKit
import Kernel

/// What the form of a key is filled with.
struct KeyDraft: Sendable {
    private let texts: [String: String]
    let scopes: Set<KeyScope>

    /// A new key as most want it.
    init() {
        texts = ["kind": KeySecret.Kind.secret.rawValue]
        scopes = KeyScope.usual
    }

    /// What was typed and ticked.
    init(_ form: FormBody) {
        texts = form.names.reduce(into: [:]) { $0[$1] = form[$1] }
        scopes = Set(KeyScope.allCases.filter { form[$0.fieldName] != nil })
    }

    /// A key as it is.
    init(_ line: APIKeyLine) {
        let (key, limits) = (line.key, line.key.limits)
        var texts = ["name": line.name.text, "origins": key.origins.joined(separator: "\n")]
        texts["requests_per_minute"] = limits.requestsPerMinute.map(String.init)
        texts["images_per_day"] = limits.imagesPerDay.map(String.init)
        texts["credits_per_month"] = limits.creditsPerMonth.map { "\($0.amount)" }
        texts["ends_on"] = key.expiresAt?.dayInUTC
        texts["edition"] = line.edition
        self.texts = texts
        scopes = key.scopes
    }

    subscript(field: String) -> String { texts[field] ?? "" }
}

extension KeyScope {
    /// As the form calls its box.
    var fieldName: String { "scope_\(rawValue)" }
}
