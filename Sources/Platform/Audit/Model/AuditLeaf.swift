import Crypto
package import FoundationEssentials
package import Kernel

/// A leaf of the log: what the tree commits to.
///
/// Its bytes are canonical JSON (RFC 8785): `{"at":…,"commitment":…,"subject_ref":…,"type":…}`, hexadecimal in lower case.
package struct AuditLeaf: Hashable, Sendable {
    /// The act's name; on a disk that somebody changed it may be any text.
    package let type: String
    package let at: Timestamp
    /// Nil for an act about nobody.
    package let subjectRef: Data?
    package let commitment: Data

    package init(
        type: String,
        at: Timestamp,
        subjectRef: Data?,
        commitment: Data
    ) {
        self.type = type
        self.at = at
        self.subjectRef = subjectRef
        self.commitment = commitment
    }

    package var canonical: Data {
        CanonicalJSON.object([
            "type": type,
            "at": at.isPlausible ? at.description : "\(at.milliseconds)",
            "subject_ref": subjectRef?.hexadecimal,
            "commitment": commitment.hexadecimal,
        ])
    }
}

/// What an act's salt makes of the act (HMAC-SHA256).
struct SaltedAct {
    let ref: Data
    let commitment: Data

    init(_ details: Data, salt: SymmetricKey) {
        ref = Data(HMAC<SHA256>.authenticationCode(for: Data("nbp-audit-subject-1".utf8), using: salt))
        commitment = Data(HMAC<SHA256>.authenticationCode(for: details, using: salt))
    }
}

extension Timestamp {
    private static let plausible: ClosedRange<Int64> = 0...253_402_300_799_999

    /// Whether it lies between the years 1970 and 9999: what was changed on disk may be any number.
    fileprivate var isPlausible: Bool { Self.plausible.contains(milliseconds) }
}
