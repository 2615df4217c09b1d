import Foundation
import Imaging
package import Kernel

/// Pictures that somebody takes together, in their order.
package struct Selection: Sendable {
    /// Pictures in one of them.
    package static let most = 200

    package let images: [ImageID]

    /// - Throws: `Problem` `selection_empty`, `too_many_images`.
    package init(_ images: [ImageID]) throws(Problem) {
        guard !images.isEmpty else { throw Problem(.selectionEmpty, field: "images") }
        var known: Set<ImageID> = []
        self.images = images.filter { known.insert($0).inserted }
        guard self.images.count <= Self.most else {
            throw Problem(.tooManyImages, field: "images", ["most": "\(Self.most)"])
        }
    }
}

/// What a picture's file is called in an archive: its place, and as much of its title as every system takes.
enum ArchivedName {
    private static let longestTitle = 40

    /// `001-grey-cat.png`; a title without Latin letters or digits leaves the place and the moment of making.
    static func text(
        _ place: Int,
        titled title: String,
        made moment: Timestamp,
        as format: ImageFormat
    ) -> String {
        let number = String(repeating: "0", count: max(0, 3 - "\(place)".count)) + "\(place)"
        let words = plain(title)
        let name = words.isEmpty ? String(moment.description.prefix(10)) : words
        return "\(number)-\(name).\(format.fileExtension)"
    }

    /// Small Latin letters and digits, with single dashes between them.
    private static func plain(_ title: String) -> String {
        let letters = title.decomposedStringWithCompatibilityMapping.lowercased().unicodeScalars
            .filter { !$0.properties.isDiacritic && $0.properties.generalCategory != .nonspacingMark }
        let parts = letters.split { scalar in
            !(("a"..."z").contains(Character(scalar)) || ("0"..."9").contains(Character(scalar)))
        }
        let joined = parts.map { String(String.UnicodeScalarView($0)) }.joined(separator: "-")
        return String(joined.prefix(longestTitle)).trimmingCharacters(in: ["-"])
    }
}
