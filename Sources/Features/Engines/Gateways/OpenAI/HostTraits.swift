package import Kernel

/// What a host of the Images API can do; what it cannot is refused before anything is sent.
///
/// Hosts differ much and seldom say how: the operator tells it by these traits.
package struct HostTraits: Hashable, Sendable {
    /// How a host wants the size of a picture said.
    package enum Sizes: Hashable, Sendable {
        /// As OpenAI's own models do: those of the first generation know three sizes, the later ones a range.
        case openAI
        /// Whatever is asked.
        case any
        /// These alone.
        case listed([PixelSize])
        /// It takes no `size` and always makes this one.
        case fixed(PixelSize)
    }

    /// What a host does for its `quality`.
    package enum Quality: String, Encodable, Hashable, Sendable {
        case auto
        case low
        case medium
        case high
    }

    /// What a picture that goes along is called in the form.
    package enum PictureField: Hashable, Sendable {
        /// `image` for one, `image[]` for each of several, as OpenAI's own clients do.
        case byCount
        /// Always `image`.
        case plain
        /// Always `image[]`.
        case bracketed
    }

    /// Whether it has `/images/edits`.
    package var edits: Bool
    /// Whether an edit can be kept to a part of the first picture.
    package var masks: Bool
    /// Whether an edit takes more than one picture.
    package var manyPictures: Bool
    package var pictureField: PictureField
    /// Whether it sends the picture as events, with drafts before it.
    package var streams: Bool
    package var sizes: Sizes
    /// Whether it must be told to answer with bytes; OpenAI's own models refuse the field.
    package var responseFormat: Bool
    /// Nil for hosts that take none.
    package var quality: Quality?
    package var seed: Bool
    /// Whether it takes `negative_prompt`.
    package var negativePrompt: Bool
    /// Whether it takes `background`, `output_format` and `moderation`.
    package var finish: Bool
    /// Whether it has `/models`, by which its key can be tried.
    package var models: Bool
    /// From where a picture may be fetched that it answers with a link to; nil for every public address.
    package var linkedHosts: Set<String>?
}

extension HostTraits {
    /// OpenAI itself; its models answer with bytes, never with links.
    package static let openAI = HostTraits(
        edits: true,
        masks: true,
        manyPictures: true,
        pictureField: .byCount,
        streams: true,
        sizes: .openAI,
        responseFormat: false,
        quality: .high,
        seed: false,
        negativePrompt: false,
        finish: true,
        models: true,
        linkedHosts: []
    )

    /// What most hosts understand; the operator adds what theirs does beyond it.
    package static let compatible = HostTraits(
        edits: true,
        masks: false,
        manyPictures: false,
        pictureField: .byCount,
        streams: false,
        sizes: .any,
        responseFormat: true,
        quality: nil,
        seed: false,
        negativePrompt: false,
        finish: false,
        models: true,
        linkedHosts: nil
    )
}
