package import Kernel

extension Moderation {
    /// The picture at an address of ours that was typed or linked, if whoever reports it can see it there.
    ///
    /// Anything else is nil, without saying why.
    package func reportable(
        _ address: String,
        seenBy reporter: SubjectID?
    ) async throws -> ReportedPicture? {
        guard let parts = path(of: address) else { return nil }
        for source in sources {
            if let picture = try await source.picture(at: parts, seenBy: reporter) { return picture }
        }
        return nil
    }

    /// The parts of a path of ours, without base URL, language, query and fragment; nil for other people's addresses.
    func path(of address: String) -> [String]? {
        let text = address.drop { $0.isWhitespace }.prefix { !$0.isWhitespace }
        var rest = Substring(text)
        if text.first != "/" {
            guard let base = links.bases.first(where: { text.hasPrefix("\($0)/") }) else { return nil }
            rest = text.dropFirst(base.count)
        }
        var parts = rest.prefix { $0 != "?" && $0 != "#" }.split(separator: "/").map(String.init)
        if let first = parts.first, Language(tag: first) != nil { parts.removeFirst() }
        return parts.isEmpty ? nil : parts
    }
}
