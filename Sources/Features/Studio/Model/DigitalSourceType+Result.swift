package import Engines

/// What made a result, from what was done and what it was done to (the table in the reference on marking).
extension DigitalSourceType {
    /// `own` is what the engine alone stands for; `sources` are of the different pictures that went into it: masks leave nothing of
    /// themselves.
    package init(
        of task: Model.Task,
        madeBy own: DigitalSourceType,
        from sources: [DigitalSourceType]
    ) {
        switch (task, sources.count) {
        case (.generate, _), (.upload, _): self = own
        case (_, 0): self = own.isTrained ? own : .digitalCreation
        case _ where own.isTrained: self = .compositeWithTrainedAlgorithmicMedia
        case (_, 1) where sources[0].isMark: self = sources[0]
        case (_, 1): self = task == .upscale ? .algorithmicallyEnhanced : .humanEdits
        default: self = Self.composite(of: sources)
        }
    }

    /// Of several pictures, put together by a person.
    private static func composite(of sources: [DigitalSourceType]) -> DigitalSourceType {
        if sources.contains(where: \.isTrained) { return .compositeWithTrainedAlgorithmicMedia }
        if sources.allSatisfy(\.isFromLife) { return .compositeCapture }
        return sources.allSatisfy { $0 == .algorithmicMedia } ? .algorithmicMedia : .digitalCreation
    }

    private var isTrained: Bool {
        self == .trainedAlgorithmicMedia || self == .compositeWithTrainedAlgorithmicMedia
    }

    /// Whether it says what was done to a picture; else a picture is as a camera left it, as far as anybody knows.
    private var isMark: Bool { self != .undisclosed && self != .digitalCapture }

    private var isFromLife: Bool {
        switch self {
        case .undisclosed, .digitalCapture, .humanEdits, .compositeCapture, .algorithmicallyEnhanced: true
        case .algorithmicMedia, .trainedAlgorithmicMedia, .compositeWithTrainedAlgorithmicMedia,
            .digitalCreation:
            false
        }
    }
}
