package import FoundationEssentials

/// What the program needs beside itself to run: templates, assets, strings, drawings and the model catalogue.
package struct ShareFolder: Sendable {
    /// What makes a folder ours.
    private static let contents = [
        "assets", "darkroom", "designs", "mail", "mcp", "models.json", "openapi", "passwords", "presets.json",
        "privacy", "sketch", "strings",
        "templates",
    ]

    package let folder: URL

    /// Finds the folder: the one that is named, else `share` beside the executable, else `../share/nano-banana-pro`.
    /// - Parameters:
    ///   - named: what `NBP_SHARE_DIR` says; then nowhere else is looked.
    ///   - executable: the running program.
    /// - Throws: where it was looked for.
    package init(_ named: URL?, executable: URL = .runningExecutable) throws(ShareFolderRefusal) {
        let candidates = named.map { [$0] } ?? Self.candidates(beside: executable.deletingLastPathComponent())
        guard let folder = candidates.first(where: Self.isOurs) else {
            throw ShareFolderRefusal(places: candidates.map(\.path), isNamed: named != nil)
        }
        self.folder = folder
    }

    /// Finds the folder for a command that reads no other setting.
    package static func find(
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws(ShareFolderRefusal) -> ShareFolder {
        try ShareFolder(environment[SettingKey.shareFolder.variable].map(Location.file))
    }

    private static func candidates(beside folder: URL) -> [URL] {
        [
            folder.appending(path: "share"),
            folder.deletingLastPathComponent().appending(path: "share/nano-banana-pro"),
        ]
    }

    private static func isOurs(_ folder: URL) -> Bool {
        contents.allSatisfy { FileManager.default.fileExists(atPath: folder.appending(path: $0).path) }
    }
}

/// The share folder is not where it should be.
package struct ShareFolderRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    package let places: [String]
    let isNamed: Bool

    package var description: String {
        let places = places.joined(separator: ", ")
        return isNamed
            ? "NBP_SHARE_DIR names \(places), which is no share folder of Nano Banana Pro; name the folder share of the release"
            : "the share folder is in none of these: \(places); put it there or name it with NBP_SHARE_DIR"
    }
}

extension URL {
    /// The program of this process, with symbolic links resolved.
    package static var runningExecutable: URL {
        let link = "/proc/self/exe"
        let path =
            (try? FileManager.default.destinationOfSymbolicLink(atPath: link)) ?? CommandLine.arguments[0]
        return URL(filePath: path)
    }
}
