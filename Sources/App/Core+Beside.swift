import Privacy

/// That a backup was restored here and no server has erased again from it what was erased since.
struct RestoredCopy: Error, CustomStringConvertible {
    let description = "a backup was restored here; start the server first, which cleans the copy"
}

extension Core {
    /// Opens an installation for a command, beside a running server: as the server does, but without its lock.
    /// - Throws: whatever forbids the start of a server; `RestoredCopy`.
    static func beside(_ settings: Settings) async throws -> Core {
        _ = try DataDirectory(settings.dataFolder)
        let choices = try Choices(ShareFolder(settings.shareFolder), settings)
        let core = try await open(CorePlaces.onDisk(settings, .real), choices, .real)
        guard try await !core.privacy.needsReplay() else { throw RestoredCopy() }
        return core
    }
}
