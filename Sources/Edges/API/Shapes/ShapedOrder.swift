import Blobs
import FoundationEssentials
import Kernel
import Studio

/// What a client of somebody else's shape asks for, read and not yet ordered: its pictures are bytes still.
struct ShapedOrder: Sendable {
    /// How large the result is to be.
    enum Size: Hashable, Sendable {
        /// As the first picture, else square.
        case automatic
        /// In pixels; a model that has tables takes the nearest of them.
        case pixels(PixelSize)
        case shape(AspectRatio?, Resolution?)
    }

    /// A picture that somebody sends along.
    enum Picture: Sendable {
        /// A file as it came, of whatever kind its client says it is.
        case bytes(Data)
        /// The same, too large to be held; and what it was called.
        case file(SpooledFile, name: String?)
        case stored(ImageID)
        /// An address of somebody else's, to be fetched under guard.
        case address(String)

        var isElsewhere: Bool {
            if case .address = self { true } else { false }
        }
    }

    var prompt: String
    /// An id, an alias, or `default`.
    var model: String
    var size: Size = .automatic
    var count = 1
    var seed: Int?
    /// In the order in which words call them; empty for a picture of words alone.
    var pictures: [Picture] = []
    /// Transparent where the first picture is to be changed.
    var mask: Picture?
    /// Whether the background is to be transparent.
    var isTransparent = false
    /// The picture that a conversation goes on from; its signature was found in the history that came along.
    var conversationOf: ImageID?
    var idempotencyKey: String?
    var attempt: OrderAttempt?
}
