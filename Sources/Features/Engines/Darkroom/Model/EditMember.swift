package import Kernel

/// A parameter of a tool: its name, what it takes and what it is when nobody says so.
///
/// Reading, documentation and the editor's controls all come from it.
package struct EditMember: Sendable {
    /// The names that exist, as JSON spells them.
    package enum Name: String, CaseIterable, Sendable {
        case amount, angle, direction, width, height, factor, fit, left, top, right, bottom, unit, fill
        case box, aspect, points, channel, black, white, gamma, dark, light, colour, from, tolerance
        case levels, seed, subject, keep, drop, image, mode, coloured, brush, mask
    }

    package enum Kind: Sendable {
        case number(ClosedRange<Double>)
        case whole(ClosedRange<Int>)
        case word([String])
        case flag
        case colour
        /// A colour, or one of these words.
        case fill([String])
        case aspect
        case box
        /// A tone curve: points from 0 to 255, rising from left to right.
        case curve
        case image
        case mask
    }

    package let name: Name
    package let kind: Kind
    package let standard: EditValue?
    package let isRequired: Bool

    /// Its name for readers.
    package var label: Message { Message("darkroom.member.\(name.rawValue)") }
}

extension EditMember {
    static func number(_ name: Name, _ range: ClosedRange<Double>, _ standard: Double? = nil) -> EditMember {
        EditMember(
            name: name,
            kind: .number(range),
            standard: standard.map(EditValue.number),
            isRequired: false
        )
    }

    static func whole(_ name: Name, _ range: ClosedRange<Int>, _ standard: Int? = nil) -> EditMember {
        EditMember(
            name: name,
            kind: .whole(range),
            standard: standard.map { .number(Double($0)) },
            isRequired: false
        )
    }

    static func word(_ name: Name, _ words: [String]) -> EditMember {
        EditMember(
            name: name,
            kind: .word(words),
            standard: words.first.map(EditValue.word),
            isRequired: false
        )
    }

    static func optional(_ name: Name, _ kind: Kind, _ standard: EditValue? = nil) -> EditMember {
        EditMember(name: name, kind: kind, standard: standard, isRequired: false)
    }

    static func required(_ name: Name, _ kind: Kind) -> EditMember {
        EditMember(name: name, kind: kind, standard: nil, isRequired: true)
    }
}
