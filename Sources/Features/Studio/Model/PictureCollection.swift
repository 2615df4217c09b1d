import Foundation
package import Kernel
import Vault

package enum CollectionKind: Identified {
    package static let idPrefix = "col"
}

/// One collection of somebody's pictures.
package typealias CollectionID = ID<CollectionKind>

/// Pictures that somebody keeps together under a name.
package struct PictureCollection: Hashable, Sendable {
    /// Collections that one person may have.
    package static let most = 200
    /// Pictures in one of them.
    package static let mostPictures = 5_000

    package let id: CollectionID
    package let name: CollectionName
    /// Pictures in it.
    package let count: Int
    package let madeAt: Timestamp

    package init(id: CollectionID, name: CollectionName, count: Int, madeAt: Timestamp) {
        self.id = id
        self.name = name
        self.count = count
        self.madeAt = madeAt
    }
}

/// What a collection is called: 1 to 80 scalars in one line.
package struct CollectionName: Hashable, Sendable {
    package static let longest = 80

    package let text: String

    /// Takes white space at the ends away and composes the text (Unicode NFC).
    /// - Throws: `Problem` `name_malformed` for an empty or long name, line breaks, control or invisible direction characters.
    package init(_ text: String) throws(Problem) {
        let trimmed = text.trimmingCharacters(in: .whitespaces).precomposedStringWithCanonicalMapping
        guard (1...Self.longest).contains(trimmed.unicodeScalars.count),
            trimmed.unicodeScalars.allSatisfy(Self.isShown)
        else { throw Problem(.nameMalformed, field: "name", ["limit": "\(Self.longest)"]) }
        self.text = trimmed
    }

    /// A name as it was stored.
    init(stored text: String) {
        self.text = text
    }

    private static func isShown(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: false
        case .format: scalar == "\u{200D}" || scalar == "\u{200C}"
        default: true
        }
    }
}

extension CollectionName: CustomStringConvertible, CustomReflectable {
    /// Personal data.
    package var description: String { "<redacted>" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

/// Which of somebody's pictures are asked for.
package enum PictureFilter: Hashable, Sendable {
    case all
    case favourites
    case uploads
    /// Masks that were brought; they are in no other list.
    case masks
    case collection(CollectionID)
}

extension SealedPlace {
    static func name(of collection: CollectionID) -> SealedPlace {
        SealedPlace("studio_collection", "name", row: collection)
    }
}
