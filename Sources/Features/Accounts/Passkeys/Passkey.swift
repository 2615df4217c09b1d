package import CBOR
package import FoundationEssentials

/// What we keep of a person's passkey: how to recognise it, and nothing that tells which device it is on.
package struct Passkey: Hashable, Sendable {
    /// 16 to 1,023 bytes, chosen by the device; no two accounts may have the same.
    package let id: Data
    package let key: COSEKey
    /// How often the device has signed; 0 for the many that do not count.
    package var signCount: UInt32
    /// Whether it may be copied to the person's other devices; never changes.
    package let isBackupEligible: Bool
    /// Whether it has been copied.
    package var isBackedUp: Bool
    /// How the device is reached; a hint for the browser.
    package let transports: [PasskeyTransport]

    package init(
        id: Data,
        key: COSEKey,
        signCount: UInt32,
        isBackupEligible: Bool,
        isBackedUp: Bool,
        transports: [PasskeyTransport]
    ) {
        self.id = id
        self.key = key
        self.signCount = signCount
        self.isBackupEligible = isBackupEligible
        self.isBackedUp = isBackedUp
        self.transports = transports
    }
}

/// A way to a device (Web Authentication level 3, section 5.8.4).
package enum PasskeyTransport: String, Codable, Hashable, Sendable, CaseIterable {
    case usb
    case nfc
    case ble
    case smartCard = "smart-card"
    case hybrid
    case `internal`
}

/// What a verified sign-in changes about a passkey.
package struct PasskeyUse: Hashable, Sendable {
    /// The count to store.
    package let signCount: UInt32
    package let isBackedUp: Bool
    /// The count did not rise: somebody may have copied the key out of its device.
    ///
    /// The signature is good all the same; whoever signs the person in decides, and tells them.
    package let isCloneSuspected: Bool
}
