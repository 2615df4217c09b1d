import Foundation

extension OpenAPIDocument {
    /// What a release describes, each in a file of its own.
    static let subjects = [
        "about", "accounts", "activity", "admin", "admin-holds", "admin-moderation", "admin-requests",
        "arrivals", "audit", "batches", "choices", "exports", "factors", "images", "imports", "jobs",
        "keys", "library", "models", "moderation", "policy", "privacy", "privacy-erasure", "requests",
        "spending", "usage", "verify", "webhooks", "workshop",
    ]

    /// Looks whether a folder is whole: every subject is there, and whatever one file refers to in another.
    /// - Returns: how many addresses it describes.
    /// - Throws: `OpenAPIFault` that says what is missing.
    static func check(_ folder: URL, at base: BaseURL) throws -> Int {
        for subject in subjects {
            let file = "\(subject).yml"
            guard FileManager.default.fileExists(atPath: folder.appending(path: file).path) else {
                throw OpenAPIFault(file: file, reason: "is missing")
            }
        }
        let json = try OpenAPIDocument(folder, at: base).json
        let document = try JSONSerialization.jsonObject(with: json) as? Members ?? [:]
        if let lost = references(in: document).sorted().first(where: { !isThere($0, in: document) }) {
            throw OpenAPIFault(file: nil, reason: "refers to \(lost), which is in none of its files")
        }
        return (document["paths"] as? Members)?.count ?? 0
    }

    private static func references(in value: Any) -> Set<String> {
        switch value {
        case let members as Members:
            let own = (members["$ref"] as? String).map { [$0] } ?? []
            return members.values.reduce(into: Set(own)) { $0.formUnion(references(in: $1)) }
        case let list as [Any]:
            return list.reduce(into: []) { $0.formUnion(references(in: $1)) }
        default:
            return []
        }
    }

    /// Whether a reference such as `#/components/schemas/Job` leads to something (RFC 6901).
    private static func isThere(_ reference: String, in document: Members) -> Bool {
        let place = reference.split(separator: "/").dropFirst().reduce(document as Any?) { place, part in
            (place as? Members)?[String(part).replacing("~1", with: "/").replacing("~0", with: "~")]
        }
        return place != nil
    }
}
