import FoundationEssentials

/// Reads the addresses of places on this machine.
enum Location {
    /// - Returns: the database's file; nil for `sqlite:` alone, which means the usual place.
    static func database(_ text: String) throws(Unfit) -> URL? {
        try path(text, scheme: "sqlite", unlike: ["postgres:": "PostgreSQL", "postgresql:": "PostgreSQL"])
    }

    /// - Returns: the blobs' folder; nil for `file:` alone, which means the usual place.
    static func blobs(_ text: String) throws(Unfit) -> URL? {
        try path(text, scheme: "file", unlike: ["s3:": "S3"])
    }

    /// An absolute place; a relative path counts from the working directory.
    static func file(_ path: String) -> URL {
        URL(filePath: path, directoryHint: .notDirectory).absoluteURL.standardizedFileURL
    }

    /// The path behind `scheme:`; the three slashes of a full file URL are understood.
    private static func path(
        _ text: String,
        scheme: String,
        unlike others: [String: String]
    ) throws(Unfit) -> URL? {
        if let other = others.first(where: { text.lowercased().hasPrefix($0.key) }) {
            throw .because("\(other.value) is not supported yet; use \(scheme): and a path, or leave it away")
        }
        guard text.hasPrefix("\(scheme):") else { throw .kind }
        let rest = text.dropFirst(scheme.count + 1)
        guard !rest.isEmpty else { return nil }
        let path = rest.hasPrefix("///") ? rest.dropFirst(2) : rest
        guard !path.hasPrefix("//"), !path.contains(where: { "?#".contains($0) }) else { throw .kind }
        return file(String(path))
    }
}
