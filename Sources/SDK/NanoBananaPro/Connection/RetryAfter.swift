#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Reads `Retry-After`: seconds, or a moment (RFC 9110, sections 10.2.3 and 5.6.7).
enum RetryAfter {
    /// Anything longer is as good as never.
    private static let longest = 366 * 86_400
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    static func pause(_ text: String?, now: Date) -> Duration? {
        guard let text else { return nil }
        if text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }), !text.isEmpty {
            return .seconds(min(Int(text) ?? longest, longest))
        }
        guard let moment = moment(text) else { return nil }
        let seconds = moment.timeIntervalSince(now).rounded(.up)
        return .seconds(Int(min(max(seconds, 0), Double(longest))))
    }

    /// `Sun, 06 Nov 1994 08:49:37 GMT`.
    private static func moment(_ text: String) -> Date? {
        let parts = text.split(separator: " ")
        guard parts.count == 6, parts[5] == "GMT", let month = months.firstIndex(of: String(parts[2])),
            let day = Int(parts[1]), let year = Int(parts[3])
        else { return nil }
        let rfc3339 = "\(year)-\(padded(month + 1))-\(padded(day))T\(parts[4])Z"
        return try? Date(rfc3339, strategy: .iso8601)
    }

    private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
