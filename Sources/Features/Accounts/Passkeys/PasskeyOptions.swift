import Kernel

/// What the browser is asked with when a passkey is to be made.
///
/// Encoded as JSON, bytes in it are base64url, which `passkey.js` turns into buffers.
package struct PasskeyCreationOptions: Encodable, Hashable, Sendable {
    struct Site: Encodable, Hashable {
        let id: String
        let name: String
    }

    struct User: Encodable, Hashable {
        let id: Base64URL
        let name: String
        let displayName: String
    }

    struct Algorithm: Encodable, Hashable {
        let type = PasskeyDescriptor.type
        let alg: Int

        private enum CodingKeys: String, CodingKey { case type, alg }
    }

    struct Selection: Encodable, Hashable {
        let residentKey = "required"
        let requireResidentKey = true
        let userVerification = "required"

        private enum CodingKeys: String, CodingKey { case residentKey, requireResidentKey, userVerification }
    }

    let rp: Site
    let user: User
    let challenge: Base64URL
    let pubKeyCredParams: [Algorithm]
    let timeout: Int64
    let excludeCredentials: [PasskeyDescriptor]
    let authenticatorSelection: Selection
    let attestation = "none"

    private enum CodingKeys: String, CodingKey {
        case rp, user, challenge, pubKeyCredParams, timeout, excludeCredentials, authenticatorSelection
        case attestation
    }
}

/// What the browser is asked with at a sign-in.
package struct PasskeyRequestOptions: Encodable, Hashable, Sendable {
    let rpId: String
    let challenge: Base64URL
    let timeout: Int64
    let allowCredentials: [PasskeyDescriptor]
    let userVerification = "required"

    private enum CodingKeys: String, CodingKey {
        case rpId, challenge, timeout, allowCredentials, userVerification
    }
}

/// A passkey as options name it.
package struct PasskeyDescriptor: Encodable, Hashable, Sendable {
    static let type = "public-key"

    let type = PasskeyDescriptor.type
    let id: Base64URL
    let transports: [PasskeyTransport]

    private enum CodingKeys: String, CodingKey { case type, id, transports }

    init(_ passkey: Passkey) {
        id = Base64URL(passkey.id)
        transports = passkey.transports
    }
}

extension RelyingParty {
    /// How long a person may take; a challenge lives as long.
    package static let patience: Duration = .seconds(300)

    /// The algorithms that we verify, the one we like best first.
    private static let algorithms = [-8, -7, -257].map { PasskeyCreationOptions.Algorithm(alg: $0) }

    /// Asks for a passkey that is found without typing an address and that checks who uses it.
    ///
    /// The name is what the person's device lists it under, such as their address; it stays on the device. The account's
    /// known passkeys keep a device from making a second one.
    package func creationOptions(
        for handle: PasskeyUserHandle,
        named account: String,
        challenge: PasskeyChallenge,
        besides known: [Passkey]
    ) -> PasskeyCreationOptions {
        PasskeyCreationOptions(
            rp: .init(id: id, name: name),
            user: .init(id: Base64URL(handle.bytes), name: account, displayName: account),
            challenge: Base64URL(challenge.bytes),
            pubKeyCredParams: Self.algorithms,
            timeout: Self.patience.wholeMilliseconds,
            excludeCredentials: known.map(PasskeyDescriptor.init),
            authenticatorSelection: .init()
        )
    }

    /// Asks for a signature, by one of the passkeys of a person who is known already, or by any that tells who it is.
    package func requestOptions(
        challenge: PasskeyChallenge,
        allowing known: [Passkey] = []
    ) -> PasskeyRequestOptions {
        PasskeyRequestOptions(
            rpId: id,
            challenge: Base64URL(challenge.bytes),
            timeout: Self.patience.wholeMilliseconds,
            allowCredentials: known.map(PasskeyDescriptor.init)
        )
    }
}
