package import Kernel

/// What an account asks for besides its password.
package struct SecondFactors: Hashable, Sendable {
    /// From here on a person is asked to make new recovery codes.
    package static let fewRecoveryCodes = 2

    /// Whether an authenticator app makes codes for it.
    package let hasOneTimeCode: Bool
    package let passkeys: Int
    /// How many are left.
    package let recoveryCodes: Int

    package init(hasOneTimeCode: Bool, passkeys: Int, recoveryCodes: Int) {
        self.hasOneTimeCode = hasOneTimeCode
        self.passkeys = passkeys
        self.recoveryCodes = recoveryCodes
    }

    /// Whether a password alone does not sign in.
    package var isSet: Bool { hasOneTimeCode || passkeys > 0 }

    package var hasFewRecoveryCodes: Bool { isSet && recoveryCodes <= Self.fewRecoveryCodes }
}

/// One's own passkey, as a person recognises it.
package struct PasskeyLine: Hashable, Sendable {
    package let id: PasskeyID
    package let name: DisplayName
    package let madeAt: Timestamp
    /// When it last signed; nil for one that never has.
    package let usedAt: Timestamp?

    package init(
        id: PasskeyID,
        name: DisplayName,
        madeAt: Timestamp,
        usedAt: Timestamp?
    ) {
        self.id = id
        self.name = name
        self.madeAt = madeAt
        self.usedAt = usedAt
    }
}

package enum PasskeyKind: Identified {
    package static let idPrefix = "pky"
}

/// One passkey, by a name of ours.
package typealias PasskeyID = ID<PasskeyKind>
