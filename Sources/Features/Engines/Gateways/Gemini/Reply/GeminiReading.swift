import Engines
import FoundationEssentials

/// What an answer has told so far, whole or chunk by chunk.
struct GeminiReading: Sendable {
    /// Pieces of words with signatures that are kept; a good answer has one.
    static let mostSignedWords = 64

    private let status: Int
    /// By the `Retry-After` header in seconds; its form as a date is not heeded.
    private let pause: Duration?
    private var draft: GeminiReply.Part?
    private var signedWords: [SignedWords] = []
    private var end: String?
    private var blockReason: String?
    private var error: GeminiError?
    private var usage: GeminiUsage?
    private var earlierUsage = GatewayUsage()
    private var receipt = GatewayReceipt()
    /// Whether something came that cannot be read, or an end did not come.
    private var isDamaged = false

    init(status: Int, pause: String? = nil) {
        self.status = status
        self.pause = pause.flatMap { UInt32($0) }.flatMap { Duration(pauseOf: Double($0)) }
    }

    /// An answer that came in one piece.
    mutating func take(whole body: Data) {
        guard let replies = GeminiReplies(body) else {
            isDamaged = true
            return
        }
        for reply in replies.all { take(reply) }
    }

    /// One event of a stream.
    mutating func take(chunk: Data) {
        // Some relays end as OpenAI does.
        if chunk.elementsEqual("[DONE]".utf8) { return }
        take(whole: chunk)
    }

    /// The stream ended.
    ///
    /// One that tells no reason was cut on its way, and what it brought may be a draft.
    mutating func endStream() {
        if !isOver { isDamaged = true }
    }

    /// Whether it is told why the answer ends.
    var isOver: Bool { end != nil || blockReason != nil || error != nil }

    /// As far as Gemini says so, which is whether it began and whether there is a picture.
    var progress: EngineProgress {
        draft == nil ? EngineProgress(.composing, 0.25) : EngineProgress(.drawing, 0.75)
    }

    /// Costs of a call before this one, for the same picture.
    mutating func add(usageOf earlier: GeminiReading) {
        guard let usage = earlier.told.usage else { return }
        earlierUsage = usage
    }

    private mutating func take(_ reply: GeminiReply) {
        for candidate in reply.candidates {
            let pictures = candidate.content?.parts.filter { !$0.isThought && $0.picture?.isEmpty == false }
            draft = pictures?.last ?? draft
            signedWords += candidate.content?.parts.compactMap(\.signedWords) ?? []
            end = candidate.finishReason ?? end
        }
        blockReason = reply.blockReason ?? blockReason
        error = reply.error ?? error
        if let later = reply.usage {
            if usage == nil { usage = later } else { usage?.take(later) }
        }
        receipt.id = reply.responseID.flatMap(Self.word) ?? receipt.id
        receipt.modelVersion = reply.modelVersion.flatMap(Self.word) ?? receipt.modelVersion
    }
}

extension GeminiReading {
    var missesSignature: Bool {
        error?.missesSignature(status: status) ?? (isSuccess && GeminiEnd(end) == .unsigned)
    }

    /// What became of the call.
    func picture() throws(GatewayFailure) -> GatewayPicture {
        guard isSuccess, error == nil else { throw refusal(error ?? GeminiError()) }
        guard blockReason == nil else { throw failure(.refusedInput) }
        switch GeminiEnd(end) {
        case .refused: throw failure(.refusedOutput)
        case .withoutPicture: throw failure(.noImage)
        case .unsigned: throw failure(.invalidRequest)
        case .ended: return try delivered()
        }
    }

    private var isSuccess: Bool { (200..<300).contains(status) }

    private func delivered() throws(GatewayFailure) -> GatewayPicture {
        guard !isDamaged else { throw failure(.unknown) }
        guard let draft, let text = draft.picture else { throw failure(.noImage) }
        guard let bytes = Data(anyBase64: text) else { throw failure(.engineFailed) }
        // Half of the words would be another answer than the one that was signed.
        let words = signedWords.count <= Self.mostSignedWords ? signedWords : []
        return GatewayPicture(
            bytes: bytes,
            receipt: told,
            signature: draft.signature,
            signedWords: words
        )
    }

    private func refusal(_ error: GeminiError) -> GatewayFailure {
        let reason = error.reason(status: status)
        let isPassing = reason == .rateLimited || reason == .overloaded
        let wanted = [error.pause, pause].compactMap { $0 }.max()
        return GatewayFailure(reason, pause: isPassing ? wanted : nil, receipt: told)
    }

    private func failure(_ reason: GatewayFailure.Reason) -> GatewayFailure {
        GatewayFailure(reason, receipt: told)
    }

    private var told: GatewayReceipt {
        var receipt = receipt
        receipt.end = (error?.status ?? blockReason ?? end).flatMap(Self.word)
        if usage != nil || earlierUsage != GatewayUsage() {
            let billed = usage?.billed(hasPicture: draft != nil) ?? GatewayUsage()
            receipt.usage = GatewayUsage(
                input: billed.input + earlierUsage.input,
                output: billed.output + earlierUsage.output,
                text: billed.text + earlierUsage.text
            )
        }
        return receipt
    }

    /// Names and codes only: nothing that a server could have put a person's words into.
    private static func word(_ text: String) -> String? {
        text.wholeMatch(of: /[A-Za-z0-9._:\/\-]{1,128}/) == nil ? nil : text
    }
}

extension GeminiReply.Part {
    /// Its words, if they came with a signature; a thought's are nobody's to hand back.
    fileprivate var signedWords: SignedWords? {
        guard picture == nil, !isThought, let text, !text.isEmpty, let signature else { return nil }
        return SignedWords(text: text, signature: signature)
    }
}
