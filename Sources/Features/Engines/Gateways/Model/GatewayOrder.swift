package import Engines
package import FoundationEssentials
package import Kernel

/// One picture to ask a server for: everything that may leave, and nothing else.
package struct GatewayOrder: Sendable {
    /// As the server knows the model.
    package let model: String
    package let prompt: Prompt
    /// What must not be shown, for servers that take it apart from the prompt; empty for none.
    package let negativePrompt: Prompt
    package let size: PixelSize
    /// The size as the registry's table has it; nil for a size outside of the table.
    package let shape: (ratio: AspectRatio, resolution: Resolution)?
    package let seed: Seed
    /// In the order in which the prompt counts them.
    ///
    /// The first is the one that is changed, where there is a mask.
    package let references: [Reference]
    /// White where the first reference is to change, black elsewhere; a PNG of that picture's size.
    package let mask: Data?
    /// What was said and shown before, the oldest first.
    package let turns: [Turn]
    /// Whether the prompt tells what was asked for before.
    package let tellsHistory: Bool
    /// Whether to insist on a picture and nothing else: asked for once an answer in words came.
    package let demandsImage: Bool
    /// How long the whole call may take.
    package let limit: Duration

    package init(
        model: String,
        prompt: Prompt,
        negativePrompt: Prompt = .none,
        size: PixelSize,
        shape: (ratio: AspectRatio, resolution: Resolution)? = nil,
        seed: Seed,
        references: [Reference] = [],
        mask: Data? = nil,
        turns: [Turn] = [],
        tellsHistory: Bool = false,
        demandsImage: Bool = false,
        limit: Duration
    ) {
        self.model = model
        self.prompt = prompt
        self.negativePrompt = negativePrompt
        self.size = size
        self.shape = shape
        self.seed = seed
        self.references = references
        self.mask = mask
        self.turns = turns
        self.tellsHistory = tellsHistory
        self.demandsImage = demandsImage
        self.limit = limit
    }

    /// A picture that was decoded, turned upright, freed of its metadata and encoded again before it leaves.
    package struct Reference: Hashable, Sendable {
        package enum Format: String, Sendable {
            case jpeg = "image/jpeg"
            case png = "image/png"
        }

        package let bytes: Data
        package let format: Format
        package let size: PixelSize

        package init(bytes: Data, format: Format, size: PixelSize) {
            self.bytes = bytes
            self.format = format
            self.size = size
        }
    }

    /// One turn of a conversation about a picture.
    package struct Turn: Hashable, Sendable {
        package enum Speaker: Sendable {
            case person
            case model
        }

        package let speaker: Speaker
        package let text: String
        package let pictures: [Reference]
        /// What the server gave along with its picture, exactly as it was received, to be handed back.
        package let signature: String?
        /// What the model said along with its picture, each with what the server gave along with that.
        package let signedWords: [SignedWords]

        package init(
            speaker: Speaker,
            text: String,
            pictures: [Reference],
            signature: String? = nil,
            signedWords: [SignedWords] = []
        ) {
            self.speaker = speaker
            self.text = text
            self.pictures = pictures
            self.signature = signature
            self.signedWords = signedWords
        }
    }
}
