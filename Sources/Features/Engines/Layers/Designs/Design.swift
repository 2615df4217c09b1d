package import Kernel

/// A designed template: slots for texts and perhaps a picture, colour schemes, and arrangements for the aspects that it claims.
///
/// Designs are the JSON files of `share/designs`, whose format `share/designs/FORMAT.md` describes.
package struct Design: Sendable {
    package enum Category: String, CaseIterable, Sendable {
        case poster
        case quote
        case product
        case sale
        case invitation
        case event
        case albumCover = "album_cover"
        case thumbnail
        case meme
        case story
        case card
        case menu
        case announcement
        case certificate
    }

    package enum PictureUse: String, CaseIterable, Sendable {
        case none
        case optional
        case required
    }

    /// A text that people fill in.
    package struct Slot: Sendable {
        package static let lengths = 1...600

        package let id: String
        package let names: [Language: String]
        /// What previews show, and what stands there when people write nothing.
        package let standard: [Language: String]
        /// Characters, at most.
        package let most: Int
        /// Whether the design is whole without it.
        package let isOptional: Bool
    }

    /// A colour scheme: every palette of a design has the same roles.
    package struct Palette: Sendable {
        package let id: String
        package let names: [Language: String]
        package let colours: [String: LayerColour]
    }

    /// What stands where, for some aspects.
    struct Arrangement: Sendable {
        let aspects: [AspectRatio]
        let background: PlainJSON
        let layers: [PlainJSON]
    }

    package let id: String
    package let names: [Language: String]
    package let category: Category
    package let picture: PictureUse
    package let slots: [Slot]
    package let palettes: [Palette]
    /// Members that texts of a style share.
    let styles: [String: PlainJSON]
    let arrangements: [Arrangement]

    /// The shapes of canvas that it is good at.
    package var aspects: [AspectRatio] { arrangements.flatMap(\.aspects) }
}
