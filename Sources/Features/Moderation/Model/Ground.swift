package import Kernel
import Store

/// What somebody may say is wrong with a picture, and what staff decide by: the closed list of the terms.
package enum Ground: String, CaseIterable, Sendable, SQLConvertible {
    /// Sexual depiction of children.
    case minors
    /// A real person shown without their leave.
    case person
    case sexual
    case violence
    case hate
    case copyright
    case illegal
    case other

    package var severity: Severity {
        switch self {
        case .minors: .high
        case .person, .violence, .hate, .illegal: .medium
        case .sexual, .copyright, .other: .low
        }
    }

    /// As the register names it.
    package var rule: String { "terms-\(rawValue)" }

    /// Reads a form's or a program's word for it.
    /// - Throws: `Problem` `category_unknown`.
    package init(chosen text: String) throws(Problem) {
        guard let ground = Ground(rawValue: text) else {
            let known = Ground.allCases.map(\.rawValue).joined(separator: ", ")
            throw Problem(.categoryUnknown, field: "category", ["categories": known])
        }
        self = ground
    }
}

extension Severity: SQLConvertible {}
