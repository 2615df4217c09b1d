package import HTTPTypes
import Kernel

/// How long a client would rather wait for an end than be told that there is none yet: `Prefer: wait=60` (RFC 7240, section 4.3).
package struct Patience: Hashable, Sendable {
    /// Longer than proxies let a connection be silent.
    package static let longest = 60

    package let seconds: Int

    /// What a request prefers; nil where it prefers nothing, or nothing that can be read: a preference is never refused.
    package init?(_ fields: HTTPFields) {
        for field in fields[values: .prefer] {
            for preference in field.split(separator: ",") {
                let text = preference.split(separator: ";").first ?? ""
                let parts = text.split(separator: "=", maxSplits: 1).map { String($0).trimmed }
                guard parts.count == 2, parts[0].lowercased() == "wait" else { continue }
                let number = parts[1].hasPrefix("\"") ? String(parts[1].dropFirst().dropLast()) : parts[1]
                guard let seconds = Int(number), seconds > 0 else { return nil }
                self.seconds = min(seconds, Self.longest)
                return
            }
        }
        return nil
    }

    package var time: Duration { .seconds(seconds) }

    /// What `Preference-Applied` says.
    package var applied: String { "wait=\(seconds)" }
}

extension HTTPField.Name {
    package static let prefer = Self("Prefer").unsafelyKnown
    package static let preferenceApplied = Self("Preference-Applied").unsafelyKnown
}
