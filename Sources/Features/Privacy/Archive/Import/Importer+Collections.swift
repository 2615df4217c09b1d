import Kernel

extension Importer {
    /// Collections, each with those of its pictures that were taken: the pictures come first.
    func takeCollections(
        _ contents: Contents,
        from source: ArchiveSource
    ) async throws -> [ImportedSection] {
        var (places, placeRows) = try await section("studio_collection_image", contents, from: source)
        let byCollection = Dictionary(grouping: placeRows) { $0["collection_id"].text ?? "" }
        var (section, rows) = try await section("studio_collection", contents, from: source)
        for row in rows {
            guard let id = row["id"].text, let name = row["name"].text else {
                section.skip("malformed")
                continue
            }
            let own = byCollection[id]?.compactMap { $0["image_id"].text } ?? []
            let collection = ImportedCollection(
                id: renewed(id),
                name: name,
                images: own.map { ImageID(renewed($0)) }
            )
            let before = section.written
            try await counting(&section) { try await taker.take(collection, for: subject) }
            if section.written > before { places.written += own.count }
        }
        let left = placeRows.count - places.written
        if left > 0 { places.skip("missing", left) }
        return [section, places]
    }
}
