package import Kernel

/// Why a passkey's answer does not count.
///
/// People are told only that it did not work; the case is for the log.
package enum PasskeyRefusal: String, Error, Hashable, Sendable, CaseIterable {
    /// Something is longer than any device makes it.
    case tooLong
    /// The browser's account of what it was asked is not JSON of that shape.
    case clientDataMalformed
    /// It was made for the other of registration and sign-in.
    case wrongCeremony
    case wrongChallenge
    /// It was asked for by a page that is not ours.
    case wrongOrigin
    /// It was asked for by a page of ours inside somebody else's.
    case crossOrigin
    case attestationMalformed
    case attestationUnknown
    /// A statement that its own signature does not bear out.
    case attestationFalse
    case authenticatorDataMalformed
    /// It belongs to another site.
    case wrongSite
    /// Nobody touched the device.
    case userAbsent
    /// The device did not check who touched it.
    case userUnverified
    /// It says that a copy exists of what cannot be copied.
    case backupImpossible
    /// What may be copied now could not be before, or the other way round.
    case backupChanged
    case keyUnusable
    /// The answer is about another passkey.
    case wrongPasskey
    /// The passkey is somebody else's.
    case wrongUser
    case signatureFalse

    package var problem: Problem { Problem(.passkeyRefused) }
}
