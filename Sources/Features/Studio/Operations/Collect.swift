package import Blobs
import Engines
package import Kernel
package import Store

extension Studio {
    /// How old a file is at least before it may be collected: its row is committed moments after it is written.
    static let collectAge: Duration = .hours(1)

    /// Deletes files that no picture and no program's file refers to, and deliveries that no job waits for.
    /// - Returns: how many files went.
    @discardableResult
    package func collect() async throws -> Int {
        try await dropIdleDeliveries()
        let (now, store) = (clock.now(), store)
        return try await blobs.collect(olderThan: now - Self.collectAge) { names in
            let (images, calls, files) = try await store.read { tx in
                try (
                    ImageRecords(tx).existing(among: names.compactMap(\.image)),
                    DeliveryRecords(tx).existing(among: names.compactMap(\.delivery)),
                    FileRecords(tx).existing(among: names.compactMap(\.lines))
                )
            }
            return Set(
                names.filter { name in
                    name.image.map(images.contains) ?? name.delivery.map(calls.contains)
                        ?? name.lines.map(files.contains) ?? false
                }
            )
        }
    }

    /// The files of a person, for their erasure.
    package static func fileNames(of subject: SubjectID, in tx: Transaction) throws -> [BlobName] {
        try ImageRecords(tx).ids(of: subject).flatMap(StoredForm.names)
            + DeliveryRecords(tx).calls(of: subject).map { BlobName(deliveryOf: $0) }
            + FileRecords(tx).ids(of: subject).map { BlobName(linesOf: $0) }
    }
}

extension BlobName {
    /// The call that delivered it; nil for a file of anything else.
    fileprivate var delivery: EngineCallID? { text.split(separator: ".").first.flatMap { EngineCallID($0) } }
}
