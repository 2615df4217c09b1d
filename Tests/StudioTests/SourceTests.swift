import Engines
import Studio
import Testing

/// What made a result, as the table on marking has it.
struct SourceTests {
    struct Line: Sendable, CustomTestStringConvertible {
        let task: Model.Task
        let own: DigitalSourceType
        let sources: [DigitalSourceType]
        let result: DigitalSourceType

        init(
            _ task: Model.Task,
            _ own: DigitalSourceType,
            of sources: [DigitalSourceType] = [],
            _ result: DigitalSourceType
        ) {
            (self.task, self.own, self.sources, self.result) = (task, own, sources, result)
        }

        var testDescription: String { "\(task) of \(sources) by \(own)" }
    }

    static let table = [
        Line(.generate, .algorithmicMedia, .algorithmicMedia),
        Line(.generate, .trainedAlgorithmicMedia, .trainedAlgorithmicMedia),
        // The person's own edit of one picture, without a trained model.
        Line(.edit, .humanEdits, of: [.undisclosed], .humanEdits),
        Line(.edit, .humanEdits, of: [.digitalCapture], .humanEdits),
        Line(.typeset, .digitalCreation, of: [.undisclosed], .humanEdits),
        Line(.compose, .digitalCreation, of: [.digitalCapture], .humanEdits),
        // One that has a mark keeps its term.
        Line(.edit, .humanEdits, of: [.algorithmicMedia], .algorithmicMedia),
        Line(.edit, .humanEdits, of: [.trainedAlgorithmicMedia], .trainedAlgorithmicMedia),
        Line(.typeset, .digitalCreation, of: [.algorithmicMedia], .algorithmicMedia),
        Line(.typeset, .digitalCreation, of: [.compositeCapture], .compositeCapture),
        // Enlarging changes nothing of what is shown.
        Line(.upscale, .algorithmicallyEnhanced, of: [.undisclosed], .algorithmicallyEnhanced),
        Line(.upscale, .algorithmicallyEnhanced, of: [.digitalCapture], .algorithmicallyEnhanced),
        Line(.upscale, .algorithmicallyEnhanced, of: [.humanEdits], .humanEdits),
        Line(.upscale, .algorithmicallyEnhanced, of: [.algorithmicMedia], .algorithmicMedia),
        Line(.upscale, .algorithmicallyEnhanced, of: [.trainedAlgorithmicMedia], .trainedAlgorithmicMedia),
        // Several, put together by a person.
        Line(.compose, .digitalCreation, of: [.undisclosed, .digitalCapture], .compositeCapture),
        Line(.compose, .digitalCreation, of: [.humanEdits, .algorithmicallyEnhanced], .compositeCapture),
        Line(.edit, .humanEdits, of: [.undisclosed, .undisclosed], .compositeCapture),
        Line(.compose, .digitalCreation, of: [.algorithmicMedia, .algorithmicMedia], .algorithmicMedia),
        Line(.compose, .digitalCreation, of: [.algorithmicMedia, .undisclosed], .digitalCreation),
        Line(
            .compose,
            .digitalCreation,
            of: [.undisclosed, .trainedAlgorithmicMedia],
            .compositeWithTrainedAlgorithmicMedia
        ),
        Line(
            .compose,
            .digitalCreation,
            of: [.compositeWithTrainedAlgorithmicMedia, .algorithmicMedia],
            .compositeWithTrainedAlgorithmicMedia
        ),
        // An empty canvas.
        Line(.typeset, .digitalCreation, .digitalCreation),
        Line(.compose, .digitalCreation, .digitalCreation),
        // A trained model that edits.
        Line(.edit, .trainedAlgorithmicMedia, of: [.undisclosed], .compositeWithTrainedAlgorithmicMedia),
        Line(.edit, .trainedAlgorithmicMedia, of: [.algorithmicMedia], .compositeWithTrainedAlgorithmicMedia),
    ]

    @Test(arguments: table)
    func `a result says what made it`(_ line: Line) {
        #expect(DigitalSourceType(of: line.task, madeBy: line.own, from: line.sources) == line.result)
    }
}
