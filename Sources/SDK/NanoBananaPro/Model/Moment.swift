#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Reads the server's times: RFC 3339 in UTC, with or without a fraction.
enum Moment {
    static func read(_ text: String) throws(NanoBananaProError) -> Date {
        for hasFraction in [true, false] {
            let style = Date.ISO8601FormatStyle(includingFractionalSeconds: hasFraction)
            if let date = try? style.parse(text) { return date }
        }
        throw .unreadable("The server's answer has a time that is none")
    }

    static func read(_ text: String?) throws(NanoBananaProError) -> Date? {
        guard let text else { return nil }
        return try read(text)
    }
}
