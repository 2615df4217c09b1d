import FoundationEssentials
import Kernel
import Studio
import Wire

extension ImagesWish {
    /// Pictures that one edit takes.
    static let mostPictures = 16

    /// Reads an edit that is one JSON body: its pictures are addresses, data URLs, or what is stored here.
    /// - Throws: `Problem` that names the member at fault.
    init(edit fields: OpenAIFields) throws(Problem) {
        try self.init(fields)
        let listed = try fields.list("images") ?? []
        guard !listed.isEmpty else { throw Problem(.missingField, field: "images") }
        guard listed.count <= Self.mostPictures else {
            throw Problem(.tooManyImages, field: "images", ["most": "\(Self.mostPictures)"])
        }
        for picture in try fields.objects("images") ?? [] {
            order.pictures.append(try ShapedOrder.Picture(picture))
        }
        order.mask = try fields.inner("mask").map { mask throws(Problem) in try ShapedOrder.Picture(mask) }
        guard fields.part("markup") == nil else {
            throw Problem(.notForModel, field: "markup", ["model": order.model])
        }
    }
}

extension ShapedOrder.Picture {
    /// Of an address, in bytes, data URLs included.
    private static let longestAddress = 20_971_520

    /// Reads a picture as OpenAI's bodies name one: by `image_url` or by `file_id`.
    /// - Throws: `Problem` that names the member at fault.
    init(_ fields: OpenAIFields) throws(Problem) {
        switch (try fields.text("image_url"), try fields.text("file_id")) {
        case (let address?, nil): self = try Self.shown(at: address, fields.field("image_url"))
        case (nil, let id?):
            guard let image = StoredFileID(anySpelling: id)?.image else {
                throw Problem(.notFound, field: fields.field("file_id"))
            }
            self = .stored(image)
        default: throw Problem(.oneFieldOf, field: fields.path, ["known": "image_url, file_id"])
        }
    }

    private static func shown(at address: String, _ field: String) throws(Problem) -> ShapedOrder.Picture {
        guard address.utf8.count <= longestAddress else {
            throw Problem(.fileTooLarge, field: field, ["limit": "20"])
        }
        guard AnyBase64.isDataURL(address) else { return .address(address) }
        guard let bytes = AnyBase64.decode(address), !bytes.isEmpty else {
            throw Problem(.imageUnreadable, field: field)
        }
        return .bytes(bytes)
    }
}
