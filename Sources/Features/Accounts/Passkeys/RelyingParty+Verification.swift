import CBOR
import Crypto
import FoundationEssentials

extension RelyingParty {
    /// Takes a new passkey (level 3, section 7.1), answering the challenge that the page was given, which is used up by now.
    ///
    /// That no account has the passkey's id yet, the caller's table checks.
    package func verify(
        _ registration: PasskeyRegistration,
        answering challenge: PasskeyChallenge
    ) throws(PasskeyRefusal) -> Passkey {
        let clientData = registration.clientData.bytes
        try ClientData(clientData).check(.create, challenge, at: self)
        let attestation = try Attestation(registration.attestationObject.bytes)
        let data = try AuthenticatorData(attestation.authenticatorData)
        try data.check(for: self)
        guard let credential = data.credential else { throw .authenticatorDataMalformed }
        guard credential.id == registration.id.bytes else { throw .wrongPasskey }
        try attestation.check(
            credential.key,
            of: Self.message(attestation.authenticatorData, clientData)
        )
        return Passkey(
            id: credential.id,
            key: credential.key,
            signCount: data.signCount,
            isBackupEligible: data.flags.contains(.backupEligible),
            isBackedUp: data.flags.contains(.backedUp),
            transports: PasskeyTransport.allCases.filter { registration.transports.contains($0.rawValue) }
        )
    }

    /// Takes a signature of a known passkey (level 3, section 7.2), answering a challenge that is used up by now.
    ///
    /// The passkey is the one of `assertion.passkeyID`, the owner the handle of the account that has it. Where nobody typed
    /// an address, `isOwnerClaimed`: the answer itself must say whose passkey it is.
    package func verify(
        _ assertion: PasskeyAssertion,
        of passkey: Passkey,
        owner: PasskeyUserHandle,
        isOwnerClaimed: Bool = true,
        answering challenge: PasskeyChallenge
    ) throws(PasskeyRefusal) -> PasskeyUse {
        guard assertion.id.bytes == passkey.id else { throw .wrongPasskey }
        guard assertion.userHandle.map({ $0.bytes == owner.bytes }) ?? !isOwnerClaimed else {
            throw .wrongUser
        }
        let clientData = assertion.clientData.bytes
        try ClientData(clientData).check(.get, challenge, at: self)
        let data = try AuthenticatorData(assertion.authenticatorData.bytes)
        try data.check(for: self)
        guard data.credential == nil else { throw .authenticatorDataMalformed }
        guard data.flags.contains(.backupEligible) == passkey.isBackupEligible else { throw .backupChanged }
        let message = Self.message(assertion.authenticatorData.bytes, clientData)
        guard passkey.key.isSignature(assertion.signature.bytes, of: message) else { throw .signatureFalse }
        return PasskeyUse(
            signCount: max(passkey.signCount, data.signCount),
            isBackedUp: data.flags.contains(.backedUp),
            isCloneSuspected: Self.isCloneSuspected(stored: passkey.signCount, seen: data.signCount)
        )
    }

    /// Section 6.1.1: a count that does not rise, of a device that counts.
    private static func isCloneSuspected(stored: UInt32, seen: UInt32) -> Bool {
        (stored > 0 || seen > 0) && seen <= stored
    }

    /// What devices sign.
    private static func message(_ authenticatorData: Data, _ clientData: Data) -> Data {
        authenticatorData + Data(SHA256.hash(data: clientData))
    }
}
