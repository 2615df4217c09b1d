/// An attribute's value in which `{name}` stands for a number of the pose.
struct NumberTemplate: Hashable, Sendable {
    private let text: String
    let names: Set<String>

    /// - Returns: nil when a brace has no partner.
    init?(_ text: String) {
        var names: Set<String> = []
        var rest = Substring(text)
        while let open = rest.firstIndex(of: "{") {
            guard let close = rest[open...].firstIndex(of: "}") else { return nil }
            names.insert(String(rest[rest.index(after: open)..<close]))
            rest = rest[rest.index(after: close)...]
        }
        guard !rest.contains("}") else { return nil }
        self.text = text
        self.names = names
    }

    /// The text with every name replaced; names without a value become 0.
    func filled(_ pose: [String: Double]) -> String {
        guard !names.isEmpty else { return text }
        var filled = text
        for name in names {
            filled = filled.replacing("{\(name)}", with: NumberText.plain(pose[name] ?? 0))
        }
        return filled
    }
}
