import FoundationEssentials
import Kernel
import Store
import Vault

/// The SQL of `studio_collection` and of what is in them.
struct CollectionRecords {
    private let tx: Transaction
    private let subject: SubjectID

    init(_ tx: Transaction, of subject: SubjectID) {
        self.tx = tx
        self.subject = subject
    }

    func count() throws -> Int {
        try tx.first("SELECT count(*) AS number FROM studio_collection WHERE subject_id = \(subject)") {
            try $0.get("number")
        } ?? 0
    }

    func insert(_ id: CollectionID, _ name: Sealed, at moment: Timestamp) throws {
        try tx.run(
            """
            INSERT INTO studio_collection (id, subject_id, name, created_at)
            VALUES (\(id), \(subject), \(name.bytes), \(moment))
            """
        )
    }

    /// All of them, newest first.
    func collections() throws -> [CollectionRow] {
        try tx.all(
            "\(CollectionRow.question) WHERE subject_id = \(subject) ORDER BY id DESC",
            CollectionRow.init
        )
    }

    func collection(_ id: CollectionID) throws -> CollectionRow? {
        try tx.first(
            "\(CollectionRow.question) WHERE id = \(id) AND subject_id = \(subject)",
            CollectionRow.init
        )
    }

    /// Those that a picture is in.
    func holding(_ image: ImageID) throws -> [CollectionID] {
        try tx.all(
            """
            SELECT collection_id FROM studio_collection_image
            WHERE image_id = \(image) AND subject_id = \(subject)
            """
        ) { try $0.get("collection_id") }
    }

    func rename(_ id: CollectionID, _ name: Sealed) throws -> Bool {
        try tx.run(
            "UPDATE studio_collection SET name = \(name.bytes) WHERE id = \(id) AND subject_id = \(subject)"
        ) == 1
    }

    /// Its pictures stay.
    func delete(_ id: CollectionID) throws -> Bool {
        try tx.run("DELETE FROM studio_collection WHERE id = \(id) AND subject_id = \(subject)") == 1
    }

    func add(_ image: ImageID, to id: CollectionID, at moment: Timestamp) throws {
        try tx.run(
            """
            INSERT INTO studio_collection_image (collection_id, image_id, subject_id, added_at)
            VALUES (\(id), \(image), \(subject), \(moment)) ON CONFLICT (collection_id, image_id) DO NOTHING
            """
        )
    }

    func remove(_ image: ImageID, from id: CollectionID) throws {
        try tx.run(
            """
            DELETE FROM studio_collection_image
            WHERE collection_id = \(id) AND image_id = \(image) AND subject_id = \(subject)
            """
        )
    }

    /// Gives a collection to its new owner; its pictures were given before.
    func hand(_ id: CollectionID, named name: Sealed, to taker: SubjectID) throws {
        try tx.run(
            """
            UPDATE studio_collection SET subject_id = \(taker), name = \(name.bytes)
            WHERE id = \(id) AND subject_id = \(subject)
            """
        )
        try tx.run("UPDATE studio_collection_image SET subject_id = \(taker) WHERE collection_id = \(id)")
    }

    /// Takes pictures out of every collection.
    static func forget(_ images: [ImageID], in tx: Transaction) throws {
        try tx.run("DELETE FROM studio_collection_image WHERE image_id IN (\(list: images))")
    }
}

/// A collection as it lies in the database: its name sealed.
struct CollectionRow: Sendable {
    let id: CollectionID
    let name: Sealed
    let count: Int
    let madeAt: Timestamp

    fileprivate static let question: SQL = """
        SELECT id, name, created_at, (
            SELECT count(*) FROM studio_collection_image WHERE collection_id = studio_collection.id
        ) AS number FROM studio_collection
        """

    fileprivate init(_ row: Row) throws {
        id = try row.get("id")
        name = Sealed(try row.get("name"), at: .name(of: id))
        count = try row.get("number")
        madeAt = try row.get("created_at")
    }
}
