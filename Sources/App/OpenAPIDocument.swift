import Foundation
import HTTPKit
import Yams

/// The native API as developers read it (OpenAPI 3.1), joined from the files of `share/openapi`, one a subject.
struct OpenAPIDocument {
    typealias Members = [String: Any]

    /// Plain text would turn what looks like a day into one.
    private static let resolver = Resolver.default.removing(.timestamp)

    let json: Data

    /// - Throws: `OpenAPIFault` that names the file.
    init(_ folder: URL, at base: BaseURL) throws {
        let contents = try? FileManager.default.contentsOfDirectory(
            at: folder,
            includingPropertiesForKeys: nil
        )
        guard let contents else { throw OpenAPIFault(file: nil, reason: "cannot be read") }
        let files = contents.filter { $0.pathExtension == "yml" }.sorted { $0.path < $1.path }
        var whole: Members = [:]
        for file in files {
            guard let text = try? String(contentsOf: file, encoding: .utf8) else {
                throw OpenAPIFault(file: file.lastPathComponent, reason: "cannot be read as text")
            }
            let placed = Self.placed(text, at: base)
            guard let part = try? Yams.load(yaml: placed, Self.resolver) as? Members else {
                throw OpenAPIFault(file: file.lastPathComponent, reason: "is no YAML with members at its top")
            }
            try Self.join(part, to: &whole, from: file.lastPathComponent)
        }
        guard JSONSerialization.isValidJSONObject(whole) else {
            throw OpenAPIFault(file: nil, reason: "holds what JSON cannot")
        }
        json = try JSONSerialization.data(
            withJSONObject: whole,
            options: [.sortedKeys, .withoutEscapingSlashes]
        )
    }

    /// The names that this installation has instead of the example's.
    private static func placed(_ text: String, at base: BaseURL) -> String {
        let cookies: [RegisteredCookie] = [.session, .secondStep, .visitor]
        let text = text.replacing("https://studio.example", with: "\(base)")
        return cookies.reduce(text) { text, cookie in
            text.replacing(cookie.name(isSecure: true), with: cookie.name(isSecure: base.isSecure))
        }
    }

    /// Objects grow; what stands in two files is a fault.
    private static func join(
        _ part: Members,
        to whole: inout Members,
        from file: String
    ) throws(OpenAPIFault) {
        for (name, value) in part {
            guard let known = whole[name] else {
                whole[name] = value
                continue
            }
            guard var known = known as? Members, let value = value as? Members, !name.hasPrefix("/") else {
                throw OpenAPIFault(file: file, reason: "says \(name), as another file does")
            }
            try join(value, to: &known, from: file)
            whole[name] = known
        }
    }
}

/// A file of the API's description cannot be used, or its folder where no file alone is at fault.
struct OpenAPIFault: Error, Hashable, CustomStringConvertible {
    let file: String?
    let reason: String

    var description: String {
        guard let file else { return "share/openapi \(reason); take the folder of the release" }
        return "share/openapi/\(file) \(reason); take the file of the release"
    }
}
