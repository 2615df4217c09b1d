package import Kernel
package import Studio

extension Order {
    /// A small order that the models of the tests take; a test says what matters to it.
    package static func sample(
        _ prompt: String = "a red cat",
        model: String = "free",
        size: String = "64x64",
        count: Int = 1,
        seed: Int? = 7,
        style: String? = nil,
        variationOf: ImageID? = nil,
        key: String? = nil
    ) throws -> Order {
        try Order(
            prompt: Prompt(prompt),
            model: model,
            spec: ImageSpec(size: size, aspectRatio: nil, resolution: nil),
            count: count,
            seed: seed.flatMap { Seed($0) },
            style: style,
            variationOf: variationOf,
            idempotencyKey: key.map { key throws(Problem) in try IdempotencyKey(key) }
        )
    }
}
