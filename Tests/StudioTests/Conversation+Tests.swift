import Engines
import Imaging
import Kernel
import Studio
import TestSupport

extension TestInstallation.Plan {
    /// With an engine that gives a signature along with each picture, which names the words that it came of.
    static var signing: Self {
        var plan = Self()
        plan.engine = FakeEngine(
            always: FakeEngine.Act { order in
                EngineResult(
                    .pixels(try await .plain(order.size)),
                    source: .trainedAlgorithmicMedia,
                    memory: PictureMemory(
                        engine: "fake",
                        model: "talker",
                        signature: "+/8=\(order.prompt.text)",
                        words: [SignedWords(text: "Here.", signature: "w")]
                    )
                )
            }
        )
        return plan
    }
}

extension TestInstallation {
    func goOn(_ picture: ImageID, _ wish: String, for person: SubjectID) async throws -> Job {
        try await run(.goingOn(with: picture, wish), for: person)
    }
}

extension Order {
    static func goingOn(
        with picture: ImageID,
        _ wish: String,
        model: String = "talker"
    ) throws -> Order {
        try .of(.repaint(RepaintWish(goingOnWith: picture)), wish, model: model)
    }
}
