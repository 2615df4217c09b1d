package import Foundation

/// A folder of one test, removed with everything in it when the test lets go of it.
package final class TempFolder: Sendable {
    package let url: URL

    package init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "nbp-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: false)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }

    package subscript(path: String) -> URL { url.appending(path: path) }

    /// The paths of all files below, relative to the folder.
    package func files() throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: url.path).filter { path in
            try FileManager.default.attributesOfItem(atPath: self[path].path)[.type] as? FileAttributeType
                == .typeRegular
        }
    }

    /// The files that hold these bytes anywhere.
    package func files(holding bytes: Data) throws -> [String] {
        try files().filter { try Data(contentsOf: self[$0]).range(of: bytes) != nil }
    }
}
