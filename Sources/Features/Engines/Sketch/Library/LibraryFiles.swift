import Foundation

/// The files of a library's folder.
enum LibraryFiles {
    private static let folders = ["subjects", "settings", "styles", "words", "patterns"]

    /// Reads them all; hidden files are none of ours.
    static func read(_ folder: URL) throws(LibraryDefect) -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for name in folders {
            for file in try list(folder.appending(path: name), name) {
                files["\(name)/\(file.lastPathComponent)"] = try bytes(of: file, in: name)
            }
        }
        guard files.count <= SketchLibrary.mostFiles else {
            throw LibraryDefect("", "has more than \(SketchLibrary.mostFiles) files")
        }
        return files
    }

    private static func list(_ folder: URL, _ name: String) throws(LibraryDefect) -> [URL] {
        do {
            return try FileManager.default.contentsOfDirectory(
                at: folder,
                includingPropertiesForKeys: nil,
                options: .skipsHiddenFiles
            )
        } catch {
            throw LibraryDefect(name, "is not a folder that can be read")
        }
    }

    private static func bytes(of file: URL, in folder: String) throws(LibraryDefect) -> [UInt8] {
        do {
            return Array(try Data(contentsOf: file))
        } catch {
            throw LibraryDefect("\(folder)/\(file.lastPathComponent)", "cannot be read")
        }
    }
}
