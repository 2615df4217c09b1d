package import Foundation

/// What other programs made, in `Tests/Fixtures`.
package enum Fixture {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(
        path: "../Fixtures"
    )

    /// Reads `name.json`.
    package static func read<Content: Decodable>(
        _ name: String,
        as type: Content.Type = Content.self
    ) throws -> Content {
        try JSONDecoder().decode(type, from: Data(contentsOf: folder.appending(path: "\(name).json")))
    }

    /// Where a file lies.
    package static func file(_ name: String) -> URL {
        folder.appending(path: name).standardizedFileURL
    }
}
