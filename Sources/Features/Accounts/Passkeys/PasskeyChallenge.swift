package import FoundationEssentials
package import Kernel

/// 256 random bits that a device signs, so that no old answer counts.
///
/// One challenge serves one answer: whoever verifies an answer has taken the challenge out of the store before.
package struct PasskeyChallenge: Hashable, Sendable {
    package static let length = 32

    package let bytes: Data

    package init(_ randomness: Randomness) {
        bytes = Data(randomness.bytes(Self.length))
    }

    /// Takes what was stored; nil for another length.
    package init?(bytes: Data) {
        guard bytes.count == Self.length else { return nil }
        self.bytes = bytes
    }
}

/// The name by which a device knows whose passkey it holds: 256 random bits, since devices may show it to anyone.
///
/// An account has one for all its passkeys. A device hands it over at a sign-in in which nobody typed an address.
package struct PasskeyUserHandle: Hashable, Sendable {
    package static let length = 32

    package let bytes: Data

    package init(_ randomness: Randomness) {
        bytes = Data(randomness.bytes(Self.length))
    }

    /// Takes what was stored or handed over; nil for another length, which is none of ours.
    package init?(bytes: Data) {
        guard bytes.count == Self.length else { return nil }
        self.bytes = bytes
    }
}
