import Engines
import FoundationEssentials
import Imaging
import Kernel

/// How a picture came about, as it is sent to an engine that keeps turns.
struct ToldTurns: Sendable {
    /// In bytes, of the pictures of all turns together: base64 makes a third more of them, and Gemini takes 20 MB.
    static let mostBytes = 14 << 20

    private struct Told: Sendable {
        let words: Prompt
        let shown: [GatewayOrder.Reference]
        let picture: GatewayOrder.Reference
        let memory: PictureMemory?

        var bytes: Int { shown.reduce(picture.bytes.count) { $0 + $1.bytes.count } }
    }

    /// The oldest first.
    private let turns: [Told]

    /// Encodes an order's turns, the newest first: what is too much for one request stays behind, the oldest turns that is.
    init(of order: EngineOrder, _ imaging: Imaging) async throws {
        var (turns, bytes): ([Told], Int) = ([], 0)
        for turn in order.turns.reversed() {
            guard let picture = turn.picture else { break }
            var shown: [GatewayOrder.Reference] = []
            for picture in turn.shown { shown.append(try await GatewayOrder.Reference(of: picture, imaging)) }
            let told = Told(
                words: turn.words,
                shown: shown,
                picture: try await GatewayOrder.Reference(of: picture, imaging),
                memory: turn.memory
            )
            bytes += told.bytes
            guard turns.isEmpty || bytes <= Self.mostBytes else { break }
            turns.append(told)
        }
        self.turns = turns.reversed()
    }

    /// A picture goes back as the model's own to the engine and the model that gave its memory; to all others it is a picture that they
    /// are shown, with the words that it came of.
    func turns(for route: Route) -> [GatewayOrder.Turn] {
        turns.flatMap { turn -> [GatewayOrder.Turn] in
            guard let memory = turn.memory, memory.engine == route.engine, memory.model == route.model else {
                let text =
                    turn.words.isEmpty ? "" : "The next picture came of these words: \(turn.words.text)"
                return [GatewayOrder.Turn(speaker: .person, text: text, pictures: [turn.picture])]
            }
            return [
                GatewayOrder.Turn(speaker: .person, text: turn.words.text, pictures: turn.shown),
                GatewayOrder.Turn(
                    speaker: .model,
                    text: "",
                    pictures: [turn.picture],
                    signature: memory.signature,
                    signedWords: memory.words
                ),
            ]
        }
    }
}

extension GatewayOrder.Reference {
    private static let quality = 92

    /// Encoded anew, so that nothing leaves but what is seen.
    init(of picture: Picture, _ imaging: Imaging) async throws {
        let bytes = try await imaging.encode(picture, as: .jpeg(quality: Self.quality))
        self.init(bytes: bytes, format: .jpeg, size: picture.size)
    }
}

extension Router.Outcome {
    /// What is to be handed back to whoever made it; nil where nothing was given.
    var memory: PictureMemory? {
        picture.signature.flatMap {
            PictureMemory(engine: engine, model: model, signature: $0, words: picture.signedWords)
        }
    }
}
