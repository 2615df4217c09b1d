import Engines

/// What a host does with one call.
enum ChaosAnswer: String, CaseIterable, Hashable, Sendable {
    /// One picture, as it was asked for.
    case picture
    /// Two pictures where one was asked for.
    case several
    /// A picture of another size and shape.
    case otherSize
    /// The picture, a few bytes at a time.
    case slow
    /// The picture as an event.
    case stream
    /// 429 without a word on when.
    case tooMany
    /// 429 with a pause that is waited for.
    case tooManyForNow
    /// 429 with a pause that is longer than anybody waits.
    case tooManyForLong
    /// 500.
    case broken
    /// 503.
    case unavailable
    /// 502 with a proxy's page.
    case proxyPage
    /// 200 with a proxy's page.
    case goodPage
    /// 200 with an error in it.
    case errorInside
    /// 200 with an empty list.
    case noImage
    /// 400 for the words.
    case refusal
    /// 404 for the model.
    case gone
    /// The connection ends within the body.
    case cutAnswer
    /// The connection ends within an event.
    case cutStream
    /// The answer is whole, its JSON is not.
    case cutJSON
    /// The connection ends before anything was said.
    case hungUp
    /// What should be base64 is none.
    case noBase64
    /// Bytes that are no picture.
    case noPicture
    /// Nothing, for ever.
    case silence

    /// Everything but what was asked for.
    static let troubles = allCases.filter { $0 != .picture }

    /// What the call is to be written down as.
    var outcome: CallOutcome {
        switch self {
        // That the bytes are no picture is found out later; they were handed over.
        case .picture, .several, .otherSize, .slow, .stream, .noPicture: .made
        case .tooMany, .tooManyForNow, .tooManyForLong: .rateLimited
        case .broken, .unavailable, .proxyPage, .errorInside: .overloaded
        case .noImage: .noImage
        case .refusal: .refusedInput
        case .gone: .modelGone
        case .cutAnswer, .cutStream, .cutJSON, .hungUp, .silence: .unknown
        case .goodPage, .noBase64: .engineFailed
        }
    }

    /// Whether a provider that did this may take money for it.
    var mayCost: Bool {
        switch outcome {
        case .made, .noImage, .unknown, .engineFailed: true
        default: false
        }
    }
}
