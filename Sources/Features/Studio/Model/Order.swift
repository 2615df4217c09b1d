package import Kernel

/// What a person orders, parsed but not yet checked against a model.
package struct Order: Sendable {
    package let prompt: Prompt
    package let model: String
    package let spec: ImageSpec
    package let count: Int
    package let seed: Seed?
    package let style: String?
    /// The picture that this one varies; becomes its parent.
    package let variationOf: ImageID?
    package var idempotencyKey: IdempotencyKey?

    package init(
        prompt: Prompt,
        model: String,
        spec: ImageSpec,
        count: Int,
        seed: Seed? = nil,
        style: String? = nil,
        variationOf: ImageID? = nil,
        idempotencyKey: IdempotencyKey? = nil
    ) {
        self.prompt = prompt
        self.model = model
        self.spec = spec
        self.count = count
        self.seed = seed
        self.style = style
        self.variationOf = variationOf
        self.idempotencyKey = idempotencyKey
    }

    /// Everything that makes this order another one, for comparing retries.
    package var fingerprint: String {
        [
            model, spec.size.description, "\(count)", seed.map { "\($0.number)" } ?? "", style ?? "",
            variationOf?.text ?? "", prompt.text,
        ].joined(separator: "\u{0}")
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
