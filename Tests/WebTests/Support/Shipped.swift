import Engines
import Foundation
import Kernel
import TestSupport

@testable import Web

/// What the product ships in its share folder.
enum Shipped {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../share").standardizedFileURL

    /// The text of every file below a folder of the repository, by its path.
    static func texts(in folder: URL, ofKind kind: String) throws -> [String: String] {
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter {
            $0.hasSuffix(kind)
        }
        return try Dictionary(
            uniqueKeysWithValues: names.map { name in
                (name, try String(contentsOf: folder.appending(path: name), encoding: .utf8))
            }
        )
    }

    static var templateTexts: [String: String] {
        get throws { try texts(in: folder.appending(path: "templates"), ofKind: ".mustache") }
    }

    static func catalogue(_ language: Language) throws -> Catalogue { try catalogues[language] }

    static var catalogues: Catalogues { get throws { try .forTests } }

    static var templates: Templates { get async throws { try await loadedTemplates.value } }

    static var assets: Assets { get throws { try loadedAssets.get() } }

    private static let loadedTemplates = Task {
        try await Templates(folder: folder.appending(path: "templates"))
    }

    private static let loadedAssets = Result { try Assets(folder: folder.appending(path: "assets")) }

    /// Those that an installation without keys offers.
    static var ownModels: [Model] {
        get throws { try models.filter { $0.place == Model.Place.here } }
    }

    static var models: [Model] {
        get throws {
            try ModelRegistry(json: Data(contentsOf: folder.appending(path: "models.json"))).models
        }
    }
}
