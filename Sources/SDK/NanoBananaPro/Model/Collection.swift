import Wire

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

extension NanoBananaPro {
    /// Pictures that are kept together under a name.
    public struct Collection: Identifiable, Hashable, Sendable {
        /// `col_…`.
        public let id: Identifier<Collection>
        /// What it is called.
        public let name: String
        /// How many pictures are in it.
        public let count: Int
        /// When it was made.
        public let createdAt: Date
    }
}

extension NanoBananaPro.Collection {
    init(_ body: CollectionBody) throws(NanoBananaProError) {
        id = ID(body.id)
        name = body.name
        count = body.count
        createdAt = try Moment.read(body.createdAt)
    }
}
