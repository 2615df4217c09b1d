import Kernel

/// The names that one run goes by; nobody guesses them.
struct ComfyNames: Sendable {
    /// Of our end of the socket.
    ///
    /// Each run has a socket of its own, for a second one of the same name takes the first one's place.
    let client: String
    /// Of the run: a UUID of version 4 in small letters, as newer servers insist.
    let prompt: String
    private let randomness: Randomness

    init(_ randomness: Randomness) {
        self.randomness = randomness
        client = Self.word(randomness)
        prompt = Self.uuid(randomness.bytes(16))
    }

    /// Another name, of a file or a boundary: 32 digits and small letters.
    func another() -> String { Self.word(randomness) }

    private static func word(_ randomness: Randomness) -> String {
        randomness.bytes(16).map(digits).joined()
    }

    /// RFC 9562, section 5.4.
    private static func uuid(_ bytes: [UInt8]) -> String {
        let text = bytes.enumerated().map { place, byte in
            switch place {
            case 6: digits(byte & 0x0F | 0x40)
            case 8: digits(byte & 0x3F | 0x80)
            default: digits(byte)
            }
        }
        return [0..<4, 4..<6, 6..<8, 8..<10, 10..<16].map { text[$0].joined() }.joined(separator: "-")
    }

    private static func digits(_ byte: UInt8) -> String {
        let text = String(byte, radix: 16)
        return text.utf8.count == 1 ? "0\(text)" : text
    }
}
