import Wire

extension NanoBananaPro {
    /// Your collections, the newest first.
    public func collections() async throws -> [Collection] {
        let body = try await connection.answer(Call(.get, "collections")).decoded(
            ListBody<CollectionBody>.self
        )
        return try body.data.map { try Collection($0) }
    }

    /// A collection; `pictures(.collection(id))` lists what is in it.
    public func collection(_ id: Collection.ID) async throws -> Collection {
        try await collection(Call(.get, "collections", id.text))
    }

    /// Makes a collection.
    public func makeCollection(_ name: String, of pictures: [Picture.ID] = []) async throws -> Collection {
        var call = Call(.post, "collections")
        call.name(connection.ambience.unique())
        try call.carry(NewCollectionBody(name: name, images: pictures.map(\.text)))
        return try await collection(call)
    }

    /// Renames a collection.
    public func rename(_ id: Collection.ID, _ name: String) async throws -> Collection {
        var call = Call(.patch, "collections", id.text)
        try call.carry(CollectionChangeBody(name: name))
        return try await collection(call)
    }

    /// Puts pictures into a collection; those that are in it stay in it.
    public func add(_ pictures: [Picture.ID], to id: Collection.ID) async throws -> Collection {
        var call = Call(.post, "collections", id.text, "images")
        try call.carry(SelectionBody(images: pictures.map(\.text)))
        return try await collection(call)
    }

    /// Takes a picture out of a collection; the picture stays.
    public func remove(_ picture: Picture.ID, from id: Collection.ID) async throws {
        var call = Call(.delete, "collections", id.text, "images", picture.text)
        call.isDoneWhenGone = true
        _ = try await connection.answer(call)
    }

    /// Takes a collection apart; its pictures stay.
    public func delete(_ id: Collection.ID) async throws {
        var call = Call(.delete, "collections", id.text)
        call.isDoneWhenGone = true
        _ = try await connection.answer(call)
    }

    private func collection(_ call: Call) async throws -> Collection {
        try await Collection(connection.answer(call).decoded(CollectionBody.self))
    }
}
