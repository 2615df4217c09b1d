/// Where somebody came from, cut to its origin: no path, no query, no name and no password.
package struct ReferrerOrigin: Hashable, Sendable {
    private static let longest = 200

    package let text: String

    /// Nil for what is no address of the web, for one of our own, and for one that is not written in plain letters.
    package init?(_ referrer: String, ours: Set<String>) {
        guard
            let match = referrer.prefix(2_000).wholeMatch(
                of: /(https?):\/\/([A-Za-z0-9.\-]+)(:[0-9]{1,5})?([\/?#].*)?/
            )
        else { return nil }
        let origin = "\(match.1)://\(match.2)\(match.3 ?? "")".lowercased()
        guard origin.utf8.count <= Self.longest, !ours.contains(origin) else { return nil }
        text = origin
    }
}
