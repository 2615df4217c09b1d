package import Engines
package import Kernel

package enum ShareKind: Identified {
    package static let idPrefix = "shr"
}

/// One link to one picture.
package typealias ShareID = ID<ShareKind>

/// What the address of a shared picture ends with: 192 random bits.
///
/// Only a keyed hash of it is stored, so that nobody, the server included, can tell the address again.
package struct ShareToken: Sendable {
    private static let length = 24

    package let secret: Secret

    init(_ randomness: Randomness) {
        let digits = randomness.bytes(Self.length).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
        secret = Secret(digits.joined())
    }

    /// Reads what stood in an address: 48 lower-case hexadecimal digits.
    package init?(_ text: some StringProtocol) {
        let isDigits = text.utf8.allSatisfy { byte in
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
        }
        guard text.utf8.count == Self.length * 2, isDigits else { return nil }
        secret = Secret(String(text))
    }
}

/// How a picture is to be shared.
package struct ShareWish: Hashable, Sendable {
    /// In hours.
    package static let lifetimes = 1...8_760
    /// A week.
    package static let usualLifetime = 168
    /// Links that one person may have at once.
    package static let most = 500

    package let hours: Int
    /// Whether whoever has the link reads the words that the picture was made from.
    package let showsWords: Bool

    /// - Throws: `Problem` `value_out_of_range`.
    package init(hours: Int?, showsWords: Bool) throws(Problem) {
        let hours = hours ?? Self.usualLifetime
        guard Self.lifetimes.contains(hours) else {
            throw Problem(
                .valueOutOfRange,
                field: "expires_in",
                ["least": "\(Self.lifetimes.lowerBound)", "most": "\(Self.lifetimes.upperBound)"]
            )
        }
        self.hours = hours
        self.showsWords = showsWords
    }
}

/// A link that is open, as its owner sees it.
package struct Share: Hashable, Sendable {
    package let id: ShareID
    package let image: ImageID
    package let showsWords: Bool
    package let madeAt: Timestamp
    package let expiresAt: Timestamp

    package init(
        id: ShareID,
        image: ImageID,
        showsWords: Bool,
        madeAt: Timestamp,
        expiresAt: Timestamp
    ) {
        self.id = id
        self.image = image
        self.showsWords = showsWords
        self.madeAt = madeAt
        self.expiresAt = expiresAt
    }
}

/// What whoever has a link is told: the picture and what kind of picture it is, never whose.
package struct SharedPicture: Sendable {
    package let size: PixelSize
    package let source: DigitalSourceType
    /// What it was made from, if its owner shows that.
    package let words: Prompt?
    /// Whether staff have hidden it.
    package let isWithheld: Bool
    package let expiresAt: Timestamp

    package init(
        size: PixelSize,
        source: DigitalSourceType,
        words: Prompt?,
        isWithheld: Bool,
        expiresAt: Timestamp
    ) {
        self.size = size
        self.source = source
        self.words = words
        self.isWithheld = isWithheld
        self.expiresAt = expiresAt
    }
}
