import FoundationEssentials
import Kernel
import Studio

/// A file in OpenAI's shape.
struct OpenAIFileBody: Encodable {
    let id: String
    let object = "file"
    let bytes: Int
    let createdAt: Int64
    let expiresAt: Int64
    let filename: String
    let purpose: String
    let status = "processed"

    init(_ file: StoredFile) {
        id = file.id.openAIText
        bytes = file.bytes
        createdAt = file.madeAt.seconds
        expiresAt = file.expiresAt.seconds
        filename = file.name ?? "file"
        purpose = file.purpose.rawValue
    }

    enum CodingKeys: String, CodingKey {
        case id, object, bytes, filename, purpose, status
        case createdAt = "created_at"
        case expiresAt = "expires_at"
    }
}

/// A page of a list in OpenAI's shape.
struct OpenAIPage<Item: Encodable>: Encodable {
    let object = "list"
    let data: [Item]
    let firstID: String?
    let lastID: String?
    let hasMore: Bool

    enum CodingKeys: String, CodingKey {
        case object, data
        case firstID = "first_id"
        case lastID = "last_id"
        case hasMore = "has_more"
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(object, forKey: .object)
        try container.encode(data, forKey: .data)
        try container.encode(firstID, forKey: .firstID)
        try container.encode(lastID, forKey: .lastID)
        try container.encode(hasMore, forKey: .hasMore)
    }
}

struct OpenAIDeletedBody: Encodable {
    let id: String
    let object = "file"
    let deleted = true
}
