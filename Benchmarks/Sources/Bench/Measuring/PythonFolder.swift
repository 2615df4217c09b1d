import Foundation

/// A folder of Python packages for one purpose, in the folder of the benchmarks' build; it is made and filled at the first run.
struct PythonFolder {
    /// Where the peers' programs and lists of packages lie.
    static let peers = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../Peers").standardizedFileURL

    private let folder: URL

    /// - Parameters:
    ///   - name: of the folder.
    ///   - packages: as `pip install` takes them.
    /// - Throws: when they cannot be installed.
    init(_ name: String, holding packages: [String]) throws {
        folder = Self.peers.deletingLastPathComponent().appending(path: ".build/\(name)")
        if !FileManager.default.isExecutableFile(atPath: python.file.path) {
            try Program("python3", from: "python3-venv").run(["-m", "venv", folder.path])
        }
        // Says at once that they are there, if they are.
        try python.run(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"] + packages)
    }

    var python: Program { program("python3") }

    /// One that a package brought.
    func program(_ name: String) -> Program { Program(folder.appending(path: "bin/\(name)")) }
}
