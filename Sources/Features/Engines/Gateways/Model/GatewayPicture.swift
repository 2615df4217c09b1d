package import Engines
package import FoundationEssentials

/// A picture as a server gave it: bytes that nobody has looked into yet.
package struct GatewayPicture: Sendable {
    package let bytes: Data
    package let receipt: GatewayReceipt
    /// To be handed back with the picture in a later turn, exactly as it is.
    package let signature: String?
    /// The server's words that came with signatures of their own, to be handed back with it.
    package let signedWords: [SignedWords]

    package init(
        bytes: Data,
        receipt: GatewayReceipt,
        signature: String? = nil,
        signedWords: [SignedWords] = []
    ) {
        self.bytes = bytes
        self.receipt = receipt
        self.signature = signature
        self.signedWords = signedWords
    }
}

/// What a server told about a call beside its outcome: by it costs are booked and questions to the provider are asked.
package struct GatewayReceipt: Hashable, Sendable {
    /// The server's own id of the call.
    package var id: String?
    /// The version of the model that it says made the picture.
    package var modelVersion: String?
    package var usage: GatewayUsage?
    /// Why it ended, in the server's own word.
    package var end: String?

    package init(
        id: String? = nil,
        modelVersion: String? = nil,
        usage: GatewayUsage? = nil,
        end: String? = nil
    ) {
        self.id = id
        self.modelVersion = modelVersion
        self.usage = usage
        self.end = end
    }
}

/// What a call used, in tokens, as the server counted.
package struct GatewayUsage: Hashable, Sendable {
    /// Of text and pictures that went in.
    package var input: Int
    /// Of pictures that came out.
    package var output: Int
    /// Of text and thoughts that came out.
    package var text: Int

    package init(input: Int = 0, output: Int = 0, text: Int = 0) {
        self.input = input
        self.output = output
        self.text = text
    }
}
