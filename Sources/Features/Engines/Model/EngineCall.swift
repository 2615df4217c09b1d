package import FoundationEssentials
package import Kernel

/// One call to a server for one picture: who was asked as what, and which of a person's data went along.
package struct EngineCall: Hashable, Sendable {
    /// What of a person's data a call may carry, in the words of the egress register.
    package enum Field: String, CaseIterable, Sendable {
        case prompt = "image.prompt"
        case references = "image.references"
        case mask = "image.mask"
        /// Words of earlier orders, and the pictures that came of them.
        case history = "image.history"
    }

    package let id: EngineCallID
    package let picture: PictureKey
    /// The engine's name in the registry.
    package let engine: String
    /// Which key or server of the engine.
    package let lane: String
    /// As the server knows it.
    package let model: String
    /// The row of the egress register; nil for a server of the operator's own.
    package let recipient: String?
    package let fields: Set<Field>
    package let begunAt: Timestamp
    /// Whether asking once more would be paid once more: then what it brings is kept until its picture is stored.
    package let isPaid: Bool

    package init(
        id: EngineCallID,
        picture: PictureKey,
        engine: String,
        lane: String,
        model: String,
        recipient: String?,
        fields: Set<Field>,
        begunAt: Timestamp,
        isPaid: Bool
    ) {
        self.id = id
        self.picture = picture
        self.engine = engine
        self.lane = lane
        self.model = model
        self.recipient = recipient
        self.fields = fields
        self.begunAt = begunAt
        self.isPaid = isPaid
    }
}

/// What came of a call.
package struct EngineCallEnd: Hashable, Sendable {
    /// Of a call that brought a picture; others have the word of their failure.
    package static let made = "made"
    /// A word of a closed list.
    package let outcome: String
    /// What the server calls the call.
    package let serverID: String?
    /// In tokens, as the server counted; nil where it told nothing.
    package let usage: Usage?

    package struct Usage: Hashable, Sendable {
        /// Of text and pictures that went in.
        package let input: Int
        /// Of pictures that came out.
        package let output: Int
        /// Of text and thoughts that came out.
        package let text: Int

        package init(input: Int, output: Int, text: Int) {
            self.input = input
            self.output = output
            self.text = text
        }
    }

    package init(outcome: String, serverID: String? = nil, usage: Usage? = nil) {
        self.outcome = outcome
        self.serverID = serverID
        self.usage = usage
    }
}

/// A call that was made before.
package struct PastCall: Hashable, Sendable {
    package let id: EngineCallID
    package let engine: String
    /// As the engine knows it.
    package let model: String
    /// Nil while nobody wrote down how it ended: our process did first.
    package let outcome: String?

    package init(id: EngineCallID, engine: String, model: String, outcome: String?) {
        self.id = id
        self.engine = engine
        self.model = model
        self.outcome = outcome
    }
}

/// Somebody else asked for the same picture meanwhile.
package struct PastChanged: Error {
    package init() {}
}

package enum EngineCallKind: Identified {
    package static let idPrefix = "call"
}

package typealias EngineCallID = ID<EngineCallKind>

/// Remembers what was asked of whom, before it is asked: a server that starts again must not ask and pay twice.
package protocol CallJournal: Sendable {
    /// The calls that were made for a picture, the oldest first.
    func past(of picture: PictureKey) async throws -> [PastCall]

    /// Writes durably that a call is about to be made, unless the picture has another past by now than `past`: somebody else is at it.
    /// - Throws: `PastChanged`; then nothing is written.
    func begin(_ call: EngineCall, after past: Int) async throws

    /// Keeps what a paid call delivered, sealed, until the picture made of it is stored; it is on disk when this returns.
    func keep(_ delivery: Data, of call: EngineCall) async throws

    /// What is kept of a call; nil where nothing is, or nothing that can still be read.
    func delivery(of call: EngineCallID, for picture: PictureKey) async throws -> Data?

    /// Writes what came of it.
    func end(_ id: EngineCallID, _ end: EngineCallEnd) async throws
}
