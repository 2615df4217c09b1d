import Wire

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

extension NanoBananaPro {
    /// An immutable picture of yours, made or brought.
    public struct Picture: Identifiable, Hashable, Sendable {
        /// `img_…`.
        public let id: Identifier<Picture>
        /// The job that made it or brought it.
        public let job: Job.ID
        /// Which picture of its job, from 0.
        public let index: Int
        /// In pixels.
        public let width: Int
        /// In pixels.
        public let height: Int
        /// The format it is stored in.
        public let format: String
        /// Whether it is a mask.
        public let isMask: Bool
        /// Whether you brought it.
        public let isUpload: Bool
        /// Whether you marked it as a favourite.
        public let isFavourite: Bool
        /// The seed that makes these pixels again.
        public let seed: Int
        /// When it was made.
        public let createdAt: Date
        /// The words it was made from; only where one picture is asked for.
        public let prompt: String?
        /// The model that made it; only where one picture is asked for.
        public let model: String?
        /// What the file that you brought was called.
        public let name: String?
        /// The pictures that went into it; only where one picture is asked for.
        public let parents: [Picture.ID]
    }
}

extension NanoBananaPro.Picture {
    init(_ body: ImageBody) throws(NanoBananaProError) {
        id = ID(body.id)
        job = NanoBananaPro.Job.ID(body.job)
        index = body.index
        width = body.width
        height = body.height
        format = body.format
        isMask = body.kind == "mask"
        isUpload = body.isUpload
        isFavourite = body.isFavourite
        seed = body.seed
        createdAt = try Moment.read(body.createdAt)
        prompt = body.prompt
        model = body.model
        name = body.name
        parents = (body.parents ?? []).map { ID($0) }
    }
}
