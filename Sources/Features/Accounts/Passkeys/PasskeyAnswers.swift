package import FoundationEssentials

/// What a browser answers when a passkey has been made, as `passkey.js` posts it.
package struct PasskeyRegistration: Decodable, Hashable, Sendable {
    let id: Base64URL
    let clientData: Base64URL
    let attestationObject: Base64URL
    /// Names of `PasskeyTransport`; others are left out.
    let transports: [String]

    /// The members that exist; every other one is refused.
    package enum CodingKeys: String, CodingKey, CaseIterable {
        case id
        case clientData = "client_data"
        case attestationObject = "attestation_object"
        case transports
    }
}

/// What a browser answers when a passkey has signed, as `passkey.js` posts it.
package struct PasskeyAssertion: Decodable, Hashable, Sendable {
    let id: Base64URL
    let clientData: Base64URL
    let authenticatorData: Base64URL
    let signature: Base64URL
    let userHandle: Base64URL?

    /// The members that exist; every other one is refused.
    package enum CodingKeys: String, CodingKey, CaseIterable {
        case id
        case clientData = "client_data"
        case authenticatorData = "authenticator_data"
        case signature
        case userHandle = "user_handle"
    }

    /// By which the passkey is found.
    package var passkeyID: Data { id.bytes }

    /// Whose passkey the device says it is; nil when it does not say, or says nothing of ours.
    package var claimedHandle: PasskeyUserHandle? {
        userHandle.flatMap { PasskeyUserHandle(bytes: $0.bytes) }
    }
}

extension PasskeyRegistration {
    /// Which challenge it says that it answers.
    var claimedChallenge: PasskeyChallenge? { (try? ClientData(clientData.bytes))?.claimedChallenge }
}

extension PasskeyAssertion {
    /// Which challenge it says that it answers.
    var claimedChallenge: PasskeyChallenge? { (try? ClientData(clientData.bytes))?.claimedChallenge }
}
