/// Why a request was refused, in a form that every surface can word in the reader's language (RFC 9457).
package struct Problem: Error, Hashable, Sendable {
    package let code: Code
    /// The request's field at fault, in the spelling of the native API.
    package let field: String?
    /// What the message's placeholders stand for; nothing personal, save a text at fault that goes back to who wrote it.
    ///
    /// `reason.zh-Hant` stands for `{reason}` in that language.
    package let arguments: [String: String]
    /// The limits that were met.
    package let quotas: [Quota]

    package init(
        _ code: Code,
        field: String? = nil,
        _ arguments: [String: String] = [:],
        violating quotas: [Quota] = []
    ) {
        self.code = code
        self.field = field
        self.arguments = arguments
        self.quotas = quotas
    }

    package var status: Int { code.status }

    package var title: Message { Message("\(wording).title", arguments) }

    package var detail: Message { Message("\(wording).detail", arguments) }

    /// One code, several sentences: which of several limits was met, what is not there, or which form was refused.
    private var wording: String {
        if code == .accountSuspended, arguments["until"] != nil { return "problem.account_suspended_until" }
        if code == .notFound, field == "record" { return "problem.record_not_found" }
        if code == .reauthenticate, field == "form" { return "problem.form_unproven" }
        if code == .notFound, field == "key" { return "problem.key_ended" }
        if code == .tooBusy, field == "archive" { return "problem.too_many_archives" }
        if code == .tooBusy, field == "file" { return "problem.too_many_uploads" }
        if code == .originMalformed { return siteWording }
        if code == .textMalformed, field == "description" { return "problem.note_malformed" }
        if code == .unsupportedMediaType, field == "file" { return "problem.upload_type" }
        return switch quotas.first?.unit {
        case .requests: "problem.too_many_requests"
        case .uploads: "problem.uploads_used_up"
        case .batches: "problem.batches_used_up"
        case .images, nil: "problem.\(code.rawValue)"
        }
    }

    /// What is wrong with a key's sites: one of them, or how many there are.
    private var siteWording: String {
        if arguments["scheme"] != nil { return "problem.origin_not_https" }
        if arguments["kind"] != nil { return "problem.origin_of_secret" }
        if arguments["least"] != nil { return "problem.origin_missing" }
        if arguments["most"] != nil { return "problem.too_many_origins" }
        return "problem.\(code.rawValue)"
    }
}

/// A sentence of the string catalogue with its arguments.
package struct Message: Hashable, Sendable {
    package let key: String
    package let arguments: [String: String]

    package init(_ key: String, _ arguments: [String: String] = [:]) {
        self.key = key
        self.arguments = arguments
    }
}

extension Message {
    /// The placeholders that have a value.
    var names: Set<String> {
        Set(
            arguments.keys.map { key in
                Language.allCases.reduce(key) { $0.without(suffix: ".\($1.rawValue)") }
            }
        )
    }

    /// A placeholder's value, the one of this language first.
    func argument(_ name: String, in language: Language) -> String? {
        arguments["\(name).\(language.rawValue)"] ?? arguments[name]
    }
}

extension String {
    fileprivate func without(suffix: String) -> String {
        hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
    }
}
