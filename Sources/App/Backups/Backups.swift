package import Foundation
import Kernel
import NIOPosix
import Store
import Vault

/// Backs an installation up beside its running server, and brings it back while none runs.
///
/// Pictures and words lie in a backup as they lie on disk, sealed under their people's keys; the keys are kept apart. The
/// whole is sealed once more, under a key that derives from the master key (decision 0071).
package struct Backups: Sendable {
    let settings: Settings
    let ambience: Ambience

    package init(_ settings: Settings, _ ambience: Ambience = .real) {
        self.settings = settings
        self.ambience = ambience
    }

    /// Where backups go unless somebody says otherwise; the server clears what is too old there.
    package static func usualFolder(of settings: Settings) -> URL {
        settings.dataFolder.appending(path: "backups")
    }

    var ringFile: URL { DataDirectory.Places(settings.dataFolder).keyRing }

    func master() throws -> MasterKey {
        try MasterKey(file: settings.masterKeyFile, hasData: true, randomness: ambience.randomness)
    }

    func hasRing() -> Bool { FileManager.default.fileExists(atPath: ringFile.path) }

    /// Makes a folder for what lasts as long as a command.
    func scratch(in folder: URL) throws -> URL {
        let name = ".nbp-\(ambience.randomness.bytes(8).map { String($0, radix: 16) }.joined())"
        let place = folder.appending(path: name)
        do {
            try FileManager.default.createDirectory(
                at: place,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw BackupRefusal.unwritable(folder.path)
        }
        return place
    }
}
