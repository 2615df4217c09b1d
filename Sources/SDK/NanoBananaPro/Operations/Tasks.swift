extension NanoBananaPro {
    /// Makes pictures of words, and waits for them.
    ///
    /// ```swift
    /// let pair = try await studio.generate("a red house by a lake") { $0.count = 2 }
    /// ```
    /// - Parameters:
    ///   - prompt: what to show.
    ///   - adjust: changes the order before it is sent.
    /// - Returns: the job with its pictures.
    /// - Throws: `NanoBananaProError`, with the job's own code when it failed.
    public func generate(_ prompt: String, _ adjust: (inout Order) -> Void = { _ in }) async throws -> Job {
        try await run(.generate(prompt), adjust)
    }

    /// Changes a picture as words say, and waits for the new one; the old one stays.
    public func edit(
        _ picture: Picture.ID,
        as instruction: String,
        _ adjust: (inout Order) -> Void = { _ in }
    ) async throws -> Job {
        try await run(.edit(picture, as: instruction), adjust)
    }

    /// Arranges pictures on one canvas, and waits for it.
    public func compose(
        _ pictures: [Picture.ID],
        as layout: Order.Layout = .grid,
        _ adjust: (inout Order) -> Void = { _ in }
    ) async throws -> Job {
        try await run(.compose(pictures, as: layout), adjust)
    }

    /// Sets words by a design, and waits for the picture.
    public func typeset(
        design: String,
        texts: [String: String],
        _ adjust: (inout Order) -> Void = { _ in }
    ) async throws -> Job {
        try await run(.typeset(design: design, texts: texts), adjust)
    }

    /// Makes a picture two or four times as wide and high, and waits for it.
    public func upscale(
        _ picture: Picture.ID,
        by scale: Int = 2,
        _ adjust: (inout Order) -> Void = { _ in }
    ) async throws -> Job {
        try await run(.upscale(picture, by: scale), adjust)
    }

    private func run(_ order: Order, _ adjust: (inout Order) -> Void) async throws -> Job {
        var order = order
        adjust(&order)
        return try await run(order)
    }
}
