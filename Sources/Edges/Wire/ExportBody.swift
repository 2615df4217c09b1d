/// An archive that was asked for.
package struct ExportBody: Encodable, Sendable {
    package let id: String
    package let status: String
    package let progress: Double
    package let createdAt: String
    package let readyAt: String?
    package let expiresAt: String?
    package let bytes: Int?
    /// Where it is fetched, once; nil unless it is ready.
    package let url: String?

    package init(
        id: String,
        status: String,
        progress: Double,
        createdAt: String,
        readyAt: String?,
        expiresAt: String?,
        bytes: Int?,
        url: String?
    ) {
        self.id = id
        self.status = status
        self.progress = progress
        self.createdAt = createdAt
        self.readyAt = readyAt
        self.expiresAt = expiresAt
        self.bytes = bytes
        self.url = url
    }

    private enum CodingKeys: String, CodingKey {
        case id, status, progress, bytes, url
        case createdAt = "created_at"
        case readyAt = "ready_at"
        case expiresAt = "expires_at"
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(status, forKey: .status)
        try container.encode(progress, forKey: .progress)
        try container.encode(createdAt, forKey: .createdAt)
        try container.encode(readyAt, forKey: .readyAt)
        try container.encode(expiresAt, forKey: .expiresAt)
        try container.encode(bytes, forKey: .bytes)
        try container.encode(url, forKey: .url)
    }
}
