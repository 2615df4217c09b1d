import Crypto
package import FoundationEssentials
package import Kernel

/// What a person's authenticator app and we share: 160 random bits, from which both make the same code every 30 seconds
/// (TOTP, RFC 6238, with SHA-1 and six digits, which is all that every app can do).
package struct OneTimeSecret: Sendable {
    package static let length = 20
    package static let period: Duration = .seconds(30)
    package static let digits = 6
    /// How many periods a code may be early or late: clocks differ, and people type slowly.
    private static let tolerance: Int64 = 1
    private static let modulus: UInt32 = 1_000_000

    package let bytes: Data

    package init(_ randomness: Randomness) {
        bytes = Data(randomness.bytes(Self.length))
    }

    /// Takes what was stored; nil for another length.
    package init?(bytes: Data) {
        guard bytes.count == Self.length else { return nil }
        self.bytes = bytes
    }

    /// For whoever types it in instead of scanning it: 32 letters and digits.
    package var base32: Secret { Secret(Base32.encode(bytes)) }

    /// The period that a code belongs to, if it is one of now, of the period before or of the one after; else nil.
    ///
    /// The caller keeps the period with the account and hands it over next time, as `last`: a code that was taken once, and
    /// any older one, is refused from then on. Spaces and hyphens in what was typed count for nothing.
    package func acceptedStep(of typed: String, at now: Timestamp, after last: Int64?) -> Int64? {
        let code = typed.filter { !" -".contains($0) }
        let current = Self.step(at: now)
        // All are computed and compared, whichever fits.
        let fitting = (current - Self.tolerance...current + Self.tolerance).filter { step in
            self.code(step).matches(code)
        }
        return fitting.last { step in last.map { step > $0 } ?? true }
    }

    /// The code of one period (HOTP, RFC 4226, section 5.3).
    func code(_ step: Int64) -> Secret {
        let counter = withUnsafeBytes(of: step.bigEndian) { Data($0) }
        let mac = Array(
            HMAC<Insecure.SHA1>.authenticationCode(for: counter, using: SymmetricKey(data: bytes))
        )
        let offset = Int(mac[mac.count - 1] & 0xF)
        let number = mac[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        let text = String(number % Self.modulus)
        return Secret(String(repeating: "0", count: Self.digits - text.count) + text)
    }

    static func step(at moment: Timestamp) -> Int64 {
        let (quotient, remainder) = moment.milliseconds.quotientAndRemainder(
            dividingBy: period.wholeMilliseconds
        )
        return remainder < 0 ? quotient - 1 : quotient
    }
}

extension OneTimeSecret: CustomStringConvertible, CustomReflectable {
    /// A secret: reaches no log by interpolation or dump.
    package var description: String { "<redacted>" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
