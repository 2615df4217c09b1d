extension Period {
    /// Longer ones would outlive whoever wrote them.
    private static let longest = 36_500

    /// Reads `P30D`, `P6M` or `P3Y`; nil for anything else, mixed units and free text included.
    package init?(iso8601 text: some StringProtocol) {
        guard text.utf8.count <= "P36500D".utf8.count, text.first == "P", let unit = text.last,
            text.dropFirst().dropLast().utf8.allSatisfy({
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
            }),
            let count = Int(text.dropFirst().dropLast()), count <= Self.longest
        else { return nil }
        switch unit {
        case "D": self = .days(count)
        case "M": self = .months(count)
        case "Y": self = .years(count)
        default: return nil
        }
    }
}
