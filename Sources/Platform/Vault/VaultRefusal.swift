/// Why the vault does not open.
///
/// Each says what to do; none is ever answered by making a new key over old data.
package enum VaultRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    case masterKeyMissing(path: String)
    case masterKeyUnreadable(path: String)
    case masterKeyExposed(path: String)
    case masterKeyMalformed(path: String)
    case masterKeyUnwritable(path: String)
    case masterKeyWrong
    case ringDamaged

    package var description: String {
        switch self {
        case .masterKeyMissing(let path):
            "the master key \(path) is missing, and the data here was sealed with one; put the key file back from its backup"
        case .masterKeyUnreadable(let path):
            "the master key \(path) cannot be read; let the server's user read it"
        case .masterKeyExposed(let path):
            "the master key \(path) can be read by every user of this machine; run: chmod 600 \(path)"
        case .masterKeyMalformed(let path):
            "the master key \(path) is not 32 bytes in base64; put the key file back from its backup"
        case .masterKeyUnwritable(let path):
            "the master key \(path) cannot be written; make its folder writable or name another with NBP_MASTER_KEY_FILE"
        case .masterKeyWrong:
            "the master key is not the one that this data was sealed with; put the right key file back from its backup"
        case .ringDamaged:
            "the key ring keys/ring.sqlite is damaged; put it back from its backup"
        }
    }
}
