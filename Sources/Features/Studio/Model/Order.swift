package import Kernel

/// What a person orders, parsed but not yet checked against a model.
package struct Order: Sendable {
    /// Pictures of one order, whatever its model makes.
    package static let mostImages = 10

    package let task: OrderTask
    /// Empty for tasks that are told otherwise what to do.
    package let prompt: Prompt
    package let model: String
    /// Nil where the size follows from the pictures or the document.
    package let spec: ImageSpec?
    package let count: Int
    package let seed: Seed?
    package let style: String?
    /// What is not to be seen, for models that can be told.
    package let negative: Prompt?
    /// The picture that this one varies; becomes its parent.
    package let variationOf: ImageID?
    package var idempotencyKey: IdempotencyKey?
    /// Of the key that the order comes with; what it costs counts there too.
    package var budget: KeyBudget?
    package var attempt: OrderAttempt?
    /// The key whose own pictures are all that the order may name; nil where it may name every one of its person's.
    package var seesOnly: APIKeyID?

    package init(
        task: OrderTask = .generate(nil),
        prompt: Prompt,
        model: String,
        spec: ImageSpec?,
        count: Int,
        seed: Seed? = nil,
        style: String? = nil,
        negative: Prompt? = nil,
        variationOf: ImageID? = nil,
        idempotencyKey: IdempotencyKey? = nil
    ) {
        self.task = task
        self.prompt = prompt
        self.model = model
        self.spec = spec
        self.count = count
        self.seed = seed
        self.style = style
        self.negative = negative
        self.variationOf = variationOf
        self.idempotencyKey = idempotencyKey
    }

    /// Everything that makes this order another one, for comparing retries.
    package var fingerprint: String {
        let without = negative.map { "\u{0}without\u{0}\($0.text)" } ?? ""
        return [
            model, spec?.size.description ?? "", "\(count)", seed.map { "\($0.number)" } ?? "", style ?? "",
            variationOf?.text ?? "", prompt.text,
        ].joined(separator: "\u{0}") + task.fingerprint + without
    }

    /// Everything that a person wrote to be seen: what they want left out finds no picture.
    var words: [String] { ([prompt.text] + task.texts).filter { !$0.allSatisfy(\.isWhitespace) } }

    var requiredSize: PixelSize {
        get throws(Problem) {
            guard let spec else { throw Problem(.sizeMalformed, field: "size") }
            return spec.size
        }
    }
}

/// A client's name for one attempt to order, so that its retries join the first.
package struct IdempotencyKey: Hashable, Sendable {
    package static let longest = 255
    /// How long a key is remembered.
    static let lifetime: Duration = .days(1)

    let text: String

    /// Takes 1 to 255 visible ASCII characters.
    package init(_ text: String) throws(Problem) {
        guard (1...Self.longest).contains(text.utf8.count),
            text.utf8.allSatisfy((UInt8(ascii: "!")...UInt8(ascii: "~")).contains)
        else { throw Problem(.idempotencyKeyMalformed, ["limit": "\(Self.longest)"]) }
        self.text = text
    }
}
