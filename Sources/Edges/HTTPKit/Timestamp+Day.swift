import FoundationEssentials
package import Kernel

/// Days, as the fields of forms have them: `2027-01-31`, in UTC.
extension Timestamp {
    /// The beginning of a day; nil for any other text.
    package init?(day text: String) {
        guard let date = try? Date.ISO8601FormatStyle().parse("\(text)T00:00:00Z") else { return nil }
        self.init(date)
        // The style reads over what it does not know, and has the 31st of February be in March.
        guard description.hasPrefix("\(text)T") else { return nil }
    }

    package var dayInUTC: String { String(description.prefix(10)) }
}
