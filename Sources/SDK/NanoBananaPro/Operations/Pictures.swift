import Wire

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

extension NanoBananaPro {
    /// Which of your pictures to list.
    public enum PictureFilter: Hashable, Sendable {
        /// All but masks.
        case all
        /// Those that you marked.
        case favourites
        /// Those that you brought.
        case uploads
        /// Those of a collection.
        case collection(Collection.ID)
    }

    /// The formats that the server converts to.
    public enum FileFormat: String, Hashable, Sendable, CaseIterable {
        /// Lossless.
        case png
        /// For photographs.
        case jpeg
        /// Smaller than both.
        case webp
        /// The smallest.
        case avif
    }

    /// Your pictures, the newest first, fetched page by page as they are read.
    ///
    /// - Parameters:
    ///   - filter: which of them.
    ///   - words: only pictures whose prompt or file name has all of these.
    ///   - pageSize: how many are fetched at a time, 1 to 100.
    /// - Returns: the list; nothing is asked before it is read.
    public func pictures(
        _ filter: PictureFilter = .all,
        holding words: String? = nil,
        pageSize: Int = 50
    ) -> Pages<Picture> {
        var call = Call(.get, "images")
        call.ask("q", words)
        switch filter {
        case .all: break
        case .favourites: call.ask("show", "favourites")
        case .uploads: call.ask("show", "uploads")
        case .collection(let id): call.ask("collection", id)
        }
        return Pages(connection, call, pageSize) { page in
            let body = try page.decoded(ListBody<ImageBody>.self)
            return try (body.data.map { try Picture($0) }, body.nextCursor)
        }
    }

    /// A picture with the words and the model that made it.
    public func picture(_ id: Picture.ID) async throws -> Picture {
        try await Picture(connection.answer(Call(.get, "images", id.text)).decoded(ImageBody.self))
    }

    /// A picture's file.
    ///
    /// - Parameters:
    ///   - id: the picture.
    ///   - format: what to convert it to; as it is stored when nil.
    ///   - width: no wider than about this, in pixels; the whole picture when nil.
    ///   - quality: 1 to 100, for what loses some.
    /// - Returns: its bytes.
    /// - Throws: `NanoBananaProError`.
    public func file(
        of id: Picture.ID,
        as format: FileFormat? = nil,
        width: Int? = nil,
        quality: Int? = nil
    ) async throws -> Data {
        var call = Call(.get, "images", id.text, "file")
        call.ask("format", format?.rawValue)
        call.ask("w", width)
        call.ask("quality", quality)
        return try await connection.answer(call, upTo: connection.options.largestFile).body
    }

    /// Brings pictures: all of them are taken, or none.
    ///
    /// Nothing is kept of what the files say beside their pixels.
    /// - Parameters:
    ///   - files: up to 14, of 50 MB at most each.
    ///   - isMask: whether they say where others are to be changed.
    /// - Returns: the pictures, in the order of their files.
    /// - Throws: `NanoBananaProError`, whose `field` names the file at fault: `file`, or `file.2` for the second of several.
    public func upload(_ files: [PictureFile], isMask: Bool = false) async throws -> [Picture] {
        var call = Call(.post, "images")
        if isMask { call.ask("use", "mask") }
        let form = MultipartForm(files, boundary: "nbp-\(connection.ambience.unique())")
        call.headers["content-type"] = form.contentType
        call.name(connection.ambience.unique())
        call.body = form.body
        return try await connection.answer(call).decoded(UploadBody.self).data.map { try Picture($0) }
    }

    /// Deletes a picture, at once and for good.
    public func delete(_ id: Picture.ID) async throws {
        var call = Call(.delete, "images", id.text)
        call.isDoneWhenGone = true
        _ = try await connection.answer(call)
    }

    /// Marks a picture as a favourite, or no longer.
    public func setFavourite(_ isFavourite: Bool, _ id: Picture.ID) async throws {
        _ = try await connection.answer(Call(isFavourite ? .put : .delete, "images", id.text, "favourite"))
    }
}
