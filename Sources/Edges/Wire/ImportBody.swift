/// An archive that was brought here, and what became of each kind of record in it.
package struct ImportBody: Encodable, Sendable {
    package struct Section: Encodable, Sendable {
        package let name: String
        package let read: Int
        package let written: Int
        /// How many records are not here, by reason.
        package let skipped: [String: Int]
        /// Whether such records can be taken over at all.
        package let isTaken: Bool

        package init(
            name: String,
            read: Int,
            written: Int,
            skipped: [String: Int],
            isTaken: Bool
        ) {
            self.name = name
            self.read = read
            self.written = written
            self.skipped = skipped
            self.isTaken = isTaken
        }

        private enum CodingKeys: String, CodingKey {
            case name, read, written, skipped
            case isTaken = "taken"
        }
    }

    package let id: String
    package let status: String
    package let createdAt: String
    package let finishedAt: String?
    /// Why nothing was taken, in a word.
    package let refusal: String?
    package let sections: [Section]

    package init(
        id: String,
        status: String,
        createdAt: String,
        finishedAt: String?,
        refusal: String?,
        sections: [Section]
    ) {
        self.id = id
        self.status = status
        self.createdAt = createdAt
        self.finishedAt = finishedAt
        self.refusal = refusal
        self.sections = sections
    }

    private enum CodingKeys: String, CodingKey {
        case id, status, refusal, sections
        case createdAt = "created_at"
        case finishedAt = "finished_at"
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(status, forKey: .status)
        try container.encode(createdAt, forKey: .createdAt)
        try container.encode(finishedAt, forKey: .finishedAt)
        try container.encode(refusal, forKey: .refusal)
        try container.encode(sections, forKey: .sections)
    }
}
