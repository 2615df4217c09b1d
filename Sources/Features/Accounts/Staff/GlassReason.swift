package import Kernel
import Store

/// What a look at somebody's data opens.
package enum GlassScope: String, CaseIterable, Sendable, SQLConvertible {
    /// E-mail address, name, country, language and age band.
    case profile
    /// Private pictures and prompts.
    case work

    package var right: StaffRight {
        switch self {
        case .profile: .openProfile
        case .work: .openWork
        }
    }
}

/// Why staff may look: the closed list.
package enum GlassGround: String, CaseIterable, Sendable, SQLConvertible {
    /// The person asked for help with it.
    case help
    /// A report or an appeal has to be decided.
    case abuse
    /// Somebody says that the account is a child's.
    case child
    /// The person uses a right about their data.
    case rights
    /// A court or an authority demands it, and the demand was checked.
    case demand
}

/// Why somebody of the staff looks, as the person whom it is about reads it.
package struct GlassReason: Hashable, Sendable {
    package static let lengths = 10...500

    package let ground: GlassGround
    package let text: String

    /// - Throws: `Problem` `reason_required` for another ground, or words that are too few, too many or invisible.
    package init(ground: String?, text: String?) throws(Problem) {
        guard let ground = ground.flatMap(GlassGround.init) else {
            throw Problem(.reasonRequired, field: "ground")
        }
        let words = (text ?? "").split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard Self.lengths.contains(words.unicodeScalars.count),
            words.unicodeScalars.allSatisfy(\.isShown)
        else { throw Problem(.reasonRequired, field: "reason") }
        self.ground = ground
        self.text = words
    }

    /// In the audit log's words: the ground, then what was typed.
    var logged: String { "\(ground.rawValue): \(text)" }
}

extension Unicode.Scalar {
    /// Whether it has a shape of its own; characters that turn the reading direction could change the words around them.
    fileprivate var isShown: Bool {
        switch properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: false
        case .format: self == "\u{200D}" || self == "\u{200C}"
        default: true
        }
    }
}

/// Leave to look at a person's data for a while, in one session of one member of staff.
package struct Glass: Hashable, Sendable {
    /// How long one reason opens.
    package static let lifetime: Duration = .seconds(15 * 60)

    package let subject: SubjectID
    package let scope: GlassScope
    package let ground: GlassGround
    package let endsAt: Timestamp
}
