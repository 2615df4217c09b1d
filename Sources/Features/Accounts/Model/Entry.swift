package import Kernel

/// What has been shown by whoever asks for a session.
package enum EntryProof: Sendable {
    /// The account's password.
    case password
    /// The word of a provider of OpenID Connect.
    case provider
    /// A passkey, on a device that checked who used it: both factors at once.
    case passkey

    var isBothFactors: Bool { self == .passkey }

    var means: SecurityEvent.Means {
        switch self {
        case .password: .password
        case .provider: .provider
        case .passkey: .passkey
        }
    }
}

/// Where somebody is who has shown a first factor.
package enum Entry: Sendable {
    case signedIn(SignedIn)
    /// Half-way: the token, told once, stands for what was shown, and `pass` goes on from there.
    case secondFactorNeeded(Token)

    /// The session, unless a second factor is asked for.
    package var signedIn: SignedIn? {
        if case .signedIn(let signedIn) = self { signedIn } else { nil }
    }
}

/// Somebody who has shown the first factor and owes the second.
package struct HalfWay: Hashable, Sendable {
    /// How long the second may take.
    package static let lifetime: Duration = .seconds(600)
    /// How many codes may be tried; then the first factor is asked for again.
    package static let tries = 5

    let id: RowID
    package let subject: SubjectID
    package let language: Language
}

/// What somebody shows besides a password.
package enum SecondProof: Sendable {
    /// As typed: of the authenticator app, or one of the recovery codes.
    case code(String)
    case passkey(PasskeyAssertion)
}
