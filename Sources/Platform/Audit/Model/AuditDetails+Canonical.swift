import FoundationEssentials

extension AuditDetails {
    /// In Unicode scalars.
    static let longestDetail = 1_000

    /// The bytes that a commitment is made of.
    var canonical: Data {
        CanonicalJSON.object(
            [String: String?](uniqueKeysWithValues: map { ($0.key.rawValue, $0.value) })
        )
    }

    /// Reads what `canonical` wrote; nil for anything else.
    init?(canonical: Data) {
        guard let members = try? JSONDecoder().decode([String: String].self, from: canonical) else {
            return nil
        }
        self = [:]
        for (name, value) in members {
            guard let field = AuditField(rawValue: name) else { return nil }
            self[field] = value
        }
    }

    /// - Throws: `AuditMistake` for what the act's type does not declare.
    func check(for act: AuditAct) throws(AuditMistake) {
        for (field, value) in self {
            guard act.fields.contains(field) else { throw .fieldNotDeclared(act, field) }
            guard value.unicodeScalars.count <= Self.longestDetail else { throw .detailTooLong(field) }
        }
    }
}
