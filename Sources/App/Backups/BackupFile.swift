import Foundation
import Kernel
import Vault

/// A backup as one sealed file: entries one after another, each its path, its size and its bytes, cut into sealed chunks.
///
/// The path of an entry is preceded by its length in two bytes and followed by the size in eight; a length of zero is the end.
enum BackupFile {
    enum Kind: String, CaseIterable, Sendable {
        /// Database, pictures and the audit log's witness.
        case data
        /// The key ring, with the ledger of what was erased.
        case keys
    }

    static let longestPath = 512
    static let suffix = "nbpbackup"
}

/// Why a backup cannot be made or used, and what to do.
package enum BackupRefusal: Error, Hashable, CustomStringConvertible {
    case unreadable(String)
    case otherInstallation(String)
    case damaged(String)
    case unwritable(String)
    case nothingHere
    case notEmpty(String)
    case keysNeeded
    case keysNotWanted
    case badPeriod(String)
    case notWhole(String)

    package var description: String {
        switch self {
        case .unreadable(let path): "\(path) cannot be read; check the path and its mode"
        case .otherInstallation(let path):
            "\(path) does not open with this master key, or is damaged; put the installation's keys/master.key in its place"
        case .damaged(let path): "\(path) is cut or changed; take another backup"
        case .unwritable(let path): "\(path) cannot be written; check its owner, its mode and the free space"
        case .nothingHere: "there is no data to back up; nbp serve makes it"
        case .notEmpty(let path):
            "\(path) holds data; add --replace to have it replaced, or name another folder with NBP_DATA_DIR"
        case .keysNeeded: "there is no key ring here; name its backup with --keys"
        case .keysNotWanted:
            "the key ring is here and knows more than its backup; leave --keys out, or move keys/ring.sqlite away first"
        case .badPeriod(let text): "\(text) is no period of days; write it as P30D"
        case .notWhole(let reason): "the backup does not open: \(reason)"
        }
    }
}
