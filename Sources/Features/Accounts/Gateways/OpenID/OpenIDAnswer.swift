import Foundation

/// What a provider put into the address that it sent the browser back to (Core 1.0, section 3.1.2.5; RFC 9207).
struct OpenIDAnswer: Sendable {
    /// In bytes.
    private static let longest = 8_192

    let state: String?
    private let issuer: String?
    private let code: String?
    private let error: String?

    /// Reads a raw query; a parameter that comes twice is refused.
    init(_ query: String) throws(OpenIDFailure) {
        guard query.utf8.count <= Self.longest else { throw .callbackMalformed }
        var values: [String: String] = [:]
        for pair in query.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Self.decoded(parts[0]),
                let value = Self.decoded(parts.count == 2 ? parts[1] : ""),
                values.updateValue(value, forKey: name) == nil
            else { throw .callbackMalformed }
        }
        state = values["state"]
        issuer = values["iss"]
        code = values["code"]
        error = values["error"]
    }

    /// The code, when the provider itself sent it and did not decline.
    func code(from provider: OpenIDProvider, mustNameIssuer: Bool) throws(OpenIDFailure) -> String {
        guard issuer == provider.issuer.text || (issuer == nil && !mustNameIssuer) else {
            throw .answerIssuerWrong
        }
        guard error == nil else { throw .declined }
        guard let code, !code.isEmpty else { throw .callbackMalformed }
        return code
    }

    private static func decoded(_ text: Substring) -> String? {
        text.replacing("+", with: " ").removingPercentEncoding
    }
}
