import FoundationEssentials

extension OpenAIImages {
    /// A picture as it was handed over, and what the host told beside it.
    struct Answer: Sendable {
        let delivery: Delivery
        let receipt: GatewayReceipt
    }

    /// Reads the body of a good answer that came whole.
    /// - Throws: what the call came to, when there is no picture in it.
    static func answer(in body: Data, _ asked: Asked) throws(GatewayFailure) -> Answer {
        if let reply = try? JSONDecoder().decode(Reply.self, from: body) {
            return try reply.answer(reply.pictures ?? [], asked)
        }
        // What begins as JSON was cut short on its way, and the picture with it.
        guard body.first(where: { !$0.isWhiteSpace }) != UInt8(ascii: "{") else {
            throw GatewayFailure(.unknown, receipt: asked.receipt)
        }
        // Some proxies call a stream by another type; all else is a page of theirs.
        guard let answer = try answer(inEvents: body, asked) else {
            throw GatewayFailure(.engineFailed, receipt: asked.receipt)
        }
        return answer
    }

    private static func answer(inEvents body: Data, _ asked: Asked) throws(GatewayFailure) -> Answer? {
        var parser = ServerSentEvents()
        var reader = EventReader(asked)
        for event in parser.take(body) + [parser.end()].compactMap({ $0 }) {
            if let answer = try reader.take(event) { return answer }
        }
        return nil
    }
}

extension OpenAIImages.Reply {
    /// The first picture among `items`, as one was asked for.
    /// - Throws: the error that the reply tells of, else `noImage`; `engineFailed` for what is no base64.
    func answer(_ items: [Item], _ asked: OpenAIImages.Asked) throws(GatewayFailure) -> OpenAIImages.Answer {
        var asked = asked
        asked.receipt = told(asked.receipt)
        guard let item = items.first(where: \.isFilled) else {
            throw failure?.failure(status: 200, asked) ?? GatewayFailure(.noImage, receipt: asked.receipt)
        }
        guard let delivery = item.delivery else {
            throw GatewayFailure(.engineFailed, receipt: asked.receipt)
        }
        return OpenAIImages.Answer(delivery: delivery, receipt: asked.receipt)
    }

    private func told(_ receipt: GatewayReceipt) -> GatewayReceipt {
        var receipt = receipt
        receipt.modelVersion = model.flatMap { $0.isWord ? $0 : nil }
        receipt.usage = usage?.tokens
        return receipt
    }
}

extension OpenAIImages.Reply.Item {
    var isFilled: Bool { filled(base64) != nil || filled(url) != nil }

    /// What it holds itself; nil for a link, and for bytes that are no base64.
    var bytes: Data? { filled(base64).flatMap { Self.bytes($0) } }

    /// Nil for bytes that are no base64.
    var delivery: OpenAIImages.Delivery? {
        if let text = filled(base64) { return Self.bytes(text).map { .bytes($0) } }
        guard let url = filled(url) else { return nil }
        return url.hasPrefix("data:") ? Self.bytes(url).map { .bytes($0) } : .link(url)
    }

    private func filled(_ text: String?) -> String? {
        text.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// A whole `data:` address will do, too.
    private static func bytes(_ text: String) -> Data? {
        var text = text
        if text.hasPrefix("data:") {
            guard let comma = text.firstIndex(of: ",") else { return nil }
            text.removeSubrange(...comma)
        }
        guard let bytes = Data(base64Encoded: text), !bytes.isEmpty else { return nil }
        return bytes
    }
}

extension UInt8 {
    /// As JSON has it.
    fileprivate var isWhiteSpace: Bool { [0x20, 0x09, 0x0A, 0x0D].contains(self) }
}
