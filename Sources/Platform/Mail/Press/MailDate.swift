import Kernel

/// Moments as mails write them (RFC 5322, section 3.3): `Mon, 23 Nov 2026 18:00:00 +0000`.
enum MailDate {
    private static let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    private static let millisecondsPerDay: Int64 = 86_400_000

    /// Writes a moment after 1970, whose first day was a Thursday.
    static func text(of moment: Timestamp) -> String {
        let day = days[Int((max(moment.milliseconds, 0) / millisecondsPerDay) % 7)]
        let parts = moment.description.split(whereSeparator: { "-T.".contains($0) })
        let month = Int(parts[1]).map { months[$0 - 1] } ?? ""
        return "\(day), \(parts[2]) \(month) \(parts[0]) \(parts[3]) +0000"
    }
}
