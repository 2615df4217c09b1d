package import Kernel

/// What somebody wants of a provider.
package enum OpenIDErrand: Hashable, Sendable, Codable {
    /// To come in: with an account, or for a new one.
    case signIn
    /// To let the provider open the account of somebody who is signed in.
    case connect(SubjectID)
    /// To come in anew, for somebody who has to show again that it is them.
    case prove(SubjectID)

    /// What the provider is asked beside: only a proof must not be given by a sign-in of long ago (Core 1.0, section 3.1.2.1).
    var demands: [(String, String)] {
        switch self {
        case .signIn, .connect: []
        case .prove: [("prompt", "login")]
        }
    }
}
